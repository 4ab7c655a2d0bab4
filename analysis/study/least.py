"""What a study has to declare at least: statements of actors on sectors; all else is optional."""

from collections.abc import Iterator

from analysis.errors import Problem, shown
from analysis.study.resources import (
    by_name,
    field_names,
    keys,
    languages_of,
    model_package,
    package_line,
)

TABLES = ("documents", "actors", "sectors", "statements")
"""The tables of every study; that of documents only where statements name any."""

FIELDS = {
    "statements": ("statement_id", "actor", "sector"),
    "documents": ("document_id",),
    "actors": ("actor_id",),
    "sectors": ("sector_id",),
    "relations": ("relation_id",),
    "frame": ("frame_id", "date"),
    "frame_statements": ("statement_id", "document_id", "actor", "sector"),
    "indicators": ("indicator", "period", "entity", "value", "unit"),
    "indicator_definitions": ("indicator", "unit"),
    "entities": ("entity_id",),
    "routes": ("route",),
    "projects": ("project", "date", "state"),
    "layout": ("node", "place"),
}
"""The fields of each table that no study may leave out, where it has the table."""

OWN_SCALE = (("statements", "stance"), ("frame_statements", "stance"))


def too_little(package: dict) -> Iterator[Problem]:
    """Compare a data package with the model; a study may declare more.

    Less only where a table or a field is optional, or a value may be missing.
    """
    tongues = languages_of(package), languages_of(package, "paraphrase", "statements")
    declared, model = by_name(package), by_name(model_package(*tongues))
    for name, resource in model.items():
        if name in declared:
            yield from _less_table(declared[name], resource, declared)
            yield from _lost_references(declared[name], declared, model)
        elif name in TABLES and not _without_documents(name, declared):
            yield package_line(f"table {name!r} is not declared", value=name)
    yield from _unlike_the_record(declared)
    yield from _nameless(package, declared)


def _without_documents(name: str, declared: dict) -> bool:
    of_statements = field_names(declared.get("statements", {}))
    return name == "documents" and "document_id" not in of_statements


def _unlike_the_record(declared: dict) -> Iterator[Problem]:
    """Statements of a frame are coded by the rules of the record's, so they have its fields."""
    if "frame_statements" in declared:
        own = field_names(declared["frame_statements"])
        for name in [
            each for each in field_names(declared.get("statements", {})) if each not in own
        ]:
            wrong = f"table 'frame_statements' declares no field {name!r}"
            yield package_line(wrong, "expected the fields of 'statements'", name)


def _nameless(package: dict, declared: dict) -> Iterator[Problem]:
    """Actors and sectors have names in one language at least, the study's first one."""
    for name in [name for name in ("actors", "sectors") if name in declared]:
        given = languages_of(package, "name", name)
        first = (languages_of(package) or given)[:1]
        if not given or first[0] not in given:
            wanted = f"name_{first[0]}" if first else "name_en"
            wrong = f"table {name!r} declares no field {wanted!r}"
            yield package_line(wrong, "expected names in one language at least", wanted)


def _less_table(resource: dict, model: dict, declared: dict) -> Iterator[Problem]:
    name, present = model["name"], field_names(resource)
    place, needed = f"table {name!r}", list(FIELDS[name])
    if name == "statements" and "documents" in declared:
        needed.insert(1, "document_id")
    for missing in [each for each in needed if each not in present]:
        yield package_line(f"{place} declares no field {missing!r}", value=missing)
    fields = {field["name"]: field for field in resource.get("schema", {}).get("fields", [])}
    for field in model["schema"]["fields"]:
        if field["name"] in fields:
            yield from _less_field(fields[field["name"]], field, name)
    key = [each for each in keys(model["schema"]["primaryKey"]) if each in present]
    if sorted(keys(resource.get("schema", {}).get("primaryKey", []))) != sorted(key):
        yield package_line(f"{place}: primaryKey", f"expected {', '.join(key)}", field="primaryKey")
    for foreign in model["schema"].get("foreignKeys", []):
        yield from _less_reference(resource, foreign, declared)


def _less_reference(resource: dict, foreign: dict, declared: dict) -> Iterator[Problem]:
    """A field whose values stand in another table says so, where the study has both."""
    key, table = keys(foreign["fields"])[0], foreign["reference"]["resource"]
    if key not in field_names(resource) or (table and table not in declared):
        return
    if _link(foreign) not in map(_link, resource.get("schema", {}).get("foreignKeys", [])):
        wrong = f"table {resource['name']!r} declares no foreign key of {key!r}"
        yield package_line(wrong, f"expected {_to(foreign)}", key)


def _less_field(field: dict, model: dict, table: str) -> Iterator[Problem]:
    name = model["name"]
    place = f"table {table!r}, field {name!r}"
    scale = (table, name) in OWN_SCALE
    if field["type"] != model["type"] and not (scale and field["type"] == "number"):
        wrong, expected = f"{place}: type {field['type']!r}", f"expected {model['type']!r}"
        yield package_line(wrong, expected, field["type"], field=name)
    rules, needed = field.get("constraints", {}), _needed(model, table)
    for rule in needed:
        if rule not in rules or rules[rule] is False or rules[rule] == "":
            yield package_line(f"{place} has no {rule}", f"expected {needed[rule]!r}", field=name)
    if "enum" in rules and "enum" in needed:
        for other in [each for each in rules["enum"] if each not in needed["enum"]]:
            expected = f"expected one of: {', '.join(needed['enum'])}"
            yield package_line(f"{place}: enum {shown(other)}", expected, other, field=name)
    low, high = rules.get("minimum"), rules.get("maximum")
    if scale and low is not None and low == high:
        wrong = f"{place}: minimum and maximum are {low}"
        yield package_line(wrong, "expected a scale of two values at least", low, field=name)
    if not scale and low is not None and low < needed.get("minimum", low):
        expected = f"expected at least {needed['minimum']}"
        yield package_line(f"{place}: minimum {low}", expected, low, field=name)


def _needed(model: dict, table: str) -> dict:
    """Return the rules of a field that a study keeps; a value may be missing but in the least."""
    rules = model.get("constraints", {})
    least = model["name"] in FIELDS[table]
    return {
        rule: value
        for rule, value in rules.items()
        if value is not False and (rule != "required" or least)
    }


def _lost_references(resource: dict, declared: dict, model: dict) -> Iterator[Problem]:
    of_model = set(map(_link, model[resource["name"]]["schema"].get("foreignKeys", [])))
    given = resource.get("schema", {}).get("foreignKeys", [])
    there = {"", *TABLES, *declared}
    for foreign in [
        each
        for each in given
        if _link(each) not in of_model or each["reference"]["resource"] not in there
    ]:
        name, field = foreign["reference"]["resource"], keys(foreign["reference"]["fields"])[0]
        known = field_names(declared.get(name, {})) if name else field_names(resource)
        if field not in known or (name and name not in model):
            wrong = f"table {resource['name']!r} has a foreign key to {_to(foreign)}"
            yield package_line(wrong, "expected a field of a table of the model", _to(foreign))


def _to(foreign: dict) -> str:
    target = foreign["reference"]
    return f"field {keys(target['fields'])[0]!r} of {target['resource'] or 'this table'}"


def _link(foreign: dict) -> tuple[str, str, str]:
    target = foreign["reference"]
    return keys(foreign["fields"])[0], target["resource"], keys(target["fields"])[0]
