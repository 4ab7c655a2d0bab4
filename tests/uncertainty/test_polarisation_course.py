"""Polarisation over time: reference cases, all splits tried, a planted rise."""

from itertools import product

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from planted import planted
from scipy.stats import spearmanr

from analysis.errors import InputError
from analysis.measures.camps import polarisation
from analysis.measures.division import division, followed
from analysis.networks.matrices import one_mode
from analysis.uncertainty.polarisation_course import polarisation_course

SCALE = (-2, 2)


@pytest.mark.parametrize("case", cases.names("polarisation"))
def test_polarisation_at_a_time_is_the_reference(case):
    told = cases.parameters(case)
    found = polarisation_course(
        cases.statements(),
        times=[told.get("t", "2022-06-15")],
        kernel=told.get("kernel", "uniform"),
        width=float(told.get("h", 1e6)),
        duplicates=told.get("duplicates", "include"),
        scale=SCALE,
        draws=1,
    )
    value = found.table["polarisation"].item()
    assert value == pytest.approx(cases.value(case, "all", "polarisation"), abs=1e-9)
    camps = found.camps.set_index("row")["camp"]
    for line in cases.expected(case).itertuples():
        if line.column == "camp":
            assert camps.get(line.row, 0) == line.value, line.row


@tries(25)
@given(tables)
def test_polarisation_is_the_best_of_all_splits_and_the_sum_of_its_parts(table):
    both = [one_mode(table, aggregation=each, scale=SCALE) for each in ("congruence", "conflict")]
    found = division(*(each.to_numpy() for each in both))
    splits = product([0, 1], repeat=len(both[0]) - 1)
    every = [
        division(*(each.to_numpy() for each in both), np.array([0, *split])).polarisation
        for split in splits
    ]
    assert found.polarisation == pytest.approx(max(0, *every, 0), abs=1e-9)
    assert found.polarisation == pytest.approx(polarisation(*both), abs=1e-9)
    assert found.within + found.between == pytest.approx(found.polarisation, abs=1e-12)


@pytest.mark.parametrize("seed", [3, 12])
def test_a_planted_rise_is_found(seed):
    table, truth = planted("rising", seed)
    found = polarisation_course(table, scale=SCALE, draws=9).table
    assert spearmanr(found.index, found["polarisation"])[0] >= 0.6
    assert found["polarisation"].iloc[-1] - found["polarisation"].iloc[0] >= 0.05
    assert found["polarisation"].iloc[-1] > found["expected_high"].iloc[-1]
    camps = truth[truth["what"] == "camp"].set_index("id")["value"]
    given = polarisation_course(table, scale=SCALE, draws=9, camps=camps).table
    assert (given["polarisation"] <= found["polarisation"] + 1e-9).all()
    assert given["polarisation"].iloc[-1] == pytest.approx(found["polarisation"].iloc[-1], abs=0.02)


def test_true_camps_are_not_split_as_they_grow_apart():
    """Polarisation of Discourse Network Analyzer splits true camps; here the last ones are true."""
    table, truth = planted("rising")
    found = polarisation_course(table, scale=SCALE, draws=1).camps
    camps = truth[truth["what"] == "camp"].set_index("id")["value"].astype(int)
    last = found[found["slice"] == "2023-H2"].set_index("row")["camp"]
    same = (camps.reindex(last.index) == last).mean()
    assert max(same, 1 - same) >= 0.9


def test_camps_keep_their_names_from_slice_to_slice():
    assert [
        each.tolist() for each in followed([np.array([1, 1, 0, -1]), np.array([0, 0, 1, 1])])
    ] == [[0, 0, 1, -1], [0, 0, 1, 1]]


def test_one_actor_is_not_polarised_and_one_voice_no_more_than_chance():
    table = cases.statements()
    alone = polarisation_course(table[table["actor"] == "Gazprom"], scale=SCALE, draws=5).table
    assert (alone[["polarisation", "low", "high", "expected"]] == 0).all(axis=None)
    voice = polarisation_course(table.assign(stance=2), scale=SCALE, draws=5).table
    np.testing.assert_allclose(voice["polarisation"], voice["expected"], atol=1e-12)
    assert (voice["p"] == 1).all()


def test_the_same_seed_gives_the_same_bands():
    table = cases.statements()
    one, other = (polarisation_course(table, scale=SCALE, draws=5).table for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert not one.drop(columns="slice").isna().any(axis=None)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"draws": 0}, "draws: 0; expected a number from 1 up"),
        ({"camps": pd.Series({"nobody": 1})}, "camps: of no row of the record"),
        ({"camps": [0, 1]}, "camps: expected a Series"),
    ],
)
def test_what_cannot_be_asked_is_told(asked, message):
    with pytest.raises(InputError, match=message):
        polarisation_course(cases.statements(), scale=SCALE, **({"draws": 1} | asked))


def test_a_record_without_stances_is_not_polarised_but_told():
    with pytest.raises(InputError, match="level: missing; aggregation 'congruence' expects"):
        polarisation_course(cases.statements().drop(columns="stance"))
