"""How colours are told apart in any vision, and in grey: the measure by which charts are judged."""

import numpy as np
import pytest
from colours import SIMULATIONS, apart, seen
from marks import VISIONS, too_close
from matplotlib.figure import Figure


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
