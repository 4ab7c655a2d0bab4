"""Alpha of each code is that of the library, asked code by code."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import codes_of_both, codings
from analysis.measures.codewise import LEAST, OF_EACH, codewise, codewise_of_each

codes = st.lists(st.tuples(*[st.sampled_from(["oil", "gas", "coal", None])] * 2), max_size=12)


def coded(sectors: list, **fields) -> pd.DataFrame:
    """Return a coding of as many passages, in each of which one statement stands."""
    places = [f"par {number}" for number in range(len(sectors))]
    told = {"statement_id": places, "document_id": "D1", "locator": places, "actor": "a"}
    return pd.DataFrame(told | {"sector": pd.Series(sectors, dtype=object)} | fields)


@tries(60)
@given(codes)
def test_alpha_of_a_code_is_that_of_yes_and_no(pairs):
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    table = codewise(coded(first), coded(second), draws=5).set_index("code")
    given_by_both = [pair for pair in pairs if None not in pair]
    assert set(table.index) == {code for pair in given_by_both for code in pair}
    for code, line in table.iterrows():
        answers = np.array([[each == code for each in pair] for pair in given_by_both]).T
        assert line["first"] == answers[0].sum() and line["second"] == answers[1].sum()
        assert line["both"] == answers.all(axis=0).sum()
        if 0 < answers.sum() < answers.size:
            alpha = krippendorff.alpha(answers.astype(float), level_of_measurement="nominal")
            assert line["alpha"] == pytest.approx(alpha)
        else:
            assert np.isnan(line["alpha"])


def test_a_code_that_one_coder_never_gives_agrees_no_better_than_chance():
    first, second = ["oil"] * 5 + ["gas"] * 5, ["oil"] * 5 + ["gas"] * 4 + ["coal"]
    table = codewise(coded(first), coded(second), draws=200).set_index("code")
    assert table.loc["oil", "alpha"] == 1 and table.loc["oil", "low"] == 1
    assert abs(table.loc["coal", "alpha"]) < 0.06
    assert table.loc["gas", "low"] < table.loc["gas", "alpha"] < table.loc["gas", "high"]


def test_variables_that_are_not_coded_have_no_line():
    told = coded(["oil", "gas"], stance=[1, -1])
    assert codewise(told, told, draws=5)["variable"].tolist() == ["sector"] * 2 + ["stance"] * 2
    nothing = told[["statement_id", "document_id", "locator", "actor"]]
    assert codewise(nothing, nothing, draws=5).empty


@pytest.mark.long
def test_each_coder_is_measured_code_by_code(study):
    table = codewise_of_each(study)
    assert list(table.columns) == OF_EACH and set(table["coder"]) == set(codings(study))
    assert (table[["first", "second"]].max(axis=1) >= LEAST).all()
    theirs = codings(study)["c3"]
    mine = study.statements[study.statements["document_id"].isin(theirs["document_id"])]
    every = codewise(mine, theirs).groupby("variable")[["first", "second"]].sum()
    for variable, both in codes_of_both(mine, theirs).items():
        assert every.loc[variable].tolist() == [both.shape[1]] * 2
