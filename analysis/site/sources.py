"""Gathers what the site shows into one folder of sources, laid out as in the project.

Notebooks, codebook and figures keep their places, so that the links between them hold.
"""

import json
import re
import shutil
from html import escape
from pathlib import Path
from urllib.parse import unquote

import nbformat
import yaml

from analysis.errors import InputError

_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")
_SAVED = re.compile(r"\bsave\(\s*figure,\s*\"([^\"]+)\"")
_FORMATS = {"pdf": "PDF", "svg": "SVG", "png": "PNG", "tif": "TIFF", "eps": "EPS",
            "csv": "numbers (CSV)", "json": "sources and parameters (JSON)"}  # fmt: skip


def gather(root: Path, folder: Path, files: Path) -> None:
    """Write the pages of the site of the project in `root` into `folder`, the rest into `files`.

    Raises `InputError` when there is no figure or no notebook.
    """
    figures = _figures(root / "figures")
    books = {path: nbformat.read(path, 4) for path in sorted((root / "notebooks").glob("*.ipynb"))}
    if not figures or not books:
        missing = "figures: none there; make figures" if not figures else "notebooks: none there"
        raise InputError(missing)
    shutil.copytree(root / "figures", files / "figures", ignore=_other_files(figures))
    for path, book in books.items():
        _write(folder / "notebooks" / path.name, nbformat.writes(page(book, figures)))
    readme = _text(root / "README.md")
    pages = {
        "index.md": front(readme, books),
        "gallery.md": gallery(figures, books),
        "cite.md": cite(root, readme),
        "data/README.md": _text(root / "data" / "README.md"),
    }
    for name, text in pages.items():
        _write(folder / name, text)
        _copy_linked(root, folder, name, text)


def page(book: nbformat.NotebookNode, figures: dict[str, dict]) -> nbformat.NotebookNode:
    """Return the notebook with its code folded away.

    Each figure gets its alt text, and below its caption the way to the gallery. A picture is the
    figure that the first call of `save` names, from the picture's own cell on.
    """
    cells, shown = [], None
    for cell in book.cells:
        cells.append(cell)
        if cell.cell_type != "code":
            continue
        cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-input"]
        shown = cell if _has_picture(cell) else shown
        for name in _SAVED.findall(cell.source):
            if name in figures and shown is not None:
                shown.metadata.mystnb = {"image": {"alt": figures[name]["alt"]}}
                cells.append(_way_to_gallery(name))
            shown = None
    return nbformat.from_dict(book | {"cells": cells})


def front(readme: str, books: dict[Path, nbformat.NotebookNode]) -> str:
    """Return the front page: the README up to how the notebooks are opened, and the pages.

    Its commands, with what is said of them, are left out: they are for who has the files.
    """
    told = readme.split("\n## Open the notebooks")[0]
    told = re.sub(r"\n```\n.*?\n```\n\n.*?\n(?=\n)", "", told, count=1, flags=re.S)
    pages = ["- [Every figure](gallery.md), with its numbers and sources"]
    pages += [f"- [{_title(book)}](notebooks/{path.name})" for path, book in books.items()]
    pages += ["- [The codebook](data/README.md)", "- [How to cite](cite.md)"]
    contents = "\n".join(
        ["```{toctree}", ":hidden:", ":titlesonly:", "gallery"]
        + [f"notebooks/{path.stem}" for path in books]
        + ["Codebook <data/README>", "cite", "```"]
    )
    return "\n\n".join([told.strip(), "## Read on", "\n".join(pages), contents, ""])


def gallery(figures: dict[str, dict], books: dict[Path, nbformat.NotebookNode]) -> str:
    """Return the gallery: each figure under the notebook that draws it, the others at the end."""
    left, parts = dict(figures), ["# Figures", "Each may be taken as it is, under CC BY 4.0."]
    for path, book in books.items():
        code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
        drawn = [left.pop(name) for name in _SAVED.findall(code) if name in left]
        if drawn:
            told = f"Drawn and read in the notebook [{_title(book)}](notebooks/{path.name})."
            parts += [f"## {_title(book)}", told, *map(_entry, drawn)]
    if left:
        parts += ["## Other figures", *map(_entry, left.values())]
    return "\n\n".join(parts) + "\n"


def cite(root: Path, readme: str) -> str:
    """Return the page that says how to cite: a reference, BibTeX, and the README's words."""
    told = yaml.safe_load(_text(root / "CITATION.cff"))
    people = ", ".join(_person(person) for person in told["authors"])
    year = str(told["date-released"])[:4]
    reference = f"{people} ({year}). *{told['title']}* (version {told['version']})."
    words = readme.partition("\n## Cite\n")[2].split("\n## ")[0].split(" How to contribute:")[0]
    figure = (
        "Name the figure and the version, and the documents that its JSON file lists, "
        "when they carry what you say."
    )
    parts = ["# How to cite", told["message"], reference, _bibtex(told), "## A figure", figure]
    return "\n\n".join([*parts, "## Licences", words.strip(), ""])


def _bibtex(told: dict) -> str:
    """Return the entry in BibTeX; a group stands in braces, or it would be split like a person."""
    authors = [f"{{{_person(who)}}}" if "name" in who else _person(who) for who in told["authors"]]
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{told['title']}}}",
        "version": told["version"],
        "year": str(told["date-released"])[:4],
        "doi": told.get("doi"),
        "url": told.get("url"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join(["```bibtex", "@software{bilateral_atlas,", *lines, "}", "```"])


def _figures(folder: Path) -> dict[str, dict]:
    """Read the sidecars by the name of their figure, each with the files beside it."""
    figures = {path.stem: json.loads(_text(path)) for path in sorted(folder.glob("*.json"))}
    for name, told in figures.items():
        told["figure"] = name
        told["there"] = [end for end in _FORMATS if (folder / f"{name}.{end}").is_file()]
    return figures


def _other_files(figures: dict[str, dict]):
    wanted = {f"{name}.{end}" for name, told in figures.items() for end in told["there"]}
    return lambda _, names: set(names) - wanted


def _entry(told: dict) -> str:
    """Return a figure as HTML: its PNG, since the SVG's font may be missing where it is read."""
    name, here = told["figure"], f"figures/{told['figure']}"
    files = " ".join(
        f'<a href="{here}.{end}" download>{_FORMATS[end]}</a>' for end in told["there"]
    )
    lines = [
        f'<figure class="atlas" id="figure-{name}">',
        f'<a href="{here}.png"><img src="{here}.png" alt="{escape(told["alt"])}" loading="lazy">'
        "</a>",
        f"<figcaption><p>{escape(told['caption'])}</p>",
        f'<p class="downloads">{files}</p></figcaption>',
        "</figure>",
    ]
    return "\n".join([f"### {told['title']}", "", "```{raw} html", *lines, "```"])


def _has_picture(cell: nbformat.NotebookNode) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def _way_to_gallery(name: str) -> nbformat.NotebookNode:
    link = f'<a href="../gallery.html#figure-{name}">Files and numbers of this figure</a>'
    text = f'<p class="to-gallery">{link}</p>'
    return nbformat.v4.new_markdown_cell(text, id=f"gallery-{name}")


def _title(book: nbformat.NotebookNode) -> str:
    return book.cells[0].source.splitlines()[0].lstrip("# ")


def _person(person: dict) -> str:
    names = (person.get("family-names"), person.get("given-names"))
    return person.get("name") or ", ".join(filter(None, names))


def _copy_linked(root: Path, folder: Path, name: str, text: str) -> None:
    """Copy the files of the project to which a page links, for Sphinx to offer or to show."""
    for link in map(unquote, _LINK.findall(text)):
        path = (root / name).parent / link
        place = (folder / name).parent / link
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
