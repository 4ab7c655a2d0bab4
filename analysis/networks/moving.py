"""A record as what moves in it is asked: its speakers, each family once, cut into slices."""

from collections.abc import Sequence

from analysis.networks.asked import STANCE
from analysis.networks.dated import Dated, dated
from analysis.networks.slices import Measured
from analysis.networks.smoothed import cut_of
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.networks.time_weights import Cut, by_calendar

UNIT_OF = {"family": "family", "document": "document_id", "include": None}


def moving(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    aggregation: str = "subtract",
    duplicates: str | None = None,
    scale: Scale | None = None,
) -> Dated:
    """Return the dated statements of a source: its speakers, or else actors, by its sectors.

    By default a repeated statement counts once within the widest unit that the source has, which is
    also what is drawn as a whole: the family, else the document, else the statement.
    """
    record = record_of(source)
    rule = duplicates or repeats_within(record)
    return dated(
        record,
        rows or speaking(record),
        columns,
        level=STANCE,
        duplicates=rule,
        same_level=aggregation != "ignore",
        unit=UNIT_OF[repeats_within(record)],
        scale=scale,
    )


def cut_in(
    said: Dated, period: str, times: Sequence | int | None, kernel: str, width: float | None
) -> Cut:
    """Return the calendar slices of a record or, where times are given, those of a kernel."""
    if times is None:
        return by_calendar(said, period)
    return cut_of(said, times, kernel=kernel, width=width)


def measured_as(said: Dated, mode: str, aggregation: str, normalization: str) -> Measured:
    """Return what the network of a slice is; a record without stances can only be counted."""
    if said.sample.empty.levels.name is None:
        aggregation = "ignore"
    return Measured(mode, aggregation, normalization)
