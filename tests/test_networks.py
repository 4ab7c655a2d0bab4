"""Golden matrices: tests/reference, 63 cases computed for this project (see its README)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from generated import tables
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cells import DUPLICATES, cells
from analysis.errors import InputError
from analysis.networks import (
    ONE_MODE_NORMALIZATION,
    TWO_MODE,
    TWO_MODE_NORMALIZATION,
    one_mode,
    two_mode,
)

REFERENCE = Path(__file__).parent / "reference"
STATEMENTS = pd.read_csv(REFERENCE / "statements.csv", parse_dates=["date"])
EXPECTED = pd.read_csv(REFERENCE / "expected.csv.gz", keep_default_na=False)
SCALE = (-2, 2)


@pytest.mark.parametrize("case", EXPECTED["case"].unique())
def test_reference_matrices(case):
    lines = EXPECTED[EXPECTED["case"] == case]
    first = lines.iloc[0]
    choices = {
        "rows": first["rows"],
        "columns": first["columns"],
        "level": first["qualifier"],
        "aggregation": first["aggregation"],
        "normalization": first["normalization"],
        "duplicates": first["duplicates"],
    }
    two = first["mode"] == "two_mode"
    ours = two_mode(STATEMENTS, **choices) if two else one_mode(STATEMENTS, **choices, scale=SCALE)
    theirs = lines.pivot(index="row", columns="column", values="value")
    assert list(ours.index) == list(theirs.index) and list(ours.columns) == list(theirs.columns)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)
    if first["statements_kept"]:
        same_level = first["aggregation"] != "ignore"
        table = cells(STATEMENTS, first["rows"], first["columns"], first["qualifier"],
                      duplicates=first["duplicates"], same_level=same_level)  # fmt: skip
        assert table["count"].sum() == int(first["statements_kept"])


@settings(max_examples=25)
@given(tables)
def test_congruence_and_conflict_make_up_ignore(table):
    parts = [one_mode(table, aggregation=name, scale=SCALE) for name in ("congruence", "conflict")]
    whole = one_mode(table, aggregation="ignore")
    np.testing.assert_allclose(parts[0] + parts[1], whole, atol=1e-9)
    np.testing.assert_allclose(parts[0] - parts[1],
                               one_mode(table, aggregation="subtract", scale=SCALE))  # fmt: skip


@settings(max_examples=25)
@given(tables, st.sampled_from(DUPLICATES), st.sampled_from(ONE_MODE_NORMALIZATION))
def test_one_mode_is_symmetric_finite_and_blind_to_order(table, duplicates, normalization):
    choices = {"duplicates": duplicates, "normalization": normalization, "scale": SCALE}
    matrix = one_mode(table, **choices)
    assert np.isfinite(matrix).all(axis=None)
    assert (np.diag(matrix) == 0).all()
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-12)
    pd.testing.assert_frame_equal(one_mode(table[::-1], **choices), matrix)


@pytest.mark.parametrize("aggregation", TWO_MODE)
@pytest.mark.parametrize("normalization", TWO_MODE_NORMALIZATION)
def test_an_empty_table_gives_an_empty_matrix(aggregation, normalization):
    matrix = two_mode(STATEMENTS[:0], aggregation=aggregation, normalization=normalization)
    assert matrix.shape == (0, 0)


@pytest.mark.parametrize("normalization", ONE_MODE_NORMALIZATION)
def test_an_empty_table_gives_an_empty_one_mode_matrix(normalization):
    matrix = one_mode(STATEMENTS[:0], normalization=normalization, scale=SCALE)
    assert matrix.shape == (0, 0)


def test_text_levels_match_or_do_not():
    table = pd.DataFrame({"actor": list("abab"), "sector": list("xxyy"), "frame": list("ppqr")})
    congruence = one_mode(table, level="frame")
    conflict = one_mode(table, level="frame", aggregation="conflict")
    assert congruence.loc["a", "b"] == 1 and conflict.loc["a", "b"] == 1


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: two_mode(STATEMENTS, aggregation="congruence"), "aggregation: 'congruence'"),
        (lambda: one_mode(STATEMENTS, normalization="activity"), "normalization: 'activity'"),
        (lambda: one_mode(STATEMENTS, duplicates="day"), "duplicates: 'day'; expected one of"),
        (lambda: one_mode(STATEMENTS), "scale: missing; expected the declared range"),
        (lambda: one_mode(STATEMENTS, scale=(-1, 1)), "does not hold level -2, 2"),
        (lambda: two_mode(STATEMENTS, rows="acter"), "'acter' is unknown; expected 'actor'"),
        (lambda: two_mode(STATEMENTS, level="frame", aggregation="subtract"),
         "level: 'frame' is text"),
        (lambda: two_mode(STATEMENTS, duplicates="family"), "'family' is unknown"),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)
