"""Messages of the library in the words of the command line: its options, not Python's arguments."""

import re
import shlex
import warnings
from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager

from analysis.errors import InputError
from analysis.tables.raw import as_text

_NAMES = ("date_format", "sheet", "encoding", "statement_type", "cells", "scale", "split")
_ENDS = "such as (-1, 1)"
_FIELDS = "actor|sector|stance|date|document|speaker|target|relation|title|publisher|url|family"
_VALUES = re.compile(r"\bvalues=(\{.*\})")
_GIVEN = re.compile(rf"\b({'|'.join(_NAMES)})=(?:('[^']*')|\(([^)]*)\))?")
_TOLD = re.compile(rf"(?:^({'|'.join(_NAMES)}|language)(?=:)|(?<= of )(date_format)\b)")
_NO_COLUMN = re.compile(
    rf"(?:no column is given for |^[^:]*: )({_FIELDS})(?:; |: no code is given; )"
)


def spoken(line: str) -> str:
    """Return a message with options in place of arguments.

    >>> spoken("expected date_format='%d.%m.%y' or '%m.%d.%y'")
    "expected --date-format '%d.%m.%y' or '%m.%d.%y'"
    >>> spoken("usual words; expected values={'stance': {'ja': 1, 'nein': -1}}")
    'usual words; expected --values stance:ja=1,nein=-1'
    """
    line = _VALUES.sub(lambda found: _values(found[1]), line)
    line = _GIVEN.sub(_option, line)
    line = _TOLD.sub(lambda found: _dashed(found[1] or found[2]), line)
    line = line.replace(_ENDS, "such as -1,1")
    mapped = _NO_COLUMN.search(line)
    return f"{line} (--map {mapped[1]}=...)" if mapped else line


@contextmanager
def in_options() -> Iterator[None]:
    """Let notes and refusals meanwhile name options."""
    with warnings.catch_warnings():
        told = warnings.showwarning
        warnings.showwarning = lambda note, *rest: told(spoken(str(note)), *rest)
        try:
            yield
        except InputError as error:
            error.args = ("\n".join(map(spoken, str(error).splitlines())),)
            raise


def _dashed(name: str) -> str:
    return "--languages" if name == "language" else f"--{name.replace('_', '-')}"


def _option(found: re.Match) -> str:
    """Return `--cells counts` for `cells='counts'`, and `--sheet` for `sheet=`."""
    name, text, ends = found.groups()
    if ends:
        return f"{_dashed(name)}={ends.replace(' ', '')}"
    return f"{_dashed(name)} {text}" if text else _dashed(name)


def _values(written: str) -> str:
    """Return meanings of texts as `--values` takes them."""
    try:
        fields = literal_eval(written)
        words = [f"{field}:{_pairs(told)}" for field, told in fields.items()]
    except (ValueError, SyntaxError, AttributeError):
        return f"--values FIELD:TEXT=VALUE,... for {written}"
    return " ".join(["--values", *map(shlex.quote, words)])


def _pairs(told: dict) -> str:
    return ",".join(
        f"{text}={'' if value is None else as_text(value)}" for text, value in told.items()
    )
