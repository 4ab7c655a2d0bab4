"""Synthetic statements for the benchmarks: actors by Zipf's law, signed stances."""

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from analysis.locale import languages
from analysis.study.load import Study

ACTORS, SECTORS, PART = 2_000, 300, 5_000_000


def statements(rows: int, seed: int = 1) -> pd.DataFrame:
    """Return that many statements of 2,000 actors on 300 sectors with stances from -1 to 1."""
    generator = np.random.default_rng(seed)
    actors, sectors = _names("a", ACTORS), _names("s", SECTORS)
    return pd.DataFrame(
        {
            "actor": actors[_zipf(generator, ACTORS, rows)],
            "sector": sectors[_zipf(generator, SECTORS, rows)],
            "stance": generator.choice([-1, 0, 1], rows, p=[0.25, 0.15, 0.6]),
            "document_id": generator.integers(rows // 10 + 1, size=rows),
        }
    )


def parquet(rows: int, path: Path) -> Path:
    """Write that many statements to a Parquet file, part by part, in little memory."""
    with duckdb.connect() as database:
        database.execute("create table statements (actor text, sector text, stance tinyint)")
        for start in range(0, rows, PART):
            database.register("drawn", statements(min(PART, rows - start), seed=start))
            database.execute("insert into statements select actor, sector, stance from drawn")
        database.execute(f"copy statements to '{path}' (format parquet)")
    return path


def _names(letter: str, number: int) -> np.ndarray:
    return np.array([f"{letter}{place:04d}" for place in range(number)], dtype=object)


def _zipf(generator: np.random.Generator, number: int, rows: int) -> np.ndarray:
    chance = 1 / np.arange(1, number + 1)
    return generator.choice(number, rows, p=chance / chance.sum())


def large_study(study: Study, nodes: int, ties: int, seed: int = 1) -> Study:
    """Return a study of as many nodes, half of them sectors, and ties, each of one statement."""
    generator, half = np.random.default_rng(seed), nodes // 2
    pairs = generator.choice(half * half, ties, replace=False)
    actors, sectors = _names("a", half), _names("s", half)
    some = study.statements.iloc[generator.integers(len(study.statements), size=ties)]
    told = some.assign(
        statement_id=[f"X{number:05d}" for number in range(ties)],
        actor=actors[pairs // half],
        target=None,
        speaker=None,
        sector=sectors[pairs % half],
    )
    return replace(
        study,
        actors=_codes(study.actors, actors),
        sectors=_codes(study.sectors, sectors),
        layout=study.layout.iloc[:0],
        statements=told.astype(study.statements.dtypes).reset_index(drop=True),
    )


def _codes(table: pd.DataFrame, ids: np.ndarray) -> pd.DataFrame:
    names = {f"name_{language}": ids for language in languages()}
    like = table.iloc[[0] * len(ids)].reset_index(drop=True)
    new = like.assign(**{table.columns[0]: ids, "part_of": None}, **names)
    return new.astype(table.dtypes)
