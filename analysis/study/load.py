"""A study: the tables of one relationship, read from its folder and checked."""

import hashlib
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, Problem, counted, problem, tell
from analysis.places import PACKAGE_FILE, find_study
from analysis.study.checks import contradictions, disagreements
from analysis.study.package import read_package, table_paths
from analysis.study.resources import (
    by_name,
    field_names,
    field_of,
    keys,
    languages_of,
    model_package,
)
from analysis.study.seal import note_broken_seal
from analysis.tables.arrow_text import in_order
from analysis.tables.schema import cell_problems, reference_problems, typed, without_rows
from analysis.tables.study_tables import read_cells

__all__ = [
    "Study",
    "contradictions",
    "load_study",
    "model_package",
    "read_package",
    "stamp",
    "table_paths",
]

NEVER_EMPTY = {"documents", "actors", "sectors", "statements"}
IN_FILE_ORDER = {"layout"}
KEPT = 4  # studies, but for large ones, which are read anew and not held
LARGE = 20_000_000  # bytes of tables
SAID = ("statements", "frame_statements")
"""The tables of statements: those of the record, and those of its frame."""


@dataclass(frozen=True, repr=False)
class Study:
    """The tables of a study as DataFrames, and the data package that declares them.

    A table that the study does not have is empty, with the columns of the model; a field that it
    does not have is no column of its table. `folder` is None where the study was made in memory.
    """

    folder: Path | None
    package: dict
    documents: pd.DataFrame
    actors: pd.DataFrame
    sectors: pd.DataFrame
    relations: pd.DataFrame
    statements: pd.DataFrame
    frame: pd.DataFrame
    frame_statements: pd.DataFrame
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
    def title(self) -> str:
        """The study's title, or its name."""
        return str(self.package.get("title") or self.name)

    @property
    def states(self) -> list[str]:
        """The ids of the two states whose relationship is studied, or none."""
        return self.package.get("states", [])

    @property
    def languages(self) -> list[str]:
        """The languages of its names as BCP 47 codes, the study's first one first."""
        return languages_of(self.package)

    @property
    def turns(self) -> list[str]:
        """The days, months or years with which a new period of the record begins."""
        return self.package.get("turns", [])

    @property
    def sides(self) -> list[dict]:
        """The sides on which publishers stand: each a `side` and its `names` by language."""
        return self.package.get("sides", [])

    @property
    def leaders(self) -> dict[str, list[str]]:
        """What a leading voice is called, singular and plural, by language."""
        return self.package.get("leaders", {})

    @property
    def series(self) -> dict[str, list[str]]:
        """The indicators that figures of flows, shares and totals show, by the figure."""
        return self.package.get("series", {})

    @property
    def sample(self) -> dict[str, str]:
        """How its documents were chosen, by language, as headings tell it."""
        return self.package.get("sample", {})

    @property
    def framing(self) -> dict[str, str]:
        """What its frame lists, by language, as sentences tell it."""
        return self.package.get("frame", {})

    @property
    def founding(self) -> str | None:
        """The family of documents with which the record began, or None."""
        return self.package.get("founding")

    @property
    def origin(self) -> dict:
        """The file from which the study was made, its form and its columns; or empty."""
        return self.package.get("origin", {})

    @property
    def scale(self) -> tuple[float, float] | None:
        """The least and the greatest stance of the declared scale; None without stances."""
        field = field_of(self.package, "statements", "stance")
        rules = field.get("constraints", {}) if field else {}
        low, high = rules.get("minimum"), rules.get("maximum")
        return None if low is None or high is None else (low, high)

    def __repr__(self) -> str:
        tables = ("statements", "documents", "actors", "sectors", "indicators")
        counts = ", ".join(counted(len(getattr(self, table)), table[:-1]) for table in tables)
        return f"<Study {self.name}: {counts}>"


TABLES = tuple(each.name for each in fields(Study) if each.type is pd.DataFrame)


def load_study(path: str | Path, *, without: Iterable[str] = ()) -> Study:
    """Load and validate a study, given its name in `data/` or the path of its folder.

    Rows come in the order of their keys and fields in that of the model, however the files have
    them. A table named in `without` is not read but taken for empty, such as a `layout` that is to
    be computed anew. Raises `InputError` with every problem found; those of one cause are one line.

    >>> study = load_study("kazakhstan-russia")
    >>> study.states, study.scale
    (['kazakhstan', 'russia'], (-1, 1))
    >>> said = study.statements[study.statements["document_id"] == "D012"]
    >>> said[["actor", "target", "stance"]].reset_index(drop=True)
                   actor      target  stance
    0             russia  kazakhstan       1
    1         kazakhstan      russia       1
    2  kazakh_government      russia       0
    3              putin     tokayev       0
    4            tokayev       putin       0
    """
    folder = find_study(path)
    package = read_package(folder)
    hashes = file_hashes(folder, package)
    size = sum(size for _, _, size in _stamps(folder, package))
    read = _read if size < LARGE else _read.__wrapped__
    tables, problems, notes = read(folder, tuple(hashes.items()), frozenset(without))
    for note in notes:
        tell(note)
    if problems:
        raise InputError(problems)
    note_broken_seal(folder, package, hashes)
    own = {name: table.copy(deep=False) for name, table in tables.items()}
    return Study(folder, package, **own, hashes=hashes)


@lru_cache(KEPT)
def _read(
    folder: Path, hashes: tuple[tuple[str, str], ...], without: frozenset[str]
) -> tuple[dict[str, pd.DataFrame], list[Problem], list[Warning | str]]:
    """Return the tables of a folder or what is wrong with them, and what was noted.

    Files of the same hashes are read once. Raises `InputError` where one is no longer as hashed.
    """
    package = read_package(folder)
    before = _stamps(folder, package)
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always")
        cells, problems = _read_checked(folder, package, without)
    if _stamps(folder, package) != before or tuple(file_hashes(folder, package).items()) != hashes:
        wrong, expected = "changed while it was read", "expected it at rest; try again"
        raise InputError(problem(str(folder), wrong=wrong, expectation=expected))
    tables = {} if problems else _tables(package, cells)
    return tables, problems, [note.message for note in notes]


def _read_checked(
    folder: Path, package: dict, without: frozenset[str]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    resources = {resource["name"]: resource for resource in package["resources"]}
    paths = table_paths(folder, package)
    read = {name: paths[name] for name in paths if name not in without}
    cells, problems = _read_all(read, resources)
    empty = [name for name, table in cells.items() if table.empty and name in NEVER_EMPTY]
    problems += [
        problem(
            resources[name]["path"],
            wrong="the table has no row",
            expectation="expected at least one",
        )
        for name in empty
    ]
    filled = {name: table for name, table in cells.items() if name not in empty}
    for name, table in filled.items():
        file, schema = resources[name]["path"], resources[name]["schema"]
        problems += cell_problems(file, table, schema)
        problems += reference_problems(file, table, schema, filled | {"": table})
    problems += [*disagreements(package, filled, resources), *contradictions(cells, resources)]
    return cells, problems


def _tables(package: dict, cells: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return all tables of a study; what it does not have is empty."""
    tongues = languages_of(package), languages_of(package, "paraphrase", "statements")
    declared, model = by_name(package), by_name(model_package(*tongues))
    return {
        name: _table(cells[name], declared[name], model[name])
        if name in cells
        else without_rows(model[name]["schema"])
        for name in TABLES
    }


def file_hashes(folder: Path, package: dict) -> dict[str, str]:
    """Return the SHA-256 of a folder's data package and of each of its tables, by place."""
    paths = [folder / PACKAGE_FILE, *table_paths(folder, package).values()]
    return {path.relative_to(folder).as_posix(): _hash(path) for path in paths if path.is_file()}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp(study: Study) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of each file of a study: they differ once one is edited.

    A study in memory has no files.
    """
    return () if study.folder is None else _stamps(study.folder, study.package)


def _stamps(folder: Path, package: dict) -> tuple[tuple[str, int, int], ...]:
    paths = [folder / PACKAGE_FILE, *table_paths(folder, package).values()]
    there = [(path.name, path.stat()) for path in paths if path.is_file()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in there)


def _table(cells: pd.DataFrame, resource: dict, model: dict) -> pd.DataFrame:
    """Return a table in its one order, in the schema's types."""
    key = [name for name in keys(model["schema"]["primaryKey"]) if name in cells]
    if resource["name"] not in IN_FILE_ORDER and not in_order(cells[key]):
        cells = cells.sort_values(key, kind="stable")
    table = typed(cells, resource["schema"])
    if resource["name"] in SAID and "stance" in table:
        table["stance"] = _comparable(table["stance"])
    fields = [name for name in dict.fromkeys([*field_names(model), *table]) if name in table]
    return table if fields == list(table) else table[fields]


def _comparable(stances: pd.Series) -> pd.Series:
    """Return stances as numbers of which a missing one is on neither side of any other."""
    return stances.astype("float64") if stances.hasnans else stances


def _read_all(
    paths: dict[str, Path], resources: dict
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    cells: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        table, found = read_cells(path, resources[name]["schema"])
        problems += found
        if table is not None:
            cells[name] = table
    return cells, problems
