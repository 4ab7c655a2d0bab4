"""What the coding pane shows: a document, its paragraphs with what they name, lists and rows."""

from itertools import pairwise
from math import ceil, floor

import pandas as pd

from analysis.coding.prompts import asked, quads, words
from analysis.coding.rows import Tables, next_id
from analysis.coding.suggest import Index, index, suggest
from analysis.locale import right_to_left
from analysis.names import name_of

PARAGRAPH = "par "


def page(
    tables: Tables,
    document_id: str,
    texts: list[tuple[int, str]],
    added: list[dict[str, str]],
    language: str,
) -> dict:
    """Return all that the pane shows, as lists, dictionaries, texts and numbers.

    `texts` are numbered paragraphs, `added` the rows of this session.
    """
    document = tables.documents.set_index("document_id").loc[document_id]
    rows = tables.statements[tables.statements["document_id"] == document_id]
    names = index(tables.actors), index(tables.sectors)
    fields = asked(tables.schema)
    return {
        "language": language,
        "direction": "rtl" if right_to_left(language) else "ltr",
        "words": words(language, fields),
        "fields": fields,
        "document": {"id": document_id}
        | {name: document.get(name, "") for name in ("title", "date", "publisher", "language")},
        "file": tables.path.name,
        "next": next_id(document_id, tables.statements["statement_id"]),
        "publisher": suggest(document.get("publisher", ""), names[0])["id"].tolist(),
        "scale": _scale(tables.schema),
        "lists": _lists(tables, language),
        "paragraphs": [_paragraph(*each, rows, names, language) for each in texts],
        "elsewhere": [_row(row, language) for row in _elsewhere(rows, texts)],
        "added": [_added(row, tables, language) for row in added],
    }


def _scale(schema: dict) -> list[int]:
    """Return the stances from which a coder chooses: the whole numbers of the scale, if any."""
    rules = [each.get("constraints", {}) for each in schema["fields"] if each["name"] == "stance"]
    ends = [(each.get("minimum"), each.get("maximum")) for each in rules]
    return [
        stance
        for low, high in ends
        if low is not None and high is not None
        for stance in range(ceil(low), floor(high) + 1)
    ]


def pieces(text: str, found: dict[str, pd.DataFrame]) -> list[tuple[str, list[str]]]:
    """Cut a text where names begin or end, and return each piece with the kinds that name it."""
    places = [
        (kind, start, end)
        for kind, table in found.items()
        for start, end in zip(table["start"], table["end"], strict=True)
    ]
    cuts = sorted({0, len(text)} | {cut for _, *ends in places for cut in ends})
    return [
        (text[one:two], sorted({kind for kind, start, end in places if start <= one < end}))
        for one, two in pairwise(cuts)
    ]


def _paragraph(
    number: int, text: str, rows: pd.DataFrame, names: tuple[Index, Index], language: str
) -> dict:
    found = {"actor": suggest(text, names[0]), "sector": suggest(text, names[1])}
    there = rows[_locators(rows) == f"{PARAGRAPH}{number}"]
    return {
        "number": number,
        "pieces": pieces(text, found),
        "actors": found["actor"]["id"].unique().tolist(),
        "sectors": found["sector"]["id"].unique().tolist(),
        "rows": [_row(row, language) for row in there.to_dict("records")],
    }


def _elsewhere(rows: pd.DataFrame, texts: list[tuple[int, str]]) -> list[dict]:
    shown = [f"{PARAGRAPH}{number}" for number, _ in texts]
    return rows[~_locators(rows).isin(shown)].to_dict("records")


def _locators(rows: pd.DataFrame) -> pd.Series:
    return rows["locator"] if "locator" in rows else pd.Series("", rows.index)


def _row(row: dict, language: str) -> dict:
    paraphrase = name_of(row, language, field="paraphrase")
    return {"id": row["statement_id"], "locator": row.get("locator", ""), "told": paraphrase}


def _added(row: dict, tables: Tables, language: str) -> dict:
    known = tables.statements[list(row)]
    there = known[known["statement_id"] == row["statement_id"]].to_dict("records")
    return _row(row, language) | {"there": there == [row]}


def _lists(tables: Tables, language: str) -> dict[str, list[dict]]:
    told = quads(language)
    relations = [
        {
            "id": row["relation_id"],
            "name": name_of(row, language),
            "quad": told.get(row.get("quad", ""), row.get("quad", "")),
        }
        for row in tables.relations.to_dict("records")
    ]
    order = list(told.values())
    relations.sort(key=lambda row: order.index(row["quad"]) if row["quad"] in order else len(order))
    return {
        "actors": _names(tables.actors, language),
        "sectors": _names(tables.sectors, language),
        "relations": relations,
    }


def _names(table: pd.DataFrame, language: str) -> list[dict]:
    """Return ids and names in the order of names, and all by which each can be searched."""
    columns = [name for name in table if name.startswith("name_") or name == "aliases"]
    found = [
        {
            "id": row[table.columns[0]],
            "name": name_of(row, language),
            "search": "; ".join(dict.fromkeys(row[name] for name in columns if row[name])),
        }
        for row in table.to_dict("records")
    ]
    return sorted(found, key=lambda row: (row["name"].casefold(), row["id"]))
