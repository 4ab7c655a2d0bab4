"""Dates known to the month or year, by whatever door a table comes in."""

import ibis
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.errors import InputError, InputNote
from analysis.networks.cells import scoped
from analysis.tables.vague_dates import read_dates

SAID = pd.DataFrame(
    {
        "actor": ["A", "B", "C", "A", "B"],
        "sector": ["x", "x", "y", "y", "z"],
        "date": ["27.11.2024", " 2024 ", "10.2024", "2023-05", None],
    }
)


def opened(said: pd.DataFrame, ending: str, folder):
    if ending == "frame":
        return said
    if ending == "ibis":
        return ibis.memtable(said)
    path = folder / f"said.{ending}"
    said.to_csv(path, index=False) if ending == "csv" else said.to_parquet(path)
    return path


@pytest.mark.parametrize("ending", ["frame", "csv", "parquet", "ibis"])
def test_a_month_is_in_its_year_and_a_year_in_no_month_by_any_door(ending, tmp_path):
    source = opened(SAID, ending, tmp_path)
    with pytest.warns(InputNote, match="field date: some tell a month or a year alone, as "):
        years = analysis.two_mode(source, "actor", "year")
    assert years.to_dict("index") == {
        "A": {"2023": 1, "2024": 1},
        "B": {"2023": 0, "2024": 1},
        "C": {"2023": 0, "2024": 1},
    }
    with pytest.warns(InputNote):
        months = analysis.two_mode(source, "actor", "month")
    assert [*months] == ["2023-05", "2024-10", "2024-11"]
    assert [*months.index] == ["A", "C"]


def test_a_network_is_made_whatever_is_known_of_its_dates():
    with pytest.warns(InputNote):
        network = analysis.graph(SAID)
    assert network.number_of_edges() == 5


def test_numbers_are_years():
    said = SAID.assign(date=pd.array([2023, 2024, 2023, None, 2024], dtype="Int64"))
    with pytest.warns(InputNote, match="as 2023"):
        kept = scoped(said, "actor", "sector", fields=["date", "date_precision"])
    assert kept["date_precision"].eq("year").tolist() == kept["date"].notna().tolist()
    assert kept["date"].dt.year.value_counts().to_dict() == {2023: 2, 2024: 2}


@pytest.mark.parametrize(("given", "told"), [("year", "year"), ("", "month"), (None, "month")])
def test_a_precision_that_is_given_is_kept_where_the_date_tells_no_less(given, told):
    said = SAID.assign(date="2024-10", date_precision=given)
    with pytest.warns(InputNote):
        kept = scoped(said, "actor", "sector", fields=["date", "date_precision"])
    assert set(kept["date_precision"]) == {told}


def test_a_precision_closer_than_its_date_is_told():
    said = SAID.assign(date_precision=["day", "day", "month", "month", ""])
    with pytest.warns(InputNote), pytest.raises(InputError) as caught:
        analysis.two_mode(said, "actor", "year")
    assert str(caught.value) == (
        "row 1, field date: '2024'; expected a day, or 'year' as its date_precision"
    )


def test_only_what_is_no_date_is_told_of_a_column_with_vague_ones():
    said = SAID.assign(date=["27.11.2024", "2024", "13.2024", "31.02.2024", "x"])
    with pytest.warns(InputNote), pytest.raises(InputError) as caught:
        analysis.two_mode(said, "actor", "year")
    assert [each.value for each in caught.value.problems] == ["13.2024", "31.02.2024", "x"]


vague = st.tuples(st.integers(1000, 9999), st.integers(0, 12))


@tries(25)
@given(st.lists(vague, min_size=1, max_size=8), st.sampled_from(["-", ".", "/"]))
def test_months_and_years_are_what_they_were_written_as(written, sign):
    texts = [
        str(year)
        if not month
        else f"{year}-{month:02}"
        if sign == "-"
        else f"{month:02}{sign}{year}"
        for year, month in written
    ]
    dates, faults, _, units = read_dates(pd.Series(texts, dtype="str"), None)
    assert faults == []
    assert [
        (date.year, date.month if unit == "month" else 0)
        for date, unit in zip(dates, units, strict=True)
    ] == written
