"""The reference cases of networks over time: their parameters, statements and expected values."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parent / "reference"


@cache
def _cases() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "dynamics" / "cases.csv").set_index("case")


@cache
def _expected() -> pd.DataFrame:
    table = pd.read_csv(FOLDER / "dynamics" / "expected.csv.gz", dtype={"row": str, "column": str})
    return table


def names(what: str) -> list[str]:
    """The names of the cases of one kind."""
    return [*_cases().index[_cases()["what"] == what]]


def parameters(case: str) -> dict[str, str]:
    told = _cases().loc[case, "parameters"]
    return dict(part.split("=") for part in str(told).split(";") if "=" in part)


def expected(case: str) -> pd.DataFrame:
    table = _expected()
    return table[table["case"] == case].drop(columns="case")


def matrix(case: str) -> pd.DataFrame:
    return expected(case).pivot(index="row", columns="column", values="value")


def value(case: str, row: str, column: str) -> float:
    table = expected(case)
    return table[(table["row"] == row) & (table["column"] == column)]["value"].item()


def statements() -> pd.DataFrame:
    """The reference statements, each document a family of its own."""
    table = pd.read_csv(FOLDER / "statements.csv", dtype={"document_id": str, "statement_id": str})
    table = table.dropna(subset=["actor", "sector", "stance"])
    return table.assign(date=pd.to_datetime(table["date"]), family=table["document_id"])


def agree(found: pd.DataFrame, case: str) -> None:
    """Assert that a matrix is the expected one to 1e-9."""
    told = matrix(case)
    table = found.set_axis(found.index.map(str)).set_axis(found.columns.map(str), axis=1)
    values = table.loc[told.index, told.columns].to_numpy(float)
    np.testing.assert_allclose(values, told.to_numpy(float), rtol=0, atol=1e-9)
