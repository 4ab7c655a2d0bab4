"""What the explorer can tell of each statement, and the codes from which its reader chooses."""

from datetime import date

import pandas as pd

from analysis.labels import known_to, names_by_id, names_by_row, texts_in
from analysis.study.load import Study
from analysis.study.selection import wholes, with_documents


def record(study: Study, language: str) -> dict[str, dict[str, object]]:
    """Return each statement by its id, in words of the language: who, to whom, what, when, where.

    A paraphrase that the study does not have in the language is in its first one. An address is
    given only if it is one of the web.
    """
    codes = names_by_id(study.actors, language) | names_by_id(study.sectors, language)
    relations = names_by_id(study.relations, language)
    lines = with_documents(study)
    lines["told"] = texts_in(lines, "paraphrase", language)
    return {
        line.statement_id: {
            "date": when(line.date, line.date_precision, language),
            "speaker": codes.get(line.speaker, ""),
            "actor": codes[line.actor],
            "target": codes.get(line.target, ""),
            "sector": codes[line.sector],
            "relation": relations[line.relation],
            "stance": int(line.stance),
            "told": line.told,
            "publisher": line.publisher,
            "title": line.title,
            "url": web_address(line.url),
            "locator": _text(line.locator),
            "quality": line.quality,
        }
        for line in lines.itertuples()
    }


def when(day: date, precision: str, language: str) -> str:
    """Write a date as far as it is known.

    >>> when(date(2024, 11, 27), "month", "en"), when(date(2024, 11, 27), "day", "fr")
    ('Nov 2024', '27 nov. 2024')
    """
    if pd.isna(day):
        return ""
    return known_to(day, precision, language)


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
    said = study.statements
    sectors = set(said["sector"].map(wholes(study.sectors, "sector_id")))
    states = wholes(study.actors, "actor_id")
    acting = {*said["actor"], *said["target"].dropna()}
    acting |= {states[actor] for actor in acting}
    days = said["date"].dropna().dt.strftime("%Y-%m-%d")
    return {
        "sectors": _listed(study.sectors, sectors, language),
        "relations": _listed(study.relations, set(said["relation"]), language, "quad"),
        "actors": _listed(study.actors, acting, language, "kind"),
        "days": [days.min(), days.max()] if len(days) else ["", ""],
    }


def _listed(
    table: pd.DataFrame, ids: set[str], language: str, group: str | None = None
) -> list[dict[str, str]]:
    named = table.assign(name=names_by_row(table, language))
    used = named[table.iloc[:, 0].isin(ids)].sort_values("name", kind="stable")
    groups = used[group] if group else [""] * len(used)
    told = zip(used.iloc[:, 0], used["name"], groups, strict=True)
    return [{"id": code, "name": name, "group": kind} for code, name, kind in told]


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
