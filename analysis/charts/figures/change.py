"""What changed between two periods: shares then and now, and the change with its uncertainty."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked
from analysis.charts.compared import clear_changes, could_show, ends, last_two, unchanged
from analysis.charts.counting import rests_on_documents
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    VERMILION,
    label_ticks,
    name_rows,
    row_height,
)
from analysis.labels import counter, percent, points, span, strung, translator
from analysis.locale import apart
from analysis.networks.attributes import names_in
from analysis.networks.matrices import two_mode_of
from analysis.networks.sample import sample, unit_of
from analysis.networks.statements import Source, repeats_within
from analysis.study.load import Study
from analysis.study.units import families
from analysis.uncertainty.bootstrap import bootstrap_change

LETTERS = 40


@marked(of_stances=True)
def change(
    study: Source, *, most: int = 16, draws: int = 1000, language: str = "en", seed: int = 1
) -> Chart:
    """Chart how the two states spread what they do over the sectors, in the last two periods.

    Of each state's statements, or of each actor's where a record has no states, it is the share by
    sector, each family counting a repeated statement once. The table has the `most` greatest
    changes that `analysis.bootstrap_change` gives, the greatest rise first; `name` tells row and
    column, `clear` whether the interval leaves out no change and, where one period lacks the share,
    whether it could have shown it (see `charts.compared`); `from` and `to` name the periods.
    """
    t = translator(language)
    title = t("What changed")
    if needs := lacking("change", study):
        return unmet(title, needs, study, language)
    parts = last_two(study)
    acts = ends(parts)
    if isinstance(study, Study) and study.states:
        acts = [part[part["actor"].isin(study.states)] for part in acts]
    rule = repeats_within(acts[0])
    unit = unit_of(study)
    samples = [sample(part, duplicates=rule, unit=unit, same_level=False) for part in acts]
    shares = partial(two_mode_of, normalization="activity")
    changes = bootstrap_change(*samples, shares, draws=draws, seed=seed)
    changes = changes.assign(sure=_sure(changes, acts))
    named = names_in(study, language, "actors", "sectors")
    table = _greatest(changes, named, [span(each, language) for each in parts], most)
    more, empty = (rests_on_documents(study),), unchanged(language)
    return Chart(
        title, table, draw, find, describe, study, language, more=more, seed=seed, empty=empty
    )


def _greatest(
    changes: pd.DataFrame, named: Callable[[str], str], periods: Sequence[str], most: int
) -> pd.DataFrame:
    greatest = changes["estimate"].abs().sort_values(ascending=False, kind="stable").index[:most]
    table = changes.loc[greatest].sort_values("estimate", ascending=False, kind="stable")
    ends = (table[end].map(named) for end in ("row", "column"))
    told = [f"{row} – {column}" for row, column in zip(*ends, strict=True)]
    table.insert(2, "name", pd.Series(told, table.index, dtype=object))
    clear = ((table["low"] > 0) | (table["high"] < 0)) & table.pop("sure")
    table = table.assign(clear=clear, **{"from": periods[0], "to": periods[-1]})
    return table.reset_index(drop=True)


def _sure(changes: pd.DataFrame, acts: Sequence[pd.DataFrame]) -> pd.Series:
    """Tell which changes each period could show: of an actor it has the families for it."""
    counts = [
        changes["row"].map(families(part).groupby(part["actor"]).nunique()).fillna(0)
        for part in acts
    ]
    return could_show(changes, *counts)


def draw(table: pd.DataFrame, language: str, documents: bool) -> Figure:
    """Draw shares of both periods on the left, changes with their intervals on the right."""
    t = translator(language)
    figure = new_figure(len(table) * row_height(list(table["name"]), LETTERS) + 26)
    shares, change = figure.subplots(1, 2, sharey=True, width_ratios=[1, 1.1])
    name_rows(shares, list(table["name"]), LETTERS)
    _draw_shares(shares, table)
    _draw_changes(change, table)
    shares.set_title(t("Share of the actor’s statements"))
    change.set_title(t("Change, in percentage points"))
    label_ticks(shares, lambda share: percent(round(100 * share), language))
    label_ticks(change, points)
    figure.legend(*shares.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return figure


def find(table: pd.DataFrame, language: str, documents: bool) -> str:
    """Say which changes are clear."""
    return clear_changes(
        table, table["clear"] & ~table["thin"], partial(_told, language=language), language
    )


def describe(table: pd.DataFrame, language: str, documents: bool) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    periods = {"earlier": table["from"].iloc[0], "later": table["to"].iloc[0]}
    caption = (
        t(
            "Shares of an actor’s statements that each sector takes in two periods, {earlier} and "
            "{later}, and their change with 95 % bootstrap intervals over families of documents. "
            "Filled: the interval leaves out no change; open: it does not, or fewer than five "
            "families are behind a share.",
            **periods,
        )
        if documents
        else t(
            "Shares of an actor’s statements that each sector takes in two periods, {earlier} and "
            "{later}, and their change with 95 % bootstrap intervals over statements. Filled: the "
            "interval leaves out no change; open: it does not, or fewer than five statements are "
            "behind a share.",
            **periods,
        )
    )
    shown = n(
        "The {number} greatest change is shown.",
        "The {number} greatest changes are shown.",
        len(table),
    )
    sure = table[table["clear"] & ~table["thin"]]
    told = strung((_told(line, language) for line in sure.itertuples(index=False)), language)
    alt = t(
        "Rows of pairs of marks, and of changes with intervals. Clear changes, in percentage "
        "points: {changes}.",
        changes=told or t("none"),
    )
    own = t("Shares are of each actor’s own statements, not of all in a period.")
    return f"{caption} {own} {shown}", alt


def _told(line: tuple, language: str) -> str:
    return f"{apart(line.name, language)} {points(line.estimate, language)}"


def _draw_shares(axes: Axes, table: pd.DataFrame) -> None:
    rows = range(len(table))
    axes.hlines(
        rows, 0, table[["earlier", "later"]].max(axis=None), color=PALE, linewidth=0.5, zorder=0
    )
    axes.hlines(rows, table["earlier"], table["later"], color=GREY, linewidth=1)
    axes.plot(
        table["earlier"],
        rows,
        "o",
        color="white",
        markeredgecolor=INK,
        markersize=4.5,
        label=table["from"].iloc[0],
    )
    axes.plot(table["later"], rows, "o", color=INK, markersize=4.5, label=table["to"].iloc[0])
    axes.xaxis.get_major_locator().set_params(nbins=5)


def _draw_changes(axes: Axes, table: pd.DataFrame) -> None:
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    for row, line in enumerate(table.itertuples()):
        colour = BLUE if line.estimate > 0 else VERMILION
        axes.plot([line.low, line.high], [row, row], color=colour, linewidth=1.2)
        axes.plot(
            line.estimate,
            row,
            "o" if line.estimate > 0 else "D",
            markersize=4.5,
            color=colour if line.clear and not line.thin else "white",
            markeredgecolor=colour,
        )
    axes.tick_params(axis="y", length=0, labelleft=False)
    axes.spines["left"].set_visible(False)
    axes.xaxis.get_major_locator().set_params(nbins=6)
