"""What the explorer can tell of each statement, and the codes from which its reader chooses."""

from datetime import date

import pandas as pd

from analysis.labels import known_to
from analysis.names import names_by_id, names_by_row, texts_in
from analysis.networks.repeats import DUPLICATES
from analysis.study.load import Study
from analysis.study.selection import wholes, with_documents

NAMED = {
    "actors": ("speaker", "actor", "target"),
    "sectors": ("sector",),
    "relations": ("relation",),
}
"""The fields of a statement that are codes, by the table that names them."""
PLAIN = (
    "told",
    "publisher",
    "title",
    "locator",
    "quality",
    "document",
    "family",
    "side",
    "document_kind",
    "coder",
)
CODED = [field for fields in NAMED.values() for field in fields]
TOLD = (*CODED, *PLAIN, "date", "date_precision", "stance", "url")
CHOSEN = ("date", "relation", "target")
"""What may be chosen of a statement, where the study has it."""


def record(study: Study, language: str) -> dict[str, dict[str, object]]:
    """Return each statement by its id, in words of the language: who, to whom, what, when, where.

    A paraphrase that the study does not have in the language is in its first one. An address is
    given only if it is one of the web.
    """
    names = {
        field: names_by_id(getattr(study, table), language)
        for table, fields in NAMED.items()
        for field in fields
    }
    lines = with_documents(study)
    lines = lines.assign(told=texts_in(lines, "paraphrase", language))
    lines = lines.rename(columns={"document_id": "document", "kind": "document_kind"})
    if "side" in lines:
        lines["side"] = lines["side"].replace(_side_names(study, language))
    lines = lines.reindex(columns=["statement_id", *TOLD]).astype(object)
    return {line.statement_id: _told(line, names, language) for line in lines.itertuples()}


def _side_names(study: Study, language: str) -> dict[str, str]:
    """Return the names that a study gives the sides of its publishers, else the first of them."""
    named = {each["side"]: each.get("names", {}) for each in study.package.get("sides", [])}
    return {
        side: names.get(language) or next(iter(names.values()))
        for side, names in named.items()
        if names
    }


def _told(line: tuple, names: dict[str, dict[str, str]], language: str) -> dict[str, object]:
    """Return what is told of a statement; what the study does not have is empty."""
    coded = {field: getattr(line, field) for field in names}
    told = {field: _text(getattr(line, field)) for field in PLAIN}
    return {
        "date": when(line.date, line.date_precision, language),
        "day": "" if pd.isna(line.date) else f"{line.date:%Y-%m-%d}",
        **{field: _text(names[field].get(key, key)) for field, key in coded.items()},
        "stance": None if pd.isna(line.stance) else _number(line.stance),
        **told,
        "url": web_address(line.url),
    }


def when(day: date, precision: object, language: str) -> str:
    """Write a date as far as it is known.

    >>> when(date(2024, 11, 27), "month", "en"), when(date(2024, 11, 27), "day", "fr")
    ('Nov 2024', '27 nov. 2024')
    """
    if pd.isna(day):
        return ""
    return known_to(day, "day" if pd.isna(precision) else str(precision), language)


def web_address(url: object) -> str:
    """Return an address of the web as it is, and nothing for any other.

    >>> web_address("https://kremlin.ru"), web_address("javascript:alert(1)")
    ('https://kremlin.ru', '')
    """
    text = _text(url)
    return text if text.lower().startswith(("http://", "https://")) else ""


def codes(study: Study, language: str) -> dict[str, object]:
    """Return what may be chosen: the wide sectors, relations and actors that statements name.

    Each as a list of id, name and group (quad class of a relation, kind of an actor), by name;
    with the first and the last day of the record.
    """
    said = study.statements.reindex(columns=list(dict.fromkeys([*study.statements, *CHOSEN])))
    sectors = set(said["sector"].map(wholes(study.sectors, "sector_id")))
    states = wholes(study.actors, "actor_id")
    acting = {*said["actor"], *said["target"].dropna()}
    acting |= {states[actor] for actor in acting}
    days = pd.to_datetime(said["date"].dropna()).dt.strftime("%Y-%m-%d")
    return {
        "sectors": _listed(study.sectors, sectors, language),
        "relations": _listed(study.relations, {*said["relation"].dropna()}, language, "quad"),
        "actors": _listed(study.actors, acting, language, "kind"),
        "days": [days.min(), days.max()] if len(days) else ["", ""],
    }


def needless(study: Study) -> list[str]:
    """Return the choices that a study gives no occasion for, which the page leaves out."""
    said, documents = study.statements, study.documents
    useful = {
        "since": "date" in said,
        "until": "date" in said,
        "relations": "relation" in said,
        "by_state": "part_of" in study.actors,
        "wide": "part_of" in study.sectors,
        "quality": "quality" in documents and "document_id" in said,
        "aggregation": "stance" in said,
    }
    return [name for name, there in useful.items() if not there]


def rules_of(study: Study) -> list[str]:
    """Return the rules of repeated statements whose field the study has."""
    said = study.statements
    there = {
        "act": "act" in said,
        "document": "document_id" in said,
        "family": "document_id" in said and "family" in study.documents,
        **dict.fromkeys(("week", "month", "year"), "date" in said),
    }
    return [rule for rule in DUPLICATES if there.get(rule, True)]


def _listed(
    table: pd.DataFrame, ids: set[str], language: str, group: str | None = None
) -> list[dict[str, str]]:
    named = table.assign(name=names_by_row(table, language))
    used = named[table.iloc[:, 0].isin(ids)].sort_values("name", kind="stable")
    groups = used[group].fillna("") if group in used else [""] * len(used)
    told = zip(used.iloc[:, 0], used["name"], groups, strict=True)
    return [{"id": code, "name": name, "group": kind} for code, name, kind in told]


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _number(value: float) -> float:
    """Return a stance as the page writes it: a whole one without a point."""
    return int(value) if value == int(value) else float(value)
