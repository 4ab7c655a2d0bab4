"""Matrices as CSV and UCINET DL."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.errors import InputError
from analysis.exchange.dl import dl
from analysis.exchange.endings import write_as
from analysis.exchange.values import unholdable
from analysis.measures.matrices_in import repeated_ids


def _csv(matrix: pd.DataFrame) -> str:
    return matrix.to_csv(index_label=matrix.index.name or "id", lineterminator="\n")


MATRIX_FORMATS = {"csv": _csv, "dl": lambda matrix: dl({"": matrix})}


def export_matrix(matrix: pd.DataFrame, path: str | Path) -> Path:
    """Write a two-mode or one-mode matrix to a file, in the format that its ending names.

    `csv` has the ids of the columns in its first line, those of the rows in its first column, and
    above these the name of the rows' field; `dl` is told in `analysis.exchange.dl`. Numbers are in
    full precision, the same matrix gives the same bytes, and folders are made as needed.
    Raises `InputError` for an unknown ending and, a line each, for an id that stands twice on an
    axis or that the format cannot hold, and a cell that is no finite number.
    """
    return write_as(path, MATRIX_FORMATS, lambda: _checked(matrix))


def _checked(matrix: pd.DataFrame) -> pd.DataFrame:
    if problems := list(_problems(matrix)):
        raise InputError(problems)
    return matrix


def _problems(matrix: pd.DataFrame) -> Iterator[str]:
    yield from repeated_ids(matrix)
    for axis, ids in (("rows", matrix.index), ("columns", matrix.columns)):
        for fault in filter(None, (unholdable(str(each)) for each in ids)):
            yield f"matrix: {axis}: {fault}"
    other = [(column, kind) for column, kind in matrix.dtypes.items() if not is_numeric_dtype(kind)]
    for column, kind in other:
        yield f"matrix: column {column!r} holds {kind}; expected numbers"
    if not other:
        yield from _not_finite(matrix)


def _not_finite(matrix: pd.DataFrame) -> Iterator[str]:
    values = matrix.to_numpy(float, na_value=np.nan)
    found = np.argwhere(~np.isfinite(values))
    if len(found):
        row, column = found[0]
        one = len(found) == 1
        said = "1 cell is no finite number" if one else f"{len(found)} cells are no finite numbers"
        yield (
            f"matrix: {said}, first {values[row, column]} in row {matrix.index[row]!r}, column "
            f"{matrix.columns[column]!r}; expected numbers"
        )
