"""Starts the folder of a study of another relationship."""

import csv
import io
import json
import os
import re
import shutil
from pathlib import Path

from babel import Locale
from babel.core import get_global

from analysis.errors import InputError, shown
from analysis.files.folders import making, put_folder
from analysis.locale import cldr
from analysis.places import DATA, PACKAGE_FILE, studies

MODEL = Path(__file__).parent / "model"


def new_study(name: str, states: list[str], folder: Path = DATA) -> Path:
    """Make the folder of a study of two states, given as ISO 3166-1 alpha-3 codes, and return it.

    It holds the data package, a codebook of its fields, the relations, the two states with their
    names, and the other tables with their headers only. Raises `InputError` for a name that is not
    made of small letters, digits and hyphens, a study that is there, or an unknown state.
    """
    problems = [*_name_problems(name, folder), *_state_problems(states)]
    if problems:
        raise InputError(problems)
    package = json.loads((MODEL / PACKAGE_FILE).read_text(encoding="utf-8"))
    named = [_state_name(code, "en") for code in states]
    package["name"], package["title"] = name, f"{'–'.join(named)}: coded statements"
    package["states"] = [_state(code)["actor_id"] for code in states]
    with making(folder / name) as beside:
        if problems := _name_problems(name, folder):  # made meanwhile, by another process
            raise InputError(problems)
        _write(beside, package, states)
        put_folder(beside, folder / name)
    return folder / name


def _write(beside: Path, package: dict, states: list[str]) -> None:
    (beside / PACKAGE_FILE).write_text(
        json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (beside / "README.md").write_text(codebook(package), encoding="utf-8")
    for resource in package["resources"]:
        (beside / resource["path"]).write_text(
            _table(resource, states), encoding="utf-8", newline=""
        )
    shutil.copy(MODEL / "relations.csv", beside / "relations.csv")


def codebook(package: dict) -> str:
    """Return a codebook in Markdown: what has to be told of a study, and its fields."""
    parts = [f"# {package['title']}", (MODEL / "codebook.md").read_text(encoding="utf-8").strip()]
    for resource in package["resources"]:
        lines = [
            f"### `{resource['name']}`",
            "",
            resource["description"],
            "",
            "| field | type | allowed | meaning |",
            "|---|---|---|---|",
        ]
        lines += [_field_line(field) for field in resource["schema"]["fields"]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _field_line(field: dict) -> str:
    rules = field.get("constraints", {})
    allowed = ", ".join(map(str, rules.get("enum", [])))
    if "minimum" in rules and "maximum" in rules:
        allowed = f"{rules['minimum']} to {rules['maximum']}"
    need = "" if rules.get("required") else " (may be empty)"
    return f"| `{field['name']}` | {field['type']} | {allowed} | {field['description']}{need} |"


def _name_problems(name: str, folder: Path) -> list[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > 100:
        told = "expected small letters, digits and hyphens, such as france-japan"
        return [f"name: {shown(name)}; {told}"]
    if re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]", name):
        return [f"name: {name!r} is the name of a device on Windows; expected another"]
    if os.path.lexists(folder / name):
        there = ", ".join(studies()) if folder == DATA else name
        return [f"name: {name!r} is there already; expected another than {there}"]
    return []


def _state_problems(states: list[str]) -> list[str]:
    problems = [
        f"state: {shown(code)}; expected an ISO 3166-1 alpha-3 code such as KAZ"
        for code in states
        if _alpha2(code) is None
    ]
    if not problems and len(set(states)) != 2:
        problems.append(f"states: {', '.join(states)}; expected two different ones")
    return problems


def _alpha2(code: str) -> str | None:
    """Return the two-letter code by which CLDR names a state, or None when it names none."""
    found = get_global("territory_aliases").get(code, [])
    known = len(code) == 3 and len(found) == 1 and found[0] in Locale("en").territories
    return found[0] if known else None


def _state_name(code: str, language: str) -> str:
    return cldr(language).territories[_alpha2(code)]


def _table(resource: dict, states: list[str]) -> str:
    fields = [field["name"] for field in resource["schema"]["fields"]]
    text = io.StringIO()
    table = csv.DictWriter(text, fields, lineterminator="\n")
    table.writeheader()
    if resource["name"] == "actors":
        named = [name for name in fields if name.startswith("name_")]
        rows = [_state(code, named) for code in states]
        table.writerows(sorted(rows, key=lambda row: row["actor_id"]))
    return text.getvalue()


def _state(code: str, named: list[str] | tuple[str, ...] = ()) -> dict[str, str]:
    names = {name: _state_name(code, name.removeprefix("name_")) for name in named}
    key = re.sub(r"[^a-z0-9]+", "_", _state_name(code, "en").lower()).strip("_")
    return {"actor_id": key, "kind": "state", "country": code} | names
