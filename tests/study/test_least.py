"""The least that is a study, and what a study says of itself."""

import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.places import PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.selection import bilateral, roll_up, select, with_documents

TABLES = {
    "documents": ("document_id", ["Mein Blatt 1", "B2"]),
    "actors": ("actor_id,name_de", ["Verband der Ärzte,Verband", "中国,China"]),
    "sectors": ("sector_id,name_de", ["Rente mit 70,Rente"]),
    "statements": (
        "statement_id,document_id,actor,sector",
        ["1,Mein Blatt 1,Verband der Ärzte,Rente mit 70", "2,B2,中国,Rente mit 70"],
    ),
}
LINKS = {"document_id": "documents", "actor": "actors", "sector": "sectors"}


def least(folder: Path, **own: object) -> Path:
    """Write a study with no more than it needs, and keys of its own."""
    resources = []
    for name, (header, rows) in TABLES.items():
        first, *rest = fields = header.split(",")
        rules = [{"required": True, "unique": True}, *({"required": True} for _ in rest)]
        told = [
            {"name": field, "type": "string", "constraints": rule}
            for field, rule in zip(fields, rules, strict=True)
        ]
        links = [
            {
                "fields": field,
                "reference": {"resource": table, "fields": TABLES[table][0].split(",")[0]},
            }
            for field, table in LINKS.items()
            if name == "statements"
        ]
        schema = {"fields": told, "primaryKey": first, "foreignKeys": links}
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
        (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    package = {"name": "least", "title": "Least", "version": "1", "resources": resources} | own
    (folder / PACKAGE_FILE).write_text(json.dumps(package), encoding="utf-8")
    return folder


def test_a_study_of_statements_alone_loads_with_ids_of_its_own(tmp_path):
    study = load_study(least(tmp_path))
    assert list(study.statements) == ["statement_id", "document_id", "actor", "sector"]
    assert study.statements["actor"].tolist() == ["Verband der Ärzte", "中国"]
    assert (study.states, study.turns, study.languages, study.scale) == ([], [], ["de"], None)
    assert (study.sides, study.leaders, study.series, study.origin) == ([], {}, {}, {})
    assert study.relations.empty and list(study.relations)[:1] == ["relation_id"]
    assert with_documents(study)["family"].tolist() == ["Mein Blatt 1", "B2"]
    assert len(roll_up(select(study, actors=["中国"], quality="C")).statements) == 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (lambda study: bilateral(study), "study 'least': it has no states"),
        (lambda study: select(study, since="2020"), "has no field 'date'"),
        (lambda study: select(study, quality="A"), "has no field 'quality'"),
        (lambda study: select(study, relations=["x"]), "has no field 'relation'"),
    ],
)
def test_what_a_study_cannot_tell_is_refused_in_words(tmp_path, asked, expected):
    study = load_study(least(tmp_path))
    with pytest.raises(InputError) as raised:
        asked(study)
    assert expected in str(raised.value)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("languages", ["fr"], "languages: 'fr' has no names; expected a field name_fr in actors"),
        ("languages", ["a b"], "languages: ['a b']; expected codes of BCP 47"),
        ("sides", [{"names": {}}], "expected a list of sides, each once"),
        ("leaders", {"en": ["minister"]}, "expected a word and its plural by language"),
        ("series", {"flows": "exports"}, "expected lists of indicators"),
        ("series", {"flows": ["exports"]}, "'exports' is not in indicator_definitions"),
        ("founding", "elsewhere", "'elsewhere' is no family of documents"),
        ("origin", "coded.xlsx", "expected a file, its form and its columns"),
        ("states", ["france"], "expected the ids of two states, as a list, or none"),
    ],
)
def test_a_wrong_key_is_told(tmp_path, key, value, expected):
    with pytest.raises(InputError) as raised:
        load_study(least(tmp_path, **{key: value}))
    assert expected in str(raised.value)
