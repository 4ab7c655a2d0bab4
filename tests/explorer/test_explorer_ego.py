"""A node with its neighbours, and the paths between two."""

from dataclasses import replace

import networkx as nx
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.explorer.chosen import Choices, read_choices
from analysis.explorer.ego import around, between
from analysis.explorer.exports import chart
from analysis.explorer.view import chosen, network, picture

ALL = 999


@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize(
    "choices",
    [Choices(ego="energy"), Choices(mode="actors", aggregation="congruence", ego="russia")],
    ids=["two-mode", "actors"],
)
def test_what_is_shown_is_within_so_many_ties(study, choices, steps):
    choices = replace(choices, most=ALL, steps=steps)
    whole = network(chosen(study, choices), replace(choices, ego=""))
    far = nx.single_source_shortest_path_length(whole, choices.ego, cutoff=steps)
    told = picture(study, choices)
    assert {node["id"] for node in told["nodes"]} == set(far)
    assert len(told["edges"]) == whole.subgraph(far).number_of_edges()
    assert told["ego"] == {
        "id": choices.ego,
        "name": {"energy": "Energy", "russia": "Russia"}[choices.ego],
        "steps": steps,
        "to": "",
        "far": None,
    }


graphs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=20).map(
    lambda ties: nx.Graph((str(one), str(other)) for one, other in ties if one != other)
)


@tries(40)
@given(network=graphs, data=st.data())
def test_paths_are_all_the_shortest_ones_and_nothing_else(network, data):
    if len(network) < 2:
        return
    one, other = data.draw(st.permutations(sorted(network)))[:2]
    found = between(network, one, other)
    if not nx.has_path(network, one, other):
        assert not len(found) and "far" not in found.graph
        return
    paths = list(nx.all_shortest_paths(network, one, other))
    ties = {frozenset(tie) for path in paths for tie in nx.utils.pairwise(path)}
    assert {frozenset(tie) for tie in found.edges} == ties
    assert found.graph["far"] == len(paths[0]) - 1


def test_a_node_without_ties_is_alone():
    assert list(around(nx.Graph([("a", "a")]), "a", 2)) == ["a"]


def test_what_is_asked_for_is_never_left_out_for_being_light(study):
    light = Choices(ego="brics", steps=2, most=2)
    assert "brics" in {node["id"] for node in picture(study, light)["nodes"]}
    ends = Choices(ego="brics", path_to="central_asia", most=1)
    nodes = {node["id"] for node in picture(study, ends)["nodes"]}
    assert {"brics", "central_asia"} <= nodes, "a path is whole"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"ego": "tokaev"}, "ego: 'tokaev'; expected 'tokayev' (nearest)"),
        ({"ego": "energy", "path_to": "chin"}, "path_to: 'chin'; expected 'china' (nearest)"),
    ],
)
def test_a_node_that_the_study_does_not_have_is_told(study, given, told):
    with pytest.raises(InputError) as raised:
        picture(study, read_choices(given))
    assert str(raised.value).startswith(told)


@pytest.mark.parametrize("given", [{"path_to": "china"}, {"ego": "china", "path_to": "china"}])
def test_a_path_begins_at_another_node(given):
    with pytest.raises(InputError, match="path_to: 'china'; expected another node"):
        read_choices(given)


def test_a_node_outside_the_view_is_an_empty_one_and_is_named(study):
    told = picture(study, Choices(ego="tokayev"))
    assert told["nodes"] == [] and told["ego"]["name"] == "Kassym-Jomart Tokayev"
    apart = Choices(mode="actors", aggregation="congruence", ego="kazakhstan", path_to="putin")
    assert picture(study, apart)["edges"] == []


def test_the_figure_says_around_what_it_looks_and_names_its_own_documents(study):
    ego = chart(study, Choices(ego="energy", steps=2))
    assert "Shown is all within 2 steps of Energy." in ego.caption
    paths = chart(study, Choices(ego="energy", path_to="diplomacy", layout="circle"))
    assert "Shown are the shortest paths from Energy to Diplomacy." in paths.caption
    told = picture(study, Choices(ego="energy", path_to="diplomacy"))
    assert len(paths.documents) == told["counts"]["documents"] < len(ego.documents)


def test_two_periods_have_each_their_own_neighbours(study):
    told = picture(study, Choices(ego="energy", until="2020", then_since="2021"))
    assert {node["id"] for node in told["nodes"]} == {node["id"] for node in told["then"]["nodes"]}
    assert len(told["edges"]) < len(told["then"]["edges"])
