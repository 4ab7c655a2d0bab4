"""Nodes in two columns and the curves between them: what the charts of networks share."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.bezier import BezierSegment
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path as Curve

from analysis.charts.style import (
    FRIENDLY,
    INK,
    NEUTRAL,
    PURPLE,
    STRAINED,
    WRAP,
    row_height,
    wrap,
)
from analysis.errors import InputError
from analysis.labels import counter, translator
from analysis.networks.graphs import graph, strongest
from analysis.networks.statements import Source, all_named, record_of

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

Places = Mapping[str, tuple[float, float]]


class Stroke(NamedTuple):
    """How a tie is drawn: its ends, its width in points, its colour and its dashes."""

    row: str
    column: str
    width: float
    colour: str
    dashes: object


def sign(positive: int, negative: int) -> str:
    """Two thirds of the statements that take a side decide the sign of a tie.

    >>> sign(2, 1), sign(1, 1), sign(0, 1), sign(0, 0)
    ('friendly', 'mixed', 'strained', 'neutral')
    """
    sides = positive + negative
    if not sides:
        return "neutral"
    if 3 * positive >= 2 * sides:
        return "friendly"
    return "strained" if 3 * negative >= 2 * sides else "mixed"


def to_draw(source: Source, given: nx.Graph | None, most: int) -> nx.Graph:
    """Return the graph given, or that of the nodes tied most; its edges have signs.

    Raises `InputError` for a graph without signs, such as of a level that is text.
    """
    if given is None:
        record = record_of(source)
        given = strongest(graph(record, all_named(record)), most)
    if not all("positive" in edge for *_, edge in given.edges(data=True)):
        raise InputError("graph: edges without signs; expected levels that are numbers or booleans")
    return given


def height(network: nx.Graph, language: str, letters: int = WRAP) -> float:
    """Return the millimetres that the names of the longer column need."""
    sides = [
        [
            node[f"name_{language}"]
            for _, node in network.nodes(data=True)
            if node["bipartite"] == side
        ]
        for side in (0, 1)
    ]
    return max(30, *(len(names) * row_height(names, letters) for names in sides))


def curve(places: Places, row: str, column: str) -> Curve:
    """Return the curve from a row to a column, level at both ends."""
    (x0, y0), (x1, y1) = places[row], places[column]
    return Curve([(x0, y0), (0.4, y0), (0.6, y1), (x1, y1)], [1, 4, 4, 4])


def along(places: Places, row: str, column: str, share: float) -> tuple[float, float]:
    """Return the point of the curve of a tie at a share of it, from 0 at the row to 1."""
    return tuple(BezierSegment(curve(places, row, column).vertices)(share))


def draw_ties(axes: Axes, strokes: Sequence[Stroke], places: Places, alpha: float = 1) -> None:
    """Draw ties, the first below the others: all at once, for there may be thousands."""
    axes.set(xlim=(-0.04, 1.04), ylim=(-1, 0))
    axes.axis("off")
    curves = [curve(places, stroke.row, stroke.column) for stroke in strokes]
    axes.add_collection(
        PathCollection(
            curves,
            facecolors="none",
            capstyle="butt",
            alpha=alpha,
            edgecolors=[stroke.colour for stroke in strokes],
            linestyles=[stroke.dashes for stroke in strokes],
            linewidths=[stroke.width for stroke in strokes],
        ),
        autolim=False,
    )


def draw_nodes(
    axes: Axes, network: nx.Graph, places: Places, sizes: Mapping[str, float], ink: str = INK
) -> None:
    """Draw nodes by their kind, 4 to 9 points wide for sizes from 0 to 1."""
    shapes = {node: MARKERS.get(network.nodes[node].get("kind"), COLUMN_MARKER) for node in sizes}
    kinds = {node: (places[node][0], shapes[node]) for node in sizes}
    for (side, marker), group in groupby(sorted(sizes, key=kinds.get), key=kinds.get):
        nodes = list(group)
        axes.scatter(
            *zip(*(places[node] for node in nodes), strict=True),
            marker=marker,
            s=[(4 + 5 * sizes[node] ** 0.5) ** 2 for node in nodes],
            linewidths=1,
            facecolors=ink if side == 0 else "white",
            edgecolors=ink,
            zorder=3,
            clip_on=False,
        )


def name_nodes(
    axes: Axes,
    network: nx.Graph,
    places: Places,
    language: str,
    sides: Iterable[int] = (0, 1),
    letters: int = WRAP,
) -> None:
    """Write the names of nodes outside the columns, in lines of so many letters."""
    for node, place in places.items():
        side = int(place[0])
        if side in sides:
            axes.annotate(
                wrap(network.nodes[node][f"name_{language}"], letters),
                place,
                (8 if side else -8, 0),
                textcoords="offset points",
                va="center",
                ha="left" if side else "right",
                zorder=4,
            )


def line_legend(figure: Figure, lines: Mapping[str, tuple[str, object]]) -> None:
    """Explain above the picture lines, given as colour and dashes by their words."""
    figure.legend(handles=_handles(lines), loc="outside upper center", ncols=4, columnspacing=3)


def _handles(lines: Mapping[str, tuple[str, object]]) -> list[Line2D]:
    return [
        Line2D([], [], color=colour, linestyle=dashes, linewidth=1.8, label=word)
        for word, (colour, dashes) in lines.items()
    ]


def sign_legend(figure: Figure, signs: Iterable[str], language: str) -> None:
    """Explain above the picture the signs that are in it."""
    line_legend(figure, _sign_lines(signs, language))


def sign_handles(signs: Iterable[str], language: str) -> list[Line2D]:
    """Return a line for a legend for each of the signs."""
    return _handles(_sign_lines(signs, language))


def _sign_lines(signs: Iterable[str], language: str) -> dict[str, tuple[str, object]]:
    t, used = translator(language), set(signs)
    words = {
        "friendly": t("friendly"),
        "strained": t("strained"),
        "mixed": t("mixed"),
        "neutral": t("neutral"),
    }
    return {word: SIGNS[sign] for sign, word in words.items() if sign in used}


def sign_words(signs: Iterable[str], language: str) -> str:
    """Return what a caption says of the signs that are drawn."""
    t, used = translator(language), set(signs)
    if used == set(SIGNS):
        return t(
            "Of the statements that take a side, two thirds or more are friendly (blue) or "
            "strained (orange, dashed); less is mixed (purple, dash-dotted); grey, dotted: none "
            "takes a side."
        )
    words = {
        "friendly": t("two thirds or more friendly: blue"),
        "strained": t("two thirds or more strained: orange, dashed"),
        "mixed": t("less: purple, dash-dotted"),
        "neutral": t("none: grey, dotted"),
    }
    told = "; ".join(word for sign, word in words.items() if sign in used)
    return t("Of the statements that take a side – {signs}.", signs=told)


def side_sizes(network: nx.Graph) -> list[int]:
    """Return the number of rows and of columns."""
    sides = [side for _, side in network.nodes(data="bipartite")]
    return [sides.count(0), sides.count(1)]


def shown_words(network: nx.Graph, language: str) -> list[str]:
    """Return what a caption says of nodes that `analysis.strongest` left out, if any."""
    t, n, sizes = translator(language), counter(language), side_sizes(network)
    if not trimmed(network):
        return []
    (actors, all_actors), (sectors, all_sectors) = zip(sizes, network.graph["of"], strict=True)
    told = t(
        "Shown are the most often named: {actors}, {sectors}.",
        actors=n(
            "{shown} of {number} actor", "{shown} of {number} actors", all_actors, shown=actors
        ),
        sectors=n(
            "{shown} of {number} sector", "{shown} of {number} sectors", all_sectors, shown=sectors
        ),
    )
    return [told]


def trimmed(network: nx.Graph) -> bool:
    """Tell whether `analysis.strongest` left out nodes."""
    return list(network.graph.get("of", [0, 0])) > side_sizes(network)


def kind_legend(figure: Figure, network: nx.Graph, language: str) -> None:
    """Explain below the picture the kinds of actors that are in it."""
    t = translator(language)
    kinds = {
        "state": t("state"),
        "person": t("person"),
        "body": t("body of a state"),
        "organization": t("organization"),
        "company": t("company"),
        "media": t("media"),
        "group": t("group"),
    }
    present = {kind for _, kind in network.nodes(data="kind")}
    shapes = [
        Line2D([], [], color=INK, linestyle="", marker=MARKERS[kind], markersize=5.5, label=word)
        for kind, word in kinds.items()
        if kind in present
    ]
    figure.legend(handles=shapes, loc="outside lower center", ncols=4, handletextpad=0.2)


def strongest_names(
    network: nx.Graph, strength: Mapping[str, float], side: int, language: str
) -> list[str]:
    """Return the names of the nodes of a side with the greatest strength, as `foremost` does."""
    nodes = [node for node, place in network.nodes(data="bipartite") if place == side]
    first = sorted(nodes, key=lambda node: -strength[node])
    first = first[: foremost([strength[node] for node in first])]
    return [network.nodes[node][f"name_{language}"] for node in first]


def foremost(values: Sequence[float], most: int = 3) -> int:
    """Return how many of the first come before all others, at most `most`: ties go together.

    `values` come from high to low. Where more than `most` share the first place, none does.

    >>> foremost([5, 4, 3, 2]), foremost([5, 4, 4, 4]), foremost([2, 2, 2, 2]), foremost([2, 2])
    (3, 1, 0, 2)
    """
    places = range(min(most, len(values)), 0, -1)
    return next((n for n in places if n == len(values) or values[n - 1] > values[n]), 0)
