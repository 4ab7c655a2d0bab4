"""What a coder does to rows: check, save, change, delete, mark, and take back."""

from analysis.coding.changes import Change, Row
from analysis.coding.commits import do_again, take_back
from analysis.coding.desk_tables import REMARKS, SPANS, TEXTS, own_rows
from analysis.coding.desk_view import row_shown, spans_shown
from analysis.coding.doubted import doubts_of
from analysis.coding.entered import faults, form_row, new_id, undo_told
from analysis.coding.log import changes_of, history
from analysis.coding.opening import about, open_desk, page
from analysis.coding.rules import codebook_of, rules
from analysis.coding.session import (
    Session,
    catch_up,
    coding,
    done,
    opened_quietly,
    refresh,
    remarks,
    row_of,
    table_name,
)
from analysis.coding.text_spans import anchor
from analysis.errors import InputError, Problem


class Refused(InputError):
    """A row cannot be written; `faults` says why, field by field."""

    def __init__(self, found: dict[str, str]) -> None:
        self.faults = found
        super().__init__(
            Problem(f"{name}: {told}", field=name, expectation=told) for name, told in found.items()
        )


def check_row(session: Session, message: dict) -> dict:
    """Tell what is wrong with a row while it is typed."""
    told = {"page": page(session)} if refresh(session) else {}
    return told | {"faults": _faults(session, message), "doubts": _doubts(session, message)}


def save_row(session: Session, message: dict) -> dict:
    """Add a row, or change one of the coder's own, and return it as it is listed.

    Raises `Refused` for a wrong row.
    """
    refresh(session)
    if found := _faults(session, message):
        raise Refused(found)
    before = _own_row(session, message["id"]) if message.get("id") else None
    offered = {"offered": message["offered"]} if message.get("offered") else {}

    def changes() -> list[Change]:
        row = _whole_row(session, message, before)  # with a number that nobody else took
        change = Change(table_name(session), before, row)
        return [change, *_span(session, message, row), *_text_of_document(session)]

    told = done(session, "edit" if before else "add", changes, **offered)
    name = changes_of(told)[0].after["statement_id"]
    return told_after(session, [name]) | {"saved": name}


def delete_row(session: Session, message: dict) -> dict:
    """Take a row of the coder's own out, with its span and what was remarked of it."""
    refresh(session)
    row = _own_row(session, message["id"])
    name = row["statement_id"]
    own = [
        *((SPANS, each) for each in own_rows(session.journal, SPANS, **_named(session, name))),
        *((REMARKS, each) for key, each in remarks(session).items() if key == name),
    ]
    changes = [Change(table_name(session), row, None)]
    done(session, "delete", changes + [Change(table, each, None) for table, each in own])
    return told_after(session, [name]) | {"deleted": name}


def mark(session: Session, message: dict) -> dict:
    """Mark a statement or a document, and remark something of it; with neither the mark goes."""
    refresh(session)
    name = message["id"]
    before = remarks(session).get(name)
    given = {each: " ".join(str(message.get(each, "")).split()) for each in ("mark", "remark")}
    after = {"coding": coding(session), "id": name} | given if any(given.values()) else None
    if before != after:
        done(session, "mark", [Change(REMARKS, before, after)])
    return told_after(session, [name]) | {"document": about(session)}


def undo(session: Session, message: dict) -> dict:
    """Take back the last thing that the coder did, be it of another day."""
    return _moved(session, take_back)


def redo(session: Session, message: dict) -> dict:
    """Do again what was taken back last."""
    return _moved(session, do_again)


def cells(session: Session, message: dict) -> dict:
    """Return the cells of a row of the coder's own, to be changed."""
    refresh(session)
    return {"cells": _own_row(session, message["id"])}


def told_history(session: Session, message: dict) -> dict:
    """Tell what befell a row: who did what when, and which fields changed."""
    table = table_name(session)
    key = {"statement_id": message["id"]}
    told = []
    for entry in history(session.journal.entries, table, key):
        for change in changes_of(entry):
            row = change.after or change.before or {}
            if change.table == table and row.get("statement_id") == message["id"]:
                told.append({name: entry[name] for name in ("at", "by", "deed")} | _changed(change))
    return {"history": told}


def _changed(change: Change) -> dict:
    before, after = change.before or {}, change.after or {}
    fields = [name for name in after or before if before.get(name, "") != after.get(name, "")]
    return {"fields": [[name, before.get(name, ""), after.get(name, "")] for name in fields]}


def _moved(session: Session, move) -> dict:
    refresh(session)
    known = len(session.journal.entries)
    changes = changes_of(move(session.journal, session.coder))
    catch_up(session, known)
    if session.document not in _documents(session):
        session.document = session.name = ""
    rows = [each for each in changes if each.table == table_name(session)]
    names = [(each.after or each.before)["statement_id"] for each in rows]
    deed = session.journal.entries[-1]["deed"]
    back = told_after(session, names) | {"moved": deed, "of": names}
    documents = {(each.after or each.before)["document_id"] for each in rows}
    if any(
        each.table not in (table_name(session), SPANS, TEXTS) for each in changes
    ) or documents - {session.document}:
        back |= open_desk(session, {})
    gone = [each.before for each in rows if each.after is None]
    return back | ({"undone": gone[0]} if len(gone) == 1 else {})


def _doubts(session: Session, message: dict) -> list[str]:
    if not session.document:
        return []
    before = row_of(session, message["id"]) if message.get("id") else None
    its = opened_quietly(session)
    last = len(its.paragraphs) if its else None
    return doubts_of(_whole_row(session, message, before), session.tables, last)


def told_rules(session: Session, message: dict) -> dict:
    """Tell what the codebook says of a code."""
    book = codebook_of(session.folder)
    found = rules(book.read_text(encoding="utf-8"), message["code"]) if book else []
    return {"rules": [{"section": each.section, "cells": [*each.cells.items()]} for each in found]}


def _documents(session: Session) -> set[str]:
    return set(session.tables.documents.get("document_id", []))


def _faults(session: Session, message: dict) -> dict[str, str]:
    before = row_of(session, message["id"]) if message.get("id") else None
    row = _whole_row(session, message, before)
    return faults(session, row) if session.document else {"document_id": "expected a document"}


def _whole_row(session: Session, message: dict, before: Row | None) -> Row:
    given = form_row(session, message.get("row", {}))
    fields = [field["name"] for field in session.tables.schema["fields"]]
    kept = before or {"statement_id": new_id(session)}
    if before:
        given |= {name: before.get(name, "") for name in ("document_id", "coder")}
    return {name: given.get(name, kept.get(name, "")) for name in fields}


def _own_row(session: Session, name: str) -> Row:
    row = row_of(session, name)
    if row is None:
        raise InputError(f"{name}: no longer stands there")
    if row.get("coder", session.coder) not in (session.coder, ""):
        raise InputError(f"{name}: is of coder {row['coder']}; expected a row of one's own")
    return row


def _named(session: Session, name: str) -> dict[str, str]:
    return {"coding": coding(session), "statement_id": name}


def _span(session: Session, message: dict, row: Row) -> list[Change]:
    """Return what becomes of a row's span: kept where none is given, replaced by a new one."""
    given, its = message.get("span"), opened_quietly(session)
    if not given or its is None:
        return []
    try:
        span = anchor(its.text, int(given[0]), int(given[1]))
    except ValueError as error:
        raise InputError(str(error)) from None
    name = _named(session, row["statement_id"])
    before = own_rows(session.journal, SPANS, **name)
    after = name | {"document_id": row["document_id"]} | span | {"text": its.hash}
    return [Change(SPANS, before[0] if before else None, after)]


def _text_of_document(session: Session) -> list[Change]:
    """Return what notes which text a document was coded from: its file, hash and length."""
    its = opened_quietly(session)
    if its is None:
        return []
    told = {"file": session.name, "hash": its.hash, "length": str(len(its.text))}
    after = {"document_id": session.document} | told
    before = own_rows(session.journal, TEXTS, document_id=session.document)
    return [] if before == [after] else [Change(TEXTS, before[0] if before else None, after)]


def told_after(session: Session, names: list[str]) -> dict:
    """Return what changed on the page: rows, their spans, the next id, progress, what is undone."""
    its, marks = opened_quietly(session), remarks(session)
    own = own_rows(session.journal, SPANS, coding=coding(session), document_id=session.document)
    mine = [row for row in own if row["statement_id"] in names]
    rows = [row for name in names if (row := row_of(session, name))]
    return {
        "changed": names,
        "listed": [
            row_shown(
                row, session.tables, session.coder, marks.get(row["statement_id"]), session.language
            )
            for row in rows
            if row["document_id"] == session.document
        ],
        "spans": spans_shown(mine, its.text, its.hash) if its else {},
        "next": new_id(session) if session.document else "",
    } | undo_told(session)
