"""The actor/sector network in two columns: who is tied to what, how often and in which spirit."""

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from analysis.charts.style import (
    FRIENDLY,
    INK,
    NEUTRAL,
    PURPLE,
    STRAINED,
    WRAP,
    Words,
    empty_words,
    house_style,
    new_figure,
    nothing,
    row_height,
    wrap,
)
from analysis.graphs import ties
from analysis.labels import check_language, listing, translator
from analysis.layout import two_columns

MARKERS = {
    "state": "s",
    "person": "o",
    "body": "p",
    "organization": "h",
    "company": "D",
    "media": "^",
    "group": "P",
}
COLUMN_MARKER = "8"
SIGNS = {
    "friendly": (FRIENDLY, "-"),
    "strained": (STRAINED, (0, (4, 2))),
    "mixed": (PURPLE, (0, (6, 1.5, 1, 1.5))),
    "neutral": (NEUTRAL, (0, (1, 1.2))),
}


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
            "sign": _sign(edge),
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
def draw(network: nx.Graph, language: str, seed: int = 1) -> Figure:
    """Draw a two-mode graph of `analysis.graph`: rows on the left, columns on the right.

    Width stands for the number of statements, colour and dashes for their sign, shape for the kind
    of actor, size for the number of a node's statements.
    """
    if not network.number_of_edges():
        return nothing(language)
    figure = new_figure(height(network, language) + 20)
    draw_on(figure.add_subplot(), network, language, seed)
    figure.legend(handles=signs(network, language), loc="outside upper center", ncols=4,
                  columnspacing=3)  # fmt: skip
    figure.legend(handles=_kinds(network, language), loc="outside lower center", ncols=4,
                  handletextpad=0.2)  # fmt: skip
    return figure


def draw_on(
    axes: Axes, network: nx.Graph, language: str, seed: int = 1, letters: int = WRAP
) -> None:
    """Draw the network on axes, names in lines of so many letters."""
    places = two_columns(network, seed)
    _draw_edges(axes, network, places)
    _draw_nodes(axes, network, places, language, letters)
    axes.set_xlim(-0.04, 1.04)
    axes.set_ylim(-1, 0)
    axes.axis("off")


def height(network: nx.Graph, language: str, letters: int = WRAP) -> float:
    """Return the millimetres that the names of the longer column need."""
    sides = [[node[f"name_{language}"] for _, node in network.nodes(data=True)
              if node["bipartite"] == side] for side in (0, 1)]  # fmt: skip
    return max(30.0, *(len(names) * row_height(names, letters) for names in sides))


def signs(network: nx.Graph, language: str) -> list[Line2D]:
    """Return a line for a legend for each sign that a tie of the network has."""
    t = translator(language)
    words = {"friendly": t("friendly"), "strained": t("strained"), "mixed": t("mixed"),
             "neutral": t("neutral")}  # fmt: skip
    used = {_sign(edge) for *_, edge in network.edges(data=True)}
    return [Line2D([], [], color=SIGNS[sign][0], linestyle=SIGNS[sign][1], linewidth=1.8,
                   label=word) for sign, word in words.items() if sign in used]  # fmt: skip


def describe(network: nx.Graph, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t, table = translator(language), tally(network, language)
    title = t("Who is tied to what")
    if table.empty:
        return empty_words(language, title)
    strength = pd.Series(dict(network.degree(weight="weight")))
    leaders = [_strongest(network, strength, place, language) for place in (0, 1)]
    counts = table["sign"].value_counts()
    caption = t(
        "Actors (left) and sectors (right), tied by the statements in which the actor acts or is "
        "addressed. Width: number of statements (1 to {most}). Of the statements that take a "
        "side, two thirds or more are friendly (blue) or strained (orange, dashed); less is mixed "
        "(purple, dash-dotted); grey, dotted: none takes a side.",
        most=int(table["weight"].max()),
    )
    if network.graph.get("of", [0, 0]) > _sizes(network):
        caption += " " + t(
            "Shown are the most often named: {actors} of {all_actors} actors, {sectors} of "
            "{all_sectors} sectors.",
            **dict(zip(("actors", "sectors"), _sizes(network), strict=True)),
            **dict(zip(("all_actors", "all_sectors"), network.graph["of"], strict=True)),
        )
    alt = t(
        "A network of {actors} actors and {sectors} sectors with {ties} ties: {friendly} friendly, "
        "{strained} strained, {mixed} mixed, {neutral} neutral. The most connected actors are "
        "{first_actors}; the most connected sectors are {first_sectors}.",
        actors=_sizes(network)[0],
        sectors=_sizes(network)[1],
        ties=len(table),
        first_actors=leaders[0],
        first_sectors=leaders[1],
        **{sign: int(counts.get(sign, 0)) for sign in SIGNS},
    )
    return Words(language, title, caption, alt)


def _sizes(network: nx.Graph) -> list[int]:
    sides = [side for _, side in network.nodes(data="bipartite")]
    return [sides.count(0), sides.count(1)]


def _strongest(network: nx.Graph, strength: pd.Series, place: int, language: str) -> str:
    nodes = [node for node, side in network.nodes(data="bipartite") if side == place]
    first = strength[nodes].sort_values(ascending=False, kind="stable").index[:3]
    return listing([network.nodes[node][f"name_{language}"] for node in first], language)


def _sign(edge: dict) -> str:
    """Two thirds of the statements that take a side decide the sign of a tie."""
    sides = edge["positive"] + edge["negative"]
    if not sides:
        return "neutral"
    if 3 * edge["positive"] >= 2 * sides:
        return "friendly"
    return "strained" if 3 * edge["negative"] >= 2 * sides else "mixed"


def _draw_edges(axes: Axes, network: nx.Graph, places: dict) -> None:
    most = max(weight for *_, weight in network.edges(data="weight"))
    order = sorted(ties(network),
                   key=lambda edge: (_sign(edge[2]) == "strained", -edge[2]["weight"]))  # fmt: skip
    for row, column, edge in order:
        (x0, y0), (x1, y1) = places[row], places[column]
        curve = Curve([(x0, y0), (0.4, y0), (0.6, y1), (x1, y1)], [1, 4, 4, 4])
        colour, dashes = SIGNS[_sign(edge)]
        axes.add_patch(
            PathPatch(curve, fill=False, edgecolor=colour, linestyle=dashes, capstyle="butt",
                      linewidth=0.6 + 3.4 * (edge["weight"] - 1) / max(most - 1, 1), alpha=0.85)
        )  # fmt: skip


def _draw_nodes(axes: Axes, network: nx.Graph, places: dict, language: str, letters: int) -> None:
    strength = dict(network.degree(weight="weight"))
    most = max(strength.values())
    for node, (x, y) in places.items():
        marker = MARKERS.get(network.nodes[node]["kind"], COLUMN_MARKER)
        axes.plot(x, y, marker=marker, markersize=4 + 5 * (strength[node] / most) ** 0.5,
                  color=INK if x == 0 else "white", markeredgecolor=INK, zorder=3)  # fmt: skip
        name = wrap(network.nodes[node][f"name_{language}"], letters)
        axes.annotate(name, (x, y), (-8 if x == 0 else 8, 0),
                      textcoords="offset points", ha="right" if x == 0 else "left",
                      va="center", zorder=4)  # fmt: skip


def _kinds(network: nx.Graph, language: str) -> list[Line2D]:
    """Return a mark for a legend for each kind of actor."""
    t = translator(language)
    kinds = {"state": t("state"), "person": t("person"), "body": t("body of a state"),
             "organization": t("organization"), "company": t("company"), "media": t("media"),
             "group": t("group")}  # fmt: skip
    present = {kind for _, kind in network.nodes(data="kind")}
    return [Line2D([], [], color=INK, linestyle="", marker=MARKERS[kind], markersize=5.5,
                   label=word) for kind, word in kinds.items() if kind in present]  # fmt: skip
