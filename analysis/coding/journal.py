"""What the log of a study tells: the deeds in their order, and the tables as they left them."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.coding.changes import Key, Row, keyed
from analysis.coding.log import LOG, Entry, changes_of, line, read_log
from analysis.files.unwritten import told as unwritten

Keys = Callable[[str], Sequence[str]]


@dataclass
class Journal:
    """The log as far as it was read, and the tables as it knows them.

    `keys` gives the fields by which the rows of a table are known, `headers` the header of each
    table that is the desk's own and may not be there yet.
    """

    folder: Path
    keys: Keys
    headers: dict[str, str] = field(default_factory=dict)
    read: int = 0
    entries: list[Entry] = field(default_factory=list)
    known: dict[str, dict[Key, Row]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    open: Entry | None = None
    """The last entry, when nothing tells yet that its tables are written."""


def peek(journal: Journal) -> None:
    """Read the log as far as it goes, and write nothing; for who only looks."""
    found, end = read_log(journal.folder / LOG, journal.read)
    for told in found:
        _heard(journal, told)
    journal.read = end


def hear(journal: Journal) -> None:
    """Read on in the log, whose lock is held, and cut off what a killed writer left of a line."""
    path = journal.folder / LOG
    size = path.stat().st_size if path.is_file() else 0
    if size < journal.read:  # another log was put in its place
        journal.read, journal.entries, journal.known, journal.hashes = 0, [], {}, {}
        journal.open = None
    if size == journal.read:
        return
    found, end = read_log(path, journal.read)
    if end < size:
        os.truncate(path, end)
    journal.read = end
    for told in found:
        _heard(journal, told)


def _heard(journal: Journal, told: Entry) -> None:
    if "done" in told:
        journal.open = None
    else:
        take(journal, told)


def take(journal: Journal, told: Entry) -> None:
    """Let the journal know an entry."""
    for table, rows_ in told.get("rows", {}).items():
        (header, *cells) = rows_
        key = journal.keys(table)
        there = (dict(zip(header, each, strict=False)) for each in cells)
        journal.known[table] = {keyed(row, key): row for row in there}
    for table, before, after in changes_of(told):
        known, key = journal.known.setdefault(table, {}), journal.keys(table)
        if before is not None:
            known.pop(keyed(before, key), None)
        if after is not None:
            known[keyed(after, key)] = after
    journal.hashes |= told.get("hashes", {})
    journal.entries.append(told)
    journal.open = None if told["deed"] in ("begin", "elsewhere") else told


def next_number(journal: Journal) -> int:
    """Return the number of the next entry."""
    return 1 + max((told["n"] for told in journal.entries), default=0)


def append(journal: Journal, told: Entry) -> None:
    """Add an entry to the log, on the disk before anything else is done."""
    path, raw = journal.folder / LOG, line(told)
    with unwritten(path):
        before = path.stat().st_size if path.is_file() else 0
        try:
            with path.open("ab") as file:
                file.write(raw)
                file.flush()
                if "done" not in told:
                    os.fsync(file.fileno())
        except OSError:
            if path.is_file():
                os.truncate(path, before)
            raise
    journal.read = before + len(raw)
