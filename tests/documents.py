"""What the project's prose tells people to type: code, commands, and small files for them."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import nbformat

from analysis.places import NOTEBOOKS, ROOT

TEXTS = ["README.md", "CONTRIBUTING.md", "data/README.md", "benchmarks/README.md"]
GUIDES = sorted((NOTEBOOKS / "guides").glob("*.md"))
PROGRAM = r"(?:\.venv/bin/)?(?:atlas|python -m analysis)"


def documents() -> dict[str, str]:
    """Return the prose of the project by the name of its file: texts, and cells of notebooks."""
    names = [*TEXTS, *(path.relative_to(ROOT).as_posix() for path in GUIDES)]
    told = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
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
    return [line for code in [*blocks(text, ""), *inline(text)] for line in of_program(code)]


def of_program(code: str) -> list[str]:
    """Return the lines of a block that are commands to this program, each in one line."""
    lines = code.replace("\\\n", " ").splitlines()
    found = [re.match(rf"{PROGRAM} (.+)", line.strip()) for line in lines]
    return [match[1].split("  #")[0].strip() for match in found if match]


def calls(text: str) -> list[str]:
    """Return the calls of the library that stand in a line of prose."""
    return [code for code in inline(text) if re.fullmatch(r"(analysis|charts)\.[\w.]+\(.+\)", code)]


def own_files(folder: Path) -> None:
    """Put the files that the prose names where it names them, seen from a folder."""
    shutil.copytree(ROOT / "data" / "examples", folder / "data" / "examples")
    (folder / "figures").mkdir()
    shutil.copy(ROOT / "figures" / "explored.yaml", folder / "figures")
    (folder / "article.txt").write_text("A first paragraph.\n\nA second one.\n", encoding="utf-8")


class Step(NamedTuple):
    """A block to be run: its language, "" for commands, its code, and what it prints if told."""

    language: str
    code: str
    printed: str | None


ELSEWHERE = ("", "python", "py")
"""Languages of blocks, those marked `py` among them, which want a server or a package of others."""


def steps(text: str, languages: tuple[str, ...] = ("", "python")) -> list[Step]:
    """Return what is to be run, in order; what a block prints is the block of text below it."""
    fence = r"^```(\w*)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?"
    found = re.findall(fence, text, re.M | re.S)
    return [Step(each[0], each[1], each[2] or None) for each in found if each[0] in languages]
