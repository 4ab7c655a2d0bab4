"""A coder's session at the desk: the tables and texts it knows, kept as they stand in the files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.coding.changes import Change, Row
from analysis.coding.commits import commit, look
from analysis.coding.desk_tables import (
    DONE,
    OWN,
    OWN_HEADERS,
    REMARKS,
    TEXTS,
    coding_name,
    journal_of,
    own_rows,
    path_in,
    watched,
)
from analysis.coding.document_list import listed, unlisted
from analysis.coding.journal import Journal, peek
from analysis.coding.learned import Memory
from analysis.coding.library import Library, article, of_documents
from analysis.coding.log import LOG, Entry, changes_of
from analysis.coding.rows import Tables, read
from analysis.coding.storage import digest, table_text
from analysis.coding.suggest import Index, index
from analysis.coding.texts.article import Article
from analysis.files.unwritten import Unwritten
from analysis.study.package import read_package
from analysis.study.resources import by_name
from analysis.tables.study_tables import read_cells


@dataclass
class Session:
    """Who codes, in which language, the texts, and the tables as last read."""

    folder: Path
    coder: str
    language: str
    library: Library
    document: str = ""
    name: str = ""
    """The text that is open, by its name; empty when the document has none yet."""
    pasted: dict[str, Article] = field(default_factory=dict)
    tables: Tables | None = None
    package: dict = field(default_factory=dict)
    journal: Journal | None = None
    seen: list[tuple] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    learned_from: pd.DataFrame | None = None
    found: tuple[Index, Index] | None = None
    """Names of actors and of sectors, as they are looked for in texts."""


def refresh(session: Session) -> bool:
    """Read the tables anew if a file has changed, and return whether one had.

    What another program changed enters the log, where there is one: who only looks writes nothing.
    """
    if session.tables and _state(session) == session.seen:
        return False
    if session.tables and _heard_all(session):
        return True
    session.package = read_package(session.folder)
    session.tables = read(session.folder, session.coder)
    if session.journal is None:
        session.journal = journal_of(session.folder, session.package)
    _listen(session)
    session.found = index(session.tables.actors), index(session.tables.sectors)
    session.seen = _state(session)
    return True


def _heard_all(session: Session) -> bool:
    """Follow what other desks wrote, as the log tells; return whether nothing else was written."""
    if not (session.folder / LOG).is_file() or _state(session)[:1] != session.seen[:1]:
        return False
    known = len(session.journal.entries)
    look(session.journal)
    texts_ = {name: table_text(session.folder, name, OWN_HEADERS) for name in _watched(session)}
    if any(digest(text) != session.journal.hashes.get(name) for name, text in texts_.items()):
        return False
    return _followed(session, session.journal.entries[known:])


def _followed(session: Session, entries: Sequence[Entry]) -> bool:
    """Follow entries of the log, if they change nothing but rows and the desk's own tables."""
    own = {table_name(session), *OWN}
    changes = [change for told in entries for change in changes_of(told)]
    if not changes or any(told["deed"] in ("begin", "elsewhere") for told in entries):
        return False
    if any(change.table not in own for change in changes):
        return False
    for told in entries:
        follow(session, changes_of(told))
    return True


def _listen(session: Session) -> None:
    """Let the journal hear what others did."""
    if not (session.folder / LOG).is_file():
        return
    try:
        look(session.journal, _watched(session))
    except Unwritten:  # a study that may only be read
        peek(session.journal)


def _watched(session: Session) -> list[str]:
    return [*watched(session.folder, session.tables.files), *OWN]


def _state(session: Session) -> list[tuple]:
    """Return what changes with each file that a session rests on."""
    files = (
        [*session.tables.files, *(session.folder / own for own in OWN)] if session.tables else []
    )
    stats = [file.stat() if file.is_file() else None for file in files]
    return [(stat.st_mtime_ns, stat.st_size, stat.st_ino) if stat else () for stat in stats]


def done(
    session: Session,
    deed: str,
    changes: Sequence[Change] | Callable[[], Sequence[Change]],
    **more: object,
) -> Entry:
    """Make changes and log them; what the session knows of statements is changed with them.

    Given as a function, they are asked for when nobody else can write.
    """
    if not (session.folder / LOG).is_file():
        look(session.journal, _watched(session))
    before = len(session.journal.entries)
    mine = [table_name(session)]
    told = commit(session.journal, session.coder, deed, changes, mine, **more)
    catch_up(session, before)
    return told


def catch_up(session: Session, before: int) -> None:
    """Let the session know what it and others did since its log had so many entries."""
    if not _followed(session, session.journal.entries[before:]):
        session.seen = []
        refresh(session)


def follow(session: Session, changes: Sequence[Change]) -> None:
    """Let the session know changes that are made; those of statements without reading all anew."""
    mine = table_name(session)
    if any(each.table != mine and each.table not in OWN for each in changes):
        session.seen = []
        refresh(session)
        return
    table = session.tables.statements
    said = [each for each in changes if each.table == mine]
    gone = [each.before["statement_id"] for each in said if each.before]
    new = [each.after for each in said if each.after]
    kept = table[~table["statement_id"].isin(gone)]
    added = pd.DataFrame(new, columns=table.columns, dtype="str")
    start = int(max(table.index, default=1)) + 1
    added.index = pd.RangeIndex(start, start + len(added))
    session.tables = session.tables._replace(statements=pd.concat([kept, added]) if new else kept)
    session.seen = _state(session)


def table_name(session: Session) -> str:
    """Return the coder's table, as the log names it."""
    return path_in(session.folder, session.tables.path)


def coding(session: Session) -> str:
    """Return by what name the desk's own tables know the coder's table."""
    return coding_name(table_name(session))


def is_second(session: Session) -> bool:
    """Tell whether the coder has a table of their own, and sees nothing of the first coding."""
    return coding(session) != "statements"


def rows_of_document(session: Session, document: str) -> list[Row]:
    """Return the rows of a document in the order of their numbers."""
    table = session.tables.statements
    rows = table[table["document_id"] == document].to_dict("records")
    return sorted(rows, key=lambda row: (len(row["statement_id"]), row["statement_id"]))


def row_of(session: Session, name: str) -> Row | None:
    """Return a row by its id."""
    table = session.tables.statements
    found = table[table["statement_id"] == name].to_dict("records")
    return found[0] if found else None


def remarks(session: Session) -> dict[str, Row]:
    """Return what is remarked of statements and documents of this coding, by their ids."""
    return {row["id"]: row for row in own_rows(session.journal, REMARKS, coding=coding(session))}


def texts(session: Session) -> dict[str, str]:
    """Return the name of the text of each document."""
    known = {row["document_id"]: row["file"] for row in own_rows(session.journal, TEXTS)}
    ids = session.tables.documents.get("document_id", pd.Series(dtype="str")).tolist()
    return of_documents(session.library.places, ids, known)


def documents(session: Session) -> list[dict]:
    """Return the list of documents, after the texts that are of no document yet."""
    named = texts(session)
    marks = {name for name, row in remarks(session).items() if row["mark"] == DONE}
    first = _first(session) if is_second(session) else None
    lines = listed(session.tables.documents, session.tables.statements, first, marks, named)
    its = session.library
    return [*unlisted(its.places, named, its.listed, its.twins), *lines]


def opened(session: Session) -> Article | None:
    """Return the text that is open, or nothing when there is none to be had."""
    if session.document in session.pasted:
        return session.pasted[session.document]
    return article(session.library, session.name) if session.name else None


def opened_quietly(session: Session) -> Article | None:
    """Return the text that is open, or nothing where its file cannot be read."""
    try:
        return opened(session)
    except ValueError:
        return None


def _first(session: Session) -> pd.DataFrame:
    resource = by_name(session.package)["statements"]
    path = session.folder / resource["path"]
    cells, _ = read_cells(path, resource["schema"])
    return pd.DataFrame({"document_id": []}) if cells is None else cells
