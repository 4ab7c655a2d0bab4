from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from math import prod

import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import binom

from analysis.errors import InputError
from analysis.measures.disparity import backbone
from analysis.measures.nulls import bicm, rewired
from analysis.measures.validated import adjusted, shared_positions, validated
from analysis.networks import matrices as networks
from analysis.study.selection import roll_up, select


def two_mode(values) -> pd.DataFrame:
    return pd.DataFrame(np.asarray(values, float))


def tail(chances, least: int) -> float:
    """The probability of `least` events or more, as a sum over all that may happen."""
    chances = [Fraction(float(chance)) for chance in chances]
    happen = (events for events in product([0, 1], repeat=len(chances)) if sum(events) >= least)
    return float(
        sum(
            prod(p if event else 1 - p for p, event in zip(chances, events, strict=True))
            for events in happen
        )
    )


any_size = arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=7))


@tries(25)
@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=5)))
def test_p_values_are_the_sum_over_all_that_may_happen(values):
    p_values, chances = validated(two_mode(values)), bicm(two_mode(values)).to_numpy()
    for i, j in combinations(range(len(values)), 2):
        if not (values[i].all() or values[j].all()):
            shared = int((values[i] & values[j]).sum())
            expected = tail(chances[i] * chances[j], shared)
            assert p_values.loc[i, j] == pytest.approx(expected, rel=1e-9)


def test_even_degrees_give_the_binomial_tail_however_small():
    """Rows in pairs that share all of their columns; each cell is of probability 1/30."""
    matrix = two_mode(np.repeat(np.kron(np.eye(30), np.ones(10)), 2, axis=0))
    p_values = validated(matrix)
    assert p_values.loc[0, 1] == pytest.approx(binom.sf(9, 300, 1 / 900), rel=1e-8)
    assert 0 < p_values.loc[0, 1] < 1e-11
    assert p_values.loc[0, 2] == 1


def test_with_the_same_degrees_to_share_more_is_less_probable():
    values = np.zeros((4, 12))
    values[0, :6] = values[1, 1:7] = values[2, 3:9] = values[3, 6:] = 1
    p_values = validated(two_mode(values))
    assert p_values.loc[0, 1] < p_values.loc[0, 2] < p_values.loc[0, 3] == 1
    assert p_values.loc[0, 1] < 0.5


def test_a_row_present_everywhere_has_p_value_1():
    values = np.random.default_rng(1).random((6, 9)) < 0.4
    values[[2, 5]] = True
    matrix = two_mode(values)
    p_values = validated(matrix)
    assert (p_values.loc[[2, 5]] == 1).all(axis=None) and (p_values[[2, 5]] == 1).all(axis=None)
    # The model alone is no less clear: a sum of events with a whole mean reaches it half the time.
    for other, chances in bicm(matrix).drop([2, 5]).iterrows():
        assert 0.5 <= tail(chances, values[other].sum()) < 1
    for draw in rewired(matrix, draws=20, seed=1):
        assert (draw.loc[2] @ draw.T == matrix.sum(axis=1)).all()


def test_a_row_present_nowhere_has_p_value_1_and_changes_nothing():
    values = np.random.default_rng(1).random((6, 9)) < 0.4
    with_empty = validated(two_mode(np.vstack([values, np.zeros(9)])))
    assert (with_empty[6] == 1).all()
    np.testing.assert_allclose(with_empty.iloc[:6, :6], validated(two_mode(values)), rtol=1e-9)


@tries(50)
@given(any_size, st.randoms(use_true_random=False))
def test_p_values_are_symmetric_from_0_to_1_and_blind_to_order_and_counts(values, random):
    matrix = two_mode(values)
    p_values = validated(matrix)
    assert p_values.shape == (len(values), len(values))
    assert (p_values == p_values.T).all(axis=None)
    assert ((p_values >= 0) & (p_values <= 1)).all(axis=None)
    assert (np.diag(p_values) == 1).all()
    assert (p_values.to_numpy()[values.astype(int) @ values.T == 0] == 1).all()
    rows = list(matrix.index)
    random.shuffle(rows)
    moved = validated(matrix.loc[rows, ::-1] * 3)
    pd.testing.assert_frame_equal(moved, p_values.loc[rows, rows], rtol=1e-9)


def uneven(rows: int, columns: int, scale: float, seed: int) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    chances = np.outer(generator.uniform(0.2, 1, rows), generator.uniform(0.2, 1, columns))
    return two_mode(generator.random((rows, columns)) < scale * chances)


def reached(matrix: pd.DataFrame, draws: list[np.ndarray]) -> np.ndarray:
    """For each pair of rows the share of draws in which it shares as much as in `matrix`."""
    shared = (matrix @ matrix.T).to_numpy()
    share = sum((draw @ draw.T >= shared).astype(float) for draw in draws) / len(draws)
    return share[np.triu_indices(len(matrix), 1)]


def test_draws_from_the_model_and_from_its_exact_degrees_agree():
    matrix = uneven(20, 40, 0.6, seed=6)
    p_values = validated(matrix).to_numpy()[np.triu_indices(20, 1)]
    generator, chances = np.random.default_rng(1), bicm(matrix).to_numpy()
    model = [(generator.random(chances.shape) < chances).astype(float) for _ in range(2000)]
    error = np.sqrt(p_values * (1 - p_values) / 2000)
    assert (np.abs(reached(matrix, model) - p_values) <= 5 * error + 1e-9).all()
    fixed = reached(matrix, [draw.to_numpy() for draw in rewired(matrix, draws=300, seed=1)])
    assert np.corrcoef(fixed, p_values)[0, 1] > 0.97
    assert (fixed - p_values).mean() < 0  # degrees that vary explain more: the test is cautious


def test_planted_co_occurrence_is_found_and_popularity_is_not():
    generator = np.random.default_rng(8)
    camps = np.arange(40) % 5
    own = camps[:, None] == np.repeat(np.arange(5), 14)
    popular, rare = generator.random((40, 8)) < 0.8, generator.random((40, 70))
    values = np.hstack([popular, rare < np.where(own, 0.9, 0.03)])
    found = np.triu(adjusted(validated(two_mode(values))).to_numpy() < 0.05)
    planted = {pair for pair in combinations(range(40), 2) if camps[pair[0]] == camps[pair[1]]}
    found = set(zip(*np.nonzero(found), strict=True))
    assert found <= planted and len(found) > 0.95 * len(planted)
    tied = values.astype(int) @ values.T > 0
    assert tied[np.triu_indices(40, 1)].mean() > 0.99  # as the whole projection is


def test_random_matrices_are_rarely_taken_for_more():
    matrix = uneven(30, 60, 0.5, seed=9)
    pairs = np.triu_indices(30, 1)
    p_values = [validated(draw) for draw in rewired(matrix, draws=30, seed=2)]
    for alpha in (0.05, 0.2, 0.5):
        low = np.mean([(p.to_numpy()[pairs] < alpha).mean() for p in p_values])
        assert 0 < low < alpha
    assert not any((adjusted(p) < 0.05).any(axis=None) for p in p_values)


def test_the_correction_is_that_of_benjamini_and_hochberg():
    """Sorted p times 6 tests over rank is .006, .06, .06, .075, .6, .9, made to rise."""
    p_values = two_mode(np.ones((4, 4)))
    pairs = dict(zip(combinations(range(4), 2), [0.03, 0.001, 0.02, 0.5, 0.05, 0.9], strict=True))
    for (i, j), p in pairs.items():
        p_values.loc[i, j] = p_values.loc[j, i] = p
    corrected = adjusted(p_values)
    expected = [0.06, 0.006, 0.06, 0.6, 0.075, 0.9]
    np.testing.assert_allclose([corrected.loc[pair] for pair in pairs], expected)
    assert (np.diag(corrected) == 1).all() and (corrected == corrected.T).all(axis=None)


@tries(50)
@given(any_size)
def test_the_correction_raises_p_values_in_their_order(values):
    p_values = validated(two_mode(values))
    corrected = adjusted(p_values)
    assert (corrected >= p_values - 1e-15).all(axis=None) and (corrected <= 1).all(axis=None)
    before, after = p_values.to_numpy().ravel(), corrected.to_numpy().ravel()
    assert (np.diff(after[np.argsort(before, kind="stable")]) >= -1e-15).all()


@tries(5)
@given(tables)
def test_it_takes_a_network_of_rows_down_to_what_is_validated(table):
    ties = networks.one_mode(table, aggregation="ignore")
    p_values = adjusted(validated(networks.two_mode(table)))
    kept = backbone(ties, p_values, alpha=0.5)
    assert (kept == ties.where(p_values < 0.5, 0)).all(axis=None)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 4), (4, 1), (3, 3)])
@pytest.mark.parametrize("fill", [0, 1])
def test_where_degrees_decide_everything_every_p_value_is_1(shape, fill):
    p_values = validated(two_mode(np.full(shape, fill)))
    assert p_values.shape == (shape[0], shape[0])
    assert (p_values == 1).all(axis=None)
    pd.testing.assert_frame_equal(adjusted(p_values), p_values)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: validated(two_mode([[1, -2]])), "matrix: -2 at 0, 1; expected numbers of zero or"),
        (
            lambda: adjusted(two_mode([[1, 2], [2, 1]])),
            "p_values: 2 at 0, 1 (and 1 more); expected numbers from 0 to 1",
        ),
        (lambda: adjusted(two_mode([[1, 0.5], [0.4, 1]])), "p_values: not symmetric; expected the"),
        (lambda: adjusted(two_mode([[1, 0.5]])), "p_values: not symmetric; expected the same ids"),
    ],
)
def test_a_wrong_input_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)


def test_positions_shared_beyond_chance_are_counted(study):
    line = shared_positions(roll_up(study, actors=False)).iloc[0]
    assert line["pairs"] == 24 * 23 / 2 and line["pairs"] >= line["likely"] >= line["sure"] >= 0


def test_two_camps_share_their_positions(study):
    sectors = study.sectors["sector_id"].head(24).tolist()
    speakers = study.actors["actor_id"].head(8).tolist()
    lines = [
        (speaker, sector, study.documents["document_id"].iloc[0], place % 2)
        for place, speaker in enumerate(speakers)
        for sector in sectors[place % 2 * 12 : place % 2 * 12 + 12]
    ]
    statements = pd.DataFrame(lines, columns=["speaker", "sector", "document_id", "stance"])
    line = shared_positions(replace(study, statements=statements)).iloc[0].to_dict()
    assert line == {"pairs": 28, "likely": 12, "sure": 12}  # those within each four


def test_nobody_shares_nothing(study):
    nothing = shared_positions(select(study, until="2000"))
    assert nothing.to_dict("records") == [{"pairs": 0, "likely": 0, "sure": 0}]
