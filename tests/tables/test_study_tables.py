"""A study's table is read as it is, or as a spreadsheet has written it; what is unclear is told."""

import csv
import io
import unicodedata
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.errors import InputNote
from analysis.tables.canonical import canonical_bytes, canonical_cells
from analysis.tables.code_pages import code_page
from analysis.tables.schema import cell_problems
from analysis.tables.study_tables import read_cells

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "day", "type": "date"},
        {"name": "value", "type": "number"},
        {"name": "note", "type": "string"},
    ]
}


def read(path, raw: bytes) -> tuple[list[list[str]], list[str], list[str]]:
    """Return rows, problems and notes."""
    path = path / "t.csv"
    path.write_bytes(raw)
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always", InputNote)
        cells, problems = read_cells(path, SCHEMA)
    if cells is not None:
        problems = [*problems, *cell_problems("t.csv", cells, SCHEMA)]
    rows = [] if cells is None else cells.to_numpy().tolist()
    return rows, problems, [str(note.message) for note in notes]


def python_rows(raw: bytes) -> list[list[str]] | None:
    """Return what Python's strict reader makes of canonical CSV, or None."""
    try:
        text = raw.decode()
        rows = list(csv.reader(io.StringIO(text, newline="\n"), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return rows


signs = st.sampled_from([*'ab ,;"\n\r\t', "é", "\u0301", "\u2019", "Ж", "қ", "\0", "\ufeff"])


@given(st.text(signs, max_size=30))
@example('x,"a""b"\n')
@example('x,"a"b\n')
@example('x,a"b\n"y",""\n')
@example("x,y\n\nz,w\n")
def test_what_is_read_at_once_is_what_the_strict_reader_reads(text):
    raw = ("id,note\n" + text).encode()
    cells = canonical_cells(raw)
    if cells is None:
        return
    header, *rows = python_rows(raw)
    assert [*cells] == header and cells.to_numpy().tolist() == rows
    assert [*cells.index] == list(range(2, 2 + len(rows)))
    assert unicodedata.is_normalized("NFC", text)


@given(st.lists(st.lists(st.text(signs, max_size=4), min_size=2, max_size=2), min_size=1))
def test_what_is_canonical_is_read_at_once(rows):
    raw = canonical_bytes(["a", "b"], iter(rows))
    plain = not any(set(cell) & {"\r", "\n", "\0", "\u0301"} for row in rows for cell in row)
    if plain:
        assert canonical_cells(raw).to_numpy().tolist() == rows


BLOCKS = range(0, 0x3000, 0x40)
FEW = BLOCKS[::4]  # among them Latin, marks that combine, and Hangul


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    "low", [low if low in FEW else pytest.param(low, marks=pytest.mark.long) for low in BLOCKS]
)
def test_letters_that_are_not_decoded_are_composed(low):
    for code in range(max(low, 0x20), low + 0x40):
        text = f"id,note\nx,A{chr(code)}\n"
        composed = unicodedata.is_normalized("NFC", text) and code != 0x22
        assert (
            code in (0x2C,)
            or (canonical_cells(text.encode()) is not None) == composed
            or (code == 0x22)
        )


WRITTEN = [["x1", "2024-11-27", "12.5", "Größe; à peu près"], ["x2", "2024-03-05", "-7", ""]]


@pytest.mark.parametrize(
    ("text", "encoding", "notes"),
    [
        (
            'id;day;value;note\nx1;27.11.2024;12,5;"Größe; à peu près"\nx2;5.3.2024;-7;\n',
            "utf-8",
            ["semicolons between cells", "dates of field day", "decimal commas in field value"],
        ),
        (
            "\ufeffid\tday\tvalue\tnote\r\nx1\t11/27/2024\t12.5\tGröße; à peu près\r\n"
            "x2\t3/5/2024\t-7\t\r\n",
            "utf-16-le",
            ["UTF-16", "tabs", "Windows line ends", "11/27"],
        ),
        (
            "id, day ,value,note,,\nx1 ,2024-11-27,12.5, Größe; à peu près,,\n,,,,,\n"
            "x2,2024-03-05,-7,\u00a0,,\n,,,,,\n",
            "cp1252",
            [
                "cp1252, such as 'Größe', 'à'",
                "empty cells behind",
                "2 empty rows",
                "names of fields",
                "spaces around cells of 2 rows (2, 4)",
            ],
        ),
        (
            'id , "day", value, note\n"x1", 2024/11/27 , "12.5" ,"Größe; à peu près" \n'
            '"x2",2024/03/05,"-7",""\n',
            "utf-8",
            ["spaces beside quotes", "2024/11/27"],
        ),
        (
            "sep=|\rid|day|value|note\rx1|27-11-2024|12,5|Größe; à peu près\rx2|05-03-2024|-7|",
            "utf-8-sig",
            ["byte order mark", "upright strokes", "old Macintosh"],
        ),
    ],
)
def test_a_spreadsheets_form_is_read_and_told(tmp_path, text, encoding, notes):
    rows, problems, told = read(tmp_path, text.encode(encoding))
    assert rows == WRITTEN and not problems
    assert len(told) == 1 and all(note in told[0] for note in notes), told


@pytest.mark.parametrize(
    ("days", "values", "expected"),
    [
        (["03.04.2024", "05.06.2024"], ["1", "2"], "'03.04.2024'; day or month first?"),
        (["27.11.2024", "11.27.2024"], ["1", "2"], "no order of day and month fits '11.27.2024'"),
        (["27.11.2024", "2024-03-05"], ["1", "2"], "'27.11.2024'; expected a date as year-month"),
        (["27.11.24", "05.06.24"], ["1", "2"], "'27.11.24'; expected a date as year-month-day"),
        (["2024-11-27", ""], ["1,234", "2"], "'1,234'; thousands or decimals?"),
        (["2024-11-27", ""], ["1,5", "2.5"], "'1,5'; expected a number such as 12.5"),
        (["2024-11-27", ""], ["1.234,5", "2"], "'1.234,5'; expected a number such as 12.5"),
        (["2024-11-27", ""], ["80 %", "2"], "'80 %'; expected a number such as 12.5"),
    ],
)
def test_what_is_ambiguous_or_mixed_stays_an_error(tmp_path, days, values, expected):
    lines = [
        f"x{n};{day};{value};" for n, (day, value) in enumerate(zip(days, values, strict=True))
    ]
    _, problems, told = read(tmp_path, "\n".join(["id;day;value;note", *lines]).encode())
    assert any(expected in line for line in problems), problems
    assert len(told) == 1 and "dates" not in told[0] and "decimal" not in told[0]


@pytest.mark.parametrize(
    ("words", "page", "read_as"),
    [
        ("Énergie, Größe, Überfluß", "cp1252", "cp1252"),
        ("d’État, l’Énergie nucléaire", "cp1252", "cp1252"),
        ("Россия и Казахстан, КазМунайГаз, ЕврАзЭС, нефть и газ, совет, народ", "cp1251", "cp1251"),
        ("à É", "cp1252", None),  # letters alone tell nothing
        ("Ελλάδα και Κύπρος", "cp1253", None),
        ("Россия", "koi8-r", None),
        ("Größe", "cp850", None),
        ("Énergie", "mac-roman", None),
        ("Doğan ve Şişli", "cp1254", None),
        ("Służba żółta", "cp1250", None),
        ("中华人民共和国", "gbk", None),
        ("日本国", "shift-jis", None),
        ("العربية", "cp1256", None),
        ("М?скеу, Россия", "cp1251", None),  # a letter was lost when it was saved
    ],
)
def test_a_code_page_is_taken_only_where_the_other_does_not_fit(words, page, read_as):
    assert code_page(words.encode(page)) == read_as


DATED = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "date", "type": "date"},
        {"name": "date_precision", "type": "string"},
    ]
}


def dated(path, *rows: str) -> tuple[list[list[str]], list[str], list[str]]:
    """Return dates with how closely they are known, problems and notes."""
    path = path / "t.csv"
    lines = ["id,date,date_precision", *(f"s{n},{row}" for n, row in enumerate(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always", InputNote)
        cells, _ = read_cells(path, DATED)
    read = cells[["date", "date_precision"]].to_numpy().tolist()
    return read, [*cell_problems("t.csv", cells, DATED)], [str(note.message) for note in notes]


def test_a_month_or_a_year_beside_days_is_its_first_day(tmp_path):
    read, problems, notes = dated(
        tmp_path, "27.11.2024,day", "2023,year", "05.2022,month", "2021-06,month", ",day"
    )
    assert [day for day, _ in read] == ["2024-11-27", "2023-01-01", "2022-05-01", "2021-06-01", ""]
    assert problems == []
    assert [note.partition(",")[0] for note in notes] == [
        "t.csv: has dates of field date written such as 27.11.2024",
        "t.csv: has dates that tell a month or a year alone",
    ]


def test_a_year_is_no_day_and_no_month_and_hides_no_other_row(tmp_path):
    read, problems, _ = dated(tmp_path, "27.11.2024,day", "2023,day", "2022,month", "2021,")
    assert [day for day, _ in read] == ["2024-11-27", "2023", "2022", "2021"]
    assert [problem.row for problem in problems] == [3, 4, 5]


def test_days_that_another_cell_keeps_from_being_read_say_which(tmp_path):
    _, problems, _ = dated(tmp_path, "27.11.2024,day", "spring,day")
    assert problems == [
        "t.csv, row 2, field date: '27.11.2024'; expected year-month-day, for no order of day and "
        "month fits 'spring' too",
        "t.csv, row 3, field date: 'spring'; expected a date as year-month-day, such as 2024-11-27",
    ]


def test_the_same_bytes_are_read_once_and_nobody_can_tell(tmp_path):
    renamed = {"fields": [*SCHEMA["fields"][:3], {"name": "told", "type": "string"}]}
    for name in ("one.csv", "one.csv", "other.csv"):
        path = tmp_path / name
        path.write_bytes(b"id,day,value,note\r\na,2024-01-02,1,x\r\n")
        with pytest.warns(InputNote, match=f"{name}: has Windows line ends"):
            cells, problems = read_cells(path, SCHEMA)
        assert cells.to_numpy().tolist() == [["a", "2024-01-02", "1", "x"]] and problems == []
        none, wrong = read_cells(path, renamed)
        assert none is None and len(wrong) == 2 and {each.file for each in wrong} == {name}
        cells.loc[2, "note"] = "y"
        wrong.append(problems.append("z"))
