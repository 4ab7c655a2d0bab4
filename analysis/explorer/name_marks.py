"""Writes the names of nodes into a figure; a name that has no room is a number there."""

from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from analysis.charts.paper import TEXT, this_page
from analysis.charts.style import wrap
from analysis.explorer.figure_names import Box, Node, Size, placed_names

NARROW = 16  # letters in a line of a name that has no room otherwise
NUMBER = "00"  # as wide as numbers are
GROUND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.4}
"""Lets names be read that lie on ties."""

Marks = Mapping[str, tuple[float, float, float]]
"""Where nodes stand in the picture, and how wide they are drawn, in points for text of 8 pt."""


def write_names(
    axes: Axes, marks: Marks, names: Mapping[str, str], *, outward: bool = False
) -> tuple[list[str], int]:
    """Write names between the legends of a figure; those first that come first in `marks`.

    With `outward` they lead away from the middle of the picture, as suits a circle.
    Return the names that are numbers there, from 1 on, and how many not even a number has room for.
    """
    _page(axes).draw_without_rendering()  # which finds the place of the picture
    nodes = {node: _on_page(axes, *mark) for node, mark in marks.items()}
    words = {node: [wrap(names[node]), wrap(names[node], NARROW), NUMBER] for node in nodes}
    sizes = _sizes(axes, {text for shapes in words.values() for text in shapes})
    told = {node: [sizes[text] for text in shapes] for node, shapes in words.items()}
    numbered: list[str] = []
    placed = placed_names(nodes, told, _free_page(axes), outward=outward)
    for node, (shape, box) in placed.items():
        text = words[node][shape]
        if text == NUMBER and shape == len(words[node]) - 1:
            numbered.append(names[node])
            text = str(len(numbered))
        _write(axes, marks[node], nodes[node], box, text)
    return numbered, len(nodes) - len(placed)


def _page(axes: Axes) -> Figure:
    return axes.figure.get_figure(root=True)


def _on_page(axes: Axes, x: float, y: float, wide: float) -> Node:
    across, up = axes.transData.transform((x, y)) * _points(axes)
    return Node(float(across), float(up), wide * this_page().text / TEXT / 2)


def _free_page(axes: Axes) -> Box:
    """Return the whole width of the page, from one legend to the other."""
    page = _page(axes).bbox
    return Box(*(side * _points(axes) for side in (page.x0, axes.bbox.y0, page.x1, axes.bbox.y1)))


def _points(axes: Axes) -> float:
    return 72 / _page(axes).dpi


def _sizes(axes: Axes, texts: Iterable[str]) -> dict[str, Size]:
    """Return how wide and tall texts are, in points."""
    renderer = FigureCanvasAgg(_page(axes)).get_renderer()
    found = {}
    for text in sorted(texts):
        drawn = axes.text(0, 0, text)
        box = Text.get_window_extent(drawn, renderer)
        found[text] = box.width * _points(axes), box.height * _points(axes)
        drawn.remove()
    return found


def _write(
    axes: Axes, mark: tuple[float, float, float], node: Node, box: Box, text: str
) -> Annotation:
    x, y = box.middle
    times = this_page().text / TEXT  # by which distances from nodes grow with the text
    away = (x - node.x) / times, (y - node.y) / times
    style = {"textcoords": "offset points", "ha": "center", "va": "center", "bbox": GROUND}
    return axes.annotate(text, mark[:2], away, zorder=4, in_layout=False, **style)
