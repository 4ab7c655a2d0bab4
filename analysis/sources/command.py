"""What `new NAME --from FILE` and `new NAME --refresh` do, and the form of their pairs."""

import argparse
from collections.abc import Iterator

from analysis.errors import InputError, one_of, problem
from analysis.places import near
from analysis.sources.records import FIELDS
from analysis.sources.refresh import new_from, refresh

OPTIONS = ("scale", "date_format", "sheet", "encoding", "statement_type", "cells")


def new_of_file(options: argparse.Namespace) -> int:
    """Write a study made of a file, or refresh it, and tell what was written; return 0.

    Where edited tables were not replaced, return 1.
    """
    return _refreshed(options) if options.refresh else _made(options)


def _made(options: argparse.Namespace) -> int:
    columns = pairs("--map", options.map, FIELDS)
    given = {name: getattr(options, name) for name in OPTIONS} | {"language": options.languages}
    given |= {"states": options.states}
    given |= {"values": values(options.values), "split": pairs("--split", options.split, FIELDS)}
    given = {name: value for name, value in given.items() if value}
    folder, study = new_from(options.name, options.source, columns, **given)
    print(f"{near(folder)}\n{study}\nIts figures:\n  atlas run -p study {options.name}")
    return 0


def _refreshed(options: argparse.Namespace) -> int:
    done = refresh(options.name, options.source)
    print("\n".join(done.changes))
    if not done.edited:
        print(f"written: {near(done.folder)}")
        return 0
    print(f"edited since it was made, and not replaced: {', '.join(done.edited)}")
    print(f"the new tables stand beside, in {near(done.folder)}; take over what you want of them")
    return 1


def pairs(option: str, words: list[str], fields: tuple[str, ...]) -> dict[str, str]:
    """Return the field and column of each word; the column may hold the sign of equality too.

    >>> pairs("--map", ["actor=Who", "sector=a=b"], FIELDS)
    {'actor': 'Who', 'sector': 'a=b'}
    """
    split = [word.partition("=") for word in words]
    if wrong := [*_misformed(option, words, fields)]:
        raise InputError(wrong)
    return {field: column for field, _, column in split}


def _misformed(option: str, words: list[str], fields: tuple[str, ...]) -> Iterator[str]:
    seen = set()
    for word in words:
        field, sign, column = word.partition("=")
        if not sign or not column:
            yield problem("", None, option, word, "expected FIELD=NAME, such as actor=Organisation")
        elif field not in fields:
            yield problem("", None, option, field, one_of(field, fields), wrong="is no field")
        elif field in seen:
            yield problem("", None, option, field, "expected it once", wrong="is given twice")
        seen.add(field)


def values(words: list[str]) -> dict[str, dict[str, float | str | None]]:
    """Return the values of texts by field; a number is one, and nothing is a missing value.

    >>> values(["stance:yes=1,no=-1", "actor:Govt=Government"])
    {'stance': {'yes': 1, 'no': -1}, 'actor': {'Govt': 'Government'}}
    """
    found: dict[str, dict[str, float | str | None]] = {}
    for word in words:
        field, colon, rest = word.partition(":")
        parts = [part.rpartition("=") for part in rest.split(",")]
        if not colon or not field or not all(sign and text for text, sign, _ in parts):
            expected = "expected FIELD:TEXT=VALUE,..., such as stance:yes=1,no=-1"
            raise InputError(problem("", None, "--values", word, expected))
        found.setdefault(field, {}).update({text: _value(value) for text, _, value in parts})
    return found


def _value(text: str) -> float | str | None:
    try:
        number = float(text)
    except ValueError:
        return text or None
    return int(number) if number % 1 == 0 else number
