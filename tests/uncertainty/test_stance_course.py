"""Stances smoothed over time: brute force, planted changes, and what there is too little of."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.networks.time_weights import KERNELS
from analysis.uncertainty.stance_course import stance_course

SCALE = (-2, 2)


@tries(20)
@given(tables, st.sampled_from(sorted(KERNELS)), st.integers(1, 400))
def test_means_are_weighted_sums_over_the_statements(table, kernel, width):
    time = pd.Timestamp("2021-06-01")
    told = {"kernel": kernel, "width": width, "duplicates": "include", "scale": SCALE, "draws": 2}
    found = stance_course(table, times=[time], **told).table.set_index("column")
    weight = KERNELS[kernel](((table["date"] - time).dt.days / width).to_numpy(float))
    for sector, part in table.assign(w=weight).groupby("sector"):
        total = part["w"].sum()
        assert found.loc[sector, "statements"] == pytest.approx(total)
        mean = (part["w"] * part["stance"]).sum() / total if total else np.nan
        assert found.loc[sector, "mean"] == pytest.approx(mean, nan_ok=True)
        by_family = part.groupby("family")["w"].sum()
        effective = by_family.sum() ** 2 / (by_family**2).sum() if total else 0
        assert found.loc[sector, "effective"] == pytest.approx(effective)


def turned(number: int = 200) -> pd.DataFrame:
    """On `oil` all turn from friendly to strained in the middle of four years, on `gas` none."""
    generator = np.random.default_rng(1)
    days = np.sort(generator.integers(1461, size=number))
    table = pd.DataFrame(
        {
            "actor": generator.choice([*"abcd"], number),
            "sector": generator.choice(["oil", "gas"], number),
            "date": pd.Timestamp("2020-01-01") + pd.to_timedelta(days, unit="D"),
            "family": [f"f{n}" for n in range(number)],
        }
    )
    likely = np.where((table["sector"] == "oil") & (days >= 730), 0.15, 0.8)
    return table.assign(stance=np.where(generator.random(number) < likely, 1, -1))


def test_a_planted_change_is_clear_and_what_did_not_change_is_not():
    changes = stance_course(turned(), width=180, scale=(-1, 1), draws=100).changes
    lines = changes.set_index("column")
    assert lines.loc["oil", "high"] < 0
    assert lines.loc["gas", "low"] < 0 < lines.loc["gas", "high"]
    assert (lines["later"] - lines["earlier"] > pd.Timedelta(days=360)).all()


def test_truth_counts_as_for_and_against():
    table = turned(60)
    told = {"times": 5, "draws": 3, "width": 200}
    one = stance_course(table, scale=(-1, 1), **told).table
    other = stance_course(table.assign(stance=table["stance"] > 0), **told).table
    pd.testing.assert_frame_equal(one, other)


def test_a_record_of_a_few_families_tells_no_change():
    found = stance_course(turned(8), scale=(-1, 1), draws=3)
    assert found.changes.empty and found.table["thin"].all()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"draws": 0}, "draws: 0; expected a number from 1 up"),
        ({"width": 0}, "width: 0; expected"),
        ({"columns": "colour"}, "field: 'colour' is unknown"),
    ],
)
def test_what_has_no_course_is_told(asked, message):
    with pytest.raises(InputError, match=message):
        stance_course(cases.statements(), **({"scale": SCALE, "draws": 2} | asked))


def test_levels_that_cannot_be_summed_are_told():
    with pytest.raises(InputError, match="level: 'stance' is text"):
        stance_course(cases.statements().assign(stance="for"), draws=2)
    with pytest.raises(InputError, match="level: missing"):
        stance_course(cases.statements().drop(columns="stance"), draws=2)
