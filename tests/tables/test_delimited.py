"""CSV and its kin: rows, delimiters, encodings, and what is told of broken ones."""

import pytest
from coded_tables import csv_file, noted, told

from analysis.sources.coded import read_coded


def test_rows_are_counted_as_in_a_spreadsheet(tmp_path):
    text = '\ufeffactor,note\n a ,"x\ny"\n\n,\n"  ",b\n\u00a0c,\n' + "d,\n" * 5
    table = read_coded(csv_file(tmp_path, text), {})
    assert table["statement_id"].tolist() == ["02", "05", "06", "07", "08", "09", "10", "11"]
    assert table["actor"].fillna("-").tolist() == ["a", "-", "c", *"ddddd"]
    assert table["note"].fillna("-").tolist() == ["x\ny", "b", *"------"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "codings.csv: the file is empty; expected a header row"),
        (b"\xef\xbb\xbf \n", "codings.csv: the file is empty; expected a header row"),
        (b"\nactor\na\n", "codings.csv: row 1 is empty; expected the names of the columns"),
        (b"actor, actor\na,b\n", "codings.csv: column 'actor' stands more than once"),
        (b"actor,b\na,b\nc\n", "codings.csv, row 3: 1 cell; expected 2"),
        (b'actor,b\na,"b\n', "codings.csv: not CSV (unexpected end of data)"),
        (b"PK\x03\x04\0\0", "codings.csv: not text; expected CSV"),
        (
            "actor\nРоссия\n".encode("cp1251"),
            "codings.csv, line 2: byte 0xd0 is not utf-8; "
            "expected UTF-8, or encoding='cp1251' if this is 'Россия', 'cp1252' if it is 'Ðîññèÿ'",
        ),
    ],
)
def test_a_broken_csv_is_told(tmp_path, content, expected):
    path = tmp_path / "codings.csv"
    path.write_bytes(content)
    [line] = told(lambda: read_coded(path, {}))
    assert line.startswith(expected)


def test_a_wrong_encoding_is_told(tmp_path):
    path = csv_file(tmp_path, "actor\nФранция €\n", encoding="utf-8")
    [line] = told(lambda: read_coded(path, {}, encoding="ascii"))
    assert line.startswith("codings.csv, line 2: byte 0xd0 is not ascii; expected UTF-8, or")


@pytest.mark.parametrize(
    ("encoding", "text", "there"),
    [
        ("cp932", "日付,再稼働", True),
        ("gb18030", "日期,煤炭", True),
        ("cp949", "날짜,석탄", True),
        ("cp1251", "Россия,уголь", False),
        ("cp1252", "Größe,Straße", False),
    ],
)
def test_encodings_of_east_asia_are_offered_where_they_fit(tmp_path, encoding, text, there):
    path = csv_file(tmp_path, f"actor,{text}\na,b,c\n", encoding=encoding)
    [line] = told(lambda: read_coded(path, {}))
    seen = text.partition(",")[0]
    assert (f"{encoding!r} if it is {seen!r}" in line) is there
    assert any(each in line for each in ("'gb18030'", "'cp932'", "'cp949'")) is there
    assert {*read_coded(path, {}, encoding=encoding)} >= {*text.split(",")}


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path):
    path = csv_file(tmp_path, "actor\na\n", encoding="utf-8-sig")
    assert [*read_coded(path, {}, encoding="utf-8")] == ["statement_id", "actor"]


def test_a_cell_may_hold_a_whole_document(tmp_path):
    text = "слово " * 40_000
    table = read_coded(csv_file(tmp_path, f'actor;text\na;"{text}"\n'), {})
    assert table["text"][0] == text.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("hint", "sign"),
    [("sep={}", ";"), ('"sep={}"', "^"), ("SEP={}", "\t"), ("sep={};;", ","), ("sep={}", "|")],
)
def test_the_line_that_says_the_delimiter_is_no_row(tmp_path, encoding, ends, hint, sign):
    rows = [hint.format(sign), f"Org{sign}Concept{sign}Agree", f'A{sign}"x{sign}y"{sign}1', ""]
    path = csv_file(tmp_path, ends.join(rows), encoding=encoding)
    table = read_coded(path, {"actor": "Org", "sector": "Concept", "stance": "Agree"})
    named = f"x{sign}y".replace("\t", " ")  # names are read in one form
    assert table.to_numpy().tolist() == [["2", "A", named, 1]]


def test_a_column_that_begins_like_the_hint_is_a_column(tmp_path):
    table = read_coded(csv_file(tmp_path, "sep=x y,actor\n1,A\n"), {})
    assert [*table] == ["statement_id", "sep=x y", "actor"]


@pytest.mark.parametrize(
    ("text", "place", "begins"),
    [
        (",actor,stance\n0,A,1\n1,B,-1\n", 1, "0, 1"),
        ("Unnamed: 0,actor,stance\n0,A,1\n1,B,-1\n", 1, "0, 1"),
        ('"","actor","stance"\n"1","A",1\n"2","B",-1\n', 1, "1, 2"),  # R's write.csv
        ('"actor","stance"\n"1","A",1\n"2","B",-1\n', 1, "1, 2"),  # R's write.table
        ('"actor"\t"stance"\n"x"\t"A"\t1\n"y"\t"B"\t-1\n', 1, "x, y"),
        ('"actor" "stance"\n"1" "A" 1\n"2" "B" -1\n', 1, "1, 2"),
        ("actor,,stance\nA,said so,1\nB,,-1\n", 2, "said so"),
    ],
)
def test_a_column_without_a_name_is_passed_over_and_told(tmp_path, text, place, begins):
    table, notes = noted(lambda: read_coded(csv_file(tmp_path, text), {}))
    assert table.to_numpy().tolist() == [["2", "A", 1], ["3", "B", -1]]
    assert notes == [
        f"codings.csv: column {place} has no name, and is passed over; it begins {begins}"
    ]


def test_a_column_without_a_name_is_read_when_asked_for(tmp_path):
    path = csv_file(tmp_path, "Unnamed: 0,actor\n7,A\n")
    table, notes = noted(lambda: read_coded(path, {"statement_id": "Unnamed: 0"}))
    assert table["statement_id"].tolist() == ["7"] and notes == []


@pytest.mark.parametrize("text", ["actor;stance\nA;1;\nB;-1;\n", "actor;stance;\nA;1;\nB;-1;\n"])
def test_rows_that_end_with_a_delimiter_are_read(tmp_path, text):
    table, notes = noted(lambda: read_coded(csv_file(tmp_path, text), {}))
    assert table.to_numpy().tolist() == [["2", "A", 1], ["3", "B", -1]] and notes == []


@pytest.mark.parametrize("text", ["n,actor\n1,A,\n2,B,\n", "a,actor\nx,A,z\ny,B\n"])
def test_rows_wider_than_the_header_for_no_clear_reason_are_told(tmp_path, text):
    lines = told(lambda: read_coded(csv_file(tmp_path, text), {}))
    assert lines[0] == "codings.csv, row 2: 3 cells; expected 2"


def test_names_of_columns_are_one_line_of_one_form(tmp_path):
    path = csv_file(tmp_path, '"Akteur\n (intern)",Ide\u0301e,"a  b"\nA,x,1\n')
    table = read_coded(path, {"actor": "Akteur (intern)", "sector": "Id\u00e9e"})
    assert [*table] == ["statement_id", "actor", "sector", "a b"]
    again = read_coded(path, {"actor": "Akteur\n (intern)", "sector": "Ide\u0301e"})
    assert [*again] == [*table]


def test_the_line_of_a_wrong_quote_is_told(tmp_path):
    [line] = told(lambda: read_coded(csv_file(tmp_path, 'actor,b\na,b\n"c"d,e\n'), {}))
    assert line == (
        "codings.csv: not CSV (',' expected after '\"') in line 3; expected quotes closed"
    )
