"""The actor/sector network in two columns: who is tied to what, how often and in which spirit."""

from collections.abc import Sequence

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked
from analysis.charts.layout import stored_order, two_columns
from analysis.charts.leading import begun
from analysis.charts.needs import lacking, unmet
from analysis.charts.nodes import (
    Stroke,
    draw_nodes,
    draw_ties,
    height,
    kind_legend,
    name_nodes,
    shown_words,
    side_sizes,
    strongest_names,
    to_draw,
    trimmed,
)
from analysis.charts.signs import (
    SIGNS,
    beyond_sides,
    sign,
    sign_legend,
    sign_words,
    signs_of,
    stroke_of,
    without_signs,
)
from analysis.charts.style import WRAP
from analysis.labels import counter, listing, strung, translator
from analysis.names import name_of
from analysis.networks import graphs
from analysis.networks.asked import PARTY
from analysis.networks.statements import Source

FEW = 8
"""Ties of so few statements are drawn alike thin: two are not to look like many times one."""

FIELDS = [
    "row",
    "column",
    "row_name",
    "column_name",
    "sign",
    "weight",
    "positive",
    "negative",
    "net_stance",
    "statements",
]


@marked(of_stances=True)
def network(
    study: Source,
    *,
    graph: nx.Graph | None = None,
    most: int = 18,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart who is tied to what, how often and in which spirit, in two columns.

    Drawn is the `graph` given, a two-mode one as `analysis.graph` makes, or that of the `most`
    actors and sectors tied most. The table has a line an edge: its ends, their names, its sign,
    counts and statements' ids, its weight without a sign; the heaviest come first, equal ones in
    the order of their ends.
    Of a record without stances ties have no sign, and its columns are absent.
    Nodes come in the order that the study stores, without one in that which the seed finds.
    """
    t = translator(language)
    title = t("Who is tied to what")
    if needs := lacking("network", study):
        return unmet(title, needs, study, language, FIELDS)
    drawn = to_draw(study, graph, most)
    table = edges(drawn, language)
    more = (drawn, seed, stored_order(study))
    return Chart(title, table, draw, find, describe, study, language, more=more, seed=seed)


def edges(network: nx.Graph, language: str) -> pd.DataFrame:
    """Return one line an edge of a two-mode graph, as the chart's table has them."""
    lines = [
        {
            "row": row,
            "column": column,
            "row_name": name_of(network.nodes[row], language),
            "column_name": name_of(network.nodes[column], language),
            "sign": sign(edge.get("positive", 0), edge.get("negative", 0)),
            **edge,
            "weight": abs(edge["weight"]),
            "statements": " ".join(edge["statements"]),
        }
        for row, column, edge in graphs.ties(network)
    ]
    table = pd.DataFrame(lines, columns=FIELDS)
    order = ["weight", "row", "column"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    signed = all("positive" in edge for *_, edge in network.edges(data=True))
    return table if signed else without_signs(table)


def draw(
    table: pd.DataFrame, language: str, network: nx.Graph, seed: int, order: Sequence[str]
) -> Figure:
    """Draw rows on the left, columns on the right.

    Width stands for the number of statements, colour and dashes for their sign, shape for the kind
    of actor, size for the number of a node's statements.
    """
    figure = new_figure(height(network, language) + 20)
    draw_on(figure.add_subplot(), table, language, network, seed, order)
    sign_legend(figure, signs_of(table), language)
    kind_legend(figure, network, language)
    return figure


def draw_on(
    axes: Axes,
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    seed: int,
    order: Sequence[str],
    letters: int = WRAP,
) -> None:
    """Draw the network on axes, names in lines of so many letters."""
    places = two_columns(network, seed, order)
    draw_ties(axes, _strokes(table), places, alpha=0.85)
    strength = graphs.strengths(network)
    most = max(strength.values())
    draw_nodes(axes, network, places, {node: strength[node] / most for node in places})
    name_nodes(axes, network, places, language, letters=letters)


def find(
    table: pd.DataFrame, language: str, network: nx.Graph, seed: int, order: Sequence[str]
) -> str:
    """Say how friendly the ties are, and which is the heaviest when one is."""
    t = translator(language)
    told = t("Ties drawn: {ties}.", ties=len(table))
    if "sign" in table:
        told = t(
            "Of all ties drawn ({ties}), mainly friendly: {friendly}, mainly strained: {strained}, "
            "mixed: {mixed}, neutral: {neutral}.",
            ties=len(table),
            **_counted(table),
        )
    first, *others = table.itertuples()
    if not others or others[0].weight == first.weight:
        return told
    ends = {"row": first.row_name, "column": first.column_name}
    heaviest = (
        t("The heaviest of those drawn: {row} – {column}.", **ends)
        if trimmed(network)
        else t("The heaviest: {row} – {column}.", **ends)
    )
    return f"{told} {heaviest}"


def _counted(table: pd.DataFrame) -> dict[str, int]:
    counts = table["sign"].value_counts()
    return {sign: int(counts.get(sign, 0)) for sign in SIGNS}


def describe(
    table: pd.DataFrame, language: str, network: nx.Graph, seed: int, order: Sequence[str]
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    addressed = t(
        "Actors (left) and sectors (right), tied by the statements in which the actor acts or is "
        "addressed."
    )
    named = t("Actors (left) and sectors (right), tied by the statements that name both.")
    caption = addressed if network.graph.get("rows") == PARTY else named
    most = int(table["weight"].max())
    subtracted = network.graph.get("aggregation") == "subtract"
    if subtracted and beyond_sides(edge for *_, edge in network.edges(data=True)):
        width = t("Width: the sum of stances (up to {most} either way).", most=most)
    elif subtracted:
        width = t(
            "Width: how many more are friendly than strained, or the other way round (1 to "
            "{most}).",
            most=most,
        )
    elif most == 1:
        width = t("Each tie is one statement.")
    else:
        width = t("Width: number of statements (1 to {most}).", most=most)
    told = [caption, width, sign_words(signs_of(table), language), *shown_words(network, language)]
    alt = f"{_sizes(table, network, language)} {_leaders(network, language)}"
    return " ".join(filter(None, told)), alt.strip()


def _sizes(table: pd.DataFrame, network: nx.Graph, language: str) -> str:
    """Tell how many actors, sectors and ties there are, and of which signs these are."""
    t, n = translator(language), counter(language)
    actors, sectors = side_sizes(network)
    sizes = {
        "actors": n("{number} actor", "{number} actors", actors),
        "sectors": n("{number} sector", "{number} sectors", sectors),
        "ties": n("{number} tie", "{number} ties", len(table)),
    }
    if "sign" not in table:
        return t("A network of {actors} and {sectors} with {ties}.", **sizes)
    return t(
        "A network of {actors} and {sectors} with {ties}: {friendly} friendly, {strained} "
        "strained, {mixed} mixed, {neutral} neutral.",
        **sizes,
        **_counted(table),
    )


def _leaders(network: nx.Graph, language: str) -> str:
    """Name the most connected actors and sectors, where some are."""
    t, strength = translator(language), graphs.strengths(network)
    rows, columns = (strongest_names(network, strength, side, language) for side in (0, 1))
    actors, sectors = listing(rows, language), listing(columns, language)
    told = []
    if rows:
        told.append(
            t("The most connected actor is {actors}", actors=actors)
            if len(rows) == 1
            else t("The most connected actors are {actors}", actors=actors)
        )
    if columns:
        told.append(
            t("the most connected sector is {sectors}.", sectors=sectors)
            if len(columns) == 1
            else t("the most connected sectors are {sectors}.", sectors=sectors)
        )
    text = begun(strung(told, language))
    return f"{text}." if rows and not columns else text


def _strokes(table: pd.DataFrame) -> list[Stroke]:
    """Strained ties above the others, light ones above heavy ones."""
    table = table.assign(last=[sign == "strained" for sign in signs_of(table)] or False)
    table = table.sort_values(["last", "weight"], ascending=[True, False], kind="stable")
    scale = 3.4 / max(table["weight"].max() - 1, FEW)
    return [
        Stroke(tie.row, tie.column, 0.6 + scale * (tie.weight - 1), *_look(tie))
        for tie in table.itertuples()
    ]


def _look(tie: tuple) -> tuple[object, object]:
    """Return the colour and the dashes of a tie; one that a table tells to be unclear is pale."""
    colour, dashes = stroke_of(tie)
    if getattr(tie, "clear", True):
        return colour, dashes
    return tuple(1 - 0.35 * (1 - part) for part in to_rgb(colour)), dashes
