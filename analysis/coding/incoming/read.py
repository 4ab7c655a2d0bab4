"""Reads coded passages of any form that is known, by the name of the file and what it holds."""

from collections.abc import Mapping
from pathlib import Path

from analysis.coding.annotations import read_web_annotations
from analysis.coding.incoming.cas import STRUCTURES, read_cas
from analysis.coding.incoming.passage import CODED, Passage
from analysis.coding.incoming.qdpx import read_project
from analysis.coding.incoming.tables import json_of, read_records, read_rows
from analysis.errors import InputError, problem

TABLES = (".csv", ".tsv", ".xlsx", ".parquet")
FORMS = (*TABLES, ".json", ".jsonl", ".jsonld", ".qdpx")


def read_passages(path: str | Path, fields: Mapping[str, str] | None = None) -> list[Passage]:
    """Return the coded passages of a file: a table, JSON, Web Annotations, UIMA CAS or REFI-QDA.

    `fields` names what holds each of our fields, where it is not called the same. Raises
    `InputError` for another form, and for what is not of the form that its name says.
    """
    path, fields = Path(path).expanduser(), fields or {}
    form = path.suffix.lower()
    if form not in FORMS:
        raise InputError(f"{path.name}: expected a name in {', '.join(FORMS)}")
    if not path.is_file():
        raise InputError(problem(path.name, wrong=f"no such file in {path.parent.resolve()}"))
    if form == ".qdpx":
        return read_project(path, fields)
    if form in TABLES:
        return read_rows(path, fields)
    if form == ".jsonld":
        return _of_web_annotations(path)
    told = json_of(path)
    if isinstance(told, dict) and STRUCTURES in told:
        return read_cas(path, told, fields)
    return read_records(path, told, fields)


def _of_web_annotations(path: Path) -> list[Passage]:
    return [
        Passage(
            place,
            each["source"].removeprefix("urn:document:"),
            {name: each[name] for name in CODED if name in each},
            int(each["start"]),
            int(each["end"]),
        )
        for place, each in enumerate(read_web_annotations(path), 1)
    ]
