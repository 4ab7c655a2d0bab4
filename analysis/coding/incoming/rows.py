"""What coded passages become in a study: rows of statements, each with its span."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.coding.changes import Row
from analysis.coding.incoming.passage import Passage
from analysis.coding.incoming.places import place_of
from analysis.coding.library import article
from analysis.coding.reader import parts
from analysis.coding.rows import Tables, next_id, title_of
from analysis.coding.session import Session, texts
from analysis.coding.suggest import fold
from analysis.coding.text_spans import anchor
from analysis.coding.texts.article import Article
from analysis.errors import InputError, counted

LISTS = {
    **dict.fromkeys(("speaker", "actor", "target"), "actors"),
    "sector": "sectors",
    "relation": "relations",
}


Taken = Callable[[str], Sequence[str]]
Known = Mapping[str, Mapping[str, str]]
"""The codes of each list by their folded names."""


class TakenIn(NamedTuple):
    """Rows by their place in the file, the span of each that has one, and what is to be told."""

    rows: pd.DataFrame
    spans: dict[str, Row]
    articles: dict[str, Article]
    notes: list[str]


def rows_of_passages(
    session: Session, passages: Sequence[Passage], fields: Sequence[str], taken: Taken
) -> TakenIn:
    """Return passages as rows of the session's coder, with these fields.

    `taken` gives the ids that statements of a document have already. Documents are known by their
    id or by the file of their text; codes by their id or one of their names. A passage without a
    locator gets that of its paragraph, one without a date that of its document.
    """
    documents, known = _documents(session), _codes(session.tables)
    articles = _articles(session, {documents.get(fold(each.document), "") for each in passages})
    last: dict[str, str] = {}
    rows, spans, counts = [], {}, Counter()
    for each in passages:
        document = documents.get(fold(each.document), each.document)
        row = _row(session, each, document, known, counts)
        ids = [last[document]] if document in last else taken(document)
        name = last[document] = row["statement_id"] = next_id(document, ids)
        its = articles.get(document)
        if its and (place := place_of(its.text, each)):
            spans[name] = anchor(its.text, *place)
            row["locator"] = row["locator"] or _locator(its, session.tables, document, place[0])
        elif each.quote or each.start is not None:
            counts["lost"] += 1
        rows.append({name: row.get(name, "") for name in fields})
    table = pd.DataFrame(rows, [each.row for each in passages], [*fields], dtype="str")
    return TakenIn(table, spans, articles, _notes(counts))


def _row(session: Session, each: Passage, document: str, known: Known, counts: Counter[str]) -> Row:
    row = {"locator": ""} | dict(each.fields)
    row |= {"document_id": document, "coder": session.coder}
    counts["named"] += _as_codes(row, known)
    counts["dated"] += _dated(row, session.tables)
    return row


def _notes(counts: Counter[str]) -> list[str]:
    told = {
        "lost": ("passage", "not found in a text that is here; the rows have no span"),
        "named": ("name", "taken for the code that bears it"),
        "dated": ("row", "without a date; given that of the document"),
    }
    return [
        f"{counted(counts[name], what)} {rest}"
        for name, (what, rest) in told.items()
        if counts[name]
    ]


def _documents(session: Session) -> dict[str, str]:
    """Return documents by what they may be called: id, title, address, file of the text, stem."""
    table = session.tables.documents
    ids = table.get("document_id", pd.Series(dtype="str")).tolist()
    called = {name: dict(zip(table.get(name, []), ids, strict=False)) for name in ("title", "url")}
    files = {name: document for document, name in texts(session).items()}
    stems = {Path(name).stem: document for name, document in files.items()}
    told = called["title"] | called["url"] | stems | files | {name: name for name in ids}
    return {fold(name): document for name, document in told.items() if name}


def _codes(tables: Tables) -> dict[str, dict[str, str]]:
    """Return for each list its codes by their folded names, those that only one bears."""
    return {name: _by_name(getattr(tables, name)) for name in set(LISTS.values())}


def _by_name(table: pd.DataFrame) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    names = [name for name in table if str(name).startswith("name_")]
    for row in table.to_dict("records"):
        code = next(iter(row.values()))
        borne = [row[name] for name in names] + row.get("aliases", "").split(";")
        for name in filter(None, map(fold, map(str.strip, borne))):
            found.setdefault(name, set()).add(code)
    ids = table.iloc[:, 0].tolist()
    return {name: next(iter(its)) for name, its in found.items() if len(its) == 1} | {
        name: name for name in ids
    }


def _as_codes(row: Row, known: Known) -> int:
    changed = 0
    for field, name in LISTS.items():
        value = row.get(field, "")
        code = known[name].get(value) or known[name].get(fold(value), value)
        changed += code != value
        row[field] = code
    return changed


def _dated(row: Row, tables: Tables) -> bool:
    if row.get("date"):
        row.setdefault("date_precision", "day")
        return False
    table = tables.documents
    its = table[table["document_id"] == row["document_id"]] if "date" in table else table[:0]
    row["date"], row["date_precision"] = next(iter(its.get("date", [])), ""), "day"
    return bool(row["date"])


def _articles(session: Session, documents: set[str]) -> dict[str, Article]:
    found = {}
    for document, name in texts(session).items():
        if document in documents:
            try:
                found[document] = article(session.library, name)
            except InputError:
                continue
    return found


def _locator(its: Article, tables: Tables, document: str, at: int) -> str:
    before = [number for number, start, _ in parts(its, title_of(tables, document)) if start <= at]
    return f"par {before[-1]}" if before and before[-1] else ""
