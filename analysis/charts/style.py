"""The house style: sizes, colours, and what every chart needs around its picture."""

import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import matplotlib
import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from analysis.errors import InputError
from analysis.labels import translator
from analysis.targets import check_size, find_target

STYLE = Path(__file__).parent / "atlas.mplstyle"
WIDTH = 183.0  # mm, the full width of most journals' pages
TEXT = 8.0  # pt, of all text; the style sheet says the same
SIZED = ("font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize",
         "legend.fontsize")  # fmt: skip
HIGHEST = 5080.0  # mm, 200 inches: what readers of PDF show at most
WRAP = 26  # letters in a line of a name
ROW = 5.0  # mm from one row of a chart to the next: 8 pt of text and some air

# Okabe and Ito's colours: told apart by readers with any colour vision.
BLUE, SKY, VERMILION, ORANGE, PURPLE = "#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#CC79A7"
INK, GREY, PALE = "#222222", "#767676", "#DDDDDD"
FRIENDLY, STRAINED, NEUTRAL = BLUE, VERMILION, "#999999"


def prefer_own_fonts() -> None:
    """Let DejaVu Sans be that of Matplotlib: a machine may have another version, of other bytes."""
    own = sorted((Path(matplotlib.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf"))
    before = len(fontManager.ttflist)
    for path in own:
        fontManager.addfont(path)
    fontManager.ttflist = fontManager.ttflist[before:] + fontManager.ttflist[:before]


prefer_own_fonts()


class Words(NamedTuple):
    """What is said beside a figure: its title, its caption, and its text for who cannot see it."""

    language: str
    title: str
    caption: str
    alt: str


class Page(NamedTuple):
    """The width in mm and the size of text in pt in which charts are drawn, and for whom."""

    width: float = WIDTH
    text: float = TEXT
    target: str | None = None


_PAGE: ContextVar[Page] = ContextVar("page", default=Page())  # noqa: B039 - it cannot be changed


@contextmanager
def drawn_for(target: str, width: float | None = None) -> Iterator[Page]:
    """Draw charts in the width and text size of a target of `analysis.targets`.

    Without a width it is the house's 183 mm where the target takes that, else its widest. Heights
    follow the size of text. Raises `InputError` for a target that is unknown or another width.

    >>> with drawn_for("science") as page:
    ...     page
    Page(width=184, text=7, target='science')
    """
    found = find_target(target)
    if width is None:
        width = found.widths[-1] if check_size(found, WIDTH, 0) else WIDTH
    problems = check_size(found, width, 0)
    if problems:
        raise InputError(problems)
    before = _PAGE.set(Page(width, found.text, target))
    try:
        yield _PAGE.get()
    finally:
        _PAGE.reset(before)


def this_page() -> Page:
    """Return the page for which charts are drawn."""
    return _PAGE.get()


def house_style(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Let a function draw in the house style, and leave the caller's settings as they were."""

    @wraps(draw)
    def styled(*args: object, **kwargs: object) -> Figure:
        text = _PAGE.get().text
        with matplotlib.style.context([STYLE, dict.fromkeys(SIZED, text), _pads(text / TEXT)]):
            figure = draw(*args, **kwargs)
            _strengthen(figure, text / TEXT)
            # Laid out once, for it takes longer than drawing; every format then shows the same.
            _lay_out(figure)
            figure.set_layout_engine("none")
            if any(part.subfigs for part in figure.subfigs):
                _settle(figure)
            return figure

    return styled


def _pads(times: float) -> dict[str, float]:
    """Return the settings of the gap between ticks and their labels."""
    return {f"{axis}tick.major.pad": 3.5 * times for axis in "xy"}


def _strengthen(figure: Figure, times: float) -> None:
    """Let lines, marks and gaps, which are made for text of 8 pt, keep their size beside text."""
    if times == 1:
        return
    for line in figure.findobj(Line2D):
        line.set(linewidth=line.get_linewidth() * times,
                 markersize=line.get_markersize() * times,
                 markeredgewidth=line.get_markeredgewidth() * times)  # fmt: skip
    for patch in figure.findobj(Patch):
        patch.set_linewidth(patch.get_linewidth() * times)
    for marks in figure.findobj(Collection):
        marks.set_linewidth(np.multiply(marks.get_linewidth(), times))
        if isinstance(marks, PathCollection):
            marks.set_sizes(marks.get_sizes() * times**2)
    for note in figure.findobj(Annotation):
        if note.anncoords == "offset points":
            note.set_position(np.multiply(note.get_position(), times))


def _lay_out(figure: Figure) -> None:
    """Lay a figure out; for a target, refuse a page on which its names leave no room."""
    page = _PAGE.get()
    with warnings.catch_warnings():
        if page.target:
            warnings.filterwarnings("error", "constrained_layout not applied")
        try:
            figure.draw_without_rendering()
        except UserWarning as warning:
            if "constrained_layout" not in str(warning):
                raise
            problem = f"width: {page.width:g} mm; the names leave no room for the picture"
            raise InputError(problem) from None


def _settle(figure: Figure) -> None:
    """Round all places to a billionth of what holds them.

    Of parts within parts the solver leaves noise that differs from run to run, and with it the ids
    in an SVG.
    """
    for axes in figure.axes:
        axes.set_position(Bbox(np.round(axes.get_position().get_points(), 9)))
    parts = list(figure.subfigs)
    for part in parts:  # grows while it is read
        part.bbox_relative.set_points(np.round(part.bbox_relative.get_points(), 9))
        parts += part.subfigs


def new_figure(height: float) -> Figure:
    """Return an empty figure that fits its axes to their labels.

    It is as wide as the page, and `height` millimetres high for text of 8 pt, else in proportion.
    Raises `InputError` when that is too high for the target it is drawn for, or for any page.
    """
    page = _PAGE.get()
    height = height * page.text / TEXT
    problems = check_size(find_target(page.target), page.width, height) if page.target else []
    if height > HIGHEST:
        problems.append(f"height: {height:,.0f} mm; a page holds at most {HIGHEST:,.0f} mm; "
                        "expected fewer rows, as `analysis.strongest` keeps")  # fmt: skip
    if problems:  # said before a large picture is drawn
        raise InputError(problems)
    figure = Figure(figsize=(page.width / 25.4, height / 25.4), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.03, h_pad=0.03, wspace=0.02, hspace=0.02)
    return figure


def nothing(language: str, message: str = "") -> Figure:
    """Return a figure that says that no statement was selected, or another message."""
    t, figure = translator(language), new_figure(30)
    axes = figure.add_subplot()  # a notebook shows no figure without axes
    axes.set(xticks=[], yticks=[])
    axes.axis("off")
    message = message or t("No statement meets this selection.")
    figure.text(0.5, 0.5, message, ha="center", va="center", color=GREY)
    return figure


def unchanged(language: str) -> str:
    """Return what a figure of changes says when there are none."""
    t = translator(language)
    return t("There are no two periods to compare, or no change between them.")


def wrap(name: str, letters: int = WRAP) -> str:
    """Break a long name into lines, so that a column of names leaves room for the picture.

    Lines are shorter on a page that is narrow for its text. Only a word of more than two lines is
    itself broken.
    """
    page = _PAGE.get()
    letters = max(10, int(letters * min(1, page.width / WIDTH * TEXT / page.text)))
    endless = any(len(word) > 2 * WRAP for word in name.split())
    return "\n".join(textwrap.wrap(name, letters, break_long_words=endless))


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


def empty_words(language: str, title: str, message: str = "") -> Words:
    """Return the words beside a figure that says that no statement was selected, or a message."""
    t = translator(language)
    told = message or t("No statement meets this selection.")
    return Words(language, title, told, told)
