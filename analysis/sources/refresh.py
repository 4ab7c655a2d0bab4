"""Writes a study made from a file as a folder, and makes it anew of a new copy of the file.

What people add to such a study is theirs: tables and fields that the file does not give stay, and a
table with edited rows is never replaced; the new ones are then written beside.
"""

import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.errors import InputError, counted, problem
from analysis.files import write_together
from analysis.places import PACKAGE_FILE, find_study, project
from analysis.sources.dna_server import is_address
from analysis.sources.study_from import study_again, study_from
from analysis.study.load import Study
from analysis.study.new import name_problems
from analysis.study.package import read_package
from analysis.study.resources import by_name, field_names, keys
from analysis.study.write import digest, package_text, study_files, write_study

BESIDE = "refreshed"
"""The folder in a study where new tables stand that may not take the place of edited ones."""

PLACES = ("file", "address")
"""Where an origin says what it was made of."""

SHOWN = 5


class Refreshed(NamedTuple):
    """Where the tables were written, those that had been edited, and what changed, a line each."""

    folder: Path
    edited: list[str]
    changes: list[str]


def new_from(
    name: str,
    file: str | Path,
    columns: Mapping[str, Any],
    *,
    folder: Path | None = None,
    **options: Any,
) -> tuple[Path, Study]:
    """Write the study that `study_from` makes of a file as the folder of a new study.

    It stands in `folder`, or in `data/` of the project.
    Raises `InputError` as `study_from` does, and for a name that is none or taken.
    """
    folder = folder or project() / "data"
    if problems := name_problems(name, folder):
        raise InputError(problems)
    study = study_from(file, **columns, **options, name=name)
    return write_study(study, folder / name), study


def refresh(name: str | Path, file: str | Path | None = None) -> Refreshed:
    """Make a study anew of the file or address it remembers, or of a new copy; tell what changed.

    Tables and fields that people added stay, and so does the codebook. Where rows of a table were
    edited since it was written, nothing is replaced: the new tables stand in the folder `refreshed`
    of the study. Raises `InputError` for a study that was made of no file, a file that is gone, and
    as `study_from` does.
    """
    folder = find_study(name)
    package = read_package(folder)
    source = _source(folder, package, file)
    fresh = study_again(source, package["origin"], package["name"])
    files = study_files(fresh, folder)
    old = {each["name"]: _old(folder, each) for each in package["resources"]}
    new = {each["name"]: _cells(files[each["path"]]) for each in fresh.package["resources"]}
    remembered = package["origin"].get("tables", {})
    edited = [table for table in remembered if _is_edited(old.get(table), remembered[table])]
    kept = {table: _with_added(new[table], old, remembered, fresh.package, table) for table in new}
    merged = _merged(package, fresh, remembered)
    merged["origin"] = _origin(files[PACKAGE_FILE], package, file)
    place = folder / BESIDE if edited else folder
    texts = {by_name(merged)[table]["path"]: _text(cells) for table, cells in kept.items()}
    write_together(place, {**texts, PACKAGE_FILE: package_text(merged)})
    if not edited:
        _clear(folder, package, merged)
    return Refreshed(place, edited, [*_changes(merged, old, kept)])


def _source(folder: Path, package: Mapping[str, Any], file: str | Path | None) -> str | Path:
    """Return of what a study is made anew: an address, or a file that is there."""
    origin = package.get("origin", {})
    if not any(origin.get(place) for place in PLACES):
        expected = "expected one made by `new NAME --from FILE`"
        wrong = "was made of no file"
        raise InputError(problem(package["name"], wrong=wrong, expectation=expected))
    place = file if file is not None else origin.get("address")
    if is_address(place):
        return str(place)
    path = Path(file) if file is not None else (folder / origin["file"]).resolve()
    if not path.is_file():
        expected = (
            "expected --from FILE to name the new copy" if file is None else "expected a file"
        )
        raise InputError(problem(str(path), wrong="no such file", expectation=expected))
    return path


def _old(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame | None:
    """Return the cells of a table as they stand in the folder, or None where it is not there."""
    path = folder / resource["path"]
    if not path.is_file():
        return None
    try:
        return _cells(path.read_text(encoding="utf-8-sig"))
    except (ValueError, pd.errors.ParserError):  # a spreadsheet wrote it in a form of its own
        return pd.DataFrame()


def _cells(text: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, index_col=False)


def _text(cells: pd.DataFrame) -> str:
    return cells.to_csv(index=False, lineterminator="\n")


def _is_edited(cells: pd.DataFrame | None, written: Mapping[str, Any]) -> bool:
    """Tell whether a table holds other cells than were written, fields added since left aside."""
    if cells is None:
        return False
    lost = [field for field in written["fields"] if field not in cells]
    return bool(lost) or digest(_text(cells[written["fields"]])) != written["sha256"]


def _with_added(
    cells: pd.DataFrame,
    old: Mapping[str, pd.DataFrame | None],
    remembered: Mapping[str, Mapping],
    package: dict,
    table: str,
) -> pd.DataFrame:
    """Return new cells with the fields that people added to the old ones, by the key."""
    before = old.get(table)
    key = keys(by_name(package)[table]["schema"]["primaryKey"])
    if before is None or table not in remembered or not {*key} <= {*before}:
        return cells
    added = [name for name in before if name not in {*remembered[table]["fields"], *cells}]
    if not added:
        return cells
    return cells.merge(before[[*key, *added]], on=key, how="left").fillna("")


def _merged(
    package: Mapping[str, Any],
    fresh: Study,
    remembered: Mapping[str, Mapping],
) -> dict[str, Any]:
    """Return the package with the fresh tables declared, and all else as it was."""
    before, after = by_name(package), by_name(fresh.package)
    resources = [
        _resource(before.get(table), resource, remembered.get(table, {}).get("fields", []))
        for table, resource in after.items()
    ]
    resources += [
        each for table, each in before.items() if table not in after and table not in remembered
    ]
    return {**package, "resources": resources}


def _resource(before: dict | None, after: dict, written: list[str]) -> dict:
    """Return the declaration of a fresh table, with the fields that people added."""
    if before is None:
        return after
    declared = {each["name"]: each for each in before["schema"]["fields"]}
    fields = [_field(declared.get(each["name"]), each) for each in after["schema"]["fields"]]
    names = field_names(after)
    fields += [
        {**each, "constraints": {**each.get("constraints", {}), "required": False}}
        for name, each in declared.items()
        if name not in names and name not in written
    ]
    return {**after, "path": before["path"], "schema": {**after["schema"], "fields": fields}}


def _field(before: dict | None, after: dict) -> dict:
    """Return a field as it was declared, as far as that holds for the fresh values."""
    if before is None or before["type"] != after["type"]:
        return after
    rules, fresh = dict(before.get("constraints", {})), after.get("constraints", {})
    if not fresh.get("required"):
        rules["required"] = False
    low, high = (fresh.get(end) for end in ("minimum", "maximum"))
    if low is not None and high is not None:
        rules["minimum"] = min(low, rules.get("minimum", low))
        rules["maximum"] = max(high, rules.get("maximum", high))
    return {**before, "constraints": rules}


def _origin(text: str, package: Mapping[str, Any], file: str | Path | None) -> dict[str, Any]:
    """Return what is remembered of the fresh study; its file is the old one unless one is given."""
    origin = json.loads(text)["origin"]
    old = package["origin"]
    return origin if file is not None else origin | {key: old[key] for key in PLACES if key in old}


def _clear(folder: Path, package: dict, merged: dict) -> None:
    """Take away tables that the file gave and gives no more."""
    kept = {each["path"] for each in merged["resources"]}
    for path in {each["path"] for each in package["resources"]} - kept:
        (folder / path).unlink(missing_ok=True)


def _changes(
    package: dict, old: Mapping[str, pd.DataFrame | None], new: Mapping[str, pd.DataFrame]
) -> Iterator[str]:
    """Yield a line for each table: rows added, removed and changed, by their keys."""
    for table, cells in new.items():
        key = keys(by_name(package)[table]["schema"]["primaryKey"])
        before = old.get(table)
        known = before is not None and {*key} <= {*before}
        one = (before if known else cells.iloc[:0]).drop_duplicates(key).set_index(key)
        two = cells.set_index(key)
        both = two.index.intersection(one.index)
        fields = [name for name in two if name in one]
        differs = (one.loc[both, fields] != two.loc[both, fields]).any(axis=1)
        parts = {
            "added": two.index.difference(one.index),
            "removed": one.index.difference(two.index),
            "changed": both[differs.to_numpy()],
        }
        told = [
            f"{counted(len(ids), 'row')} {what} ({_some(ids)})"
            for what, ids in parts.items()
            if len(ids)
        ]
        yield f"{table}: {'; '.join(told) or 'as before'}"


def _some(ids: pd.Index) -> str:
    shown = ", ".join(map(str, ids[:SHOWN]))
    return shown + (", ..." if len(ids) > SHOWN else "")
