"""What the desk shows: lists of codes, a document's rows and where they stand."""

from collections.abc import Iterable, Mapping
from math import ceil, floor

import pandas as pd

from analysis.coding.changes import Row
from analysis.coding.described import described, label_of
from analysis.coding.prompts import PARAPHRASE, asked, quads
from analysis.coding.rows import Tables
from analysis.coding.text_spans import LOST, Span, find
from analysis.names import name_of

EARLY = ("date", "title", "publisher", "url")
SHOWN = ("actor", "target", "speaker", "sector", "relation", "stance", "locator", "coder")


def lists(tables: Tables, language: str) -> dict[str, list[dict]]:
    """Return the codes from which a coder chooses, with all the names by which each is found."""
    told = quads(language)
    relations = [
        {
            "id": row["relation_id"],
            "name": name_of(row, language),
            "search": _searched(row),
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


def scale(schema: Mapping) -> list[int]:
    """Return the stances from which a coder chooses: the whole numbers of the scale, if any."""
    rules = [each.get("constraints", {}) for each in schema["fields"] if each["name"] == "stance"]
    ends = [(each.get("minimum"), each.get("maximum")) for each in rules]
    return [
        stance
        for low, high in ends
        if low is not None and high is not None
        for stance in range(ceil(low), floor(high) + 1)
    ]


def row_shown(row: Row, tables: Tables, coder: str, remark: Row | None, language: str) -> dict:
    """Return a row as the desk lists it; `own` tells whether the coder may change it."""
    told = name_of(row, language, field="paraphrase")
    lacking = [
        name for name in asked(tables.schema) if name.startswith(PARAPHRASE) and not row[name]
    ]
    return {
        "id": row["statement_id"],
        "document": row["document_id"],
        "told": told,
        "own": row.get("coder", coder) in (coder, ""),
        "lacking": lacking,
        "mark": (remark or {}).get("mark", ""),
        "remark": (remark or {}).get("remark", ""),
        **{name: row.get(name, "") for name in SHOWN},
    }


def spans_shown(spans: Iterable[Row], text: str, text_hash: str) -> dict[str, dict]:
    """Return by statement where it stands in a text: `start`, `end`, and if it is still there."""
    found = {}
    for row in spans:
        span: Span = row
        state = "there"
        start, end = int(row["start"]), int(row["end"])
        if row["text"] != text_hash:
            start, end, state = find(text, span)
        if state != LOST or text:
            found[row["statement_id"]] = {"start": start, "end": end, "state": state}
    return found


def fields_asked(table: Mapping, language: str) -> list[dict]:
    """Return what a table asks of a new row, a dictionary a field.

    They have `name`, `label`, `required`, `early`, `choices` and `told`. Asked `early` is what is
    demanded, and that by which a document is found again.
    """
    return [
        {
            "name": field["name"],
            "label": label_of(field["name"], language),
            "required": is_demanded(field),
            "early": is_demanded(field) or field["name"] in EARLY,
            "choices": field.get("constraints", {}).get("enum", []),
            "told": described(field.get("description", ""), language),
        }
        for field in table["schema"]["fields"]
    ]


def is_demanded(field: Mapping) -> bool:
    """Tell whether a study demands a value of a field."""
    return bool(field.get("constraints", {}).get("required"))


def _names(table: pd.DataFrame, language: str) -> list[dict]:
    """Return ids and names in the order of names, and all by which each can be searched."""
    found = [
        {"id": row[table.columns[0]], "name": name_of(row, language), "search": _searched(row)}
        for row in table.to_dict("records")
    ]
    return sorted(found, key=lambda row: (row["name"].casefold(), row["id"]))


def _searched(row: Mapping[str, str]) -> str:
    columns = [name for name in row if str(name).startswith("name_") or name == "aliases"]
    return "; ".join(dict.fromkeys(row[name] for name in columns if row[name]))
