"""Acts of two sides: the two rows that one act makes, tied by the field `act`."""

from collections.abc import Iterator

import pandas as pd

from analysis.errors import Problem, problem

SHARED = ("document_id", "speaker", "sector", "relation", "stance", "date", "date_precision")
"""What the two rows of an act have in common, where a table has it."""


def one_row_an_act(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with one row for each act: the first, in their order.

    A statement without an act is one by itself, and so is each of a table without the field.

    >>> one_row_an_act(pd.DataFrame({"act": ["a", None, "a", None]})).index.tolist()
    [0, 1, 3]
    """
    if "act" not in statements:
        return statements
    named = statements["act"].where(statements["act"].astype("str").str.strip() != "")
    return statements[named.isna() | ~named.duplicated()]


def wrong_acts(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield a line for each act that is not two rows of one telling with exchanged sides."""
    named = table[table["act"] != ""]
    for act, rows in named[~_mirrored(named)].groupby("act", sort=False):
        if wrong := _wrong(rows):
            yield problem(file, rows.index[-1], "act", act, _EXPECTED, wrong=wrong)


def _mirrored(named: pd.DataFrame) -> pd.Series:
    """Tell the rows of acts that are right letter by letter, so that few are looked at singly."""
    fields = ["act", *(field for field in SHARED if field in named), "actor", "target"]
    cells = named.reindex(columns=fields, fill_value="")
    rows = list(cells.itertuples(index=False, name=None))
    mirrors = {(*shared, target, actor) for *shared, actor, target in rows}
    twice = named["act"].map(named["act"].value_counts()) == 2
    apart = (cells["actor"] != cells["target"]) & (cells["actor"] != "") & (cells["target"] != "")
    return twice & apart & pd.Series([row in mirrors for row in rows], named.index, bool)


_EXPECTED = (
    "expected two rows, one for each side, that differ in actor and target alone, which are "
    "exchanged"
)


def _wrong(rows: pd.DataFrame) -> str:
    """Return what is wrong with the rows of an act, or nothing."""
    if len(rows) != 2:
        return "is of one row" if len(rows) == 1 else f"is of {len(rows)} rows"
    for field in SHARED:
        values = list(dict.fromkeys(rows[field].map(_value))) if field in rows else []
        if len(values) > 1:
            return f"has two values of {field} ({values[0]!r}, {values[1]!r})"
    one, other = rows.reindex(columns=["actor", "target"], fill_value="").to_numpy().tolist()
    return "" if one == other[::-1] and "" not in one else "is not of exchanged actor and target"


def _value(text: str) -> object:
    """Return a number for a text that is one, so that 1 and 1.0 are the same."""
    try:
        return float(text)
    except ValueError:
        return text
