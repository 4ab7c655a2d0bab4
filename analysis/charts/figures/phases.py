"""Phases of a discourse: how far every two periods lie apart, and where it turned."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.compared import undated
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import (
    any_said,
    asked,
    label_slices,
    names_of,
    number_ticks,
    slice_name,
)
from analysis.charts.style import BLUE, INK, PALE, VERMILION
from analysis.labels import counter, number, some_of, translator
from analysis.networks.statements import Scale, Source
from analysis.uncertainty.phases import Phases
from analysis.uncertainty.phases import phases as phases_of

FAR = LinearSegmentedColormap.from_list("far", ["#FFFFFF", BLUE])
FIELDS = ["slice", "other", "distance", "phase"]
SHOWN = 3


def phases(
    study: Source,
    *,
    period: str = "quarter",
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart how far every two periods lie apart, and the phases that a test finds in them.

    The table has a line for each pair of periods: `slice`, `other`, their `distance` (of
    `analysis.phases`, with its defaults) and the `phase` of the first. Rows are the `most` speakers
    heard most, or else actors; a record without stances is compared by activity alone.
    """
    t = translator(language)
    title = t("Phases of the discourse")
    if needs := lacking("phases", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, most, scale)
    if not any_said(record, "date"):
        empty = none_of(record, undated(language))
        table = pd.DataFrame(columns=FIELDS)
        return Chart(title, table, draw, find, describe, study, language, empty=empty)
    found = phases_of(record, rows, period=period, scale=scale, draws=draws, seed=seed)
    names = names_of(study, language, found.slices.columns.append(found.slices.rows))
    more = (found, names)
    return Chart(title, _table(found), draw, find, describe, record, language, more=more, seed=seed)


def _table(found: Phases) -> pd.DataFrame:
    labels = found.slices.labels
    phase = np.repeat(found.table["phase"], found.table["slices"]).to_numpy()
    lines = pd.MultiIndex.from_product([labels, labels], names=["slice", "other"])
    table = pd.DataFrame({"distance": found.distances.ravel()}, lines).reset_index()
    return table.assign(phase=np.repeat(phase, len(labels)))


def draw(table: pd.DataFrame, language: str, found: Phases, names: dict[str, str]) -> Figure:
    """Draw the distances of all periods, the turns as lines, and below how far each step was."""
    t = translator(language)
    labels = [*found.slices.labels]
    size = len(labels)
    figure = new_figure(140)
    axes, steps = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1])
    said = found.slices.support["statements"].to_numpy() > 0
    shown = np.where(np.outer(said, said), found.distances, np.nan)
    apart = np.where(~np.eye(size, dtype=bool), shown, np.nan)
    axes.set_facecolor(PALE)
    low, high = _ends(apart)
    image = axes.pcolormesh(shown, cmap=FAR, vmin=low, vmax=high, rasterized=True)
    axes.set_ylim(size, 0)
    axes.set_yticks([])
    bar = figure.colorbar(image, ax=[axes, steps], shrink=0.4, aspect=14, pad=0.02)
    bar.set_label(t("distance of two periods"))
    bar.outline.set_visible(False)
    number_ticks(bar.ax.yaxis, language)
    number_ticks(steps.yaxis, language)
    _mark_turns(axes, found, size)
    moved = np.diagonal(apart, 1)
    steps.plot(np.arange(1, size), moved, "-o", color=INK, markersize=2.5, linewidth=1)
    for at in np.cumsum(found.table["slices"])[:-1]:
        steps.axvline(at, color=VERMILION, linewidth=1.2)
    steps.set_xlim(0, size)
    steps.set_ylim(0, high * 1.08)
    steps.set_ylabel(t("step"))
    label_slices(steps, labels, language, at=0.5)
    return figure


def _ends(apart: np.ndarray) -> tuple[float, float]:
    """Return the least and the greatest distance of two periods, for the ends of the colours."""
    known = apart[np.isfinite(apart)]
    if not len(known):
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    return (low, high) if high > low else (0.0, max(high, 1.0))


def _mark_turns(axes: Axes, found: Phases, size: int) -> None:
    """Frame each phase on the diagonal."""
    end = 0
    for slices in found.table["slices"]:
        start, end = end, end + slices
        axes.plot(
            [start, end, end, start, start],
            [start, start, end, end, start],
            color=VERMILION,
            linewidth=1.2,
            clip_on=False,
        )
    axes.set_xlim(0, size)
    axes.spines[:].set_visible(False)


def find(table: pd.DataFrame, language: str, found: Phases, names: dict[str, str]) -> str:
    """Say how many phases there are, when they begin, and what the turns were about."""
    t, n = translator(language), counter(language)
    if found.tests.empty:
        return t("There are too few periods to look for a turn.")
    p = number(round(float(found.tests["p"].iloc[-1]), 3), language)
    if len(found.table) == 1:
        return t(
            "No turn is found: families of documents put at random in time part as much (p = {p}).",
            p=p,
        )
    turns = [slice_name(label, language) for label in found.table["start"].iloc[1:]]
    return n(
        "{number} turn is more than chance: {turns}. It was most about {concepts}.",
        "{number} turns are more than chance: {turns}. They were most about {concepts}.",
        len(turns),
        turns=some_of(turns, language),
        concepts=some_of(_moved(found, names), language),
    )


def _moved(found: Phases, names: dict[str, str]) -> list[str]:
    """Return the concepts that add most to the distances of the phases."""
    shares = found.turns.groupby("column")["share"].sum()
    order = shares.sort_values(ascending=False, kind="stable").index[:SHOWN]
    return [names.get(key, str(key)) for key in order]


def describe(
    table: pd.DataFrame, language: str, found: Phases, names: dict[str, str]
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    size = len(found.slices.labels)
    caption = t(
        "Distance of the networks of every two periods, from 0 (the same) to 2 (opposed); grey "
        "where a period has no statement. Frames: phases, as many as a permutation test of "
        "families of documents finds at the level 0.05. Below, the distance from each period to "
        "the next."
    )
    thin = int(found.slices.support["thin"].sum())
    if thin:
        caption += " " + n(
            "{number} period has fewer than five families.",
            "{number} periods have fewer than five families.",
            thin,
        )
    periods = n("{number} period", "{number} periods", size)
    parts = n("{number} phase", "{number} phases", len(found.table))
    return caption, t(
        "A table of the distances of {periods} in {phases}.", periods=periods, phases=parts
    )
