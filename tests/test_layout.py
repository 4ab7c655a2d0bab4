from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from analysis.graphs import graph
from analysis.layout import best_order, crossings, two_columns

matrices = arrays(
    float, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 3)
)


@given(matrices)
def test_crossings_are_those_counted_pair_by_pair(matrix):
    edges = [(i, j, w) for (i, j), w in np.ndenumerate(matrix) if w]
    by_hand = sum(w * v for (i, j, w), (k, m, v) in combinations(edges, 2) if (i - k) * (j - m) < 0)
    assert crossings(matrix) == by_hand


@settings(max_examples=50)
@given(matrices)
def test_the_best_order_is_a_permutation_and_no_worse(matrix):
    rows, columns = best_order(matrix, 1)
    assert sorted(rows) == list(range(matrix.shape[0]))
    assert sorted(columns) == list(range(matrix.shape[1]))
    assert crossings(matrix[np.ix_(rows, columns)]) <= crossings(matrix)


def test_a_network_that_can_be_drawn_without_crossings_is():
    order = np.random.default_rng(7).permutation(8)
    matrix = (np.eye(8) + np.eye(8, k=1))[order][:, order[::-1]]
    rows, columns = best_order(matrix, 1)
    assert crossings(matrix[np.ix_(rows, columns)]) == 0


def test_places_are_seeded_and_in_two_columns(study):
    network = graph(study)
    places = two_columns(network, 1)
    assert places == two_columns(network, 1)
    assert all(x == network.nodes[node]["bipartite"] for node, (x, _) in places.items())
    assert len(set(places.values())) == len(network)
    assert two_columns(nx.Graph(), 1) == {}
