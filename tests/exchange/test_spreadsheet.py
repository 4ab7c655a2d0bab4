from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.exchange.spreadsheet import LONGEST, xlsx

TABLE = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d", "e"],
        "words": ["=1+1", "+7", "-", "@SUM(A1)", "#N/A"],
        "date": pd.to_datetime(["2024-11-27", None, "2014-05-29", "1999-12-31", "2026-01-01"]),
        "stance": [1, 0, -1, 1, 0],
        "share": [0.1, 1 / 3, 1e-300, None, 2.0],
        "more": ["a\r\nb\rc", None, "<b>&", "Мұнай 🛢", " "],
    }
).astype({"date": "datetime64[s]"})


def test_text_that_looks_like_a_formula_stays_text():
    page = openpyxl.load_workbook(BytesIO(xlsx(TABLE, "t")))["t"]
    cells = [row[1] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(TABLE["words"])
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert [cell.quotePrefix for cell in cells] == [True, True, True, True, False]
    with ZipFile(BytesIO(xlsx(TABLE, "t"))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_everything_is_read_back_by_pandas():
    back = pd.read_excel(BytesIO(xlsx(TABLE, "t")), keep_default_na=False, na_values=[""])
    assert pd.api.types.is_datetime64_any_dtype(back["date"])
    back["date"] = back["date"].astype(TABLE["date"].dtype)
    pd.testing.assert_frame_equal(back, TABLE, check_dtype=False, check_exact=True)


def test_a_date_is_shown_as_a_date():
    page = openpyxl.load_workbook(BytesIO(xlsx(TABLE, "t")))["t"]
    assert page["C2"].is_date and page["C2"].number_format == "yyyy-mm-dd"
    assert page["C3"].value is None and page.freeze_panes == "A2"


def test_times_are_kept_and_dates_before_1900_are_text():
    days = pd.to_datetime(["1900-03-01 12:30", "1899-12-31 00:00"])
    page = openpyxl.load_workbook(BytesIO(xlsx(pd.DataFrame({"date": days}), "t")))["t"]
    assert page["A2"].value == datetime(1900, 3, 1, 12, 30)
    assert page["A3"].value == "1899-12-31"


def test_the_same_table_gives_the_same_bytes_at_any_time():
    first = xlsx(TABLE, "t")
    with ZipFile(BytesIO(first)) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
        assert book.testzip() is None
    assert xlsx(TABLE.copy(), "t") == first


def test_an_empty_table_is_a_header():
    back = pd.read_excel(BytesIO(xlsx(TABLE[:0], "t")))
    assert len(back) == 0 and list(back.columns) == list(TABLE.columns)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x" * (LONGEST + 1), "row 'b': words: 32768 characters; a cell holds 32767"),
        (
            "a\x0cb",
            r"row 'b': words: 'a\x0cb' holds the control character '\x0c'; expected text "
            "without",
        ),
    ],
)
def test_what_a_cell_cannot_hold_is_told(value, expected):
    table = TABLE.copy()
    table.loc[1, "words"] = value
    with pytest.raises(InputError) as raised:
        xlsx(table, "t")
    assert str(raised.value) == expected


def test_the_longest_text_is_held_whole():
    table = pd.DataFrame({"a": ["x" * LONGEST]})
    assert pd.read_excel(BytesIO(xlsx(table, "t")))["a"][0] == "x" * LONGEST
