"""Clusters agreed: planted camps found by each method and by all, and limits."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from planted import planted

from analysis import charts
from analysis.charts.figures.clusters import SURE
from analysis.errors import InputError
from analysis.measures.clusters import METHODS, best_number, meeting, modularity_of
from analysis.networks.arrays import count
from analysis.uncertainty.consensus import consensus, leaf_order

SCALE = (-2, 2)


def right(groups: pd.Series, truth: pd.DataFrame) -> int:
    camps = truth[truth["what"] == "camp"].set_index("id")["value"].astype(int)
    same = int((groups.reindex(camps.index) == camps).sum())
    return max(same, len(camps) - same)


@pytest.mark.parametrize("seed", [3, 51])
def test_planted_camps_are_what_methods_agree_on(seed):
    table, truth = planted("camps", seed)
    found = consensus(table, scale=SCALE, draws=5, seed=seed)
    groups = found.table.set_index("row")["group"]
    assert right(groups, truth) >= 18 and groups.nunique() == 2
    assert found.stability > 0.6 and found.modularity > 0.03
    assert sorted(leaf_order(found)) == [*range(20)]


@pytest.mark.parametrize("method", METHODS)
def test_each_method_finds_most_of_the_planted_camps(method):
    table, truth = planted("camps")
    array = count(table, duplicates="family", scale=SCALE)
    told = meeting(array)
    groups = METHODS[method](told, 2, np.random.default_rng(1))
    assert right(pd.Series(groups, array.rows), truth) >= 16
    number, best = best_number(method, told, 6, np.random.default_rng(1))
    assert modularity_of(told.surplus, best) > 0 and number >= 2


def test_groups_do_not_depend_on_the_order_of_rows_and_the_seed_decides():
    table = planted("camps")[0].iloc[:200]
    one, other = (consensus(table, scale=SCALE, draws=3) for _ in range(2))
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.methods, other.methods)
    assert (one.together.to_numpy() == one.together.to_numpy().T).all()
    assert (np.diag(one.together) == 1).all()


@pytest.mark.parametrize(
    "odd",
    [
        cases.statements().query("actor == 'Gazprom'"),
        cases.statements().iloc[:2],
        cases.statements().iloc[:0],
        cases.statements().assign(stance=2),
        cases.statements().assign(sector=lambda t: t["actor"]),
    ],
)
def test_odd_records_have_groups_without_nan(odd):
    found = consensus(odd, scale=SCALE, draws=2)
    assert not found.table.isna().any(axis=None) and not found.methods.isna().any(axis=None)
    assert np.isfinite(found.modularity)


def test_actors_who_never_meet_are_in_no_group():
    odd = cases.statements().assign(sector=lambda t: t["actor"])
    assert (consensus(odd, scale=SCALE, draws=2).table["group"] == -1).all()


def test_what_cannot_be_grouped_is_told():
    with pytest.raises(InputError, match="most: 1; expected a number of groups from 2 up"):
        consensus(cases.statements(), most=1, scale=SCALE)
    with pytest.raises(InputError, match="level: 'stance' is text"):
        consensus(cases.statements().assign(stance="for"), draws=2)
    with pytest.raises(InputError, match="level: missing"):
        consensus(cases.statements().drop(columns="stance"), draws=2)


@pytest.mark.long
def test_groups_that_methods_agree_on_in_noise_are_told_as_no_finding():
    """Where actors are few, methods agree on groups of stances that are drawn at random."""
    agreed = 0
    for seed in range(6):
        drawn = np.random.default_rng(seed)
        said = pd.DataFrame(
            {
                "actor": drawn.choice(list("abcde"), 60),
                "sector": drawn.choice(["x", "y", "z"], 60),
                "stance": drawn.choice([-1, 0, 1], 60),
                "family": drawn.integers(0, 30, 60).astype(str),
            }
        )
        chart = charts.clusters(said, scale=(-1, 1), draws=40)
        [found] = chart.more
        agreed += found.stability >= SURE
        assert not chart.finding.startswith("Methods agree") or (
            chart.finding.endswith("the groups are no finding.") == (found.chance > 0.05)
        )
        assert found.chance > 0.05
    assert agreed >= 2, "else this tests nothing"


@pytest.mark.long
def test_two_true_camps_are_deeper_than_chance():
    table, _ = planted("camps", 3)
    assert consensus(table, scale=SCALE, draws=40).chance == 0
