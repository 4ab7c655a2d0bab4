import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad

from analysis.errors import InputError
from analysis.measures.disparity import backbone, disparity


def one_mode(weights) -> pd.DataFrame:
    """The symmetric matrix of which `weights` is the upper triangle, with letters for ids."""
    upper = np.triu(np.asarray(weights, float), 1)
    ids = [chr(97 + i) for i in range(len(upper))]
    return pd.DataFrame(upper + upper.T, ids, ids)


DOCUMENTS = one_mode(
    [
        [0, 4, 5, 2, 2, 2, 2],
        [0, 0, 3, 1, 1, 2, 2],
        [0, 0, 0, 1, 1, 1, 1],
        [0, 0, 0, 0, 3, 1, 1],
        [0, 0, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 0, 0, 2],
        [0, 0, 0, 0, 0, 0, 0],
    ]
)
"""Seven documents, every two of them tied, so that each has six ties and every exponent is 5."""

matrices = arrays(float, (5, 5), elements=st.sampled_from([0, 0, 1, 2, 7.5])).map(one_mode)


def test_known_values_of_seven_documents():
    assert DOCUMENTS.sum().tolist() == [17, 13, 12, 9, 9, 9, 9]
    p_values = disparity(DOCUMENTS)
    assert p_values.loc["a", "c"] == pytest.approx(0.06754356352880661, rel=1e-14)  # (7/12)⁵
    assert p_values.loc["d", "e"] == pytest.approx(0.13168724279835387, rel=1e-14)  # (2/3)⁵
    assert p_values.loc["a", "b"] == pytest.approx(0.1590361251087416, rel=1e-14)  # (9/13)⁵


def test_it_is_the_integral_of_the_publication():
    strength, degree = DOCUMENTS.sum(), (DOCUMENTS > 0).sum()

    def end(i, j):  # equation 2 of Serrano and others 2009
        share = DOCUMENTS.loc[i, j] / strength[i]
        return 1 - (degree[i] - 1) * quad(lambda x: (1 - x) ** (degree[i] - 2), 0, share)[0]

    p_values = disparity(DOCUMENTS)
    for i, j in [("a", "b"), ("a", "g"), ("b", "d"), ("f", "g"), ("c", "e")]:
        assert p_values.loc[i, j] == pytest.approx(min(end(i, j), end(j, i)), rel=1e-9)


def test_an_end_of_one_tie_says_nothing():
    star = one_mode([[0, 6, 3, 1], [0] * 4, [0] * 4, [0] * 4])
    np.testing.assert_allclose(disparity(star).loc["a"], [1, 0.4**2, 0.7**2, 0.9**2])
    assert (disparity(one_mode([[0, 9], [0, 0]])) == 1).all(axis=None)


def test_ties_of_equal_weight_have_the_p_value_of_an_equal_share():
    p_values = disparity(one_mode(np.ones((6, 6)))).to_numpy()
    np.testing.assert_allclose(p_values[np.triu_indices(6, 1)], (1 - 1 / 5) ** 4)


@tries(50)
@given(matrices, st.permutations("abcde"))
def test_p_values_are_symmetric_from_0_to_1_and_blind_to_scale_and_order(matrix, order):
    p_values = disparity(matrix)
    assert (p_values == p_values.T).all(axis=None)
    assert ((p_values >= 0) & (p_values <= 1)).all(axis=None)
    assert (p_values.to_numpy()[matrix.to_numpy() == 0] == 1).all()
    np.testing.assert_allclose(disparity(matrix * 4), p_values)
    moved = matrix.loc[order, order]
    np.testing.assert_allclose(disparity(moved), p_values.loc[order, order], rtol=1e-12)


@tries(50)
@given(matrices, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_lower_alpha_keeps_a_part_of_what_a_higher_keeps(matrix, one, other):
    p_values = disparity(matrix)
    few, many = (backbone(matrix, p_values, alpha=alpha) for alpha in sorted((one, other)))
    assert few.shape == matrix.shape
    assert ((few == many) | (few == 0)).all(axis=None)
    assert ((many == matrix) | (many == 0)).all(axis=None)


def test_only_ties_below_alpha_are_kept_and_no_node_is_lost():
    p_values = disparity(DOCUMENTS)
    assert (backbone(DOCUMENTS, p_values) == 0).all(axis=None)
    at = p_values.loc["d", "e"]
    assert backbone(DOCUMENTS, p_values, alpha=at).loc["d", "e"] == 0
    kept = backbone(DOCUMENTS, p_values, alpha=at + 1e-9)
    assert kept.stack().loc[lambda ties: ties > 0].to_dict() == {
        ("a", "c"): 5,
        ("c", "a"): 5,
        ("d", "e"): 3,
        ("e", "d"): 3,
    }
    assert list(kept.index) == list(DOCUMENTS.index)


def test_negative_weights_are_kept_by_p_values_from_elsewhere():
    matrix = one_mode([[0, -2, 1], [0, 0, 5], [0, 0, 0]])
    p_values = pd.DataFrame(1.0, matrix.index, matrix.index)
    p_values.loc["a", "b"] = p_values.loc["b", "a"] = 0.01
    assert backbone(matrix, p_values).loc["a"].tolist() == [0, -2, 0]


def test_planted_ties_are_found_among_even_noise():
    generator = np.random.default_rng(3)
    weights = generator.uniform(1, 2, (26, 26))
    planted = [(0, 1), (5, 9), (12, 25)]
    for pair in planted:
        weights[pair] = 15
    matrix = one_mode(weights)
    kept = np.triu(backbone(matrix, disparity(matrix), alpha=0.01).to_numpy())
    assert list(zip(*np.nonzero(kept), strict=True)) == planted


@pytest.mark.parametrize("size", [0, 1, 3])
def test_without_ties_every_p_value_is_1(size):
    matrix = one_mode(np.zeros((size, size)))
    assert disparity(matrix).shape == matrix.shape
    assert (disparity(matrix) == 1).all(axis=None)
    pd.testing.assert_frame_equal(backbone(matrix, disparity(matrix)), matrix)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda: disparity(-DOCUMENTS),
            "matrix: -4 at 'a', 'b' (and 41 more); expected numbers of zero or more",
        ),
        (lambda: disparity(DOCUMENTS.replace(5, np.nan)), "matrix: nan at 'a', 'c' (and 1 more)"),
        (lambda: disparity(DOCUMENTS.replace(5, np.inf)), "matrix: inf at 'a', 'c'"),
        (lambda: disparity(DOCUMENTS[::-1]), "on both axes; expected the same ids in one order"),
        (lambda: disparity(DOCUMENTS.iloc[:2]), "on both axes; expected the same ids in one order"),
        (lambda: disparity(DOCUMENTS * np.triu(np.ones((7, 7)))), "expected a symmetric matrix"),
        (lambda: disparity(DOCUMENTS + np.eye(7)), "expected no tie of a node to itself"),
        (
            lambda: backbone(DOCUMENTS, DOCUMENTS),
            "p_values: 4 at 'a', 'b' (and 21 more); expected numbers from 0 to 1",
        ),
        (lambda: backbone(DOCUMENTS, disparity(DOCUMENTS)[::-1]), "p_values: other ids than those"),
        (
            lambda: backbone(DOCUMENTS, disparity(DOCUMENTS), alpha=0),
            "alpha: 0; expected a number above",
        ),
        (
            lambda: backbone(DOCUMENTS, disparity(DOCUMENTS), alpha=5),
            "alpha: 5; expected a number above",
        ),
    ],
)
def test_a_wrong_input_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)
