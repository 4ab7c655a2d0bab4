"""The canonical form of a study's table: CSV in UTF-8, commas, one row a line, quotes where needed.

It is read by Arrow, fast and only where Arrow and Python's strict reader agree on every cell;
whatever leaves a doubt is left to the reader of `analysis.tables.spreadsheet_rows`.
"""

import csv
import unicodedata
from collections.abc import Iterator
from io import StringIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

LONGEST_CELL = 131_072
"""Letters, whatever else in this process has set."""
PIECE = 1 << 24  # bytes that Arrow reads at once: of few pieces a column is sorted as of one
PART = 1 << 16  # bytes looked at together, for which no memory has to be fetched anew
QUOTE, BESIDE_QUOTES = 0x22, (0x2C, 0x0A)
ODD = (b"\r", b"\0")  # line ends of other systems, and what no text has


def canonical_cells(raw: bytes) -> pd.DataFrame | None:
    """Return a file's cells as text, by the row that a spreadsheet counts (the header is row 1).

    Returns None unless the file is CSV in UTF-8 with commas, on which all readers agree.

    >>> canonical_cells(b'id,word\\na,"b, c"\\n')
      id  word
    2  a  b, c
    >>> canonical_cells(b"id;word\\na;b\\n") is None
    True
    """
    header = _header(raw)
    if len(header) < 2 or len(set(header)) < len(header) or not _is_plain(raw):
        return None
    places = [str(place) for place in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(raw),
            arrow_csv.ReadOptions(skip_rows=1, column_names=places, block_size=PIECE),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(places, pa.large_string())
            ),
        )
    except pa.ArrowException:  # rows of another width, no row, a row of megabytes
        return None
    lines = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if lines != len(table) + 1 or any(map(_is_long, table.columns)):
        return None  # a cell of several lines, an empty line
    kind = pd.StringDtype(na_value=np.nan)
    cells = table.to_pandas(types_mapper=lambda _: kind)
    return cells.set_axis(header, axis=1).set_axis(range(2, 2 + len(cells)))


def canonical_bytes(header: list[str], rows: Iterator[list[str]]) -> bytes:
    """Return a table as bytes in its canonical form.

    >>> canonical_bytes(["id", "word"], iter([["a", "b, c"]]))
    b'id,word\\na,"b, c"\\n'
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _header(raw: bytes) -> list[str]:
    """Return the names in the first line, or none where it is no plain line of names."""
    line = raw[: max(0, raw.find(b"\n", 0, PIECE))]
    if not line or b'"' in line or raw.startswith(b"\xef\xbb\xbf"):
        return []
    try:
        header = line.decode().split(",")
    except UnicodeDecodeError:
        return []
    return header if all(name and name == name.strip() for name in header) else []


def _is_long(column: pa.ChunkedArray) -> bool:
    return (pc.max(pc.binary_length(column)).as_py() or 0) > LONGEST_CELL


def _is_plain(raw: bytes) -> bool:
    return not any(sign in raw for sign in ODD) and _is_composed(raw) and _quotes_in_order(raw)


def _is_composed(raw: bytes) -> bool:
    """Tell whether a file is UTF-8 in the normal form NFC; no letter composes over a line end."""
    if raw.isascii():
        return True
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start + PART) + 1 or len(raw)
        part, start = raw[start:end], end
        try:
            if _may_compose(part) and not unicodedata.is_normalized("NFC", part.decode()):
                return False
        except UnicodeDecodeError:
            return False
    return True


def _may_compose(part: bytes) -> bool:
    """Tell whether there are letters beyond those of which each is in its normal form.

    These are the ones below U+0300, of Russian (U+0400 to U+047F) and dashes and quotes (U+2002
    to U+203F), known by the bytes with which they begin.
    """
    signs = np.frombuffer(part + b"\0\0", np.uint8)
    places = np.flatnonzero(signs >= 0xCC)
    first, second, third = (signs[places + step] for step in range(3))
    known = (first == 0xD0) | (first == 0xD1)
    known |= (first == 0xE2) & (second == 0x80) & (third >= 0x82)
    return not known.all()


def _quotes_in_order(raw: bytes) -> bool:
    """Tell whether each quoted cell begins and ends beside a comma or line end.

    The first quote, the third and so on open a cell, or stand for a quote in it together with the
    closing one right before.
    """
    if b'"' not in raw:
        return True
    signs = np.frombuffer(raw, np.uint8)
    parts = range(0, len(signs), PART)
    places = np.concatenate([np.flatnonzero(signs[at : at + PART] == QUOTE) + at for at in parts])
    opening, closing = places[::2], places[1::2]
    if len(opening) != len(closing):
        return False
    doubled = opening[1:] == closing[:-1] + 1
    opened = (opening == 0) | np.isin(signs[opening - 1], BESIDE_QUOTES)
    after = np.minimum(closing + 1, len(signs) - 1)
    closed = (closing == len(signs) - 1) | np.isin(signs[after], BESIDE_QUOTES)
    return bool((opened[1:] | doubled).all() and (closed[:-1] | doubled).all()) and bool(
        opened[0] and closed[-1]
    )
