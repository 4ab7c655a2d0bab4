"""What a project has stored: notebooks with outputs, figures with sidecars, how it is cited."""

import json
import re
from pathlib import Path

import nbformat
import yaml

from analysis.errors import InputError
from analysis.explorer.exports import NAME as EXPLORED
from analysis.files import heal

FORMATS = {"pdf": "PDF", "svg": "SVG", "png": "PNG", "tif": "TIFF", "eps": "EPS",
           "csv": "numbers (CSV)", "json": "sources and parameters (JSON)"}  # fmt: skip
"""The files of a figure by their ending, and what they are called."""

_SAVED = re.compile(r"\bsave\((?:\s*figure,\s*\"([^\"]+)\"|\"figure\"\))")

Books = dict[Path, nbformat.NotebookNode]


def read(root: Path) -> tuple[Books, dict[str, dict]]:
    """Return the notebooks of the project in `root`, and the sidecars of its figures by name.

    A sidecar gets the name of its `figure` and the endings of the files that are `there`. Raises
    `InputError` when there is no figure or no notebook.
    """
    figures = _figures(root / "figures")
    books = {path: nbformat.read(path, 4) for path in sorted((root / "notebooks").glob("*.ipynb"))}
    if not figures or not books:
        missing = "figures: none there; make figures" if not figures else "notebooks: none there"
        raise InputError(missing)
    return books, figures


def title(book: nbformat.NotebookNode) -> str:
    """Return the title of a notebook: the first line of its first cell."""
    return book.cells[0].source.splitlines()[0].lstrip("# ")


def has_picture(cell: nbformat.NotebookNode) -> bool:
    """Tell whether a code cell has a picture among its outputs."""
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def saved(book: nbformat.NotebookNode, figures: dict[str, dict]) -> list[tuple[int, int, str]]:
    """Return the figures of a notebook: place of the cell that shows it, that saves it, its name.

    A picture is the figure that the first call of `save` names, from the picture's own cell on.
    """
    found, shown = [], None
    for place, cell in enumerate(book.cells):
        if cell.cell_type != "code":
            continue
        shown = place if has_picture(cell) else shown
        for name in _saved(cell.source):
            if name in figures and shown is not None:
                found.append((shown, place, name))
            shown = None
    return found


def drawn(books: Books, figures: dict[str, dict]) -> dict[Path | None, list[dict]]:
    """Return the figures by the notebook whose code saves them; under None those of none."""
    left, found = dict(figures), {}
    for path, book in books.items():
        code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
        found[path] = [left.pop(name) for name in _saved(code) if name in left]
    return found | {None: list(left.values())}


def study(figures: dict[str, dict]) -> str:
    """Return the name of the study that the figures show; raises `InputError` for several."""
    names = sorted({told["study"]["name"] for told in figures.values()})
    if len(names) > 1:
        raise InputError(f"figures: of {', '.join(names)}; expected those of one study")
    return names[0]


def introduction(readme: str) -> str:
    """Return what the README tells readers: all up to how the notebooks are opened.

    Its commands, with what is said of them, are left out: they are for who has the files.
    """
    told = readme.split("\n## Open the notebooks")[0]
    return re.sub(r"\n```\n.*?\n```\n\n.*?\n(?=\n)", "", told, count=1, flags=re.S).strip()


def licences(readme: str) -> str:
    """Return what the README says of licences."""
    return readme.partition("\n## Cite\n")[2].split("\n## ")[0].split(" How to contribute:")[0]


def citation(root: Path) -> dict:
    """Return the citation file of the project in `root`."""
    return yaml.safe_load(text(root / "CITATION.cff"))


def person(told: dict) -> str:
    """Return the name of an author of the citation file, family name first."""
    names = (told.get("family-names"), told.get("given-names"))
    return told.get("name") or ", ".join(filter(None, names))


def reference(told: dict) -> str:
    """Return the reference to the project in Markdown, given its citation file."""
    people = ", ".join(map(person, told["authors"]))
    year = str(told["date-released"])[:4]
    return f"{people} ({year}). *{told['title']}* (version {told['version']})."


def text(path: Path) -> str:
    """Return the text of a file in UTF-8."""
    return path.read_text(encoding="utf-8")


def _saved(code: str) -> list[str]:
    """Return the names of the figures that code saves; the explorer gives its own a name."""
    return [name or EXPLORED for name in _SAVED.findall(code)]


def _figures(folder: Path) -> dict[str, dict]:
    """Read the sidecars by the name of their figure, each with the files beside it."""
    heal(folder)
    figures = {path.stem: json.loads(text(path)) for path in sorted(folder.glob("*.json"))}
    for name, told in figures.items():
        told["figure"] = name
        told["there"] = [end for end in FORMATS if (folder / f"{name}.{end}").is_file()]
    return figures
