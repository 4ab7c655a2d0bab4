"""A view as a figure for print, its nodes where the page has them."""

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.figures.network import edges as two_mode_edges
from analysis.charts.nodes import MARKERS, kind_legend
from analysis.charts.signs import sign_legend, signs_of, stroke_of
from analysis.charts.style import GREEN, INK, PURPLE, wrap
from analysis.explorer.camps_shown import camps_of
from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.figure_words import describe, find, title_of
from analysis.explorer.one_mode import one_mode_edges
from analysis.explorer.placing import Places, placed
from analysis.explorer.sizes import sizes_of
from analysis.names import name_of
from analysis.study.load import Study

CAMPS = (GREEN, PURPLE)
HEIGHT = 150.0  # mm
FIELDS = ["row", "column", "row_name", "column_name", "sign", "weight", "statements"]


def as_placed(study: Study, selected: Study, shown: nx.Graph, choices: Choices) -> Chart:
    """Chart a network with its nodes where the choices place them.

    The table has a line a tie: its ends, their names, its sign, its weight without a sign, and the
    ids of its statements; in two modes the columns of `charts.network`.
    """
    places = placed(shown, choices, study, ())
    camps = camps_of(selected, shown, choices) if choices.camps else {}
    more = (shown, places, camps, choices)
    table = _table(shown, choices)
    return Chart(
        title_of(choices), table, draw, find, describe, selected, choices.language, more=more
    )


def draw(
    table: pd.DataFrame,
    language: str,
    shown: nx.Graph,
    places: Places,
    camps: dict[str, int],
    choices: Choices,
) -> Figure:
    """Draw ties as straight lines, and nodes over them: by kind, camp and centrality."""
    figure = new_figure(HEIGHT)
    axes = figure.add_subplot()
    axes.set(xlim=(-0.12, 1.12), ylim=(1.06, -0.06))
    axes.axis("off")
    most = table["weight"].max()
    for tie in table[::-1].itertuples():
        (x0, y0), (x1, y1) = places[tie.row], places[tie.column]
        colour, dashes = stroke_of(tie)
        alpha = 0.6 if getattr(tie, "clear", True) else 0.18
        width = 0.4 + 3.2 * tie.weight / most
        axes.plot([x0, x1], [y0, y1], color=colour, linestyle=dashes, linewidth=width, alpha=alpha)
    sizes = sizes_of(shown, choices.size)
    for node, (x, y) in places.items():
        told = shown.nodes[node]
        hollow = told.get("bipartite", 0) == 1
        face = "white" if hollow else CAMPS[camps[node]] if node in camps else INK
        marker = MARKERS.get(told.get("kind"), "o")
        width = 4 + 5 * sizes[node] ** 0.5
        axes.plot(x, y, marker=marker, markersize=width, color=face, mec=INK, mew=0.8, zorder=3)
        axes.annotate(
            wrap(name_of(told, language, node)),
            (x, y),
            (0, -4 - width / 2),
            textcoords="offset points",
            ha="center",
            va="top",
            zorder=4,
        )
    if "sign" in table:
        sign_legend(figure, signs_of(table), language)
    kind_legend(figure, shown, language)
    return figure


def _table(shown: nx.Graph, choices: Choices) -> pd.DataFrame:
    language = choices.language
    if choices.mode in DIRECT:
        return two_mode_edges(shown, language)
    lines = [
        edge
        | {"statements": " ".join(edge["statements"])}
        | {
            f"{end}_name": name_of(shown.nodes[edge[end]], language, edge[end])
            for end in ("row", "column")
        }
        for edge in one_mode_edges(shown)
    ]
    return pd.DataFrame(lines, columns=FIELDS)
