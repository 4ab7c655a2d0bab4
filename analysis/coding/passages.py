"""The rows of a coding with the passages of texts that they stand on, for other programs."""

from typing import NamedTuple

from analysis.coding.changes import Row
from analysis.coding.desk_tables import SPANS, own_rows
from analysis.coding.library import article
from analysis.coding.session import Session, coding, refresh, texts
from analysis.coding.text_spans import LOST, THERE, Place, find
from analysis.coding.texts.article import Article
from analysis.errors import InputError


class Coded(NamedTuple):
    """A document with its text on this machine, and each row that stands in it with its place."""

    document: Row
    article: Article
    rows: list[tuple[Row, Place]]


def coded_passages(session: Session) -> list[Coded]:
    """Return the documents whose texts are here, with the rows whose spans are found in them.

    A row without a span stands on no passage, and one that is lost neither.
    """
    refresh(session)
    named, found = texts(session), []
    spans = {
        row["statement_id"]: row for row in own_rows(session.journal, SPANS, coding=coding(session))
    }
    statements = session.tables.statements.to_dict("records")
    for document in session.tables.documents.to_dict("records"):
        if (name := named.get(document["document_id"])) is None:
            continue
        try:
            its = article(session.library, name)
        except InputError:
            continue
        mine = [row for row in statements if row["document_id"] == document["document_id"]]
        places = [(row, _place(its, spans.get(row["statement_id"]))) for row in mine]
        found.append(Coded(document, its, [(row, place) for row, place in places if place]))
    return found


def _place(its: Article, span: Row | None) -> Place | None:
    if span is None:
        return None
    if span["text"] == its.hash:
        return Place(int(span["start"]), int(span["end"]), THERE)
    place = find(its.text, span)
    return None if place.state == LOST else place
