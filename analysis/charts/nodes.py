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

from analysis.charts.style import INK, WRAP, row_height, wrap
from analysis.errors import InputError
from analysis.labels import counter, translator
from analysis.names import name_of
from analysis.networks.asked import PARTY
from analysis.networks.graphs import graph, strongest
from analysis.networks.statements import SCALED, Source, all_named, record_of, statements_in

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
Places = Mapping[str, tuple[float, float]]


class Stroke(NamedTuple):
    """How a tie is drawn: its ends, its width in points, its colour and its dashes."""

    row: str
    column: str
    width: float
    colour: str
    dashes: object


def to_draw(source: Source, given: nx.Graph | None, most: int) -> nx.Graph:
    """Return the graph given, or that of the nodes tied most.

    Its edges have signs where the source has stances. Raises `InputError` for a graph without them
    of such a source, as one of a level that is text is. Where nobody is addressed, the rows of a
    graph of parties are actors.
    """
    record = record_of(source)
    if given is None:
        given = strongest(graph(record, all_named(record)), most)
    unsigned = not all("positive" in edge for *_, edge in given.edges(data=True))
    if unsigned and SCALED in statements_in(record):
        raise InputError("graph: edges without signs; expected levels that are numbers or booleans")
    if given.graph.get("rows") == PARTY and all_named(record) != PARTY:
        given = given.copy()
        given.graph["rows"] = all_named(record)
    return given


def height(network: nx.Graph, language: str, letters: int = WRAP) -> float:
    """Return the millimetres that the names of the longer column need."""
    sides = [
        [
            name_of(node, language)
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
                wrap(name_of(network.nodes[node], language), letters),
                place,
                (8 if side else -8, 0),
                textcoords="offset points",
                va="center",
                ha="left" if side else "right",
                zorder=4,
            )


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
    """Return the names of the nodes of a side that have more strength than those which follow.

    There are three at most, and none where none stands out.
    """
    nodes = [node for node, place in network.nodes(data="bipartite") if place == side]
    first = sorted(nodes, key=lambda node: -strength[node])
    first = first[: foremost([strength[node] for node in first], min(3, len(first) - 1))]
    return [name_of(network.nodes[node], language) for node in first]


def foremost(values: Sequence[float], most: int = 3) -> int:
    """Return how many of the first come before all others, at most `most`: ties go together.

    `values` come from high to low. Where more than `most` share the first place, none does.

    >>> foremost([5, 4, 3, 2]), foremost([5, 4, 4, 4]), foremost([2, 2, 2, 2]), foremost([2, 2])
    (3, 1, 0, 2)
    """
    places = range(min(most, len(values)), 0, -1)
    return next((n for n in places if n == len(values) or values[n - 1] > values[n]), 0)
