"""What the project's prose tells people to type: code, commands, and small files for them."""

import re
import shutil
from pathlib import Path

import nbformat
from dna_bases import database
from openpyxl import Workbook

from analysis.places import NOTEBOOKS, ROOT

TEXTS = ["README.md", "CONTRIBUTING.md", "data/README.md", "benchmarks/README.md"]
ROWS = [
    ("Organisation", "Concept", "Code"),
    ("Ministry of Energy", "Nuclear plant", 1),
    ("Green Party", "Nuclear plant", -1),
    ("Green Party", "Oil export", 0),
]
ONE_TYPE = (
    "DELETE FROM STATEMENTS WHERE StatementTypeId = 2",
    "DELETE FROM VARIABLES WHERE StatementTypeId = 2",
    "DELETE FROM STATEMENTTYPES WHERE ID = 2",
    *(
        f"DELETE FROM {table} WHERE VariableId NOT IN (SELECT ID FROM VARIABLES)"
        for table in ("ENTITIES", "DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT", "DATASHORTTEXT")
    ),
)
PROGRAM = r"(?:\.venv/bin/)?python -m analysis"


def documents() -> dict[str, str]:
    """Return the prose of the project by the name of its file: texts, and cells of notebooks."""
    told = {name: (ROOT / name).read_text(encoding="utf-8") for name in TEXTS}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = nbformat.read(path, 4).cells
        prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
        told[f"notebooks/{path.name}"] = "\n\n".join(prose)
    return told


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language; "" is that of commands, which name none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
    return [block for name, block in found if name == language]


def inline(text: str) -> list[str]:
    """Return what stands in a line as code, outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))


def commands(text: str) -> list[str]:
    """Return the commands to this program, in blocks and in lines, without their comments."""
    lines = "\n".join([*blocks(text, ""), *inline(text)]).splitlines()
    found = [re.match(rf"{PROGRAM} (.+)", line.strip()) for line in lines]
    return [match[1].split("  #")[0].strip() for match in found if match]


def calls(text: str) -> list[str]:
    """Return the calls of the library that stand in a line of prose."""
    return [code for code in inline(text) if re.fullmatch(r"(analysis|charts)\.[\w.]+\(.+\)", code)]


def own_files(folder: Path) -> None:
    """Write the files that the prose names as a reader's own: a table, a database, a text."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "coded.xlsx")
    database(folder / "debate.dna", *ONE_TYPE)
    (folder / "article.txt").write_text("A first paragraph.\n\nA second one.\n", encoding="utf-8")
    (folder / "figures").mkdir()
    shutil.copy(ROOT / "figures" / "explored.yaml", folder / "figures")
    grid = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "yaml")
    (folder / "grid.yaml").write_text(grid[0], encoding="utf-8")
