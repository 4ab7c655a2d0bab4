"""Makes a study of other people's coded data: a table, a database, a project or a matrix."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError, one_of, problem
from analysis.locale.countries import country_among
from analysis.sources.declared import in_order, package_of
from analysis.sources.derived import tables_of
from analysis.sources.dna_server import is_address, without_password
from analysis.sources.incidence import Cells
from analysis.sources.meanings import Values
from analysis.sources.qdpx import Stances
from analysis.sources.records import FIELDS, Source, read_record
from analysis.sources.scales import check_scale, scale_of
from analysis.study.declarations import LANGUAGE
from analysis.study.load import TABLES, Study
from analysis.study.resources import by_name, model_package
from analysis.tables.raw import as_text
from analysis.tables.schema import without_rows

OPTIONS = (
    "language",
    "scale",
    "values",
    "split",
    "date_format",
    "sheet",
    "encoding",
    "statement_type",
    "cells",
)
"""The arguments of `study_from` that say how to read, and not what stands where."""


def study_from(
    source: Source,
    *,
    actor: str | None = None,
    sector: str | None = None,
    stance: Stances | None = None,
    date: str | None = None,
    document: str | None = None,
    speaker: str | None = None,
    target: str | None = None,
    relation: str | None = None,
    part_of: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    family: str | None = None,
    statement_id: str | None = None,
    locator: str | None = None,
    paraphrase: str | None = None,
    coder: str | None = None,
    name: str | None = None,
    language: str | None = None,
    states: Sequence[str] = (),
    scale: tuple[float, float] | None = None,
    values: Values | None = None,
    split: Mapping[str, str] | None = None,
    date_format: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    statement_type: str | None = None,
    cells: Cells | None = None,
) -> Study:
    """Make a study, in memory, of statements that other people coded.

    The fields, `actor` to `coder`, each name where it stands in the source. There has to be an
    actor and a sector; what is left out or has no value is absent from the study, and other columns
    are not taken.

    - A table (CSV, XLSX, Parquet or a DataFrame) is read as by `read_coded`, with its `values`,
      `split`, `date_format`, `sheet` and `encoding`; fields name columns, and those left out have
      the column of their own name, actor and sector in whatever capitals. A column of truth values,
      or of nothing but usual words for two sides, is a stance of 1 and -1.
    - A database of DNA 3, a file (`.dna`) or the address of one on a server
      (`postgresql://anna@example.org/debate`), is read as by `read_dna`; fields name variables,
      and those left out are its own: organization, concept, agreement, person, and the document.
      The `statement_type` may be left out where there is one, or one called DNA Statement. Entities
      keep what stands above them and their attributes.
    - A REFI-QDA project (`.qdpx`) is read as by `read_qdpx`, which says what a statement is:
      `actor` and `sector` name the codes above those of actors and concepts, `stance` that of
      stances, or it gives their numbers; other fields name variables of the documents.
    - A matrix of actors by concepts is read as by `read_incidence` when `cells` says what it holds.

    Ids of actors, sectors and documents are the texts of the source, and so are names, in the
    `language` (English where it is not given); `part_of` is the whole that an actor is part of;
    `title`, `publisher`, `url` and `family` are those of the document; without `document`, each
    url is one, else each title of a publisher, else each family. A document has the date that all
    its statements have; times of the day are left off. The scale of stances is that given, -1 to 1,
    or from the least to the greatest seen. `states` are the two actors whose relationship it is, as
    the source writes them; without them it is a debate. The data package keeps under `origin` the
    file, its SHA-256 and how it was read, of a server the address without a password.
    The study is called `name`, or after the file or database.

    An `InputNote` tells what was repaired or left out: statements without actor or sector, what is
    told of a document in two ways, a sector that is called as an actor. Raises `InputError` with
    every problem found.

    >>> table = pd.DataFrame({"Who": ["A", "B"], "What": ["oil", "gas"], "Says": [1, -1]})
    >>> study = study_from(table, actor="Who", sector="What", stance="Says")
    >>> study.statements
      statement_id actor sector  stance
    0            2     A    oil       1
    1            3     B    gas      -1
    >>> study.actors
      actor_id name_en
    0        A       A
    1        B       B
    """
    given = {field: value for field, value in locals().items() if value is not None}
    columns = {field: given[field] for field in FIELDS if field in given}
    options = {option: given[option] for option in OPTIONS if option in given}
    reading = {key: value for key, value in options.items() if key not in ("language", "scale")}
    ends = check_scale(scale)
    record = read_record(source, columns, reading)
    tongue = _language(language)
    tables = tables_of(record, tongue)
    said = tables["statements"]
    found = None
    if "stance" in said:
        found = scale_of(record.file, said.set_index("statement_id")["stance"], ends)
    called = Path(record.file).stem if isinstance(source, str | Path) else "study"
    origin = _origin(source, record.form, columns, options)
    package = package_of(_slug(name or called), name or called, tables, tongue, found, origin)
    package |= _states(states, tables["actors"])
    return _study(package, tables)


def _states(states: Sequence[str], actors: pd.DataFrame) -> dict[str, list[str]]:
    """Return what a package declares of two states that are among the actors, or of none."""
    given, ids = [*dict.fromkeys(states)], [*actors["actor_id"]]
    if states and len(given) != 2:
        raise InputError(problem("", None, "states", [*states], "expected two actors, or none"))
    if missing := [state for state in given if state not in ids]:
        raise InputError(
            problem("", None, "states", state, _actor_expected(state, ids), wrong="is no actor")
            for state in missing
        )
    return {"states": given} if given else {}


def _actor_expected(state: str, ids: list[str]) -> str:
    return one_of(country_among(state, ids), ids)


def study_again(file: str | Path, origin: Mapping[str, Any], name: str) -> Study:
    """Make a study of a file or an address in the way that an `origin` remembers."""
    options = {key: origin[key] for key in OPTIONS if key in origin}
    if "scale" in options:
        options["scale"] = tuple(options["scale"])
    return study_from(file, **origin.get("columns", {}), **options, name=name)


def _study(package: dict, tables: Mapping[str, pd.DataFrame]) -> Study:
    languages = package["languages"]
    model, own = by_name(model_package(languages)), by_name(package)
    every = {
        table: in_order(tables[table], own[table])
        if table in tables
        else without_rows(model[table]["schema"])
        for table in TABLES
    }
    return Study(None, package, **every)


def _origin(
    source: Source, form: str, columns: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is remembered: enough to read a new copy of the file in the same way."""
    place: dict[str, Any] = {}
    if is_address(source):
        place = {"address": without_password(str(source))}
    elif not isinstance(source, pd.DataFrame):
        path = Path(source).resolve()
        place = {"file": path.as_posix(), "sha256": sha256_of(path)}
    return place | {"form": form, "columns": _written(columns)} | _written(options)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, which tells whether it is the one that was read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(value: Any) -> Any:
    """Return a value as JSON has it, keys as the texts for which they stand."""
    if isinstance(value, Mapping):
        return {as_text(key): _written(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_written(each) for each in value]
    if hasattr(value, "item"):  # a number of NumPy
        value = value.item()
    return None if value != value else value


def _language(language: str | None) -> str:
    if language is not None and not LANGUAGE.fullmatch(language):
        expected = "expected one code of BCP 47, such as 'de'"
        raise InputError(problem("", None, "language", language, expected))
    return language or "en"


def _slug(text: str) -> str:
    """Return a text as the name of a folder: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:100].strip("-") or "study"
