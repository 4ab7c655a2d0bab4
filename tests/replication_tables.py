"""The tables of `data/README-REPLICATION.md`, made of the data package, notebooks and figures.

After a change to one of them `python tests/replication_tables.py` writes the tables anew.
"""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.places import DATA, NOTEBOOKS, PACKAGE_FILE, ROOT

STUDY = DATA / "kazakhstan-russia"
PAGE = DATA / "README-REPLICATION.md"
STATEMENTS = "statements, documents, actors, sectors"
FIGURES = "indicators, indicator_definitions, entities, documents"
READ = {
    "overview": f"{STATEMENTS}, relations, indicators, indicator_definitions, projects, layout",
    "network": f"{STATEMENTS}, relations, layout",
    "network_periods": f"{STATEMENTS}, relations, layout",
    "network_change": f"{STATEMENTS}, relations, layout",
    "words_and_deeds": f"{STATEMENTS}, relations",
    "voices": f"{STATEMENTS}, relations",
    "promises": FIGURES,
    "trends": FIGURES,
    "latest": FIGURES,
    "alluvial": f"{FIGURES}, routes",
    "projects": "projects, sectors, documents",
    "compared": f"{STATEMENTS}, relations, codings/",
    "unitised": f"{STATEMENTS}, relations, codings/",
    "codewise_of_each": f"{STATEMENTS}, relations, codings/",
    "explore": f"{STATEMENTS}, relations, layout",
}
"""The tables from which a function makes what it returns, where these are not `STATEMENTS`."""
PANELS = {
    "whole": ("charts.figures.overview, `_whole`", STATEMENTS),
    "balance": ("charts.balance", STATEMENTS),
    "voices": ("charts.voices", READ["voices"]),
    "promises": ("charts.promises", FIGURES),
    "share": ("charts.trends", FIGURES),
    "projects": ("charts.projects", READ["projects"]),
    "network": ("charts.network", READ["network"]),
}


def filled(page: str) -> str:
    """Return the page with each table, between its two marks, as it is now."""
    for name, lines in TABLES.items():
        begin, end = f"<!-- {name}: made -->", f"<!-- {name}: end -->"
        form = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
        made = "\n".join([begin, "", *lines(), "", end])
        page, found = form.subn(lambda _, made=made: made, page)
        if found != 1:
            raise ValueError(f"{name}: {found} places; expected one")
    return page


def _package() -> dict:
    return json.loads((STUDY / PACKAGE_FILE).read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    with (STUDY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(head: str, rows: Iterator[list[object]]) -> list[str]:
    ruled = [head, "|" + "---|" * (head.count("|") - 1)]
    return ruled + [
        f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows
    ]


def sources() -> list[str]:
    """Return the sources with the figures they give, their terms, and where these were seen."""
    given = pd.Series([row["document_id"] for row in _rows("indicators")]).value_counts()

    def rows() -> Iterator[list[object]]:
        for source in _package()["sources"]:
            named = re.findall(r"D\d{3,}", source["title"])
            figures = sum(given.get(each, 0) for each in named) if named else ""
            licence = ", ".join(each["title"] for each in source.get("licenses", [])) or "–"
            seen = f" Seen: {source['seen']}" if "seen" in source else ""
            place = source["path"] if "://" not in source["path"] else f"<{source['path']}>"
            yield [source["title"], place, figures, licence, source["rights"] + seen]

    return _table("| source | where | figures | licence | terms |", rows())


def publishers() -> list[str]:
    """Return how many documents each kind of document and each side gives."""
    table = pd.DataFrame(_rows("documents"))
    counts = pd.crosstab(table["kind"], table["side"], margins=True, margins_name="all")
    head = f"| kind | {' | '.join(counts.columns)} |"
    return _table(
        head, ([kind, *row] for kind, row in zip(counts.index, counts.values, strict=True))
    )


def datasets() -> list[str]:
    """Return the files of the data, with rows, contents and provenance."""

    def rows() -> Iterator[list[object]]:
        for each in _package()["resources"]:
            name = each["name"]
            yield [
                f"`{each['path']}`",
                len(_rows(name)),
                each["description"],
                MADE_BY.get(name, CODED),
            ]
        for path in sorted((STUDY / "codings").glob("*.csv")):
            what = "One row is one statement, as a further coder has it."
            yield [f"`codings/{path.name}`", len(_rows(f"codings/{path.stem}")), what, CODED]

    return _table("| file | rows | one row | provenance |", rows())


CODED = "coded for this study from the documents"
MADE_BY = {
    "documents": "listed for this study",
    "frame": "listed for this study, from pages that name a presidency",
    "relations": "names and quad classes of PLOVER, rules of this study",
    "indicators": "copied from the documents, or derived as `note` tells",
    "layout": "computed by `atlas layout`",
    "searches": "noted while documents were looked for",
}


def programs() -> list[str]:
    """Return each figure and each table of numbers with the cell and the function that make it."""
    every = [row for path in sorted(NOTEBOOKS.glob("*.ipynb")) for row in _made_in(path)]
    kept = {f"figure `{path.stem}`" for path in (ROOT / "figures").glob("*.json")}
    found = [row for row in every if row[0] in kept or not row[0].startswith("figure ")]
    return _table("| figure or number | notebook | cell | made by | tables |", found)


def _made_in(path: Path) -> Iterator[list[object]]:
    book = json.loads(path.read_text(encoding="utf-8"))
    makers: dict[str, str] = {}
    modules = {"analysis": "analysis", "charts": "analysis.charts"}
    for cell in [cell for cell in book["cells"] if cell["cell_type"] == "code"]:
        tree = ast.parse("".join(cell["source"]))
        modules |= {
            name.name: f"{node.module}.{name.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and (maker := _maker(node.value, modules)):
                makers |= {ast.unparse(node.targets[0]): maker}
        for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
            if name := _written(call):
                maker = _maker(call, modules) or _maker_of(call, makers)
                read = READ.get(maker.rpartition(".")[2], STATEMENTS)
                yield [name, f"`{path.stem}`", f"`{cell['id']}`", f"`{maker}`", read]


def _written(call: ast.Call) -> str:
    """Return what a call writes or shows, or an empty text."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method == "save":
        return f"figure `{ast.literal_eval(call.args[0])}`"
    if method == "keep":
        return "figure `explored`"
    shown = ast.unparse(call.func) == "show"
    return f"table `{ast.unparse(call.args[0])}`" if shown else ""


def _maker(value: ast.AST, modules: dict[str, str]) -> str:
    """Return the function of the library that makes a value, with its module."""
    for call in [node for node in ast.walk(value) if isinstance(node, ast.Call)]:
        first, *rest = ast.unparse(call.func).split(".")
        if first in modules and first != "show" and all(map(str.isidentifier, rest)):
            return ".".join([modules[first], *rest])
    return ""


def _maker_of(call: ast.Call, makers: dict[str, str]) -> str:
    """Return what made the first of the things of earlier cells that a call is about."""
    about = call.func if isinstance(call.func, ast.Attribute) else call.args[0]
    names = (node.id for node in ast.walk(about) if isinstance(node, ast.Name))
    return next((makers[name] for name in names if name in makers), "")


def headlines() -> list[str]:
    """Return the numbers of the one page: panel, what it says now, and what makes it."""
    told = json.loads((ROOT / "figures" / "one-page.json").read_text(encoding="utf-8"))["alt"]
    with (ROOT / "figures" / "one-page.csv").open(encoding="utf-8", newline="") as file:
        panels = list(dict.fromkeys(row["panel"] for row in csv.DictReader(file)))
    other = ("charts.overview", READ["overview"])
    rows = ([f"`{each}`", *PANELS.get(each, other)] for each in panels)
    return [f"> {told}", "", *_table("| panel | made by | tables |", rows)]


TABLES = {
    "sources": sources,
    "publishers": publishers,
    "datasets": datasets,
    "programs": programs,
    "headlines": headlines,
}

if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
