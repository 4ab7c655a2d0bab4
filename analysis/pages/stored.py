"""What a project has stored: notebooks with outputs, figures with sidecars, how it is cited."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import nbformat
import yaml

from analysis.errors import InputError
from analysis.files import EXAMPLE_TYPE, FILES_TYPE, heal
from analysis.publish.captions import markdown
from analysis.publish.figure_names import name_problems

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

PICTURE = "image/png"
IN_JUPYTER = "in-jupyter"  # the tag of cells that tell how a notebook is used, not what it found

_BOOK = re.compile(r"\w[\w .()-]*\.ipynb")
_WORDS = ("title", "caption", "alt")

Books = dict[Path, nbformat.NotebookNode]


def read(root: Path) -> tuple[Books, dict[str, dict]]:
    """Return the notebooks of the project in `root`, and the sidecars of its figures by name.

    A sidecar gets the name of its `figure` and the endings of the files that are `there`. Raises
    `InputError` when there is no figure or no notebook, and for each that cannot be read or has a
    name that a page would take for more than a name.
    """
    return read_folders(root / "figures", root / "notebooks", "none there; make figures")


def read_folders(drawings: Path, notebooks: Path, hint: str) -> tuple[Books, dict[str, dict]]:
    """Return the notebooks and sidecars of two folders, as `read` does; a `hint` tells of none."""
    figures = _figures(drawings)
    books = _books(notebooks)
    if not figures or not books:
        raise InputError(f"figures: {hint}" if not figures else "notebooks: none there")
    return books, figures


def title(book: nbformat.NotebookNode) -> str:
    """Return the title of a notebook: the first line of its first cell."""
    return book.cells[0].source.splitlines()[0].lstrip("# ")


def saved(output: nbformat.NotebookNode) -> str | None:
    """Return the name of the figure that an output of a notebook shows and wrote, if any."""
    written = output.get("data", {}).get(FILES_TYPE, [])
    return next((Path(file).stem for file in written if file.endswith(".json")), None)


def kept(book: nbformat.NotebookNode) -> set[str]:
    """Return the names of the figures that the outputs of a notebook wrote without showing them."""
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    apart = [output for output in outputs if PICTURE not in output.get("data", {})]
    return {name for name in map(saved, apart) if name}


def shown(book: nbformat.NotebookNode) -> dict[str, str]:
    """Return the pictures that the outputs of a notebook show of figures that they wrote."""
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if PICTURE in output.get("data", {})]
    return {name: each.data[PICTURE] for each in pictures if (name := saved(each))}


def pictured(
    output: nbformat.NotebookNode,
    figures: dict[str, dict],
    apart: Collection[str] = (),
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> str | None:
    """Return the name of the figure of which an output is the picture, if any.

    It is the one that the output wrote or, where it wrote none, the only one that has its alt text:
    so the picture of the explorer, which is written further down. Of several with that text it is
    the one that the notebook wrote `apart`, and never one of which it shows another picture
    `elsewhere`: a made-up example may have the alt text of what was found.
    """
    data = output.get("data", {})
    if PICTURE not in data:
        return None
    if written := saved(output):
        return written if written in figures else None
    alike = [name for name, told in figures.items() if told["alt"] == data.get("text/plain")]
    alike = [name for name in alike if elsewhere.get(name, data[PICTURE]) == data[PICTURE]]
    alike = alike if len(alike) < 2 else [name for name in alike if name in apart]
    return alike[0] if len(alike) == 1 else None


def drawn(books: Books, figures: dict[str, dict]) -> dict[Path | None, dict[str, dict]]:
    """Return the figures by the first notebook that shows them; under None those of none."""
    left, found = dict(figures), {}
    for path, book in books.items():
        outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
        ways = kept(book), shown(book)
        names = [pictured(output, figures, *ways) for output in outputs]
        found[path] = {name: left.pop(name) for name in names if name in left}
    return found | {None: left}


def study(figures: dict[str, dict]) -> str:
    """Return the name of the study that the figures show; raises `InputError` for several."""
    names = sorted({told["study"]["name"] for told in figures.values()})
    if len(names) > 1:
        raise InputError(f"figures: of {', '.join(names)}; expected those of one study")
    return names[0]


def for_readers(cells: Iterable[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Return the cells of a notebook without those that tell how it is used.

    What cells show of a made-up example goes too: it is nothing that was found.
    """
    kept = [cell for cell in cells if IN_JUPYTER not in cell.get("metadata", {}).get("tags", [])]
    return [_found(cell) for cell in kept]


def _found(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    shown = cell.get("outputs", [])
    found = [output for output in shown if EXAMPLE_TYPE not in output.get("data", {})]
    return cell if len(found) == len(shown) else nbformat.from_dict(cell | {"outputs": found})


def introduction(readme: str) -> str:
    """Return what the README tells readers: all up to its first section.

    Its commands, with what is said of them, are left out: they are for who has the files.
    """
    told = readme.split("\n## ")[0]
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
    people = markdown(", ".join(map(person, told["authors"])))
    year = markdown(str(told.get("date-released", ""))[:4])
    version = f" (version {markdown(str(told['version']))})" if "version" in told else ""
    head = " ".join(filter(None, [people, f"({year})" if year else ""]))
    return f"{f'{head}. ' if head else ''}*{markdown(told['title'])}*{version}."


def text(path: Path) -> str:
    """Return the text of a file in UTF-8."""
    return path.read_text(encoding="utf-8")


def _books(folder: Path) -> Books:
    books, problems = {}, []
    for path in sorted(folder.glob("*.ipynb")):
        if not _BOOK.fullmatch(path.name):
            problems.append(
                f"notebook {path.name!r}; expected a name of letters, digits, spaces and . - _ ( )"
            )
            continue
        try:
            books[path] = nbformat.read(path, 4)
        except (ValueError, nbformat.ValidationError) as error:
            reason = str(error).partition("\n")[0]
            problems.append(f"notebooks/{path.name}: not a notebook ({reason})")
        else:
            if not (books[path].cells and books[path].cells[0].source.strip()):
                problems.append(f"notebooks/{path.name}: no title; expected one in its first cell")
    if problems:
        raise InputError(problems)
    return books


def _figures(folder: Path) -> dict[str, dict]:
    """Read the sidecars by the name of their figure, each with the files beside it."""
    heal(folder)
    paths = sorted(folder.glob("*.json"))
    figures, problems = {}, []
    for path in paths:
        told, wrong = _sidecar(path)
        problems += wrong
        there = [end for end in FORMATS if path.with_suffix(f".{end}").is_file()]
        figures[path.stem] = told | {"figure": path.stem, "there": there}
    if problems:
        raise InputError(problems)
    return figures


def _sidecar(path: Path) -> tuple[dict, list[str]]:
    """Return what is told of a figure, and what is wrong with it."""
    if wrong := name_problems(path.stem):
        return {}, [f"figures: {wrong[0]}"]
    try:
        told = json.loads(text(path))
    except ValueError as error:
        return {}, [f"figures/{path.name}: not JSON in UTF-8 ({error})"]
    if not isinstance(told, dict):
        return {}, [f"figures/{path.name}: expected what is told of a figure, from `save`"]
    named = isinstance(told.get("study"), dict) and isinstance(told["study"].get("name"), str)
    wrong = [part for part in _WORDS if not isinstance(told.get(part), str)]
    return told, [
        f"figures/{path.name}: no {part}; expected what `save` tells of a figure"
        for part in wrong + ([] if named else ["study"])
    ]
