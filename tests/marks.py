"""How the data of a figure are marked, and which marks a colour alone tells apart too little."""

from itertools import combinations

import numpy as np
from colours import SIMULATIONS, apart, seen
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.charts.style import GREY, PALE

VISIONS = ("normal", "grey", *SIMULATIONS)

# CIEDE2000 is 1 where two large patches can just be told apart. Marks of 4 pt and lines of 1 pt
# need a multiple of that: Szafir 2018, doi:10.1109/TVCG.2017.2744359.
LEAST = 10

SCAFFOLD = {PALE.lower(), GREY.lower(), "#666666", "#aaaaaa"}
"""Lines of these colours, unbroken, are axes and guides."""


def encodings(axes: Axes) -> set[tuple[str, str, str]]:
    """Return kind of artist, colour and second channel (dash, marker, hatch) of all data."""
    found = set()
    for line in axes.lines:
        colour, dash = to_hex(line.get_color()), str(line._unscaled_dash_pattern)
        guide = colour in SCAFFOLD and line.get_linestyle() == "-"
        if line.get_linestyle() not in ("None", "") and not guide:
            found.add(("line", colour, dash))
        if line.get_marker() not in ("None", "", None):
            found.add(
                mark(line.get_markerfacecolor(), line.get_markeredgecolor(), line.get_marker())
            )
    for marks in axes.collections:
        if isinstance(marks, PathCollection):
            shape = str(np.round(marks.get_paths()[0].vertices, 2).tolist())
            for face, edge in zip(marks.get_facecolor(), marks.get_edgecolor(), strict=False):
                found.add(mark(face, edge, shape))
        elif isinstance(marks, LineCollection) and marks.get_zorder() > 0:
            found |= {("line", to_hex(each), "-") for each in marks.get_color()}
    for patch in axes.patches:
        if patch.get_fill():
            found.add(bar(patch))
        else:
            dash = str(patch._unscaled_dash_pattern)
            found.add(("line", to_hex(patch.get_edgecolor()), dash))
    # A line through marks is told by these.
    marked = {colour for kind, colour, _ in found if kind == "mark"} | {GREY.lower()}
    return {each for each in found if each[0] != "line" or each[1] not in marked}


def mark(face: object, edge: object, shape: str) -> tuple[str, str, str]:
    """Return how a mark is encoded; an open one shows its edge."""
    is_open = to_hex(face) == "#ffffff"
    return "mark", to_hex(edge if is_open else face), f"{shape} {'open' if is_open else 'filled'}"


def bar(patch: Patch) -> tuple[str, str, str]:
    face = to_hex(patch.get_facecolor())
    colour = to_hex(patch.get_edgecolor()) if face == "#ffffff" else face
    return "bar", colour, str(patch.get_hatch())


def too_close(figure: Figure) -> list[str]:
    """Return a line for each two colours of a panel that nothing else tells apart."""
    problems = []
    for axes in figure.axes:
        for one, other in combinations(sorted(encodings(axes)), 2):
            if one[0] != other[0] or one[1] == other[1] or one[2] != other[2]:
                continue
            for vision in VISIONS:
                distance = apart(seen(one[1], vision), seen(other[1], vision))
                if distance < LEAST:
                    problems.append(f"{one}, {other[1]}: {distance:.1f} in {vision}")
    return problems
