"""Agreement between coders: two codings aligned, and Krippendorff's alpha with its uncertainty.

A further coding of a study's documents is a table like `statements`, in `codings/<coder>.csv` of
the study's folder.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import krippendorff
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, Problem
from analysis.measures.draws import bounds, drawn_places
from analysis.measures.pairing import paired
from analysis.places import way_out
from analysis.study.load import Study, contradictions
from analysis.tables.schema import cell_problems, reference_problems, typed
from analysis.tables.study_tables import read_cells, read_table

Level = Literal["nominal", "ordinal"]

VARIABLES: dict[str, Level] = {
    "sector": "nominal",
    "relation": "nominal",
    "stance": "ordinal",
}
PARTIES = ["actor", "target", "speaker"]
PASSAGE = ["document_id", "locator"]
ALPHAS = ["variable", "units", "alpha", "low", "high"]
COMPARED = ["coder", "documents", "of", *ALPHAS, "seen_by_one"]

Lines = NDArray[np.object_]
"""Statements with their id, actor, target and speaker."""

STUDYS_OWN = ("act", "because")
"""What a study adds to its rows, and no coder codes."""


def codings(study: Study) -> dict[str, pd.DataFrame]:
    """Return the further codings of a study by the name of their file, validated like statements.

    Raises `InputError` with every problem found, one line each.
    """
    found, problems = {}, []
    if study.folder is None:
        return {}
    for path in sorted((study.folder / "codings").glob("*.csv")):
        found[path.stem], wrong = _read(study, path)
        problems += wrong
    if problems:
        raise InputError(problems)
    return found


def align(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return which statement of one coding is which of the other, one line a unit.

    Two statements can be the same unit when they stand in the same passage and name the same actor
    or the same target. Of those, as many as possible are paired; of the ways to do so, one in which
    the most of actor, target and speaker are the same; and of these one in the order of the text:
    without crossings where that can be, the first with the first and the second with the second,
    so that what one coder has more comes last (see `measures.pairing`). Sector, relation and stance
    play no part, for it is their agreement that is to be measured. The order of the text is that of
    the numbers in the ids; what is missing is the same as nothing. The units are the same, in the
    same order, whoever comes first.

    Columns: `first` and `second`, ids, missing where only one coder saw the unit.
    """
    pairs = []
    grouped = [_passages(coding) for coding in (first, second)]
    nothing = np.empty((0, 1 + len(PARTIES)), object)
    for passage in sorted({*grouped[0], *grouped[1]}, key=lambda each: [*map(_natural, each)]):
        pairs += _in_either_order(*(group.get(passage, nothing) for group in grouped))
    return pd.DataFrame(pairs, columns=["first", "second"], dtype=object)


def agreement(
    first: pd.DataFrame, second: pd.DataFrame, *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return Krippendorff's alpha for sector, relation (nominal) and stance (ordinal).

    Columns: `variable`, `units` (seen by both and with a code from both), `alpha`, and `low` and
    `high`, which bound it in 95 % of bootstrap draws over units. Alpha is 1 for perfect agreement,
    0 for what chance gives, and missing where no value varies (Krippendorff 2019, Content Analysis,
    ch. 12). Units are those of `align`. A variable that a coding does not have has no line.
    """
    lines = []
    for variable, codes in codes_of_both(first, second).items():
        data, level = _as_numbers(codes), VARIABLES[variable]
        drawn = drawn_places(data.shape[1], draws=draws, seed=seed)
        low, high = bounds([_alpha(data[:, places], level) for places in drawn])
        lines.append((variable, data.shape[1], _alpha(data, level), low, high))
    return pd.DataFrame(lines, columns=ALPHAS)


def codes_of_both(first: pd.DataFrame, second: pd.DataFrame) -> dict[str, NDArray[np.object_]]:
    """Return by variable what two coders made of the units that both saw: a line a coder.

    Units are those of `align`; one without a code from both is left out, and so is a variable that
    a coding does not have.
    """
    both, found = align(first, second).dropna(), {}
    for variable in VARIABLES:
        if any(variable not in coding for coding in (first, second)):
            continue
        codes = [
            coding.set_index("statement_id")[variable].reindex(both[side])
            for side, coding in (("first", first), ("second", second))
        ]
        blank = np.any([code.isna() | (code == "") for code in codes], axis=0)
        found[variable] = np.vstack([code.to_numpy(object)[~blank] for code in codes])
    return found


def seen_by_one(units: pd.DataFrame) -> float:
    """Return the share of units of `align` that only one of the two coders saw."""
    return float(units.isna().any(axis=1).mean()) if len(units) else 0.0


def _read(study: Study, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    resource = next(r for r in study.package["resources"] if r["name"] == "statements")
    if study.folder and (why := way_out(study.folder, f"codings/{path.name}")):
        return pd.DataFrame(), [Problem(f"codings/{path.name}: {why}")]
    schema = coded_schema(path, resource["schema"])
    cells, problems = read_cells(path, schema)
    if cells is None:
        return pd.DataFrame(), problems
    tables = {
        name: getattr(study, name) for name in ("documents", "actors", "sectors", "relations")
    }
    file = {"statements": resource | {"path": path.name}}
    problems = [
        *cell_problems(path.name, cells, schema),
        *reference_problems(path.name, cells, schema, tables),
        *contradictions({"statements": cells}, file),
    ]
    return (pd.DataFrame() if problems else typed(cells, schema)), problems


def coded_schema(path: Path, schema: dict) -> dict:
    """Return the schema of a coder's table: that of statements, with or without a study's own.

    A machine's table may be without paraphrases, which it gives none.
    """
    coded = [field for field in schema["fields"] if field["name"] not in STUDYS_OWN]
    codes = [field for field in coded if not field["name"].startswith("paraphrase_")]
    forms = [schema | {"fields": fields} for fields in (coded, codes)]
    return next((form for form in forms if read_table(path, form).cells is not None), schema)


def _passages(coding: pd.DataFrame) -> dict[tuple[str, ...], Lines]:
    """Return ids and parties by passage, in the order of the text; without one each is alone."""
    table = stripped(coding, ["statement_id", *PARTIES, *PASSAGE])
    unknown = table[PASSAGE].isna().any(axis=1)
    table.loc[unknown, PASSAGE[0]] = [f"\0{name}" for name in table.loc[unknown, "statement_id"]]
    table = table.fillna({PASSAGE[1]: ""})
    table = table.sort_values("statement_id", key=lambda ids: ids.map(_natural), kind="stable")
    lines = table[["statement_id", *PARTIES]].to_numpy(object)
    places = table.groupby(PASSAGE, sort=False).indices
    return {tuple(map(str, place)): lines[found] for place, found in places.items()}


def stripped(coding: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """Return fields of a coding, where what is missing, blank or no field of it is None."""
    table = coding.reindex(columns=fields).astype(object)
    text = table.astype("str").apply(lambda column: column.str.strip())
    return table.mask(table.isna() | (text == ""), None)


def _natural(text: str) -> tuple:
    """Return a key by which 2 comes before 10, and `par 2` before `par 10`."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part)
        for part in re.split(r"(\d+)", str(text))
    )


def _in_either_order(first: Lines, second: Lines) -> list[tuple]:
    """Return the pairs of a passage, found in an order that does not depend on who is first."""
    turned = _content(second) < _content(first)
    pairs = _pair(second, first) if turned else _pair(first, second)
    return [pair[::-1] for pair in pairs] if turned else pairs


def _content(lines: Lines) -> list[tuple[str, ...]]:
    return [tuple(map(str, line)) for line in lines]


def _pair(first: Lines, second: Lines) -> list[tuple]:
    """Return the pairs of ids of a passage, then those of the first and of the second alone."""
    places = paired(_likeness(first[:, 1:], second[:, 1:]))
    seen = [{pair[side] for pair in places} for side in (0, 1)]
    return [
        *((first[i, 0], second[j, 0]) for i, j in places),
        *((name, None) for i, name in enumerate(first[:, 0]) if i not in seen[0]),
        *((None, name) for j, name in enumerate(second[:, 0]) if j not in seen[1]),
    ]


def _likeness(first: Lines, second: Lines) -> NDArray[np.int64]:
    """Return how many parties each two statements share; 0 where neither actor nor target is."""
    alike = (first[:, None] == second) & pd.notna(first)[:, None]
    return np.where(alike[..., :2].any(axis=2), alike.sum(axis=2), 0)


def _as_numbers(codes: np.ndarray) -> np.ndarray:
    """Turn codes of any kind into the places of their values in ascending order."""
    _, places = np.unique(codes.astype(object).ravel(), return_inverse=True)
    return places.reshape(codes.shape).astype(float)


def _alpha(data: np.ndarray, level: Level) -> float:
    if len(np.unique(data)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))


def compared(study: Study, *, seed: int = 1) -> pd.DataFrame:
    """Return how far each further coding agrees with the study's, a line a variable.

    Columns: those of `of_each_coding`, those of `agreement`, and `seen_by_one`, the share of units
    that one coder alone saw.
    """

    def measured(mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        alone = seen_by_one(align(mine, theirs))
        return agreement(mine, theirs, seed=seed).assign(seen_by_one=alone)

    return of_each_coding(study, measured, COMPARED)


def of_each_coding(
    study: Study,
    measured: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame],
    columns: list[str],
) -> pd.DataFrame:
    """Return what is measured of the study's coding and each further one of the same documents.

    Before the columns that are measured stand `coder`; `documents`, all that were coded twice, or
    those read in full, paragraph by paragraph, where there are any; and their number `of`.
    """
    tables = []
    for coder, coding in codings(study).items():
        in_full = coding[coding["locator"].str.startswith("par ", na=False)]
        for part, theirs in (("all", coding), ("read in full", in_full)):
            if len(read := theirs["document_id"].unique()):
                mine = study.statements[study.statements["document_id"].isin(read)]
                told = {"coder": coder, "documents": part, "of": len(read)}
                tables.append(measured(mine, theirs).assign(**told))
    return (
        pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    )
