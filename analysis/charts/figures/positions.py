"""Where actors stand on a line, with the interval of each."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of
from analysis.charts.style import BLUE, GREY, PALE, VERMILION, label_ticks, name_rows, row_height
from analysis.labels import counter, number, some_of, tick, translator
from analysis.networks.sample import sample
from analysis.networks.statements import Scale, Source, repeats_within
from analysis.uncertainty.camps_apart import camps_of
from analysis.uncertainty.ideal_points import IdealPoints, ideal_points

FIELDS = ["row", "position", "low", "high", "families", "thin", "camp", "name"]
LOOKS = {0: (BLUE, "o"), 1: (VERMILION, "D"), -1: (GREY, "s")}
SHOWN = 3


@marked(of_families=True)
def positions(
    study: Source,
    *,
    plus: str | None = None,
    minus: str | None = None,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart the positions of those heard most on a line, with intervals over families.

    The table is that of the rows of `analysis.ideal_points`, with `camp` (0 or 1, the camps that
    `measures.camps` finds) and `name`, the highest position first. `plus` and `minus` are anchors;
    without them the line has no direction.
    """
    t = translator(language)
    title = t("Where actors stand")
    if needs := lacking("positions", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, most, scale)
    if not any_said(record, "stance"):
        empty = none_of(record, t("No statement has a stance."))
        table = pd.DataFrame(columns=FIELDS)
        return Chart(title, table, draw, find, describe, study, language, empty=empty)
    found = ideal_points(record, rows, plus=plus, minus=minus, scale=scale, draws=draws, seed=seed)
    table = found.rows.assign(
        camp=_camps(record, rows, scale, seed, found),
        name=found.rows["row"].map(names_of(study, language, found.rows["row"])),
    ).sort_values("position", ascending=False, kind="stable", ignore_index=True)
    names = names_of(study, language, found.columns["column"])
    more = (found, names)
    return Chart(title, table, draw, find, describe, record, language, more=more, seed=seed)


def _camps(
    record: Source, rows: str, scale: Scale | None, seed: int, found: IdealPoints
) -> pd.Series:
    said = sample(record, rows, duplicates=repeats_within(record), unit=None, scale=scale)
    return found.rows["row"].map(camps_of(said, seed=seed)).fillna(-1).astype(int)


def draw(table: pd.DataFrame, language: str, found: IdealPoints, names: dict[str, str]) -> Figure:
    """Draw a row an actor, marked by its camp; open marks where it is thin."""
    t = translator(language)
    told = [*table["name"]]
    figure = new_figure(len(table) * row_height(told) + 24)
    axes = figure.add_subplot()
    axes.axvline(0, color=PALE, linewidth=0.8, zorder=0)
    axes.hlines(range(len(table)), table["low"], table["high"], color=GREY, linewidth=1)
    for (camp, thin), lines in table.groupby(["camp", "thin"]):
        colour, marker = LOOKS[camp]
        axes.plot(
            lines["position"],
            lines.index,
            marker,
            color="white" if thin else colour,
            markeredgecolor=colour,
            markersize=4.5,
        )
    for camp in sorted(table["camp"].unique()):
        colour, marker = LOOKS[camp]
        label = t("camp {letter}", letter="AB"[camp]) if camp >= 0 else t("in no camp")
        axes.plot([], [], marker, color=colour, markersize=4.5, label=label)
    name_rows(axes, told)
    label_ticks(axes, lambda value: tick(value, language))
    axes.set_xlabel(t("position"))
    if table["camp"].nunique() > 1:
        figure.legend(frameon=False, loc="outside upper left", ncols=3)
    return figure


def find(table: pd.DataFrame, language: str, found: IdealPoints, names: dict[str, str]) -> str:
    """Say how many actors stand clearly on a side, and which subjects divide."""
    t, n = translator(language), counter(language)
    sure = table[~table["thin"].astype(bool)]
    clear = int(((sure["low"] > 0) | (sure["high"] < 0)).sum())
    if not found.rows["position"].any():
        return t("Nothing that was said sets the actors apart.")
    if sure.empty:
        return t("No actor has families enough to be placed.")
    told = n(
        "Clearly on one side of the mean: {clear} of {number} actor with families enough.",
        "Clearly on one side of the mean: {clear} of {number} actors with families enough.",
        len(sure),
        clear=number(clear, language),
    )
    columns = found.columns
    dividing = columns[(columns["low"] > 0) | (columns["high"] < 0)]
    order = dividing["slope"].abs().sort_values(ascending=False, kind="stable").index
    most = [names.get(key, str(key)) for key in dividing.loc[order, "column"]]
    if not most:
        return told + " " + t("No subject divides them clearly.")
    return told + " " + t("What divides them: {subjects}.", subjects=some_of(most, language))


def describe(
    table: pd.DataFrame, language: str, found: IdealPoints, names: dict[str, str]
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Positions of a graded response model of stances: actors near each other agree where they "
        "speak of the same; silence does not count. The mean is 0 and the variance 1. Bars: 95 % "
        "of draws of families of documents. An actor of few statements lies near 0: look at the "
        "bar, not at the rank."
    )
    if table["camp"].nunique() > 1:
        caption += " " + t("Marks: the two camps found.")
    caption += " " + t("Open: fewer than five families.")
    if not found.oriented:
        caption += " " + t("The line has no direction: left and right could be exchanged.")
    actors = n("{number} actor", "{number} actors", len(table))
    first, last = table["name"].iloc[0], table["name"].iloc[-1]
    return caption, t(
        "A row for each of {actors} on one line, from {last} to {first}.",
        actors=actors,
        first=first,
        last=last,
    )
