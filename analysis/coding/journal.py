"""Changes the tables of a study row by row, and keeps the log of it beside them.

The log is written first and the tables after it, while no other session writes: what was begun by a
killed process is carried through by the next one, and what was acknowledged stands in both. The
tables are the truth: what another program has changed in one is found by its hash, and enters the
log as done elsewhere, before anything else is written.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from analysis.coding.changes import (
    Change,
    Key,
    Row,
    changed,
    differences,
    inverse,
    keyed,
    records,
    rows_of,
)
from analysis.coding.log import LOG, Entry, changes_of, entry, line, read_log, undoable
from analysis.coding.storage import digest, table_text, write_tables
from analysis.errors import InputError
from analysis.files.lock import locked
from analysis.files.unwritten import told as unwritten
from analysis.tables.csv_text import MARK

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


def commit(
    journal: Journal, by: str, deed: str, changes: Sequence[Change], **more: object
) -> Entry:
    """Change the tables, all or none, and return the entry of the log.

    Raises `InputError` when a row is no longer as it was, a table cannot be read, or nothing can be
    written: nothing is then.
    """
    tables = list(dict.fromkeys(each.table for each in changes))
    with held(journal):
        _look(journal, tables)
        before = {table: table_text(journal.folder, table, journal.headers) for table in tables}
        texts = {table: _changed(journal, before[table], table, changes) for table in tables}
        hashes = {table: digest(text) for table, text in texts.items()}
        told = entry(_next(journal), by, deed, changes, hashes, **more)
        size = journal.read
        _append(journal, told)
        try:
            _unless_written(journal, before)
            write_tables(journal.folder, texts)
        except BaseException:
            _forget(journal, size, before, texts)
            raise
        _take(journal, told)
        with suppress(InputError):  # the tables tell it too
            _append(journal, {"done": told["n"]})
        journal.open = None
    return told


def _changed(journal: Journal, text: str, table: str, changes: Sequence[Change]) -> str:
    mine = [each for each in changes if each.table == table]
    return changed(text, journal.keys(table), mine)


def _unless_written(journal: Journal, before: dict[str, str]) -> None:
    for table, text in before.items():
        if table_text(journal.folder, table, journal.headers) != text:
            name = Path(table).name
            raise InputError(f"{name}: another program has just written it; try again")


def _forget(journal: Journal, size: int, before: dict[str, str], after: dict[str, str]) -> None:
    """Take out of log and tables what was written in part; nobody was told of it."""
    with suppress(OSError):
        os.truncate(journal.folder / LOG, size)
        journal.read = size
        mine = [
            table
            for table, text in after.items()
            if table_text(journal.folder, table, journal.headers) == text
        ]
        write_tables(journal.folder, {table: before[table] for table in mine})


def take_back(journal: Journal, by: str) -> Entry:
    """Undo the last thing that a coder did, whenever that was; an `InputError` where none is."""
    look(journal)
    done, _ = undoable(journal.entries, by)
    if not done:
        raise InputError("undo: nothing is left to take back")
    changes = inverse(changes_of(done[-1]))
    return commit(journal, by, "undo", changes, of=done[-1]["n"])


def do_again(journal: Journal, by: str) -> Entry:
    """Do again what was undone last; an `InputError` where nothing was."""
    look(journal)
    _, back = undoable(journal.entries, by)
    if not back:
        raise InputError("redo: nothing was taken back since")
    return commit(journal, by, "redo", changes_of(back[-1]), of=back[-1]["n"])


def look(journal: Journal, tables: Iterable[str] = ()) -> list[Entry]:
    """Read what others wrote, and return what was done elsewhere to tables, which is logged."""
    with held(journal):
        return _look(journal, tables)


def peek(journal: Journal) -> None:
    """Read the log as far as it goes, and write nothing; for who only looks."""
    found, end = read_log(journal.folder / LOG, journal.read)
    for told in found:
        _heard(journal, told)
    journal.read = end


def held(journal: Journal):
    """Hold the log of a study, as one session at a time does."""
    path = journal.folder / LOG
    with unwritten(path):
        path.parent.mkdir(exist_ok=True)
    return locked(path)


def rows(journal: Journal, table: str) -> list[Row]:
    """Return the rows of a table as they stand in the file."""
    return rows_of(table_text(journal.folder, table, journal.headers))


def _look(journal: Journal, tables: Iterable[str]) -> list[Entry]:
    _read_on(journal)
    if journal.open:
        _carry_through(journal, journal.open)
    return [told for table in tables if (told := _elsewhere(journal, table))]


def _read_on(journal: Journal) -> None:
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
        _take(journal, told)


def _take(journal: Journal, told: Entry) -> None:
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


def _carry_through(journal: Journal, told: Entry) -> None:
    """Write what a killed process had logged and not written, unless the tables say otherwise."""
    texts = {}
    for table in told["hashes"]:
        now = table_text(journal.folder, table, journal.headers)
        if digest(now) == told["hashes"][table]:
            continue
        mine = [each for each in changes_of(told) if each.table == table]
        try:
            texts[table] = changed(now, journal.keys(table), mine)
        except InputError:  # it was edited since: that is the truth
            continue
    write_tables(journal.folder, texts)
    journal.hashes |= {table: digest(text) for table, text in texts.items()}
    _append(journal, {"done": told["n"]})
    journal.open = None


def _elsewhere(journal: Journal, table: str) -> Entry | None:
    """Log what another program did to a table since; at first sight, the table."""
    text = table_text(journal.folder, table, journal.headers)
    now = digest(text)
    if journal.hashes.get(table) == now:
        return None
    if table not in journal.known:
        there = [cells for cells, _ in records(text.removeprefix(MARK)) if cells]
        told = entry(_next(journal), "", "begin", (), {table: now}, rows={table: there})
        _append(journal, told)
        _take(journal, told)
        return None
    changes = differences(table, journal.known[table], rows_of(text), journal.keys(table))
    told = entry(_next(journal), "", "elsewhere", changes, {table: now})
    _append(journal, told)
    _take(journal, told)
    return told


def _next(journal: Journal) -> int:
    return 1 + max((told["n"] for told in journal.entries), default=0)


def _append(journal: Journal, told: Entry) -> None:
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
