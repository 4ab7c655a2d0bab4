"""What a project has stored: notebooks with outputs, figures with sidecars, how it is cited."""

import json
import re
from pathlib import Path

import nbformat
import yaml

from analysis.errors import InputError
from analysis.files import FILES_TYPE

FORMATS = {
    "pdf": "PDF",
    "svg": "SVG",
    "png": "PNG",
    "tiff": "TIFF",
    "eps": "EPS",
    "csv": "numbers (CSV)",
    "json": "sources and parameters (JSON)",
    "md": "caption (Markdown)",
    "tex": "caption (LaTeX)",
    "yaml": "parameters (YAML)",
}
"""The files of a figure by their ending, and what they are called."""

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


def saved(output: nbformat.NotebookNode) -> str | None:
    """Return the name of the figure that an output of a notebook shows and wrote, if any."""
    written = output.get("data", {}).get(FILES_TYPE, [])
    return next((Path(file).stem for file in written if file.endswith(".json")), None)


def saved_in(cell: nbformat.NotebookNode) -> list[str]:
    """Return the names of the figures that a cell wrote."""
    return list(filter(None, map(saved, cell.get("outputs", []))))


def drawn(books: Books, figures: dict[str, dict]) -> dict[Path | None, list[dict]]:
    """Return the figures by the notebook that wrote them; under None those of none."""
    left, found = dict(figures), {}
    for path, book in books.items():
        names = [name for cell in book.cells for name in saved_in(cell)]
        found[path] = [left.pop(name) for name in names if name in left]
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


def _figures(folder: Path) -> dict[str, dict]:
    """Read the sidecars by the name of their figure, each with the files beside it."""
    figures = {path.stem: json.loads(text(path)) for path in sorted(folder.glob("*.json"))}
    for name, told in figures.items():
        told["figure"] = name
        told["there"] = [end for end in FORMATS if (folder / f"{name}.{end}").is_file()]
    return figures
