"""Every measure has a place: in a chart, a notebook or another measure, or in CONTRIBUTING."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from analysis import measures
from analysis.places import ROOT

MEASURES = sorted(Path(measures.__path__[0]).glob("*.py"))


def public(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {name for name in functions if not name.startswith("_")}


def called(code: str) -> set[str]:
    names = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Load)}


def listed() -> set[str]:
    """Return the functions in the rows of the list of measures."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, section = text.partition("## Add a measure")
    rows = [line for line in section.split("\n## ")[0].splitlines() if line.startswith("| ")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.partition(": ")[2])}


def codes() -> Iterator[str]:
    for path in (ROOT / "analysis").rglob("*.py"):
        yield path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_what_nothing_calls_is_in_the_list_of_measures():
    bare = set().union(*map(public, MEASURES))
    for code in codes():
        if any(name in code for name in bare):  # to take a file to pieces takes longer
            bare -= called(code)
    assert bare and bare <= listed(), bare - listed()


def test_the_list_names_measures_that_exist():
    assert listed() <= set().union(*map(public, MEASURES))
