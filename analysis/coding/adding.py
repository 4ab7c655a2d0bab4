"""Codes and documents added from the form: the nearest that exist first, then what a row needs."""

from analysis.coding.changes import Change, Row
from analysis.coding.desk_tables import TEXTS, own_rows
from analysis.coding.desk_view import fields_asked
from analysis.coding.editing import Refused
from analysis.coding.learned import PARTIES, learn, suggested
from analysis.coding.library import article
from analysis.coding.many_rows import LISTED, nearest
from analysis.coding.opening import open_document, page
from analysis.coding.proposed import code_proposed, document_proposed
from analysis.coding.rows import check_table_row
from analysis.coding.session import Session, done, refresh
from analysis.errors import InputError, check_choice
from analysis.study.resources import by_name

TABLES = ("actors", "sectors", "documents")
LEARNED = ("sector", "relation")
LONGEST = 4_000
"""Letters by which the nearest rows are looked for."""


def near(session: Session, message: dict) -> dict:
    """Return the codes whose names are most like what was typed."""
    table = getattr(session.tables, _known(message["table"]))
    found = nearest(message["text"], table.to_dict("records"), table.columns[0])
    return {"near": [{"id": key, "name": name} for key, name in found]}


def suggest(session: Session, message: dict) -> dict:
    """Return sectors and relations learned from the rows coded, for the words that are chosen."""
    if session.learned_from is not session.tables.statements:
        session.learned_from = session.tables.statements
        session.memory = learn(session.memory, session.learned_from.to_dict("records"))
    text = " ".join(str(message.get("text", "")).split())[:LONGEST]
    parties = {name: message.get(name, "") for name in PARTIES}
    return {
        "learned": {
            variable: suggested(session.memory, text, variable, parties).to_dict("records")
            for variable in LEARNED
            if variable in session.tables.statements
        }
    }


def fields(session: Session, message: dict) -> dict:
    """Return the fields that a new row of a table has, with what can be filled in beforehand."""
    refresh(session)
    name = _known(message["table"])
    asked = fields_asked(by_name(session.package)[name], session.language)
    given = _proposed(session, name, message, [each["name"] for each in asked])
    return {"fields": [each | {"value": given.get(each["name"], "")} for each in asked]}


def add(session: Session, message: dict) -> dict:
    """Add a code or a document, or an alias to a code that is there, and return the page anew.

    Raises `Refused` for a row that the study's schema does not allow.
    """
    refresh(session)
    name = _known(message["table"])
    path = by_name(session.package)[name]["path"]
    if alias := " ".join(message.get("alias", "").split()):
        changes = [_with_alias(session, name, path, message["id"], alias)]
        key = message["id"]
    else:
        row = {each: " ".join(str(value).split()) for each, value in message["row"].items()}
        if found := check_table_row(name, row, session.tables, session.package):
            raise Refused(found)
        changes, key = [Change(path, None, row)], row[_key(session, name)]
    if name == "documents" and session.name and not session.document:
        changes.append(_text(session, key))
    done(session, "add", changes)
    told = {"added": key, "table": name, "page": page(session)}
    document = key if name == "documents" else session.document
    if document or session.name:  # with the new name found in its text
        told |= open_document(session, {"id": document, "name": session.name})
    return told


def _proposed(session: Session, name: str, message: dict, names: list[str]) -> Row:
    if name != "documents":
        text = " ".join(message.get("text", "").split())
        tables = [getattr(session.tables, each) for each in ("actors", "sectors")]
        taken = {code for table in tables for code in table.iloc[:, 0]}
        return code_proposed(text, getattr(session.tables, name), names, taken)
    is_new = session.name and not session.document
    its = article(session.library, session.name) if is_new else None
    return document_proposed(session.tables.documents.get("document_id", []), its)


def _known(table: str) -> str:
    check_choice("table", table, TABLES)
    return table


def _key(session: Session, name: str) -> str:
    return getattr(session.tables, name).columns[0]


def _with_alias(session: Session, name: str, path: str, key: str, alias: str) -> Change:
    table = getattr(session.tables, name)
    found = table[table[table.columns[0]] == key].to_dict("records")
    if not found or "aliases" not in table:
        raise InputError(f"{key}: cannot bear an alias; expected one of {path}")
    row: Row = found[0]
    listed = [part for part in row["aliases"].split(LISTED) if part]
    after = row | {"aliases": LISTED.join(dict.fromkeys([*listed, alias]))}
    if after == row:
        raise InputError(f"{key}: bears the alias {alias!r} already; expected another")
    return Change(path, row, after)


def _text(session: Session, document: str) -> Change:
    its = article(session.library, session.name)
    after = {
        "document_id": document,
        "file": session.name,
        "hash": its.hash,
        "length": str(len(its.text)),
    }
    before = own_rows(session.journal, TEXTS, document_id=document)
    return Change(TEXTS, before[0] if before else None, after)
