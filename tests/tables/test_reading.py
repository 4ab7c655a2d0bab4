"""What a table holds is read as it stands, or refused in a line, whatever engine reads it."""

import shutil
import warnings
from decimal import Decimal
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.errors import InputError, InputNote
from analysis.networks.cells import cells, kept
from analysis.networks.matrices import one_mode, two_mode
from analysis.sources.coded import read_coded

HEADER = "actor,sector,stance\n"


def frame(**columns):
    return pd.DataFrame({"actor": ["A", "B"], "sector": "x", "stance": [1, -1]} | columns)


def file(folder, text, name="s.csv"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def columns(folder, **columns):
    given = {"actor": ["A", "B"], "sector": ["x", "x"], "stance": [1, -1]} | columns
    parquet.write_table(pa.table(given), folder / "s.parquet")
    return folder / "s.parquet"


def told(source, **choices):
    with pytest.raises(InputError) as raised:
        cells(source, "actor", "sector", "stance", **choices)
    return raised.value.problems


@pytest.mark.parametrize("late", ["010", "X1", '"Agency, Inc."', "1e5", "TRUE", "2-1-2020"])
def test_the_last_row_is_read_as_the_first(tmp_path, late):
    path = file(tmp_path, HEADER + "10,x,1\n" * 25_000 + f"{late},x,+1\n")
    counts = two_mode(path)
    assert counts["x"].to_dict() == {"10": 25_000, late.strip('"'): 1}
    pd.testing.assert_frame_equal(counts, two_mode(read_coded(path, {})))


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("10,x,one\n", "row 25002, field stance: 'one'; expected a number such as -1 or 0.5"),
        ("10,x,inf\n", "row 25002, field stance: 'inf'; expected a number"),
        ("10,x\n", "row 25002: 2 cells; expected 3"),
        ("10,x,1,2\n", "row 25002: 4 cells; expected 3"),
        ('10,"x,1\n', "in line 25002; expected quotes closed"),
        (b"10,\xf4,1\n", "s.csv, line 25002: byte 0xf4 is not utf-8; expected UTF-8, or"),
    ],
)
def test_a_fault_in_a_late_row_is_told(tmp_path, late, expected):
    late = late if isinstance(late, bytes) else late.encode()
    [line] = told(file(tmp_path, (HEADER + "10,x,1\n" * 25_000).encode() + late))
    assert expected in line


def test_rows_are_those_of_a_spreadsheet_and_a_list_of_faults_is_cut(tmp_path):
    begun = HEADER + '\n"a\nb",x,1\n\n'
    lines = told(file(tmp_path, begun + "".join(f"c,x,?{n}\n" for n in range(100))))
    first = "s.csv, row 5, field stance: '?0'; expected a number such as -1 or 0.5"
    assert lines[0] == first
    assert len(lines) == 21 and lines[-1] == "s.csv, field stance: 80 more like these"
    alike = told(file(tmp_path, begun + "c,x,?0\n" * 100))
    assert alike == [f"{first} (and 99 more rows: 6, 7, 8 ...)"]


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        (["+1", "-1"], [1, -1]),
        (["1", "1.0"], [1]),
        ([Decimal("1.50"), Decimal("-1")], [1.5, -1]),
        (["for", "against"], ["for", "against"]),
        (["TRUE", "yes"], ["TRUE", "yes"]),
        ([True, False], [True, False]),
    ],
)
def test_a_level_is_a_number_where_every_cell_is_one(tmp_path, values, levels):
    for source in (frame(stance=values), columns(tmp_path, stance=values)):
        counted = cells(source, "actor", "sector", "stance", by=["actor"])["level"]
        assert set(counted) == set(levels)
        found = kept(source, "actor", "sector", "stance").execute()["level"]
        assert set(found) == set(levels)


def test_numbers_in_a_field_of_names_are_written_as_a_sheet_shows_them(tmp_path):
    for source in (frame(actor=[46.0, 1.5]), columns(tmp_path, actor=[46.0, 1.5])):
        assert cells(source, "actor", "sector")["row"].tolist() == ["1.5", "46"]
    whole = cells(frame(actor=[10, 9]), "actor", "sector", by=["stance"])
    assert whole["row"].tolist() == ["10", "9"] and whole["stance"].tolist() == ["1", "-1"]
    assert cells(frame(year=[7, 8]), "actor", "sector", by=["year"])["year"].tolist() == ["7", "8"]
    assert cells(frame(target=[7, 8]), "party", "sector")["row"].tolist() == ["7", "8", "A", "B"]
    assert cells(frame(target=np.nan), "party", "sector")["row"].tolist() == ["A", "B"]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["2015-01-13", "20150213"], ["2015-01", "2015-02"]),
        (["2015-01-31T23:30:00-05:00", "20150228T233000Z"], ["2015-01", "2015-02"]),
        (["2015-01-31 23:30:00+05", "2015-02-28 23:30:00.123456 UTC"], ["2015-01", "2015-02"]),
        ([20150113, 20150213], ["2015-01", "2015-02"]),
    ],
)
def test_dates_are_iso_8601(tmp_path, dates, months):
    for source in (
        frame(date=dates),
        columns(tmp_path, date=dates),
        file(tmp_path, frame(date=dates).to_csv(index=False)),
    ):
        assert cells(source, "actor", "sector", by=["month"])["month"].tolist() == months


def test_another_form_of_date_is_said_and_an_unclear_one_refused(tmp_path):
    with pytest.warns(InputNote, match=r"s\.csv, field date: dates of the form %d\.%m\.%Y"):
        path = file(tmp_path, frame(date=["27.11.2024", "01.12.2024"]).to_csv(index=False))
        months = cells(path, "actor", "sector", by=["month"])["month"]
    assert months.tolist() == ["2024-11", "2024-12"]
    path = file(tmp_path, frame(date=["11/12/2024", "03/04/2024"]).to_csv(index=False))
    assert told(path, by=["month"])[0] == (
        "s.csv, row 2, field date: '11/12/2024'; day or month first? "
        "expected date_format='%d/%m/%Y' or '%m/%d/%Y' in read_coded"
    )
    for wrong in ("31.12.24", "2024-02-30", "20241301", "45623"):
        path = file(tmp_path, frame(date=["2024-01-01", wrong]).to_csv(index=False))
        [line] = told(path, duplicates="week")
        assert f"s.csv, row 3, field date: {wrong!r}; expected the form of the others" in line
        cells(path, "actor", "sector")  # nobody asks for its dates


@pytest.mark.parametrize("zone", ["Asia/Almaty", "America/New_York", "+05:30", "UTC"])
def test_a_time_of_a_zone_is_what_the_clock_showed_there(tmp_path, zone):
    local = pd.to_datetime(["2024-01-01 00:30", "2024-06-30 23:30"])
    dates = pd.Series(local.tz_localize(zone))
    for source in (
        frame(date=dates),
        frame(date=dates.astype(object)),
        columns(tmp_path, date=dates),
        ibis.memtable(frame(date=dates)),
        file(tmp_path, frame(date=dates).to_csv(index=False)),
        read_coded(columns(tmp_path, date=dates), {}),
    ):
        months = cells(source, "actor", "sector", by=["month"])["month"]
        assert months.tolist() == ["2024-01", "2024-06"]


def test_a_zone_that_is_none_is_told(tmp_path):
    [line] = told(
        columns(tmp_path, date=pa.array([1, 2], pa.timestamp("s", "Foo/Bar"))), by=["month"]
    )
    assert line == "s.parquet: 'No time zone found with key Foo/Bar'"


def test_names_that_are_one_are_joined_and_told(tmp_path):
    names = ["Amélie", "Ame\u0301lie", "Amélie\u200b", "Ame\u0301lie ", "B"]
    table = pd.DataFrame({"actor": names, "sector": "x", "stance": 1})
    table.to_parquet(tmp_path / "s.parquet")
    for source in (table, tmp_path / "s.parquet", ibis.memtable(table)):
        for count in (cells, lambda *given: kept(*given).execute().groupby("row").size()):
            with pytest.warns(InputNote, match=r"Unicode: .Amélie. for .Ame.u0301lie., "):
                count(source, "actor", "sector")
    with pytest.warns(InputNote, match="field actor: names in one form"):
        assert cells(table, "actor", "sector")["count"].tolist() == [4, 1]
        once = cells(table, "actor", "sector", duplicates="acrossrange")
        assert once["count"].tolist() == [1, 1]
    with pytest.warns(InputNote, match=r"s\.csv, field actor: names in one form of Unicode"):
        coded = read_coded(file(tmp_path, table.to_csv(index=False)), {})
    assert coded["actor"].unique().tolist() == ["Amélie", "B"]
    with warnings.catch_warnings(action="error", category=InputNote):
        assert len(cells(coded, "actor", "sector")) == 2


def test_the_note_stands_at_the_line_that_asked():
    with pytest.warns(InputNote) as noted:
        two_mode(frame(actor=["A\u200b", "A"]))
    [note] = [each for each in noted if each.category is InputNote]
    assert Path(note.filename) == Path(__file__)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (frame(actor=["A", 46]), "row 1, field actor: 46; int beside str 'A' in one column"),
        (frame(stance=[1, "x"]), "row 1, field stance: 'x'; str beside int 1 in one column"),
        (frame(actor=pd.Categorical(["A", 3])), "row 1, field actor: 3; int beside str 'A'"),
        (frame(actor=[["A"], ["B"]]), "column 'actor' holds list; expected text, numbers"),
        (frame(actor=[b"A", b"B"]), "column 'actor' holds binary; expected text, numbers"),
        (frame(actor=["#N/A", "B"]), "row 0, field actor: '#N/A'; a formula failed"),
        (frame(stance=["1", "x"]), "row 1, field stance: 'x'; expected a number such as"),
        (frame(stance=[1, np.inf]), "row 1, field stance: 'inf'; expected a number such as"),
        (frame(stance=[True, 2]), "row 1, field stance: 2; int beside bool True"),
        (frame(Actor=1), "column 'Actor' stands beside 'actor'; expected other letters"),
        (frame().rename(columns={"stance": 3}), "column 3 is named by int; expected text"),
        (pd.concat([frame(), frame()[["actor"]]], axis=1), "column 'actor' stands more than"),
        (pd.concat([frame()], axis=1, keys=["a"]), "columns: 2 rows of names; expected one"),
        (None, "source: NoneType; expected a DataFrame, a path or an Ibis table"),
    ],
)
def test_a_table_that_cannot_be_told_is_refused_in_a_line(table, expected):
    [line] = told(table)
    assert expected in line


def test_what_nobody_asks_for_may_hold_anything():
    odd = frame(
        mixed=[1, "z"],
        lists=[["a"], ["b"]],
        bytes=[b"a", b"b"],
        big=[10**30, 1],
        period=pd.period_range("2024", periods=2),
        half=np.float16([1, 2]),
    )
    assert len(cells(odd, "actor", "sector", "stance")) == 2
    assert kept(odd, "actor", "sector").execute()["mixed"].tolist() == ["1", "z"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "s.csv: the file is empty; expected a header row"),
        (b"actor,sector,actor\nA,x,B\n", "s.csv: column 'actor' stands more than once"),
        (b"actor,sector,stance,Actor\nA,x,1,B\n", "s.csv: column 'Actor' stands beside 'actor'"),
        (b"actor,sector\nA,\0\n", "s.csv: not text; expected CSV, or the ending of what it is"),
    ],
)
def test_a_file_that_cannot_be_told_is_refused_in_a_line(tmp_path, content, expected):
    [line] = told(file(tmp_path, content))
    assert line.startswith(expected)


def test_csv_on_which_readers_do_not_agree_is_read_by_one(tmp_path):
    for text in (' "A",x,1\n', '"A" ,x,1\n', "A,x,1\rA,x,1\r\nA,x,1\n", f"{'A' * 3_000_000},x,1\n"):
        path = file(tmp_path, HEADER + text)
        try:
            expected = cells(read_coded(path, {}), "actor", "sector", "stance")
        except InputError as error:
            assert told(path) == error.problems
        else:
            pd.testing.assert_frame_equal(cells(path, "actor", "sector", "stance"), expected)


def test_a_folder_an_ending_and_parquet_that_is_damaged_are_told(tmp_path):
    assert told(tmp_path) == [f"{tmp_path.name}: a folder; expected a file"]
    [line] = told(file(tmp_path, b"x", "s.gz"))
    assert line.startswith("s.gz: ending '.gz'; expected one of: csv")
    [line] = told(columns(tmp_path, actor=[["A"], ["B"]]))
    assert line.startswith("s.parquet: column 'actor' holds array<string>; expected text")
    many = pd.DataFrame({"actor": map(str, range(5000)), "sector": "x", "stance": 1})
    many.to_parquet(tmp_path / "s.parquet")
    raw = (tmp_path / "s.parquet").read_bytes()
    [line] = told(file(tmp_path, raw[: len(raw) // 2], "s.parquet"))
    assert line.startswith("s.parquet: not a readable Parquet file (")
    [line] = told(file(tmp_path, raw[:1000] + b"\xff" * 2000 + raw[3000:], "s.parquet"))
    assert line.startswith("s.parquet: ")


def test_a_path_is_a_file_and_nothing_else(tmp_path):
    """No pattern of names, and no field from the name of a folder."""
    folder = tmp_path / "year=1999" / "[a]*"
    folder.mkdir(parents=True)
    text = file(folder, frame(date="2024-01-01").to_csv(index=False))
    typed = Path(shutil.move(columns(tmp_path, date=["2024-01-01"] * 2), folder))
    for path in (text, typed):
        assert set(cells(path, "actor", "sector", by=["year"])["year"]) == {"2024"}


@pytest.mark.parametrize("scale", [(-np.inf, np.inf), (np.nan, 1), (-1,), "ab", 3, (None, 1)])
def test_a_scale_is_two_finite_numbers(scale):
    with pytest.raises(InputError, match="expected two finite numbers, such as"):
        one_mode(frame(), scale=scale)
