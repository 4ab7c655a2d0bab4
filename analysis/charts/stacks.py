"""Draws stacks of blocks, the ribbons between them, and what is written beside them."""

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve

from analysis.charts.strata import spread
from analysis.charts.style import GREY, INK

BAR, LEAD = 0.082, 0.022
"""Parts of the width of the page: a stack, and from it to what is written beside it."""
LINE = 3.5
"""mm from one line of text to the next."""

Look = tuple[str, str, str | None]  # the colours of block and text, and the hatch
Label = tuple[float, str, bool]  # the height of what is named, its name, whether it has a leader


def draw_block(axes: Axes, left: float, bottom: float, height: float, look: Look) -> None:
    """Draw a block of a stack whose left edge is at `left`."""
    axes.add_patch(
        Rectangle(
            (left, bottom),
            BAR,
            height,
            facecolor=look[0],
            edgecolor="white",
            linewidth=0.6,
            hatch=look[2],
            zorder=2,
        )
    )


def draw_ribbon(axes: Axes, ribbon: tuple, left: float, right: float, look: Look) -> None:
    """Draw a ribbon, a line of what `analysis.charts.strata.ribbons` gives, between two stacks."""
    left, middle = left + BAR, (left + BAR + right) / 2
    path = Curve(
        [
            (left, ribbon.left_bottom),
            (middle, ribbon.left_bottom),
            (middle, ribbon.right_bottom),
            (right, ribbon.right_bottom),
            (right, ribbon.right_top),
            (middle, ribbon.right_top),
            (middle, ribbon.left_top),
            (left, ribbon.left_top),
            (left, ribbon.left_bottom),
        ],
        [1, 4, 4, 4, 2, 4, 4, 4, 2],
    )
    # mixed with white, for not every format can be seen through
    pale = [1 - 0.35 * (1 - part) for part in to_rgb(look[0])]
    axes.add_patch(PathPatch(path, facecolor=pale, edgecolor="white", linewidth=0.5, zorder=1))


def write_inside(axes: Axes, left: float, height: float, told: str, look: Look) -> None:
    """Write into a block, over its hatch."""
    axes.text(
        left + BAR / 2,
        height,
        told,
        color=look[1],
        ha="center",
        va="center",
        bbox={"facecolor": look[0], "pad": 1, "linewidth": 0},
    )


def write_over(axes: Axes, left: float, height: float, told: str, **style: str) -> None:
    """Write over or under a stack, in its middle."""
    axes.text(left + BAR / 2, height, told, ha="center", va="center", **{"color": INK, **style})


def write_beside(axes: Axes, edge: float, labels: list[Label], floor: float, *, left: bool) -> None:
    """Write names beside a stack, from low to high, moved apart where they would touch.

    None reaches below `floor`; what has no leader is a heading.
    """
    heights = [LINE * (told.count("\n") + 1) for _, told, _ in labels]
    places = spread([wanted for wanted, _, _ in labels], heights, floor)
    edge, step = (edge, -LEAD) if left else (edge + BAR, LEAD)
    for place, (wanted, told, leader) in zip(places, labels, strict=True):
        if leader:
            axes.plot([edge, edge + 0.8 * step], [wanted, place], color=GREY, linewidth=0.5)
        axes.text(
            edge + step,
            place,
            told,
            ha="right" if left else "left",
            va="center",
            weight="normal" if leader else "bold",
            linespacing=1.0,
        )
