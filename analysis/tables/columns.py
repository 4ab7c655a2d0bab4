"""Columns of cells as text, numbers, truth values and dates, with what was wrong in them."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

import numpy as np
import pandas as pd

from analysis.tables.normal import PLAIN as PLAIN_NAME
from analysis.tables.normal import cased_note, joined_note, normal_names
from analysis.tables.raw import as_text

TEXTS = (
    "statement_id",
    "document_id",
    "act",
    "family",
    "speaker",
    "actor",
    "target",
    "sector",
    "relation",
    "coder",
)
"""Fields that are text in every study, even where a file holds numbers in them."""

ISO = "%Y-%m-%d"
FORMS = (
    ISO,
    *(f"%{a}{sign}%{b}{sign}%Y" for sign in "./-" for a, b in ("dm", "md")),
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y년 %m월 %d일",
    "%Y. %m. %d.",
)
ISO_DAY = r"(?a)\d{4}(?:-\d\d-\d\d|\d{4})(?:[T ]\d\d.*)?"
WHOLE, COMMA, THOUSANDS = r"[+-]?[0-9]+", r"[+-]?[0-9]*,[0-9]+", r"[+-]?[1-9][0-9]{0,2},[0-9]{3}"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
INFINITE = r"(?i)[+-]?inf(inity)?"
WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
KINDS = {
    "boolean": "boolean",
    "integer": "Int64",
    "floating": "Float64",
    "decimal": "Float64",
    "mixed-integer-float": "Float64",
    "datetime": "datetime64[s]",
}
PLAIN = {"boolean": "bool", "Int64": "int64", "Float64": "float64"}
FORMULA_ERRORS = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#PYTHON!",
    "#GETTING_DATA",
    "#EXTERNAL!",
)

NA = "NA"
"""What R writes for a missing value; in a text it may be a name."""
FEW = 1000  # names

Reading = tuple[pd.Series, dict[str, str], str]
"""The values of distinct texts, what was expected instead of wrong ones, and what to tell."""


def read_column(
    column: pd.Series,
    field: str,
    numbers: Collection[str],
    booleans: Collection[str],
    date_format: str | None,
) -> tuple[pd.Series, list[tuple], str]:
    """Return the column's values, the faults found (row, text, what was expected), and a note."""
    kind = KINDS.get(pd.api.types.infer_dtype(column, skipna=True).removesuffix("64"))
    if field in booleans:
        return _through_text(column, _but_for_na(_booleans))
    if field in numbers:
        return _through_text(column, _but_for_na(_numbers))
    if field == "date" and kind != KINDS["datetime"]:
        return _through_text(column, _but_for_na(partial(date_reading, date_format=date_format)))
    if field in TEXTS:
        return read_names(column)
    if kind is None:
        return _through_text(column, _but_for_na(_texts) if field == "url" else _texts)
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    return plain(column.astype(kind)), [], ""


def _through_text(column: pd.Series, read: Callable[[pd.Series], Reading]) -> tuple:
    """Read each distinct text once, for a column repeats few of them many times."""
    filled = column.dropna()
    texts = filled if column.dtype == "str" else _shown(filled)
    codes, distinct = texts.reindex(column.index).factorize()
    values, faults, note = read(pd.Series(distinct, dtype="str"))
    wrong = texts[texts.isin(list(faults))]
    found = [(row, text, faults[text]) for row, text in wrong.items()]
    taken = pd.api.extensions.take(values.array, codes, allow_fill=True)
    return plain(pd.Series(taken, column.index)), found, note


def _shown(filled: pd.Series) -> pd.Series:
    """Return cells as a spreadsheet shows them; of plain numbers each is written once."""
    if filled.dtype.kind not in "iuf":
        return filled.astype(object).map(as_text).astype("str")
    codes, distinct = filled.factorize()
    texts = pd.array([as_text(value) for value in distinct.tolist()], dtype="str")
    return pd.Series(texts.take(codes), filled.index)


def plain(column: pd.Series) -> pd.Series:
    """Return NumPy's plain dtype, which callers know, unless a value is missing."""
    known = PLAIN.get(str(column.dtype))
    return column.astype(known) if known and not column.hasnans else column


def read_names(column: pd.Series) -> tuple[pd.Series, list[tuple], str]:
    """Return what `read_column` does, of names and ids: text in its normal form."""
    if _are_as_read(column):
        return column.rename(None), [], ""
    return _through_text(column, _names)


def _are_as_read(column: pd.Series) -> bool:
    """Tell whether these are a few names that stay what they are, of which there is no note.

    Most are. To look at them one by one takes a third of the time of a column read as a whole.
    """
    if column.dtype != "str" or len(column) > FEW:
        return False
    names = dict.fromkeys(column.tolist())
    return all(map(_is_as_read, names)) and len({name.casefold() for name in names}) == len(names)


def _is_as_read(name: object) -> bool:
    return (
        isinstance(name, str)
        and name != ""
        and name not in (NA, *FORMULA_ERRORS)
        and PLAIN_NAME.fullmatch(name) is not None
    )


def read_levels(column: pd.Series) -> tuple[pd.Series, list[tuple], str]:
    """Return what `read_column` does, of levels: numbers where one cell is a number, else text.

    Truth values stay what they are.
    """
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if kind == "boolean":
        return plain(column.astype("boolean")), [], ""
    return _through_text(column, _levels)


def _but_for_na(read: Callable[[pd.Series], Reading]) -> Callable[[pd.Series], Reading]:
    """Let NA be missing in a column of which no value can be a word."""

    def reading(texts: pd.Series) -> Reading:
        there = texts[texts != NA]
        values, faults, note = read(there)
        if len(there) == len(texts):
            return values, faults, note
        told = f"{NA}, which R writes for it, read as missing"
        return values.reindex(texts.index), faults, "; ".join(filter(None, (note, told)))

    return reading


def _names(texts: pd.Series) -> Reading:
    read, faults, na_note = _texts(texts)
    read = normal_names(read)
    notes = (joined_note(texts, read), cased_note(read), na_note)
    return read.mask(read == ""), faults, "; ".join(note for note in notes if note)


def _levels(texts: pd.Series) -> Reading:
    texts = texts.str.strip()
    numeral = texts.str.fullmatch(f"{NUMBER}|{WHOLE},.*|{COMMA}")
    if len(texts) and not (numeral | texts.str.fullmatch(INFINITE)).any():
        return _names(texts)
    return _but_for_na(_numbers)(texts)


def _texts(texts: pd.Series) -> Reading:
    wrong = texts[texts.isin(FORMULA_ERRORS)]
    told = f"{NA!r} read as a text; where R wrote it for a missing value, expected none"
    note = told if (texts == NA).any() else ""
    return texts, dict.fromkeys(wrong, "a formula failed; expected a value, or none"), note


def _booleans(texts: pd.Series) -> Reading:
    values = texts.str.casefold().map(WORDS).astype("boolean")
    return values, dict.fromkeys(texts[values.isna()], f"expected one of: {', '.join(WORDS)}"), ""


def _numbers(texts: pd.Series) -> Reading:
    digits, comma = texts.str.fullmatch(WHOLE), texts.str.fullmatch(COMMA)
    point = texts.str.fullmatch(NUMBER) & ~digits
    values = texts.where(digits | comma | point).str.replace(",", ".").astype("float64")
    values = values.mask(np.isinf(values))
    faults = dict.fromkeys(texts[values.isna()], "expected a number such as -1 or 0.5")
    if comma.any() and point.any():
        fewer = comma if comma.sum() <= point.sum() else point
        faults |= dict.fromkeys(texts[fewer], "expected one decimal sign in the whole column")
    elif comma.any() and texts[comma].str.fullmatch(THOUSANDS).all():
        faults |= dict.fromkeys(texts[comma], "thousands or decimals? expected such as 1234 or 1.2")
    note = f"a decimal comma, as in {texts[comma].iloc[0]}" if comma.any() else ""
    whole = not len(texts) or ((values % 1 == 0).all() and values.abs().max() < 2**53)
    return values.astype("Int64" if whole else "Float64"), faults, note


def date_reading(texts: pd.Series, date_format: str | None) -> Reading:
    if date_format:
        dates = _parsed(texts, date_format)
        dates = dates.fillna(_parsed(texts, ISO))
        told = f"expected the form {date_format!r} of date_format, or year-month-day"
        return dates, dict.fromkeys(texts[dates.isna()], told), ""
    tried = {form: _parsed(texts, form) for form in FORMS}
    best = max(tried, key=lambda form: tried[form].notna().sum())
    dates = tried[best]
    if dates.isna().any():
        told = "expected a date such as 2024-11-27, or date_format= for another form"
        if dates.notna().any():
            sample = datetime(2024, 11, 27).strftime(best)
            told = f"expected the form of the others, such as {sample}, or date_format="
        return dates, dict.fromkeys(texts[dates.isna()], told), ""
    faults = {}
    for form in FORMS:
        rival = tried[form]
        if rival.notna().all():
            told = f"day or month first? expected date_format={best!r} or {form!r}"
            faults |= dict.fromkeys(texts[rival != dates], told)
    return dates, faults, "" if best == ISO else f"dates of the form {best}, as in {texts.iloc[0]}"


def _parsed(texts: pd.Series, form: str) -> pd.Series:
    if form == ISO:
        return pd.Series(map(_iso, texts), texts.index, dtype="datetime64[s]")
    return pd.to_datetime(texts, format=form, errors="coerce").astype("datetime64[s]")


def _iso(text: str) -> datetime | None:
    """Read a day in ISO 8601 and its time as the clock on the wall showed it, the zone left off."""
    if not re.fullmatch(ISO_DAY, text):
        return None
    try:
        return datetime.fromisoformat(re.sub(r" (?=[+-]\d)| ?UTC$", "", text)).replace(
            microsecond=0, tzinfo=None
        )
    except ValueError:
        return None


def numeral_note(column: pd.Series, field: str) -> str:
    """Levels that are text match or do not, which nobody expects of numbers."""
    texts = column.dropna().unique() if column.dtype == "str" else []
    if not len(texts) or not all(re.fullmatch(NUMBER, text) for text in texts):
        return ""
    return f"only numbers, read as text; expected numbers=[{field!r}] if they are to count as such"
