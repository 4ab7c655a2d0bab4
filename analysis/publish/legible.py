"""Finds what a reader of a figure could not read: text too small, overlapping, cut off or boxed."""

import warnings
from itertools import chain

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from analysis.publish.glyphs import lacking, missing

OVERLAP = 1.08  # pt that two boxes may share: a box holds air above and below its letters
BEYOND = 0.72  # pt that a box may reach over the edge of the page
MOST_TOLD = 8  # problems of a kind

Corners = NDArray[np.float64]


def illegible(figure: Figure, least: float = 0, most: float | None = None) -> list[str]:
    """Return a line for each text that a reader of the figure could not read.

    Text is smaller than `least` or larger than `most` points, overlaps text, leaves the page or
    holds a letter that its font lacks. Of more than eight problems of a kind the rest is counted.
    """
    texts, corners = _placed(figure)  # once, for it takes as long as drawing
    return list(
        chain.from_iterable(
            map(
                _first,
                (
                    _sizes(texts, least, most),
                    _outside(figure, texts, corners),
                    [
                        f"text {_name(one)} overlaps {_name(other)}"
                        for one, other in _overlaps(texts, corners)
                    ],
                    _boxed(texts),
                ),
            )
        )
    )


def unwritten(figure: Figure) -> list[str]:
    """Return a line for each text with letters that its fonts lack, and each of their scripts."""
    return _first(_boxed(shown(figure)))


def shown(figure: Figure) -> list[Text]:
    """Return the texts that the figure shows; a tick beyond its axis is not."""
    hidden = _hidden(figure)
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden
    ]


def overlaps(figure: Figure) -> list[tuple[Text, Text]]:
    """Return each pair of texts whose boxes overlap, turned ones as they stand."""
    return _overlaps(*_placed(figure))


def outside(figure: Figure) -> list[str]:
    """Return a line for each text that leaves the page, with how far."""
    return _outside(figure, *_placed(figure))


def _overlaps(texts: list[Text], corners: Corners) -> list[tuple[Text, Text]]:
    if not texts:
        return []
    low, high = corners.min(axis=1), corners.max(axis=1)
    shared = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    near = np.argwhere(np.triu((shared > OVERLAP).all(axis=2), 1))
    return [(texts[i], texts[j]) for i, j in near if _shared(corners[i], corners[j]) > OVERLAP]


def _outside(figure: Figure, texts: list[Text], corners: Corners) -> list[str]:
    page = figure.get_size_inches() * 72
    problems = []
    for text, box in zip(texts, corners, strict=True):
        beyond = max(-box.min(), (box - page).max())
        if beyond > BEYOND:
            problems.append(f"text {_name(text)} leaves the page by {beyond:.1f} pt")
    return problems


def _sizes(texts: list[Text], least: float, most: float | None) -> list[str]:
    problems = []
    for text in texts:
        size = text.get_fontsize()
        if size < least - 1e-6:
            problems.append(f"text {_name(text)}: {size:g} pt; expected at least {least:g} pt")
        elif most is not None and size > most + 1e-6:
            problems.append(f"text {_name(text)}: {size:g} pt; expected at most {most:g} pt")
    return problems


def _boxed(texts: list[Text]) -> list[str]:
    return [f"text {_name(text)}: {line}" for text in texts for line in missing(lacking(text))]


def _placed(figure: Figure) -> tuple[list[Text], Corners]:
    """Return the texts with the four corners of their boxes, in points from the lower left."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    with warnings.catch_warnings():
        # told by `illegible`, with the text
        warnings.filterwarnings("ignore", r"Glyph .* missing from font")
        figure.draw_without_rendering()
        texts = shown(figure)
        corners = [_corners(text, renderer) * 72 / figure.dpi for text in texts]
    return texts, np.array(corners).reshape(len(texts), 4, 2)


def _corners(text: Text, renderer: object) -> Corners:
    """Return the corners of a text's box in pixels: about its middle, as it is turned."""
    # Of the text alone: an annotation's own extent would include its arrow.
    box, angle = Text.get_window_extent(text, renderer), text.get_rotation()
    middle = np.array([box.x0 + box.x1, box.y0 + box.y1]) / 2
    if angle % 90:
        text.set_rotation(0)
        box = Text.get_window_extent(text, renderer)
        text.set_rotation(angle)
    turn = np.deg2rad(angle if angle % 90 else 0)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [box.width / 2, box.height / 2]
    turned = half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return middle + turned


def _shared(one: Corners, other: Corners) -> float:
    """Return how deep two rectangles reach into each other; below zero, how far they are apart."""
    depths = []
    for side in (one[1] - one[0], one[2] - one[1], other[1] - other[0], other[2] - other[1]):
        axis = side / max(np.hypot(*side), 1e-9)
        a, b = one @ axis, other @ axis
        depths.append(min(a.max(), b.max()) - max(a.min(), b.min()))
    return min(depths)


def _hidden(figure: Figure) -> set[Text]:
    """Return the texts of axes that are off, and of ticks beyond the ends of an axis."""
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            off = not (axes.axison and axes.get_visible() and axis.get_visible())
            low, high = sorted(axis.get_view_interval())
            slack = 1e-6 * (high - low)
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if off or not low - slack <= tick.get_loc() <= high + slack:
                    hidden |= {tick.label1, tick.label2}
            if off:
                hidden |= {axis.label, axis.offsetText}
    return hidden


def _name(text: Text) -> str:
    words = " ".join(text.get_text().split())
    return repr(words if len(words) <= 60 else words[:57] + "…")


def _first(problems: list[str]) -> list[str]:
    rest = len(problems) - MOST_TOLD
    return problems if rest <= 0 else [*problems[:MOST_TOLD], f"… and {rest} more of this kind"]
