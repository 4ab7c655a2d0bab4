"""Reads a study's data package: JSON of the right form, no less than the model, and no way out."""

import json
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.errors import InputError, InputNote, Problem, problem, shown
from analysis.places import PACKAGE_FILE, way_out
from analysis.study.shapes import PACKAGE, misshapen
from analysis.tables.constraints import is_hidden, is_period

MAY_BE_ABSENT = {"layout", "routes"}
OWN_CHOICES = {("documents", "side")}
"""Fields whose choices are the study's own; those of others are part of the model's."""
OWN_SCALE = ("statements", "stance")
DEEPEST = 50


def read_package(folder: Path) -> dict:
    """Return a folder's data package, or raise `InputError` where it is wrong or too little.

    A study may declare more than the model, never less.
    """
    if why := way_out(folder, PACKAGE_FILE):
        raise InputError(_line("", why))
    package = _json(folder / PACKAGE_FILE)
    if problems := [*_hidden(package)] or [*misshapen(package, PACKAGE, PACKAGE_FILE)]:
        raise InputError(problems)
    if problems := [*_own_problems(folder, package), *_less(package)]:
        raise InputError(problems)
    return package


def table_paths(folder: Path, package: dict) -> dict[str, Path]:
    """Return the files of a study's tables, in the order of the model."""
    paths = {resource["name"]: folder / resource["path"] for resource in package["resources"]}
    return {name: paths[name] for name in _by_name(model_package()) if name in paths}


def model_package() -> dict:
    """Return the data package that a new study starts from."""
    return json.loads((Path(__file__).parent / "model" / PACKAGE_FILE).read_text(encoding="utf-8"))


def field_names(resource: dict) -> list[str]:
    """Return the names of a table's fields."""
    return [each["name"] for each in resource.get("schema", {}).get("fields", [])]


def field_of(package: dict, table: str, name: str) -> dict:
    """Return what a package declares of a field."""
    fields = _by_name(package)[table]["schema"]["fields"]
    return next(each for each in fields if each["name"] == name)


def keys(names: str | list[str]) -> list[str]:
    """Return the fields of a key, which may be given as one name."""
    return [names] if isinstance(names, str) else list(names)


def _json(path: Path) -> Any:
    try:
        raw = path.read_bytes()
        told = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refused)
    except OSError as error:
        raise InputError(_line(f"could not be read ({error.strerror})")) from None
    except RecursionError:
        raise InputError(_line("not JSON in UTF-8 (nested too deep)")) from None
    except ValueError as error:  # not UTF-8, not JSON, a number of thousands of digits
        raise InputError(_line(f"not JSON in UTF-8 ({error})")) from None
    if raw.startswith(BOM_UTF8):
        told_mark = f"{path.name}: has a byte order mark; read without"
        warnings.warn(told_mark, InputNote, stacklevel=2)
    return told


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
            yield _line("nested too deep", f"expected at most {DEEPEST} levels")
            return
        if isinstance(value, str) and is_hidden(value):
            yield problem(PACKAGE_FILE, None, place, value, "expected text in one line")
        if isinstance(value, dict):
            below += [(str(key), each, depth + 1) for key, each in value.items()]
            below += [("a name", key, depth + 1) for key in value]
        if isinstance(value, list):
            below += [(place, each, depth + 1) for each in value]


def _own_problems(folder: Path, package: dict) -> Iterator[Problem]:
    states = package.get("states")
    if (
        not isinstance(states, list)
        or len(states) != 2
        or not all(isinstance(state, str) for state in states)
    ):
        expected = "expected the ids of two states, as a list"
        yield problem(PACKAGE_FILE, None, "states", states, expected)
    elif states[0] == states[1]:
        yield problem(PACKAGE_FILE, None, "states", states, "expected two different ones")
    yield from _turn_problems(package.get("turns", []))
    for what in ("name", "path"):
        given = [resource[what].casefold() for resource in package["resources"]]
        for value in dict.fromkeys(value for value in given if given.count(value) > 1):
            yield _line(f"resources: {what} {shown(value)} stands twice", "expected it once", value)
    for resource in package["resources"]:
        if why := way_out(folder, resource["path"]):
            table, path = f"table {resource['name']!r}", resource["path"]
            yield _line(f"{table}: path {shown(path)}", why, path, field="path")
        yield from _schema_problems(resource)


def _turn_problems(turns: Any) -> Iterator[Problem]:
    right = isinstance(turns, list) and all(isinstance(t, str) and is_period(t) for t in turns)
    if not right or turns != sorted(set(turns)):
        expected = "expected days, months or years, the earliest first, such as ['2022-02-24']"
        yield problem(PACKAGE_FILE, None, "turns", turns, expected)


def _schema_problems(resource: dict) -> Iterator[Problem]:
    """Tell what a table's schema says of fields that it does not declare, and declares twice."""
    place, names = f"table {resource['name']!r}", field_names(resource)
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield _line(f"{place} declares field {name!r} twice", "expected it once", name)
    schema = resource.get("schema", {})
    used = [*keys(schema.get("primaryKey", []))]
    used += [name for each in schema.get("foreignKeys", []) for name in keys(each["fields"])]
    for name in dict.fromkeys(name for name in used if name not in names):
        yield _line(f"{place} has a key of {name!r}", "expected one of its fields", name)
    for field in schema.get("fields", []):
        rules = field.get("constraints", {})
        low, high = rules.get("minimum"), rules.get("maximum")
        at = f"{place}, field {field['name']!r}"
        if (low, high) != (None, None) and field["type"] not in ("integer", "number"):
            yield _line(
                f"{at}: a minimum or maximum", "expected a number type", field=field["name"]
            )
        if low is not None and high is not None and low > high:
            wrong = f"{at}: minimum {low} is above maximum {high}"
            yield _line(wrong, value=low, field=field["name"])


def _less(package: dict) -> Iterator[Problem]:
    """Compare a data package with the model."""
    declared, model = _by_name(package), _by_name(model_package())
    for name, resource in model.items():
        if name in declared:
            yield from _less_table(declared[name], resource)
            yield from _lost_references(declared[name], declared, model)
        elif name not in MAY_BE_ABSENT:
            yield _line(f"table {name!r} is not declared", value=name)


def _less_table(resource: dict, model: dict) -> Iterator[Problem]:
    name, present = model["name"], field_names(resource)
    place = f"table {name!r}"
    for missing in [each for each in field_names(model) if each not in present]:
        yield _line(f"{place} declares no field {missing!r}", value=missing)
    fields = {field["name"]: field for field in resource.get("schema", {}).get("fields", [])}
    for field in model["schema"]["fields"]:
        if field["name"] in fields:
            yield from _less_field(fields[field["name"]], field, name)
    key = keys(model["schema"]["primaryKey"])
    if sorted(keys(resource.get("schema", {}).get("primaryKey", []))) != sorted(key):
        yield _line(f"{place}: primaryKey", f"expected {', '.join(key)}", field="primaryKey")
    for foreign in model["schema"].get("foreignKeys", []):
        if _link(foreign) not in map(_link, resource.get("schema", {}).get("foreignKeys", [])):
            key = foreign["fields"]
            wrong = f"{place} declares no foreign key of {key!r}"
            yield _line(wrong, f"expected {_to(foreign)}", key)


def _less_field(field: dict, model: dict, table: str) -> Iterator[Problem]:
    name = model["name"]
    place = f"table {table!r}, field {name!r}"
    scale = (table, model["name"]) == OWN_SCALE
    if field["type"] != model["type"] and not (scale and field["type"] == "number"):
        wrong, expected = f"{place}: type {field['type']!r}", f"expected {model['type']!r}"
        yield _line(wrong, expected, field["type"], field=name)
    rules, needed = field.get("constraints", {}), model.get("constraints", {})
    for rule in [rule for rule in needed if needed[rule] is not False]:
        if rule not in rules or rules[rule] is False or rules[rule] == "":
            yield _line(f"{place} has no {rule}", f"expected {needed[rule]!r}", field=name)
    if "enum" in rules and "enum" in needed and (table, model["name"]) not in OWN_CHOICES:
        for other in [each for each in rules["enum"] if each not in needed["enum"]]:
            expected = f"expected one of: {', '.join(needed['enum'])}"
            yield _line(f"{place}: enum {shown(other)}", expected, other, field=name)
    low, high = rules.get("minimum"), rules.get("maximum")
    if scale and low is not None and low == high:
        wrong = f"{place}: minimum and maximum are {low}"
        yield _line(wrong, "expected a scale of two values at least", low, field=name)
    if not scale and low is not None and low < needed.get("minimum", low):
        expected = f"expected at least {needed['minimum']}"
        yield _line(f"{place}: minimum {low}", expected, low, field=name)


def _lost_references(resource: dict, declared: dict, model: dict) -> Iterator[Problem]:
    of_model = set(map(_link, model[resource["name"]]["schema"].get("foreignKeys", [])))
    given = resource.get("schema", {}).get("foreignKeys", [])
    for foreign in [each for each in given if _link(each) not in of_model]:
        name, field = foreign["reference"]["resource"], keys(foreign["reference"]["fields"])[0]
        known = field_names(declared.get(name, {})) if name else field_names(resource)
        if field not in known or (name and name not in model):
            wrong = f"table {resource['name']!r} has a foreign key to {_to(foreign)}"
            yield _line(wrong, "expected a field of a table of the model", _to(foreign))


def _line(wrong: str, expectation: str = "", value: object = "", *, field: str = "") -> Problem:
    said = "; ".join(part for part in (wrong, expectation) if part)
    return Problem(
        f"{PACKAGE_FILE}: {said}",
        file=PACKAGE_FILE,
        field=field,
        value=value,
        wrong=wrong,
        expectation=expectation,
    )


def _to(foreign: dict) -> str:
    target = foreign["reference"]
    return f"field {keys(target['fields'])[0]!r} of {target['resource'] or 'this table'}"


def _link(foreign: dict) -> tuple[str, str, str]:
    target = foreign["reference"]
    return keys(foreign["fields"])[0], target["resource"], keys(target["fields"])[0]


def _by_name(package: dict) -> dict[str, dict]:
    return {resource["name"]: resource for resource in package["resources"]}
