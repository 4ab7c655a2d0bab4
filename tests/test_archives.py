"""What archives and citation managers read is valid, says the same everywhere, and invents nothing.

CFF and RO-Crate are read by their own tools. CodeMeta and Zenodo have none that is light and kept:
for these the words and forms that they know are held here.
"""

import json
import re

import jsonschema
import pytest
from archive_metadata import MADE, STUDY, citation, codemeta, crate, package, project, text, zenodo

from analysis.places import ROOT

cffconvert = pytest.importorskip("cffconvert", reason="uv sync --group archives brings it")
rocrate = pytest.importorskip("rocrate.rocrate", reason="uv sync --group archives brings it")

TEXT = {"type": "string", "minLength": 1, "pattern": r"\S"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}


def exactly(required: dict, optional: dict | None = None) -> dict:
    """Return the schema of an object that has these keys and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": [*required],
        "additionalProperties": False,
    }


def typed(kind: str, **more: dict) -> dict:
    return exactly({"@type": {"const": kind}, "name": TEXT, **more})


ORGANIZATION = typed("Organization")
CODEMETA = exactly(  # terms of https://w3id.org/codemeta/3.0
    {
        "@context": {"const": "https://w3id.org/codemeta/3.0"},
        "@type": {"const": "SoftwareSourceCode"},
        "name": TEXT,
        "description": TEXT,
        "version": TEXT,
        "license": {"type": "string", "pattern": "^https://spdx.org/licenses/[A-Za-z0-9.-]+$"},
        "author": {"type": "array", "items": ORGANIZATION, "minItems": 1},
        "keywords": TEXTS,
        "programmingLanguage": typed("ComputerLanguage"),
        "softwareRequirements": TEXTS,
    },
    {
        "datePublished": DAY,
        "copyrightHolder": {"type": "array", "items": ORGANIZATION},
        "runtimePlatform": TEXT,
        "supportingData": typed("Dataset", version=TEXT, license=TEXT),
    },
)
ZENODO = exactly(  # words of https://developers.zenodo.org, deposit metadata
    {
        "title": TEXT,
        "description": TEXT,
        "upload_type": {"enum": ["publication", "dataset", "software", "lesson", "other"]},
        "creators": {"type": "array", "items": exactly({"name": TEXT}), "minItems": 1},
        "access_right": {"enum": ["open", "embargoed", "restricted", "closed"]},
        "license": TEXT,
    },
    {
        "publication_date": DAY,
        "version": TEXT,
        "keywords": TEXTS,
        "language": {"type": "string", "pattern": "^[a-z]{3}$"},
        "notes": TEXT,
    },
)


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_what_is_stored_is_what_is_made(path):
    expected = "python tests/archive_metadata.py writes it"
    assert path.read_text(encoding="utf-8") == text(MADE[path]()), expected


def test_the_citation_is_valid_by_its_own_tool():
    cffconvert.Citation((ROOT / "CITATION.cff").read_text(encoding="utf-8")).validate()


def test_software_and_data_are_cited_under_the_names_they_have():
    cited, told, data = citation(), project(), package()
    [reference] = cited["references"]
    assert (cited["type"], reference["type"]) == ("software", "data")
    assert cited["version"] == told["version"] and cited["license"] == told["license"]
    assert cited["abstract"] == told["description"]
    assert reference["title"] == data["title"] and reference["version"] == data["version"]
    assert reference["license"] == data["licenses"][0]["name"]
    assert cited["keywords"] == list(dict.fromkeys([*told["keywords"], *data["keywords"]]))
    people = [each["name"] for each in cited["authors"]]
    assert people == [each["title"] for each in data["contributors"]]
    assert people == [each["name"] for each in reference["authors"]]
    assert data["created"] == f"{reference['date-released']}T00:00:00Z"


def test_codemeta_has_its_words_and_the_citations_values():
    jsonschema.validate(codemeta(), CODEMETA)
    told = cffconvert.Citation((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    made = json.loads(told.as_codemeta())
    for key in ("name", "version", "license", "datePublished", "keywords"):
        assert codemeta()[key] == made[key], key


def test_zenodo_has_its_words_and_the_citations_values():
    jsonschema.validate(zenodo(), ZENODO)
    told = cffconvert.Citation((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    made = json.loads(told.as_zenodo())
    for key in ("title", "version", "publication_date", "creators", "keywords"):
        assert zenodo()[key] == made[key], key
    assert zenodo()["license"] == made["license"]["id"]


@pytest.mark.parametrize(
    ("make", "schema", "broken"),
    [
        (codemeta, CODEMETA, {"name": ""}),
        (codemeta, CODEMETA, {"licence": "MIT"}),
        (codemeta, CODEMETA, {"author": [{"@type": "Person", "name": "x"}]}),
        (zenodo, ZENODO, {"upload_type": "program"}),
        (zenodo, ZENODO, {"doi": "x"}),
        (zenodo, ZENODO, {"creators": []}),
    ],
)
def test_the_schemas_hold_something(make, schema, broken):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(make() | broken, schema)


def test_the_crate_is_read_by_its_own_tool_and_holds_the_study():
    read = rocrate.ROCrate(STUDY)
    data = package()
    assert read.version == "1.1" and read.name == data["title"]
    assert read.root_dataset["version"] == data["version"]
    assert read.license.id == data["licenses"][0]["path"]
    assert read.creator["name"] == data["contributors"][0]["title"]
    listed = {entity.id for entity in read.data_entities}
    there = {
        path.relative_to(STUDY).as_posix()
        for path in STUDY.rglob("*")
        if path.is_file() and "cache" not in path.parts and not path.name.startswith(".")
    }
    assert listed == there - {"ro-crate-metadata.json"}


def test_the_crate_names_everything_once_and_points_nowhere_else():
    graph = crate()["@graph"]
    names = [entity["@id"] for entity in graph]
    assert len(set(names)) == len(names)
    outside = "https://w3id.org/ro/crate/1.1"
    for entity in graph:
        for value in entity.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    assert [*each] == ["@id"] and each["@id"] in [*names, outside]
    about, root = graph[:2]
    assert about["about"] == {"@id": root["@id"]} == {"@id": "./"}
    assert {"name", "description", "datePublished", "license"} <= {*root}  # MUST, RO-Crate 1.1


def test_every_statement_lies_in_the_years_that_the_data_claim(study):
    first, last = package()["temporalCoverage"].split("/")
    years = study.statements["date"].dt.year
    assert int(first) <= years.min() and years.max() <= int(last)


def test_each_source_tells_its_terms_or_that_they_are_unknown():
    for source in package()["sources"]:
        assert source["title"] and source["path"] and source["rights"]
        if "licenses" in source:
            assert source["seen"].startswith("https://")


FILES = [ROOT / "CITATION.cff", STUDY / "datapackage.json", *MADE]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_identifier_is_invented(path):
    told = path.read_text(encoding="utf-8")
    assert not re.search(r"\b10\.\d{4,}/|orcid|doi\.org|swh:", told, re.IGNORECASE)
