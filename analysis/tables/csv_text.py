"""The one way from bytes to the cells of CSV; each reader says in its own words what is wrong."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO

MARK = "\ufeff"  # of the byte order, as spreadsheets write
WHOLE_DOCUMENT = 2**31 - 1
"""A cell may hold so many letters where it may hold a whole document."""


def decoded(raw: bytes, encoding: str | None = None) -> str:
    """Return bytes as text without a byte order mark, of UTF-8 or what the mark says.

    Raises `UnicodeDecodeError` for bytes of another encoding, `LookupError` for one nobody knows.

    >>> decoded(b"\\xef\\xbb\\xbfa,b"), decoded("a,b".encode("utf-16"))
    ('a,b', 'a,b')
    """
    wide = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return raw.decode(encoding or ("utf-16" if wide else "utf-8")).removeprefix(MARK)


def odd_byte(error: UnicodeDecodeError) -> tuple[int, str]:
    """Return the line of the first byte that is not of the encoding, and the byte.

    >>> try: decoded(b"a\\nb\\xff")
    ... except UnicodeDecodeError as error: odd_byte(error)
    (2, '0xff')
    """
    return error.object[: error.start].count(b"\n") + 1, f"{error.object[error.start]:#04x}"


@contextmanager
def cells_up_to(letters: int) -> Iterator[None]:
    """Let a cell hold so many letters and no more, whatever else in this process has set."""
    before = csv.field_size_limit(letters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def csv_reader(
    text: str | Iterable[str], delimiter: str = ",", *, newline: str = "", strict: bool = True
):
    """Return a reader of the rows of a text, or of an open file; it raises `csv.Error` for no CSV.

    With `newline` as in `open`: by default each kind of line end parts rows. One that is not
    `strict` takes quotes as it finds them.

    >>> list(csv_reader('a;"b;c"\\r\\n', ";"))
    [['a', 'b;c']]
    """
    lines = StringIO(text, newline=newline) if isinstance(text, str) else text
    return csv.reader(lines, delimiter=delimiter, strict=strict)
