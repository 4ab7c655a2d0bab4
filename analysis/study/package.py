"""Reads a study's data package: JSON of the right form, no less than the model, and no way out."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import InputError, Problem, problem, shown, tell
from analysis.places import PACKAGE_FILE, way_out
from analysis.study.declarations import misdeclared
from analysis.study.least import too_little
from analysis.study.resources import by_name, field_names, keys, model_package, package_line
from analysis.study.shapes import PACKAGE, misshapen
from analysis.study.unread_keys import unread
from analysis.tables.constraints import is_hidden

DEEPEST = 50
KEPT = 10  # packages


def read_package(folder: Path) -> dict:
    """Return a folder's data package, or raise `InputError` where it is wrong or too little.

    A study may declare more than the model, and less where that is optional.
    """
    if why := way_out(folder, PACKAGE_FILE):
        raise InputError(package_line("", why))
    package, raw = _json(folder / PACKAGE_FILE)
    sound = _is_sound(raw)
    if not sound and (problems := _form_problems(package)):
        raise InputError(problems)
    linked = sound and any(way_out(folder, each["path"]) for each in package["resources"])
    if linked or not sound:
        problems = [*_own_problems(folder, package), *too_little(package)]
        raise InputError(problems)
    for line in unread(package):
        tell(line)
    return package


def table_paths(folder: Path, package: dict) -> dict[str, Path]:
    """Return the files of a study's tables, in the order of the model."""
    paths = {resource["name"]: folder / resource["path"] for resource in package["resources"]}
    return {name: paths[name] for name in by_name(model_package()) if name in paths}


@lru_cache(KEPT)
def _is_sound(raw: bytes) -> bool:
    """Tell whether nothing is wrong with a package, but for links in its folder, which may change.

    A desk reads its package before each answer.
    """
    package = json.loads(raw.decode("utf-8-sig"))
    if _form_problems(package):
        return False
    return not [*_own_problems(None, package), *too_little(package)]


def _form_problems(package: Any) -> list[Problem]:
    return [*_hidden(package)] or [*misshapen(package, PACKAGE, PACKAGE_FILE)]


def _json(path: Path) -> tuple[Any, bytes]:
    try:
        raw = path.read_bytes()
        told = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refused)
    except OSError as error:
        raise InputError(package_line(f"could not be read ({error.strerror})")) from None
    except RecursionError:
        raise InputError(package_line("not JSON in UTF-8 (nested too deep)")) from None
    except ValueError as error:  # not UTF-8, not JSON, a number of thousands of digits
        raise InputError(package_line(f"not JSON in UTF-8 ({error})")) from None
    if raw.startswith(BOM_UTF8):
        told_mark = f"{path.name}: has a byte order mark; read without"
        tell(told_mark)
    return told, raw


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key in found if [name for name, _ in pairs].count(key) > 1)
        raise ValueError(f"{shown(twice)} stands twice in one object")
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def _hidden(package: object) -> Iterator[Problem]:
    """Tell texts that hold line breaks or control characters, and what is nested too deep."""
    below: list[tuple[str, object, int]] = [("", package, 0)]
    while below:
        place, value, depth = below.pop()
        if depth > DEEPEST:
            yield package_line("nested too deep", f"expected at most {DEEPEST} levels")
            return
        if isinstance(value, str) and is_hidden(value):
            yield problem(PACKAGE_FILE, None, place, value, "expected text in one line")
        if isinstance(value, dict):
            below += [(str(key), each, depth + 1) for key, each in value.items()]
            below += [("a name", key, depth + 1) for key in value]
        if isinstance(value, list):
            below += [(place, each, depth + 1) for each in value]


def _own_problems(folder: Path | None, package: dict) -> Iterator[Problem]:
    """Tell what the package says that cannot be; without a folder its links are not looked at."""
    yield from misdeclared(package)
    for what in ("name", "path"):
        given = [resource[what].casefold() for resource in package["resources"]]
        for value in dict.fromkeys(value for value in given if given.count(value) > 1):
            yield package_line(
                f"resources: {what} {shown(value)} stands twice", "expected it once", value
            )
    for resource in package["resources"]:
        if folder and (why := way_out(folder, resource["path"])):
            table, path = f"table {resource['name']!r}", resource["path"]
            yield package_line(f"{table}: path {shown(path)}", why, path, field="path")
        yield from _schema_problems(resource)


def _schema_problems(resource: dict) -> Iterator[Problem]:
    """Tell what a table's schema says of fields that it does not declare, and declares twice."""
    place, names = f"table {resource['name']!r}", field_names(resource)
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield package_line(f"{place} declares field {name!r} twice", "expected it once", name)
    schema = resource.get("schema", {})
    used = [*keys(schema.get("primaryKey", []))]
    used += [name for each in schema.get("foreignKeys", []) for name in keys(each["fields"])]
    for name in dict.fromkeys(name for name in used if name not in names):
        yield package_line(f"{place} has a key of {name!r}", "expected one of its fields", name)
    for field in schema.get("fields", []):
        rules = field.get("constraints", {})
        low, high = rules.get("minimum"), rules.get("maximum")
        at = f"{place}, field {field['name']!r}"
        if (low, high) != (None, None) and field["type"] not in ("integer", "number"):
            yield package_line(
                f"{at}: a minimum or maximum", "expected a number type", field=field["name"]
            )
        if low is not None and high is not None and low > high:
            wrong = f"{at}: minimum {low} is above maximum {high}"
            yield package_line(wrong, value=low, field=field["name"])
