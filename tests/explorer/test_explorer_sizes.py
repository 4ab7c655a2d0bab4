import networkx as nx
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.explorer.chosen import SIZES
from analysis.explorer.sizes import most_tied, sizes_of
from analysis.networks.graphs import strengths, strongest

PAIRS = st.tuples(st.integers(0, 6).map("a{}".format), st.integers(0, 6).map("s{}".format))
TIES = st.dictionaries(PAIRS, st.sampled_from([-2.0, -1.0, 1.0, 3.0]), max_size=20)


def network_of(ties) -> nx.Graph:
    network = nx.Graph(rows="actor")
    for (row, column), weight in ties.items():
        network.add_node(row, bipartite=0)
        network.add_node(column, bipartite=1)
        network.add_edge(row, column, weight=weight)
    return network


@pytest.mark.parametrize("size", SIZES)
@tries(30)
@given(ties=TIES)
def test_sizes_are_shares_of_the_largest(size, ties):
    network = network_of(ties)
    network.add_node("alone", bipartite=0)
    sizes = sizes_of(network, size)
    assert set(sizes) == set(network) and sizes["alone"] == 0
    assert all(0 <= value <= 1 + 1e-12 for value in sizes.values())
    if ties and size in ("strength", "degree"):
        assert max(sizes.values()) == 1


@tries(30)
@given(ties=TIES)
def test_a_strength_that_is_known_is_taken(ties):
    network = network_of(ties)
    known = strengths(network)
    assert sizes_of(network, "strength", known) == sizes_of(network, "strength")


@tries(60)
@given(ties=TIES, most=st.integers(1, 8))
def test_without_isolates_the_part_is_that_of_the_strongest(ties, most):
    network = network_of(ties)
    part, expected = most_tied(network, most, isolates=False), strongest(network, most)
    assert list(part.nodes(data=True)) == list(expected.nodes(data=True))
    assert list(part.edges(data=True)) == list(expected.edges(data=True))
    assert sum(part.graph["of"]) == len(network) and part.graph["rows"] == "actor"


@tries(60)
@given(ties=TIES, most=st.integers(1, 8))
def test_with_isolates_each_side_has_as_many_as_there_may_be(ties, most):
    network = network_of(ties)
    part = most_tied(network, most, isolates=True)
    for side in (0, 1):
        kept = [node for node, own in part.nodes(data="bipartite") if own == side]
        there = [node for node, own in network.nodes(data="bipartite") if own == side]
        assert len(kept) == min(most, len(there))
        least = min((strengths(network)[node] for node in kept), default=0)
        assert all(strengths(network)[node] <= least for node in set(there) - set(kept))
    assert nx.utils.edges_equal(part.edges, network.subgraph(part).edges)


def test_a_network_that_loses_nothing_is_left_as_it_was():
    network = network_of({("a1", "s1"): 1.0, ("a2", "s1"): -2.0})
    part = most_tied(network, 9, isolates=False)
    assert list(part.edges(data=True)) == list(network.edges(data=True))
    assert part.graph["of"] == [2, 1]


def test_among_equals_the_first_id_is_kept():
    network = network_of({("a2", "s1"): 1.0, ("a1", "s1"): 1.0})
    assert sorted(most_tied(network, 1, isolates=False)) == ["a1", "s1"]
