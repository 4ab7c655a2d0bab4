"""What the codebook says of a code: the lines of its tables that begin with it."""

import re
from pathlib import Path
from typing import NamedTuple

from analysis.study.write import CODEBOOK

CELLS = re.compile(r"(?<!\\)\|")
FIRST = re.compile(r"`([^`]+)`")


class Rule(NamedTuple):
    """A line of the codebook: the heading that it stands under, and its cells by their heads."""

    section: str
    cells: dict[str, str]


def codebook_of(folder: Path) -> Path | None:
    """Return the codebook of a study: in its folder, or beside it."""
    places = (folder / CODEBOOK, folder.parent / CODEBOOK)
    return next((place for place in places if place.is_file()), None)


def rules(text: str, code: str) -> list[Rule]:
    """Return what a codebook in Markdown says of a code in its tables.

    >>> rules("## Relations\\n\\n| relation | rule |\\n|---|---|\\n| `aid` | gives |\\n", "aid")
    [Rule(section='Relations', cells={'relation': '`aid`', 'rule': 'gives'})]
    """
    found, section, head = [], "", []
    for line in text.splitlines():
        if line.startswith("#"):
            section, head = line.lstrip("# ").strip(), []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in CELLS.split(line.strip().strip("|"))]
            if not head:
                head = cells
            elif code in FIRST.findall(cells[0]):
                found.append(Rule(section, dict(zip(head, cells, strict=False))))
        else:
            head = []
    return found
