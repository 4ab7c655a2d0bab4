"""A coded passage as a file tells of it, before anything of it is known to the study."""

from collections.abc import Mapping
from typing import NamedTuple

CODED = ("speaker", "actor", "target", "sector", "relation", "stance")
"""Fields that programs for annotating hold as codes, where nothing else is said."""


class Passage(NamedTuple):
    """What was coded and where: `row` is its place in the file, `source` the file's own text.

    `start` and `end` count code points of `source`, or else of the text as the desk reads it.
    """

    row: int
    document: str
    fields: Mapping[str, str]
    start: int | None = None
    end: int | None = None
    quote: str = ""
    source: str = ""


def shown(value: object) -> str:
    """Return a value of JSON as a cell has it.

    >>> shown(1.0), shown(None), shown(" Oil "), shown(True)
    ('1', '', 'Oil', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
