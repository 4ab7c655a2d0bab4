"""Polarisation over time, with its interval and beside that of chance."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import (
    any_said,
    asked,
    label_slices,
    number_ticks,
    slice_name,
    unsaid,
)
from analysis.charts.style import BLUE, GREY, PALE
from analysis.labels import counter, number, some_of, translator
from analysis.measures.draws import ALPHA
from analysis.networks.statements import Scale, Source
from analysis.uncertainty.dealt import corrected
from analysis.uncertainty.polarisation_course import polarisation_course

FIELDS = ["slice", "polarisation", "low", "high", "expected", "p", "thin"]


def polarisation(
    study: Source,
    *,
    period: str = "halfyear",
    camps: pd.Series | None = None,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart how deeply the discourse is divided in each period, beside what chance gives.

    The table is that of `analysis.polarisation_course`: between `camps`, or the two found anew in
    each period, of the `most` speakers heard most.
    """
    t = translator(language)
    title = t("Polarisation over time")
    if needs := lacking("polarisation", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, most, scale)
    if not any_said(record, "date", "stance"):
        empty = unsaid(record, language, "date", "stance")
        table = pd.DataFrame(columns=FIELDS)
        return Chart(title, table, draw, find, describe, study, language, empty=empty)
    found = polarisation_course(
        record, rows, period=period, camps=camps, scale=scale, draws=draws, seed=seed
    )
    return Chart(title, found.table, draw, find, describe, record, language, seed=seed)


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw values with their intervals over the band of chance; open marks where it is thin."""
    t = translator(language)
    figure = new_figure(80)
    axes = figure.add_subplot()
    at = np.arange(len(table))
    axes.bar(
        at,
        table["expected_high"] - table["expected_low"],
        bottom=table["expected_low"],
        width=0.7,
        color=PALE,
        label=t("95 % of chance"),
    )
    axes.hlines(table["expected"], at - 0.35, at + 0.35, color=GREY, linewidth=1)
    axes.vlines(at, table["low"], table["high"], color=BLUE, linewidth=1.2)
    thin = table["thin"].to_numpy(bool)
    for some, face in ((~thin, BLUE), (thin, "white")):
        axes.plot(
            at[some],
            table["polarisation"][some],
            "o",
            color=face,
            markeredgecolor=BLUE,
            markersize=4.5,
        )
    axes.set_ylabel(t("polarisation"))
    ends = table[["low", "polarisation", "high", "expected_high"]]
    least, most = min(0.0, ends.min(axis=None)), ends.max(axis=None)
    axes.set_ylim(bottom=least - 0.03 * max(most - least, 0.01))
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, 1.14), borderpad=0)
    number_ticks(axes.yaxis, language)
    label_slices(axes, [*table["slice"]], language)
    return figure


def find(table: pd.DataFrame, language: str) -> str:
    """Say in how many periods with enough families the division is deeper than chance."""
    t, n = translator(language), counter(language)
    sure = table[~table["thin"].astype(bool)]
    if sure.empty:
        return t("No period has families enough to tell division from chance.")
    deep = sure[corrected(sure["p"].to_numpy()) <= ALPHA]
    if deep.empty:
        return n(
            "In the {number} period with families enough, the discourse is not divided more than "
            "stances dealt out at random.",
            "In none of the {number} periods with families enough is the discourse divided more "
            "than stances dealt out at random.",
            len(sure),
        )
    return n(
        "Division is deeper than chance in {deep} of {number} period with families enough: "
        "{periods}.",
        "Division is deeper than chance in {deep} of {number} periods with families enough: "
        "{periods}.",
        len(sure),
        deep=number(len(deep), language),
        periods=some_of([slice_name(label, language) for label in deep["slice"]], language),
    )


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Signed modularity of two camps (0: not divided; 0.5: all agreement within and all "
        "disagreement between them). Bars: 95 % of draws of families of documents, which may lie "
        "above the value where there are few. Grey: what stances dealt out at random in the period "
        "give: sparse periods are divided by chance, and one in twenty lies above; the "
        "sentence corrects for the number of periods (Benjamini and Hochberg 1995). "
        "Open marks: fewer than five families."
    )
    periods = n("{number} period", "{number} periods", len(table))
    least, most = (
        number(round(end, 2), language) for end in table["polarisation"].agg(["min", "max"])
    )
    return caption, t(
        "Marks over {periods}, with intervals; values lie between {least} and {most}.",
        periods=periods,
        least=least,
        most=most,
    )
