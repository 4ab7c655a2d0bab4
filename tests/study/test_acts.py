"""An act of two sides is two rows that are mirrored, and counted once."""

import json

import pytest
from tiny_study import NEEDED, read_rows, set_cell, tiny_study, write_rows

from analysis.errors import InputError
from analysis.networks.cells import cells
from analysis.networks.sample import observed, sample
from analysis.study.acts import one_row_an_act
from analysis.study.load import load_study

MIRRORED = (
    "D000-03,D000,par 1,2021-03-04,day,press,japan,france,gas,agree,1,They do.,Ils le font.,c1,a1,"
)


@pytest.fixture
def folder(tmp_path):
    """A study in which the first and the last row of D000 are one act of two sides."""
    folder = set_cell(tiny_study(tmp_path / "study", NEEDED), "statements", 2, "act", "a1")
    rows = read_rows(folder / "statements.csv")
    rows.insert(3, MIRRORED.split(","))
    write_rows(folder / "statements.csv", rows)
    return folder


def test_a_mirrored_act_is_right(folder):
    said = load_study(folder).statements
    assert said["act"].tolist()[0] == said["act"].tolist()[2] == "a1"
    assert len(one_row_an_act(said)) == len(said) - 1


@pytest.mark.parametrize(
    ("row", "field", "value", "wrong"),
    [
        (4, "act", "", "'a1' is of one row"),
        (4, "act", "a2", "'a2' is of one row"),
        (3, "act", "a1", "'a1' is of 3 rows"),
        (4, "speaker", "minister", "two values of speaker"),
        (4, "sector", "trade", "two values of sector"),
        (4, "relation", "depend", "two values of relation"),
        (4, "stance", "0", "two values of stance"),
        (4, "date", "2021-03-05", "two values of date"),
        (4, "target", "minister", "not of exchanged actor and target"),
        (4, "actor", "minister", "not of exchanged actor and target"),
    ],
)
def test_a_wrong_act_is_told_with_its_row(folder, row, field, value, wrong):
    with pytest.raises(InputError, match=wrong) as error:
        load_study(set_cell(folder, "statements", row, field, value))
    assert "statements.csv, row" in str(error.value)
    assert "expected two rows, one for each side" in str(error.value)


def test_an_act_in_two_documents_is_told(folder):
    set_cell(folder, "statements", 4, "statement_id", "D001-03")
    with pytest.raises(InputError, match=r"two values of document_id \('D000', 'D001'\)"):
        load_study(set_cell(folder, "statements", 4, "document_id", "D001"))


def test_an_act_without_targets_cannot_be(folder):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    said = next(each for each in package["resources"] if each["name"] == "statements")
    fields = said["schema"]["fields"]
    place = [each["name"] for each in fields].index("target")
    del fields[place]
    keys = said["schema"]["foreignKeys"]
    said["schema"]["foreignKeys"] = [each for each in keys if each["fields"] != "target"]
    path.write_text(json.dumps(package), encoding="utf-8")
    rows = read_rows(folder / "statements.csv")
    place = rows[0].index("target")
    write_rows(folder / "statements.csv", [row[:place] + row[place + 1 :] for row in rows])
    with pytest.raises(InputError, match="not of exchanged actor and target"):
        load_study(folder)


def test_an_act_counts_once_on_its_sector_and_once_for_each_side(folder):
    study = load_study(folder)
    on_gas = cells(study, "sector", "sector", "stance", duplicates="act")
    assert on_gas.loc[on_gas["row"] == "gas", "count"].tolist() == [1]
    sides = cells(study, "actor", "sector", duplicates="act")
    assert sides[sides["column"] == "gas"][["row", "count"]].to_numpy().tolist() == [
        ["france", 1],
        ["japan", 1],
    ]
    parties = cells(study, "party", "sector", duplicates="act")
    assert parties.loc[parties["column"] == "gas", "count"].tolist() == [1, 1]


def test_a_sample_of_acts_is_the_count_of_acts(folder):
    said = sample(load_study(folder), "speaker", duplicates="act")
    assert observed(said).x.sum() == 4 and said.copies
