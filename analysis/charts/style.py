"""The house style: colours, names in lines, and what axes of many charts share."""

import textwrap
from collections.abc import Callable
from itertools import pairwise

from matplotlib.axes import Axes

from analysis.charts.lines import bound, one_way, packed, wide
from analysis.charts.paper import TEXT, WIDTH, this_page

WRAP = 26  # letters in a line of a name
ROW = 5.0  # mm from one row of a chart to the next: 8 pt of text and some air

# Okabe and Ito's colours: told apart by readers with any colour vision.
BLUE, SKY, VERMILION, ORANGE, PURPLE = "#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#CC79A7"
GREEN = "#009E73"
INK, GREY, PALE = "#222222", "#767676", "#DDDDDD"
FRIENDLY, STRAINED, NEUTRAL = BLUE, VERMILION, "#999999"


def wrap(name: str, letters: int = WRAP) -> str:
    """Break a long name into lines, so that a column of names leaves room for the picture.

    Lines are shorter on a page that is narrow for its text. Only a word of more than two lines is
    itself broken.
    """
    page = this_page()
    letters = max(10, int(letters * min(1, page.width / WIDTH * TEXT / page.text)))
    if any(map(wide, name)):
        return "\n".join(packed(name, letters))
    endless = any(len(word) > 2 * WRAP for word in name.split())
    lines = textwrap.wrap(bound(name), letters, break_long_words=endless)
    return "\n".join(one_way([line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]))


def row_height(names: list[str], letters: int = WRAP) -> float:
    """Return the millimetres a row needs for the tallest of the wrapped names."""
    lines = max((wrap(name, letters).count("\n") + 1 for name in names), default=1)
    return max(ROW, 3.4 * lines)


def row_pitch(names: list[str], letters: int = WRAP) -> float:
    """Return the least millimetres from one row to the next that keep wrapped names apart.

    It is less than `row_height` where names of several lines have short ones beside them.
    """
    lines = [wrap(name, letters).count("\n") + 1 for name in names]
    return max((3.4 * (above + below) / 2 for above, below in pairwise(lines)), default=0)


def yearly_line(
    axes: Axes, years: list[float], values: list[float], colour: str, *, step: float = 1
) -> None:
    """Join yearly values: by a line from one year to the next, by dots over years without any.

    `step` is the part of a year from one value to the next, where there are several in a year.
    """
    points = sorted(zip(years, values, strict=True))
    for (first, low), (last, high) in pairwise(points):
        style = "-" if last - first < 1.5 * step else (0, (1, 2))
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
