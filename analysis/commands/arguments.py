"""The words of a command line: -p in its two forms, numbers, and files of parameters."""

import argparse
import json
import re
from pathlib import Path

from analysis.errors import InputError

LONGEST_TIMEOUT = 1e6  # seconds, eleven days
HOLD = "="
"""Stands before the words of -p: argparse takes a value that begins with - for an option."""
PAIR = re.compile(r"([^\W\d]\w*)=(.*)", re.S)


def held(words: list[str]) -> list[str]:
    """Return the words with each `-p name value` and `-p name=value` as one form that is held.

    >>> held(["run", "-p", "seed=-1", "-p", "since", "2024"])
    ['run', '-p', '=seed', '=-1', '-p', '=since', '=2024']
    """
    kept, rest = [], list(words)
    while rest and rest[0] != "--":
        kept.append(rest.pop(0))
        if kept[-1] == "-p" and rest:
            pair = PAIR.fullmatch(rest[0])
            count = 1 if pair else 2
            given = list(pair.groups()) if pair else rest[:2]
            if len(given) == 2:
                kept += [HOLD + word for word in given]
                rest = rest[count:]
    return kept + rest


def freed(word: str) -> str:
    """Return a word of -p as it was given."""
    return word.removeprefix(HOLD)


def seconds(text: str) -> float:
    """Read a number of seconds."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError(f"{text!r}; expected seconds, more than 0")
    return number


def ends(text: str) -> tuple[float, float]:
    """Read the two ends of a scale."""
    try:
        low, high = map(float, text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}; expected two numbers, as in -1,1") from None
    return low, high


def count(text: str) -> int:
    """Read a number of things, at least one."""
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}; expected a whole number from 1")
    return int(text[:9])


def from_file(path: Path) -> list[tuple[str, str]]:
    """Return the parameters of a file in YAML or JSON as (name, text) pairs.

    Words of YAML are read as `runs.axes` tells. Raises `InputError` for what is no mapping of
    names to texts, numbers, true, false or lists of these.
    """
    from analysis.runs.parameters import to_text

    content = _json(path) if path.suffix.lower() == ".json" else _yaml(path)
    if not isinstance(content, dict):
        raise InputError(f"{path.name}: expected parameters, such as 'language: fr'")
    problems = [
        f"{path.name}: {name!r} is {value!r:.60}; expected a text, number, true, false or list"
        for name, value in content.items()
        if not isinstance(name, str) or not all(map(_plain, _items(value)))
    ]
    if problems:
        raise InputError(problems)
    return [(name, to_text(value)) for name, value in content.items()]


def _plain(value: object) -> bool:
    return isinstance(value, str | bool | int | float)


def _items(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _yaml(path: Path) -> object:
    from analysis.runs.axes import read_axes

    return read_axes(path)


def _json(path: Path) -> object:
    from analysis.runs.axes import MOST_BYTES

    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name}: longer than {MOST_BYTES} bytes; expected a few parameters")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name}: {error}; expected JSON in UTF-8") from None
