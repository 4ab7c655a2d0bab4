"""Phases: planted changes found, none where there is none, and what a user is told."""

import warnings

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from planted import planted

from analysis.errors import InputError
from analysis.networks.moving import moving
from analysis.networks.time_weights import by_calendar
from analysis.uncertainty.change_at import change_at
from analysis.uncertainty.exchanged import exchanged, settled, starts
from analysis.uncertainty.phases import fixed_phases, phases

SCALE = (-2, 2)
CHANGES = [pd.Timestamp("2021-05-15"), pd.Timestamp("2022-10-01")]


def quarters_apart(label: str, day: pd.Timestamp) -> float:
    start = pd.Period(label.replace("-", "")).start_time
    return abs((start - day).days) / 91.3


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", [3, 11])
def test_planted_changes_are_found(seed):
    table, _ = planted("phases", seed)
    found = phases(table, scale=SCALE, draws=99, seed=seed)
    assert found.tests["p"].iloc[0] <= 0.01
    assert len(found.table) == 3
    members, _ = fixed_phases(found.distances, 3)
    for place, change in zip(np.flatnonzero(np.diff(members)) + 1, CHANGES, strict=True):
        assert quarters_apart(found.slices.labels[place], change) <= 3
    assert found.table["families"].sum() == table["family"].nunique()


def test_the_turns_are_made_by_those_who_turned():
    """At the first change six actors of 16 change sides, at the second half of the sectors turn."""
    table, _ = planted("phases")
    found = phases(table, scale=SCALE, draws=99)
    first, second = (part for _, part in found.turns.groupby("turn", sort=True))
    by_actor = first.groupby("row")["share"].sum()
    turned = [f"Actor {n:02d}" for n in range(1, 7)]
    assert by_actor[by_actor.index.isin(turned)].sum() > 0.5
    by_sector = second.groupby("column")["share"].sum()
    assert by_sector[[f"Sector {n:02d}" for n in range(1, 6)]].sum() > 0.75
    for part in (first, second):
        assert part["share"].sum() == pytest.approx(1)


@pytest.mark.long
def test_without_a_change_the_test_rejects_as_often_as_it_says():
    found = [
        phases(planted("no_phases", seed)[0], scale=SCALE, draws=99, most=2, seed=seed).tests["p"][
            0
        ]
        for seed in range(100, 160)
    ]
    assert np.mean(np.array(found) <= 0.05) <= 0.1
    assert 0.4 <= np.mean(found) <= 0.6


def test_no_change_is_found_where_none_is():
    table, _ = planted("no_phases")
    found = phases(table, scale=SCALE, draws=99)
    assert len(found.table) == 1 and found.turns.empty
    assert not found.tests["taken"].any() and found.tests["p"][0] > 0.05


def test_a_change_of_activity_alone_is_no_change_of_the_network():
    """A burst: five times as many families in the second half, which say what was said before."""
    generator = np.random.default_rng(5)
    days = np.concatenate([generator.integers(0, 365, 40), generator.integers(365, 730, 200)])
    table = pd.DataFrame(
        {
            "actor": generator.choice([*"abcd"], 240),
            "sector": generator.choice([*"xyz"], 240),
            "date": pd.Timestamp("2020-01-01") + pd.to_timedelta(days, unit="D"),
            "family": [f"f{n}" for n in range(240)],
        }
    )
    table["stance"] = np.where(table["actor"].isin([*"ab"]) == (table["sector"] == "x"), 1, -1)
    assert len(phases(table, scale=(-1, 1), draws=99).table) == 1


def test_exchanged_families_stay_whole_and_keep_the_days_of_the_record():
    table, _ = planted("phases")
    said = moving(table, scale=SCALE)
    said = settled(said, by_calendar(said, "quarter"))
    begins = starts(said)
    groups = np.zeros(len(begins), int)
    for first, _ in exchanged(said, groups, draws=3, seed=1):
        moved = said._replace(first=first)
        assert sorted(starts(moved)) == sorted(begins)
        lags = first - starts(moved)[said.sample.unit]
        assert np.array_equal(lags, said.first - begins[said.sample.unit])


def test_the_shift_test_is_the_reference():
    table = cases.statements()
    told = cases.parameters("shift_test")
    found = change_at(table, date=told["cut"], null="shifts", scale=SCALE, duplicates="include")
    wanted = [cases.value("shift_test", str(shift), "distance") for shift in range(60)]
    np.testing.assert_allclose(found.drawn, wanted, atol=1e-9)
    assert found.p == pytest.approx(cases.value("shift_test", "all", "p"), abs=1e-9)


def test_the_change_at_a_planted_date_is_not_of_chance():
    table, _ = planted("phases")
    assert change_at(table, date="2021-05-15", scale=SCALE, draws=99).p <= 0.01
    table, _ = planted("no_phases")
    assert change_at(table, date="2021-05-15", scale=SCALE, draws=99).p > 0.05


def test_the_same_seed_gives_the_same_phases():
    table, _ = planted("phases")
    one, other = (phases(table, scale=SCALE, draws=19, seed=2) for _ in range(2))
    pd.testing.assert_frame_equal(one.tests, other.tests)
    shuffled = phases(table.sample(frac=1, random_state=1), scale=SCALE, draws=19, seed=2)
    pd.testing.assert_frame_equal(one.tests, shuffled.tests)


@pytest.mark.parametrize("mode", ["one", "two"])
@pytest.mark.parametrize("measure", ["l1", "relative_l1", "cosine", "spectral"])
def test_odd_records_have_phases_without_a_warning(mode, measure):
    if mode == "two" and measure == "spectral":
        return
    aggregation = "congruence" if mode == "one" else "subtract"
    table = pd.DataFrame(
        {"actor": "a", "sector": "x", "stance": 1, "date": ["2024-02-01"], "family": "f"}
    )
    long = pd.concat([table, table.assign(date="2020-01-01", family="g")])
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        warnings.filterwarnings("error", module="analysis")
        for odd in (table, long):
            told = {"scale": (-1, 1), "draws": 9, "mode": mode, "aggregation": aggregation}
            found = phases(odd, measure=measure, **told)
            assert len(found.table) == 1 and np.isfinite(found.distances).all()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"period": "week"}, "period: 'week'; expected"),
        ({"alpha": 5}, "alpha: 5; expected a level between 0 and 1"),
        ({"most": 0}, "most: 0; expected a number of phases from 1 up"),
        ({"draws": 0}, "draws: 0; expected a number from 1 up"),
        ({"measure": "spectral"}, "of two-mode networks"),
        ({"times": 20, "width": 90}, "days apart, so that kernels share statements"),
    ],
)
def test_what_has_no_phases_is_told(asked, message):
    with pytest.raises(InputError, match=message):
        phases(cases.statements(), **({"scale": SCALE, "draws": 9} | asked))


@pytest.mark.parametrize("day", ["1999-01-01", "2021-01-01", "2031-01-01"])
def test_a_date_outside_the_record_is_told(day):
    with pytest.raises(InputError, match="expected a day with statements before it and from it on"):
        change_at(cases.statements(), date=day, scale=SCALE)
