"""Coded tables of other people: what is read, and what is told of what cannot be read."""

import warnings
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import openpyxl.chart
import pandas as pd
import pyarrow as pa
import pytest
from coded_tables import column, csv_file, parquet_file, told, xlsx_file
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputNote
from analysis.networks.matrices import one_mode, two_mode
from analysis.sources.coded import read_coded

MAPPING = {
    "actor": "Organisation",
    "sector": "Concept",
    "stance": "Agreement",
    "date": "Datum",
    "document_id": "Source",
}
HEADER = ["Organisation", "Concept", "Agreement", "Datum", "Source", "Notiz"]
ROWS = [
    ["Казмунайгаз", "нефть", 1, "2024-11-27", "D1", "a; b"],
    ["Роснефть", "нефть", -1, "2024-11-28", "D1", ""],
    ["Казмунайгаз", "газ", 0, "2024-12-01", "D2", 'so "called", c'],
    ["Роснефть", "газ", 1, "2024-12-03", "D2", "two\nlines"],
]
EXPECTED = pd.DataFrame(
    {
        "statement_id": ["2", "3", "4", "5"],
        "actor": ["Казмунайгаз", "Роснефть", "Казмунайгаз", "Роснефть"],
        "sector": ["нефть", "нефть", "газ", "газ"],
        "stance": [1, -1, 0, 1],
        "date": pd.to_datetime(["2024-11-27", "2024-11-28", "2024-12-01", "2024-12-03"]).astype(
            "datetime64[s]"
        ),
        "document_id": ["D1", "D1", "D2", "D2"],
        "Notiz": ["a; b", np.nan, 'so "called", c', "two\nlines"],
    }
)


@pytest.mark.sample(8)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_common_csv_gives_the_same_table(tmp_path, sign, encoding, ends):
    frame = pd.DataFrame(ROWS, columns=HEADER).replace("two\nlines", f"two{ends}lines")
    text = frame.to_csv(index=False, sep=sign, lineterminator=ends)
    path = csv_file(tmp_path, text, encoding=encoding)
    given = {"encoding": "cp1251"} if encoding == "cp1251" else {}
    read = read_coded(path, MAPPING, **given).replace(f"two{ends}lines", "two\nlines")
    pd.testing.assert_frame_equal(read, EXPECTED)


def test_xlsx_gives_the_same_table(tmp_path):
    typed = [[*row[:3], date.fromisoformat(row[3]), *row[4:]] for row in ROWS]
    path = xlsx_file(tmp_path, [HEADER, *typed], "Kodierung")
    pd.testing.assert_frame_equal(read_coded(path, MAPPING), EXPECTED)
    pd.testing.assert_frame_equal(read_coded(path, MAPPING, sheet="Kodierung"), EXPECTED)


@pytest.mark.parametrize("kind", [str, date.fromisoformat, datetime.fromisoformat])
def test_parquet_gives_the_same_table(tmp_path, kind):
    columns = dict(zip(HEADER, map(list, zip(*ROWS, strict=True)), strict=True))
    columns |= {"Datum": [kind(day) for day in columns["Datum"]]}
    path = parquet_file(tmp_path, columns)
    pd.testing.assert_frame_equal(read_coded(path, MAPPING), EXPECTED)


def test_the_table_is_one_of_statements(tmp_path):
    path = csv_file(tmp_path, pd.DataFrame(ROWS, columns=HEADER).to_csv(index=False))
    table = read_coded(path, MAPPING)
    assert two_mode(table, aggregation="subtract").to_numpy().tolist() == [[0, 1], [1, -1]]
    # Oil: 1 against -1, so 0. Gas: 0 against 1 on a scale of width 2, so a half.
    tie = one_mode(table, scale=(-1, 1), duplicates="month").loc["Казмунайгаз", "Роснефть"]
    assert tie == 0.5


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_header_alone_gives_an_empty_table(tmp_path, ending):
    path = tmp_path / f"codings.{ending}"
    if ending == "csv":
        path.write_text(",".join(HEADER), encoding="utf-8")
    elif ending == "xlsx":
        xlsx_file(tmp_path, [HEADER])
    else:
        parquet_file(tmp_path, {name: pa.array([], pa.string()) for name in HEADER})
    table = read_coded(path, MAPPING)
    assert table.shape == (0, 7)
    assert table.dtypes[["stance", "date"]].tolist() == ["int64", "datetime64[s]"]
    assert two_mode(table).shape == one_mode(table, scale=(-1, 1)).shape == (0, 0)


def test_ids_are_text_and_other_columns_keep_the_type_of_their_file(tmp_path):
    path = xlsx_file(
        tmp_path,
        [
            ["statement_id", "actor", "n", "part", "yes", "on", "mixed", None],
            [7, 1.0, 1, 1.5, True, datetime(2024, 1, 5, 12, 30), 1, None],
            ["b", "x", None, 2, False, None, "z", None],
        ],
    )
    table = read_coded(path, {})
    assert table["statement_id"].tolist() == ["7", "b"] and table["actor"].tolist() == ["1", "x"]
    assert table.dtypes.astype("str").tolist() == [
        "str",
        "str",
        "Int64",
        "float64",
        "bool",
        "datetime64[s]",
        "str",
    ]
    assert table["mixed"].tolist() == ["1", "z"]
    assert table["on"][0] == pd.Timestamp("2024-01-05 12:30")


def test_parquet_keeps_its_types(tmp_path):
    zoned = pd.Timestamp("2024-01-01 23:30", tz="Asia/Almaty")
    path = parquet_file(
        tmp_path,
        {
            "actor": pa.array([5, None, 7]),
            "stance": pa.array([1.5, None, -1]),
            "date": pa.array([zoned, None, zoned], pa.timestamp("us", "Asia/Almaty")),
            "whole": pa.array([1, None, 2]),
            "part": pa.array([Decimal("0.50"), None, Decimal("2")]),
            "kind": pa.array(["u", None, " u "]).dictionary_encode(),
            "yes": pa.array([True, None, False]),
            "full": pa.array(["a", "b", "c"]),
        },
    )
    table = read_coded(path, {})
    assert table["actor"].fillna("").tolist() == ["5", "", "7"]
    assert table["kind"].fillna("").tolist() == ["u", "", "u"]
    kinds = ["str", "Float64", "datetime64[s]", "Int64", "Float64", "str", "boolean", "str"]
    assert table.dtypes.astype("str").tolist() == ["str", *kinds]
    assert table["date"][0] == pd.Timestamp("2024-01-01 23:30")  # the zone is left off
    assert table["part"].tolist()[::2] == [0.5, 2]


@pytest.mark.parametrize(
    ("values", "numbers", "kind"),
    [
        (["1", "+1", "-1", "0"], [1, 1, -1, 0], "int64"),
        (["1", "", "-1"], [1, None, -1], "Int64"),
        (["0.5", ".5", "1e-3", "2"], [0.5, 0.5, 0.001, 2], "float64"),
        (["0.5", ""], [0.5, None], "Float64"),
        (["12345678901234567890"], [12345678901234567890.0], "float64"),
    ],
)
def test_numbers(tmp_path, values, numbers, kind):
    read = column(tmp_path, values, "stance")
    assert str(read.dtype) == kind
    assert read.astype(object).where(read.notna(), None).tolist() == numbers


def test_a_decimal_comma_is_one_when_no_number_has_a_point(tmp_path):
    with pytest.warns(InputNote, match="field stance .V.: a decimal comma, as in 0,5"):
        read = column(tmp_path, ["1", "0,5", "-1,125", "1,234"], "stance")
    assert read.tolist() == [1, 0.5, -1.125, 1.234]


@pytest.mark.parametrize(
    ("values", "wrong", "expected"),
    [
        (["1", "one", "-", "n/a"], [3, 4, 5], "expected a number such as -1 or 0.5"),
        (["nan", "inf", "1e999", "−1", "1 000"], [2, 3, 4, 5, 6], "expected a number such as"),
        (["0.5", "1.5", "0,5"], [4], "expected one decimal sign in the whole column"),
        (["0,5", "0,7", "1.5"], [4], "expected one decimal sign in the whole column"),
        (["1,234", "12,345", "3"], [2, 3], "thousands or decimals? expected such as 1234 or 1.2"),
        (["1,234,567"], [2], "expected a number"),
    ],
)
def test_what_is_no_number_is_told(tmp_path, values, wrong, expected):
    lines = told(lambda: column(tmp_path, values, "stance"))
    assert [int(line.split("row ")[1].split(",")[0]) for line in lines] == wrong
    assert all(expected in line and "field stance (V): " in line for line in lines)


@tries(25)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_numbers_come_back_exactly(tmp_path_factory, written):
    assert column(tmp_path_factory.getbasetemp(), written, "stance").tolist() == written


def test_booleans_are_read_when_asked(tmp_path):
    values = ["yes", "No", "TRUE", "false", "1", "0"]
    read = column(tmp_path, values, "agreement", booleans=["agreement"])
    assert read.dtype == bool and read.tolist() == [True, False] * 3
    assert column(tmp_path, values, "agreement").tolist() == values
    missing = column(tmp_path, ["yes", ""], "stance", booleans=["stance"])
    assert str(missing.dtype) == "boolean" and missing.isna().tolist() == [False, True]
    [line] = told(lambda: column(tmp_path, ["yes", "да"], "agreement", booleans=["agreement"]))
    assert line.endswith(
        "row 3, field agreement (V): 'да'; expected one of: yes, true, 1, no, false, 0"
    )
    path = xlsx_file(tmp_path, [["actor", "agreement"], ["a", True], ["b", 0], ["c", "no"]])
    table = read_coded(path, {}, booleans=["agreement"])
    assert table["agreement"].tolist() == [True, False, False]


def test_numbers_that_stay_text_are_told(tmp_path):
    with pytest.warns(InputNote, match=r"field score \(V\): only numbers, read as text; expected"):
        assert column(tmp_path, ["1", "-2"], "score").tolist() == ["1", "-2"]
    with warnings.catch_warnings(action="error"):
        assert column(tmp_path, ["1", "-2"], "score", numbers=["score"]).tolist() == [1, -2]
        assert column(tmp_path, ["01", "2"], "document_id").tolist() == ["01", "2"]


def test_every_problem_is_told_at_once(tmp_path):
    text = "statement_id,actor,date,stance\n1,a,2024-11-27,x\n1,b,27.11,1\n,c,2024-11-28,0\n"
    assert told(lambda: read_coded(csv_file(tmp_path, text), {})) == [
        "codings.csv, row 3, field date: '27.11'; expected the form of the others, "
        "such as 2024-11-27, or date_format=",
        "codings.csv, row 2, field stance: 'x'; expected a number such as -1 or 0.5",
        "codings.csv, row 4, field statement_id: ''; expected a value",
        "codings.csv, row 3, field statement_id: '1' stands in row 2 too; expected each value once",
        "codings.csv, field statement_id: to number the rows instead, expected "
        "columns={'given_id': 'statement_id'}",
    ]


def test_a_column_mapped_by_mistake_does_not_tell_every_row(tmp_path):
    lines = told(lambda: column(tmp_path, [f"word {n}" for n in range(100)]))
    assert len(lines) == 21 and lines[-1] == "codings.csv, field date (V): 80 more like these"


@pytest.mark.parametrize(
    ("columns", "choices", "expected"),
    [
        (
            {"actor": "Organization"},
            {},
            "codings.csv: no column 'Organization' for field actor; "
            "expected 'Organisation' (nearest), or one of: Organisation, Concept, date",
        ),
        (
            {"actor": "Organisation", "speaker": "Organisation"},
            {},
            "columns: 'Organisation' is given for actor and speaker; expected it for one field",
        ),
        (
            {"sector": "Concept"},
            {},
            "columns: no column is given for actor; expected one of: Organisation, Concept, date",
        ),
        (
            {"actor": "Organisation", "date": "Concept"},
            {},
            "codings.csv: column 'date' would be "
            "field 'date' beside 'Concept'; expected names that differ by more than capitals",
        ),
        ({"actor": "Organisation", "Date": "Concept"}, {}, "column 'date' would be field 'date'"),
        (
            {"actor": "Organisation"},
            {"numbers": "stance"},
            "numbers: 'stance'; expected a list, such as ['stance']",
        ),
        (
            {"actor": "Organisation"},
            {"booleans": ["agreement"]},
            "booleans: 'agreement' is no field; expected one of: actor, Concept, date",
        ),
        ({"actor": "Organisation"}, {"date_format": "%d.%m"}, "date_format: '%d.%m'; expected"),
        ({"actor": "Organisation"}, {"date_format": "%Q%Y"}, "date_format: '%Q%Y'; expected"),
        ({"actor": "Organisation"}, {"date_format": "%Y%z"}, "date_format: '%Y%z'; expected"),
        ({"actor": "Organisation"}, {"sheet": "1"}, "sheet: '1', but codings.csv has no sheets"),
        ({"actor": "Organisation"}, {"encoding": "cp12"}, "encoding: 'cp12' is unknown"),
    ],
)
def test_a_wrong_mapping_or_choice_is_told(tmp_path, columns, choices, expected):
    path = csv_file(tmp_path, "Organisation,Concept,date\na,b,2024-11-27\n")
    [line] = told(lambda: read_coded(path, columns, **choices))
    assert expected in line


def test_a_made_id_needs_its_name_free(tmp_path):
    path = csv_file(tmp_path, "actor,Statement_ID\na,1\n")
    [line] = told(lambda: read_coded(path, {}))
    assert "column 'Statement_ID' would be field 'Statement_ID' beside 'statement_id'" in line
    assert read_coded(path, {"statement_id": "Statement_ID"})["statement_id"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xlsx", b"PK\x03\x04 and then nothing", "a.xlsx: not a readable XLSX workbook (BadZip"),
        ("a.xlsx", b"", "a.xlsx: the file is empty; expected a header row"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx: encrypted; expected it saved without a password",
        ),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 Workbook", "a.xlsx: a workbook of the old kind, XLS"),
        ("a.parquet", b"PAR1 and then nothing PAR1", "a.parquet: not a readable Parquet file ("),
        ("a.parquet", b"text", "a.parquet: not a readable Parquet file ("),
        ("a.ods", b"PK", "a.ods: ending '.ods'; expected one of: csv, tsv, txt, xlsx"),
        ("a", b"", "a: ending ''; expected one of: csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    [line] = told(lambda: read_coded(tmp_path / name, {"actor": "A"}))
    assert line.startswith(expected)


def test_no_file_and_a_folder_are_told(tmp_path):
    [line] = told(lambda: read_coded(tmp_path / "no.csv", {}))
    assert line == f"no.csv: no such file in {tmp_path}"
    (tmp_path / "some.csv").mkdir()
    [line] = told(lambda: read_coded(tmp_path / "some.csv", {}))
    assert line == "some.csv: a folder; expected a file"


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_told(tmp_path, ending, share):
    make = {
        "xlsx": lambda: xlsx_file(tmp_path, [HEADER, *ROWS]),
        "parquet": lambda: parquet_file(tmp_path, {"actor": ["a", "b"]}),
    }
    path = make[ending]()
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    [line] = told(lambda: read_coded(path, {}))
    assert line.startswith(f"codings.{ending}: not a readable ")


def test_a_sheet_is_chosen_and_a_missing_one_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["actor"])
    book.create_sheet("Второй").append(["actor"])
    book["Второй"].append(["b"])
    book.save(tmp_path / "two.xlsx")
    assert read_coded(tmp_path / "two.xlsx", {}).empty
    assert read_coded(tmp_path / "two.xlsx", {}, sheet="Второй")["actor"].tolist() == ["b"]
    [line] = told(lambda: read_coded(tmp_path / "two.xlsx", {}, sheet="Второи"))
    assert line == (
        "sheet: 'Второи' is not in two.xlsx; expected 'Второй' (nearest), or one of: Sheet, Второй"
    )
    [line] = told(lambda: read_coded(tmp_path / "two.xlsx", {}, encoding="utf-8"))
    assert line == "encoding: 'utf-8', but two.xlsx is no CSV; expected none given"


def test_merged_cells_failed_formulas_and_empty_sheets_are_told(tmp_path):
    path = xlsx_file(tmp_path, [["actor", "document_id"], ["a", "D1"], ["b", None], ["c", None]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.active.merge_cells("D2:E9")  # holds nothing
    book.save(path)
    assert told(lambda: read_coded(path, {})) == [
        "codings.xlsx: cells B2:B3 are merged; expected a value in each"
    ]
    [line] = told(lambda: column(tmp_path, ["oil", "#N/A"], "sector"))
    assert line.endswith(
        "row 3, field sector (V): '#N/A'; a formula failed; expected a value, or none"
    )
    unasked = read_coded(csv_file(tmp_path, "actor,note\na,#N/A\n"), {})
    assert unasked["note"].tolist() == ["#N/A"]
    [line] = told(lambda: read_coded(xlsx_file(tmp_path, [], name="empty.xlsx"), {}))
    assert line == "empty.xlsx: row 1 is empty; expected the names of the columns"
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_chartsheet().add_chart(openpyxl.chart.BarChart())
    book.save(tmp_path / "chart.xlsx")
    [line] = told(lambda: read_coded(tmp_path / "chart.xlsx", {}))
    assert line == "chart.xlsx: holds no sheet of cells; expected one"


def test_parquet_of_lists_or_bytes_is_told(tmp_path):
    path = parquet_file(tmp_path, {"actor": ["a"], "tags": [["x", "y"]], "raw": [b"z"]})
    assert told(lambda: read_coded(path, {})) == [
        f"codings.parquet: column {name!r} holds {kind}; expected text, numbers, booleans or dates"
        for name, kind in [("tags", "list<element: string>"), ("raw", "binary")]
    ]
