"""Which fields of a table are asked for, and as what."""

from typing import NamedTuple

PARTY = "party"
"""A field every table of statements has: the actor, and in a row of its own the target."""

PERIODS = {"year": "year", "halfyear": "month", "quarter": "month", "month": "month"}
"""Fields a table with dates has, each with the coarsest precision of a date that it admits."""


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
        return (dated | {"document": "document_id", "family": "family"}).get(self.duplicates)

    @property
    def used(self) -> set[str]:
        """The fields of a table that are looked at."""
        fields = {*self.fields.values()}
        return (
            fields | ({"actor", "target"} if PARTY in fields else set()) | {self.within or "date"}
        )

    def made(self, columns: tuple[str, ...]) -> list[str]:
        """Return the fields asked for that are made of others, a table having those columns."""
        return [
            name
            for name in (PARTY, *PERIODS)
            if name in self.fields.values() and name not in columns
        ]
