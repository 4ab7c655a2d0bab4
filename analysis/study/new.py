"""Starts the folder of a study: of two states, or of a debate."""

import csv
import io
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from analysis.errors import InputError, shown
from analysis.files.folders import making, put_folder
from analysis.locale.countries import country_expected
from analysis.places import PACKAGE_FILE, project, studies
from analysis.study.declarations import LANGUAGE
from analysis.study.resources import MODEL, field_names, model_package

OF_STATES = (
    "relations",
    "frame",
    "frame_statements",
    "indicators",
    "indicator_definitions",
    "entities",
    "routes",
    "projects",
)
"""Tables of a relationship, which a debate does without."""

FIELDS_OF_STATES = {"documents": ("side",), "statements": ("target", "relation")}


def new_study(
    name: str,
    states: Sequence[str] = (),
    folder: Path | None = None,
    *,
    languages: Sequence[str] = ("en",),
) -> Path:
    """Make the folder of a study, in `data/` of the project or in another, and return it.

    It is one of two states, given as ISO 3166-1 alpha-3 codes, or, without states, of a debate.
    `languages` are those of its names, as BCP 47 codes, the first being the study's first one.
    The folder holds the data package, a codebook of its fields, the relations and the names of the
    two states, and the other tables with their headers only. Raises `InputError` for a name that is
    not made of small letters, digits and hyphens, a study that is there, an unknown state, and a
    language that is none or in which CLDR does not name a state.
    """
    folder = folder or project() / "data"
    problems = [*name_problems(name, folder), *_language_problems(languages)]
    problems += _state_problems(states)
    if problems := problems or _unnamed(states, languages):
        raise InputError(problems)
    package = _package(name, states, languages)
    with making(folder / name) as beside:
        if problems := name_problems(name, folder):  # made meanwhile, by another process
            raise InputError(problems)
        _write(beside, package, states)
        put_folder(beside, folder / name)
    return folder / name


def _package(name: str, states: Sequence[str], languages: Sequence[str]) -> dict:
    named = [_state_name(code, "en") for code in states]
    about = "–".join(named) or name.replace("-", " ").capitalize()
    package = model_package(tuple(languages))
    package |= {"name": name, "title": f"{about}: coded statements"}
    own: dict[str, object] = {"languages": list(languages)}
    if states:
        own = {"states": [_state_id(code) for code in states]} | own
        own["sides"] = [*(_side(code, languages) for code in states), {"side": "other"}]
    else:
        package["resources"] = [
            _of_a_debate(each) for each in package["resources"] if each["name"] not in OF_STATES
        ]
    first = {key: package.pop(key) for key in ("$schema", "name", "title")}
    return first | own | package


def _side(code: str, languages: Sequence[str]) -> dict:
    return {"side": code, "names": {each: _state_name(code, each) for each in languages}}


def _of_a_debate(resource: dict) -> dict:
    """Return a table without the fields that tell what passes between states."""
    schema, less = resource["schema"], FIELDS_OF_STATES.get(resource["name"], ())
    fields = [field for field in schema["fields"] if field["name"] not in less]
    foreign = [key for key in schema.get("foreignKeys", []) if key["fields"] not in less]
    own = schema | {"fields": fields} | ({"foreignKeys": foreign} if foreign else {})
    return resource | {"schema": own}


def _write(beside: Path, package: dict, states: Sequence[str]) -> None:
    (beside / PACKAGE_FILE).write_text(
        json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (beside / "README.md").write_text(codebook(package), encoding="utf-8")
    rows = {
        "actors": sorted(
            (_state(code, package["languages"]) for code in states), key=lambda row: row["actor_id"]
        ),
        "relations": _relations(),
    }
    for resource in package["resources"]:
        text = _table(field_names(resource), rows.get(resource["name"], []))
        (beside / resource["path"]).write_text(text, encoding="utf-8", newline="")


def codebook(package: dict) -> str:
    """Return a codebook in Markdown: what has to be told of a study, and its fields."""
    parts = [f"# {package['title']}", (MODEL / "codebook.md").read_text(encoding="utf-8").strip()]
    for resource in package["resources"]:
        lines = [
            f"### `{resource['name']}`",
            "",
            resource.get("description", ""),
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
    meaning = field.get("description", "")
    return f"| `{field['name']}` | {field['type']} | {allowed} | {meaning}{need} |"


def _language_problems(languages: Sequence[str]) -> list[str]:
    """A code is written as BCP 47 has it, so that one language is one field."""
    problems = [
        f"language: {shown(code)}; expected a code of BCP 47, such as en or zh-Hant"
        for code in languages
        if not LANGUAGE.fullmatch(code)
    ]
    if not problems and (
        not languages or len({each.lower() for each in languages}) < len(languages)
    ):
        told = ", ".join(languages) or "none"
        problems.append(f"languages: {told}; expected one or more, each once")
    return problems


def name_problems(name: str, folder: Path) -> list[str]:
    """Return what is wrong with the name of a new study, or that it is taken."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > 100:
        told = "expected small letters, digits and hyphens, such as france-japan"
        return [f"name: {shown(name)}; {told}"]
    if re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]", name):
        return [f"name: {name!r} is the name of a device on Windows; expected another"]
    if os.path.lexists(folder / name):
        there = ", ".join(studies()) if folder == project() / "data" else name
        return [f"name: {name!r} is there already; expected another than {there}"]
    return []


def _state_problems(states: Sequence[str]) -> list[str]:
    problems = [
        f"state: {shown(code)}; {country_expected(code)}"
        for code in states
        if _alpha2(code) is None
    ]
    if not problems and states and (len(states) != 2 or len(set(states)) != 2):
        problems.append(f"states: {', '.join(states)}; expected two different ones, or none")
    return problems


def _unnamed(states: Sequence[str], languages: Sequence[str]) -> list[str]:
    return [
        f"language: {code!r}; expected one in which CLDR names the states, such as en"
        for code in languages
        if not all(_state_name(state, code) for state in states)
    ]


def _alpha2(code: str) -> str | None:
    """Return the two-letter code by which CLDR names a state, or None when it names none."""
    found = get_global("territory_aliases").get(code, [])
    known = len(code) == 3 and len(found) == 1 and found[0] in Locale("en").territories
    return found[0] if known else None


def _state_name(code: str, language: str) -> str:
    """Return the name of a state as CLDR has it, or an empty string."""
    try:
        return Locale.parse(language, sep="-").territories.get(_alpha2(code), "")
    except (UnknownLocaleError, ValueError):
        return ""


def _state_id(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", _state_name(code, "en").lower()).strip("_")


def _state(code: str, languages: Sequence[str]) -> dict[str, str]:
    names = {f"name_{language}": _state_name(code, language) for language in languages}
    return {"actor_id": _state_id(code), "kind": "state", "country": code} | names


def _relations() -> list[dict[str, str]]:
    """Return the event types of PLOVER, with their names in the languages that have been put."""
    with (MODEL / "relations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(fields: list[str], rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, fields, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
