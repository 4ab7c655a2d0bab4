"""Keys of a data package that nobody reads: most are misspelt, and what they say is lost."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from analysis.errors import Problem, shown
from analysis.study.declarations import KEYS
from analysis.study.resources import package_line
from analysis.tables.constraints import RULES

OWN = ("states", "coders", *KEYS)
"""What a study says of itself."""

STANDARD = (
    *("$schema", "profile", "name", "id", "title", "description", "homepage", "version", "created"),
    *("keywords", "licenses", "contributors", "sources", "image", "resources"),
    *("license", "author", "maintainers", "publisher", "publishers", "dataDependencies", "views"),
    *("temporal", "spatial", "temporalCoverage", "spatialCoverage", "taxonomic", "project"),
    *("model", "countryCode", "granularity", "fiscalPeriod", "relatedIdentifiers", "references"),
    *("bibliographicCitation", "directory", "tableSchema", "doi", "citation", "funding"),
)
"""What Data Package has, version 1 or 2 and its profiles, and what many add."""

OF_RESOURCE = (
    *("name", "path", "type", "title", "description", "format", "mediatype", "encoding", "scheme"),
    *("bytes", "hash", "hashing", "homepage", "sources", "licenses", "dialect", "schema"),
    *("$schema", "profile", "data", "compression", "innerpath", "extrapaths", "control", "layout"),
    "stats",
)
OF_SCHEMA = (
    *("fields", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys", "fieldsMatch"),
    *("$schema", "name", "title", "description", "profile"),
)
OF_FIELD = (
    *("name", "type", "format", "title", "description", "example", "constraints", "rdfType"),
    *("missingValues", "categories", "categoriesOrdered", "itemType", "delimiter", "arrayItem"),
    *("trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber"),
)
SERIES = ("flows", "totals", "shares", "trends")
ALIKE = 0.8
"""How like a known key one is, from 0 to 1, that is taken for a slip where others may add keys."""


def unread(package: dict[str, Any]) -> Iterator[Problem]:
    """Yield a line for each key of a well-formed package that is read by nobody.

    Keys of Data Package and those of one's own, with a colon or after `x-`, are left in peace, and
    in tables all that are not very like a known one.

    >>> list(unread({"state": ["a", "b"], "x-team": "b", "dc:rights": "free", "resources": []}))
    ["datapackage.json: 'state' is no key that is read; expected 'states'"]
    """
    yield from _unknown(package, (*OWN, *STANDARD), "")
    yield from _unknown(package.get("series", {}), SERIES, " of series")
    for side in package.get("sides", []):
        yield from _unknown(side, ("side", "names"), " of sides")
    for table in package["resources"]:
        place, schema = f" of table {table['name']!r}", table.get("schema", {})
        yield from _unknown(table, OF_RESOURCE, place, ALIKE)
        yield from _unknown(schema, OF_SCHEMA, place, ALIKE)
        for field in schema.get("fields", []):
            within = f"{place}, field {field['name']!r}"
            yield from _unknown(field, OF_FIELD, within, ALIKE)
            yield from _unknown(field.get("constraints", {}), RULES, within, ALIKE)


def _unknown(
    told: Mapping[str, Any], known: Collection[str], place: str, alike: float = 0.0
) -> Iterator[Problem]:
    for key in told:
        if key in known or ":" in key or key.casefold().startswith(("x-", "x_", "_", "$")):
            continue
        near = _near(key, known, alike or 0.6)
        if near or not alike:
            expected = f"expected {near!r}" if near else _any_of(known, place)
            yield package_line(f"{shown(key)}{place} is no key that is read", expected, key)


def _near(key: str, known: Collection[str], alike: float) -> str:
    """Return the known key that one is but for its letters' size, or which is most like it."""
    same = [name for name in known if name.casefold() == key.casefold()]
    return next(iter(same or get_close_matches(key, known, n=1, cutoff=alike)), "")


def _any_of(known: Collection[str], place: str) -> str:
    """Say what may stand there: of one's own, or what only few keys are."""
    if place:
        return f"expected one of: {', '.join(known)}"
    return f"expected one of: {', '.join(OWN)}; or 'x-' before a key of your own"
