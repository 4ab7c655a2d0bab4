"""A text below a picture: who stands there by a number."""

from collections.abc import Sequence

from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties

from analysis.charts.canvas import new_figure
from analysis.charts.panels import room
from analysis.charts.paper import this_page
from analysis.charts.titles import filled
from analysis.labels import counter, strung

LINE = 3.6  # mm from line to line
EDGE = 2.0  # mm beside and below the text
LOWEST = 60.0  # mm that a picture has at least


def names_below(numbered: Sequence[str], left: int, language: str) -> str:
    """Return who stands in a picture as a number, from 1 on, and how many not even so."""
    n = counter(language)
    each = (f"{number} {name}" for number, name in enumerate(numbered, start=1))
    names = strung(each, language)
    close = n(
        "{number} node is too close to others to be named here.",
        "{number} nodes are too close to others to be named here.",
        left,
    )
    return "\n".join(filter(None, [names, close if left else ""]))


def with_foot(height: float, text: str) -> tuple[Figure, SubFigure, SubFigure | None]:
    """Return a figure, the place of its picture, and that of a text below, if there is any.

    The picture is so many mm high, or lower where the page allows no more.
    """
    foot = LINE * (_lines(text).count("\n") + 1) + 2 * EDGE if text else 0
    height = max(min(height, room()[1] - foot), LOWEST)
    figure = new_figure(height + foot)
    parts = [height, foot] if text else [height]
    picture, *below = figure.subfigures(len(parts), 1, squeeze=False, height_ratios=parts)[:, 0]
    return figure, picture, below[0] if below else None


def write_foot(foot: SubFigure, text: str) -> None:
    edge = EDGE / this_page().width
    foot.text(edge, 1, _lines(text), va="top")


def _lines(text: str) -> str:
    """Break a text into lines as wide as the page."""
    page = this_page()
    space = 0.97 * (page.width - 2 * EDGE) / 25.4 * 72  # as drawn, letters are a little wider
    font = FontProperties(size=page.text)
    return "\n".join(filled(line, font, space) for line in text.split("\n"))
