"""A coder's session with one document: each message of the pane, and the answer to it.

Messages and answers are plain dictionaries, sent as such and never kept with the notebook.
"""

from dataclasses import dataclass, field
from pathlib import Path

from analysis.coding.append import RowError, add, take_back
from analysis.coding.form import page
from analysis.coding.prompts import PARAPHRASE, asked
from analysis.coding.rows import Tables, check, next_id, read, title_of
from analysis.coding.text import copied, paragraphs
from analysis.errors import InputError

MOST_TOLD = 8


@dataclass
class Session:
    """Who codes what, the numbered paragraphs, and the rows added so far."""

    folder: Path
    document: str
    coder: str
    language: str
    texts: list[tuple[int, str]] = field(default_factory=list)
    added: list[dict[str, str]] = field(default_factory=list)
    tables: Tables | None = None
    seen: list[tuple] = field(default_factory=list)


def answer(session: Session, message: dict) -> dict:
    """Do what a message of the pane asks, and return the answer; what went wrong is told in it.

    The `kind` of a message is `open`, `text`, `check`, `save` or `undo`.
    """
    deeds = {"open": _open, "text": _text, "check": _check, "save": _save, "undo": _undo}
    back = {name: message[name] for name in ("view", "number") if name in message}
    try:
        return back | deeds[message["kind"]](session, message)
    except RowError as error:
        return back | {"faults": error.faults, "refused": True}
    except InputError as error:
        problems = error.problems
        more = [f"and {len(problems) - MOST_TOLD} more"] if len(problems) > MOST_TOLD else []
        return back | {"problems": problems[:MOST_TOLD] + more}
    except OSError as error:
        name = Path(error.filename).name if error.filename else "file"
        return back | {"problems": [f"{name}: {error.strerror or error}; nothing was written"]}


def refresh(session: Session) -> bool:
    """Read the tables anew if a file has changed, and return whether one had."""
    files = session.tables.files if session.tables else []
    state = _state(files)
    if files and state == session.seen:
        return False
    session.tables = read(session.folder, session.coder)
    session.seen = state or _state(session.tables.files)
    return True


def _page(session: Session) -> dict:
    return page(session.tables, session.document, session.texts, session.added, session.language)


def _open(session: Session, message: dict) -> dict:
    refresh(session)
    return {"page": _page(session)}


def _text(session: Session, message: dict) -> dict:
    refresh(session)
    session.texts = paragraphs(message["text"], title_of(session.tables, session.document))
    return {"page": _page(session)}


def _check(session: Session, message: dict) -> dict:
    told = {"page": _page(session)} if refresh(session) else {}
    return told | {"faults": _faults(session, _row(session, message))}


def _save(session: Session, message: dict) -> dict:
    refresh(session)
    row = _row(session, message)
    if faults := _faults(session, row):
        raise RowError(faults)
    session.added.append(add(session.folder, row))
    refresh(session)
    return {"page": _page(session), "saved": session.added[-1]["statement_id"]}


def _undo(session: Session, message: dict) -> dict:
    rows = [row for row in session.added if row["statement_id"] == message["id"]]
    if not rows:
        return {"page": _page(session)}
    [row] = rows
    take_back(session.folder, row)
    session.added.remove(row)
    refresh(session)
    return {"page": _page(session), "undone": row}


def _row(session: Session, message: dict) -> dict[str, str]:
    """Return the row that a form gives, with single spaces, and with what the session knows."""
    given = message.get("row", {})
    cells = {name: " ".join(str(given.get(name) or "").split()) for name in _asked(session)}
    return cells | {"document_id": session.document, "coder": session.coder}


def _faults(session: Session, row: dict[str, str]) -> dict[str, str]:
    number = next_id(session.document, session.tables.statements["statement_id"])
    faults = check({"statement_id": number} | row, session.tables)
    for name in [name for name in _asked(session) if name.startswith(PARAPHRASE)]:
        if run := copied(row[name], [text for _, text in session.texts]):
            faults.setdefault(name, f"copies “{run}”; expected words of your own")
    return faults


def _asked(session: Session) -> list[str]:
    return asked(session.tables.schema)


def _state(files: list[Path]) -> list[tuple]:
    """Return what changes with each file."""
    stats = [file.stat() for file in files]
    return [(stat.st_mtime_ns, stat.st_size, stat.st_ino) for stat in stats]
