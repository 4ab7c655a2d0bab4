"""The house style: sizes, colours, and what every chart needs around its picture."""

import textwrap
from collections.abc import Callable
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.labels import translator

STYLE = Path(__file__).parent / "atlas.mplstyle"
WIDTH = 183.0  # mm, the full width of most journals' pages
WRAP = 26  # letters in a line of a name
ROW = 5.0  # mm from one row of a chart to the next: 8 pt of text and some air

# Okabe and Ito's colours: told apart by readers with any colour vision.
BLUE, SKY, VERMILION, ORANGE, PURPLE = "#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#CC79A7"
INK, GREY, PALE = "#222222", "#767676", "#DDDDDD"
FRIENDLY, STRAINED, NEUTRAL = BLUE, VERMILION, "#999999"


class Words(NamedTuple):
    """What is said beside a figure: its title, its caption, and its text for who cannot see it."""

    language: str
    title: str
    caption: str
    alt: str


def house_style(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Let a function draw in the house style, and leave the caller's settings as they were."""

    @wraps(draw)
    def styled(*args: object, **kwargs: object) -> Figure:
        with matplotlib.style.context(STYLE):
            figure = draw(*args, **kwargs)
            # Laid out once, for it takes longer than drawing; every format then shows the same.
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
            return figure

    return styled


def new_figure(height: float, width: float = WIDTH) -> Figure:
    """Return an empty figure of that size in millimetres, which fits its axes to their labels."""
    figure = Figure(figsize=(width / 25.4, height / 25.4), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.03, h_pad=0.03, wspace=0.02, hspace=0.02)
    return figure


def nothing(language: str) -> Figure:
    """Return a figure that says that no statement was selected."""
    t, figure = translator(language), new_figure(30)
    axes = figure.add_subplot()  # a notebook shows no figure without axes
    axes.set(xticks=[], yticks=[])
    axes.axis("off")
    message = t("No statement meets this selection.")
    figure.text(0.5, 0.5, message, ha="center", va="center", color=GREY)
    return figure


def wrap(name: str, letters: int = WRAP) -> str:
    """Break a long name into lines, so that a column of names leaves room for the picture."""
    return "\n".join(textwrap.wrap(name, letters, break_long_words=False))


def row_height(names: list[str], letters: int = WRAP) -> float:
    """Return the millimetres a row needs for the tallest of the wrapped names."""
    lines = max((wrap(name, letters).count("\n") + 1 for name in names), default=1)
    return max(ROW, 3.4 * lines)


def yearly_line(axes: Axes, years: list[float], values: list[float], colour: str) -> None:
    """Join yearly values: by a line from one year to the next, by dots over years without any."""
    points = sorted(zip(years, values, strict=True))
    for (first, low), (last, high) in pairwise(points):
        style = "-" if last - first <= 1 else (0, (1, 2))
        axes.plot([first, last], [low, high], color=colour, linewidth=1, linestyle=style)


def name_rows(axes: Axes, names: list[str], letters: int = WRAP) -> None:
    """Put a name at each row of a chart, the first on top, without ticks."""
    axes.set_yticks(range(len(names)), [wrap(name, letters) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def label_ticks(axes: Axes, write: Callable[[float], str]) -> None:
    """Write the ticks of the horizontal axis that lie on it, in words of a function."""
    low, high = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if low <= tick <= high]
    axes.set_xticks(ticks, [write(tick) for tick in ticks])
    axes.set_xlim(low, high)


def empty_words(language: str, title: str) -> Words:
    """Return the words beside a figure that says that no statement was selected."""
    t = translator(language)
    told = t("No statement meets this selection.")
    return Words(language, title, told, told)
