import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.specialisation import balassa


@st.composite
def counts(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    values = draw(st.lists(st.integers(0, 4), min_size=rows * columns, max_size=rows * columns))
    matrix = np.array(values, float).reshape(rows, columns)
    return pd.DataFrame(matrix, list("abcd")[:rows], list("wxyz")[:columns])


@tries(50)
@given(counts())
def test_the_index_is_a_share_of_the_row_by_a_share_of_all(matrix):
    found = balassa(matrix)
    assert found.index.equals(matrix.index) and found.columns.equals(matrix.columns)
    total = matrix.to_numpy().sum()
    for row in matrix.index:
        for column in matrix.columns:
            own, all_rows = matrix.loc[row].sum(), matrix[column].sum()
            if own and all_rows:
                expected = (matrix.at[row, column] / own) / (all_rows / total)
                assert found.at[row, column] == pytest.approx(expected)
                assert found.at[row, column] <= total / max(own, all_rows) + 1e-12
            else:
                assert found.at[row, column] == 0


@tries(50)
@given(counts())
def test_weighted_by_what_is_expected_a_row_has_a_mean_of_one(matrix):
    shares = matrix.sum() / max(matrix.to_numpy().sum(), 1)
    means = balassa(matrix) @ shares
    assert means.tolist() == pytest.approx((matrix.sum(axis=1) > 0).astype(float).tolist())


@tries(30)
@given(counts())
def test_the_size_of_a_row_does_not_matter_where_rows_are_alike(matrix):
    alike = pd.DataFrame(
        np.outer(np.arange(1, len(matrix) + 1), matrix.iloc[0]), matrix.index, matrix.columns
    )
    expected = np.tile(matrix.iloc[0] > 0, (len(matrix), 1)).astype(float)
    assert balassa(alike).to_numpy() == pytest.approx(expected)


def test_a_planted_speciality_stands_out():
    generator = np.random.default_rng(1)
    matrix = pd.DataFrame(generator.poisson(20, (8, 6)).astype(float), list("abcdefgh"))
    matrix.loc["c", 4] *= 5
    assert balassa(matrix).stack().idxmax() == ("c", 4)
    pd.testing.assert_frame_equal(
        balassa(matrix.iloc[::-1, ::-1]).iloc[::-1, ::-1], balassa(matrix)
    )


@pytest.mark.parametrize(
    "matrix",
    [
        pd.DataFrame(dtype=float),
        pd.DataFrame(0.0, ["a"], ["x"]),
        pd.DataFrame(columns=["x"], dtype=float),
        pd.DataFrame(0.0, ["a", "b"], ["x", "y"]),
    ],
)
def test_nothing_gives_zeros(matrix):
    pd.testing.assert_frame_equal(balassa(matrix), matrix)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-1, "matrix: -1 at 'a', 'y'; expected numbers of zero or more"),
        (np.nan, "matrix: nan at 'a', 'y'; expected numbers of zero or more"),
        (np.inf, "matrix: inf at 'a', 'y'; expected numbers of zero or more"),
    ],
)
def test_a_wrong_number_is_told(value, expected):
    with pytest.raises(InputError) as raised:
        balassa(pd.DataFrame([[1, value]], ["a"], ["x", "y"]))
    assert str(raised.value) == expected
