import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError, counted
from analysis.networks.arrays import count
from analysis.networks.cells import cells
from analysis.networks.matrices import one_mode, two_mode
from analysis.networks.periods import (
    CALENDAR,
    aligned,
    by_period,
    by_turn,
    by_window,
    difference,
    statement_shares,
)
from analysis.study.selection import select

DAYS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2023-12-31", "2024-01-01", "2024-07-01", "2024-07-01"]),
        "date_precision": ["day", "year", "month", "day"],
    }
)


def test_every_period_between_the_first_and_last_is_there():
    months = by_period(DAYS, "month")
    assert list(months)[:2] == ["2023-12", "2024-01"] and list(months)[-1] == "2024-07"
    assert len(months) == 8 and len(months["2024-03"]) == 0
    assert list(by_period(DAYS, "halfyear")) == ["2023-H2", "2024-H1", "2024-H2"]
    assert list(by_period(DAYS, "quarter")) == ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]


def test_a_date_counts_only_where_all_of_it_lies():
    assert [len(part) for part in by_period(DAYS, "year").values()] == [1, 3]
    assert [len(part) for part in by_period(DAYS, "quarter").values()] == [1, 0, 0, 2]
    windows = by_window(DAYS, days=366, step=1)
    assert next(iter(windows)) == "2023-12-31/2024-12-30"
    assert [len(part) for part in windows.values()] == [3, 3]  # no window holds the whole year
    assert len(by_window(DAYS, days=367, step=1)["2023-12-31/2024-12-31"]) == 4


def test_turns_part_the_statements():
    assert [*by_turn(DAYS, ["2024"])] == ["2023/2023", "2024/2024"]
    parts = by_turn(DAYS, ["2024-01-01", "2024-07"])
    # The statement known to be of 2024 only reaches over July and counts in neither part of it.
    assert {name: list(part.index) for name, part in parts.items()} == {
        "2023/2023-12-31": [0],
        "2024-07/2024": [2, 3],
    }


def test_turns_that_part_nothing_give_way_to_the_median_year():
    assert list(by_turn(DAYS, ["2030"])) == ["2023/2023", "2024/2024"]
    assert list(by_turn(DAYS.iloc[1:], [])) == ["2024/2024"]
    assert [*by_turn(DAYS.iloc[:0], ["2024"])] == ["/"]


@tries(25)
@given(tables, st.sampled_from([[], ["2021"], ["2021-03-05", "2021-11"]]))
def test_each_statement_of_a_known_day_is_in_one_part(table, turns):
    parts = by_turn(table, turns)
    assert sorted(pd.concat(parts.values())["statement_id"]) == list(table["statement_id"])
    assert all(len(part) for part in parts.values())


def test_shares_are_of_statements():
    said = pd.DataFrame(
        {
            "statement_id": list("abcd"),
            "document_id": "D1",
            "actor": list("kkrk"),
            "target": list("rrku"),
            "sector": list("ooog"),
            "stance": 1,
        }
    )
    shares = statement_shares(count(said, "party"))
    assert shares.loc["k"].to_dict() == {"g": 0.25, "o": 0.75}
    assert shares.to_numpy().sum() == 2
    assert statement_shares(count(said.iloc[:0], "party")).empty


@tries(10)
@given(tables, st.sampled_from(list(CALENDAR)))
def test_periods_agree_with_the_cells_by_period(table, period):
    counted = cells(table, "actor", "sector", by=[period])
    for name, part in by_period(table, period).items():
        assert counted.loc[counted[period] == name, "count"].sum() == len(part)


@tries(25)
@given(tables, st.integers(1, 200), st.integers(1, 90))
def test_windows_are_exactly_as_wide_as_asked(table, days, step):
    span = (table["date"].max() - table["date"].min()).days + 1
    if span < days:
        with pytest.raises(InputError, match=f"the statements span {counted(span, 'day')},"):
            by_window(table, days, step)
        return
    windows = by_window(table, days, step)
    for name, part in windows.items():
        first, last = (pd.Timestamp(end) for end in name.split("/"))
        assert (last - first).days + 1 == days
        assert part.index.equals(table.index[table["date"].between(first, last)])
    assert len(windows) == (span - days) // step + 1


def test_matrices_of_periods_align(study):
    said = study.statements[study.statements["date"] >= "2022"]
    parts = by_period(said, "year")
    networks = aligned({name: one_mode(part, scale=study.scale) for name, part in parts.items()})
    everyone = sorted(said["actor"].unique())
    assert list(networks) == sorted({str(date.year) for date in said["date"]})
    for network in networks.values():
        assert list(network.index) == list(network.columns) == everyone
        assert network.notna().all(axis=None)
    counts = aligned({name: two_mode(part) for name, part in parts.items()})
    total = sum(counts.values())
    pd.testing.assert_frame_equal(total, two_mode(said), check_names=False)


def test_a_difference_is_undone_by_addition(study):
    years = by_period(study.statements, "year")
    parts = {name: two_mode(years[name]) for name in ("2023", "2024")}
    change = difference(parts["2023"], parts["2024"])
    both = aligned({"a": parts["2023"], "b": parts["2024"]})
    pd.testing.assert_frame_equal(both["a"] + change, both["b"])


def test_nothing_in_gives_nothing_out():
    assert by_period(DAYS[:0], "year") == {} and aligned({}) == {}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: by_period(DAYS, "week"), "period: 'week'; expected one of: year, halfyear"),
        (lambda: by_window(DAYS, 0, 0), "days: 0; expected a number of days from 1 up\nstep: 0;"),
        (lambda: by_window(DAYS[:0], 5, 1), "days: 5; the statements span 0 days"),
    ],
)
def test_a_wrong_choice_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)


BLANK = pd.DataFrame({"date": pd.to_datetime([None, None]), "date_precision": ["day", "year"]})


@pytest.mark.parametrize("dates", [[None, None], [pd.NaT, pd.NaT], ["", " "], [float("nan")] * 2])
def test_a_missing_date_is_in_no_period(dates):
    bare = pd.DataFrame({"date": dates, "statement_id": ["x", "y"]})
    for table in (bare, bare[:0]):
        assert by_period(table, "month") == {}
        parts = by_turn(table, ["2022-02-24"])
        assert list(parts) == ["/"] and parts["/"].empty
        with pytest.raises(InputError, match="the statements span 0 days"):
            by_window(table, 5, 1)
    some = pd.concat([DAYS, BLANK], ignore_index=True)
    for cut in (
        lambda t: by_period(t, "month"),
        lambda t: by_turn(t, ["2024"]),
        lambda t: by_window(t, 90, 30),
    ):
        ours, theirs = cut(some), cut(DAYS)
        assert list(ours) == list(theirs)
        assert all(list(ours[name].index) == list(theirs[name].index) for name in theirs)


def test_the_grid_of_before_and_after_counts_what_turns_count(study):
    """README's `before: {until: 2022-02-23}`, `after: {since: 2022-02-24}`."""
    before, after = by_turn(study.statements, ["2022-02-24"]).values()
    for part, choices in ((before, {"until": "2022-02-23"}), (after, {"since": "2022-02-24"})):
        chosen = select(study, **choices).statements
        assert list(chosen["statement_id"]) == list(part["statement_id"])
    left = len(study.statements) - len(before) - len(after)
    known = study.statements.set_index("statement_id")["date_precision"]
    assert left == 4 and known["D144-01"] == "year" and known["D144-03"] == "month"
