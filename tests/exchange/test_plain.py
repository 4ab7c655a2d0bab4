import networkx as nx
import pytest

from analysis.errors import InputError
from analysis.exchange.plain import is_two_mode, plain
from analysis.networks.graphs import actor_graph, graph, one_mode_graph, strongest
from analysis.networks.matrices import one_mode
from analysis.study.selection import select


def ends(network):
    return [(edge["source"], edge["target"]) for edge in plain(network, "en").edges]


def test_nodes_and_edges_stand_in_the_order_of_ids():
    network = nx.Graph([("c", "b"), ("c", "a"), ("b", "a")])
    assert [node["id"] for node in plain(network, "en").nodes] == ["a", "b", "c"]
    assert ends(network) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_directed_edge_keeps_its_direction():
    assert ends(nx.DiGraph([("c", "b"), ("b", "c"), ("b", "a")])) == [
        ("b", "a"),
        ("b", "c"),
        ("c", "b"),
    ]


def test_in_a_two_mode_network_rows_come_first(two_mode_graph):
    some = strongest(two_mode_graph, 8)
    told = plain(some, "en")
    assert told.two_mode and [node["bipartite"] for node in told.nodes] == [0] * 8 + [1] * 8
    assert {
        (some.nodes[one]["bipartite"], some.nodes[other]["bipartite"]) for one, other in ends(some)
    } == {(0, 1)}


def test_which_networks_are_two_mode(study, two_mode_graph):
    assert is_two_mode(two_mode_graph) and is_two_mode(graph(select(study, since="2100")))
    assert not is_two_mode(one_mode_graph(study, one_mode(study.statements, scale=study.scale)))
    assert not is_two_mode(actor_graph(study)) and not is_two_mode(nx.Graph())
    inside = nx.Graph([("a", "b"), ("a", "x")])
    nx.set_node_attributes(inside, {"a": 0, "b": 0, "x": 1}, "bipartite")
    assert not is_two_mode(inside)


def test_a_node_is_labelled_by_its_name_or_its_own_label_or_its_id():
    network = nx.Graph()
    network.add_node("a", name_en="A", name_fr="À", label="other")
    network.add_nodes_from([("b", {"label": "B"}), ("c", {"name_en": ""}), (4, {})])
    labels = {node["id"]: node["label"] for node in plain(network, "fr").nodes}
    assert labels == {"a": "À", "b": "B", "c": "c", "4": "4"}


def test_the_key_of_a_parallel_edge_is_kept_where_it_tells_something():
    network = nx.MultiGraph()
    network.add_edge("a", "b", "first")
    network.add_edge("a", "b", "second", layer="second")
    network.add_edge("a", "b")
    told = [(edge.get("key"), edge.get("layer")) for edge in plain(network, "en").edges]
    assert sorted(told, key=str) == [("first", None), (None, "second"), (None, None)]


def test_no_edge_has_the_id_of_a_node():
    told = plain(nx.path_graph(["e0", "e1", "ee2"]), "en")
    assert [edge["id"] for edge in told.edges] == ["ee0", "ee1"]
    assert [edge["id"] for edge in plain(nx.path_graph(["ee0", "e1", "z"]), "en").edges] == [
        "eee0",
        "eee1",
    ]


def test_every_problem_is_told_at_once():
    network = nx.Graph(of={"a": 1})
    network.add_node("a", name_en="A\x07", id="b")
    network.add_nodes_from([1, "1", ""])
    network.add_edge("a", 1, weight=float("nan"))
    network.add_edge("a", "1", weight="much", source="a")
    network.add_edge(1, "1", weight=float("inf"))
    with pytest.raises(InputError) as raised:
        plain(network, "en")
    own = "is the file's own; expected another name"
    assert raised.value.problems == [
        "node '1': its id is no text of its own; expected one that no other has",
        "node '': its id is no text of its own; expected one that no other has",
        "network: of: {'a': 1}; expected text, a number, a truth value, a date or a list of these",
        f"node 'a': attribute 'id' {own}",
        r"node 'a': name_en: 'A\x07' holds the control character '\x07'; expected text without",
        "edge 'a' to '1': weight: nan; expected a finite number",
        f"edge 'a' to '1': attribute 'source' {own}",
        "edge 'a' to '1': weight: 'much'; expected a finite number",
        "edge '1' to '1': weight: inf; expected a finite number",
    ]


def test_an_id_that_no_file_holds_is_told():
    with pytest.raises(InputError, match=r"node 'a\\x0bb': 'a\\x0bb' holds the control character"):
        plain(nx.path_graph(["a\x0bb", "c"]), "en")
