"""A study: the tables of one relationship, read from its folder and checked."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, one_of
from analysis.places import PACKAGE_FILE, find_study
from analysis.tables import cell_problems, is_period, read_cells, reference_problems, typed

MAY_BE_EMPTY = {"indicators", "indicator_definitions", "entities", "routes", "projects", "layout"}
MAY_BE_ABSENT = {"layout", "routes"}


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
    entities: pd.DataFrame
    routes: pd.DataFrame
    projects: pd.DataFrame
    layout: pd.DataFrame
    selection: dict[str, object] = field(default_factory=dict)
    """The conditions by which the statements were selected; those left empty are left out."""
    hashes: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that was read, by its place in the folder; of no file: made here."""

    @property
    def name(self) -> str:
        """The study's name, as its data package gives it."""
        return self.package["name"]

    @property
    def states(self) -> list[str]:
        """The ids of the two states whose relationship is studied."""
        return self.package["states"]

    @property
    def turns(self) -> list[str]:
        """The days, months or years with which a new period of the relationship begins."""
        return self.package.get("turns", [])

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
    hashes = file_hashes(folder)
    package = read_package(folder)
    resources = {resource["name"]: resource for resource in package["resources"]}
    cells, problems = _read_all(table_paths(folder, package), resources)
    for name, table in cells.items():
        file, schema = resources[name]["path"], resources[name]["schema"]
        problems += cell_problems(file, table, schema)
        problems += reference_problems(file, table, schema, cells | {"": table})
        if not len(table) and name not in MAY_BE_EMPTY:
            problems.append(f"{file}: the table has no row; expected at least one")
    problems += [*_shared_ids(cells, resources), *_circles(cells, resources)]
    problems += _unknown_nodes(cells, resources)
    problems += [*_unknown_states(package, cells), *contradictions(cells, resources)]
    if problems:
        raise InputError(problems)
    if file_hashes(folder) != hashes:
        raise InputError(f"{folder}: changed while it was read; expected it at rest; try again")
    absent = {name: _without_rows(name) for name in MAY_BE_ABSENT.difference(cells)}
    return Study(
        folder,
        package,
        **{name: typed(table, resources[name]["schema"]) for name, table in cells.items()},
        **absent,
        hashes=hashes,
    )


def file_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the data package of a folder and of each of its tables, by place."""
    paths = [folder / PACKAGE_FILE, *table_paths(folder, read_package(folder)).values()]
    there = [path for path in paths if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in there}  # fmt: skip


def stamp(study: Study) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of each file of a study: they differ once one is edited."""
    paths = [study.folder / PACKAGE_FILE, *table_paths(study.folder, study.package).values()]
    there = [path for path in paths if path.is_file()]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in there)


def _without_rows(name: str) -> pd.DataFrame:
    schema = next(r["schema"] for r in model_package()["resources"] if r["name"] == name)
    fields = [each["name"] for each in schema["fields"]]
    return typed(pd.DataFrame(columns=fields, dtype="str"), schema)


def table_paths(folder: Path, package: dict) -> dict[str, Path]:
    """Return the files of a study's tables; one that may be absent only where it is there."""
    paths = {resource["name"]: folder / resource["path"] for resource in package["resources"]}
    return {name: paths[name] for name in TABLES
            if name not in MAY_BE_ABSENT or (name in paths and paths[name].is_file())}  # fmt: skip


def _read_all(
    paths: dict[str, Path], resources: dict
) -> tuple[dict[str, pd.DataFrame], list[str]]:  # fmt: skip
    cells, problems = {}, []
    for name, path in paths.items():
        table, found = read_cells(path, _field_names(resources[name]))
        problems += found
        if table is not None:
            cells[name] = table
    return cells, problems


def read_package(folder: Path) -> dict:
    """Return a folder's data package, or raise `InputError` when it declares too little."""
    path = folder / PACKAGE_FILE
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{PACKAGE_FILE}: not JSON in UTF-8 ({error})") from None
    try:
        problems = list(_package_problems(package))
    except (AttributeError, KeyError, TypeError):
        problems = [f"{PACKAGE_FILE}: expected resources with name, path and a schema with fields"]
    if problems:
        raise InputError(problems)
    return package


def _package_problems(package: dict) -> Iterator[str]:
    """Compare a data package with the model: a study may declare more than it, never less."""
    states = package.get("states")
    if not (isinstance(states, list) and len(states) == 2):
        yield f"{PACKAGE_FILE}: states: {states!r}; expected the ids of two states, as a list"
    yield from _turn_problems(package.get("turns", []))
    declared = {resource.get("name"): resource for resource in package.get("resources", [])}
    for resource in model_package()["resources"]:
        name = resource["name"]
        if name not in declared and name in MAY_BE_ABSENT:
            continue
        if name not in declared:
            yield f"{PACKAGE_FILE}: table {name!r} is not declared"
            continue
        present = _field_names(declared[name])
        for missing in [each for each in _field_names(resource) if each not in present]:
            yield f"{PACKAGE_FILE}: table {name!r} declares no field {missing!r}"


def _turn_problems(turns: object) -> Iterator[str]:
    right = isinstance(turns, list) and all(isinstance(t, str) and is_period(t) for t in turns)
    if not right or turns != sorted(set(turns)):
        yield (
            f"{PACKAGE_FILE}: turns: {turns!r}; expected days, months or years, the earliest "
            "first, such as ['2022-02-24']"
        )


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


def _unknown_nodes(cells: dict[str, pd.DataFrame], resources: dict) -> Iterator[str]:
    """A node is an actor or a sector, which one foreign key cannot say."""
    if {"actors", "sectors", "layout"} <= set(cells):
        known = [*cells["actors"]["actor_id"], *cells["sectors"]["sector_id"]]
        nodes = cells["layout"]["node"]
        for row, node in nodes[(nodes != "") & ~nodes.isin(known)].items():
            yield (
                f"{resources['layout']['path']}, row {row}, field node: {node!r} is neither in "
                f"actors nor in sectors; {one_of(node, known)}"
            )


def _unknown_states(package: dict, cells: dict[str, pd.DataFrame]) -> Iterator[str]:
    if "actors" in cells:
        known = list(cells["actors"]["actor_id"])
        for state in package["states"]:
            if state not in known:
                yield f"{PACKAGE_FILE}: states: {state!r} is not in actors; {one_of(state, known)}"


def contradictions(cells: dict[str, pd.DataFrame], resources: dict) -> Iterator[str]:
    """Rows whose fields are right one by one and wrong together."""
    if "statements" in cells:
        table, file = cells["statements"], resources["statements"]["path"]
        for row, actor in table["actor"][table["actor"] == table["target"]].items():
            yield f"{file}, row {row}, field target: {actor!r} is the actor too; expected another"
    if "routes" in cells:
        table, file = cells["routes"], resources["routes"]["path"]
        both = (table["crosses"] == table["avoids"]) & (table["crosses"] != "")
        for row, state in table["avoids"][both].items():
            yield f"{file}, row {row}, field avoids: {state!r} is crossed too; expected one of both"
    if {"indicators", "indicator_definitions"} <= set(cells):
        table, file = cells["indicators"], resources["indicators"]["path"]
        definitions = cells["indicator_definitions"]
        units = dict(zip(definitions["indicator"], definitions["unit"], strict=True))
        for row, indicator, unit in table[["indicator", "unit"]].itertuples():
            if units.get(indicator, unit) != unit:
                expected = f"expected {units[indicator]!r}, the unit of {indicator!r}"
                yield f"{file}, row {row}, field unit: {unit!r}; {expected}"


def _circles(cells: dict[str, pd.DataFrame], resources: dict) -> Iterator[str]:
    """A thing that is part of its own part would send a roll-up round for ever."""
    for name in [name for name in ("actors", "sectors", "routes") if name in cells]:
        table = cells[name]
        above = dict(zip(table.iloc[:, 0], table["part_of"], strict=True))
        for row, part in table.iloc[:, 0].items():
            whole, steps = above[part], 0
            while whole in above and whole != part and steps < len(above):
                whole, steps = above[whole], steps + 1
            if whole == part:
                yield (
                    f"{resources[name]['path']}, row {row}, field part_of: {above[part]!r} leads "
                    f"back to {part!r}; expected a whole above it"
                )
