"""Colours that mean different things in a panel are told apart in any vision, and in grey."""

from itertools import combinations

import numpy as np
import pytest
from colours import SIMULATIONS, apart, seen
from every_chart import ASKED
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch

from analysis import charts
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


@pytest.mark.parametrize("name", ASKED)
def test_what_differs_in_meaning_differs_for_every_reader(charted, name):
    figure = charted(name).draw()
    if name == "alluvial":
        for ribbon in figure.findobj(PathPatch):  # told by the blocks it joins, hatched and named
            ribbon.remove()
    assert too_close(figure) == []


def test_every_chart_is_looked_at():
    of_charts = {name.removesuffix("_of_actors") for name in ASKED}
    assert set(charts.__all__) - {"Chart", "findings"} == of_charts


def test_two_colours_alike_in_grey_are_found():
    figure = Figure()
    axes = figure.add_subplot()
    axes.bar([0, 1], [1, 1], color=["#56B4E9", "#E69F00"])  # Okabe and Ito's sky blue and orange
    assert len(too_close(figure)) == 1 and "in grey" in too_close(figure)[0]
    axes.patches[1].set_hatch("//")
    assert too_close(figure) == []


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distances_are_those_of_sharma_wu_and_dalal(one, other, distance):
    # of their table 1
    for ends in ((one, other), (other, one)):
        assert apart(*np.array(ends)) == pytest.approx(distance, abs=5e-5)


def test_greys_stay_what_they_are_in_every_vision():
    for vision in VISIONS:
        assert seen("#808080", vision) == pytest.approx([53.585, 0, 0], abs=0.01)
        assert seen("white", vision) == pytest.approx([100, 0, 0], abs=0.01)


def test_red_and_green_come_close_without_one_kind_of_cone():
    red, green = "#C0504D", "#6A8F3C"
    normal = apart(seen(red), seen(green))
    for vision in SIMULATIONS:
        assert apart(seen(red, vision), seen(green, vision)) < normal / 2
