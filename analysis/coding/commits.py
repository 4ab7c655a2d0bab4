"""Changes the tables of a study row by row, and keeps the log of it beside them.

The log is written first and the tables after it, while no other session writes: what was begun by a
killed process is carried through by the next one, and what was acknowledged stands in both. The
tables are the truth: what another program has changed in one is found by its hash, and enters the
log as done elsewhere, before anything else is written.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.coding.changes import (
    Change,
    Row,
    changed,
    differences,
    inverse,
    records,
    rows_of,
)
from analysis.coding.journal import Journal, append, hear, next_number, take
from analysis.coding.log import LOG, Entry, changes_of, entry, undoable
from analysis.coding.storage import digest, table_text, write_tables
from analysis.errors import InputError
from analysis.files.lock import locked
from analysis.files.unwritten import told as unwritten
from analysis.tables.csv_text import MARK


def commit(
    journal: Journal,
    by: str,
    deed: str,
    wanted: Sequence[Change] | Callable[[], Sequence[Change]],
    tables: Sequence[str] = (),
    **more: object,
) -> Entry:
    """Change the tables, all or none, and return the entry of the log.

    Changes that depend on what stands in `tables` are given as a function, which is called once
    nobody else can write. Raises `InputError` when a row is no longer as it was, a table cannot be
    read, or nothing can be written: nothing is then.
    """
    with held(journal):
        _look(journal, tables)
        changes = list(wanted() if callable(wanted) else wanted)
        tables = list(dict.fromkeys(each.table for each in changes))
        _look(journal, tables)
        before = {table: table_text(journal.folder, table, journal.headers) for table in tables}
        texts = {table: _changed(journal, before[table], table, changes) for table in tables}
        hashes = {table: digest(text) for table, text in texts.items()}
        told = entry(next_number(journal), by, deed, changes, hashes, **more)
        size = journal.read
        append(journal, told)
        try:
            _unless_written(journal, before)
            write_tables(journal.folder, texts)
        except BaseException:
            _forget(journal, size, before, texts)
            raise
        take(journal, told)
        with suppress(InputError):  # the tables tell it too
            append(journal, {"done": told["n"]})
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
    hear(journal)
    if journal.open:
        _carry_through(journal, journal.open)
    return [told for table in tables if (told := _elsewhere(journal, table))]


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
    append(journal, {"done": told["n"]})
    journal.open = None


def _elsewhere(journal: Journal, table: str) -> Entry | None:
    """Log what another program did to a table since; at first sight, the table."""
    text = table_text(journal.folder, table, journal.headers)
    now = digest(text)
    if journal.hashes.get(table) == now:
        return None
    if table not in journal.known:
        there = [cells for cells, _ in records(text.removeprefix(MARK)) if cells]
        told = entry(next_number(journal), "", "begin", (), {table: now}, rows={table: there})
        append(journal, told)
        take(journal, told)
        return None
    changes = differences(table, journal.known[table], rows_of(text), journal.keys(table))
    told = entry(next_number(journal), "", "elsewhere", changes, {table: now})
    append(journal, told)
    take(journal, told)
    return told
