"""A study: the tables of one relationship, read from its folder, checked, and selected from."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, one_of
from analysis.places import PACKAGE_FILE, find_study
from analysis.tables import cell_problems, read_cells, reference_problems, typed

MAY_BE_EMPTY = {"indicators", "indicator_definitions"}
QUALITIES = ("A", "B", "C")


@dataclass(frozen=True, repr=False)
class Study:
    """The tables of a study as DataFrames, and the data package that declares them."""

    folder: Path
    package: dict
    documents: pd.DataFrame
    actors: pd.DataFrame
    sectors: pd.DataFrame
    relations: pd.DataFrame
    statements: pd.DataFrame
    indicators: pd.DataFrame
    indicator_definitions: pd.DataFrame
    selection: dict[str, object] = field(default_factory=dict)
    """The conditions by which the statements were selected; those left empty are left out."""

    @property
    def name(self) -> str:
        """The study's name, as its data package gives it."""
        return self.package["name"]

    @property
    def scale(self) -> tuple[int, int]:
        """The least and the greatest stance of the declared scale."""
        rules = _field(self.package, "statements", "stance")["constraints"]
        return rules["minimum"], rules["maximum"]

    def __repr__(self) -> str:
        tables = ("statements", "documents", "actors", "sectors", "indicators")
        counts = ", ".join(f"{len(getattr(self, table))} {table}" for table in tables)
        return f"<Study {self.name}: {counts}>"


TABLES = tuple(each.name for each in fields(Study) if each.type is pd.DataFrame)


def load_study(path: str | Path) -> Study:
    """Load and validate a study, given its name in `data/` or the path of its folder.

    Raises `InputError` with every problem found, one line each.
    """
    folder = find_study(path)
    package = _read_package(folder)
    resources = {resource["name"]: resource for resource in package["resources"]}
    cells, problems = _read_all(folder, resources)
    for name, table in cells.items():
        file, schema = resources[name]["path"], resources[name]["schema"]
        problems += cell_problems(file, table, schema)
        problems += reference_problems(file, table, schema, cells | {"": table})
        if not len(table) and name not in MAY_BE_EMPTY:
            problems.append(f"{file}: the table has no row; expected at least one")
    problems += _shared_ids(cells, resources)
    if problems:
        raise InputError(problems)
    return Study(
        folder,
        package,
        **{name: typed(table, resources[name]["schema"]) for name, table in cells.items()},
    )


def _read_all(folder: Path, resources: dict) -> tuple[dict[str, pd.DataFrame], list[str]]:
    cells, problems = {}, []
    for name in TABLES:
        path = folder / resources[name]["path"]
        table, found = read_cells(path, _field_names(resources[name]))
        problems += found
        if table is not None:
            cells[name] = table
    return cells, problems


def select(
    study: Study,
    *,
    since: str | None = None,
    until: str | None = None,
    actors: Iterable[str] | None = None,
    sectors: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    documents: Iterable[str] | None = None,
    quality: str | None = None,
) -> Study:
    """Return the study with only the statements that meet every condition given.

    `since` and `until` are days, months or years in ISO 8601, both included. An actor stands for
    itself and its parts, as actor or target; a sector for itself and its parts. `quality` is the
    lowest quality of document admitted. A condition that is empty or None admits everything.
    Raises `InputError` for an unknown id, a date that is none, or dates in the wrong order.
    """
    given = {
        "since": since, "until": until, "actors": actors, "sectors": sectors,
        "relations": relations, "documents": documents, "quality": quality,
    }  # fmt: skip
    statements = study.statements
    admitted = study.documents
    if quality:
        _check_known("quality", [quality], QUALITIES)
        admitted = admitted[admitted["quality"] <= quality]
    kept = statements["document_id"].isin(admitted["document_id"])
    kept &= _between(statements["date"], since, until)
    if actors:
        parties = with_parts(study.actors, "actor_id", actors)
        kept &= statements["actor"].isin(parties) | statements["target"].isin(parties)
    if sectors:
        kept &= statements["sector"].isin(with_parts(study.sectors, "sector_id", sectors))
    if relations:
        _check_known("relation_id", relations, study.relations["relation_id"])
        kept &= statements["relation"].isin(list(relations))
    if documents:
        _check_known("document_id", documents, study.documents["document_id"])
        kept &= statements["document_id"].isin(list(documents))
    chosen = {name: value for name, value in given.items() if value}
    return replace(
        study,
        statements=statements[kept].reset_index(drop=True),
        selection=study.selection | chosen,
    )


def with_parts(table: pd.DataFrame, key: str, ids: Iterable[str]) -> list[str]:
    """Return the ids and, along `part_of`, the ids of everything that is part of them.

    Raises `InputError` for an id that the table does not hold.
    """
    _check_known(key, ids, table[key])
    found = list(dict.fromkeys(ids))
    for whole in found:  # grows while it is read, so that parts of parts are found too
        parts = table.loc[table["part_of"] == whole, key]
        found += [part for part in parts if part not in found]
    return found


def with_documents(study: Study) -> pd.DataFrame:
    """Return the statements with the fields of their documents; its date as `document_date`."""
    documents = study.documents.rename(columns={"date": "document_date"})
    return study.statements.merge(documents, on="document_id", how="left", validate="many_to_one")


def sources(study: Study) -> pd.DataFrame:
    """Return the documents behind the study's statements, in order of date and id."""
    used = study.documents["document_id"].isin(study.statements["document_id"])
    return study.documents[used].sort_values(["date", "document_id"], ignore_index=True)


def _check_known(field: str, values: Iterable[str], known: Iterable[str]) -> None:
    if isinstance(values, str):
        raise InputError(f"{field}: {values!r}; expected a list, such as [{values!r}]")
    known = list(known)
    wrong = [
        f"{field}: {value!r} is unknown; {one_of(value, known)}"
        for value in values
        if value not in known
    ]
    if wrong:
        raise InputError(wrong)


def _between(dates: pd.Series, since: str | None, until: str | None) -> pd.Series:
    first = _period("since", since).start_time if since else dates.min()
    last = _period("until", until).end_time if until else dates.max()
    if since and until and first > last:
        raise InputError(f"since: {since!r} is after until: {until!r}; expected the earlier first")
    return dates.between(first, last)


def _period(name: str, text: str) -> pd.Period:
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
            raise ValueError
        return pd.Period(text)
    except ValueError:
        raise InputError(
            f"{name}: {text!r}; expected a day, month or year such as 2024-11-27, 2024-11 or 2024"
        ) from None


def _read_package(folder: Path) -> dict:
    path = folder / PACKAGE_FILE
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{PACKAGE_FILE}: not JSON in UTF-8 ({error})") from None
    if problems := list(_package_problems(package)):
        raise InputError(problems)
    return package


def _package_problems(package: dict) -> Iterator[str]:
    """Compare a data package with the model: a study may declare more than it, never less."""
    declared = {resource.get("name"): resource for resource in package.get("resources", [])}
    for resource in model_package()["resources"]:
        name = resource["name"]
        if name not in declared:
            yield f"{PACKAGE_FILE}: table {name!r} is not declared"
            continue
        present = _field_names(declared[name])
        for missing in [each for each in _field_names(resource) if each not in present]:
            yield f"{PACKAGE_FILE}: table {name!r} declares no field {missing!r}"


def model_package() -> dict:
    """Return the data package that a new study starts from."""
    return json.loads((Path(__file__).parent / "model" / PACKAGE_FILE).read_text(encoding="utf-8"))


def _field_names(resource: dict) -> list[str]:
    return [each["name"] for each in resource["schema"]["fields"]]


def _field(package: dict, table: str, name: str) -> dict:
    schema = next(r["schema"] for r in package["resources"] if r["name"] == table)
    return next(each for each in schema["fields"] if each["name"] == name)


def _shared_ids(cells: dict[str, pd.DataFrame], resources: dict) -> Iterator[str]:
    """An id that names both an actor and a sector would make one node of two."""
    if "actors" in cells and "sectors" in cells:
        file, ids = resources["sectors"]["path"], cells["sectors"]["sector_id"]
        for row, value in ids[ids.isin(cells["actors"]["actor_id"])].items():
            yield (
                f"{file}, row {row}, field sector_id: {value!r} is an actor's id too; "
                "expected ids that differ from all actors'"
            )
