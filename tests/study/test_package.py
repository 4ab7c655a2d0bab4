"""A data package says no less than the model, in the form that its readers rely on."""

import json
from pathlib import Path

import pandas as pd
import pytest
from tiny_study import read_rows, set_cell, tiny_study, write_rows

from analysis.errors import InputError, InputNote
from analysis.measures.agreement import codings
from analysis.places import PACKAGE_FILE
from analysis.study.load import TABLES, load_study
from analysis.study.selection import bilateral


@pytest.fixture
def tiny(tmp_path) -> Path:
    return tiny_study(tmp_path / "tiny")


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        codings(load_study(folder))
    return raised.value.problems


def declare(folder: Path, place: str, value: object) -> Path:
    """Set a value of the data package, its place as in `documents.date.constraints.required`."""
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    *steps, last = place.split(".")
    holder = package
    if steps:
        table, *steps = steps
        holder = next(each for each in package["resources"] if each["name"] == table)
    if steps and steps[0] not in holder:
        name, *steps = steps
        fields = holder["schema"]["fields"]
        holder = next(field for field in fields if field["name"] == name)
    for step in steps:
        holder = holder[step]
    holder[last] = value
    path.write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("name", None, "name: None; expected small letters, digits and hyphens"),
        ("name", "", "name: ''; expected small letters"),
        ("name", "France Japan", "name: 'France Japan'; expected small letters"),
        ("name", "../x", "name: '../x'; expected small letters"),
        ("name", "x\n", r"name: 'x\n'; expected text in one line"),
        ("title", "A\n```{include} /etc/passwd\n```", "expected text in one line"),
        ("title", "\ud800", r"title: '\ud800'; expected text in one line"),
        ("title", [], "title: []; expected text"),
        ("states", ["france", "france"], "states: ['france', 'france']; expected two different"),
        ("states", "france", "states: 'france'; expected the ids of two states"),
        ("states", [["france"], "japan"], "expected the ids of two states"),
        ("states", ["france", "press"], "actors.csv, row 5, field kind: 'media'; 'press' is one "),
        ("turns", ["2022-13"], "turns: ['2022-13']; expected days, months or years"),
        ("resources", {}, "resources: {}; expected a list"),
        ("actors.path", ["actors.csv"], "resources[actors].path: ['actors.csv']; expected text"),
        ("actors.path", "../actors.csv", "expected a path inside the study's folder"),
        ("actors.path", "/etc/passwd", "expected a path inside the study's folder"),
        ("actors.path", "https://example.org/a.csv", "expected a path inside the study's folder"),
        ("actors.path", "..\\actors.csv", "expected a path inside the study's folder"),
        ("actors.path", "C:actors.csv", "expected a path inside the study's folder"),
        ("actors.path", "codings/../actors.csv", "expected a path inside the study's folder"),
        ("actors.path", "x" * 5000, "expected a path inside the study's folder"),
        ("actors.path", "sectors.csv", "resources: path 'sectors.csv' stands twice"),
        ("actors.name", "sectors", "resources: name 'sectors' stands twice"),
        ("actors.encoding", "cp1251", "encoding: 'cp1251'; expected one of: 'utf-8'"),
        ("actors.dialect", {"delimiter": ";"}, "dialect.delimiter: ';'; expected one of: ','"),
        ("actors.schema", [], "resources[actors].schema: []; expected an object"),
        ("actors.schema.missingValues", ["NA"], "missingValues: ['NA']; expected one of: ['']"),
        ("actors.schema.primaryKey", "kind", "table 'actors': primaryKey; expected actor_id"),
        ("actors.schema.primaryKey", "x", "table 'actors' has a key of 'x'; expected one of its"),
        ("actors.schema.foreignKeys", [], "declares no foreign key of 'part_of'"),
        ("actors.kind.type", "integer", "field 'kind': type 'integer'; expected 'string'"),
        ("actors.kind.type", "geopoint", "type: 'geopoint'; expected one of: 'string'"),
        ("actors.kind.name", "actor_id", "declares field 'actor_id' twice"),
        ("actors.kind.constraints.required", "yes", "required: 'yes'; expected true or false"),
        ("actors.actor_id.constraints.required", False, "field 'actor_id' has no required"),
        ("actors.kind.constraints.enum", 5, "enum: 5; expected a list of texts or numbers"),
        ("actors.kind.constraints.enum", ["person", "god"], "enum 'god'; expected one of: person"),
        ("actors.actor_id.constraints.unique", False, "field 'actor_id' has no unique"),
        ("actors.country.constraints.pattern", "(", "pattern: '('; expected a regular expression"),
        ("actors.country.constraints.pattern", "(?=x)", "expected a regular expression that looks"),
        ("actors.country.constraints.maxLength", 3, "maxLength: 3; expected one of: required"),
        ("documents.date.format", "%d.%m.%Y", "format: '%d.%m.%Y'; expected one of: 'default'"),
        ("statements.stance.constraints.minimum", "a", "minimum: 'a'; expected a finite number"),
        ("statements.stance.constraints.minimum", True, "minimum: True; expected a finite number"),
        ("statements.stance.constraints.minimum", 7, "minimum 7 is above maximum 1"),
        ("statements.stance.constraints.minimum", 1, "minimum and maximum are 1; expected a scale"),
        ("statements.stance.constraints.minimum", -(10**400), "expected a finite number"),
        ("layout.place.constraints.minimum", -5, "minimum -5; expected at least 1"),
        ("actors.name_en.constraints.minimum", 1, "a minimum or maximum; expected a number type"),
    ],
)
def test_a_wrong_declaration_is_told(tiny, place, value, expected):
    assert any(expected in line for line in problems(declare(tiny, place, value)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "datapackage.json: []; expected an object"),
        ("[" * 100_000, "not JSON in UTF-8 (nested too deep)"),
        ("[" * 200 + "]" * 200, "nested too deep; expected at most 50 levels"),
        ('{"name": "a", "name": "b"}', "not JSON in UTF-8 ('name' stands twice in one object)"),
        ('{"name": NaN}', "not JSON in UTF-8 (NaN is no number of JSON)"),
        ('{"name": 1' + "0" * 6000 + "}", "not JSON in UTF-8 (Exceeds the limit"),
    ],
)
def test_what_is_no_package_is_told(tiny, text, expected):
    (tiny / PACKAGE_FILE).write_text(text, encoding="utf-8")
    assert any(expected in line for line in problems(tiny))


def test_a_pattern_takes_no_time_that_grows_beyond_the_cell(tiny):
    declare(tiny, "actors.aliases.constraints", {"pattern": "(a+)+"})
    told = problems(set_cell(tiny, "actors", 2, "aliases", "a" * 5000 + "b"))
    assert any(line.endswith("expected the form (a+)+") for line in told)


@pytest.mark.parametrize("name", ["actors.csv", PACKAGE_FILE, "codings/c2.csv"])
def test_a_link_out_of_the_study_is_not_followed(tiny, tmp_path, name):
    (tiny / name).rename(tmp_path / "outside")
    (tiny / name).symlink_to(tmp_path / "outside")
    [line] = problems(tiny)
    assert line.endswith("a link that leads out of the study's folder; expected a file in it")
    (tiny / name).unlink()
    (tiny / name).symlink_to((tiny / name).name)
    assert problems(tiny)


@pytest.mark.parametrize(
    ("table", "row", "name", "value", "expected"),
    [
        (
            "statements",
            2,
            "statement_id",
            "D001-07",
            "statements.csv, row 2, field statement_id: 'D001-07' is of another document than "
            "'D000'",
        ),
        (
            "codings/c2",
            2,
            "statement_id",
            "D001-07",
            "c2.csv, row 2, field statement_id: 'D001-07' is of another document than 'D000'",
        ),
        (
            "statements",
            3,
            "date",
            "2021-03-04",
            "field date: '2021-03-04' for the month; expected its first day, 2021-03-01",
        ),
        (
            "projects",
            3,
            "date",
            "2022-02-01",
            "field date: '2022-02-01' for the year; expected its first day, 2022-01-01",
        ),
        ("documents", 4, "date", "2020-01-01", "'2020-01-01'; expected no date, for date_basis is"),
        ("documents", 2, "date", "", "field date: ''; expected a date, or 'none' as its basis"),
        ("indicators", 2, "period", "2022-02-30", "'2022-02-30'; expected a day, month or year"),
        ("indicators", 2, "period", "2022/2021", "'2022/2021'; expected a day, month or year"),
        ("indicators", 2, "value", "9" * 400, "expected a finite number"),
        ("layout", 2, "place", "9" * 30, "expected a whole number of at most 18 digits"),
        ("actors", 2, "kind", "person", "'person'; 'france' is one of the study's states"),
        ("actors", 2, "part_of", "press", "'press'; 'france' is one of the study's states"),
        ("actors", 4, "kind", "body", "'body' has the role of a leader; expected 'person'"),
        ("entities", 2, "kind", "company", "'company'; 'france' is a state in actors"),
        ("routes", 2, "crosses", "pipe", "'pipe' is a route in entities; expected a state"),
        ("actors", 2, "name_en", "a\nb", r"'a\nb'; expected one line of text without control"),
        ("actors", 2, "name_en", "a\x00b", r"'a\x00b'; expected one line of text"),
        ("actors", 2, "name_en", "a\u200bb", r"'a\u200bb'; expected one line of text"),
        ("actors", 2, "name_en", "a" * 200_000, "not CSV (field larger than field limit"),
    ],
)
def test_what_the_schema_alone_cannot_say_is_told(tiny, table, row, name, value, expected):
    told = problems(set_cell(tiny, table, row, name, value))
    assert any(expected in line for line in told), told


def test_one_cause_is_one_line(tiny):
    set_cell(tiny, "actors", 3, "actor_id", "nippon")
    [line] = problems(tiny)
    assert line == (
        "actors.csv: 'japan' is missing; row 4 of actors.csv names it, 3 rows of statements.csv "
        "name it (rows 2, 4, 5), row 3 of layout.csv names it, datapackage.json names it; "
        "expected one of: france, nippon, minister, press"
    )


@pytest.mark.sample(1)
@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_another_separator_is_read_and_told_in_one_line(tiny, sign):
    path, before = tiny / "statements.csv", load_study(tiny)
    path.write_text(path.read_text(encoding="utf-8").replace(",", sign), encoding="utf-8")
    with pytest.warns(InputNote, match=r"statements\.csv: has .* between cells") as notes:
        assert load_study(tiny).statements.equals(before.statements)
    assert len(notes) == 1


def test_a_column_that_is_wrong_throughout_is_one_line_with_a_count(folder):
    rows = read_rows(folder / "statements.csv")
    place = rows[0].index("stance")
    for row in rows[1:]:
        row[place] = f"{row[place]},5"
    write_rows(folder / "statements.csv", rows)
    with pytest.raises(InputError) as raised:
        load_study(folder)
    [line] = raised.value.problems
    assert line.startswith("statements.csv, row 2, field stance: '")
    assert line.endswith(f"(and {len(rows) - 2} more rows: 3, 4, 5 ...)")
    assert str(raised.value).endswith(f"\n{len(rows) - 1} problems in all")


def test_rows_and_columns_in_another_order_are_the_same_study(tiny):
    before = load_study(tiny)
    for name in TABLES:
        header, *rows = read_rows(tiny / f"{name}.csv")
        if name != "layout":
            write_rows(tiny / f"{name}.csv", [row[::-1] for row in [header, *rows[::-1]]])
    after = load_study(tiny)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(before, name), getattr(after, name))
    assert len(bilateral(after).statements) == 4


@pytest.mark.long
def test_letters_in_two_parts_are_read_as_one_and_told(tiny):
    path = tiny / "sectors.csv"
    before = load_study(tiny)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("É", "E\u0301"), encoding="utf-8")
    with pytest.warns(InputNote, match="letter and accent apart; read as one letter"):
        pd.testing.assert_frame_equal(load_study(tiny).sectors, before.sectors)


def test_a_byte_mark_before_the_package_is_read_and_told(tiny):
    path = tiny / PACKAGE_FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.warns(InputNote, match="has a byte order mark; read without"):
        assert load_study(tiny).name == "france-japan"
