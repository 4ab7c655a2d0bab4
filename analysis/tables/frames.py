"""A DataFrame made fit for an engine, or refused where its cells cannot be told."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.errors import InputError, Problem, counted, problem
from analysis.tables.raw import as_text

PURE = {
    "boolean": "boolean",
    "integer": "Int64",
    "floating": "Float64",
    "mixed-integer-float": "Float64",
}


def storable(frame: pd.DataFrame, strict: Collection[str] = ()) -> pd.DataFrame:
    """Return the frame with columns that an engine takes, their names trimmed.

    A column of text and numbers together becomes text; one named in `strict` is refused, for what
    was `010` in a file may have become a number on the way. Times of a zone become what the clock
    showed there. Raises `InputError` for names that are not text or stand twice.
    """
    if isinstance(frame.columns, pd.MultiIndex):
        wrong = f"columns: {counted(frame.columns.nlevels, 'row')} of names"
        raise InputError(problem(wrong=wrong, expectation="expected one"))
    if problems := [*name_problems(frame.columns)]:
        raise InputError(problems)
    names = [name.strip() for name in frame.columns]
    columns = {
        name: _storable(frame.iloc[:, place], name, name in strict)
        for place, name in enumerate(names)
    }
    return pd.DataFrame(columns, frame.index)


def name_problems(names: Iterable[object], file: str = "") -> Iterator[Problem]:
    """Yield a line for each name of a column that is no text or stands for two columns."""
    first: dict[str, str] = {}
    for each in names:
        column = f"column {each!r}"
        if not isinstance(each, str):
            wrong = f"{column} is named by {type(each).__name__}"
            yield problem(file, wrong=wrong, expectation="expected text")
            continue
        name = each.strip()
        earlier = first.setdefault(name.casefold(), name)
        if earlier is not name and earlier == name:
            wrong = f"{column} stands more than once"
            yield problem(file, wrong=wrong, expectation="expected it once")
        elif earlier != name:  # a query would take the one for the other
            expected = "expected other letters, not only capitals"
            yield problem(file, wrong=f"{column} stands beside {earlier!r}", expectation=expected)


def _storable(column: pd.Series, name: str, strict: bool) -> pd.Series:
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        column = column.astype(kind.categories.dtype)
    elif isinstance(kind, pd.SparseDtype):
        column = column.sparse.to_dense()
    elif isinstance(kind, pd.PeriodDtype | pd.IntervalDtype) or kind.kind in "mc":
        return _as_texts(column)
    if getattr(kind, "tz", None) or getattr(getattr(kind, "pyarrow_dtype", None), "tz", None):
        return column.dt.tz_localize(None)
    if kind == np.float16:
        return column.astype("float32")
    return _of_objects(column, name, strict) if column.dtype == object else column


def _of_objects(column: pd.Series, name: str, strict: bool) -> pd.Series:
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if kind.startswith("mixed") and kind not in PURE and strict:
        raise InputError(_mixed_line(column, name))
    if kind in ("string", "empty"):
        return column.astype("str")
    if kind in ("datetime", "datetime64"):
        return pd.Series([_clock(cell) for cell in column], column.index, dtype="datetime64[us]")
    try:
        column = column.astype(PURE.get(kind, object))
        pa.array(column, from_pandas=True)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):  # no engine has such numbers
        return _as_texts(column)
    return column


def _as_texts(column: pd.Series) -> pd.Series:
    return column.astype(object).map(as_text, na_action="ignore").astype("str")


def _clock(cell: object) -> object:
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _mixed_line(column: pd.Series, name: str) -> Problem:
    filled = column.dropna()
    first = filled.iloc[0]
    other = filled[[type(cell) is not type(first) for cell in filled]]
    if not len(other):
        kind = type(first).__name__
        wrong = f"column {name!r} holds {kind}"
        return problem(wrong=wrong, expectation="expected text, numbers, booleans or dates")
    kinds = f"{type(other.iloc[0]).__name__} beside {type(first).__name__} {first!r}"
    expected = (
        f"{kinds} in one column; expected one kind, such as text, which pandas reads with dtype=str"
    )
    return problem("", other.index[0], name, other.iloc[0], expected, alone=True)
