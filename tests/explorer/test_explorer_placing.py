import networkx as nx
import numpy as np
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.layout import crossings, two_columns
from analysis.explorer import placing
from analysis.explorer.chosen import Choices
from analysis.explorer.placing import by_force, by_nearness, in_circle, layout_of, placed
from analysis.explorer.view import picture

NODES = st.integers(0, 9).map("n{}".format)
TIES = st.lists(st.tuples(NODES, NODES, st.sampled_from([-3.0, -1.0, 0.5, 2.0])), max_size=20)


@pytest.fixture
def two_camps() -> nx.Graph:
    """Six nodes in two camps, friends within and foes between."""
    network = nx.Graph()
    for one, other in [("a1", "a2"), ("a2", "a3"), ("a1", "a3"), ("b1", "b2"), ("b2", "b3")]:
        network.add_edge(one, other, weight=2.0)
    for one, other in [("a1", "b1"), ("a2", "b2"), ("a3", "b3")]:
        network.add_edge(one, other, weight=-1.0)
    return network


def network_of(ties) -> nx.Graph:
    network = nx.Graph()
    network.add_weighted_edges_from((one, other, weight) for one, other, weight in ties)
    network.remove_edges_from(list(nx.selfloop_edges(network)))
    return network


@tries(40)
@given(ties=TIES, alone=st.sets(NODES, max_size=3))
def test_every_node_has_a_place_within_the_picture_and_the_same_again(ties, alone):
    network = network_of(ties)
    network.add_nodes_from(alone)
    for place in (by_force, in_circle):
        found = place(network)
        assert set(found) == set(network)
        assert all(-1e-9 <= share <= 1 + 1e-9 for place in found.values() for share in place)
        assert place(nx.relabel_nodes(network, {})) == found


@tries(40)
@given(ties=TIES, unit=st.sampled_from([0.25, 8.0]))
def test_places_do_not_depend_on_the_unit_of_weights(ties, unit):
    one = network_of(ties)
    other = network_of([(row, column, weight * unit) for row, column, weight in ties])
    assert by_force(one) == by_force(other)


def test_friends_stand_nearer_than_foes(two_camps):
    places = by_force(two_camps)
    far = {
        sign: np.mean(
            [
                np.hypot(*np.subtract(places[one], places[other]))
                for one, other, weight in two_camps.edges(data="weight")
                if np.sign(weight) == sign
            ]
        )
        for sign in (-1, 1)
    }
    assert far[1] < far[-1]


def test_a_large_network_is_placed_by_its_eigenvectors_alone(two_camps, monkeypatch):
    monkeypatch.setattr(placing, "MANY", 5)
    monkeypatch.setattr(placing, "_pushed", None)  # would not be found
    places = by_force(two_camps)
    sides = [np.mean([places[f"{camp}{at}"] for at in (1, 2, 3)], axis=0) for camp in "ab"]
    assert np.abs(sides[0] - sides[1]).max() > 0.3


def test_nodes_are_as_far_from_the_middle_of_the_circle(two_camps):
    for x, y in in_circle(two_camps).values():
        assert np.hypot(x - 0.5, y - 0.5) == pytest.approx(0.5)


def test_what_is_near_stands_near_in_columns_of_a_large_network():
    network = nx.Graph()
    for at in range(200):
        for step in (0, 1, 2):
            network.add_node(f"a{at:03}", bipartite=0)
            network.add_node(f"s{(at * 77 + step) % 200:03}", bipartite=1)
            network.add_edge(f"a{at:03}", f"s{(at * 77 + step) % 200:03}", weight=1)

    def crossed(order) -> float:
        places = two_columns(network, order=order)
        sides = [
            sorted(
                (node for node in places if places[node][0] == side), key=lambda n: -places[n][1]
            )
            for side in (0, 1)
        ]
        return crossings(nx.bipartite.biadjacency_matrix(network, *sides).toarray())

    assert crossed(by_nearness(network)) < crossed(sorted(network)) / 2


def test_what_was_put_by_hand_stays_there(study, two_camps):
    choices = Choices(mode="actors", places=("a1 0.25 0.75",))
    places = placed(two_camps, choices, study, ())
    assert places["a1"] == (0.25, 0.75)
    assert {node: places[node] for node in places if node != "a1"} == {
        node: place for node, place in by_force(two_camps).items() if node != "a1"
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, "columns"), ({"mode": "actors"}, "force"), ({"layout": "circle"}, "circle")],
)
def test_the_usual_layout_is_that_of_the_mode(given, expected):
    assert layout_of(Choices(**given)) == expected


@pytest.mark.parametrize("threshold", [3.0, 1e6])
@pytest.mark.parametrize("layout", ["usual", "force", "circle", "matrix"])
def test_nodes_without_ties_stand_below_in_columns_and_have_a_place_anywhere(
    study, threshold, layout
):
    shown = picture(study, Choices(isolates=True, threshold=threshold, layout=layout))
    for side in (0, 1):
        nodes = sorted((n for n in shown["nodes"] if n["side"] == side), key=lambda n: n["y"])
        assert nodes and all(0 <= node["y"] <= 1 for node in nodes)
        if layout in ("usual", "matrix"):
            assert [n["ties"] == 0 for n in nodes] == sorted(n["ties"] == 0 for n in nodes)


def test_an_empty_network_has_no_places(study):
    assert placed(nx.Graph(), Choices(), study, ()) == {}
