"""What charts of slices of time share: who is asked, their names, and labels of an axis of time."""

from datetime import date
from math import ceil, floor

import pandas as pd
from babel import dates
from matplotlib.axes import Axes
from matplotlib.axis import Axis

from analysis.charts.chart import none_of
from analysis.charts.compared import undated
from analysis.labels import day, digits, span, tick, translator
from analysis.locale import cldr
from analysis.networks.attributes import names_in
from analysis.networks.statements import (
    SCALED,
    Record,
    Scale,
    Source,
    frame_of,
    record_of,
    scale_of,
    speaking,
)
from analysis.study.selection import most_heard

ROOM = 14
"""So many labels at most on an axis of slices."""


def asked(
    source: Source, rows: str | None, most: int | None, scale: Scale | None
) -> tuple[Record, str, Scale | None]:
    """Return the record of those heard most, or of all, the field of its rows and its scale."""
    record = record_of(source)
    rows = rows or speaking(record)
    scale = scale_of(source, SCALED) if scale is None else scale
    return record if most is None else most_heard(record, rows, most), rows, scale


def any_said(record: Record, *fields: str) -> bool:
    """Tell whether any statement has all of the fields."""
    table = frame_of(record)
    there = [field for field in fields if field in table]
    return len(there) == len(fields) and bool(table[there].notna().all(axis=1).any())


def unsaid(record: Record, language: str, *fields: str) -> str:
    """Return what an empty chart says where no statement has a stance, or none a date as well.

    It is nothing where any statement has all of the fields.
    """
    t = translator(language)
    if any_said(record, *fields):
        return ""
    if "stance" in fields and not any_said(record, "stance"):
        return none_of(record, t("No statement has a stance."))
    return none_of(record, undated(language))


def names_of(source: Source, language: str, ids: pd.Index) -> dict[str, str]:
    """Return the name of each id of an actor or a sector."""
    name = names_in(source, language, "actors", "sectors")
    return {key: name(key) for key in ids}


def label_slices(axes: Axes, labels: list[str], language: str, *, at: float = 0.0) -> None:
    """Write the labels of slices, as many as there is room for, below an axis that counts them."""
    step = -(-len(labels) // ROOM)
    places = range(0, len(labels), step)
    told = [slice_name(labels[place], language, short=True) for place in places]
    axes.set_xticks([place + at for place in places], told, rotation=45, ha="right")
    axes.tick_params(length=0)


def label_years(axes: Axes, language: str) -> None:
    """Write whole years, each once, below an axis of decimal years; a short one is widened."""
    low, high = axes.get_xlim()
    if floor(high) - ceil(low) < 1:
        axes.set_xlim(floor(low), ceil(high))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.set_major_formatter(lambda value, _: digits(f"{value:.0f}", language))


def number_ticks(axis: Axis, language: str) -> None:
    """Let the ticks of an axis be numbers as the language writes them."""
    axis.set_major_formatter(lambda value, _: tick(value, language))


def slice_name(label: object, language: str, *, short: bool = False) -> str:
    """Write a slice as the language does: a year, a half-year by its months, a quarter, a day.

    >>> [slice_name(label, "en") for label in ("2024", "2024-Q4", "2024-11", "2024-H2")]
    ['2024', 'Q4 2024', 'Nov 2024', 'Jul 2024 – Dec 2024']
    """
    if isinstance(label, date):
        return day(label, language)
    year, _, part = str(label).partition("-")
    if part.startswith("Q"):
        start = date(int(year), 3 * int(part[1:]) - 2, 1)
        return digits(dates.format_skeleton("yQQQ", start, locale=cldr(language)), language)
    if part.startswith("H"):
        first = 6 * int(part[1:]) - 5
        return span(
            f"{year}-{first:02d}" if short else f"{year}-{first:02d}/{year}-{first + 5:02d}",
            language,
        )
    return span(str(label), language)
