"""What a data package declares: its tables, their fields and keys, and the model of them all."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from analysis.errors import Problem
from analysis.places import PACKAGE_FILE

MODEL = Path(__file__).parent / "model"
BY_LANGUAGE = ("name", "paraphrase")
"""Of these a table has a field a language, such as `name_fr`; the model stands for all by one."""

_BY_LANGUAGE = re.compile(rf"({'|'.join(BY_LANGUAGE)})_([A-Za-z]{{2,3}}(-[A-Za-z0-9]{{1,8}})*)")


def model_package(
    languages: Sequence[str] = ("en",), paraphrases: Sequence[str] | None = None
) -> dict:
    """Return the data package that a new study starts from, with names in these languages.

    `paraphrases` are the languages of paraphrases, where they are not those of names.

    >>> [name for name in field_names(by_name(model_package(("en", "ar")))["sectors"])]
    ['sector_id', 'part_of', 'isic', 'name_en', 'name_ar', 'aliases']
    """
    package = json.loads((MODEL / PACKAGE_FILE).read_text(encoding="utf-8"))
    tongues = {"name": languages, "paraphrase": languages if paraphrases is None else paraphrases}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        resource["schema"]["fields"] = [each for one in fields for each in _in_all(one, tongues)]
    return package


def _in_all(field: dict, tongues: dict[str, Sequence[str]]) -> Iterator[dict]:
    if not (found := _BY_LANGUAGE.fullmatch(field["name"])):
        yield field
        return
    for code in tongues[found[1]]:
        told = field["description"].replace("English", language_name(code))
        yield deepcopy(field) | {"name": f"{found[1]}_{code}", "description": told}


def language_name(code: str) -> str:
    """Return what English calls a language, or its code where CLDR knows no name.

    >>> language_name("kk"), language_name("zh-Hant"), language_name("tlh-x")
    ('Kazakh', 'Chinese (Traditional)', 'tlh-x')
    """
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def languages_of(package: dict, kind: str = "name", table: str = "actors") -> list[str]:
    """Return the languages in which a table has a field of a kind, as declared or in their order.

    >>> languages_of(model_package(("ja", "en")))
    ['ja', 'en']
    """
    found = [_BY_LANGUAGE.fullmatch(name) for name in field_names(by_name(package).get(table, {}))]
    there = [each[2] for each in found if each and each[1] == kind]
    declared = package.get("languages")
    first = [code for code in declared if code in there] if isinstance(declared, list) else []
    return first + [code for code in there if code not in first]


def field_names(resource: Mapping[str, Any]) -> list[str]:
    """Return the names of a table's fields."""
    return [each["name"] for each in resource.get("schema", {}).get("fields", [])]


def field_of(package: dict, table: str, name: str) -> dict | None:
    """Return what a package declares of a field, or None where it has no such field."""
    fields = by_name(package).get(table, {}).get("schema", {}).get("fields", [])
    return next((each for each in fields if each["name"] == name), None)


def keys(names: str | Iterable[str]) -> list[str]:
    """Return the fields of a key, which may be given as one name."""
    return [names] if isinstance(names, str) else list(names)


def by_name(package: dict) -> dict[str, dict]:
    """Return the tables that a package declares, by their names."""
    return {resource["name"]: resource for resource in package["resources"]}


def package_line(
    wrong: str, expectation: str = "", value: object = "", *, field: str = ""
) -> Problem:
    """Return a problem of the data package."""
    said = "; ".join(part for part in (wrong, expectation) if part)
    return Problem(
        f"{PACKAGE_FILE}: {said}",
        file=PACKAGE_FILE,
        field=field,
        value=value,
        wrong=wrong,
        expectation=expectation,
    )
