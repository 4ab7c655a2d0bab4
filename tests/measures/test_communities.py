"""Expected values: NetworkX, brute force, and optima published for two well-known networks."""

from itertools import combinations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.communities import communities, modularity, stability, stable_communities

davis = nx.davis_southern_women_graph()
women, events = davis.graph["top"], davis.graph["bottom"]
SOUTHERN_WOMEN = pd.DataFrame(
    [[float(davis.has_edge(woman, event)) for event in events] for woman in women], women, events
)
KARATE = nx.to_pandas_adjacency(nx.karate_club_graph(), weight=None)


def planted(rows: str, columns: str, seed: int, *, within: int = 8) -> pd.DataFrame:
    """Return counts of rows by columns, more of them where the first signs of the ids are equal."""
    index, names = ([f"{group}{n}" for n, group in enumerate(axis)] for axis in (rows, columns))
    same = np.array([[row == column for column in columns] for row in rows])
    counts = np.random.default_rng(seed).poisson(np.where(same, within, 1))
    return pd.DataFrame(counts.astype(float), index, [name.upper() for name in names])


def tied_among_themselves(groups: str, seed: int) -> pd.DataFrame:
    counts = planted(groups, groups, seed)
    weights = np.triu(counts, 1)
    return pd.DataFrame(weights + weights.T, counts.index, counts.index)


@st.composite
def one_modes(draw):
    size = draw(st.integers(1, 6))
    weights, pairs = np.zeros((size, size)), size * (size - 1) // 2
    weights[np.triu_indices(size, 1)] = draw(
        st.lists(st.integers(0, 3), min_size=pairs, max_size=pairs)
    )
    ids = list("abcdef")[:size]
    return pd.DataFrame(weights + weights.T, ids, ids)


@st.composite
def two_modes(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    size = rows * columns
    weights = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    weights = np.array(weights, float).reshape(rows, columns)
    return pd.DataFrame(weights, list("abc")[:rows], list("xyz")[:columns])


def ids_of(matrix: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*matrix.index, *matrix.columns]))


def worth(matrix: pd.DataFrame) -> np.ndarray:
    """Return what each row and column add when in one group, as Newman and Barber write it."""
    weights, total = matrix.to_numpy(), matrix.to_numpy().sum() or 1
    return weights / total - np.outer(weights.sum(axis=1), weights.sum(axis=0)) / total**2


def groups_of(matrix: pd.DataFrame, seed: int) -> pd.Series:
    ids = ids_of(matrix)
    return pd.Series(np.random.default_rng(seed).integers(3, size=len(ids)), ids)


@tries(50)
@given(st.one_of(one_modes(), two_modes()), st.integers(0, 9))
def test_modularity_is_its_definition(matrix, seed):
    groups = groups_of(matrix, seed)
    same = np.equal.outer(groups[matrix.index].to_numpy(), groups[matrix.columns].to_numpy())
    assert modularity(matrix, groups) == pytest.approx(worth(matrix)[same].sum())
    assert -0.5 - 1e-12 <= modularity(matrix, groups) <= 1
    assert modularity(matrix, groups * 0) == pytest.approx(0)


def test_modularity_is_that_of_networkx():
    groups = pd.Series(nx.get_node_attributes(nx.karate_club_graph(), "club"))
    sets = [set(groups.index[groups == club]) for club in ("Mr. Hi", "Officer")]
    expected = nx.community.modularity(nx.karate_club_graph(), sets, weight=None)
    assert modularity(KARATE, groups) == pytest.approx(expected)


def test_two_known_optima_are_found():
    """Karate club: 0.419790 (Brandes and others 2008, doi:10.1109/TKDE.2007.190689). Southern women
    in two modes: 0.345537, the optimum of their integer program, computed for this test."""
    assert stable_communities(KARATE).modularity == pytest.approx(0.419790, abs=1e-6)
    assert stable_communities(SOUTHERN_WOMEN).modularity == pytest.approx(0.345537, abs=1e-6)


@pytest.mark.sample(5)
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("groups", ["aabbbc", "abcdef"])
def test_of_all_partitions_none_is_better_than_the_best_of_many_runs(groups, seed):
    """All partitions of six nodes into up to four groups are tried."""
    two = planted(groups[::2], groups[1::2], seed)
    for matrix in (tied_among_themselves(groups, seed), two):
        ids = ids_of(matrix)
        tried = np.array([(0, *others) for others in product(range(4), repeat=5)])
        of_rows, of_columns = (tried[:, [ids.index(n) for n in axis]] for axis in matrix.axes)
        same = of_rows[:, :, None] == of_columns[:, None, :]
        most = (same * worth(matrix)).sum(axis=(1, 2)).max()
        assert stable_communities(matrix, runs=20).modularity == pytest.approx(most)


@pytest.mark.parametrize("seed", range(5))
def test_planted_communities_are_found(seed):
    matrix = tied_among_themselves("aaaaaaaabbbbbccc", seed)
    found = communities(matrix, seed=seed)
    assert found.tolist() == [0] * 8 + [1] * 5 + [2] * 3
    matrix = planted("aaaaaaaabbbbbccc", "aaaaabbbcc", seed)
    found = communities(matrix, seed=seed)
    expected = {"a": 0, "b": 1, "c": 2}
    assert found.tolist() == [expected[name[0].lower()] for name in found.index]


def test_what_is_found_is_as_good_as_what_networkx_finds():
    for seed in range(5):
        matrix = tied_among_themselves("aaaaabbbbbbbccccddd", seed)
        graph = nx.from_numpy_array(matrix.to_numpy())
        sets = nx.community.louvain_communities(graph, seed=seed)
        ours = modularity(matrix, communities(matrix, seed=seed))
        assert ours >= nx.community.modularity(graph, sets) - 1e-9


@tries(30)
@given(st.one_of(one_modes(), two_modes()), st.integers(0, 9))
def test_communities_are_numbered_by_size_and_blind_to_order(matrix, seed):
    found = communities(matrix, seed=seed)
    sizes = found.value_counts()
    assert sizes.sort_index().is_monotonic_decreasing and set(sizes.index) == set(range(len(sizes)))
    firsts = [min(found.index[found == number]) for number in range(len(sizes))]
    ranks = [(-sizes[number], first) for number, first in enumerate(firsts)]
    assert ranks == sorted(ranks)
    square = matrix.index.equals(matrix.columns)
    other = communities(matrix.iloc[::-1, ::-1] if square else matrix[::-1], seed=seed)
    pd.testing.assert_series_equal(other[found.index], found)


def test_equal_gains_do_not_go_round_for_ever():
    """Two nodes that gain by rounding only would change places without end."""
    weights = np.zeros((8, 8))
    for i, j in ((0, 1), (0, 3), (0, 6), (1, 7), (2, 3), (4, 5)):
        weights[i, j] = weights[j, i] = 2 if i == 4 else 1
    ids = list("abcdefgh")
    assert communities(pd.DataFrame(weights, ids, ids), seed=1).nunique() == 3


@tries(30)
@given(st.one_of(one_modes(), two_modes()))
def test_a_node_without_ties_is_alone(matrix):
    found = communities(matrix, seed=1)
    rows, columns = matrix.sum(axis=1), matrix.sum()
    for name in {*matrix.index[rows == 0], *matrix.columns[columns == 0]}:
        assert (found == found[name]).sum() == 1


def pairs(counts: np.ndarray) -> float:
    return (counts * (counts - 1) / 2).sum()


def adjusted_rand(one: list[int], other: list[int]) -> float:
    """Return the index as Hubert and Arabie write it, by the contingency table."""
    table = np.zeros((4, 4))
    np.add.at(table, (one, other), 1)
    both, rows, columns = (
        pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0))
    )
    expected = rows * columns / pairs(np.array([len(one)]))
    return (both - expected) / ((rows + columns) / 2 - expected)


labels = st.lists(st.integers(0, 3), min_size=5, max_size=5)


@tries(50)
@given(st.lists(labels.filter(lambda groups: 1 < len(set(groups)) < 5), min_size=2, max_size=5))
def test_stability_is_the_mean_adjusted_rand_index_of_pairs(several):
    expected = np.mean([adjusted_rand(*two) for two in combinations(several, 2)])
    partitions = [pd.Series(groups, list("abcde")) for groups in several]
    assert stability(partitions) == pytest.approx(expected)
    assert stability([partitions[0], *(p[::-1] for p in partitions[1:])]) == pytest.approx(expected)


def test_stability_of_the_same_and_of_unlike_partitions():
    ids = [f"n{n}" for n in range(400)]
    one, other = (pd.Series(np.random.default_rng(s).integers(4, size=400), ids) for s in (1, 2))
    assert stability([one, one.map({0: "x", 1: "z", 2: "y", 3: "w"})]) == 1
    assert abs(stability([one, other])) < 0.02
    alone, together = pd.Series(range(400), ids), pd.Series(0, ids)
    assert stability([alone, alone]) == stability([together, together]) == 1
    assert stability([alone, together]) == 0
    assert stability([pd.Series(dtype=int)] * 2) == stability([pd.Series(1, ["a"])] * 2) == 1


def test_clear_communities_are_stable_and_chance_ones_are_not():
    clear = stable_communities(tied_among_themselves("aaaaaabbbbbbcccccc", 1), runs=10)
    assert clear.stability == 1 and clear.partition.tolist() == [0] * 6 + [1] * 6 + [2] * 6
    chance = stable_communities(tied_among_themselves("abcdefghijklmnopqrst", 1), runs=10)
    assert chance.stability < 0.9 and chance.modularity < clear.modularity


def test_the_seed_decides():
    first, second = (stable_communities(SOUTHERN_WOMEN, runs=5, seed=3) for _ in range(2))
    pd.testing.assert_series_equal(first.partition, second.partition)
    assert first[1:] == second[1:]
    chance = tied_among_themselves("abcdefghijklmnopqrst", 1)
    assert len({tuple(communities(chance, seed=seed)) for seed in range(10)}) > 1


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (pd.DataFrame(), []),
        (pd.DataFrame(0.0, ["a"], ["a"]), [0]),
        (pd.DataFrame(0.0, list("ba"), list("ba")), [1, 0]),
        (pd.DataFrame(0.0, ["a"], list("xy")), [0, 1, 2]),
    ],
)
def test_without_ties_all_are_alone(matrix, expected):
    best = stable_communities(matrix, runs=2)
    assert best.partition.tolist() == communities(matrix, seed=1).tolist() == expected
    assert (best.modularity, best.stability) == (0, 1)
    assert best.partition.name == "community" and best.partition.dtype == int


TIED = pd.DataFrame([[0.0, 1], [1, 0]], list("ab"), list("ab"))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda: communities(-TIED, seed=1),
            "matrix: -1 at 'a', 'b'; expected a network of non-neg",
        ),
        (lambda: modularity(-TIED, pd.Series(0, list("ab"))), "matrix: -1 at 'a', 'b'; expected"),
        (
            lambda: modularity(TIED, pd.Series({"a": 1})),
            "groups: none for 'b'; expected a group for every node",
        ),
        (lambda: modularity(TIED, pd.Series({"a": "x", "b": None})), "groups: none for 'b'"),
        (
            lambda: modularity(TIED, pd.Series([1, 2, 1], list("aab"))),
            "groups: 'a' more than once; expected one group for each node",
        ),
        (lambda: stability([pd.Series({"a": 1})]), "partitions: 1; expected two or more"),
        (
            lambda: stability([pd.Series({"a": 1}), pd.Series({"b": 1})]),
            "partitions: not all of the same nodes; expected one group for each node",
        ),
        (lambda: stability([pd.Series({"a": 1}), pd.Series({"a": None})]), "partitions: not all"),
        (lambda: stable_communities(TIED, runs=1), "runs: 1; expected two or more"),
    ],
)
def test_a_wrong_input_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert str(raised.value).startswith(expected)
