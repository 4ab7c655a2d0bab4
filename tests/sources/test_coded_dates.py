"""Dates of other people: their form, how closely they are known, and what cannot be told."""

import warnings
from datetime import date

import pandas as pd
import pytest
from coded_tables import column, csv_file, noted, told, xlsx_file
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError, InputNote
from analysis.sources.coded import read_coded


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["27.11.2024", "1.2.2024"], "%d.%m.%Y"),
        (["27/11/2024", "01/02/2024"], "%d/%m/%Y"),
        (["11/27/2024", "02/01/2024"], "%m/%d/%Y"),
        (["27-11-2024", "1-2-2024"], "%d-%m-%Y"),
        (["2024/11/27", "2024/02/01"], "%Y/%m/%d"),
        (["2024.11.27", "2024.02.01"], "%Y.%m.%d"),
        (["2024年11月27日", "2024年2月1日"], "%Y年%m月%d日"),
        (["2024년 11월 27일", "2024년 2월 1일"], "%Y년 %m월 %d일"),
        (["2024. 11. 27.", "2024. 2. 1."], "%Y. %m. %d."),
    ],
)
def test_the_whole_column_decides_the_form_of_its_dates(tmp_path, values, form):
    with pytest.warns(InputNote, match=f"field date \\(V\\): dates of the form {form}, as in"):
        dates = column(tmp_path, [*values, ""])
    assert dates.dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2024-11-27", "2024-02-01", ""]
    with warnings.catch_warnings(action="error"):  # what was said needs no telling
        pd.testing.assert_series_equal(column(tmp_path, [*values, ""], date_format=form), dates)


def test_dates_that_read_the_same_either_way_are_read(tmp_path):
    with pytest.warns(InputNote):
        dates = column(tmp_path, ["05.05.2024", "7.7.2024"])
    assert dates.dt.strftime("%d%m").tolist() == ["0505", "0707"]


def test_iso_dates_may_have_a_time(tmp_path):
    times = ["", "T10:20", " 10:20:30.5", "T23:59:00Z", "T23:59:00.123+05:00"]
    dates = column(tmp_path, [f"2024-11-27{time}" for time in times])
    assert (dates.dt.normalize() == "2024-11-27").all()
    assert dates.dt.strftime("%H%M%S").tolist() == ["000000", "102000", "102030", *["235900"] * 2]


def test_dates_that_cannot_be_told_are_told(tmp_path):
    values = ["05.06.2024", "7.7.2024", "01.12.2024"]
    assert told(lambda: column(tmp_path, values)) == [
        f"codings.csv, row {row}, field date (V): {values[row - 2]!r}; day or month first? "
        "expected date_format='%d.%m.%Y' or '%m.%d.%Y'"
        for row in (2, 4)
    ]
    dates = column(tmp_path, ["05.06.2024"], date_format="%m.%d.%Y")
    assert dates[0] == pd.Timestamp("2024-05-06")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        (["27.11.2024", "28.11.2024", "11/29/2024"], {4: "such as 27.11.2024"}),
        (["27/11/2024", "28/11/2024", "11/29/2024"], {4: "such as 27/11/2024"}),
        (["2024-11-27", "2024-11-28", "28.11.2024"], {4: "such as 2024-11-27"}),
        (["27.11.2024", "31.02.2024", "26.11.2024"], {3: "such as 27.11.2024"}),
        (["2024-11-27", "2024-11", "2024", "x"], {5: "such as 2024-11-27"}),
        (["27.11.24"], {2: "expected a date such as 2024-11-27, or date_format="}),
        (["45623"], {2: "expected a date such as 2024-11-27, or date_format="}),
    ],
)
def test_mixed_and_impossible_dates_are_told(tmp_path, values, wrong):
    lines = told(lambda: column(tmp_path, values))
    assert len(lines) == len(wrong)
    for line, (row, expected) in zip(lines, wrong.items(), strict=True):
        assert line.startswith(f"codings.csv, row {row}, field date (V): {values[row - 2]!r}; ")
        assert expected in line


def test_a_given_form_settles_mixed_dates(tmp_path):
    mixed = ["27.11.24", "2024-11-28"]
    assert column(tmp_path, mixed, date_format="%d.%m.%y").dt.day.tolist() == [27, 28]
    [line] = told(lambda: column(tmp_path, ["27.11.24", "3/4/24"], date_format="%d.%m.%y"))
    assert line.endswith(
        "row 3, field date (V): '3/4/24'; expected the form '%d.%m.%y' of "
        "date_format, or year-month-day"
    )


def test_dates_typed_in_a_spreadsheet_do_not_hide_those_it_did_not_understand(tmp_path):
    rows = [["a", date(2024, 5, 11)], ["b", date(2024, 6, 11)], ["c", "27/11/2024"]]
    path = xlsx_file(tmp_path, [["actor", "date"], *rows])
    [line] = told(lambda: read_coded(path, {}))
    assert "row 4, field date: '27/11/2024'; expected the form of the others" in line
    assert read_coded(path, {}, date_format="%d/%m/%Y")["date"].dt.month.tolist() == [5, 6, 11]


days = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@tries(25)
@given(st.lists(days, min_size=1, max_size=8), st.sampled_from(["%d.%m.%Y", "%m/%d/%Y"]))
def test_dates_are_read_as_they_were_written_or_not_at_all(tmp_path_factory, written, form):
    values = [
        f"{day.day:02}.{day.month:02}.{day.year}"
        if form == "%d.%m.%Y"
        else f"{day.month}/{day.day}/{day.year}"
        for day in written
    ]
    try:
        with warnings.catch_warnings(action="ignore", category=InputNote):
            dates = column(tmp_path_factory.getbasetemp(), values)
    except InputError as error:
        assert "day or month first?" in str(error)
        assert all(day.day <= 12 for day in written)
    else:
        assert [moment.date() for moment in dates] == written


@pytest.mark.parametrize(
    ("values", "form", "dates", "precision"),
    [
        (
            ["2019", "2019-05", "2019-05-03"],
            None,
            ["2019-01-01", "2019-05-01", "2019-05-03"],
            ["year", "month", "day"],
        ),
        (["2019", "2020"], None, ["2019-01-01", "2020-01-01"], ["year"] * 2),
        (
            ["27.11.2024", "11.2024", "2024", "2024-10"],
            None,
            ["2024-11-27", "2024-11-01", "2024-01-01", "2024-10-01"],
            ["day", "month", "year", "month"],
        ),
        (["5/2019", "11/2019"], None, ["2019-05-01", "2019-11-01"], ["month"] * 2),
        (
            ["2019", "2020-02", "2020-02-03"],
            "%Y",
            ["2019-01-01", "2020-02-01", "2020-02-03"],
            ["year", "month", "day"],
        ),
        (
            ["05/2019", "2020", "2020-02-03"],
            "%m/%Y",
            ["2019-05-01", "2020-01-01", "2020-02-03"],
            ["month", "year", "day"],
        ),
        (["May 2019", "jan 2020"], "%b %Y", ["2019-05-01", "2020-01-01"], ["month"] * 2),
        (["1119"], "%m%y", ["2019-11-01"], ["month"]),
        (["19"], "%y", ["2019-01-01"], ["year"]),
    ],
)
def test_dates_of_a_month_or_year_are_known_as_such(tmp_path, values, form, dates, precision):
    path = csv_file(tmp_path, "A;V\n" + "".join(f"x;{value}\n" for value in [*values, ""]))
    table, notes = noted(lambda: read_coded(path, {"actor": "A", "date": "V"}, date_format=form))
    assert table["date"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [*dates, ""]
    assert table["date_precision"].fillna("").tolist() == [*precision, ""]
    assert [*table] == ["statement_id", "actor", "date", "date_precision"]
    assert (len(notes) > 0) == (form is None)


def test_what_was_taken_for_a_month_or_year_is_told(tmp_path):
    path = csv_file(tmp_path, "actor,date\nA,2019\nB,2020-02\nC,2021\n")
    _, notes = noted(lambda: read_coded(path, {}))
    assert notes == [
        "codings.csv, field date: dates known no closer than by date_precision: "
        "1 to the month and 2 to the year"
    ]


def test_dates_of_days_need_no_precision(tmp_path):
    for form in (None, "%Y-%m-%d", "%d.%m.%Y", "%j %Y"):
        text = "actor,date\nA,2019-05-03\n"
        assert "date_precision" not in read_coded(csv_file(tmp_path, text), {}, date_format=form)
    [line] = told(lambda: column(tmp_path, ["2019-05"], date_format="%d.%m.%Y"))
    assert "row 2, field date (V): '2019-05'; expected the form '%d.%m.%Y'" in line


def test_a_precision_that_is_there_is_kept_where_it_fits(tmp_path):
    text = "actor,date,date_precision\nA,2019,year\nB,2019-05,year\nC,2019-05-03,month\nD,2020,\n"
    table, _ = noted(lambda: read_coded(csv_file(tmp_path, text), {}))
    assert table["date_precision"].tolist() == ["year", "year", "month", "year"]
    text = "actor,date,P\nA,2019,day\nB,2019-05,month\nC,2019-05-03,mon\nD,2020,month\n"
    assert told(lambda: read_coded(csv_file(tmp_path, text), {"date_precision": "P"})) == [
        "codings.csv, row 4, field date_precision (P): 'mon'; expected 'month' (nearest), or one "
        "of: day, month, year",
        "codings.csv, row 2, field date_precision (P): 'day'; expected 'year', for the date tells "
        "no more",
        "codings.csv, row 5, field date_precision (P): 'month'; expected 'year', for the date "
        "tells no more",
    ]


@pytest.mark.parametrize("form", ["%d %Y", "%Y-%U", "%Y week %W"])
def test_a_form_that_tells_no_date_is_told(tmp_path, form):
    [line] = told(lambda: column(tmp_path, ["1 2019"], date_format=form))
    assert line.startswith(f"date_format: {form!r}")


@tries(25)
@given(st.lists(st.tuples(st.integers(1000, 9999), st.integers(0, 12)), min_size=1, max_size=8))
def test_months_and_years_come_back(tmp_path_factory, known):
    texts = [f"{year}-{month:02}" if month else f"{year}" for year, month in known]
    path = csv_file(
        tmp_path_factory.getbasetemp(), "actor,date\n" + "".join(f"x,{text}\n" for text in texts)
    )
    table, _ = noted(lambda: read_coded(path, {}))
    forms = table["date_precision"].map({"month": "%Y-%m", "year": "%Y"})
    found = [f"{day:{form}}" for day, form in zip(table["date"], forms, strict=True)]
    assert found == texts
