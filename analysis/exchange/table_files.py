"""Any table, as it is."""

from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from numbers import Real
from pathlib import Path
from types import NoneType

import numpy as np
import pandas as pd
from pandas.api.types import (
    is_any_real_numeric_dtype,
    is_bool_dtype,
    is_datetime64_any_dtype,
    is_timedelta64_dtype,
)
from pyarrow import ArrowException

from analysis.errors import InputError
from analysis.exchange.endings import write_as
from analysis.exchange.spreadsheet import xlsx
from analysis.exchange.values import text, unholdable, values

NAType = type(pd.NA)


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


def _parquet(table: pd.DataFrame) -> bytes:
    file = BytesIO()
    try:
        table.to_parquet(file, index=False)
    except (ArrowException, TypeError, ValueError, OverflowError) as error:
        said = " ".join(" ".join(map(str, error.args)).split())[:200]
        raise InputError(f"table: {said}; expected one type of value in a column") from None
    return file.getvalue()


TABLE_FORMATS = {"csv": _csv, "xlsx": lambda table: xlsx(table, "table"), "parquet": _parquet}


def export_table(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a DataFrame to a file, in the format that its ending names.

    An index other than 0, 1, 2 … becomes the first columns, called as its levels are, or `id`.
    Lists become text between spaces; missing values become empty cells. Text that begins like a
    formula stays as it is in `csv`, and is text in `xlsx`.
    Raises `InputError`, a line each, for an unknown ending, a name of a column that stands twice,
    and values that the format cannot hold.
    """
    return write_as(path, TABLE_FORMATS, lambda: _checked(table))


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    if table.columns.nlevels > 1:
        raise InputError("table: columns of several levels; expected one name a column")
    table = _indexed(table)
    names = [str(name) for name in table.columns]
    problems = [
        f"table: column {name!r} stands more than once; expected each name once"
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    problems += [f"table: column {fault}" for fault in map(unholdable, names) if fault]
    table = table.set_axis(names, axis="columns")
    if problems:
        raise InputError(problems)
    made = {name: _column(name, column, problems) for name, column in table.items()}
    if problems:
        raise InputError(problems)
    return pd.DataFrame(made, index=table.index)


def _indexed(table: pd.DataFrame) -> pd.DataFrame:
    index = table.index
    if index.nlevels == 1 and index.name is None and index.equals(pd.RangeIndex(len(table))):
        return table.reset_index(drop=True)
    names = [
        name if name is not None else "id" if index.nlevels == 1 else f"id_{number}"
        for number, name in enumerate(index.names, 1)
    ]
    levels = [
        pd.Series(index.get_level_values(place), name=name).reset_index(drop=True)
        for place, name in enumerate(names)
    ]
    return pd.concat([*levels, table.reset_index(drop=True)], axis="columns")


def _column(name: str, column: pd.Series, problems: list[str]) -> pd.Series:
    """Return a column whose cells files can hold; what they cannot is told by its row."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    if _is_plain(column.dtype):
        return column
    cells = [_cell(f"row {row!r}: {name}", value, problems) for row, value in column.items()]
    return pd.Series(cells, column.index, object)


def _is_plain(kind: object) -> bool:
    """Tell whether files hold every value of a type."""
    plain = (
        is_any_real_numeric_dtype,
        is_bool_dtype,
        is_datetime64_any_dtype,
        is_timedelta64_dtype,
    )
    return isinstance(kind, pd.StringDtype) or any(is_kind(kind) for is_kind in plain)


def _cell(place: str, value: object, problems: list[str]) -> object:
    if isinstance(value, list | tuple | set | frozenset | np.ndarray):
        return text(values(place, {"list": value}, problems).get("list", ""))
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value)
    if not isinstance(value, str | Real | Decimal | date | time | timedelta | NoneType | NAType):
        problems.append(f"{place}: {value!r}; expected text, a number, a truth value or a date")
    return value
