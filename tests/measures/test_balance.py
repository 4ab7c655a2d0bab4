"""Expected values: closed forms of complete graphs and cycles, and brute force over all splits."""

from itertools import combinations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures import structural_balance as balance
from analysis.measures.structural_balance import balanced_triads, frustration


def signed(graph: nx.Graph, sign: float = 1) -> pd.DataFrame:
    ids = [f"n{node:02d}" for node in sorted(graph)]
    return pd.DataFrame(sign * nx.to_numpy_array(graph, sorted(graph)), ids, ids)


def random_signs(size: int, seed: int) -> pd.DataFrame:
    """Return signs at random for all pairs, the hardest of networks."""
    upper = np.triu(np.random.default_rng(seed).choice([-1.0, 1.0], (size, size)), 1)
    ids = [f"n{node:02d}" for node in range(size)]
    return pd.DataFrame(upper + upper.T, ids, ids)


@st.composite
def networks(draw, most=7):
    size = draw(st.integers(1, most))
    weights, pairs = np.zeros((size, size)), size * (size - 1) // 2
    weights[np.triu_indices(size, 1)] = draw(
        st.lists(st.integers(-3, 3) | st.just(0), min_size=pairs, max_size=pairs)
    )
    ids = list("abcdefgh")[:size]
    return pd.DataFrame(weights + weights.T, ids, ids)


def against(matrix: pd.DataFrame, camps: pd.Series) -> float:
    """Return the weight of positive ties between camps and of negative ones within."""
    return sum(
        abs(matrix.at[i, j])
        for i, j in combinations(matrix.index, 2)
        if (matrix.at[i, j] > 0) == (camps[i] != camps[j])
    )


def least(matrix: pd.DataFrame) -> float:
    splits = product((0, 1), repeat=len(matrix))
    return min(against(matrix, pd.Series(split, matrix.index)) for split in splits)


@tries(50)
@given(networks())
def test_balanced_triads_are_those_counted_one_by_one(matrix):
    products = [
        matrix.at[i, j] * matrix.at[j, k] * matrix.at[i, k]
        for i, j, k in combinations(matrix.index, 3)
    ]
    closed = [product for product in products if product != 0]
    expected = sum(product > 0 for product in closed) / len(closed) if closed else 1
    assert balanced_triads(matrix) == pytest.approx(expected)


def test_balanced_triads_of_complete_graphs():
    friends, enemies = (signed(nx.complete_graph(6), sign) for sign in (1, -1))
    assert (balanced_triads(friends), balanced_triads(enemies)) == (1, 0)
    camps = friends.copy()
    camps.iloc[:3, 3:] = camps.iloc[3:, :3] = -0.5
    assert balanced_triads(camps) == 1
    assert balanced_triads(random_signs(60, 1)) == pytest.approx(0.5, abs=0.02)


@tries(40)
@given(networks(most=6))
def test_frustration_is_the_least_of_all_splits(matrix):
    found = frustration(matrix)
    assert found.exact and found.weight == pytest.approx(least(matrix))
    assert found.weight == pytest.approx(against(matrix, found.camps))
    total = np.abs(matrix.to_numpy()).sum() / 2
    assert found.share == pytest.approx(found.weight / total if total else 0)
    assert 0 <= found.share < 0.5


@tries(40)
@given(networks(most=6))
def test_the_solver_alone_finds_the_least_as_well(matrix):
    """The search mostly finds it first; here the program is asked without it."""
    weights = matrix.to_numpy()
    if weights.any():
        parts = np.zeros(len(matrix), int)
        split = pd.Series(balance._best(weights, parts), matrix.index)
        assert against(matrix, split) == pytest.approx(least(matrix))


@pytest.mark.parametrize("size", [3, 4, 7, 10])
def test_enemies_of_all_are_frustrated_by_what_two_camps_must_hold(size):
    """Of n(n − 1)/2 negative ties at most ⌊n²/4⌋ can run between two camps."""
    found = frustration(signed(nx.complete_graph(size), -2))
    assert found.weight == 2 * (size * (size - 1) // 2 - size**2 // 4)
    assert found.exact and found.camps.sum() == size // 2


@pytest.mark.parametrize(("size", "seed"), [(6, 0), (60, 1), (150, 0)])
def test_a_cycle_of_odd_sign_is_frustrated_by_its_weakest_tie(size, seed):
    """In the longest the search stays at 5, and the solver has to better it."""
    generator = np.random.default_rng(seed)
    weights = generator.integers(2, 9, size) * generator.choice([-1.0, 1.0], size)
    weights[0] *= -np.prod(np.sign(weights))
    weights[size // 2] = np.sign(weights[size // 2])
    matrix, nodes = np.zeros((size, size)), np.arange(size)
    matrix[nodes, (nodes + 1) % size] = matrix[(nodes + 1) % size, nodes] = weights
    ids = [f"n{node:03d}" for node in nodes]
    found = frustration(pd.DataFrame(matrix, ids, ids))
    assert found[:2] == (1, 1 / np.abs(weights).sum()) and found.exact
    assert against(pd.DataFrame(matrix, ids, ids), found.camps) == 1


def test_the_petersen_graph_of_enemies():
    """Twelve of its fifteen ties at most run between two camps (its greatest cut)."""
    assert frustration(signed(nx.petersen_graph(), -1)).weight == 3


@pytest.mark.parametrize("size", [12, 40])
@pytest.mark.parametrize("seed", range(3))
def test_planted_camps_are_found(size, seed):
    """One tie of ten is not as the camps would have it, and that is what is left."""
    camps = (np.arange(size) >= 0.6 * size).astype(int)
    wrong = np.triu(np.random.default_rng(seed).random((size, size)) < 0.1, 1)
    signs = np.where(np.equal.outer(camps, camps) ^ wrong ^ wrong.T, 1.0, -1.0)
    ids = [f"n{node:02d}" for node in range(size)]
    found = frustration(pd.DataFrame(signs - np.diag(np.diag(signs)), ids, ids))
    assert found.exact and found.camps.tolist() == camps.tolist()
    assert found.weight == wrong.sum()


@tries(25)
@given(networks(), st.integers(0, 9))
def test_frustration_is_blind_to_order_and_to_switching(matrix, seed):
    found = frustration(matrix)
    order = np.random.default_rng(seed).permutation(len(matrix))
    other = frustration(matrix.iloc[order, order])
    assert other.weight == found.weight
    pd.testing.assert_series_equal(other.camps[matrix.index], found.camps)
    switch = np.random.default_rng(seed).choice([-1, 1], len(matrix))
    assert frustration(matrix * np.outer(switch, switch)).weight == pytest.approx(found.weight)


def test_components_are_split_each_for_itself():
    """In each the larger camp is 0, or else that of the first id; a node alone is in camp 0."""
    matrix = pd.DataFrame(0.0, list("abcdefgh"), list("abcdefgh"))
    for i, j, sign in [("a", "b", -1), ("a", "c", -1), ("d", "e", -1), ("f", "g", 1)]:
        matrix.loc[i, j] = matrix.loc[j, i] = sign
    found = frustration(matrix)
    assert found[:2] == (0, 0) and found.exact
    assert found.camps.to_dict() == dict(zip("abcdefgh", [1, 0, 0, 0, 1, 0, 0, 0], strict=True))


def test_a_proof_that_is_given_up_is_told(monkeypatch):
    matrix = random_signs(12, 1)
    whole = frustration(matrix)
    monkeypatch.setattr(balance, "NODES", 0)
    part = frustration(matrix)
    assert (whole.exact, part.exact) == (True, False)
    assert part.weight == against(matrix, part.camps) >= whole.weight
    assert frustration(matrix.abs()).exact, "what is balanced needs no proof"


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "b", "c"]])
def test_without_ties_all_is_balanced(ids):
    matrix = pd.DataFrame(0.0, ids, ids)
    found = frustration(matrix)
    assert balanced_triads(matrix) == 1 and found.exact
    assert (found.weight, found.share, found.camps.tolist()) == (0, 0, [0] * len(ids))


@pytest.mark.parametrize("measure", [balanced_triads, frustration])
@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (pd.DataFrame(0.0, ["a"], ["x"]), "matrix: two-mode; expected a one-mode matrix"),
        (pd.DataFrame([[0, 1], [2, 0]], list("ab"), list("ab")), "matrix: 1 at 'a', 'b'; expected"),
        (pd.DataFrame(np.nan, ["a"], ["a"]), "matrix: nan at 'a', 'a'; expected a finite number"),
    ],
)
def test_a_matrix_that_is_not_one_mode_is_told(measure, matrix, expected):
    with pytest.raises(InputError) as raised:
        measure(matrix)
    assert str(raised.value).startswith(expected)
