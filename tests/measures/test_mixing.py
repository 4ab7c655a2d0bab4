import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.mixing import ei_by_node, ei_index


@st.composite
def networks(draw):
    size = draw(st.integers(1, 7))
    weights, pairs = np.zeros((size, size)), size * (size - 1) // 2
    weights[np.triu_indices(size, 1)] = draw(
        st.lists(st.integers(0, 3), min_size=pairs, max_size=pairs)
    )
    ids = list("abcdefg")[:size]
    groups = draw(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size))
    return pd.DataFrame(weights + weights.T, ids, ids), pd.Series(groups, ids)


@tries(50)
@given(networks())
def test_the_index_is_that_of_ties_counted_one_by_one(network):
    matrix, groups = network
    graph = nx.from_pandas_adjacency(matrix)
    external = internal = 0.0
    for i, j, weight in graph.edges(data="weight"):
        external += weight * (groups[i] != groups[j])
        internal += weight * (groups[i] == groups[j])
    total = external + internal
    assert ei_index(*network) == pytest.approx((external - internal) / total if total else 0)


@tries(50)
@given(networks())
def test_the_index_is_the_mean_of_those_of_nodes_weighted_by_strength(network):
    matrix, groups = network
    by_node, strength = ei_by_node(matrix, groups), matrix.sum(axis=1)
    assert by_node.between(-1, 1).all() and (by_node[strength == 0] == 0).all()
    assert ei_index(matrix, groups) * strength.sum() == pytest.approx(by_node @ strength)


def test_the_karate_club_split_in_its_two_halves():
    """Of its 78 ties 11 run between the halves (NetworkX; Zachary 1977)."""
    club = nx.karate_club_graph()
    matrix = nx.to_pandas_adjacency(club, weight=None)
    groups = pd.Series(nx.get_node_attributes(club, "club"))
    external = nx.cut_size(club, groups.index[groups == "Officer"])
    assert ei_index(matrix, groups) == pytest.approx((2 * external - 78) / 78)


def test_extremes():
    matrix = pd.DataFrame(1 - np.eye(4), list("abcd"), list("abcd"))
    assert ei_index(matrix, pd.Series(1, list("abcd"))) == -1
    assert ei_index(matrix, pd.Series(list("wxyz"), list("abcd"))) == 1


@tries(30)
@given(networks(), st.integers(0, 9))
def test_order_scale_and_other_nodes_do_not_matter(network, seed):
    matrix, groups = network
    order = np.random.default_rng(seed).permutation(len(matrix))
    other = matrix.iloc[order, order] * 3, pd.concat([pd.Series({"other": "x"}), groups[::-1]])
    assert ei_index(*other) == pytest.approx(ei_index(*network))
    assert ei_by_node(*other)[matrix.index].tolist() == pytest.approx(ei_by_node(*network).tolist())


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "b"]])
def test_without_ties_the_index_is_zero(ids):
    matrix, groups = pd.DataFrame(0.0, ids, ids), pd.Series(1, ids)
    assert ei_index(matrix, groups) == 0
    by_node = ei_by_node(matrix, groups)
    assert by_node.to_dict() == dict.fromkeys(ids, 0) and by_node.dtype == float


TIED = pd.DataFrame([[0.0, 1], [1, 0]], list("ab"), list("ab"))
BOTH = pd.Series({"a": 1, "b": 2})


@pytest.mark.parametrize("measure", [ei_index, ei_by_node])
@pytest.mark.parametrize(
    ("matrix", "groups", "expected"),
    [
        (TIED, BOTH[:0], "groups: none for 'a', 'b'; expected a group for every node"),
        (TIED, pd.Series({"a": "x", "b": None}), "groups: none for 'b'; expected a group for"),
        (TIED, pd.Series([1, 1, 2], list("aab")), "groups: 'a' more than once; expected one group"),
        (-TIED, BOTH, "matrix: -1 at 'a', 'b'; expected a network of non-negative weights"),
        (pd.DataFrame(1.0, list("ab"), list("xy")), BOTH, "matrix: two-mode; expected a one-mode"),
    ],
)
def test_a_wrong_input_is_told(measure, matrix, groups, expected):
    with pytest.raises(InputError) as raised:
        measure(matrix, groups)
    assert str(raised.value).startswith(expected)
