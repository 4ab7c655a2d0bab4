"""The difference of two periods as a network: which ties take a greater share than before."""

from collections.abc import Mapping, Sequence
from functools import partial

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked
from analysis.charts.compared import clear_changes, could_show, ends, last_two, unchanged
from analysis.charts.counting import rests_on_documents
from analysis.charts.layout import stored_order, two_columns
from analysis.charts.needs import lacking, unmet
from analysis.charts.nodes import (
    Places,
    Stroke,
    along,
    draw_nodes,
    draw_ties,
    height,
    kind_legend,
    name_nodes,
    to_draw,
)
from analysis.charts.paper import TEXT
from analysis.charts.signs import line_legend
from analysis.charts.style import BLUE, INK, VERMILION
from analysis.labels import counter, points, span, strung, translator
from analysis.locale.directions import tied
from analysis.names import name_of
from analysis.networks import graphs
from analysis.networks.asked import PARTY
from analysis.networks.periods import statement_shares
from analysis.networks.sample import sample, unit_of
from analysis.networks.statements import Source
from analysis.study.units import families
from analysis.uncertainty.bootstrap import bootstrap_change

LABELLED = 6
RISE, FALL = (BLUE, "-"), (VERMILION, (0, (4, 2)))
PALE_RISE, PALE_FALL = ("#B5D3E7", "-"), ("#F3CBB0", (0, (4, 2)))
UNCLEAR = ("#D0D0D0", "-")
NOBODY = "\u2013"
"""Stands for the party whom a statement does not name; no tie of it is drawn."""


@marked(of_stances=True)
def network_change(
    study: Source,
    *,
    graph: nx.Graph | None = None,
    most: int = 18,
    draws: int = 1000,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart which ties take another share of a period's statements than in the period before.

    Compared are the last two periods that the study's turns part; `graph` and `most` are those of
    `charts.network`. The table has a line a tie that changes: shares, interval and statements' ids.
    A change is `clear` when its interval leaves out no change and it is not thin. Where one period
    lacks the tie, for which a bootstrap knows no doubt, its families must also be so many that they
    would all miss a tie as frequent as in the other with a chance below 0.025. The greatest change
    comes first, of equal ones the first by their ends.
    """
    t = translator(language)
    title = t("What changed in the network")
    if needs := lacking("network_change", study):
        return unmet(title, needs, study, language)
    drawn = to_draw(study, graph, most)
    parts = last_two(study)
    compared = [_with_both(part, drawn.graph["rows"]) for part in ends(parts)]
    rows, columns, unit = drawn.graph["rows"], drawn.graph["columns"], unit_of(study)
    samples = [sample(part, rows, columns, unit=unit) for part in compared]
    changes = bootstrap_change(*samples, statement_shares, draws=draws, seed=seed)
    table = differing(changes, drawn, parts, language)
    more = (drawn, seed, stored_order(study), rests_on_documents(study))
    empty = unchanged(language)
    return Chart(
        title, table, draw, find, describe, study, language, more=more, seed=seed, empty=empty
    )


def _with_both(part: pd.DataFrame, rows: str) -> pd.DataFrame:
    """Return statements each of which names two parties, as `statement_shares` presumes."""
    if rows != PARTY:
        return part
    other = part["target"].astype(object) if "target" in part else pd.Series(None, part.index)
    named = other.notna() & (other != part["actor"])
    return part.assign(target=other.where(named, NOBODY).astype("str"))


def differing(
    changes: pd.DataFrame, network: nx.Graph, parts: Mapping[str, pd.DataFrame], language: str
) -> pd.DataFrame:
    """Return one line a tie of the network that changes, as the chart's table has them.

    `changes` is what `analysis.bootstrap_change` gives for `networks.periods.statement_shares` of
    the first and the last of `parts`, the statements of periods by their names.
    """
    periods = [*parts][:1] + [*parts][-1:]
    edges = {(row, column): edge["statements"] for row, column, edge in graphs.ties(network)}
    pairs = list(zip(changes["row"], changes["column"], strict=True))
    drawn = np.array([pair in edges for pair in pairs], bool)
    names = {node: name_of(told, language) for node, told in network.nodes(data=True)}
    table = changes[drawn].assign(
        row_name=changes["row"].map(names),
        column_name=changes["column"].map(names),
        clear=_clear(changes, *(families(parts[period]).nunique() for period in periods)),
        **dict(zip(("from", "to"), periods, strict=True)),
    )
    for side, period in zip(("earlier", "later"), periods, strict=True):
        said = set(parts[period]["statement_id"])
        table[f"{side}_statements"] = [
            " ".join(name for name in edges[pair] if name in said)
            for pair in pairs
            if pair in edges
        ]
    table = table.assign(size=table["estimate"].abs())
    table = table.sort_values(["size", "row", "column"], ascending=[False, True, True])
    return table.drop(columns="size").reset_index(drop=True)


def draw(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    seed: int,
    order: Sequence[str],
    documents: bool,
) -> Figure:
    """Draw ties that rise and fall, as wide as they change; changes that are not clear are pale.

    The greatest of them are labelled in percentage points, clear ones first.
    """
    t = translator(language)
    figure = new_figure(height(network, language) + 28)
    places = two_columns(network, seed, order)
    axes = figure.add_subplot()
    strokes = _strokes(table)
    draw_ties(axes, strokes, places)
    strength = graphs.strengths(network)
    most = max(strength.values())
    draw_nodes(axes, network, places, {node: strength[node] / most for node in places})
    name_nodes(axes, network, places, language)
    spans = [span(table[end].iloc[0], language) for end in ("from", "to")]
    axes.set_title(" → ".join(spans), loc="center")
    lines = {
        t("greater share"): RISE,
        t("smaller share"): FALL,
        t("pale: change not clear"): UNCLEAR,
    }
    line_legend(figure, lines)
    kind_legend(figure, network, language)
    figure.draw_without_rendering()  # so that the places of labels can be found
    _label(axes, table, places, language)
    return figure


def find(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    seed: int,
    order: Sequence[str],
    documents: bool,
) -> str:
    """Say which changes are clear."""
    return clear_changes(table, table["clear"], partial(_told, language=language), language)


def describe(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    seed: int,
    order: Sequence[str],
    documents: bool,
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, enough = translator(language), int((~table["thin"]).sum())
    caption = _caption(table, language, documents)
    chance = _by_chance(enough, language, documents)
    clear = strung((_told(tie, language) for tie in table[table["clear"]].itertuples()), language)
    alt = t(
        "A network of ties that take a greater or a smaller share than before. Clear changes, in "
        "percentage points: {clear}. Greatest changes, clear or not: {greatest}.",
        clear=clear or t("none"),
        greatest=strung(
            (_told(tie, language) for tie in table.head(LABELLED).itertuples()), language
        ),
    )
    return (f"{caption} {chance}" if enough > 1 else caption), alt


def _caption(table: pd.DataFrame, language: str, documents: bool) -> str:
    t, n = translator(language), counter(language)
    most = round(100 * table["estimate"].abs().max())
    blanks = {
        "earlier": span(table["from"].iloc[0], language),
        "later": span(table["to"].iloc[0], language),
        "most": n("up to {number} percentage point", "up to {number} percentage points", most),
    }
    if not documents:
        return t(
            "Change of the share of a period’s statements that make a tie, from {earlier} to "
            "{later}. Blue: greater; orange, dashed: smaller; width: by how much ({most}; the "
            "greatest are labelled, clear ones first). Pale: not clear, for the 95 % bootstrap "
            "interval over statements holds no change, fewer than five statements are behind a "
            "share, or a period has too few statements to show that it lacks the tie.",
            **blanks,
        )
    return t(
        "Change of the share of a period’s statements that make a tie, from {earlier} to {later}. "
        "Blue: greater; orange, dashed: smaller; width: by how much ({most}; the "
        "greatest are labelled, clear ones first). Pale: not clear, for the 95 % "
        "bootstrap interval over families of documents holds no change, fewer than five families "
        "are behind a share, or a period has too few families to show that it lacks the tie.",
        **blanks,
    )


def _by_chance(number: int, language: str, documents: bool) -> str:
    """Say how many changes are tested, of which some would be clear by chance."""
    n = counter(language)
    if not documents:
        return n(
            "Of the {number} change with enough statements, one in twenty would be clear by "
            "chance.",
            "Of the {number} changes with enough statements, one in twenty would be clear by "
            "chance.",
            number,
        )
    return n(
        "Of the {number} change with enough families, one in twenty would be clear by chance.",
        "Of the {number} changes with enough families, one in twenty would be clear by chance.",
        number,
    )


def _clear(changes: pd.DataFrame, before: int, after: int) -> pd.Series:
    """Tell which changes are clear, given the number of families of either period."""
    beyond = (changes["low"] > 0) | (changes["high"] < 0)
    return beyond & ~changes["thin"] & could_show(changes, before, after)


def _strokes(table: pd.DataFrame) -> list[Stroke]:
    """Clear changes above the others, small ones above great ones."""
    most = table["estimate"].abs().max()
    styles = {
        (True, True): RISE,
        (True, False): FALL,
        (False, True): PALE_RISE,
        (False, False): PALE_FALL,
    }
    table = table.sort_values("clear", kind="stable")
    return [
        Stroke(
            tie.row,
            tie.column,
            0.6 + 4.4 * abs(tie.estimate) / most,
            *styles[tie.clear, tie.estimate > 0],
        )
        for tie in table.itertuples()
    ]


def _label(axes: Axes, table: pd.DataFrame, places: Places, language: str) -> None:
    """Write changes on their ties, the clear and great ones first, none over another."""
    size = axes.figure.dpi / 72 * TEXT
    taken = np.empty((0, 2))
    first = table.sort_values("clear", ascending=False, kind="stable").head(LABELLED)
    for tie in first.itertuples():
        text = points(tie.estimate, language)
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.8, 0.2):
            place = along(places, tie.row, tie.column, share)
            pixel = axes.transData.transform(place)
            apart = np.abs(taken - pixel) / (2.6 * size, 1.6 * size)
            if (apart >= 1).any(axis=1).all():
                taken = np.vstack([taken, pixel])
                axes.text(
                    *place,
                    text,
                    ha="center",
                    va="center",
                    color=INK,
                    zorder=5,
                    in_layout=False,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
                )
                break


def _told(tie: object, language: str) -> str:
    return f"{tied(tie.row_name, tie.column_name, language)} {points(tie.estimate, language)}"
