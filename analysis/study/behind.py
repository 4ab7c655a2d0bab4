"""The documents behind statements: joined to them, or listed."""

from collections.abc import Iterable

import pandas as pd

from analysis.study.load import Study
from analysis.study.spans import spans

LISTED = ("date", "publisher", "title", "url")
"""What is told of a document where it is listed."""


def with_documents(study: Study) -> pd.DataFrame:
    """Return the statements with the fields of their documents; its date as `document_date`.

    Of a field that both have, the statement's stays. A document without a family is one of its own,
    of the document's id.

    >>> from analysis import load_study
    >>> study = load_study("kazakhstan-russia")
    >>> said = with_documents(study)
    >>> said[said["document_id"] == "D012"][["statement_id", "publisher", "family"]].head(2)
        statement_id publisher family
    133      D012-01       RBC   d012
    134      D012-02       RBC   d012
    """
    if "document_id" not in study.statements:
        return study.statements
    documents = study.documents.assign(family=_families(study.documents))
    documents = documents.rename(columns={"date": "document_date"})
    twice = documents.columns.intersection(study.statements.columns).drop("document_id")
    documents = documents.drop(columns=twice)
    return study.statements.merge(documents, on="document_id", how="left", validate="many_to_one")


def families_of(study: Study) -> pd.DataFrame:
    """Return the family of each document: `document_id` and `family`."""
    documents = study.documents
    return pd.DataFrame({"document_id": documents["document_id"], "family": _families(documents)})


def _families(documents: pd.DataFrame) -> pd.Series:
    """Return the family of each document; one that names none has its own, beside all others."""
    ids = documents["document_id"]
    if "family" not in documents:
        return ids
    named = documents["family"]
    return named.where(named.notna(), ids.where(~ids.isin(named), ids + " (alone)"))


def documents_behind(study: Study, *, documents: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the documents behind the study's statements, or those given by their ids.

    In the order of their date and id; those without a date come last. Each has the fields `date`,
    `publisher`, `title` and `url`, missing where the study does not tell them, and
    `date_precision`. A document whose statements all have one date, known to the month or year
    alone, has that date.

    >>> from analysis import load_study
    >>> study = load_study("kazakhstan-russia")
    >>> documents_behind(study, documents=["D012"])[["document_id", "date", "publisher"]]
      document_id       date publisher
    0        D012 2024-11-27       RBC
    """
    wanted = study.statements.get("document_id", []) if documents is None else documents
    used = study.documents[study.documents["document_id"].isin(wanted)]
    used = used.reindex(columns=list(dict.fromkeys([*used, *LISTED])))
    days = pd.to_datetime(used["date"])
    undated = used["document_id"][days.isna()]
    vague = _vague_dates(study, undated).reindex(used["document_id"]).set_axis(used.index)
    used = used.assign(
        date=days.fillna(vague["date"]),
        date_precision=vague["date_precision"].where(days.isna(), "day"),
    )
    return used.sort_values(["date", "document_id"], ignore_index=True)


def _vague_dates(study: Study, documents: pd.Series) -> pd.DataFrame:
    """Return `date` and `date_precision` by the id of each of the documents of one month or year.

    Not of documents that a study declares to be without a date.
    """
    said = study.statements
    fields = ["document_id", "date", "date_precision"]
    if documents.empty or not {*fields} <= {*said}:
        return pd.DataFrame({"date": pd.to_datetime([]), "date_precision": pd.Series(dtype="str")})
    said = said[said["document_id"].isin(documents)]
    groups = said.assign(date=spans(said)[0]).fillna({"date_precision": "day"}).groupby(fields[0])
    one = (groups[fields[1:]].nunique() == 1).all(axis=1)
    one &= groups["date"].count() == groups.size()
    found = groups[fields[1:]].first()[one]
    if "date_basis" in study.documents:
        bases = study.documents.set_index("document_id")["date_basis"]
        found = found[found.index.map(bases).isna()]
    return found[found["date_precision"] != "day"]
