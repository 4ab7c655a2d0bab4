"""The Leiden method: published and brute-force optima, signed networks, and what refining keeps."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.measures.clusters import modularity_of
from analysis.measures.communities import louvain
from analysis.measures.leiden import leiden, refined


def surplus_of(weights: np.ndarray) -> np.ndarray:
    strength = weights.sum(axis=1)
    return (weights - np.outer(strength, strength) / strength.sum()) / strength.sum()


def test_the_karate_club_has_the_modularity_that_is_published():
    """0.4198 in four groups, its greatest (Brandes and others 2008)."""
    weights = nx.to_numpy_array(nx.karate_club_graph(), weight=None)
    surplus = surplus_of(weights)
    runs = [leiden(surplus, np.random.default_rng(seed)) for seed in range(5)]
    best = max(runs, key=lambda groups: modularity_of(surplus, groups))
    assert modularity_of(surplus, best) == pytest.approx(0.4198, abs=5e-5)
    assert len(np.unique(best)) == 4


signed = arrays(float, (6, 6), elements=st.integers(-3, 3).map(float)).map(
    lambda values: np.triu(values, 1) + np.triu(values, 1).T
)


@tries(40)
@given(signed)
def test_of_signed_networks_the_best_run_is_near_the_best_of_all_partitions(weights):
    """By brute force over all groups of six nodes; Louvain's best run is no better."""
    best = max(modularity_of(weights, np.array(g)) for g in product(range(4), repeat=6))
    runs = [leiden(weights, np.random.default_rng(seed)) for seed in range(8)]
    found = max(modularity_of(weights, groups) for groups in runs)
    rivals = [louvain(weights, np.random.default_rng(seed)) for seed in range(8)]
    assert found >= max(modularity_of(weights, groups) for groups in rivals) - 1e-9
    assert found <= best + 1e-9 or len(np.unique(runs)) > 4


@tries(40)
@given(signed, st.integers(0, 2**16))
def test_refining_parts_groups_and_never_joins_two(weights, seed):
    generator = np.random.default_rng(seed)
    groups = generator.integers(3, size=6)
    parts = refined(weights, groups, generator)
    assert all(len({*groups[parts == part]}) == 1 for part in np.unique(parts))
    for part in np.unique(parts):  # what is joined gains by it
        assert modularity_of(weights, np.where(parts == part, 0, np.arange(1, 7))) >= -1e-9


def test_the_seed_decides_and_nothing_else():
    weights = nx.to_numpy_array(nx.karate_club_graph(), weight=None)
    one, other = (leiden(surplus_of(weights), np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, other)
    assert leiden(np.zeros((0, 0)), np.random.default_rng(1)).tolist() == []
