"""The list of documents: which are open, coded, or due to be coded a second time."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.coding.texts.article import Article

OPEN, CODED, DUE, NEW = "open", "coded", "due", "new"


def listed(
    documents: pd.DataFrame,
    mine: pd.DataFrame,
    first: pd.DataFrame | None,
    done: set[str],
    texts: Mapping[str, str],
) -> list[dict]:
    """Return a line a document: `id`, `title`, `date`, `publisher`, `state`, `rows`, `text`.

    `mine` are the rows of the coder's table, `first` those of the first coding where this is a
    second one, `done` the documents marked as holding nothing more, `texts` the text of each.
    A document is coded when it has rows or is marked; due when only the first coding has it.
    """
    counts = mine["document_id"].value_counts().to_dict()
    due = set() if first is None else set(first["document_id"])
    fields = ["document_id", "title", "date", "publisher"]
    table = documents.reindex(columns=fields, fill_value="")
    return [
        {
            "id": name,
            "title": title,
            "date": date,
            "publisher": publisher,
            "state": _state(name, counts, done, due),
            "rows": int(counts.get(name, 0)),
            "text": texts.get(name, ""),
        }
        for name, title, date, publisher in table.itertuples(index=False, name=None)
    ]


def unlisted(
    names: Iterable[str],
    texts: Mapping[str, str],
    articles: Mapping[str, Article],
    twins: Mapping[str, str],
) -> list[dict]:
    """Return a line for each text that is of no document yet, as `listed` does, and its `twin`.

    `articles` are those whose metadata are known, `twins` the earlier ones with the same text.
    """
    taken = set(texts.values())
    empty = Article("")
    return [
        {
            "id": "",
            "title": its.title or name,
            "date": its.date,
            "publisher": its.publisher,
            "state": NEW,
            "rows": 0,
            "text": name,
            "twin": twins.get(name, ""),
        }
        for name, its in ((name, articles.get(name, empty)) for name in names)
        if name not in taken
    ]


def progress(lines: list[dict]) -> dict[str, int]:
    """Return how many documents are in each state.

    >>> progress([{"state": "open"}, {"state": "coded"}, {"state": "open"}])
    {'open': 2, 'coded': 1, 'due': 0, 'new': 0}
    """
    return {
        state: sum(line["state"] == state for line in lines) for state in (OPEN, CODED, DUE, NEW)
    }


def _state(name: str, counts: Mapping[str, int], done: set[str], due: set[str]) -> str:
    if counts.get(name) or name in done:
        return CODED
    return DUE if name in due else OPEN


def next_document(ids: list[str]) -> str:
    """Return an id for a new document: one above the highest number, as wide as the others.

    >>> next_document(["D000", "D099"]), next_document([]), next_document(["talk"])
    ('D100', 'D001', 'D001')
    """
    parts = [(name.rstrip("0123456789"), name) for name in ids]
    ends = [(start, name[len(start) :]) for start, name in parts if len(start) < len(name)]
    if not ends:
        return "D001"
    start, digits = max(ends, key=lambda end: int(end[1]))
    return f"{start}{int(digits) + 1:0{len(digits)}d}"
