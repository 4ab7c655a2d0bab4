"""Golden matrices: tests/reference, 63 cases computed for this project (see its README)."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.networks.arrays import count
from analysis.networks.cells import cells
from analysis.networks.matrices import (
    ONE_MODE,
    ONE_MODE_NORMALIZATION,
    TWO_MODE,
    TWO_MODE_NORMALIZATION,
    one_mode,
    one_mode_of,
    two_mode,
    two_mode_of,
)
from analysis.networks.repeats import DUPLICATES

REFERENCE = Path(__file__).parents[1] / "reference"
STATEMENTS = pd.read_csv(REFERENCE / "statements.csv", parse_dates=["date"])
EXPECTED = pd.read_csv(REFERENCE / "expected.csv.gz", keep_default_na=False)
SCALE = (-2, 2)


PARTS = {
    "all": STATEMENTS,
    "Gazprom": STATEMENTS[STATEMENTS["actor"] == "Gazprom"],
    "neutral": STATEMENTS[STATEMENTS["stance"] == 0],
}


@cache
def _counted(part):
    return count(PARTS[part])


def counted(part="all"):
    """The reference counted once, in an array of its own that a test may change."""
    array = _counted(part)
    return array._replace(x=array.x.copy())


@pytest.mark.sample(10)
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
        table = cells(
            STATEMENTS,
            first["rows"],
            first["columns"],
            first["qualifier"],
            duplicates=first["duplicates"],
            same_level=same_level,
        )
        assert table["count"].sum() == int(first["statements_kept"])


@tries(10)
@given(tables)
def test_congruence_and_conflict_make_up_ignore(table):
    array = count(table)
    parts = [
        one_mode_of(array, aggregation=name, scale=SCALE) for name in ("congruence", "conflict")
    ]
    whole = one_mode(table, aggregation="ignore")
    np.testing.assert_allclose(parts[0] + parts[1], whole, atol=1e-9)
    np.testing.assert_allclose(
        parts[0] - parts[1], one_mode(table, aggregation="subtract", scale=SCALE)
    )


@tries(10)
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


@tries(10)
@given(tables, st.sampled_from(TWO_MODE_NORMALIZATION[1:]))
def test_shares_sum_to_one(table, normalization):
    axis = 1 if normalization == "activity" else 0
    np.testing.assert_allclose(two_mode(table, normalization=normalization).sum(axis=axis), 1)


@pytest.mark.parametrize("aggregation", ONE_MODE)
@pytest.mark.parametrize("normalization", ONE_MODE_NORMALIZATION)
def test_one_actor_one_level_and_rows_of_zeros_give_numbers(aggregation, normalization):
    choices = {"aggregation": aggregation, "normalization": normalization}
    one = one_mode_of(counted("Gazprom"), scale=SCALE, **choices)
    assert one.to_numpy().tolist() == [[0.0]]
    level = one_mode_of(counted("neutral"), scale=SCALE, **choices)
    assert np.isfinite(level).all(axis=None)
    array = counted()
    array.x[1] = 0
    without = one_mode_of(array, scale=SCALE, **choices)
    assert np.isfinite(without).all(axis=None) and (without.iloc[1] == 0).all()


@pytest.mark.parametrize("aggregation", TWO_MODE)
@pytest.mark.parametrize("normalization", TWO_MODE_NORMALIZATION)
def test_a_row_and_a_column_of_zeros_stay_zero(aggregation, normalization):
    array = counted()
    array.x[1], array.x[:, 2] = 0, 0
    matrix = two_mode_of(array, aggregation=aggregation, normalization=normalization)
    assert (matrix.iloc[1] == 0).all() and (matrix.iloc[:, 2] == 0).all()


def test_a_table_without_levels_has_its_counts():
    bare = STATEMENTS.drop(columns=["stance", "agree"])
    matrix = one_mode(bare, aggregation="ignore", level=None)
    pd.testing.assert_frame_equal(matrix, one_mode(STATEMENTS, aggregation="ignore"))
    pd.testing.assert_frame_equal(two_mode(bare, level=None), two_mode(STATEMENTS))


def test_a_boolean_level_is_for_or_against():
    net = two_mode(STATEMENTS, level="agree", aggregation="subtract")
    signs = STATEMENTS.assign(agree=STATEMENTS["agree"].astype(bool))
    told = two_mode(signs, level="agree", aggregation="subtract")
    counts = two_mode(STATEMENTS)
    np.testing.assert_allclose(told, 2 * net - counts)


def test_the_sum_over_a_part_and_the_rest_is_the_whole(study):
    """A roll-up commutes with addition: states' matrices are sums over their parts."""
    from analysis.study.selection import roll_up, wholes

    states = wholes(study.actors, "actor_id")
    rolled = two_mode(roll_up(study, sectors=False).statements, aggregation="subtract")
    between = study.statements["actor"].map(states) != study.statements["target"].map(states)
    parts = two_mode(study.statements[between], aggregation="subtract")
    added = parts.groupby(parts.index.map(states)).sum()
    pd.testing.assert_frame_equal(added, rolled, check_names=False)


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
        (
            lambda: two_mode(STATEMENTS, level="frame", aggregation="subtract"),
            "level: 'frame' is text",
        ),
        (lambda: two_mode(STATEMENTS, duplicates="family"), "'family' is unknown"),
        (lambda: one_mode(STATEMENTS, level=None), "level: missing; aggregation 'congruence'"),
        (lambda: two_mode(STATEMENTS, level=None, aggregation="combine"), "level: missing"),
        (
            lambda: one_mode_of(count(STATEMENTS, same_level=False), scale=SCALE),
            "cells that were counted with same_level=False; expected 'ignore'",
        ),
        (lambda: one_mode(STATEMENTS, scale=(2, -2)), "scale: (2, -2) does not hold"),
    ],
)
def test_a_wrong_choice_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)


@pytest.mark.long
def test_the_locale_changes_nothing(study):
    code = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "import locale; locale.setlocale(locale.LC_ALL, '')\n"
        "import analysis\n"
        "study = analysis.load_study('kazakhstan-russia')\n"
        "print(analysis.one_mode(study.statements, 'speaker', scale=study.scale).to_csv())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            check=True,
            text=True,
            encoding="utf-8",
            capture_output=True,
            env=os.environ | {"LC_ALL": name, "PYTHONHASHSEED": seed},
        ).stdout
        for name, seed in (("C", "1"), ("C.UTF-8", "2"))
    }
    here = one_mode(study.statements, "speaker", scale=study.scale).to_csv()
    assert told == {here + "\n"}
