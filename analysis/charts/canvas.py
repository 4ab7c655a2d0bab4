"""Empty figures for the paper in force, brought into the house style and laid out."""

import warnings
from collections.abc import Callable
from pathlib import Path

import matplotlib
import matplotlib.style
import numpy as np
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from analysis.charts.paper import TEXT, this_page
from analysis.charts.style import GREY, VERMILION
from analysis.charts.titles import break_titles
from analysis.errors import InputError
from analysis.publish.fonts import fonts_for
from analysis.publish.formats import STYLE
from analysis.publish.glyphs import lacking
from analysis.publish.legible import shown, unwritten
from analysis.publish.targets import check_size, find_target

OWN_FONT = "DejaVu Sans"  # of the style sheet
SIZED = (
    "font.size",
    "axes.titlesize",
    "axes.labelsize",
    "xtick.labelsize",
    "ytick.labelsize",
    "legend.fontsize",
)
HIGHEST = 5080.0  # mm, 200 inches: what readers of PDF show at most


def prefer_own_fonts() -> None:
    """Let DejaVu Sans be that of Matplotlib: a machine may have another version, of other bytes."""
    own = sorted((Path(matplotlib.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf"))
    before = len(fontManager.ttflist)
    for path in own:
        fontManager.addfont(path)
    fontManager.ttflist = fontManager.ttflist[before:] + fontManager.ttflist[:before]


prefer_own_fonts()


def in_house_style(draw: Callable[[], Figure], language: str = "en") -> Figure:
    """Draw in the house style for the paper in force, and leave the caller's settings as they were.

    The figure is laid out once, for that takes longer than drawing; every format then shows the
    same. Letters that the house's font lacks are set in fonts that are found here, and all is drawn
    anew with them. Raises `InputError` for those that no font has.
    """
    families: list[str] = []
    while True:
        figure = _drawn(draw, families)
        letters = {letter for text in shown(figure) for letter in lacking(text)}
        if not letters:
            return figure
        more = [name for name in fonts_for(letters, language) if name not in families]
        if not more:
            raise InputError(unwritten(figure))
        families += more


def _drawn(draw: Callable[[], Figure], families: list[str]) -> Figure:
    text = this_page().text
    style = [STYLE, dict.fromkeys(SIZED, text), _pads(text / TEXT)]
    style += [{"font.family": [OWN_FONT, *families]}] if families else []
    with matplotlib.style.context(style), warnings.catch_warnings():
        # told by name when no font is found
        warnings.filterwarnings("ignore", r"Glyph .* missing from font")
        figure = draw()
        _strengthen(figure, text / TEXT)
        _lay_out(figure)
        figure.set_layout_engine(None)  # "none" would have each format draw twice
        if any(part.subfigs for part in figure.subfigs):
            _settle(figure)
        return figure


def _pads(times: float) -> dict[str, float]:
    """Return the settings of the gap between ticks and their labels."""
    return {f"{axis}tick.major.pad": 3.5 * times for axis in "xy"}


def _strengthen(figure: Figure, times: float) -> None:
    """Let lines, marks and gaps, which are made for text of 8 pt, keep their size beside text."""
    if times == 1:
        return
    for line in figure.findobj(Line2D):
        line.set(
            linewidth=line.get_linewidth() * times,
            markersize=line.get_markersize() * times,
            markeredgewidth=line.get_markeredgewidth() * times,
        )
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
    page = this_page()
    with warnings.catch_warnings():
        if page.target:
            warnings.filterwarnings("error", "constrained_layout not applied")
        try:
            figure.draw_without_rendering()
            while break_titles(figure):  # which leaves more room
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
    page = this_page()
    height = height * page.text / TEXT
    problems = check_size(find_target(page.target), page.width, height) if page.target else []
    if height > HIGHEST:
        problems.append(
            f"height: {height:,.0f} mm; a page holds at most {HIGHEST:,.0f} mm; "
            "expected fewer rows, as `analysis.strongest` keeps"
        )
    if problems:  # said before a large picture is drawn
        raise InputError(problems)
    figure = Figure(figsize=(page.width / 25.4, height / 25.4), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.03, h_pad=0.03, wspace=0.02, hspace=0.02)
    return figure


def stamped(figure: Figure, words: str) -> None:
    """Write above a figure, and frame it, so that no one takes it for what was found."""
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    figure.suptitle(words, color=VERMILION, weight="bold", fontsize=this_page().text)
    frame = {"transform": figure.transFigure, "fill": False, "edgecolor": VERMILION}
    figure.add_artist(Rectangle((0, 0), 1, 1, linewidth=3, **frame))


def told_alone(message: str) -> Figure:
    """Return a figure of nothing but a message, such as that no statement was selected."""
    figure = new_figure(30)
    axes = figure.add_subplot()  # a notebook shows no figure without axes
    axes.set(xticks=[], yticks=[])
    axes.axis("off")
    figure.text(0.5, 0.5, message, ha="center", va="center", color=GREY)
    return figure
