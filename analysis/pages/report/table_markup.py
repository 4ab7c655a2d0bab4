"""Tables, of Markdown or of pandas' HTML, as tables of Typst."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from analysis.pages.report.markup import cell, escape, string

_BREAK = re.compile(r"\s+|(?<=[-–/])")
_NUMBER = re.compile(r"[+−-]?[\d.,\u202f\u00a0]+(e[+−-]?\d+)?( ?%)?")


class Table(NamedTuple):
    """A table as rows of cells, each its markup and its plain text; `heads` rows come first."""

    rows: list[list[tuple[str, str]]]
    heads: int


class _Reader(HTMLParser):
    """Reads the first table of a page into rows of (text, is a head, columns, rows)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.heads, self.open = [], 0, False

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            spans = int(told.get("colspan") or 1), int(told.get("rowspan") or 1)
            self.rows[-1].append(["", *spans])
            self.open = True
        elif tag == "br" and self.open:
            self.rows[-1][-1][0] += " "

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.open = False
        elif tag == "thead":
            self.heads = len(self.rows)

    def handle_data(self, data):
        if self.open:
            self.rows[-1][-1][0] += data


def grid(html: str) -> tuple[list[list[str]], int]:
    """Return the cells of a table in HTML, all rows of one length, and its number of head rows.

    A cell over several rows or columns stands in the first, the others are empty. Two head rows
    that never fill the same column, as pandas writes a named index, become one; a column that only
    counts the rows from 0 is left out.

    >>> grid("<table><thead><tr><th></th><th>n</th></tr><tr><th>who</th><th></th></tr></thead>"
    ...      "<tr><th>Ann</th><td>1</td></tr></table>")
    ([['who', 'n'], ['Ann', '1']], 1)
    """
    reader = _Reader()
    reader.feed(html)
    rows, heads = _spread(reader.rows), reader.heads
    if heads == 2 and not any(upper and lower for upper, lower in zip(*rows[:2], strict=True)):
        joined = [upper or lower for upper, lower in zip(*rows[:2], strict=True)]
        rows, heads = [joined, *rows[2:]], 1
    counted = [str(place) for place in range(len(rows) - heads)]
    if (
        heads
        and counted
        and len(rows[0]) > 1
        and [row[0] for row in rows] == [""] * heads + counted
    ):
        rows = [row[1:] for row in rows]
    return rows, heads


def from_html(html: str) -> Table:
    """Return the first table of a page in HTML."""
    rows, heads = grid(html)
    return Table([[(cell(text), text) for text in row] for row in rows], heads)


def typeset(table: Table) -> str:
    """Return a table as Typst markup; columns of numbers stand right.

    The longest words of each column go along, below whose width it must not fall.
    """
    if not table.rows:
        return ""
    columns = list(zip(*table.rows, strict=True))
    heads = [column[: table.heads] for column in columns]
    bodies = [column[table.heads :] for column in columns]
    rows = [_array(f"[{markup}]" for markup, _ in row) for row in table.rows]
    told = {
        "head": _array(rows[: table.heads]),
        "body": _array(f"..{row}" for row in rows[table.heads :]),
        "number": _array("true" if _numbers(body) else "false" for body in bodies),
        "head-words": _array(_words(head) for head in heads),
        "words": _array(_words(body) for body in bodies),
    }
    return f"#sheet({', '.join(f'{name}: {value}' for name, value in told.items())})\n"


def _array(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


def _numbers(cells: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a column holds numbers, and nothing else."""
    texts = [text for _, text in cells if text]
    return bool(texts) and all(map(_NUMBER.fullmatch, texts))


def _words(cells: Iterable[tuple[str, str]]) -> str:
    """Return the three longest words of cells, in the letters that their cells use."""
    words = {
        f"raw({string(word)})" if "#raw(" in markup else f"[{escape(word)}]": len(word)
        for markup, text in cells
        for word in _BREAK.split(text)
    }
    return _array(sorted(words, key=lambda word: (-words[word], word))[:3])


def _spread(rows: list[list[list]]) -> list[list[str]]:
    """Put each cell in its own row and column, and empty ones where it reaches."""
    placed, width = {}, 0
    for down, row in enumerate(rows):
        across = 0
        for text, columns, height in row:
            while (down, across) in placed:
                across += 1
            for i in range(height):
                for j in range(columns):
                    placed[down + i, across + j] = ""
            placed[down, across] = text.strip()
        width = max([width, *(place[1] + 1 for place in placed)])
    return [[placed.get((down, i), "") for i in range(width)] for down in range(len(rows))]
