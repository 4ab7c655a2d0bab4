from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.networks.asked import PERIODS
from analysis.networks.cells import cells, kept, left_out, scoped
from analysis.networks.repeats import DUPLICATES

STATEMENTS = pd.read_csv(
    Path(__file__).parents[1] / "reference" / "statements.csv", parse_dates=["date"]
)


def test_rows_without_a_field_are_left_out_and_counted():
    assert left_out(STATEMENTS, "actor", "sector") == 1
    assert cells(STATEMENTS, "actor", "sector")["count"].sum() == len(STATEMENTS) - 1


def test_csv_parquet_and_frame_give_the_same_cells(tmp_path):
    STATEMENTS.to_csv(tmp_path / "s.csv", index=False)
    STATEMENTS.to_parquet(tmp_path / "s.parquet")
    frame = cells(STATEMENTS, "actor", "sector", "stance", duplicates="week")
    for name in ("s.csv", "s.parquet"):
        read = cells(tmp_path / name, "actor", "sector", "stance", duplicates="week")
        pd.testing.assert_frame_equal(read, frame, check_dtype=False)


def test_a_party_is_actor_and_target(study):
    both = cells(study.statements, "party", "sector")
    actor = cells(study.statements, "actor", "sector")
    target = cells(study.statements, "target", "sector")
    assert both["count"].sum() == actor["count"].sum() + target["count"].sum()
    assert set(both["row"]) == set(actor["row"]) | set(target["row"])


def test_where_nobody_is_addressed_parties_are_actors():
    untold = STATEMENTS.drop(columns="target", errors="ignore")
    pd.testing.assert_frame_equal(
        cells(untold, "party", "sector"), cells(untold, "actor", "sector")
    )


@tries(10)
@given(tables, st.sampled_from(DUPLICATES))
def test_duplicates_are_counted_by_hand(table, duplicates):
    week = table["date"].dt.isocalendar()
    scope = {
        "include": table["statement_id"],
        "act": table["act"].fillna(table["statement_id"]),
        "document": table["document_id"],
        "family": table["family"],
        "week": week["year"].astype(str) + "-" + week["week"].astype(str),
        "month": table["date"].dt.to_period("M"),
        "year": table["date"].dt.year,
        "acrossrange": pd.Series(0, table.index),
    }[duplicates]
    by_hand = table.assign(scope=scope).sort_values(["date", "statement_id"])
    by_hand = by_hand.drop_duplicates(["actor", "sector", "stance", "scope"])
    ours = kept(table, "actor", "sector", "stance", duplicates=duplicates).execute()
    assert set(ours["statement_id"]) == set(by_hand["statement_id"])


@tries(10)
@given(tables, st.sampled_from(DUPLICATES), st.booleans())
def test_what_is_counted_is_what_is_kept(table, duplicates, same_level):
    choices = {"duplicates": duplicates, "same_level": same_level}
    counted = cells(table, "actor", "sector", "stance", **choices)
    ours = kept(table, "actor", "sector", "stance", **choices).execute()
    by_hand = ours.groupby(["row", "column", "level"]).size()
    assert counted.set_index(["row", "column", "level"])["count"].to_dict() == by_hand.to_dict()


@tries(10)
@given(tables, st.sampled_from(DUPLICATES), st.sampled_from(list(PERIODS)))
def test_cells_of_a_period_are_those_of_its_statements(table, duplicates, period):
    counted = cells(table, "actor", "sector", by=[period], duplicates=duplicates)
    unit = {"year": "%Y", "month": "%Y-%m"}.get(period)
    date = table["date"]
    label = (
        date.dt.strftime(unit)
        if unit
        else (
            date.dt.year.astype(str)
            + ("-Q" if period == "quarter" else "-H")
            + ((date.dt.month - 1) // (3 if period == "quarter" else 6) + 1).astype(str)
        )
    )
    assert set(counted[period]) == set(label)
    for name, part in table.groupby(label):
        alone = cells(part, "actor", "sector", duplicates=duplicates)
        ours = counted[counted[period] == name].drop(columns=period).reset_index(drop=True)
        pd.testing.assert_frame_equal(ours, alone)


def test_cells_of_documents_add_up():
    each = cells(STATEMENTS, "actor", "sector", by=["document_id"])
    whole = cells(STATEMENTS, "actor", "sector")
    added = each.groupby(["row", "column"], as_index=False)["count"].sum()
    pd.testing.assert_frame_equal(added, whole, check_dtype=False)


def test_a_date_known_to_the_year_is_in_no_quarter(study):
    counted = cells(study.statements, "actor", "sector", by=["quarter"])["count"].sum()
    yearly = (study.statements["date_precision"] == "year").sum()
    assert yearly and counted == len(study.statements) - yearly
    assert cells(study.statements, "actor", "sector", by=["year"])["count"].sum() == len(
        study.statements
    )


@pytest.mark.parametrize("ending", ["frame", "parquet"])
def test_a_statement_without_a_level_is_left_out_and_counted(ending, tmp_path):
    table = pd.DataFrame({"actor": list("aab"), "sector": list("xxy"), "stance": [1, None, 2]})
    if ending == "parquet":
        table.to_parquet(tmp_path / "s.parquet")
    source = table if ending == "frame" else tmp_path / "s.parquet"
    assert cells(source, "actor", "sector", "stance")["count"].sum() == 2
    assert left_out(source, "actor", "sector", "stance") == 1
    assert left_out(source, "actor", "sector") == 0


def test_an_ibis_table_is_counted_where_it_lives(tmp_path):
    STATEMENTS.to_parquet(tmp_path / "s.parquet")
    table = ibis.duckdb.connect().read_parquet(tmp_path / "s.parquet")
    pd.testing.assert_frame_equal(
        cells(table, "actor", "sector", duplicates="month"),
        cells(STATEMENTS, "actor", "sector", duplicates="month"),
    )


@tries(10)
@given(tables, st.sampled_from(DUPLICATES), st.booleans())
def test_of_those_that_count_as_one_the_first_is_kept(table, duplicates, same_level):
    choices = {"duplicates": duplicates, "same_level": same_level}
    every = scoped(table, "actor", "sector", "stance", fields=["statement_id"], **choices)
    first = every.drop_duplicates("once")["statement_id"]
    ours = kept(table, "actor", "sector", "stance", **choices).execute()["statement_id"]
    assert set(first) == set(ours)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"rows": "acter"}, "field: 'acter' is unknown; expected 'actor'"),
        ({"duplicates": "day"}, "duplicates: 'day'; expected one of: include, act, document"),
        ({"duplicates": "family"}, "field: 'family' is unknown"),
        ({"level": "stanse"}, "field: 'stanse' is unknown; expected 'stance'"),
        ({"by": ["quater"]}, "field: 'quater' is unknown; expected 'quarter'"),
    ],
)
def test_a_wrong_field_or_rule_is_told(choices, expected):
    with pytest.raises(InputError) as raised:
        cells(STATEMENTS, **({"rows": "actor", "columns": "sector"} | choices))
    assert expected in str(raised.value)


def test_dates_that_are_none_are_told():
    table = STATEMENTS[:1].assign(date=["27.11.24"])
    with pytest.raises(InputError, match=r"row 0, field date: '27\.11\.24'; expected a date"):
        cells(table, "actor", "sector", duplicates="week")
    with pytest.raises(InputError, match="field date: 'TRUE'; expected a date such as"):
        cells(ibis.memtable(STATEMENTS).mutate(date=True), "actor", "sector", duplicates="week")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(InputError, match=r"s\.parquet: no such file; expected a table as CSV"):
        cells(tmp_path / "s.parquet", "actor", "sector")
    (tmp_path / "s.parquet").write_bytes(b"no parquet at all")
    with pytest.raises(InputError, match=r"s\.parquet: .*[Pp]arquet"):
        cells(tmp_path / "s.parquet", "actor", "sector")


@pytest.mark.parametrize("duplicates", ["include", "month", "acrossrange"])
@pytest.mark.parametrize("same_level", [True, False])
def test_columns_named_like_those_of_cells_change_nothing(duplicates, same_level):
    other = STATEMENTS.assign(Row=7, Column=8, LEVEL=9, Repeat=5, count=3)
    choices = {"level": "stance", "duplicates": duplicates, "same_level": same_level}
    pd.testing.assert_frame_equal(
        cells(other, "actor", "sector", **choices), cells(STATEMENTS, "actor", "sector", **choices)
    )
    assert cells(other, "actor", "LEVEL")["column"].unique() == ["9"]  # a code


BLANKS = [None, "", "  ", float("nan"), pd.NA]


@pytest.mark.sample(3)
@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("ending", ["frame", "parquet"])
@pytest.mark.parametrize("duplicates", ["document", "family"])
def test_what_has_no_document_or_family_repeats_nothing(blank, ending, duplicates, tmp_path):
    field = {"document": "document_id"}.get(duplicates, duplicates)
    table = pd.DataFrame(
        {
            "actor": list("aaaab"),
            "sector": "x",
            "stance": 1,
            "statement_id": list("12345"),
            field: ["p", "p", blank, blank, blank],
        }
    )
    table[field] = table[field].astype("object" if ending == "frame" else "str")
    if ending == "parquet":
        table.to_parquet(tmp_path / "s.parquet")
    source = table if ending == "frame" else tmp_path / "s.parquet"
    counted = cells(source, "actor", "sector", duplicates=duplicates)
    assert counted.set_index("row")["count"].to_dict() == {"a": 3, "b": 1}
    ours = kept(source, "actor", "sector", duplicates=duplicates).execute()
    assert sorted(ours["statement_id"]) == list("1345")


def test_a_date_known_too_little_repeats_nothing():
    table = pd.DataFrame(
        {
            "actor": "a",
            "sector": "x",
            "statement_id": list("12345678"),
            "date": pd.to_datetime(["2024-01-01"] * 7 + [None]),
            "date_precision": ["day", None, "month", "month", "year", "year", "", "day"],
        }
    )
    numbers = {
        name: cells(table, "actor", "sector", duplicates=name)["count"].item()
        for name in ("week", "month", "year")
    }
    # One for the three known days; one each for the vaguer ones; one for that without a date.
    assert numbers == {"week": 1 + 4 + 1, "month": 1 + 2 + 1, "year": 1 + 1}
    first = kept(table, "actor", "sector", duplicates="year").execute()
    assert set(first["statement_id"]) == {"1", "8"}


MISSING = [[None, None], [pd.NaT, pd.NaT], [np.nan, np.nan], ["", " "]]


@pytest.mark.sample(2)
@pytest.mark.parametrize("dates", MISSING)
@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("period", PERIODS)
def test_dates_that_are_all_missing_are_no_period(dates, rows, period):
    table = pd.DataFrame({"actor": "a", "sector": "x", "date": dates})[:rows]
    assert cells(table, "actor", "sector", by=[period]).empty


@pytest.mark.sample(2)
@pytest.mark.parametrize("dates", MISSING)
@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("duplicates", ["week", "month", "year"])
def test_dates_that_are_all_missing_are_no_repetition(dates, rows, duplicates):
    table = pd.DataFrame({"actor": "a", "sector": "x", "date": dates})[:rows]
    assert cells(table, "actor", "sector", duplicates=duplicates)["count"].sum() == rows
    assert len(kept(table, "actor", "sector", duplicates=duplicates).execute()) == rows


def test_a_precision_that_dates_do_not_have_is_told():
    table = STATEMENTS.assign(date_precision="decade")
    for choices in ({"by": ["year"]}, {"duplicates": "week"}):
        with pytest.raises(InputError, match="date_precision: 'decade'; expected one of: day, mo"):
            cells(table, "actor", "sector", **choices)
