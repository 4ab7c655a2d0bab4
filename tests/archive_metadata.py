"""What archives ask for, made of what the project says elsewhere, so that it is said once.

`CITATION.cff`, `pyproject.toml` and the data package are written by hand. After a change to one of
them `python tests/archive_metadata.py` writes the files for CodeMeta, Zenodo and RO-Crate anew.
What only a deposit can give (a DOI, an ORCID, an address) stands in none of them.
"""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import yaml

from analysis.places import DATA, PACKAGE_FILE, ROOT

STUDY = DATA / "kazakhstan-russia"
PEOPLE = "#contributors"
CODINGS = {".csv": "Further coding", ".md": "Notes of the coder"}
CODED = "Documents coded a second time, as the codebook tells."
TYPES = {".csv": "text/csv", ".json": "application/json", ".md": "text/markdown"}


def project() -> dict:
    """Return what the Python package says of itself."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def citation() -> dict:
    """Return how software and data are cited."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def package() -> dict:
    """Return the data package of the first study."""
    return json.loads((STUDY / PACKAGE_FILE).read_text(encoding="utf-8"))


def codemeta() -> dict:
    """Return the software in the terms of CodeMeta 3.0."""
    cited, told, data = citation(), project(), package()
    people = [{"@type": "Organization", "name": each["name"]} for each in cited["authors"]]
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": cited["title"],
        "description": told["description"],
        "version": told["version"],
        "license": f"https://spdx.org/licenses/{told['license']}",
        "datePublished": str(cited["date-released"]),
        "author": people,
        "copyrightHolder": people,
        "keywords": cited["keywords"],
        "programmingLanguage": {"@type": "ComputerLanguage", "name": "Python"},
        "runtimePlatform": f"Python {told['requires-python']}",
        "softwareRequirements": told["dependencies"],
        "supportingData": {
            "@type": "Dataset",
            "name": data["title"],
            "version": data["version"],
            "license": data["licenses"][0]["path"],
        },
    }


def zenodo() -> dict:
    """Return the deposit of software and data in the words of Zenodo."""
    cited, told, data = citation(), project(), package()
    licence = data["licenses"][0]
    return {
        "title": cited["title"],
        "description": f"<p>{told['description']}.</p><p>{data['description']}</p>",
        "upload_type": "software",
        "publication_date": str(cited["date-released"]),
        "version": told["version"],
        "creators": [{"name": each["name"]} for each in cited["authors"]],
        "access_right": "open",
        "license": told["license"],
        "keywords": cited["keywords"],
        "language": "eng",
        "notes": f"The data in data/ are licensed under {licence['title']} ({licence['path']}).",
    }


def crate() -> dict:
    """Return the first study as an RO-Crate 1.1, its files as they lie there."""
    told = package()
    licence = told["licenses"][0]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": told["title"],
        "description": told["description"],
        "version": told["version"],
        "datePublished": str(citation()["date-released"]),
        "license": {"@id": licence["path"]},
        "author": {"@id": PEOPLE},
        "creator": {"@id": PEOPLE},
        "keywords": told["keywords"],
        "temporalCoverage": told["temporalCoverage"],
        "spatialCoverage": [{"@id": f"#{place.lower()}"} for place in told["spatialCoverage"]],
        "hasPart": [{"@id": each["@id"]} for each in _files(told)],
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graph = [about, root, *_files(told), *_named(told)]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _files(told: dict) -> list[dict]:
    """Return the files of the study: its tables, and what explains them."""
    tables = {each["path"]: (each["title"], each["description"]) for each in told["resources"]}
    others = {
        PACKAGE_FILE: ("Data package", "Declares every table, field, type, allowed value and key."),
    }
    others |= {
        f"codings/{path.name}": (f"{path.stem}, {CODINGS[path.suffix].lower()}", CODED)
        for path in sorted((STUDY / "codings").iterdir())
    }
    return [
        {
            "@id": path,
            "@type": "File",
            "name": name,
            "description": description,
            "encodingFormat": TYPES[Path(path).suffix],
        }
        for path, (name, description) in (tables | others).items()
    ]


def _named(told: dict) -> list[dict]:
    """Return who made the study, its licence and its places."""
    licence = told["licenses"][0]
    return [
        {"@id": PEOPLE, "@type": "Organization", "name": told["contributors"][0]["title"]},
        {
            "@id": licence["path"],
            "@type": "CreativeWork",
            "name": licence["title"],
            "identifier": licence["name"],
            "description": "The licence of the tables, the data package and the codebook.",
        },
        *(
            {"@id": f"#{place.lower()}", "@type": "Place", "name": place}
            for place in told["spatialCoverage"]
        ),
    ]


MADE: dict[Path, Callable[[], dict]] = {
    ROOT / "codemeta.json": codemeta,
    ROOT / ".zenodo.json": zenodo,
    STUDY / "ro-crate-metadata.json": crate,
}


def text(told: dict) -> str:
    """Return metadata as their file has them."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for path, make in MADE.items():
        path.write_text(text(make()), encoding="utf-8")
