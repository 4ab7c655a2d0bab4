"""Texts broken into lines by their measured width, so that titles of panels keep apart."""

from collections.abc import Callable
from functools import cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from analysis.charts.lines import one_way, pieces, words

GAP = 6.0  # points between the titles of two panels


def filled(text: str, font: FontProperties, space: float) -> str:
    """Break a text into lines of at most so many points; Chinese within a word that is longer."""
    return filled_by(measure(font), text, space)


def measure(font: FontProperties) -> Callable[[str], float]:
    """Return what tells the width of a text in points, and measures each text once."""
    return cache(
        lambda text: text_to_path.get_text_width_height_descent(text, prop=font, ismath=False)[0]
    )


def filled_by(wide: Callable[[str], float], text: str, space: float) -> str:
    """Break a text as `filled` does, by widths that several attempts may share."""
    lines = [""]
    for word in words(text):
        for piece in pieces(word) if wide(word.rstrip(" ")) > space else [word]:
            if lines[-1] and wide((lines[-1] + piece).rstrip(" ")) > space:
                lines.append("")
            lines[-1] += piece
    return "\n".join(one_way([line.rstrip(" ") for line in lines]))


def break_titles(figure: Figure) -> bool:
    """Break titles that would run into the panel to their right; tell whether there were any.

    The figure is laid out, and must be again where titles were broken.
    """
    found = [(title, _space(axes)) for axes in figure.axes for title in _titles(axes)]
    before = [title.get_text() for title, _ in found]
    for title, space in found:
        if _width(title) > space:
            whole = " ".join(title.get_text().split())
            title.set_text(filled(whole, title.get_fontproperties(), space))
    return before != [title.get_text() for title, _ in found]


def _titles(axes: Axes) -> list[Text]:
    """Return the title of a panel that begins at its left edge, where there is one."""
    told = axes.get_title(loc="left")
    texts = [each for each in axes.get_children() if isinstance(each, Text)]
    return [each for each in texts if told and each.get_text() == told]


def _width(title: Text) -> float:
    """Return the width of a title in points."""
    return title.get_window_extent().width * 72 / title.get_figure(root=True).dpi


def _space(axes: Axes) -> float:
    """Return the points from the left edge of a panel to the next one on its right."""
    own, page = axes.bbox, axes.get_figure(root=True)
    others = (each.bbox for each in page.axes)
    beside = [
        each.x0 for each in others if each.x0 > own.x0 and each.y0 < own.y1 and each.y1 > own.y0
    ]
    return (min(beside) - own.x0) * 72 / page.dpi - GAP if beside else float("inf")
