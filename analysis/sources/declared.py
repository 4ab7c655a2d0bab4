"""Declares the tables of a study as a data package, with the fields of the model that they have."""

from collections.abc import Mapping
from copy import deepcopy

import pandas as pd

from analysis.sources.scales import Scale
from analysis.study.resources import by_name, keys, model_package
from analysis.tables.raw import as_text

ORDER = ("documents", "actors", "sectors", "relations", "statements")


def package_of(
    name: str,
    title: str,
    tables: Mapping[str, pd.DataFrame],
    language: str,
    scale: Scale | None,
    origin: Mapping[str, object],
) -> dict:
    """Return the data package that declares these tables, each field with its rules."""
    model = model_package((language,))
    resources = by_name(model)
    return {
        "$schema": model["$schema"],
        "name": name,
        "title": title,
        "version": model["version"],
        "languages": [language],
        "turns": [],
        "origin": dict(origin),
        "resources": [
            _resource(resources[each], tables[each], {*tables}, scale)
            for each in ORDER
            if each in tables
        ],
    }


def in_order(table: pd.DataFrame, resource: Mapping) -> pd.DataFrame:
    """Return a table's columns in the order in which the resource declares them."""
    return table[[field["name"] for field in resource["schema"]["fields"]]]


def _resource(model: dict, table: pd.DataFrame, tables: set[str], scale: Scale | None) -> dict:
    known = {field["name"]: field for field in model["schema"]["fields"]}
    names = [name for name in known if name in table]
    names += [name for name in table if name not in known]
    schema = deepcopy(model["schema"])
    fields = [_field(known.get(name), name, table[name], scale) for name in names]
    schema["fields"] = fields
    schema["primaryKey"] = _one([key for key in keys(schema["primaryKey"]) if key in names])
    links = [
        each
        for each in schema.get("foreignKeys", [])
        if keys(each["fields"])[0] in names and each["reference"]["resource"] in ("", *tables)
    ]
    schema.pop("foreignKeys", None)
    return {**model, "schema": schema | ({"foreignKeys": links} if links else {})}


def _field(model: dict | None, name: str, column: pd.Series, scale: Scale | None) -> dict:
    if model is None:
        return {"name": name, "type": "string", "description": f"As in the source: {name}."}
    rules = dict(model.get("constraints", {}))
    if column.hasnans:
        rules["required"] = False
    if name != "stance" or scale is None:
        return {**model, "constraints": rules}
    rules |= {"minimum": _end(scale[0]), "maximum": _end(scale[1])}
    whole = (column.dropna() % 1 == 0).all() and all(end % 1 == 0 for end in scale)
    told = f"How much the actor agrees: {as_text(scale[0])} least, {as_text(scale[1])} most."
    kind = "integer" if whole else "number"
    return {**model, "type": kind, "description": told, "constraints": rules}


def _end(value: float) -> float:
    return int(value) if value % 1 == 0 else value


def _one(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names
