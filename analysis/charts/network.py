"""The actor/sector network in two columns: who is tied to what, how often and in which spirit."""

from collections.abc import Sequence

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.columns import (
    SIGNS,
    Stroke,
    draw_nodes,
    draw_ties,
    height,
    kind_legend,
    name_nodes,
    shown_words,
    side_sizes,
    sign,
    sign_legend,
    sign_words,
    strongest_names,
)
from analysis.charts.style import WRAP, Words, empty_words, house_style, new_figure, nothing
from analysis.graphs import ties
from analysis.labels import check_language, counter, listing, translator
from analysis.layout import two_columns


def tally(network: nx.Graph, language: str) -> pd.DataFrame:
    """Return one line an edge: its ends, their names, its sign, counts and statements' ids.

    The heaviest edges come first; equal ones in the order of their ends.
    """
    check_language(language)
    edges = [
        {
            "row": row,
            "column": column,
            "row_name": network.nodes[row][f"name_{language}"],
            "column_name": network.nodes[column][f"name_{language}"],
            "sign": sign(edge["positive"], edge["negative"]),
            **edge,
            "statements": " ".join(edge["statements"]),
        }
        for row, column, edge in ties(network)
    ]
    fields = ["row", "column", "row_name", "column_name", "sign", "weight", "positive", "negative",
              "net_stance", "statements"]  # fmt: skip
    table = pd.DataFrame(edges, columns=fields)
    return table.sort_values(["weight", "row", "column"], ascending=[False, True, True],
                             ignore_index=True)  # fmt: skip


@house_style
def draw(network: nx.Graph, language: str, seed: int = 1, order: Sequence[str] = ()) -> Figure:
    """Draw a two-mode graph of `analysis.graph`: rows on the left, columns on the right.

    Width stands for the number of statements, colour and dashes for their sign, shape for the kind
    of actor, size for the number of a node's statements. Nodes come in the stored `order` (see
    `analysis.layout`), without one in that which the seed finds.
    """
    if not network.number_of_edges():
        return nothing(language)
    figure = new_figure(height(network, language) + 20)
    draw_on(figure.add_subplot(), network, language, seed, order)
    sign_legend(figure, tally(network, language)["sign"], language)
    kind_legend(figure, network, language)
    return figure


def draw_on(
    axes: Axes, network: nx.Graph, language: str, seed: int = 1, order: Sequence[str] = (),
    letters: int = WRAP,
) -> None:  # fmt: skip
    """Draw the network on axes, names in lines of so many letters."""
    places = two_columns(network, seed, order)
    draw_ties(axes, _strokes(tally(network, language)), places, alpha=0.85)
    strength = dict(network.degree(weight="weight"))
    most = max(strength.values())
    draw_nodes(axes, network, places, {node: strength[node] / most for node in places})
    name_nodes(axes, network, places, language, letters=letters)


def describe(network: nx.Graph, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t, n, table = translator(language), counter(language), tally(network, language)
    title = t("Who is tied to what")
    if table.empty:
        return empty_words(language, title)
    counts = table["sign"].value_counts()
    caption = t(
        "Actors (left) and sectors (right), tied by the statements in which the actor acts or is "
        "addressed."
    )
    most = int(table["weight"].max())
    if network.graph.get("aggregation") == "subtract":
        width = t("Width: how many more are friendly than strained, or the other way round (1 to "
                  "{most}).", most=most)  # fmt: skip
    else:
        width = t("Width: number of statements (1 to {most}).", most=most)
    caption = " ".join([caption, width, sign_words(language), *shown_words(network, language)])
    alt = t(
        "A network of {actors} and {sectors} with {ties}: {friendly} friendly, {strained} "
        "strained, {mixed} mixed, {neutral} neutral.",
        actors=n("{number} actor", "{number} actors", side_sizes(network)[0]),
        sectors=n("{number} sector", "{number} sectors", side_sizes(network)[1]),
        ties=n("{number} tie", "{number} ties", len(table)),
        **{sign: int(counts.get(sign, 0)) for sign in SIGNS},
    )
    return Words(language, title, caption, f"{alt} {_leaders(network, language)}")


def _leaders(network: nx.Graph, language: str) -> str:
    """Name the most connected actors and sectors."""
    t, strength = translator(language), dict(network.degree(weight="weight"))
    rows, columns = (strongest_names(network, strength, side, language) for side in (0, 1))
    actors, sectors = listing(rows, language), listing(columns, language)
    told = (
        t("The most connected actor is {actors}", actors=actors)
        if len(rows) == 1
        else t("The most connected actors are {actors}", actors=actors),
        t("the most connected sector is {sectors}.", sectors=sectors)
        if len(columns) == 1
        else t("the most connected sectors are {sectors}.", sectors=sectors),
    )
    return "; ".join(told)


def _strokes(table: pd.DataFrame) -> list[Stroke]:
    """Strained ties above the others, light ones above heavy ones."""
    table = table.assign(last=table["sign"] == "strained")
    table = table.sort_values(["last", "weight"], ascending=[True, False], kind="stable")
    scale = 3.4 / max(table["weight"].max() - 1, 1)
    return [Stroke(tie.row, tie.column, 0.6 + scale * (tie.weight - 1), *SIGNS[tie.sign])
            for tie in table.itertuples()]  # fmt: skip
