"""Words that stand for values, cells with several names, repeated ids, and DataFrames."""

import ast

import numpy as np
import pandas as pd
import pytest
from coded_tables import csv_file, noted, parquet_file, told, xlsx_file
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.networks.matrices import two_mode
from analysis.sources.coded import read_coded
from analysis.sources.meanings import sided


def stances(folder, *texts, **choices):
    """Return the stances of a table with these texts, by a CSV file."""
    text = "actor;stance\n" + "".join(f"x;{text}\n" for text in texts)
    return read_coded(csv_file(folder, text), {}, **choices)["stance"]


@pytest.mark.parametrize(
    ("texts", "values", "stance", "kind"),
    [
        (["+", "-", "yes"], {"+": 1, "-": -1, "yes": 1}, [1, -1, 1], "int64"),
        ([" + ", "1", ""], {"+": 1}, [1, 1, None], "Int64"),
        (["half", "1"], {"half": 0.5}, [0.5, 1], "float64"),
        (["half", "0,25"], {" half ": 0.5}, [0.5, 0.25], "float64"),
        (["NA", "-1"], {"NA": None}, [None, -1], "Int64"),
        (["1", "2"], {1: -1, 2: 1}, [-1, 1], "int64"),
        (["", "1"], {"": 0}, [0, 1], "int64"),
        (["Ide\u0301e", "1"], {"Id\u00e9e": 3}, [3, 1], "int64"),
        (["x  y", "1"], {"x y": np.int64(2)}, [2, 1], "int64"),
    ],
)
def test_texts_become_the_values_given(tmp_path, texts, values, stance, kind):
    read, _ = noted(lambda: stances(tmp_path, *texts, values={"stance": values}))
    assert str(read.dtype) == kind
    assert read.astype(object).where(read.notna(), None).tolist() == stance


def test_values_are_for_any_field(tmp_path):
    text = "Org,date,level,right,Topic\nA,spring,high,j,1\nB,2020-02-03,low,n,2\n"
    values = {
        "actor": {"A": "Alpha"},
        "date": {"spring": "2019-03"},
        "level": {"high": 3, "low": 1},
        "right": {"j": True, "n": False},
        "sector": {"1": "oil", "2": None},
    }
    table, _ = noted(
        lambda: read_coded(
            csv_file(tmp_path, text), {"actor": "Org", "sector": "Topic"}, values=values
        )
    )
    assert table["actor"].tolist() == ["Alpha", "B"]
    assert table["date_precision"].tolist() == ["month", "day"]
    assert table["level"].tolist() == [3, 1] and table["right"].tolist() == [True, False]
    assert table["sector"].fillna("-").tolist() == ["oil", "-"]


def test_values_hold_for_workbooks_and_parquet_too(tmp_path):
    values = {"stance": {"for": 1, "TRUE": 2, "0.5": -1}}
    path = xlsx_file(tmp_path, [["actor", "stance"], ["a", "for"], ["b", True], ["c", 0.5]])
    assert read_coded(path, {}, values=values)["stance"].tolist() == [1, 2, -1]
    path = parquet_file(tmp_path, {"actor": ["a", "b"], "stance": [0.5, 3.0]})
    table, _ = noted(lambda: read_coded(path, {}, values=values))
    assert table["stance"].tolist() == [-1, 3]


def test_texts_without_a_value_are_read_as_ever_and_told_by_row(tmp_path):
    lines = told(lambda: stances(tmp_path, "+", "?", values={"stance": {"+": 1}}))
    assert lines == ["codings.csv, row 3, field stance: '?'; expected a number such as -1 or 0.5"]
    _, notes = noted(lambda: stances(tmp_path, "+", values={"stance": {"+": 1, "plus": 1}}))
    assert notes == ["codings.csv, field stance: no cell is 'plus', which values names"]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"stanc": {"+": 1}},
            "values: 'stanc' is no field; expected 'stance' (nearest), or one of: actor, stance",
        ),
        ({"stance": {"+": "one"}}, "values: 'stance' has 'one' for '+'; expected a number"),
        ({"stance": {"+": True}}, "values: 'stance' has True for '+'; expected a number"),
        ({"stance": {"+": float("inf")}}, "values: 'stance' has inf for '+'; expected a number"),
        ({"stance": 1}, "values: 'stance' is given 1; expected such as {\"+\": 1}"),
        ({"stance": {}}, "values: 'stance' is given {}; expected such as {\"+\": 1}"),
        ({"+": 1}, "values: '+' is no field; expected one of: actor, stance"),
        (["stance"], "values: ['stance']; expected such as {'stance': {'+': 1}}"),
    ],
)
def test_wrong_values_are_told(tmp_path, values, line):
    assert told(lambda: stances(tmp_path, "+", values=values)) == [line]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("yes", "no"),
        ("Agree", "DISAGREE"),
        ("pro", "Contra"),
        ("support", "oppose"),
        ("Supports", "opposes"),
        ("for", "against"),
        ("+", "-"),
        ("+", "−"),
        ("TRUE", "FALSE"),
        ("Y", "N"),
        ("ja", "nein"),
        ("oui", "non"),
        ("да", "нет"),
        ("иә", "жоқ"),
        ("за", "против"),
        ("dafür", "dagegen"),
        ("pour", "contre"),
        ("positive", "negative"),
    ],
)
def test_the_usual_words_for_two_sides_are_offered_and_the_offer_holds(tmp_path, yes, no):
    lines = told(lambda: stances(tmp_path, yes, no, yes, "1"))
    offer = {yes: 1, no: -1}
    assert lines == [
        f"codings.csv, field stance: {yes!r}, {no!r}: usual words for two sides; expected "
        f"numbers, or values={{'stance': {offer}}}"
    ]
    values = ast.literal_eval(lines[0].partition("values=")[2])
    assert stances(tmp_path, yes, no, yes, "1", values=values).tolist() == [1, -1, 1, 1]


def test_an_offer_holds_what_was_given_and_leaves_other_faults(tmp_path):
    values = {"stance": {"+": 1}, "actor": {"x": "X"}}
    lines = told(lambda: stances(tmp_path, "+", "No", "neutral", "?", values=values))
    assert lines == [
        "codings.csv, field stance: 'No', 'neutral': usual words for two sides; expected "
        "numbers, or values={'stance': {'+': 1, 'No': -1, 'neutral': 0}, 'actor': {'x': 'X'}}",
        "codings.csv, row 5, field stance: '?'; expected a number such as -1 or 0.5",
    ]


def test_other_words_beside_those_for_two_sides_are_told_once(tmp_path):
    lines = told(lambda: stances(tmp_path, "pro", "contra", "eher egal", "eher egal", "pro"))
    assert lines == [
        "codings.csv, field stance: 'pro', 'contra': usual words for two sides, 'eher egal': "
        "another word; expected numbers, or values={'stance': {'pro': 1, 'contra': -1, "
        "'eher egal': '?'}} with one for it",
        "codings.csv, row 4, field stance: 'eher egal'; expected a number such as -1 or 0.5",
    ]


@pytest.mark.parametrize(
    ("yes", "no", "neither"),
    [
        ("dafür", "dagegen", "unentschieden"),
        ("a favor", "en contra", "indeciso"),
        ("pour", "contre", "mitigé"),
        ("за", "против", "нейтрально"),
    ],
)
def test_a_word_for_neither_side_is_as_usual(yes, no, neither):
    assert sided([yes, no, neither]) == {yes: 1, no: -1, neither: 0}


def test_sides_of_a_field_of_booleans_are_offered_as_such(tmp_path):
    path = csv_file(tmp_path, "actor,agreed\nA,pro\nB,contra\n")
    [line] = told(lambda: read_coded(path, {}, booleans=["agreed"]))
    assert line.endswith("expected booleans, or values={'agreed': {'pro': True, 'contra': False}}")
    values = ast.literal_eval(line.partition("values=")[2])
    table = read_coded(path, {}, booleans=["agreed"], values=values)
    assert table["agreed"].tolist() == [True, False]


def test_each_of_several_names_in_a_cell_makes_a_statement(tmp_path):
    text = "actor,sector,stance\nA; B ;A;,oil;gas,1\nC,;,-1\n,oil,0\n"
    split = {"actor": ";", "sector": ";"}
    table = read_coded(csv_file(tmp_path, text), {}, split=split)
    assert table.fillna("-").to_numpy().tolist() == [
        ["2.1", "A", "oil", 1],
        ["2.2", "A", "gas", 1],
        ["2.3", "B", "oil", 1],
        ["2.4", "B", "gas", 1],
        ["3", "C", "-", -1],
        ["4", "-", "oil", 0],
    ]
    assert two_mode(table).loc["B"].tolist() == [1, 1]


def test_split_ids_sort_and_are_not_those_of_others(tmp_path):
    names = "/".join("abcdefghijk")
    table = read_coded(csv_file(tmp_path, f"actor\n{names}\n"), {}, split={"actor": "/"})
    assert table["statement_id"].tolist() == [f"2.{number:02}" for number in range(1, 12)]
    text = "statement_id,actor\n7,A;B\n7.2,C\n"
    lines = told(lambda: read_coded(csv_file(tmp_path, text), {}, split={"actor": ";"}))
    assert lines[0] == (
        "codings.csv, row 3, field statement_id: '7.2' stands in row 2 too; expected each value "
        "once"
    )
    text = "statement_id,actor\n7,A;B\n7,C\n"
    lines = told(lambda: read_coded(csv_file(tmp_path, text), {}, split={"actor": ";"}))
    assert "row 3, field statement_id: '7' stands in row 2 too" in lines[0]


@tries(25)
@given(st.lists(st.lists(st.sampled_from(["A", "B b", "C"]), max_size=4), min_size=1, max_size=5))
def test_splitting_keeps_every_row_and_name(cells):
    frame = pd.DataFrame({"actor": [" ; ".join(names) for names in cells], "n": range(len(cells))})
    table, _ = noted(lambda: read_coded(frame, {}, split={"actor": ";"}))
    kept = [(n, name) for n, names in enumerate(cells) for name in dict.fromkeys(names or ["-"])]
    assert [*zip(table["n"], table["actor"].fillna("-"), strict=True)] == kept
    assert table["statement_id"].is_unique


@pytest.mark.parametrize(
    ("split", "line"),
    [
        (";", "split: ';'; expected a sign for each field, such as {'actor': ';'}"),
        (
            {"actors": ";"},
            "split: 'actors' is no field; expected 'actor' (nearest), or one of: actor, stance",
        ),
        ({"stance": ";"}, "split: 'stance' holds one value a statement; expected a field of names"),
        ({"actor": ""}, "split: 'actor' has ''; expected a sign such as ';'"),
        ({"actor": None}, "split: 'actor' has None; expected a sign such as ';'"),
    ],
)
def test_a_wrong_split_is_told(tmp_path, split, line):
    assert told(lambda: stances(tmp_path, "1", split=split)) == [line]


def test_a_sign_that_stands_nowhere_is_told(tmp_path):
    _, notes = noted(lambda: stances(tmp_path, "1", split={"actor": ";"}))
    assert notes == ["codings.csv, field actor: no cell is split at ';'"]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("statement_id,actor", {}),
        ("statement_id,actor", {"statement_id": "statement_id"}),
        ("Nr,actor", {"statement_id": "Nr"}),
        ("Nr,Org", {"statement_id": "Nr", "actor": "Org"}),
    ],
)
@pytest.mark.parametrize("rows", ["1,A\n1,B\n", "1,A\n,B\n"])
def test_ids_that_are_none_are_told_with_the_way_out(tmp_path, header, columns, rows):
    path = csv_file(tmp_path, f"{header}\n{rows}")
    *_, way = told(lambda: read_coded(path, columns))
    said = "codings.csv, field statement_id: to number the rows instead, expected columns="
    assert way.startswith(said)
    table, _ = noted(lambda: read_coded(path, ast.literal_eval(way.removeprefix(said))))
    assert table["statement_id"].tolist() == ["2", "3"]
    assert table["given_id"].fillna("").tolist() == [row[:-2] for row in rows.split()]


FRAME = pd.DataFrame(
    {
        "Org": ["007", " B ", None, "1e5"],
        "stance": [1.0, -1.0, np.nan, 0.5],
        "date": pd.to_datetime(["2024-11-27", None, "2024-12-01", "2024-12-02"]),
        "note": ["x", "", "y", None],
    }
)


@pytest.mark.parametrize(
    "door", ["frame", "categories", "arrow", "index", "csv", "parquet", "xlsx"]
)
def test_a_table_gives_the_same_statements_by_each_door(tmp_path, door):
    source = {
        "frame": lambda: FRAME.set_axis([3, 1, 1, 0]),
        "categories": lambda: FRAME.astype({"Org": "category", "note": "string[python]"}),
        "arrow": lambda: FRAME.convert_dtypes(dtype_backend="pyarrow"),
        "index": lambda: FRAME.set_index(["Org", "stance"]),
        "csv": lambda: csv_file(tmp_path, FRAME.to_csv(index=False)),
        "parquet": lambda: FRAME.to_parquet(tmp_path / "a.parquet") or tmp_path / "a.parquet",
        "xlsx": lambda: FRAME.to_excel(tmp_path / "a.xlsx", index=False) or tmp_path / "a.xlsx",
    }[door]()
    pd.testing.assert_frame_equal(
        read_coded(source, {"actor": "Org"}),
        pd.DataFrame(
            {
                "statement_id": ["2", "3", "4", "5"],
                "actor": ["007", "B", None, "1e5"],
                "stance": pd.array([1, -1, None, 0.5], "Float64"),
                "date": FRAME["date"].astype("datetime64[s]"),
                "note": ["x", None, "y", None],
            }
        ),
    )


def test_what_a_frame_cannot_hold_is_told():
    frame = pd.DataFrame({"actor": ["a", ["b"]], "raw": [b"x", None], "stance": [1, "x"]})
    assert told(lambda: read_coded(frame, {})) == [
        "the DataFrame: column 'actor' holds list; expected text, numbers, booleans or dates",
        "the DataFrame: column 'raw' holds bytes; expected text, numbers, booleans or dates",
    ]
    [line] = told(
        lambda: read_coded(frame.drop(columns="raw").replace([["b"]], "b"), {}, sheet="a")
    )
    assert line == "sheet: 'a', but the DataFrame has no sheets; expected none given"
    fine = pd.DataFrame({"actor": ["a", "b"], "stance": [1, "x"]})
    [line] = told(lambda: read_coded(fine, {}))
    assert line.startswith("the DataFrame, row 3, field stance: 'x'; expected a number")
    [line] = told(lambda: read_coded(fine.set_axis(["actor", "actor"], axis=1), {}))
    assert line == "the DataFrame: column 'actor' stands more than once; expected it once"


def test_a_matrix_is_sent_to_its_own_reader(tmp_path):
    for text in (",oil,gas\nA,1,0\nB,-1,2\n", "Name,oil,gas\nA,1,0\nB,,2\n"):
        lines, _ = noted(lambda text=text: told(lambda: read_coded(csv_file(tmp_path, text), {})))
        assert lines[-1] == (
            "codings.csv: looks like a matrix of actors by concepts; expected "
            "such in read_incidence"
        )
    path = csv_file(tmp_path, "Name,date,stance\nA,2024-01-01,1\n")
    assert len(told(lambda: read_coded(path, {}))) == 1


def test_an_index_that_is_a_column_too_and_other_kinds_of_table_are_told():
    frame = pd.DataFrame({"actor": ["a"]}, index=pd.Index(["b"], name="actor"))
    [line] = told(lambda: read_coded(frame, {}))
    assert line == "the DataFrame: column 'actor' stands more than once; expected it once"
    [line] = told(lambda: read_coded({"actor": ["a"]}, {}))
    assert line == "source: dict; expected a path or a DataFrame"


def test_the_index_that_pandas_writes_to_parquet_is_passed_over(tmp_path):
    pd.DataFrame({"actor": ["a", "b"]}, index=[5, 6]).to_parquet(tmp_path / "a.parquet")
    table, notes = noted(lambda: read_coded(tmp_path / "a.parquet", {}))
    assert table.to_numpy().tolist() == [["2", "a"], ["3", "b"]]
    assert notes == ["a.parquet: column 2 has no name, and is passed over; it begins 5, 6"]


def test_words_for_numbers_are_told_once_with_what_to_pass(tmp_path):
    lines = told(lambda: stances(tmp_path, "rather yes", "rather no", "rather yes"))
    assert lines == [
        "codings.csv, field stance: 'rather yes', 'rather no': words; expected numbers, or "
        "values={'stance': {'rather yes': '?', 'rather no': '?'}} with one for each"
    ]
    [line] = told(lambda: stances(tmp_path, "a", "b", "c", "c", values={"stance": {"a": 1}}))
    assert "'b', 'c': words; expected numbers, or values={'stance': {'a': 1, 'b': '?'" in line
    some = told(lambda: stances(tmp_path, "1", "rather", "rather"))  # numbers, and words among them
    assert [line.partition(", field")[0] for line in some] == [
        "codings.csv, row 3",
        "codings.csv, row 4",
    ]
    many = told(lambda: stances(tmp_path, *"abcdefghijklm"))
    assert len(many) == 13 and "row 2" in many[0]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("赞成", "反对"),
        ("賛成", "反対"),
        ("찬성", "반대"),
        ("مؤيد", "معارض"),
        ("موافق", "مخالف"),
        ("בעד", "נגד"),
        ("समर्थन", "विरोध"),
        ("evet", "hayır"),
        ("за", "проти"),
    ],
)
def test_the_usual_words_for_two_sides_are_known_in_many_languages(yes, no):
    assert sided([yes, no]) == {yes: 1, no: -1}
