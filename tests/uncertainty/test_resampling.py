import itertools

import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis import study_from
from analysis.errors import InputError, InputNote
from analysis.networks.arrays import count
from analysis.networks.matrices import two_mode_of
from analysis.networks.repeats import DUPLICATES
from analysis.networks.sample import observed, sample
from analysis.uncertainty.bootstrap import bootstrap
from analysis.uncertainty.resampling import bootstrapped, left_one_out, shuffled


@tries(12)
@given(tables, st.sampled_from(DUPLICATES), st.booleans(), st.sampled_from([None, "stance"]))
def test_the_observed_array_is_the_counted_one(table, duplicates, same_level, level):
    choices = {"level": level, "duplicates": duplicates, "same_level": same_level}
    ours, theirs = observed(sample(table, **choices)), count(table, **choices)
    assert ours.rows.equals(theirs.rows) and ours.columns.equals(theirs.columns)
    levels = ours.levels.get_indexer(theirs.levels)  # ours holds those of dropped ones too
    np.testing.assert_array_equal(ours.x[:, :, levels], theirs.x)
    assert ours.x.sum() == theirs.x.sum() and ours.blind == theirs.blind


@tries(12)
@given(tables, st.sampled_from(DUPLICATES), st.sampled_from(["family", "document_id"]))
def test_a_draw_is_the_count_of_a_table_drawn_by_hand(table, duplicates, unit):
    """Rules within a unit see each copy of it as a unit of its own, all others see one table.

    Families that group no documents are documents.
    """
    units = sorted(table[unit].unique())
    grouped = (table.groupby("family")["document_id"].nunique() > 1).any()
    generator = np.random.default_rng(3)
    for array in itertools.islice(
        bootstrapped(sample(table, duplicates=duplicates, unit=unit), seed=3), 2
    ):
        drawn = generator.integers(len(units), size=len(units))
        copies = [
            table[table[unit] == units[place]].assign(copy=number)
            for number, place in enumerate(drawn)
        ]
        copied = pd.concat(copies, ignore_index=True)
        copied = copied.assign(statement_id=copied["statement_id"] + copied["copy"].astype(str))
        fields = {"act": "act", "document": "document_id"}
        fields |= {"family": "family"} if unit == "family" or not grouped else {}
        if field := fields.get(duplicates):
            copied[field] = copied[field] + copied["copy"].astype(str)
        expected = count(copied, duplicates=duplicates)
        assert array.x.sum() == expected.x.sum()
        rows = array.rows.get_indexer(expected.rows)
        columns = array.columns.get_indexer(expected.columns)
        levels = array.levels.get_indexer(expected.levels)
        np.testing.assert_array_equal(array.x[np.ix_(rows, columns, levels)], expected.x)


@tries(8)
@given(tables, st.sampled_from(DUPLICATES))
def test_leaving_one_out_is_counting_without_it(table, duplicates):
    families = sorted(table["family"].unique())
    arrays = list(left_one_out(sample(table, duplicates=duplicates)))
    assert len(arrays) == len(families)
    for family, array in zip(families, arrays, strict=True):
        rest = count(table[table["family"] != family], duplicates=duplicates)
        assert array.x.sum() == rest.x.sum()


@tries(8)
@given(tables)
def test_shuffling_keeps_what_it_says(table):
    statements = sample(table)
    seen = observed(statements).x
    for array in shuffled(statements, shuffle="levels", draws=3):
        np.testing.assert_array_equal(array.x.sum(axis=2), seen.sum(axis=2))
        np.testing.assert_array_equal(array.x.sum(axis=(0, 1)), seen.sum(axis=(0, 1)))
    for array in shuffled(statements, shuffle="columns", draws=3):
        np.testing.assert_array_equal(array.x.sum(axis=1), seen.sum(axis=1))
        np.testing.assert_array_equal(array.x.sum(axis=(0, 2)), seen.sum(axis=(0, 2)))


def test_the_seed_and_not_the_order_of_rows_decides(study):
    from analysis.study.selection import with_documents

    said = with_documents(study)
    first, second, third = (
        [array.x for array in bootstrapped(sample(table, duplicates="family"), draws=3, seed=seed)]
        for table, seed in ((said, 1), (said[::-1], 1), (said, 2))
    )
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, third)


def test_no_statement_gives_empty_arrays(study):
    empty = sample(study.statements[:0].assign(family=""))
    for draws in (bootstrapped(empty, draws=2), shuffled(empty, draws=2), left_one_out(empty)):
        assert all(array.x.size == 0 for array in draws)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda t: sample(t, unit="publisher"), "unit: 'publisher'; expected one of: family"),
        (
            lambda t: list(shuffled(sample(t, unit="document_id"), shuffle="rows")),
            "shuffle: 'rows'; expected one of: levels, columns",
        ),
        (lambda t: sample(t, duplicates="family"), "field: 'family' is unknown"),
        (
            lambda t: list(bootstrapped(sample(t, unit="document_id"), draws=0)),
            "draws: 0; expected a",
        ),
        (lambda t: list(shuffled(sample(t, unit="document_id"), draws=0)), "draws: 0; expected a"),
    ],
)
def test_a_wrong_choice_is_told(call, expected, study):
    with pytest.raises(InputError) as raised:
        call(study.statements)
    assert expected in str(raised.value)


@tries(15)
@given(tables, st.data())
def test_a_statement_without_a_family_is_a_family_of_its_own(table, data):
    """As if each had been given a family by a name that no other has, which sorts last."""
    gone = data.draw(st.lists(st.booleans(), min_size=len(table), max_size=len(table)))
    gone = pd.Series(gone) & ~pd.Series([True, *[False] * (len(table) - 1)])  # one family is known
    blank = data.draw(st.sampled_from([None, "", " "]))
    named = table.assign(family=table["family"].mask(gone, "~" + table["statement_id"]))
    bare = table.assign(family=table["family"].mask(gone, blank))
    ours, theirs = sample(bare), sample(named)
    np.testing.assert_array_equal(ours.unit, theirs.unit)
    assert ours.units["unit"].isna().sum() == ours.units["statement"].notna().sum() == gone.sum()
    for one, other in zip(bootstrapped(ours, draws=3), bootstrapped(theirs, draws=3), strict=True):
        np.testing.assert_array_equal(one.x, other.x)
    for one, other in zip(left_one_out(ours), left_one_out(theirs), strict=True):
        np.testing.assert_array_equal(one.x, other.x)


def test_both_rows_of_a_party_stay_in_the_unit_of_their_statement():
    table = pd.DataFrame(
        {
            "actor": list("ab"),
            "target": list("bc"),
            "sector": "x",
            "stance": 1,
            "family": [None, "f"],
        }
    )
    statements = sample(table, "party")
    assert len(statements.units) == 2 and np.bincount(statements.unit).tolist() == [2, 2]


def test_without_families_documents_are_drawn_and_without_these_statements(study):
    said = study.statements
    with pytest.warns(InputNote, match="has a field 'family'; each document is drawn as a unit"):
        drawn = sample(said)
    assert list(drawn.units["unit"]) == sorted(said["document_id"].unique())
    with pytest.warns(InputNote, match="each document"):
        assert len(sample(said.assign(family=None)).units) == said["document_id"].nunique()
    with pytest.warns(InputNote, match="'family' and 'document_id'; each statement is drawn as a"):
        alone = sample(said.drop(columns="document_id"))
    assert list(alone.units["statement"]) == sorted(said["statement_id"])
    assert alone.units["unit"].isna().all()
    with pytest.warns(InputNote, match="'document_id'; each statement"):
        sample(said.drop(columns="document_id"), unit="document_id")


@pytest.mark.parametrize("rule", ["family", "document"])
def test_documents_that_nobody_groups_are_families_of_their_own(rule):
    """A document that is drawn twice counts twice, so that an interval holds its estimate."""
    said = pd.DataFrame(
        [("a", "x", 1, f"d{n}") for n in range(12)]
        + [("b", "x", -1, f"d{n}") for n in range(9, 20)],
        columns=["actor", "sector", "stance", "document_id"],
    )
    fields = {"actor": "actor", "sector": "sector", "stance": "stance", "document": "document_id"}
    record = study_from(said, **fields)
    drawn = {
        unit: bootstrap(sample(record, duplicates=rule, unit=unit), two_mode_of, draws=200)
        for unit in ("family", "document_id")
    }
    pd.testing.assert_frame_equal(*drawn.values())
    tie = drawn["document_id"].set_index(["row", "column"]).loc[("a", "x")]
    assert tie["low"] < tie["estimate"] == 12 < tie["high"]


def test_a_family_of_two_documents_counts_once_however_often_they_are_drawn():
    said = pd.DataFrame({"actor": ["a", "a"], "sector": "x", "stance": 1})
    said = said.assign(document_id=["d1", "d2"], family="f")
    drawn = bootstrapped(sample(said, duplicates="family", unit="document_id"), draws=50)
    assert {array.x.sum() for array in drawn} == {1}
