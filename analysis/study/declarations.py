"""What a study says of itself at the top of its data package: each key optional, and checked."""

import re
from collections.abc import Iterator
from typing import Any

from analysis.errors import Problem, problem
from analysis.places import PACKAGE_FILE
from analysis.study.resources import field_of, languages_of
from analysis.tables.constraints import is_period

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""The form of a code of BCP 47."""


def misdeclared(package: dict) -> Iterator[Problem]:
    """Yield a line for each key of the study's own that is not of its form."""
    yield from _states(package.get("states", []))
    wrong = [key for key, (holds, _) in KEYS.items() if key in package and not holds(package[key])]
    for key in wrong:
        yield problem(PACKAGE_FILE, None, key, package[key], f"expected {KEYS[key][1]}")
    if not wrong:
        yield from _languages(package)
        yield from _sides(package)


def _states(states: Any) -> Iterator[Problem]:
    texts = isinstance(states, list) and all(isinstance(state, str) for state in states)
    if not texts or len(states) not in (0, 2):
        expected = "expected the ids of two states, as a list, or none"
        yield problem(PACKAGE_FILE, None, "states", states, expected)
    elif states and states[0] == states[1]:
        yield problem(PACKAGE_FILE, None, "states", states, "expected two different ones")


def _languages(package: dict) -> Iterator[Problem]:
    """A study names its actors in each language that it declares."""
    there = languages_of(package)
    for code in [code for code in package.get("languages", []) if code not in there]:
        expected = f"expected a field name_{code} in actors"
        yield problem(PACKAGE_FILE, None, "languages", code, expected, wrong="has no names")


def _sides(package: dict) -> Iterator[Problem]:
    """Choices of a document's side and their names are told once, and agree."""
    field = field_of(package, "documents", "side") or {}
    known = [each["side"] for each in package.get("sides", [])]
    choices = field.get("constraints", {}).get("enum", [])
    for side in [side for side in choices if known and side not in known]:
        expected = f"expected one of: {', '.join(known)}"
        yield problem(PACKAGE_FILE, None, "documents, field side", side, expected)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and len({*value}) == len(value)


def _is_languages(value: Any) -> bool:
    return _texts(value) and value != [] and all(map(LANGUAGE.fullmatch, value))


def _is_turns(value: Any) -> bool:
    return _texts(value) and all(map(is_period, value)) and value == sorted(value)


def _is_side(value: Any) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("side")):
        return False
    names = value.get("names", {})
    return isinstance(names, dict) and all(
        LANGUAGE.fullmatch(code) and _is_text(name) for code, name in names.items()
    )


def _is_sides(value: Any) -> bool:
    sides = isinstance(value, list) and value != [] and all(map(_is_side, value))
    return sides and len({each["side"] for each in value}) == len(value)


def _is_leaders(value: Any) -> bool:
    return isinstance(value, dict) and all(
        LANGUAGE.fullmatch(code)
        and isinstance(words, list)
        and len(words) == 2
        and all(map(_is_text, words))
        for code, words in value.items()
    )


def _is_sample(value: Any) -> bool:
    return isinstance(value, dict) and all(
        LANGUAGE.fullmatch(code) and _is_text(told) for code, told in value.items()
    )


def _is_series(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_texts, value.values()))


def _is_origin(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("columns", {}), dict):
        return False
    return all(_is_text(value.get(key, "-")) for key in ("file", "address", "form"))


KEYS = {
    "turns": (
        _is_turns,
        "days, months or years, the earliest first, such as ['2022-02-24']",
    ),
    "languages": (_is_languages, "codes of BCP 47, each once, such as ['en', 'zh-Hant']"),
    "sides": (
        _is_sides,
        "a list of sides, each once, such as [{'side': 'FRA', 'names': {'en': 'France'}}]",
    ),
    "leaders": (
        _is_leaders,
        "a word and its plural by language, such as {'en': ['minister', 'ministers']}",
    ),
    "sample": (
        _is_sample,
        "how documents were chosen, by language, such as {'en': 'all minutes of the council'}",
    ),
    "frame": (
        _is_sample,
        "what the frame lists, by language, such as {'en': 'all sittings of the council'}",
    ),
    "series": (_is_series, "lists of indicators, such as {'flows': ['exports'], 'shares': []}"),
    "founding": (_is_text, "the family of documents with which the record began"),
    "origin": (
        _is_origin,
        "a file, its form and its columns, such as {'file': 'coded.xlsx', 'form': 'coded'}",
    ),
}
