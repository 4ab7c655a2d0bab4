"""What is told of a figure beside it: where it comes from, in its caption and as JSON."""

import hashlib
import json
from collections.abc import Iterable

import pandas as pd

from analysis.labels import Translate, counter, known_to, span, strung, translator
from analysis.locale import apart
from analysis.publish.targets import Target
from analysis.publish.words import Words
from analysis.study.load import Study
from analysis.study.selection import documents_behind

MOST_LISTED = 4
"""The source line names this many documents; of more it gives the number, the sidecar the list."""


def caption(words: Words, study: Study | None, documents: Iterable[str] | None = None) -> str:
    """Return the caption with the source line that follows from the documents plotted.

    These are the documents of the study's statements or those given by their ids.
    """
    used = documents_behind(study, documents=documents) if study else None
    if used is None or used.empty:
        return words.caption
    line = _listed(used, words.language) if len(used) <= MOST_LISTED else _counted(used, words)
    return f"{words.caption} {line}"


def sidecar(
    name: str,
    files: dict[str, bytes],
    words: Words,
    study: Study | None,
    used: pd.DataFrame | None,
    seed: int | None = None,
    target: Target | None = None,
) -> bytes:
    """Return as JSON all that an author needs to know of a figure and its files.

    These are title, caption, alt text, language, the selection and seed, the documents `used`, as
    `documents_behind` gives them, the SHA-256 of each file and of each table of the study as it was
    read, and what the target asked for.
    """
    told = {
        "figure": name,
        "title": words.title,
        "caption": words.caption,
        "alt": words.alt,
        "language": words.language,
        **_origin(study, seed),
        "sources": [] if used is None else _records(used),
        "files": {file: _sha256(content) for file, content in files.items()},
        "data": study.hashes if study else {},
    }
    if target:
        told["target"] = target._asdict()
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _origin(study: Study | None, seed: int | None) -> dict[str, object]:
    """Return which statements were plotted, as far as it is known of them."""
    chance = {} if seed is None else {"seed": seed}
    if study is None:
        return {"study": None, "parameters": chance, "statements": None}
    return {
        "study": {"name": study.name, "version": study.package.get("version")},
        "parameters": study.selection | chance,
        "statements": len(study.statements),
    }


def _listed(used: pd.DataFrame, language: str) -> str:
    t = translator(language)
    sources = strung((_named(document, t, language) for document in used.itertuples()), language)
    return t("Source: {sources}.", sources=sources)


def _named(document: tuple, t: Translate, language: str) -> str:
    """Name a document by its publisher or else its title, with its date and its id."""
    names = (document.publisher, document.title)
    own = [apart(each, language) for each in names if not pd.isna(each)][:1]
    known = document.date, document.date_precision
    dated = t("undated") if pd.isna(document.date) else known_to(*known, language)
    return (
        f"{own[0]}, {dated} ({document.document_id})" if own else f"{document.document_id}, {dated}"
    )


def _counted(used: pd.DataFrame, words: Words) -> str:
    t, n = translator(words.language), counter(words.language)
    years, publishers = used["date"].dropna().dt.year, used["publisher"].nunique()
    told = {
        "documents": n("{number} document", "{number} documents", len(used)),
        "years": span(f"{years.min()}/{years.max()}", words.language)
        if len(years)
        else t("undated"),
    }
    if not publishers:
        return t("Sources: {documents}, {years}, listed beside the figure.", **told)
    by = n("by {number} publisher", "by {number} publishers", publishers)
    return t(
        "Sources: {documents} {publishers}, {years}, listed beside the figure.",
        publishers=by,
        **told,
    )


def _records(used: pd.DataFrame) -> list[dict]:
    fields = ["document_id", "date", "publisher", "title", "url"]
    letters = used["date_precision"].map({"month": 7, "year": 4})  # as ISO 8601 cuts a date
    days = used["date"].dt.strftime("%Y-%m-%d")
    told = used.assign(
        date=days.mask(letters.eq(7), days.str[:7]).mask(letters.eq(4), days.str[:4])
    )[fields]
    return told.astype(object).where(told.notna(), None).to_dict("records")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
