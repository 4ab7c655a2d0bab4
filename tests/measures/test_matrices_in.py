"""Each measure takes a matrix or a graph, and tells in words what else it was given."""

from functools import partial

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.camps import camps, polarisation
from analysis.measures.centrality import betweenness, degree, eigenvector, strength
from analysis.measures.communities import communities, modularity, stable_communities
from analysis.measures.disparity import backbone, disparity
from analysis.measures.likeness import correlation, overlap
from analysis.measures.matrices_in import matrix_of
from analysis.measures.mixing import ei_by_node, ei_index
from analysis.measures.nulls import bicm, binary, rewired
from analysis.measures.specialisation import balassa
from analysis.measures.structural_balance import balanced_triads, frustration
from analysis.measures.validated import validated
from analysis.networks.graphs import graph
from analysis.networks.matrices import two_mode

IDS = list("abcd")
FLAT = pd.DataFrame([[0, 2, 1, 0], [2, 0, 0, 3], [1, 0, 0, 1], [0, 3, 1, 0]], IDS, IDS)
GROUPS = pd.Series([1, 1, 2, 2], IDS)

ONE_MODE = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "eigenvector": eigenvector,
    "camps": lambda network: camps(network, network),
    "polarisation": lambda network: polarisation(network, network),
    "communities": communities,
    "modularity": lambda network: modularity(network, GROUPS),
    "stable_communities": lambda network: stable_communities(network, runs=3).partition,
    "disparity": disparity,
    "backbone": lambda network: backbone(network, disparity(FLAT), alpha=0.5),
    "ei_index": lambda network: ei_index(network, GROUPS),
    "ei_by_node": lambda network: ei_by_node(network, GROUPS),
    "balanced_triads": balanced_triads,
    "frustration": lambda network: frustration(network).camps,
    "correlation": lambda network: correlation(network, FLAT),
    "overlap": lambda network: overlap(network, FLAT),
}
TWO_MODE = {
    "degree": degree,
    "communities": communities,
    "binary": binary,
    "bicm": bicm,
    "rewired": lambda network: next(rewired(network, draws=1)),
    "balassa": balassa,
    "validated": validated,
}


def as_floats(result):
    return result.astype(float) if isinstance(result, pd.Series | pd.DataFrame) else result


def same(one, other):
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(as_floats(one), as_floats(other), check_names=False)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(as_floats(one), as_floats(other), check_names=False)
    else:
        assert one == other


@pytest.mark.parametrize("measure", ONE_MODE.values(), ids=ONE_MODE)
def test_a_graph_is_measured_as_its_matrix(measure):
    network = nx.from_pandas_adjacency(FLAT)
    same(measure(network), measure(FLAT))


@pytest.mark.parametrize("measure", TWO_MODE.values(), ids=TWO_MODE)
def test_a_two_mode_graph_is_measured_as_its_matrix(study, measure):
    said = study.statements[:40]
    same(measure(graph(said)), measure(two_mode(said)))


@pytest.mark.parametrize("measure", (ONE_MODE | TWO_MODE).values(), ids=ONE_MODE | TWO_MODE)
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([[0, 1], [1, 0]], ": list; expected a matrix (a DataFrame), such as of analysis.one_mode"),
        (FLAT.to_numpy(), ": ndarray; expected a matrix"),
        (FLAT["a"], ": Series; expected a matrix"),
        ("network.csv", ": str; expected a matrix"),
        (None, ": NoneType; expected a matrix"),
        (nx.DiGraph([("a", "b")]), ": a graph with direction; expected one without"),
        (FLAT.astype(str), ": '0' at 'a', 'a'; expected numbers"),
        (FLAT.astype(object).replace(3, "3"), ": '3' at 'b', 'd'; expected numbers"),
        (nx.Graph([("a", "b", {"weight": "x"})]), ": a weight that is no number"),
    ],
)
def test_anything_else_is_refused_in_words(measure, given, expected):
    with pytest.raises(InputError) as raised:
        measure(given)
    assert expected in str(raised.value)


def test_a_graph_keeps_its_order_and_an_edge_without_weight_weighs_one():
    network = nx.Graph()
    network.add_nodes_from(["y", "x"], bipartite=1)
    network.add_nodes_from(["b", "a"], bipartite=0)
    network.add_edges_from([("y", "b"), ("a", "x")])
    matrix = matrix_of(network)
    assert list(matrix.index) == ["b", "a"] and list(matrix.columns) == ["y", "x"]
    assert matrix.to_numpy().tolist() == [[1, 0], [0, 1]]
    assert matrix_of(nx.MultiGraph([("a", "b"), ("a", "b")])).loc["a", "b"] == 2


@pytest.mark.parametrize("more", [("a", "b"), ("x", "y"), ("a", "new")])
def test_a_graph_that_is_only_partly_two_mode_is_refused(more):
    network = nx.Graph()
    network.add_nodes_from("ab", bipartite=0)
    network.add_nodes_from("xy", bipartite=1)
    network.add_edges_from([("a", "x"), more])
    with pytest.raises(InputError, match="matrix: not two-mode; expected ties of nodes 0"):
        degree(network)


def test_missing_cells_of_any_type_are_missing_numbers():
    for empty in (pd.NA, None, np.nan):
        matrix = FLAT.astype(object)
        matrix.loc["a", "b"] = empty
        with pytest.raises(InputError, match="matrix: nan at 'a', 'b'; expected a finite number"):
            degree(matrix)
    whole = partial(FLAT.astype, "Int64")
    same(degree(whole()), degree(FLAT))
