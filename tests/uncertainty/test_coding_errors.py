"""Errors of coding: reference matrices and moments, planted confusions, the cover of redraws."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from planted import confusion as planted_confusion
from planted import planted_codings

from analysis.errors import InputError
from analysis.measures.confusion import confusion, moments, other, root, truth
from analysis.networks.arrays import count
from analysis.networks.matrices import one_mode_of, two_mode_of
from analysis.networks.sample import sample
from analysis.uncertainty.bootstrap import bootstrap
from analysis.uncertainty.coding import redrawn

SCALE = (-2, 2)
LEVELS = [-2, -1, 0, 1, 2]


def reference() -> pd.DataFrame:
    rows = cases.parameters("coding")["table"].split("|")
    return pd.DataFrame([[*map(int, row.split())] for row in rows], LEVELS, LEVELS)


def test_confusions_are_the_reference():
    table = reference()
    for name, found in (("other", other(table)), ("root", root(table)), ("truth", truth(table))):
        for k in LEVELS:
            for m in LEVELS:
                wanted = cases.value("coding", f"{name} {k:+d}".replace("+0", "+0"), f"{m:+d}")
                assert found.loc[k, m] == pytest.approx(wanted, abs=1e-9)


def test_moments_of_redraws_are_the_reference():
    table, array = reference(), count(cases.statements(), scale=SCALE)
    expected = cases.expected("coding")
    for name, kernel in (("other", other(table)), ("truth", truth(table))):
        q = kernel.loc[array.levels, array.levels].to_numpy()
        mean, variance = moments(array.x, q, array.levels.to_numpy(float))
        redrawn_x = array.x @ q
        distance = np.abs(np.subtract.outer(LEVELS, LEVELS)) / 4
        ties = np.einsum("ijk,kl,pjl->ip", redrawn_x, 1 - distance, redrawn_x)
        found = {"mean": mean, "variance": variance, "congruence": ties}
        lines = expected[expected["column"].str.startswith(name)]
        for line in lines.itertuples():
            what, place = line.column.split(" ")[1], line.column.split(" ", 3)[3]
            axis = array.rows if what == "congruence" else array.columns
            here = found[what][array.rows.get_loc(line.row), axis.get_loc(place)]
            assert here == pytest.approx(line.value, abs=1e-9), line


@pytest.mark.parametrize("spread", [0.0, 0.8])
def test_planted_confusions_are_found(spread):
    _, (first, second) = planted_codings(3, spread)
    found = truth(confusion(first, second)).to_numpy()
    assert np.abs(found - planted_confusion()).max() <= 0.1


def test_units_are_those_that_both_coders_saw():
    _, (first, second) = planted_codings(3)
    assert confusion(first, second).to_numpy().sum() == len(first)
    assert confusion(first, second.iloc[:50]).to_numpy().sum() == 50
    gap = first.assign(stance=first["stance"].where(first.index > 9))
    assert confusion(gap, second).to_numpy().sum() == len(first) - 10


def held(seed: int, spread: float, draws: int) -> float:
    """The share of actors whose true mean lies in the interval of redrawn codes."""
    true, (first, second) = planted_codings(seed, spread)
    said = sample(first, unit=None, scale=SCALE)
    table = confusion(first, second)
    means = []
    for array in redrawn(said, table, families=False, draws=draws, seed=seed):
        x = array.x.sum(axis=1)
        means.append(x @ array.levels.to_numpy(float) / x.sum(axis=1))
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    wanted = true.groupby("actor")["stance"].mean().to_numpy()
    return float(np.mean((low <= wanted) & (wanted <= high)))


@pytest.mark.long
@pytest.mark.parametrize("spread", [0.0, 0.8])
def test_redraws_hold_the_true_means_of_actors(spread):
    found = np.mean([held(seed, spread, 400) for seed in range(300, 340)])
    assert 0.9 <= found <= 0.98


@pytest.mark.long
def test_redraws_hold_most_true_means_where_actors_differ():
    """Redraws from pooled distributions hold half of them; four tables of ten actors."""
    assert np.mean([held(seed, 0.8, 100) for seed in range(4)]) >= 0.8


@pytest.mark.long
def test_an_interval_tells_what_is_sampling_and_what_is_coding():
    _, (first, second) = planted_codings(3, 0.8)
    said, table = sample(first, scale=SCALE), confusion(first, second)

    def mean(array) -> float:
        x = array.x.sum(axis=(0, 1))
        return float(x @ array.levels.to_numpy(float) / x.sum())

    both = bootstrap(said, mean, coding=table, draws=100).iloc[0]
    alone = bootstrap(said, mean, draws=100).iloc[0]
    assert both["sampling"] == pytest.approx(alone["high"] - alone["low"])
    assert 0 < both["coding"] < both["sampling"]
    assert max(both["coding"], both["sampling"]) * 0.9 < both["high"] - both["low"]


def test_ties_and_cells_can_be_redrawn_as_well():
    _, (first, second) = planted_codings(3)
    said, table = sample(first, scale=SCALE), confusion(first, second)
    for statistic in (one_mode_of, two_mode_of):
        found = bootstrap(said, statistic, coding=table, draws=5)
        assert {"sampling", "coding"} <= {*found} and not found.isna().any(axis=None)


def test_coders_without_errors_change_nothing():
    _, (first, _) = planted_codings(3)
    table = confusion(first, first) * 1000
    said = sample(first, unit=None, scale=SCALE)
    whole = count(first, scale=SCALE).x
    for array in redrawn(said, table, families=False, draws=2):
        assert np.abs(array.x - whole).sum() <= 0.02 * whole.sum()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[5, 5], [5, 5]], "an eigenvalue of .*; expected all above 0"),
        ([[1, 9], [9, 1]], "an eigenvalue of -0.8"),
        ([[1, 0], [0, 0]], "a code that neither used"),
        ([[1, -1], [0, 1]], "confusion: -1 at"),
    ],
)
def test_confusions_that_tell_no_errors_are_told(table, message):
    with pytest.raises(InputError, match=message):
        truth(pd.DataFrame(table))


def test_what_does_not_fit_the_sample_is_told():
    _, (first, second) = planted_codings(3)
    said = sample(first, scale=SCALE)
    few = confusion(first, second).loc[[-1, 0, 1], [-1, 0, 1]]
    with pytest.raises(InputError, match="coding: no code -2, 2 in the confusion"):
        bootstrap(said, two_mode_of, coding=few, draws=2)
    with pytest.raises(InputError, match="codings: no unit has a stance from both"):
        confusion(first, second.assign(statement_id="x" + second["statement_id"]))
    with pytest.raises(InputError, match="statement_id: '00001' more than once in a coding"):
        confusion(first, pd.concat([second, second.iloc[:1]]))
    uneven = pd.DataFrame([[1, 0]], [0], [0, 1])
    with pytest.raises(InputError, match="other codes in rows than in columns"):
        truth(uneven)
