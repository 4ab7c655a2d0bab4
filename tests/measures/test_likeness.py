import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given

from analysis.errors import InputError
from analysis.measures.likeness import correlation, overlap
from analysis.networks.matrices import one_mode, two_mode

IDS = list("abcde")


def symmetric(seed: int) -> pd.DataFrame:
    values = np.random.default_rng(seed).random((5, 5))
    np.fill_diagonal(values, 0)
    return pd.DataFrame(values + values.T, IDS, IDS)


def test_the_correlation_is_that_of_the_ties():
    one, other = symmetric(1), symmetric(2)
    pairs = np.triu_indices(5, 1)
    expected = np.corrcoef(one.to_numpy()[pairs], other.to_numpy()[pairs])[0, 1]
    assert correlation(one, other) == pytest.approx(expected)


@tries(10)
@given(tables)
def test_a_network_is_like_itself(table):
    for matrix in (two_mode(table), one_mode(table, scale=(-2, 2))):
        assert (
            correlation(matrix, 2 * matrix) == pytest.approx(1)
            or np.ptp(matrix) == 0
            or (correlation(matrix, matrix) == 0)
        )
        assert overlap(matrix, matrix) == 1


def test_nodes_that_only_one_has_count_as_without_ties():
    one = pd.DataFrame([[2.0, 1.0]], ["a"], ["x", "y"])
    other = pd.DataFrame([[2.0], [3.0]], ["a", "b"], ["x"])
    assert correlation(one, other) == pytest.approx(np.corrcoef([2, 1, 0, 0], [2, 0, 3, 0])[0, 1])
    assert overlap(one, other) == 0.5 and overlap(one, other, most=1) == 0


def test_empty_and_flat_networks_are_defined():
    empty = pd.DataFrame(dtype=float)
    flat = pd.DataFrame(1.0, IDS, ["x", "y"])
    assert correlation(empty, empty) == correlation(flat, flat) == 0
    assert overlap(empty, empty) == 1


def test_wrong_choices_are_told():
    flat = pd.DataFrame(1.0, IDS, ["x", "y"])
    with pytest.raises(InputError, match="most: 0; expected a number of ties from 1 up"):
        overlap(flat, flat, most=0)
