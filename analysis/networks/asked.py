"""Which fields of a table are asked for, and as what."""

from collections.abc import Collection
from typing import NamedTuple

PARTY = "party"
"""A field every table of statements has: the actor, and in a row of its own the target."""


SHARED = {"act": "act", "document": "document_id", "family": "family"}
"""By the rule of duplicates the field that statements share of which a repeated one counts once."""


class Period(NamedTuple):
    """A calendar period: how long it is, how its label counts it, and how close a date must be."""

    months: int
    label: str
    precision: str


PERIODS = {
    "year": Period(12, "{year}", "year"),
    "halfyear": Period(6, "{year}-H{number}", "month"),
    "quarter": Period(3, "{year}-Q{number}", "month"),
    "month": Period(1, "{year}-{number:02d}", "month"),
}
"""Fields a table with dates has."""


def label_of(year: int | str, month: int, period: str) -> str:
    """Return the label of the period that holds a month.

    >>> [label_of(2024, 11, period) for period in PERIODS]
    ['2024', '2024-H2', '2024-Q4', '2024-11']
    """
    months, label, _ = PERIODS[period]
    return label.format(year=year, number=(month - 1) // months + 1)


class IfThere(str):
    """The name of a field that is asked for only where a table has it."""


STANCE = IfThere("stance")
"""The level that goes without saying: a table without stances is counted without a level."""


class Asked(NamedTuple):
    """The fields that are rows, columns and level or tell cells apart, and what is repeated."""

    rows: str
    columns: str
    level: str | None = None
    by: tuple[str, ...] = ()
    duplicates: str = "include"
    same_level: bool = True

    @property
    def fields(self) -> dict[str, str]:
        """The field of each column of a cell."""
        level = {"level": self.level} if self.level else {}
        return {"row": self.rows, "column": self.columns} | level | {each: each for each in self.by}

    @property
    def names(self) -> list[str]:
        """The columns of a cell."""
        return [*self.fields]

    @property
    def alike(self) -> list[str]:
        """The columns of a cell in which repeated statements are the same."""
        return [name for name in self.fields if name != "level" or self.same_level]

    @property
    def within(self) -> str | None:
        """The field within whose values a repeated statement counts once."""
        dated = dict.fromkeys(("week", "month", "year"), "date")
        return (dated | SHARED).get(self.duplicates)

    @property
    def used(self) -> set[str]:
        """The fields of a table that are looked at."""
        fields = {*self.fields.values()}
        return (
            fields | ({"actor", "target"} if PARTY in fields else set()) | {self.within or "date"}
        )

    def of(self, columns: Collection[str]) -> "Asked":
        """Return what is asked of a table that has those columns: not a level that it lacks.

        One that is only written otherwise, as in `Stance`, is no lack but a mistake, told later.
        """
        known = {name.lower() for name in columns}
        lacks = isinstance(self.level, IfThere) and self.level not in known
        return self._replace(level=None) if lacks else self

    def made(self, columns: tuple[str, ...]) -> list[str]:
        """Return the fields asked for that are made of others, a table having those columns."""
        return [
            name
            for name in (PARTY, *PERIODS)
            if name in self.fields.values() and name not in columns
        ]
