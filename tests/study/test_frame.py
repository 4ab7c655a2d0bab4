"""A frame stands beside the record: checked, selected with it, and never counted with it."""

import json

import pytest
from tiny_study import read_rows, set_cell, tiny_study, write_rows

from analysis.errors import InputError
from analysis.measures.headlines import floors
from analysis.places import PACKAGE_FILE
from analysis.study.frame import FEWEST, carries, framed, in_both, texts_of_frame
from analysis.study.load import load_study
from analysis.study.selection import bilateral, roll_up, select


@pytest.fixture
def tiny(tmp_path):
    return tiny_study(tmp_path / "tiny")


def problems(folder) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_study(folder)
    return [str(each) for each in raised.value.problems]


def without(folder, *tables):
    """Return the study without these tables."""
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    kept = [each for each in package["resources"] if each["name"] not in tables]
    path.write_text(json.dumps(package | {"resources": kept}), encoding="utf-8")
    for table in tables:
        (folder / f"{table}.csv").unlink()
    return folder


@pytest.mark.parametrize(
    ("table", "cells", "line"),
    [
        (
            "frame",
            [(2, "listed_first", "")],
            "frame.csv, row 2, field frame_id: 'F001' is listed by no side; expected an address in "
            "listed_first or listed_second",
        ),
        (
            "frame",
            [(2, "document_id", "D009")],
            "frame.csv, row 2, field document_id: 'D009' is not in documents",
        ),
        (
            "frame",
            [(3, "document_id", "D001")],
            "frame.csv, row 3, field read: '' has a text; expected how much of it was read",
        ),
        (
            "frame",
            [(3, "read", "whole")],
            "frame.csv, row 3, field read: 'whole' has no text; expected a document, or nothing "
            "read",
        ),
        (
            "frame",
            [(3, "document_id", "D000"), (3, "read", "whole")],
            "frame.csv, row 3, field document_id: 'D000' is the text of an event above; expected "
            "one event for one text",
        ),
        (
            "frame",
            [(3, "counterpart", "minister")],
            "frame.csv, row 3, field counterpart: 'minister' is the actor too; expected another",
        ),
        ("frame", [(3, "date", "2022-05-06")], "frame.csv, row 3, field date"),
        ("frame", [(3, "actor", "nobody")], "frame.csv, row 3, field actor: 'nobody'"),
        (
            "frame_statements",
            [(2, "document_id", "D002")],
            "frame_statements.csv, row 2, field document_id: 'D002' is the text of no event in "
            "frame; expected one of its documents",
        ),
        (
            "frame_statements",
            [(2, "target", "press")],
            "frame_statements.csv, row 2, field target: 'press'",
        ),
        ("frame_statements", [(2, "sector", "tea")], "frame_statements.csv, row 2, field sector"),
        ("frame_statements", [(2, "stance", "2")], "frame_statements.csv, row 2, field stance"),
        ("frame_statements", [(2, "speaker", "")], "frame_statements.csv, row 2, field speaker"),
    ],
)
def test_what_contradicts_is_told_by_row_and_field(tiny, table, cells, line):
    for row, field, value in cells:
        set_cell(tiny, table, row, field, value)
    assert any(line in each for each in problems(tiny)), problems(tiny)


def test_a_frame_is_said_in_languages(tiny):
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(package | {"frame": {"en": "all sittings"}}), encoding="utf-8")
    assert load_study(tiny).framing == {"en": "all sittings"}
    path.write_text(json.dumps(package | {"frame": "all sittings"}), encoding="utf-8")
    [line] = problems(tiny)
    assert line.startswith("datapackage.json: frame: 'all sittings'; expected what the frame lists")


def test_statements_of_a_frame_have_the_fields_of_the_record(tiny):
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    [table] = [each for each in package["resources"] if each["name"] == "frame_statements"]
    fields = table["schema"]["fields"]
    fields.remove(next(each for each in fields if each["name"] == "locator"))
    path.write_text(json.dumps(package), encoding="utf-8")
    assert any(
        "table 'frame_statements' declares no field 'locator'; expected the fields of 'statements'"
        in each
        for each in problems(tiny)
    )


@pytest.mark.parametrize("tables", [["frame_statements"], ["frame", "frame_statements"]])
def test_a_frame_is_optional(tiny, tables):
    study = load_study(without(tiny, *tables))
    assert study.frame_statements.empty and not carries(study) and texts_of_frame(study) == 0
    for change in (bilateral, roll_up):
        assert change(study).frame_statements.empty
    assert select(study, since="2021").frame_statements.empty


def test_a_frame_alone_has_its_statements_for_the_record(tiny):
    study = load_study(tiny)
    alone = framed(study)
    assert list(alone.statements["statement_id"]) == ["F001-01"]
    assert alone.frame.empty and alone.frame_statements.empty
    assert len(study.statements) == 4, "the study itself is left as it was"
    assert in_both(framed, study).statements.equals(study.frame_statements)


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"since": "2021-03-04"}, 1),
        ({"since": "2021-03-05"}, 0),
        ({"quality": "A"}, 1),
        ({"sectors": ["trade"]}, 1),
        ({"sectors": ["energy"]}, 0),
    ],
)
def test_a_frame_is_selected_with_the_record(tiny, choice, left):
    assert len(select(load_study(tiny), **choice).frame_statements) == left


def test_texts_are_counted_not_statements(tiny):
    rows = read_rows(tiny / "frame_statements.csv")
    more = [[f"F001-{number:02}", *rows[1][1:]] for number in range(2, 30)]
    write_rows(tiny / "frame_statements.csv", [*rows, *more])
    study = load_study(tiny)
    assert texts_of_frame(study) == 1 < FEWEST and not carries(study)
    assert "frame" not in set(floors(study)["documents"])


def test_the_first_study_has_a_frame_that_carries(study):
    events = study.frame
    assert texts_of_frame(study) == events["document_id"].notna().sum() >= FEWEST
    assert carries(study) and not carries(framed(study))
    assert set(events["actor"]) == {"nazarbayev", "tokayev"}
    assert set(events["counterpart"]) == {"putin"}
    told = (study.folder.parent / "README.md").read_text(encoding="utf-8")
    listed, read = len(events), events["document_id"].notna().sum()
    assert f"{listed} events, of which {read} have a text" in told
    assert f"{len(study.frame_statements)} statements" in told
