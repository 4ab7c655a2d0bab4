"""Long columns of text looked at as a whole, at the speed of Arrow."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

GLANCE = 1000
"""So many cells show of a column whether it repeats."""


def as_arrow(column: pd.Series) -> pa.ChunkedArray:
    """Return a column of text as Arrow holds it.

    >>> as_arrow(pd.Series(["a"], dtype="str")).to_pylist()
    ['a']
    """
    texts = pa.array(column, pa.large_string())
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])


def is_among(column: pd.Series, known: pd.Series) -> pd.Series:
    """Tell of each text whether it stands in another column.

    >>> is_among(pd.Series(["a", "b"], dtype="str"), pd.Series(["b"], dtype="str")).tolist()
    [False, True]
    """
    found = pc.is_in(as_arrow(column), as_arrow(known).unique())
    return pd.Series(found.to_numpy(), column.index)


def before_last(column: pd.Series, sign: str) -> pd.Series:
    """Return what stands before the last of a sign in each text, nothing where there is none.

    >>> before_last(pd.Series(["D001-02", "a-b-c", "x"], dtype="str"), "-").tolist()
    ['D001', 'a-b', '']
    """
    sign = re.escape(sign)
    rest = pc.replace_substring_regex(as_arrow(column), rf"(\A|{sign})[^{sign}]*\z", "")
    return pd.Series(rest, column.index, dtype="str")


def few(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return distinct texts, unless nearly all are: to part them takes longer than to read them."""
    first = texts.slice(0, GLANCE)
    if 2 * pc.count_distinct(first).as_py() > GLANCE:
        return texts
    return pa.chunked_array([texts.unique()])


def spaced_texts(column: pd.Series) -> list[str]:
    """Return the distinct texts that have spaces around them.

    >>> spaced_texts(pd.Series(["a", " a", " a", "\u00a0"], dtype="str"))
    [' a', '\xa0']
    """
    texts = few(as_arrow(column))
    odd = pc.not_equal(pc.utf8_trim_whitespace(texts), texts)
    return [text for text in texts.filter(odd).unique().to_pylist() if text != text.strip()]


def in_order(columns: pd.DataFrame) -> bool:
    """Tell whether rows of text come in the order of their first column, then of the next.

    >>> in_order(pd.DataFrame({"a": ["x", "x", "y"], "b": ["1", "2", "1"]}, dtype="str"))
    True
    """
    if len(columns) < 2:
        return True
    same, rising = pa.scalar(True), pa.scalar(False)
    for _, column in columns.items():
        texts = as_arrow(column)
        above, below = texts.slice(0, len(texts) - 1), texts.slice(1)
        rising = pc.or_(rising, pc.and_(same, pc.less(above, below)))
        same = pc.and_(same, pc.equal(above, below))
    return pc.all(pc.or_(rising, same)).as_py()
