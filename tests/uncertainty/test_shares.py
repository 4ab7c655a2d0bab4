"""Shares of a bootstrap are those of tables that were drawn one by one."""

import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.networks.repeats import DUPLICATES
from analysis.networks.sample import sample
from analysis.uncertainty.resampling import bootstrapped
from analysis.uncertainty.shares import _drawn, _signs, _within_units, sign_shares


@tries(50)
@given(tables, st.sampled_from(DUPLICATES), st.sampled_from(["family", "document_id", None]))
def test_what_is_summed_by_unit_is_what_is_counted_draw_by_draw(table, duplicates, unit):
    said = sample(table, duplicates=duplicates, unit=unit)
    counted = [_signs(each) for each in bootstrapped(said, draws=9)]
    np.testing.assert_array_equal(_drawn(said, 9, 1), np.array(counted))


@pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")
def test_an_act_told_by_two_families_is_counted_draw_by_draw():
    fields = {"actor": "a", "sector": "x", "stance": 1, "act": "1", "family": ["f", "g"]}
    said = sample(pd.DataFrame(fields), duplicates="act")
    assert said.copies and not _within_units(said)
    assert sign_shares(said, draws=20).loc["a", "friendly"] == 1
