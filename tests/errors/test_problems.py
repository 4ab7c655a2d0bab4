"""A problem is its line, and holds file, row, field, value and expectation as fields."""

import copy
import json
import pickle
from pathlib import Path

import pandas as pd
import pytest
from dna_bases import database
from hypothesis import given
from hypothesis import strategies as st
from tiny_study import set_cell, tiny_study

from analysis import dyad, load_study, read_coded, read_dna, read_incidence
from analysis.errors import InputError, InputNote, Problem, check_choice, fault, problem
from analysis.labels import translator
from analysis.networks.matrices import two_mode

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)


@pytest.fixture
def tiny(tmp_path) -> Path:
    return tiny_study(tmp_path / "tiny")


def problems(call, *arguments, **options) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        call(*arguments, **options)
    assert all(isinstance(line, Problem) for line in raised.value.problems)
    return raised.value.problems


def parts(line: Problem) -> tuple:
    return line.file, line.row, line.field, line.value, line.expectation


def test_a_cell_of_a_study(tiny):
    [line] = problems(load_study, set_cell(tiny, "statements", 2, "stance", "x"))
    assert parts(line)[:4] == ("statements.csv", 2, "stance", "x")
    assert line == f"statements.csv, row 2, field stance: 'x'; {line.expectation}"


def test_a_value_that_another_table_lacks(tiny):
    [line] = problems(load_study, set_cell(tiny, "statements", 2, "sector", "gaz"))
    assert parts(line)[:4] == ("statements.csv", 2, "sector", "gaz")
    assert line.wrong == "is not in sectors" and line.missing_in == "sectors.csv"
    assert line.expectation.startswith("expected ")


def test_a_file_that_is_not_there(tiny):
    (tiny / "sectors.csv").unlink()
    line = problems(load_study, tiny)[0]
    assert parts(line) == ("sectors.csv", None, "", "", "") and "no such file" in line.wrong


def test_a_key_of_the_data_package(tiny):
    path = tiny / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8")) | {"turns": ["2024-13"]}
    path.write_text(json.dumps(package), encoding="utf-8")
    [line] = problems(load_study, tiny)
    assert parts(line)[:4] == ("datapackage.json", None, "turns", ["2024-13"])
    assert line.expectation.startswith("expected days, months or years")


def test_a_cell_of_other_peoples_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Who,Says\nA,1\nB,one\nC,2\n", encoding="utf-8")
    [line] = problems(read_coded, path, {"actor": "Who", "stance": "Says"})
    assert line.startswith("a.csv, row 3, field stance (Says): 'one'; expected a number")
    assert parts(line) == ("a.csv", 3, "stance", "one", "expected a number such as -1 or 0.5")


def test_an_argument_of_read_coded():
    table = pd.DataFrame({"actor": ["A"]})
    [line] = problems(read_coded, table, {"actor": "actor"}, split={"actr": ";"})
    assert parts(line)[:4] == ("", None, "split", "actr") and line.wrong == "is no field"


def test_a_cell_of_a_matrix():
    [line] = problems(read_incidence, pd.DataFrame({"oil": [1.5]}, ["A"]))
    assert parts(line)[:4] == ("the DataFrame", 2, "oil", "1.5")


def test_a_value_of_a_dna_database(tmp_path):
    path = database(tmp_path / "a.dna", "UPDATE DATABOOLEAN SET Value = 7 WHERE StatementId = 2")
    [line] = problems(read_dna, path, statement_type="DNA Statement")
    assert parts(line) == ("a.dna", 2, "agreement", 7, "expected 0 or 1")
    assert line == "a.dna, statement 2, variable agreement: 7; expected 0 or 1"


def test_a_table_that_is_counted(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "actor,target,sector,date\nA,B,oil,2024-01-01\nA,B,gas,soon\n", encoding="utf-8"
    )
    [line] = problems(two_mode, path, rows="actor", columns="sector", level="date")
    assert parts(line)[:4] == ("s.csv", 3, "date", "soon")


def test_rows_of_one_cause_keep_the_fields_of_the_first(tiny):
    rows = pd.read_csv(tiny / "actors.csv", dtype=str, keep_default_na=False)
    rows["kind"] = "thing"
    rows.to_csv(tiny / "actors.csv", index=False)
    lines = [line for line in problems(load_study, tiny) if line.value == "thing"]
    assert lines and all(parts(line)[:3:2] == ("actors.csv", "kind") for line in lines)


@given(WORDS, st.integers(1, 10**6), WORDS, WORDS, WORDS)
def test_a_line_says_what_its_fields_hold(file, row, field, value, wrong):
    line = problem(file, row, field, value, "expected tea", wrong=wrong)
    assert parts(line) == (file, row, field, value, "expected tea")
    shows = bool(field) or value != ""
    assert line.endswith(fault(value, wrong, "expected tea", shows_value=shows))
    for again in (copy.copy(line), copy.deepcopy(line), pickle.loads(pickle.dumps(line))):
        assert again == line and vars(again) == vars(line)


def test_a_line_of_text_alone_has_no_fields():
    [line] = InputError("a.csv: no such file").problems
    assert line == "a.csv: no such file" and parts(line) == ("", None, "", "", "")


@pytest.mark.parametrize("value", ["tlh", None, 1, ["en"], pd.DataFrame({"en": [1]}), b"en"])
def test_what_is_no_choice_is_refused_in_a_line(value):
    [line] = (
        problems(translator, value)
        if isinstance(value, str)
        else problems(check_choice, "language", value, ["en", "fr"])
    )
    assert line.field == "language" and line.startswith("language: ")
    assert line.expectation.startswith("expected one of: en, ")


def test_a_choice_is_returned():
    assert check_choice("language", "fr", ("en", "fr")) == "fr"


def test_a_note_points_at_the_line_that_called_the_package():
    said = pd.DataFrame({"actor": ["KAZ", "RUS"], "target": ["RUS", "KAZ"], "date": "2024-01-05"})
    with pytest.warns(InputNote, match="no event between KAZ and KAZ") as notes:
        dyad(said, "KAZ", "KAZ")
    assert [note.filename for note in notes if note.category is InputNote] == [__file__]
