"""One article of a file: its paragraphs, and what the file says of it."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from analysis.errors import InputError
from analysis.places import how_to_install

BETWEEN = "\n\n"
"""What parts two paragraphs in the text over which places are counted."""


class Article(NamedTuple):
    """An article; what its file does not tell is empty. `told` is what a reader should know."""

    file: str
    part: int = 0
    """Its place in a file of several, from 1; 0 in a file of one."""
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    paragraphs: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it goes by in its folder, such as `files.docx#2`."""
        return f"{self.file}#{self.part}" if self.part else self.file

    @property
    def text(self) -> str:
        """The text in which places are counted, letter by letter."""
        return BETWEEN.join(self.paragraphs)

    @property
    def hash(self) -> str:
        """The SHA-256 of the text."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def lines(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return texts with single spaces, without those that are blank."""
    return tuple(line for text in texts if text and (line := " ".join(text.split())))


def beginning(path: Path, count: int) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(count)


def extra(module: str) -> ModuleType:
    """Import a module of the extra `texts`, or raise `InputError` that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        install = how_to_install("texts")
        raise InputError(f"{name}: not installed; expected it, by {install}") from error


def as_date(text: str) -> str:
    """Return the day that a line tells in any of many languages, or nothing.

    >>> as_date("July 2, 2019 Tuesday 9:33 AM GMT"), as_date("9 Mai 1998"), as_date("Section: 5")
    ('2019-07-02', '1998-05-09', '')
    """
    if len(text) > 60 or not any(part.isdecimal() for part in text.split()):
        return ""
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False}
    found: datetime | None = None
    words = text.replace(",", " ").split()
    for end in range(len(words), 2, -1):  # without the day of the week and the hour
        found = extra("dateparser").parse(" ".join(words[:end]), settings=settings)
        if found:
            break
    return found.date().isoformat() if found else ""
