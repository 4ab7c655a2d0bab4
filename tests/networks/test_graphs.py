from itertools import islice

import networkx as nx
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.networks.cells import cells
from analysis.networks.directed import directed_matrices
from analysis.networks.graphs import (
    actor_graph,
    graph,
    one_mode_graph,
    statements_behind,
    strongest,
    ties,
)
from analysis.networks.matrices import one_mode, two_mode
from analysis.study.selection import select, with_documents


@pytest.fixture(scope="module")
def network(study):
    return graph(study, "party")


def test_nodes_carry_kind_names_and_side(network):
    assert network.nodes["russia"] == {
        "bipartite": 0,
        "mode": "party",
        "kind": "state",
        "name_en": "Russia",
        "name_fr": "Russie",
        "name_ru": "Россия",
        "name_kk": "Ресей",
    }
    assert network.nodes["oil"]["kind"] == "sector" and network.nodes["oil"]["bipartite"] == 1
    assert nx.is_bipartite(network)


def test_edges_agree_with_the_matrices(study, network):
    counts = cells(study.statements, "party", "sector").set_index(["row", "column"])["count"]
    assert {tuple(sorted(edge)) for edge in network.edges} == {
        tuple(sorted(pair)) for pair in counts.index
    }
    for row, column in counts.index:
        edge = network.edges[row, column]
        assert edge["weight"] == counts[row, column] == len(edge["statements"])
        assert edge["net_stance"] == edge["positive"] - edge["negative"]
    actors = graph(study, rows="actor")
    net = two_mode(study.statements, aggregation="subtract")
    for row, column, value in actors.edges(data="net_stance"):
        assert net.loc[row, column] == value


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
def test_each_edge_leads_to_its_statements_and_sources(study, network, step):
    for row, column, edge in islice(network.edges(data=True), 0, None, step):
        behind = statements_behind(study, network, row, column)
        assert len(behind) == edge["weight"]
        assert (behind["sector"] == column).all()
        assert ((behind["actor"] == row) | (behind["target"] == row)).all()
        assert behind["url"].str.startswith("http").all()


def test_the_duplicates_rule_thins_the_edges(study, network):
    once = graph(study, "party", duplicates="acrossrange")
    assert set(once.edges) == set(network.edges)
    assert once.edges["kazakhstan", "oil"]["weight"] == 1
    assert len(statements_behind(study, once, "kazakhstan", "oil")) == 1


@pytest.mark.parametrize("most", [3, 14, 100])
def test_the_strongest_stay_in_the_order_of_the_network(network, most):
    kept = strongest(network, most)
    assert list(kept) == [node for node in network if node in kept]


def test_the_strongest_are_kept_with_what_ties_them(network):
    part = strongest(network, 10)
    sides = [side for _, side in part.nodes(data="bipartite")]
    assert sides.count(0) <= 10 and sides.count(1) == 10
    assert part.graph["of"] == [
        sum(side == wanted for _, side in network.nodes(data="bipartite")) for wanted in (0, 1)
    ]
    least = min(
        network.degree(node, weight="weight") for node in part if part.nodes[node]["bipartite"] == 1
    )
    others = [
        node for node, side in network.nodes(data="bipartite") if side == 1 and node not in part
    ]
    assert all(network.degree(node, weight="weight") <= least for node in others)
    assert strongest(nx.Graph(), 5).graph["of"] == [0, 0]


def test_ties_lead_from_rows_to_columns_whatever_was_cut_out(study, network):
    for graph_ in (network, strongest(network, 10)):
        found = list(ties(graph_))
        assert len(found) == graph_.number_of_edges()
        assert {row for row, _, _ in found} <= set(study.actors["actor_id"])
        assert {column for _, column, _ in found} <= set(study.sectors["sector_id"])


@pytest.mark.long
def test_layers_of_acts_agree_with_the_matrices(study):
    acts = actor_graph(study, "relation")
    layers = directed_matrices(study.statements, "relation")
    assert acts.number_of_edges() == sum((layer != 0).sum(axis=None) for layer in layers.values())
    for actor, target, layer, edge in acts.edges(keys=True, data=True):
        assert edge["weight"] == layers[layer].loc[actor, target]
        behind = statements_behind(study, acts, actor, target, layer)
        assert (behind["actor"] == actor).all() and (behind["target"] == target).all()
        assert (behind["relation"] == layer).all() and len(behind) == edge["weight"]
    both = statements_behind(study, acts, "kazakhstan", "russia")
    assert len(both) == directed_matrices(study.statements)["all"].loc["kazakhstan", "russia"]


@pytest.mark.long
def test_a_tie_between_speakers_rests_on_what_both_speak_of(study):
    matrix = one_mode(study.statements, "speaker", scale=study.scale)
    network = one_mode_graph(study, matrix, "speaker")
    assert set(network) == set(matrix.index)
    assert network.number_of_edges() == (matrix != 0).sum(axis=None) / 2
    for one, other, edge in sorted(network.edges(data=True))[::40]:
        behind = statements_behind(study, network, one, other)
        assert set(behind["speaker"]) == {one, other}
        shared = set.intersection(*(set(part) for _, part in behind.groupby("speaker")["sector"]))
        assert set(behind["sector"]) == shared
        alone = one_mode(behind, "speaker", scale=study.scale)
        assert alone.loc[one, other] == pytest.approx(edge["weight"])


def test_a_node_without_a_tie_stays(study):
    matrix = pd.DataFrame(0.0, ["putin", "tokayev"], ["putin", "tokayev"])
    network = one_mode_graph(study, matrix, "speaker")
    assert set(network) == {"putin", "tokayev"} and network.number_of_edges() == 0


def test_an_empty_selection_gives_an_empty_graph(study):
    empty = select(study, until="2000")
    assert len(graph(empty)) == len(actor_graph(empty)) == 0
    assert len(one_mode_graph(empty, one_mode(empty.statements, scale=study.scale))) == 0


def test_wrong_nodes_edges_and_fields_are_told(study, network):
    with pytest.raises(InputError, match="node: 'rusia' is not in the network; expected 'russia'"):
        statements_behind(study, network, "rusia", "oil")
    with pytest.raises(InputError, match="edge: 'ukraine' and 'oil' are not tied; expected one of"):
        statements_behind(study, network, "ukraine", "oil")
    with pytest.raises(InputError, match="field: 'stance' has no names"):
        graph(study, rows="stance")
    with pytest.raises(InputError, match="'actor' and 'target' are both actors"):
        graph(study, rows="actor", columns="target")
    acts = actor_graph(study)
    with pytest.raises(InputError, match="layer: 'oyl' does not tie 'kazakhstan' to 'russia'"):
        statements_behind(study, acts, "kazakhstan", "russia", "oyl")
    with pytest.raises(InputError, match="layer: 'oil' does not tie 'kazakhstan' to 'oil'"):
        statements_behind(study, network, "kazakhstan", "oil", "oil")
    with pytest.raises(InputError, match="field: 'stance' has no names"):
        actor_graph(study, "stance")


@pytest.mark.parametrize("duplicates", ["include", "family"])
def test_subtracting_weighs_as_the_matrix_does(study, duplicates):
    choices = {"aggregation": "subtract", "duplicates": duplicates}
    network = graph(study, "party", **choices)
    matrix = two_mode(with_documents(study), "party", "sector", **choices)
    expected = {
        (row, column): value
        for row, line in matrix.iterrows()
        for column, value in line.items()
        if value
    }
    assert {(row, column): edge["weight"] for row, column, edge in ties(network)} == expected
    assert not list(nx.isolates(network)) and network.graph["aggregation"] == "subtract"


def test_an_aggregation_without_a_width_is_refused(study):
    with pytest.raises(InputError, match="aggregation: 'combine'; expected one of: ignore"):
        graph(study, aggregation="combine")
