import pytest

from analysis.coding.changes import Change
from analysis.coding.desk_tables import coding_name, references
from analysis.coding.many_rows import matching, merged, nearest, recoded, renamed
from analysis.errors import InputError
from analysis.study.package import read_package

ACTORS = [
    {
        "id": "gazprom",
        "part_of": "russia",
        "name_en": "Gazprom",
        "name_ru": "Газпром",
        "aliases": "",
    },
    {"id": "gasprom", "part_of": "", "name_en": "Gasprom", "name_ru": "Газпром", "aliases": "GP"},
    {
        "id": "gazprom_neft",
        "part_of": "gasprom",
        "name_en": "Gazprom Neft",
        "name_ru": "",
        "aliases": "",
    },
]
SAID = [
    {"id": "1", "actor": "gasprom", "target": "kz"},
    {"id": "2", "actor": "kz", "target": "gasprom"},
    {"id": "3", "actor": "kz", "target": "gazprom"},
]
TABLES = {"actors.csv": ACTORS, "said.csv": SAID}
FIELDS = {"actors.csv": ["part_of"], "said.csv": ["actor", "target"]}
HOME = ("actors.csv", "id")


def test_two_actors_become_one_wherever_they_stand():
    gone, kept, part, *rest = merged(TABLES, FIELDS, HOME, "gasprom", "gazprom")
    assert gone == Change("actors.csv", ACTORS[1], None)
    assert kept.after["aliases"] == "Gasprom; GP", "what it is called already is no alias"
    said = [part, *rest]
    assert sorted((each.table, *each.after.values()) for each in said) == [
        ("actors.csv", "gazprom_neft", "gazprom", "Gazprom Neft", "", ""),
        ("said.csv", "1", "gazprom", "kz"),
        ("said.csv", "2", "kz", "gazprom"),
    ]


def test_one_that_is_part_of_what_it_takes_over_is_part_of_nothing():
    changes = merged(TABLES, FIELDS, HOME, "gasprom", "gazprom_neft")
    assert next(each.after["part_of"] for each in changes if each.after) == ""


def test_an_id_is_changed_wherever_it_stands():
    first, *rest = merged(TABLES, FIELDS, HOME, "gasprom", "gp")
    assert first == Change("actors.csv", ACTORS[1], ACTORS[1] | {"id": "gp"})
    assert {each.table for each in rest} == {"actors.csv", "said.csv"} and len(rest) == 3


@pytest.mark.parametrize(("old", "new"), [("nobody", "gazprom"), ("gazprom", "gazprom")])
def test_what_cannot_become_another_is_told(old, new):
    with pytest.raises(InputError, match="cannot become"):
        merged(TABLES, FIELDS, HOME, old, new)


def test_rows_are_found_by_regular_expressions_and_recoded():
    found = matching(SAID, "^gas", ["actor"])
    assert [each["id"] for each in found] == ["1"]
    assert len(matching(SAID, "GAZ|gas")) == 3
    assert [each.after["actor"] for each in recoded("s", SAID, {"actor": "kz"})] == ["kz"]
    with pytest.raises(InputError, match=r"^search: '\(a'; missing \) at letter 3; expected a"):
        matching(SAID, "(a")


def test_the_nearest_names_come_first():
    assert [name for name, _ in nearest("Газпрому", ACTORS, "id")][:2] == ["gasprom", "gazprom"]
    assert nearest("gazprom", ACTORS, "id")[0] == ("gazprom", "Gazprom")
    assert nearest("Kremlin", ACTORS, "id") == [] and nearest(" ", ACTORS, "id") == []


def test_ids_of_actors_stand_in_every_table_that_says_so(folder):
    found = references(folder, read_package(folder), "actors")
    assert found["statements.csv"] == found["codings/c2.csv"] == ["speaker", "actor", "target"]
    assert found["layout.csv"] == ["node"] and found["actors.csv"] == ["part_of"]
    assert found["frame.csv"] == ["actor", "counterpart"]
    assert "projects.csv" in references(folder, read_package(folder), "sectors")
    assert coding_name("statements.csv") == "statements"


def test_a_value_put_in_place_of_another_leaves_the_rest():
    assert renamed({"s": SAID}, {"s": ["actor"]}, "gazprom", "x") == []
