"""Expected values: closed forms, and NetworkX, on exact fractions where paths are weighted."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.centrality import betweenness, degree, eigenvector, strength

MEASURES = (degree, strength, betweenness, eigenvector)


def one_mode(rows: list[list[float]]) -> pd.DataFrame:
    ids = list("abcdefgh")[: len(rows)]
    return pd.DataFrame(rows, ids, ids, dtype=float)


def two_mode(rows: list[list[float]]) -> pd.DataFrame:
    columns = list("stuvwxyz")[: len(rows[0])]
    return pd.DataFrame(rows, list("abcdefgh")[: len(rows)], columns, dtype=float)


def symmetric(values: list[float]) -> pd.DataFrame:
    """Return the one-mode matrix of as many nodes as the weights of pairs are enough for."""
    size = int((1 + (1 + 8 * len(values)) ** 0.5) / 2)
    matrix = np.zeros((size, size))
    matrix[np.triu_indices(size, 1)] = values[: size * (size - 1) // 2]
    return one_mode((matrix + matrix.T).tolist())


few = st.one_of(st.just(0), st.integers(0, 12))
one_modes = st.lists(few, max_size=28).map(symmetric)
two_modes = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(few, min_size=columns, max_size=columns), min_size=1, max_size=6
    ).map(two_mode)
)
davis = nx.davis_southern_women_graph()
women, events = davis.graph["top"], davis.graph["bottom"]
SOUTHERN_WOMEN = pd.DataFrame(
    [[float(davis.has_edge(woman, event)) for event in events] for woman in women], women, events
)
KARATE = nx.to_pandas_adjacency(nx.karate_club_graph())


def graph(matrix: pd.DataFrame) -> nx.Graph:
    """Return the graph of a matrix, each tie being exactly 1 / weight long."""
    pairs = matrix.stack()
    return nx.Graph([(i, j, {"length": 1 / Fraction(int(w))}) for (i, j), w in pairs.items() if w])


def test_degree_is_that_of_networkx():
    expected = nx.bipartite.degree_centrality(davis, women)
    assert degree(SOUTHERN_WOMEN).to_dict() == pytest.approx(expected)
    assert degree(KARATE).to_dict() == pytest.approx(nx.degree_centrality(nx.karate_club_graph()))


def test_strength_is_the_sum_of_weights():
    assert strength(one_mode([[0, 2, -3], [2, 0, 1], [-3, 1, 0]])).tolist() == [-1, 3, -2]
    assert strength(two_mode([[1, 2], [0, -4]])).to_dict() == {"a": 3, "b": -4, "s": 1, "t": -2}
    weighted = dict(nx.karate_club_graph().degree(weight="weight"))
    assert strength(KARATE).to_dict() == pytest.approx(weighted)


def test_betweenness_in_two_modes_is_that_of_networkx():
    expected = nx.bipartite.betweenness_centrality(davis, women)
    assert betweenness(SOUTHERN_WOMEN).to_dict() == pytest.approx(expected)


@pytest.mark.parametrize(("rows", "columns"), [(1, 4), (2, 3), (3, 2), (4, 4), (7, 3), (8, 2)])
def test_the_most_betweenness_in_two_modes_is_one(rows, columns):
    """The first row has every column, the others hang on columns, as evenly as may be."""
    matrix = np.zeros((rows, columns))
    matrix[0] = 1
    matrix[np.arange(1, rows), np.arange(rows - 1) % columns] = 1
    most = betweenness(two_mode(matrix.tolist()))
    assert most["a"] == pytest.approx(1) and most.max() <= 1 + 1e-12


@tries(50)
@given(one_modes)
def test_weighted_betweenness_is_that_of_networkx_on_exact_lengths(matrix):
    expected = nx.betweenness_centrality(graph(matrix), weight="length", normalized=False)
    pairs = (len(matrix) - 1) * (len(matrix) - 2) / 2
    for node, share in betweenness(matrix).items():
        assert share == pytest.approx(expected.get(node, 0) / max(pairs, 1))


@tries(50)
@given(two_modes)
def test_weighted_betweenness_in_two_modes_is_in_proportion_to_that_of_networkx(matrix):
    expected = nx.betweenness_centrality(graph(matrix), weight="length", normalized=False)
    shares = betweenness(matrix)
    assert shares.between(0, 1 + 1e-12).all()
    for mode in (matrix.index, matrix.columns):
        unscaled = np.array([float(expected.get(node, 0)) for node in mode])
        ratio = unscaled.sum() / shares[mode].sum() if shares[mode].sum() else 0
        assert unscaled == pytest.approx(shares[mode].to_numpy() * ratio)


def test_rounding_does_not_decide_between_equal_paths():
    """From a to d it is 1 + 1/6 by way of b, and 1/2 + 1/3 + 1/3 by way of c and e."""
    assert 1 + 1 / 6 != 1 / 2 + 1 / 3 + 1 / 3
    matrix = one_mode(np.zeros((5, 5)).tolist())
    for (i, j), weight in {"ab": 1, "bd": 6, "ac": 2, "ce": 3, "ed": 3}.items():
        matrix.loc[i, j] = matrix.loc[j, i] = weight
    assert (betweenness(matrix) * 6).tolist() == pytest.approx([0, 0.5, 1.5, 2, 2.5])


def test_eigenvector_is_that_of_networkx():
    scores = nx.eigenvector_centrality_numpy(nx.karate_club_graph(), weight="weight")
    assert eigenvector(KARATE).to_dict() == pytest.approx(scores)
    scores = nx.eigenvector_centrality_numpy(davis)
    both = eigenvector(SOUTHERN_WOMEN)
    assert (both / np.sqrt(2)).to_dict() == pytest.approx(scores)


@tries(50)
@given(one_modes)
def test_an_eigenvector_solves_its_equation(matrix):
    scores, weights = eigenvector(matrix).to_numpy(), matrix.to_numpy()
    value = scores @ weights @ scores
    assert weights @ scores == pytest.approx(value * scores, abs=1e-6)
    assert (scores >= 0).all()
    if weights.any():
        assert value == pytest.approx(np.abs(np.linalg.eigvalsh(weights)).max())
        assert scores @ scores == pytest.approx(1)


@tries(50)
@given(two_modes)
def test_scores_of_two_modes_are_singular_vectors(matrix):
    scores, weights = eigenvector(matrix), matrix.to_numpy()
    rows, columns = scores[matrix.index].to_numpy(), scores[matrix.columns].to_numpy()
    value = np.linalg.svd(weights)[1][0]
    assert weights @ columns == pytest.approx(value * rows, abs=1e-6)
    assert rows @ weights == pytest.approx(value * columns, abs=1e-6)
    assert rows @ rows == pytest.approx(float(weights.any()))
    assert columns @ columns == pytest.approx(float(weights.any()))


def test_the_component_of_the_greatest_eigenvalue_has_it_all_and_equal_ones_share():
    pair, triangle = [("a", "b")], [("c", "d"), ("d", "e"), ("c", "e")]
    unequal = nx.to_pandas_adjacency(nx.Graph(pair + triangle))
    assert eigenvector(unequal).round(9).tolist() == [0, 0, *[round(3**-0.5, 9)] * 3]
    assert eigenvector(unequal)[["a", "b"]].tolist() == [0, 0]
    equal = nx.to_pandas_adjacency(nx.Graph([*pair, ("c", "d")]))
    assert eigenvector(equal).tolist() == pytest.approx([0.5] * 4)


@pytest.mark.parametrize("measure", MEASURES)
@tries(20)
@given(matrix=st.one_of(one_modes, two_modes), seed=st.integers(0, 9))
def test_measures_are_finite_and_blind_to_order(measure, matrix, seed):
    values = measure(matrix)
    assert np.isfinite(values).all() and values.index.is_unique
    rows = np.random.default_rng(seed).permutation(len(matrix))
    columns = rows if matrix.index.equals(matrix.columns) else slice(None)
    other = measure(matrix.iloc[rows, columns])
    assert list(other.index[: len(rows)]) == list(matrix.index[rows])
    assert other[values.index].tolist() == pytest.approx(values.tolist())


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "matrix",
    [
        pd.DataFrame(),
        one_mode([[0]]),
        one_mode([[0, 0], [0, 0]]),
        two_mode([[0, 0], [0, 0]]),
        pd.DataFrame(index=["a"], dtype=float),
        pd.DataFrame(columns=["x", "y"], dtype=float),
    ],
)
def test_nothing_to_measure_gives_zero_for_every_node(measure, matrix):
    values = measure(matrix)
    assert values.name == measure.__name__ and values.dtype == float
    assert len(values) == len(set(matrix.index) | set(matrix.columns)) and (values == 0).all()


@pytest.mark.parametrize("measure", [degree, betweenness, eigenvector])
@pytest.mark.parametrize("matrix", [one_mode([[0, -1], [-1, 0]]), two_mode([[2, -1]])])
def test_a_negative_weight_is_told(measure, matrix):
    expected = "; expected a network of non-negative weights, such as congruence"
    with pytest.raises(InputError, match=f"^matrix: -1 at 'a', '[bt]'{expected}$"):
        measure(matrix)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (pd.DataFrame(1.0, list("abc"), list("bcd")), "matrix: 'b', 'c' on both axes; expected"),
        (
            pd.DataFrame(0.0, list("ab"), list("ba")),
            "matrix: 'a', 'b' on both axes; expected the "
            "same ids in one order (one-mode) or no id on both axes (two-mode)",
        ),
        (pd.DataFrame(0.0, list("aab"), list("xy")), "matrix: 'a' more than once in the rows"),
        (pd.DataFrame(0.0, ["a"], list("xx")), "matrix: 'x' more than once in the columns"),
        (one_mode([[0, 1], [2, 0]]), "matrix: 1 at 'a', 'b'; expected a symmetric matrix"),
        (one_mode([[0, 1], [1, 3]]), "matrix: 3 at 'b', 'b'; expected no tie of a node to itself"),
        (two_mode([[0, np.nan]]), "matrix: nan at 'a', 't'; expected a finite number"),
        (one_mode([[0, np.inf], [np.inf, 0]]), "matrix: inf at 'a', 'b'; expected a finite"),
    ],
)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_matrix_of_neither_kind_is_told(measure, matrix, expected):
    with pytest.raises(InputError) as raised:
        measure(matrix)
    assert str(raised.value).startswith(expected)
