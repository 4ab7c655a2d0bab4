"""What the page asks of the statements where they are too many to be sent at once."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace

import pandas as pd

from analysis.explorer.record import NAMED, record
from analysis.names import names_by_id, texts_in
from analysis.study.load import Study

WHOLE = 5_000
"""A record of more statements is not sent as a whole."""

MOST = 2_000
"""No more statements than these are told at once."""

FEW = 6
"""Hits of a search that are told in words; of the others the ids."""


def asks(study: Study) -> bool:
    """Return whether the page has to ask for the statements of a study."""
    return len(study.statements) > WHOLE


def told(study: Study, ids: Collection[str], language: str) -> dict[str, dict[str, object]]:
    """Return what the page tells of the statements with those ids, or of the earliest of many."""
    said = _with_ids(study.statements, ids)
    if len(said) > MOST and "date" in said:
        said = said.sort_values(["date", "statement_id"])
    return record(replace(study, statements=said.head(MOST)), language)


def sought(
    study: Study, text: str, ids: Collection[str], language: str
) -> dict[str, list | int | dict[str, dict[str, object]]]:
    """Return which of the statements with those ids, and which of their documents, hold a text.

    `statements` are ids by date, `documents` pairs of a title and the ids of its statements, the
    first of so many (`of`), and `told` what the page tells of the first statements. Case and
    accents make no difference.
    """
    said = _with_ids(study.statements, ids)
    if "date" in said:
        said = said.sort_values(["date", "statement_id"])
    hits = said["statement_id"][_holding(study, said, plain(text), language)].tolist()
    few = said[said["statement_id"].isin(hits[:FEW])]
    documents = _documents(study, said, plain(text))
    return {
        "statements": hits,
        "documents": documents[:FEW],
        "of": len(documents),
        "told": record(replace(study, statements=few), language),
    }


def plain(text: str) -> str:
    """Return a text without case and accents, as it is typed in a hurry.

    >>> plain(" Énergie ")
    'energie'
    """
    letters = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(each for each in letters if not unicodedata.combining(each))


def _with_ids(said: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    return said[said["statement_id"].isin(list(ids))]


def _holding(study: Study, said: pd.DataFrame, text: str, language: str) -> pd.Series:
    """Return which statements hold a text in their words or in the names of what they name."""
    held = texts_in(said, "paraphrase", language).map(lambda each: _in(text, each))
    for table, fields in NAMED.items():
        names = names_by_id(getattr(study, table), language)
        codes = [code for code, name in names.items() if _in(text, name)]
        for field in fields:
            held |= said[field].isin(codes) if field in said else False
    return held.astype(bool)


def _documents(study: Study, said: pd.DataFrame, text: str) -> list[tuple[str, list[str]]]:
    if "document_id" not in said:
        return []
    named = study.documents.reindex(columns=["document_id", "publisher", "title"])
    titles = {
        key: ": ".join(str(part) for part in parts if pd.notna(part) and part)
        for key, *parts in named.itertuples(index=False)
    }
    there = {key for key, title in titles.items() if _in(text, title)}
    groups = said[said["document_id"].isin(there)].groupby("document_id", sort=False)
    return [(titles[key], list(ids)) for key, ids in groups["statement_id"]]


def _in(text: str, whole: object) -> bool:
    return isinstance(whole, str) and text in plain(whole)
