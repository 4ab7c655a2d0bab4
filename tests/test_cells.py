from pathlib import Path

import pandas as pd
import pytest
from generated import tables
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cells import DUPLICATES, cells, kept, left_out
from analysis.errors import InputError

STATEMENTS = pd.read_csv(
    Path(__file__).parent / "reference" / "statements.csv", parse_dates=["date"]
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


@settings(max_examples=25)
@given(tables, st.sampled_from(DUPLICATES))
def test_duplicates_are_counted_by_hand(table, duplicates):
    week = table["date"].dt.isocalendar()
    scope = {
        "include": table["statement_id"],
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


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"rows": "acter"}, "field: 'acter' is unknown; expected 'actor'"),
        ({"duplicates": "day"}, "duplicates: 'day'; expected one of: include, document"),
        ({"duplicates": "family"}, "field: 'family' is unknown"),
        ({"rows": "party"}, "field: 'target' is unknown"),
    ],
)
def test_a_wrong_field_or_rule_is_told(choices, expected):
    with pytest.raises(InputError) as raised:
        cells(STATEMENTS, **({"rows": "actor", "columns": "sector"} | choices))
    assert expected in str(raised.value)
