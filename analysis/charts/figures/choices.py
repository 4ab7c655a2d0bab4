"""How far a picture depends on the choices made in drawing it."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, INK, PALE, label_ticks, name_rows, row_height
from analysis.labels import counter, number, percent, some_of, tick, translator, valued
from analysis.measures.likeness import correlation, overlap
from analysis.networks.arrays import count
from analysis.networks.matrices import one_mode_of
from analysis.networks.periods import aligned
from analysis.networks.statements import (
    SCALED,
    Scale,
    Source,
    frame_of,
    record_of,
    repeats_within,
    scale_of,
    speaking,
)
from analysis.study.selection import most_heard

MOST = 10
FEW = 5  # ties; a correlation of fewer tells nothing
LETTERS = 44

OTHERS = {
    "aggregation": ["ignore", "conflict", "subtract"],
    "normalization": ["none", "jaccard", "cosine"],
    "duplicates": ["include", "document", "month", "acrossrange"],
}
"""What the baseline could have been instead, by argument."""

NEEDED = {"document": "document_id", "month": "date"}
"""The field that a rule of duplicates needs."""


def choices(
    study: Source,
    *,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
) -> Chart:
    """Chart how much the network of congruence hangs on how it is counted.

    Each line of the table changes one choice and compares that network with the baseline: average
    activity, a repeated statement once a family, of the `most` speakers heard most. Columns:
    `argument`, `value`, `name` (both in words), `correlation` of weights, missing where those of
    one network are all equal, and `overlap`, the share of the baseline's ten heaviest ties that are
    among the ten heaviest there. A baseline without ties gives no line. A table without speakers
    has its actors as rows; the range of its numeric stances is `scale`, and rules for which it has
    no field give no line.
    """
    t = translator(language)
    title = t("What the choices change")
    if needs := lacking("choices", study):
        return unmet(title, needs, study, language)
    record = record_of(study)
    rows = rows or speaking(record)
    heard = most_heard(frame_of(record), rows, most)
    scale = scale_of(study, SCALED) if scale is None else scale
    base = {"normalization": "average", "duplicates": repeats_within(record)}
    tied_by = partial(_tied_by, rows=rows, scale=scale)
    tie = tied_by(heard)
    baseline = tie(**base)
    others = _others(heard, rows, tie, base) if (baseline != 0).any(axis=None) else {}
    others |= _of_good_documents(heard, tied_by, base) if others else {}
    table = _compared(baseline, others, language)
    nobody = t("No two speakers are tied.") if rows == "speaker" else t("No two actors are tied.")
    empty, tied = none_of(study, nobody), int(np.count_nonzero(np.triu(baseline, 1)))
    return Chart(title, table, draw, find, describe, study, language, more=(tied,), empty=empty)


def _tied_by(heard: pd.DataFrame, rows: str, scale: Scale | None) -> Callable[..., pd.DataFrame]:
    """Return what ties the rows as told; cells that several ways share are counted once."""
    counted = cache(partial(count, heard, rows, scale=scale))

    def tie(
        *, normalization: str, duplicates: str, aggregation: str = "congruence"
    ) -> pd.DataFrame:
        array = counted(duplicates=duplicates, same_level=aggregation != "ignore")
        return one_mode_of(array, aggregation=aggregation, normalization=normalization)

    return tie


def _others(
    heard: pd.DataFrame, rows: str, tie: Callable[..., pd.DataFrame], base: dict[str, str]
) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the network of each other choice of counting."""
    return {
        (argument, value): tie(**(base | {argument: value}))
        for argument, values in OTHERS.items()
        for value in values
        if argument != "duplicates" or NEEDED.get(value, rows) in heard
    }


def _of_good_documents(
    heard: pd.DataFrame, tied_by: Callable[..., Callable], base: dict[str, str]
) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the network of the documents of each quality or better."""
    return {
        ("quality", lowest): tied_by(heard[heard["quality"] <= lowest])(**base)
        for lowest in (("A", "B") if "quality" in heard else ())
    }


def _compared(
    baseline: pd.DataFrame, others: dict[tuple[str, str], pd.DataFrame], language: str
) -> pd.DataFrame:
    words = _arguments(language)
    lines = [
        (
            argument,
            value,
            valued(words.get(argument, argument), words.get(value, value), language),
            _correlation(baseline, other),
            overlap(baseline, other, most=MOST),
        )
        for (argument, value), other in others.items()
    ]
    return pd.DataFrame(lines, columns=["argument", "value", "name", "correlation", "overlap"])


def _correlation(baseline: pd.DataFrame, other: pd.DataFrame) -> float:
    """Return the correlation of weights, or none where one network has equal weights throughout."""
    both = aligned({"baseline": baseline, "other": other}).values()
    pairs = [each.to_numpy(float)[np.triu_indices(len(each), 1)] for each in both]
    return np.nan if any(np.ptp(each) == 0 for each in pairs) else correlation(baseline, other)


def draw(table: pd.DataFrame, language: str, tied: int) -> Figure:
    """Draw for each choice its correlation with the baseline and the heaviest ties kept."""
    t = translator(language)
    figure = new_figure(len(table) * row_height(list(table["name"]), LETTERS) + 20)
    panels = figure.subplots(1, 2, sharey=True)
    kept = t("Ten heaviest ties kept") if tied > MOST else t("Ties kept")
    titles = (t("Correlation of weights"), kept)
    name_rows(panels[0], list(table["name"]), LETTERS)
    low = min(0.0, table["correlation"].min())
    for axes, field, title in zip(panels, ("correlation", "overlap"), titles, strict=True):
        rows = range(len(table))
        axes.hlines(
            rows, low if field == "correlation" else 0, 1, color=PALE, linewidth=0.5, zorder=0
        )
        axes.plot(
            table[field],
            rows,
            "o" if field == "correlation" else "D",
            markersize=4.5,
            color=BLUE if field == "correlation" else INK,
        )
        axes.set_title(title)
        axes.set_xlim((low if field == "correlation" else 0) - 0.04, 1.04)
    label_ticks(panels[0], lambda value: tick(value, language))
    label_ticks(panels[1], lambda share: percent(round(100 * share), language))
    panels[1].tick_params(axis="y", length=0, labelleft=False)
    panels[1].spines["left"].set_visible(False)
    return figure


def find(table: pd.DataFrame, language: str, tied: int) -> str:
    """Say which choices change the network most."""
    t, known = translator(language), table["correlation"].dropna()
    if known.empty:
        return t("The weights of ties cannot be compared under any other choice.")
    if tied < FEW:
        return t("Too few ties to tell which choice changes their weights most.")
    lowest = known.min()
    if np.isclose(lowest, 1):
        return t("Under every other choice the weights of ties correlate fully with those drawn.")
    return t(
        "Lowest correlation with the weights drawn: {value}, for {choices}.",
        choices=some_of(_lowest(table), language),
        value=number(round(lowest, 2), language),
    )


def describe(table: pd.DataFrame, language: str, tied: int) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = (
        t(
            "Each row changes one choice and compares the network with the one drawn: correlation "
            "of the weights of all ties (circles) and share of its ten heaviest ties that stay "
            "among the ten heaviest (diamonds)."
        )
        if tied > MOST
        else t(
            "Each row changes one choice and compares the network with the one drawn: correlation "
            "of the weights of all ties (circles) and share of its ties that are among the ten "
            "heaviest there (diamonds)."
        )
    )
    rows = n("{number} row of two marks", "{number} rows of two marks", len(table))
    known = table["correlation"].dropna()
    if known.empty:
        return caption, f"{rows}."
    least, most = (number(round(end, 2), language) for end in (known.min(), known.max()))
    if least == most:
        return caption, t("{rows}. Correlations: {value}.", rows=rows, value=least)
    alt = t(
        "{rows}. Correlations lie between {least} and {most}; the lowest is that of “{name}”.",
        rows=rows,
        least=least,
        most=most,
        name=some_of(_lowest(table), language),
    )
    return caption, alt


def _lowest(table: pd.DataFrame) -> list[str]:
    """Return the names of the choices with the lowest correlation."""
    lowest = np.isclose(table["correlation"], table["correlation"].min())
    return list(table.loc[lowest, "name"])


def _arguments(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "aggregation": t("aggregation"),
        "normalization": t("normalization"),
        "duplicates": t("duplicates"),
        "quality": t("lowest quality"),
    }
