"""Names of a figure: none lies on another or on a node, and none is lost."""

import matplotlib.pyplot as plt
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.explorer.chosen import Choices
from analysis.explorer.exports import chart
from analysis.explorer.figure_names import Box, Node, placed_names
from analysis.explorer.foot import names_below
from analysis.explorer.graph_source import graph_study
from analysis.publish.legible import illegible, shown

PAGE = Box(0, 0, 300, 200)
PLACES = st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(1, 9))
SIZES = st.lists(st.tuples(st.floats(1, 120), st.floats(1, 40)), min_size=1, max_size=3)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def apart(one: Box, other: Box) -> bool:
    across = one.right <= other.left or other.right <= one.left
    return across or one.high <= other.low or other.high <= one.low


@given(st.lists(st.tuples(PLACES, SIZES), max_size=25), st.booleans())
def test_no_name_lies_on_another_or_on_a_node_or_leaves_the_page(drawn, outward):
    nodes = {str(at): Node(*place) for at, (place, _) in enumerate(drawn)}
    sizes = {str(at): told for at, (_, told) in enumerate(drawn)}
    placed = placed_names(nodes, sizes, PAGE, outward=outward)
    boxes = [box for _, box in placed.values()]
    marks = [Box(n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r) for n in nodes.values()]
    for at, box in enumerate(boxes):
        assert all(apart(box, other) for other in [*boxes[:at], *marks])
        assert PAGE.left <= box.left and box.right <= PAGE.right
        assert PAGE.low <= box.low and box.high <= PAGE.high


def test_the_first_chooses_first_and_outward_leads_away_from_the_middle():
    nodes = {"a": Node(150, 100, 4), "b": Node(150, 105, 4)}
    sizes = {"a": [(60, 10)], "b": [(60, 10)]}
    assert placed_names(nodes, sizes, PAGE)["a"][1].high < 100, "below"
    edge = {"a": Node(40, 100, 4)}
    assert placed_names(edge, {"a": [(20, 10)]}, PAGE, outward=True)["a"][1].right < 40


@pytest.mark.parametrize("layout", ["force", "circle"])
def test_a_dense_figure_of_long_names_names_each_node_and_can_be_read(layout):
    network = nx.relabel_nodes(
        nx.complete_graph(40), "Association of those concerned with {}".format
    )
    figure = chart(graph_study(network), Choices(mode="toward", layout=layout, most=40)).draw()
    assert illegible(figure) == []
    told = " ".join(text.get_text() for text in shown(figure)).replace("\n", " ")
    assert all(name in told.replace("- ", "-") for name in network), "in the picture or below it"


def test_what_has_no_room_is_told_below_by_its_number():
    assert names_below([], 0, "en") == ""
    assert names_below(["Ann", "Bo"], 0, "en") == "1 Ann; 2 Bo"
    assert names_below(["Ann"], 2, "en").endswith(
        "2 nodes are too close to others to be named here."
    )
