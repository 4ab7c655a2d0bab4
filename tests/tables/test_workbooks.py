"""Workbooks: ids and names as the sheet shows them, numbers and dates by value, nothing lost."""

import tracemalloc
import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import openpyxl.chart
import pandas as pd
import pytest
from coded_tables import noted, told
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from workbooks import edited, workbook

from analysis.errors import InputNote
from analysis.sources.coded import read_coded
from analysis.tables.sheet_xml import without_empty_end

ROWS = [["actor", "stance"], ["A", 1], ["B", -1], ["C", 0]]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (7, "000", "007"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567890123456, "General", "1234567890123456"),
        (1.1, "0.00", "1.10"),
        (0.5, "0%", "50%"),
        (12, '"D-"0000', "D-0012"),
        (123456789, "000-00-0000", "123-45-6789"),
        (8005551234, "(000) 000-0000", "(800) 555-1234"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-5, "0;(0)", "(5)"),
        (7, "# ?/?", "7"),
        (7, ";;;", "7"),
        (7, "[>5]0;00", "7"),
        ("007", "@", "007"),
        ("12", '"D-"@', "D-12"),
        (True, "General", "TRUE"),
        (date(2024, 1, 5), "dd.mm.yyyy", "05.01.2024"),
        (date(2024, 1, 5), "yyyy", "2024"),
        (date(2024, 1, 5), "[$-409]d\\-mmm\\-yy;@", "5-Jan-24"),
        (date(2024, 1, 5), "[$-419]d mmmm yyyy", "2024-01-05"),
        (date(2024, 1, 5), "mm-dd-yy", "2024-01-05"),  # as each country has it
        (time(9, 5), "h:mm", "9:05"),
        (datetime(2024, 1, 5, 9, 5), "d-mmm-yy h:mm AM/PM", "5-Jan-24 9:05 AM"),
    ],
)
def test_ids_and_names_are_as_the_sheet_shows_them(tmp_path, value, code, shown):
    rows = [["actor", "sector", "n"], [value, value, 1], ["x", value, 2]]
    path = workbook(tmp_path, rows, formats=dict.fromkeys(("A2", "B2", "B3"), code))
    table = read_coded(path, {})
    assert table["actor"].tolist() == [shown, "x"] and table["sector"].tolist() == [shown, shown]


def test_numbers_dates_and_other_columns_count_by_their_value(tmp_path):
    rows = [
        ["actor", "stance", "date", "share", "code"],
        ["A", 0.5, date(2024, 11, 27), 0.25, 7],
        ["B", -1, date(2024, 12, 1), 1, 12],
    ]
    formats = {"B2": "0%", "B3": "0", "C2": "mmm yy", "C3": "mmm yy", "D2": "0%", "E2": "000"}
    table, notes = noted(lambda: read_coded(workbook(tmp_path, rows, formats=formats), {}))
    assert table["stance"].tolist() == [0.5, -1]
    assert table["date"].tolist() == [pd.Timestamp(2024, 11, 27), pd.Timestamp(2024, 12, 1)]
    assert "date_precision" not in table
    assert table["share"].tolist() == [0.25, 1]
    assert table["code"].tolist() == ["007", "12"] and notes == []


def test_months_and_years_typed_into_a_sheet_are_known_as_such(tmp_path):
    rows = [
        ["actor", "date"],
        ["A", date(2024, 11, 1)],
        ["B", date(2023, 1, 1)],
        ["C", date(2024, 11, 27)],
    ]
    formats = {"B2": "mmm-yy", "B3": "yyyy", "B4": "yyyy-mm-dd"}
    table, notes = noted(lambda: read_coded(workbook(tmp_path, rows, formats=formats), {}))
    assert table["date_precision"].tolist() == ["month", "year", "day"]
    assert table["date"].dt.strftime("%d%m%y").tolist() == ["011124", "010123", "271124"]
    assert notes == [
        "codings.xlsx, field date: dates known no closer than by date_precision: "
        "1 to the month and 1 to the year"
    ]


def test_different_numbers_shown_alike_are_told(tmp_path):
    path = workbook(tmp_path, [["actor"], [1.2], [1.4], [2]], formats={"A2": "0", "A3": "0"})
    table, notes = noted(lambda: read_coded(path, {}))
    assert table["actor"].tolist() == ["1", "1", "2"]
    assert notes == ["codings.xlsx, column 'actor': 1.2, 1.4 are shown as '1', and read as one"]


def test_a_number_typed_as_text_is_a_number_where_one_is_due(tmp_path):
    path = workbook(tmp_path, [["actor", "stance"], ["A", "1"], ["B", -1]])
    assert read_coded(path, {})["stance"].tolist() == [1, -1]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read_unless_named(tmp_path, state):
    book = openpyxl.Workbook()
    book.active.title, book.active.sheet_state = "old", state
    book["old"].append(["actor"])
    book["old"].append(["OLD"])
    book.create_sheet("new").append(["actor"])
    book["new"].append(["NEW"])
    book.active = 1
    book.save(path := tmp_path / "two.xlsx")
    table, notes = noted(lambda: read_coded(path, {}))
    assert table["actor"].tolist() == ["NEW"]
    assert notes == ["two.xlsx: sheet 'new' is read; hidden and not read: 'old'"]
    table, notes = noted(lambda: read_coded(path, {}, sheet="old"))
    assert table["actor"].tolist() == ["OLD"] and notes == []
    edited(path, {'(name="new" sheetId="2" state=)"visible"': rf'\1"{state}"'}, "xl/workbook.xml")
    assert told(lambda: read_coded(path, {})) == [
        "two.xlsx: all sheets are hidden; expected sheet= to name one of: old, new"
    ]


def test_hidden_rows_and_columns_are_read_and_told(tmp_path):
    book = openpyxl.load_workbook(workbook(tmp_path, [*ROWS, *([["D", 1]] * 5)]))
    for row in (3, *range(5, 10)):
        book.active.row_dimensions[row].hidden = True
    book.active.row_dimensions[40].hidden = True  # holds nothing
    book.active.column_dimensions["B"].hidden = True
    book.active.auto_filter.ref = "A1:B4"
    book.save(path := tmp_path / "codings.xlsx")
    table, notes = noted(lambda: read_coded(path, {}))
    assert len(table) == 8
    said = "codings.xlsx, sheet 'Sheet': hidden and read like the others: "
    assert notes == [f"{said}row 3, 5, 6, 7, 8 and 1 more", f"{said}column B"]


@pytest.mark.parametrize(
    ("cell", "value", "told_of"),
    [
        (
            "<f>A1&amp;1</f><v></v>",
            "=A1&1",
            "a formula without a kept result; expected the file saved by a spreadsheet",
        ),
        ("<f>A1</f>", "=A1", "a formula without a kept result"),
        ('<f t="shared" si="0"/>', "=", "a formula without a kept result"),
        ('s"><v>99</v>', "99", "a cell that cannot be read; expected one that a spreadsheet shows"),
        ('s"><v>-1</v>', "-1", "a cell that cannot be read"),
        ('s"><v>x</v>', "x", "a cell that cannot be read"),
        ('n"><v>1.2.3</v>', "1.2.3", "a cell that cannot be read"),
        ('n"><v>NaN</v>', "NaN", "a cell that cannot be read"),
        ('b"><v>7</v>', "7", "a cell that cannot be read"),
        ('d"><v>soon</v>', "soon", "a cell that cannot be read"),
        ('e"><v>#REF!</v>', "#REF!", "a formula failed; expected a value, or none"),
        ('e"><v>#SPILL!</v>', "#SPILL!", "a formula failed; expected a value, or none"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_row(tmp_path, cell, value, told_of):
    start = '<c r="A3" t="' if '"><v>' in cell else '<c r="A3">'
    path = edited(workbook(tmp_path, ROWS), {'<c r="A3".*?</c>': start + cell + "</c>"})
    [line] = told(lambda: read_coded(path, {}))
    assert line.startswith(f"codings.xlsx, row 3, field actor: {value!r}; {told_of}")


def test_an_unread_cell_of_a_number_is_told_once_and_of_no_field_not_at_all(tmp_path):
    rows = [["actor", "stance", "note"], ["A", 1, 2]]
    broken = {f'<c r="{place}2".*?</c>': f'<c r="{place}2"><f>1+1</f><v/></c>' for place in "BC"}
    lines = told(lambda: read_coded(edited(workbook(tmp_path, rows), broken), {}))
    assert lines == [
        "codings.xlsx, row 2, field stance: '=1+1'; a formula without a kept result; "
        "expected the file saved by a spreadsheet"
    ]
    del broken['<c r="B2".*?</c>']
    assert read_coded(edited(workbook(tmp_path, rows), broken), {})["note"].tolist() == ["=1+1"]
    head = {'<c r="B1".*?</c>': '<c r="B1"><f>A1</f><v/></c>'}
    [line] = told(lambda: read_coded(edited(workbook(tmp_path, rows), head), {}))
    assert line.startswith("codings.xlsx, row 1, column B: '=A1'; a formula without a kept result")


def test_a_date_out_of_the_calendar_is_told(tmp_path):
    rows = [["actor", "date"], ["A", 1e9], ["B", date(2024, 1, 5)]]
    path = workbook(tmp_path, rows, formats={"B2": "dd.mm.yyyy"})
    [line] = told(lambda: read_coded(path, {}))
    assert "row 2, field date: '1000000000'; a cell that cannot be read" in line


def test_texts_of_every_kind_are_read(tmp_path):
    path = workbook(tmp_path, [["actor"], ["plain"], ["x"], ["x"], ["x"], ["x"]])
    runs = "<r><t>in </t></r><r><rPr><b/></rPr><t>bold</t></r>"
    said = '<rPh sb="0" eb="1"><t>said</t></rPh>'
    cells = {
        "A3": f'<c r="A3" t="inlineStr"><is>{runs}</is></c>',
        "A4": '<c r="A4" t="str"><f>1</f><v>made</v></c>',
        "A5": '<c t="inlineStr"><is><t>no address</t></is></c>',
        "A6": f'<c r="A6" t="inlineStr"><is><t>a_x000D_b</t>{said}</is></c>',
    }
    table = read_coded(edited(path, {f'<c r="{at}".*?</c>': xml for at, xml in cells.items()}), {})
    assert table["actor"].tolist() == ["plain", "in bold", "made", "no address", "a b"]


def test_a_formula_of_empty_text_is_empty(tmp_path):
    change = {'<c r="A3".*?</c>': '<c r="A3" t="str"><f>IF(1,"")</f><v></v></c>'}
    table = read_coded(edited(workbook(tmp_path, ROWS), change), {})
    assert table["actor"].fillna("").tolist() == ["A", "", "C"]


def test_the_calendar_of_1904_gives_the_same_dates(tmp_path):
    days = [date(2024, 2, 29), date(1950, 1, 1)]
    for epoch in (openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH):
        book = openpyxl.Workbook()
        book.epoch = epoch
        for row in [["actor", "date"], *(["A", day] for day in days)]:
            book.active.append(row)
        book.save(path := tmp_path / "dates.xlsx")
        assert [each.date() for each in read_coded(path, {})["date"]] == days


def test_times_and_durations_are_no_dates(tmp_path):
    for value in (time(9, 5), timedelta(hours=30)):
        path = workbook(tmp_path, [["actor", "date"], ["A", value]])
        [line] = told(lambda path=path: read_coded(path, {}))
        assert "row 2, field date: " in line and "expected a date such as 2024-11-27" in line


def test_formatting_far_outside_the_data_costs_nothing(tmp_path):
    book = openpyxl.load_workbook(workbook(tmp_path, ROWS))
    for address in ("XFD1048576", "A1048576", "XFD2"):
        book.active[address].fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    book.save(path := tmp_path / "codings.xlsx")
    edited(path, {'<dimension ref="[^"]*"': '<dimension ref="A1:XFD1048576"'})
    tracemalloc.start()
    table, notes = noted(lambda: read_coded(path, {}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert table["actor"].tolist() == ["A", "B", "C"] and notes == []
    assert peak < 10_000_000  # the cells up to there are 17 thousand million


def test_rows_that_are_but_formatted_are_not_gone_through(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(5, 100_000))
    path = edited(workbook(tmp_path, ROWS), {"</sheetData>": rows + "</sheetData>"})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    short = without_empty_end(xml)
    assert len(xml) > 3_000_000 and len(short) < 2_000 and short.endswith(b"</worksheet>")
    assert read_coded(path, {})["actor"].tolist() == ["A", "B", "C"]
    edited(path, {'<c r="A99999" s="0"/>': '<c r="A99999"><v>7</v></c>'})
    assert read_coded(path, {})["actor"].tolist() == ["A", "B", "C", "7"]


def test_values_far_outside_cost_no_more_than_themselves(tmp_path):
    book = openpyxl.load_workbook(workbook(tmp_path, ROWS))
    book.active["XFD1048576"] = "x"
    book.save(path := tmp_path / "codings.xlsx")
    table, notes = noted(lambda: read_coded(path, {}))
    assert table["statement_id"].tolist() == ["2", "3", "4"]
    assert notes == ["codings.xlsx: column XFD has no name, and is passed over; it begins x"]


def test_rows_without_cells_and_without_addresses_are_read(tmp_path):
    path = edited(
        workbook(tmp_path, ROWS),
        {
            ' r="[AB][234]"': "",
            '<row r="2">': '<row r="2"/><row r="3" spans="1:2"></row><row r="7">',
            '<row r="3">': "<row>",
            '<row r="4">': "<row>",
        },
    )
    assert read_coded(path, {})["statement_id"].tolist() == ["7", "8", "9"]


def test_shared_texts_are_read_and_a_missing_one_told(tmp_path):
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<si><t xml:space="preserve"> A &amp; B </t></si>'
        "<si><r><rPr><b/></rPr><t>Каз</t></r><r><t>мунай</t></r><rPh><t>said</t></rPh></si></sst>"
    )
    path = workbook(tmp_path, ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/texts.xml", texts)
    relation = (
        '<Relationship Id="rId77" Type="http://x/relationships/sharedStrings" Target="texts.xml"/>'
    )
    edited(path, {"</Relationships>": relation + "</Relationships>"}, "xl/_rels/workbook.xml.rels")
    shared = {
        f'<c r="A{row}".*?</c>': f'<c r="A{row}" t="s"><v>{row - 2}</v></c>' for row in (2, 3)
    }
    assert read_coded(edited(path, shared), {})["actor"].tolist() == ["A & B", "Казмунай", "C"]
    edited(path, {"<v>1</v></c>(<c r=.B3)": r"<v>2</v></c>\1"})
    [line] = told(lambda: read_coded(path, {}))
    assert line.startswith("codings.xlsx, row 3, field actor: '2'; a cell that cannot be read")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", {'r="A3"': 'r="A2"'}),
        ("xl/worksheets/sheet1.xml", {'r="B3"': 'r="A3"'}),
        ("xl/worksheets/sheet1.xml", {'r="A3"': 'r="3"'}),
        ("xl/worksheets/sheet1.xml", {'row r="3"': 'row r="x"'}),
        ("xl/worksheets/sheet1.xml", {"</row>": "</rows>"}),
        ("xl/workbook.xml", {"<sheets>": "<sheets"}),
        ("xl/_rels/workbook.xml.rels", {"worksheets/sheet1.xml": "worksheets/sheet9.xml"}),
        ("_rels/.rels", {"officeDocument": "officeDokument"}),
        ("xl/styles.xml", {'numFmtId="0"': 'numFmtId="x"'}),
    ],
)
def test_damaged_parts_are_told_in_a_line(tmp_path, part, change):
    path = edited(workbook(tmp_path, ROWS), change, part)
    [line] = told(lambda: read_coded(path, {}))
    assert line.startswith("codings.xlsx: not a readable XLSX workbook (")
    assert line.endswith("); expected one that a spreadsheet opens")


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            "a.xlsx: an OpenDocument spreadsheet file; expected it saved as XLSX",
        ),
        ({"xl/workbook.bin": ""}, "a.xlsx: a binary workbook, XLSB; expected it saved as XLSX"),
        ({"word/document.xml": ""}, "a.xlsx: a document of Word; expected it saved as XLSX"),
    ],
)
def test_another_kind_with_the_ending_of_a_workbook_is_told(tmp_path, parts, line):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert told(lambda: read_coded(tmp_path / "a.xlsx", {})) == [line]


def test_what_a_spreadsheet_opens_is_opened(tmp_path):
    """Parts that openpyxl stumbles over, an ISO strict workbook, and one with macros' ending."""
    path = edited(
        workbook(tmp_path, ROWS), {"<fills.*</fills>": "<fills><fill/></fills>"}, "xl/styles.xml"
    )
    assert read_coded(path, {})["actor"].tolist() == ["A", "B", "C"]
    strict = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main"
    }
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        edited(path, strict, part)
    path.rename(tmp_path / "codings.xlsm")
    assert read_coded(tmp_path / "codings.xlsm", {})["stance"].tolist() == [1, -1, 0]


def test_a_protected_sheet_is_read(tmp_path):
    book = openpyxl.load_workbook(workbook(tmp_path, ROWS))
    book.active.protection.set_password("x")
    book.save(path := tmp_path / "codings.xlsx")
    assert len(read_coded(path, {})) == 3


def test_chart_sheets_are_passed_over(tmp_path):
    book = openpyxl.load_workbook(workbook(tmp_path, ROWS))
    book.create_chartsheet("chart", 0).add_chart(openpyxl.chart.BarChart())
    book.save(path := tmp_path / "codings.xlsx")
    assert len(read_coded(path, {})) == 3
    [line] = told(lambda: read_coded(path, {}, sheet="chart"))
    assert line == "sheet: 'chart' is not in codings.xlsx; expected one of: Sheet"


written = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.integers(-(10**15), 10**15),
    st.floats(-1e9, 1e9).filter(lambda number: abs(number) > 1e-9),
    st.booleans(),
)


@tries(25)
@given(st.lists(st.tuples(written, st.integers(-3, 3)), min_size=1, max_size=6), st.integers(1, 40))
def test_no_row_is_lost_wherever_it_stands(tmp_path_factory, rows, step):
    book = openpyxl.Workbook()
    book.active.append(["actor", "stance"])
    for place, (name, stance) in enumerate(rows):
        cell = book.active.cell(2 + place * step, 1)
        cell.value = name
        cell.data_type = "s" if isinstance(name, str) else cell.data_type
        book.active.cell(2 + place * step, 2, stance)
    book.save(path := tmp_path_factory.getbasetemp() / "rows.xlsx")
    with warnings.catch_warnings(action="ignore", category=InputNote):
        table = read_coded(path, {})
    assert table["stance"].tolist() == [stance for _, stance in rows]
    assert table["statement_id"].astype(int).tolist() == [2 + n * step for n in range(len(rows))]


def test_the_letters_of_columns_are_those_of_the_sheet(tmp_path):
    path = workbook(tmp_path, [[None, None, "actor", None], [1, None, "A", "x"]])
    _, notes = noted(lambda: read_coded(path, {}))
    assert notes == [
        f"codings.xlsx: column {letter} has no name, and is passed over; it begins {v}"
        for letter, v in ((get_column_letter(1), 1), ("D", "x"))
    ]
