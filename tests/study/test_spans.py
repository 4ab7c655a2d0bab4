import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.networks.asked import PERIODS
from analysis.networks.cells import cells
from analysis.networks.periods import by_period, by_turn
from analysis.study.selection import select
from analysis.study.spans import held, spans

dated = st.lists(
    st.tuples(
        st.one_of(
            st.none(),
            st.dates(pd.Timestamp("2021-12-20").date(), pd.Timestamp("2023-01-10").date()),
        ),
        st.sampled_from(["day", "month", "year", "", None]),
    ),
    max_size=12,
)


def table_of(lines: list) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "statement_id": [f"{number:02d}" for number in range(len(lines))],
            "actor": "a",
            "sector": "x",
            "stance": 1,
            "date": pd.to_datetime([date for date, _ in lines]),
            "date_precision": [precision for _, precision in lines],
        }
    )


def days_of(date, precision: str | None) -> pd.DatetimeIndex:
    """Return every day on which a statement can have been made."""
    period = pd.Period(date, {"month": "M", "year": "Y"}.get(precision, "D"))
    return pd.date_range(period.start_time, period.end_time.normalize())


@tries(25)
@given(dated)
def test_the_span_is_every_day_by_hand(lines):
    first, last = spans(table_of(lines))
    for place, (date, precision) in enumerate(lines):
        if date is None:
            assert pd.isna(first[place]) and pd.isna(last[place])
        else:
            days = days_of(date, precision)
            assert (first[place], last[place]) == (days[0], days[-1])


@tries(15)
@given(dated, st.sampled_from(list(PERIODS)))
def test_cells_and_periods_hold_the_same_statements(lines, period):
    table = table_of(lines)
    counted = cells(table, "actor", "sector", by=[period]).set_index(period)["count"].to_dict()
    parts = {name: len(part) for name, part in by_period(table, period).items() if len(part)}
    assert counted == parts


@tries(15)
@given(dated, st.sampled_from(["2022-02-24", "2022-06", "2022"]))
def test_what_is_selected_lies_wholly_within(study, lines, turn):
    chosen = [
        select_from(study, table_of(lines), **choices)
        for choices in ({"since": turn}, {"until": turn}, {})
    ]
    start, end = pd.Period(turn).start_time, pd.Period(turn).end_time
    inside = [
        (
            date is not None and days_of(date, known)[0] >= start,
            date is not None and days_of(date, known)[-1] <= end,
        )
        for date, known in lines
    ]
    assert [sum(each) for each in zip(*inside, strict=True)] == [*map(len, chosen[:2])] or not lines
    assert len(chosen[2]) == len(lines), "no condition admits what has no date"


def select_from(study, table: pd.DataFrame, **choices) -> pd.DataFrame:
    from dataclasses import replace

    documents = table.assign(document_id=study.documents["document_id"].iloc[0])
    return select(replace(study, statements=documents), **choices).statements


def test_times_and_days_within_a_vague_date_change_nothing():
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2024-05-17 23:30", "2024-05-17 12:00"]),
            "date_precision": ["year", "day"],
        }
    )
    first, last = spans(table)
    assert (first[0], last[0]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
    assert (first[1], last[1]) == (pd.Timestamp("2024-05-17"),) * 2
    assert held(table, pd.Timestamp("2024-05-17"), None).tolist() == [False, True]
    assert list(by_turn(table, ["2024-05-18"])) == ["2024/2024"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"day": [1]}, "field: 'date' is unknown; expected one of: day"),
        ({"date": ["27.11.2024"]}, "field: 'date' holds string; expected dates"),
        ({"date": [2024]}, "field: 'date' holds integer; expected dates"),
        (
            {"date": [pd.Timestamp(0)], "date_precision": ["Month"]},
            "field: date_precision: 'Month'; expected 'month' (nearest), or one of: day, month",
        ),
    ],
)
def test_a_date_of_another_kind_is_told(table, expected):
    with pytest.raises(InputError) as raised:
        spans(pd.DataFrame(table))
    assert expected in str(raised.value)
