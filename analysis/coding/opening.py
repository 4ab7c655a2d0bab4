"""What opens at the desk: the list of documents, a document with its rows, a part of its text."""

from analysis.coding.desk_tables import SPANS, own_rows
from analysis.coding.desk_view import is_demanded, lists, row_shown, scale, spans_shown
from analysis.coding.document_list import progress
from analysis.coding.entered import new_id, undo_told
from analysis.coding.library import article, look_for_twins
from analysis.coding.prompts import asked, words
from analysis.coding.reader import parts, shown, window
from analysis.coding.roles import role_of
from analysis.coding.rows import check_document, title_of
from analysis.coding.session import (
    Session,
    coding,
    documents,
    is_second,
    opened,
    refresh,
    remarks,
    rows_of_document,
    table_name,
    texts,
)
from analysis.coding.suggest import suggest
from analysis.coding.texts.article import Article
from analysis.coding.texts.plain_text import split
from analysis.errors import InputError
from analysis.locale import right_to_left

MOMENT = 0.05
"""Seconds for which twins are looked for at once, so that a deed of the coder need not wait."""


def open_desk(session: Session, message: dict) -> dict:
    """Return all that the desk shows but for a document, and the document that is open, if any."""
    refresh(session)
    told = {"page": page(session)}
    if session.document or session.name:
        told |= open_document(session, {"id": session.document, "name": session.name})
    return told


def page(session: Session) -> dict:
    """Return words, fields, codes and the list of documents."""
    fields, tables = asked(session.tables.schema), session.tables
    lines = documents(session)
    demanded = [each["name"] for each in tables.schema["fields"] if is_demanded(each)]
    return {
        "language": session.language,
        "direction": "rtl" if right_to_left(session.language) else "ltr",
        "words": words(session.language, fields, states=bool(session.package.get("states"))),
        "fields": fields,
        "optional": [name for name in fields if name not in demanded],
        "coder": session.coder,
        "file": table_name(session),
        "second": is_second(session),
        "role": role_of(session.package, session.coder),
        "scale": scale(tables.schema),
        "lists": lists(tables, session.language),
        "documents": lines,
        "progress": progress(lines),
        "problems": session.library.problems,
    } | undo_told(session)


def open_document(session: Session, message: dict) -> dict:
    """Open a document by its id, or a text that is of no document yet by its name."""
    refresh(session)
    document, name = message.get("id", ""), message.get("name", "")
    if document:
        check_document(document, session.tables)
        name = texts(session).get(document, name)
    session.document, session.name = document, name
    told: dict = {"document": about(session)}
    try:
        its = opened(session)
    except InputError as error:
        return told | {"problems": list(error.problems)}
    return told | {"text": _text(session, its, 0), "rows": rows(session, its)}


def open_window(session: Session, message: dict) -> dict:
    """Show another part of the text that is open, from a part on."""
    return {"text": _text(session, opened(session), int(message["first"]))}


def twins(session: Session, message: dict) -> dict:
    """Look for texts that stand there twice, for a moment; tell those found and if more remain."""
    more = look_for_twins(session.library, MOMENT)
    return {"twins": session.library.twins, "more": more}


def take_text(session: Session, message: dict) -> dict:
    """Take a text that was pasted for the document that is open."""
    found = split(message["text"])
    session.pasted[session.document] = Article("", paragraphs=found)
    refresh(session)
    its = opened(session)
    return {"document": about(session), "text": _text(session, its, 0), "rows": rows(session, its)}


def about(session: Session) -> dict:
    """Return what is known of the document that is open; of a text of no document, of the text."""
    table = session.tables.documents
    told = {"id": session.document, "name": session.name, "next": ""}
    if not session.document:
        its = article(session.library, session.name)
        fields = ("title", "date", "publisher", "url", "language")
        return told | {field: getattr(its, field) for field in fields}
    row = table[table["document_id"] == session.document].to_dict("records")[0]
    fields = ("title", "date", "publisher", "language", "url")
    publisher = suggest(row.get("publisher", ""), session.found[0])["id"].tolist()
    return told | {
        **{field: row.get(field, "") for field in fields},
        "next": new_id(session),
        "speakers": publisher,
        "mark": remarks(session).get(session.document, {}).get("mark", ""),
    }


def rows(session: Session, its: Article | None) -> dict:
    """Return the rows of the document that is open, and where they stand in its text."""
    marks = remarks(session)
    own = own_rows(session.journal, SPANS, coding=coding(session), document_id=session.document)
    return {
        "listed": [
            row_shown(
                row, session.tables, session.coder, marks.get(row["statement_id"]), session.language
            )
            for row in rows_of_document(session, session.document)
        ],
        "spans": spans_shown(own, its.text, its.hash) if its else {},
    }


def _text(session: Session, its: Article | None, first: int) -> dict:
    if its is None:
        return {"paragraphs": [], "first": 0, "last": 0, "of": 0, "told": []}
    title = title_of(session.tables, session.document) if session.document else its.title
    found = parts(its, title)
    start, end = window(found, first)
    told = list(its.told)
    return {
        "paragraphs": shown(found[start:end], *session.found),
        "first": start,
        "last": end,
        "of": len(found),
        "told": told,
    }
