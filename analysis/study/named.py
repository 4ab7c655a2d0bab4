"""What a data package names of its tables stands in them: indicators, families, sides."""

from collections.abc import Iterator

import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.places import PACKAGE_FILE
from analysis.study.resources import by_name

Cells = dict[str, pd.DataFrame]


def unknown_keys(package: dict, cells: Cells) -> Iterator[Problem]:
    """What the package names of tables stands in them: indicators, families, sides."""
    named = [
        (f"series, {figure}", each, "indicator_definitions", "indicator")
        for figure, indicators in package.get("series", {}).items()
        for each in indicators
    ]
    for field, value, table, key in named:
        known = list(cells[table][key]) if table in cells else []
        if value not in known and (table in cells or table not in by_name(package)):
            wrong = f"is not in {table}"
            yield problem(PACKAGE_FILE, None, field, value, one_of(value, known), wrong=wrong)
    documents = cells.get("documents", pd.DataFrame())
    yield from _unknown_founding(package, documents)
    yield from _unknown_sides(package, documents)


def _unknown_founding(package: dict, documents: pd.DataFrame) -> Iterator[Problem]:
    """The record began with a family of documents, or with one that is of no family."""
    known = {*documents.get("family", []), *documents.get("document_id", [])} - {""}
    family = package.get("founding")
    if family is not None and family not in known:
        wrong = "is no family of documents"
        yield problem(PACKAGE_FILE, None, "founding", family, one_of(family, known), wrong=wrong)


def _unknown_sides(package: dict, documents: pd.DataFrame) -> Iterator[Problem]:
    known = [each["side"] for each in package.get("sides", [])]
    if not known or "side" not in documents:
        return
    file, sides = by_name(package)["documents"]["path"], documents["side"]
    for row, side in sides[(sides != "") & ~sides.isin(known)].items():
        wrong = "is none of the study's sides"
        yield problem(file, row, "side", side, one_of(side, known), wrong=wrong)
