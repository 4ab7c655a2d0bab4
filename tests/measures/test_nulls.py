from itertools import islice, product

import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.optimize import root
from scipy.special import expit
from scipy.stats import chi2

from analysis.errors import InputError
from analysis.measures import nulls
from analysis.measures.nulls import bicm, binary, rewired


def two_mode(values) -> pd.DataFrame:
    values = np.asarray(values, float)
    rows, columns = (
        [f"{mode}{n:03d}" for n in range(size)]
        for mode, size in zip("rc", values.shape, strict=True)
    )
    return pd.DataFrame(values, rows, columns)


def uneven(rows: int, columns: int, seed: int) -> pd.DataFrame:
    """A random matrix of which some rows and columns have many more entries than others."""
    generator = np.random.default_rng(seed)
    chances = np.outer(generator.random(rows), generator.random(columns) + 0.2)
    return two_mode(generator.random((rows, columns)) < chances)


def same_sums(values: np.ndarray) -> np.ndarray:
    """Every binary matrix with the sums of `values`, one after the other."""
    cells = np.array(list(product([0, 1], repeat=values.size))).reshape(-1, *values.shape)
    same = [(cells.sum(axis=axis + 1) == values.sum(axis=axis)).all(axis=1) for axis in (0, 1)]
    return cells[same[0] & same[1]]


any_size = arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=9))
small = arrays(bool, st.sampled_from([(3, 4), (4, 3), (2, 6), (3, 3)]))


@tries(100)
@given(any_size)
def test_expected_degrees_are_the_observed_ones(values):
    chances = bicm(two_mode(values)).to_numpy()
    assert ((chances >= 0) & (chances <= 1)).all()
    np.testing.assert_allclose(chances.sum(axis=0), values.sum(axis=0), rtol=0, atol=1e-8)
    np.testing.assert_allclose(chances.sum(axis=1), values.sum(axis=1), rtol=0, atol=1e-8)


@tries(100)
@given(any_size)
def test_log_odds_are_a_sum_of_row_and_column(values):
    """With the right degrees this is enough to make the solution the only one."""
    chances = bicm(two_mode(values)).to_numpy()
    inside = (chances > 0) & (chances < 1)
    odds = np.log(chances[inside] / (1 - chances[inside]))
    i, j = np.nonzero(inside)
    parts = np.hstack([np.eye(values.shape[0])[i], np.eye(values.shape[1])[j]])
    fitted = parts @ np.linalg.lstsq(parts, odds)[0] if len(odds) else odds
    np.testing.assert_allclose(odds, fitted, atol=1e-6)


@tries(30)
@given(small)
def test_cells_are_0_or_1_exactly_where_the_degrees_decide_them(values):
    mean = same_sums(values).mean(axis=0)
    chances = bicm(two_mode(values)).to_numpy()
    assert ((chances == 0) == (mean == 0)).all()
    assert ((chances == 1) == (mean == 1)).all()


@pytest.mark.parametrize(("shape", "flips"), [((60, 40), 3), ((90, 90), 20), ((150, 30), 1)])
def test_almost_nested_networks_are_solved(shape, flips):
    """Their solution is close to the border, where fixed-point iterations stall."""
    generator = np.random.default_rng(flips)
    values = np.add.outer(*(np.sort(generator.random(size)) for size in shape)) > 1
    for _ in range(flips):
        values[generator.integers(shape[0]), generator.integers(shape[1])] ^= True
    chances = bicm(two_mode(values)).to_numpy()
    np.testing.assert_allclose(chances.sum(axis=0), values.sum(axis=0), rtol=0, atol=1e-8)
    np.testing.assert_allclose(chances.sum(axis=1), values.sum(axis=1), rtol=0, atol=1e-8)


def test_closed_forms():
    regular = two_mode(np.add.outer(np.arange(6), np.arange(6)) % 6 < 2)
    np.testing.assert_allclose(bicm(regular), 1 / 3, atol=1e-12)
    nested = two_mode([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
    pd.testing.assert_frame_equal(bicm(nested), nested)
    # No row or column is full or empty, yet only the halves beside the diagonal are free.
    halves = two_mode([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    expected = np.kron([[1, 0.5], [0.5, 0]], np.ones((2, 2)))
    np.testing.assert_allclose(bicm(halves), expected, atol=1e-12)
    np.testing.assert_array_equal(bicm(halves).to_numpy() == 1, expected == 1)


def test_a_general_solver_finds_the_same():
    values = np.random.default_rng(4).random((6, 8)) < 0.5
    matrix = two_mode(values)

    def gaps(logs):
        chances = expit(np.add.outer(logs[:6], np.append(logs[6:], 0)))
        gap = chances - values
        return np.concatenate([gap.sum(axis=1), gap.sum(axis=0)[:-1]])

    solution = root(gaps, np.zeros(13), tol=1e-12)
    assert solution.success
    expected = expit(np.add.outer(solution.x[:6], np.append(solution.x[6:], 0)))
    np.testing.assert_allclose(bicm(matrix), expected, atol=1e-8)


@tries(30)
@given(any_size, st.randoms(use_true_random=False))
def test_the_model_is_blind_to_order_and_to_which_mode_is_which(values, random):
    matrix = two_mode(values)
    chances = bicm(matrix)
    rows, columns = list(matrix.index), list(matrix.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    pd.testing.assert_frame_equal(bicm(matrix.loc[rows, columns]), chances.loc[rows, columns])
    np.testing.assert_allclose(bicm(matrix.T).T, chances, atol=1e-9)


def test_counts_are_read_as_binary():
    matrix = uneven(5, 7, seed=1)
    counts = matrix * np.arange(1, 8)
    pd.testing.assert_frame_equal(bicm(counts), bicm(matrix))
    pd.testing.assert_frame_equal(*(next(rewired(m, draws=1, seed=1)) for m in (counts, matrix)))
    assert (binary(counts) == (matrix > 0)).all(axis=None)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (4, 1), (2, 3)])
@pytest.mark.parametrize("fill", [0, 1])
def test_nothing_to_choose_gives_the_matrix_itself(shape, fill):
    matrix = two_mode(np.full(shape, fill))
    pd.testing.assert_frame_equal(bicm(matrix), matrix)
    assert [draw.equals(matrix) for draw in rewired(matrix, draws=3, seed=1)] == [True] * 3


@tries(20)
@given(any_size, st.integers(0, 9))
def test_draws_have_the_sums_and_ids_of_the_matrix(values, seed):
    matrix = two_mode(values)
    for draw in rewired(matrix, draws=3, seed=seed):
        assert draw.index.equals(matrix.index) and draw.columns.equals(matrix.columns)
        assert draw.isin([0.0, 1.0]).all(axis=None)
        assert (draw.sum() == matrix.sum()).all()
        assert (draw.sum(axis=1) == matrix.sum(axis=1)).all()


@pytest.mark.parametrize(
    ("values", "matrices"),
    [
        ([[1, 0, 0], [0, 1, 1], [0, 1, 0]], 5),
        ([[1, 1, 1, 0], [0, 1, 0, 1], [1, 0, 0, 0]], 8),
        ([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], 90),
        ([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]], 6),
    ],
)
def test_every_matrix_of_the_same_sums_is_equally_probable(values, matrices):
    values = np.array(values)
    every = {matrix.tobytes(): 0 for matrix in same_sums(values).astype(float)}
    assert len(every) == matrices
    draws = 1000
    for draw in rewired(two_mode(values), draws=draws, seed=7):
        every[draw.to_numpy().tobytes()] += 1
    expected = draws / matrices
    statistic = sum((count - expected) ** 2 / expected for count in every.values())
    assert chi2.sf(statistic, matrices - 1) > 0.01


def test_draws_do_not_remember_the_one_before():
    draws = np.array(list(rewired(uneven(60, 25, seed=2), draws=200, seed=3)))
    alike = [(draws[lag:] == draws[: len(draws) - lag]).mean(axis=(1, 2)) for lag in (1, 50)]
    error = np.sqrt(sum(a.var() / len(a) for a in alike))
    assert abs(alike[0].mean() - alike[1].mean()) < 4 * error


def test_the_first_draw_does_not_remember_the_matrix():
    """Two camps apart, as no random matrix of these sums is."""
    matrix = two_mode(np.kron(np.eye(2), np.ones((10, 10))))
    draws = [list(rewired(matrix, draws=3, seed=seed)) for seed in range(100)]
    kept = np.array([[(draw * matrix).to_numpy().mean() for draw in drawn] for drawn in draws])
    assert abs(kept[:, 0].mean() - 0.25) < 4 * kept[:, 0].std() / 10
    assert abs(kept[:, 0].mean() - kept[:, 2].mean()) < 4 * kept.std() / 10


def test_draws_are_on_average_close_to_the_model():
    matrix = uneven(60, 25, seed=2)
    mean = sum(rewired(matrix, draws=300, seed=5)) / 300
    assert (mean - bicm(matrix)).abs().max(axis=None) < 0.15
    assert (mean - bicm(matrix)).abs().mean(axis=None) < 0.02


def test_the_seed_decides_and_the_order_of_the_matrix_does_not():
    matrix = uneven(9, 6, seed=1)
    first, again, other = (list(rewired(matrix, draws=3, seed=seed)) for seed in (1, 1, 2))
    moved = list(rewired(matrix.iloc[::-1, [3, 1, 0, 5, 4, 2]], draws=3, seed=1))
    for n in range(3):
        pd.testing.assert_frame_equal(first[n], again[n])
        pd.testing.assert_frame_equal(moved[n].loc[matrix.index, matrix.columns], first[n])
    assert not first[0].equals(other[0]) and not first[0].equals(first[1])
    assert [
        draw.equals(kept)
        for draw, kept in zip(rewired(matrix, draws=9, seed=1), first, strict=False)
    ]


def test_the_matrix_and_drawn_matrices_are_left_alone():
    matrix = uneven(9, 6, seed=1)
    before = matrix.copy()
    draws = rewired(matrix, draws=5, seed=1)
    first = next(draws)
    kept = first.copy()
    assert len(list(islice(draws, 10))) == 4
    pd.testing.assert_frame_equal(matrix, before)
    pd.testing.assert_frame_equal(first, kept)


def test_a_model_that_was_not_solved_is_told(monkeypatch):
    monkeypatch.setattr(nulls, "STEPS", 1)
    with pytest.raises(InputError, match="off the observed ones after 1 steps; expected 1e-10"):
        bicm(uneven(9, 6, seed=1))


SIGNED = two_mode([[1, -1], [0, 2]])


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: bicm(SIGNED), "matrix: -1 at 'r000', 'c001'; expected numbers of zero or more"),
        (lambda: rewired(SIGNED, draws=1, seed=1), "matrix: -1 at 'r000', 'c001'"),
        (lambda: bicm(SIGNED.replace(-1, np.nan)), "matrix: nan at 'r000', 'c001'"),
        (
            lambda: bicm(SIGNED.abs().rename({"r001": "r000"})),
            "matrix: 'r000' more than once in the",
        ),
        (lambda: bicm(SIGNED.abs()[["c000"] * 2]), "matrix: 'c000' more than once in the columns"),
        (
            lambda: rewired(SIGNED.abs(), draws=-1, seed=1),
            "draws: -1; expected a whole number of zero or",
        ),
        (lambda: rewired(SIGNED.abs(), draws=2.5, seed=1), "draws: 2.5; expected a whole number"),
    ],
)
def test_a_wrong_input_is_told_at_once(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)


def test_no_draw_is_asked_and_none_is_given():
    assert list(rewired(uneven(4, 3, seed=1), draws=0, seed=1)) == []
