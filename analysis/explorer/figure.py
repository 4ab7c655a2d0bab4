"""A view as a figure for print, its nodes where the page has them."""

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.charts.figures.network import edges as two_mode_edges
from analysis.charts.nodes import MARKERS, kind_legend
from analysis.charts.signs import SIGNS, line_legend, signs_of, stroke_of
from analysis.charts.style import GREEN, INK, PURPLE
from analysis.explorer.camps_shown import camps_of
from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.figure_words import describe, find, title_of
from analysis.explorer.foot import names_below, with_foot, write_foot
from analysis.explorer.name_marks import write_names
from analysis.explorer.one_mode import one_mode_edges
from analysis.explorer.placing import Placed, Places, layout_of, placed
from analysis.explorer.sizes import sizes_of
from analysis.labels import translator
from analysis.names import name_of
from analysis.networks.graphs import strengths
from analysis.study.load import Study

CAMPS = (GREEN, PURPLE)
HEIGHT = 150.0  # mm
TRIES = 4
FIELDS = ["row", "column", "row_name", "column_name", "sign", "weight", "statements"]


def as_placed(study: Study, selected: Study, shown: nx.Graph, choices: Choices) -> Chart:
    """Chart a network with its nodes where the choices place them.

    The table has a line a tie: its ends, their names, its sign, its weight without a sign, and the
    ids of its statements; in two modes the columns of `charts.network`.
    """
    camps = camps_of(selected, shown, choices) if choices.camps else {}
    view = Placed(shown, placed(shown, choices, study, ()), camps, choices)
    words = (title_of(choices), _table(shown, choices), draw, find, describe)
    return Chart(*words, selected, choices.language, more=(view,))


def draw(table: pd.DataFrame, language: str, view: Placed) -> Figure:
    """Draw ties as straight lines, and nodes over them: by kind, camp and centrality.

    A name for which there is no room is a number, and stands below the picture.
    """
    below, (figure, told) = "", _draw(table, language, view, "")
    for _ in range(TRIES):
        if len(told) <= len(below):  # else a lower picture has room for fewer names
            break
        below = told
        figure, told = _draw(table, language, view, below)
    return figure


def _draw(table: pd.DataFrame, language: str, view: Placed, below: str) -> tuple[Figure, str]:
    """Draw a network with room for a text below it; return the text that belongs there."""
    shown, places, camps, choices = view
    figure, picture, foot = with_foot(HEIGHT, below)
    axes = picture.add_subplot()
    axes.set(xlim=(-0.12, 1.12), ylim=(1.06, -0.06))
    axes.axis("off")
    _draw_ties(axes, table, places)
    widths = {node: 4 + 5 * size**0.5 for node, size in sizes_of(shown, choices.size).items()}
    _draw_nodes(axes, shown, places, widths, camps)
    if "sign" in table:
        line_legend(picture, _sign_lines(signs_of(table), choices))
    kind_legend(picture, shown, language)
    strength = strengths(shown)
    first = sorted(places, key=lambda node: (-strength[node], node))
    marks = {node: (*places[node], widths[node]) for node in first}
    names = {node: name_of(shown.nodes[node], language, node) for node in first}
    told = names_below(
        *write_names(axes, marks, names, outward=layout_of(choices) == "circle"), language
    )
    if foot:
        write_foot(foot, told)
    return figure, told


def _draw_ties(axes: Axes, table: pd.DataFrame, places: Places) -> None:
    """Draw ties, the lightest below the others: all at once, for there may be thousands."""
    ties, most = list(table[::-1].itertuples()), table["weight"].max()
    colours, dashes = zip(*map(stroke_of, ties), strict=True)
    shades = [0.6 if getattr(tie, "clear", True) else 0.18 for tie in ties]
    axes.add_collection(
        LineCollection(
            [(places[tie.row], places[tie.column]) for tie in ties],
            colors=[to_rgba(*each) for each in zip(colours, shades, strict=True)],
            linestyles=dashes,
            linewidths=[0.4 + 3.2 * tie.weight / most for tie in ties],
        ),
        autolim=False,
    )


def _draw_nodes(
    axes: Axes, shown: nx.Graph, places: Places, widths: dict[str, float], camps: dict[str, int]
) -> None:
    for node, (x, y) in places.items():
        told = shown.nodes[node]
        hollow = told.get("bipartite", 0) == 1
        face = "white" if hollow else CAMPS[camps[node]] if node in camps else INK
        marker = MARKERS.get(told.get("kind"), "o")
        axes.plot(
            x, y, marker=marker, markersize=widths[node], color=face, mec=INK, mew=0.8, zorder=3
        )


def _sign_lines(signs: list[str], choices: Choices) -> dict[str, tuple[str, object]]:
    """Return the lines of signs by their words: two of a kind agree or differ."""
    t = translator(choices.language)
    direct = choices.mode in DIRECT
    words = {
        "friendly": t("friendly") if direct else t("agree"),
        "strained": t("strained") if direct else t("differ"),
        "mixed": t("mixed"),
        "neutral": t("neutral") if direct else t("speak of the same"),
    }
    return {word: SIGNS[sign] for sign, word in words.items() if sign in signs}


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
