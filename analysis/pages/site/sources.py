"""Gathers what the site shows into one folder of sources, laid out as in the project.

Notebooks, codebook and figures keep their places, so that the links between them hold.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import nbformat

from analysis.explorer import standalone as explorer
from analysis.explorer.beforehand import first_choices
from analysis.explorer.exports import NAME as EXPLORED
from analysis.explorer.views import NOTEBOOK
from analysis.pages import stored
from analysis.pages.edition import CODEBOOK, README, Edition, licence_of
from analysis.pages.site.gallery import SMALL, gallery, thumbnails
from analysis.pages.site.statements import PAGE, statement_pages
from analysis.publish.captions import markdown, one_line
from analysis.study.load import Study

EXPLORER = "explorer"  # the folder of its files; a page of its name lies beside
MARKDOWN = "text/markdown"
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_TO_NOTEBOOK = re.compile(r"\[([^\]]*)\]\(([^)/\s]+\.ipynb)(?:#[^)]*)?\)")
_GUIDE = re.compile(r"\]\((notebooks/guides/[\w-]+)\.md\)")
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")


def gather(made: Edition, folder: Path, files: Path) -> None:
    """Write the pages of the site of an edition into `folder`, the rest into `files`."""
    study, books, figures, readme = made.study, made.books, made.figures, made.readme
    shutil.copytree(made.drawings, files / "figures", ignore=_other_files(figures))
    for path, book in books.items():
        shown = _without_dead_links(page(book, figures), books)
        _write(folder / "notebooks" / path.name, nbformat.writes(shown))
    for name, text in explorer.files(study).items():
        _write(files / EXPLORER / name, text)
    small = thumbnails(figures, made.drawings, files / SMALL)
    pages = {
        "index.md": front(readme, books),
        "explore.md": explore(study, books),
        "gallery.md": gallery(figures, books, "" if made.own else licence_of(study), small),
        **statement_pages(study),
        "cite.md": cite(made.citation, readme),
        CODEBOOK: made.codebook,
    }
    for name, text in pages.items():
        _write(folder / name, text)
        _copy_linked(made.places.get(name, made.places[README]), (folder / name).parent, text)


def page(book: nbformat.NotebookNode, figures: dict[str, dict]) -> nbformat.NotebookNode:
    """Return the notebook with its code folded away, without what is said to its users.

    Each figure gets its alt text, and below its caption the way to the gallery; that of the
    explorer, the way to its page too.
    """
    cells = []
    for cell in stored.for_readers(book.cells):
        cells.append(cell)
        if cell.cell_type == "code":
            cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-input"]
            cells += _ways(cell, figures, stored.kept(book), stored.shown(book))
            cell.outputs = list(map(_harmless, cell.outputs))
    return nbformat.from_dict(book | {"cells": cells})


def front(readme: str, books: dict[Path, nbformat.NotebookNode]) -> str:
    """Return the front page: what the README tells readers, and the pages."""
    pages = [
        "- [Explore the network](explore.md): click a tie, and read what was said and where",
        "- [Every figure](gallery.md), with its numbers and sources",
        f"- [Every statement]({PAGE}.md), with its source",
    ]
    pages += [f"- [{stored.title(book)}]({_place(path)})" for path, book in books.items()]
    pages += ["- [The codebook](data/README.md)", "- [How to cite](cite.md)"]
    told = stored.introduction(readme)
    contents = "\n".join(
        ["```{toctree}", ":hidden:", ":titlesonly:", "explore", "gallery", PAGE]
        + [f"notebooks/{path.stem}" for path in books]
        + ["Codebook <data/README>", *_GUIDE.findall(told), "cite", "```"]
    )
    return "\n\n".join([told, "## Read on", "\n".join(pages), contents, ""])


def explore(study: Study, books: dict[Path, nbformat.NotebookNode]) -> str:
    """Return the page of the explorer, as wide as the window."""
    told = [
        f"{markdown(study.title)}. Click a tie or a node to read the statements behind "
        "it, each with its source. Choose the network of actors to see who agrees with whom, and "
        "who differs. Ask of a node what is tied to it, or which paths lead to another. Click a "
        "year to see that year alone, and again to see all."
    ]
    if any(path.stem == NOTEBOOK for path in books):
        notebook = f"[its notebook](notebooks/{NOTEBOOK}.ipynb)"
        told.append(f"To filter further and to save what you see, run {notebook}.")
    without = "<noscript>This page needs JavaScript; the gallery does not.</noscript>"
    shown = [
        "```{raw} html",
        explorer.page(EXPLORER, first_choices(study).language),
        without,
        "```",
    ]
    page = ["---\nhide-toc: true\n---", "# Explore", " ".join(told), "\n".join(shown), ""]
    return "\n\n".join(page)


def cite(told: dict | Path, readme: str) -> str:
    """Return the page that says how to cite: a reference, BibTeX, and the README's words.

    Takes a citation file as it is read, or the folder in which one stands.
    """
    told = stored.citation(told) if isinstance(told, Path) else told
    figure = (
        "Name the figure and the version, and the documents that its JSON file lists, "
        "when they carry what you say."
    )
    reference, bibtex = stored.reference(told), _bibtex(told)
    parts = ["# How to cite", markdown(told["message"]), reference, bibtex, "## A figure", figure]
    return "\n\n".join([*parts, "## Licences", stored.licences(readme).strip(), ""])


def _bibtex(told: dict) -> str:
    """Return the entry in BibTeX; a group stands in braces, or it would be split like a person."""
    authors = [
        f"{{{stored.person(who)}}}" if "name" in who else stored.person(who)
        for who in told["authors"]
    ]
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{told['title']}}}",
        "version": told.get("version"),
        "year": str(told.get("date-released", ""))[:4],
        "doi": told.get("doi"),
        "url": told.get("url"),
    }
    lines = [f"  {name} = {{{one_line(str(value))}}}," for name, value in fields.items() if value]
    entry = f"@{told.get('kind', 'software')}{{{told.get('key', 'bilateral_atlas')},"
    return "\n".join(["```bibtex", entry, *lines, "}", "```"])


def _other_files(figures: dict[str, dict]):
    wanted = {f"{name}.{end}" for name, told in figures.items() for end in told["there"]}
    return lambda _, names: set(names) - wanted


def _harmless(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an output whose Markdown holds no HTML: names of the data may stand in it."""
    if told := output.get("data", {}).get(MARKDOWN):
        return output | {"data": output.data | {MARKDOWN: _TAG.sub("&lt;", told)}}
    return output


def _ways(
    cell: nbformat.NotebookNode, figures: dict[str, dict], kept: set[str], shown: dict[str, str]
) -> Iterator[nbformat.NotebookNode]:
    """Give the pictures of a cell their alt text, and return where those that are figures lead."""
    for output in cell.outputs:
        if stored.PICTURE not in output.get("data", {}):
            continue
        cell.metadata.mystnb = {"image": {"alt": output.data.get("text/plain", "")}}
        name = stored.pictured(output, figures, kept, shown)
        if not name:  # a made-up example, which is in no file
            continue
        cell.metadata.mystnb = {"image": {"alt": figures[name]["alt"]}}
        if name == EXPLORED:
            link = '<a href="../explore.html">The network, to be clicked and read here</a>'
            yield _way("explore", link)
        link = f'<a href="../gallery.html#figure-{name}">Files and numbers of this figure</a>'
        yield _way(f"gallery-{name}", link)


def _way(name: str, link: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(f'<p class="to-gallery">{link}</p>', id=name)


def _place(path: Path) -> str:
    return f"notebooks/{quote(path.name)}"


def _without_dead_links(book: nbformat.NotebookNode, books: stored.Books) -> nbformat.NotebookNode:
    """Take the links out that lead to notebooks which were not run for this study."""
    names = {path.name for path in books}

    def plain(link: re.Match[str]) -> str:
        return link[0] if unquote(link[2]) in names else link[1]

    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = _TO_NOTEBOOK.sub(plain, cell.source)
    return book


def _copy_linked(source: Path, target: Path, text: str) -> None:
    """Copy the files to which a page links, for Sphinx to offer or to show.

    `source` is the folder from which its links are seen, `target` that of the page. A link out of
    what is gathered leads nowhere, which Sphinx tells.
    """
    root = source.parent if source.name == "data" else source
    for link in map(unquote, _LINK.findall(text)):
        path, place = source / link, target / link
        inside = path.resolve().is_relative_to(root.resolve())
        if inside and path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
