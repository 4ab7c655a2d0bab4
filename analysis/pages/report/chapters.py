"""Stored notebooks as chapters: prose, figures and tables without the code that made them."""

from base64 import b64decode
from itertools import pairwise

import nbformat

from analysis.pages import stored
from analysis.pages.report.markup import escape, string
from analysis.pages.report.prose import Block, markdown
from analysis.pages.report.table_markup import from_html, typeset

PICTURE = "image/png"
DRAWINGS = ("svg", "png")  # of a figure's files, the first that is there


def chapter(name: str, book: nbformat.NotebookNode, figures: dict[str, dict]) -> list[Block]:
    """Return the blocks of a notebook, given its path in the project.

    A picture that the notebook saves becomes a figure with its caption. Left out are the code and
    the words on how to run it.
    """
    captions = {told["caption"] for told in figures.values()}
    blocks: list[Block] = []
    for place, cell in enumerate(book.cells):
        if cell.cell_type == "markdown" and not _how_to_run(book, place):
            blocks += markdown(cell.source, name)
        for number, output in enumerate(cell.get("outputs", [])):
            saved = stored.saved(output)
            if saved in figures and PICTURE in output.data:
                blocks = [*_seen(blocks, saved), figure(figures[saved])]
            else:
                blocks += _output(output, name, captions, _picture(name, place, number))
    return blocks


def pictures(name: str, book: nbformat.NotebookNode, figures: dict[str, dict]) -> dict[str, bytes]:
    """Return the pictures of a notebook that are no figures, by the path in its chapter."""
    return {
        _picture(name, place, number): b64decode(output["data"][PICTURE])
        for place, cell in enumerate(book.cells)
        for number, output in enumerate(cell.get("outputs", []))
        if PICTURE in output.get("data", {}) and stored.saved(output) not in figures
    }


def figure(told: dict) -> Block:
    """Return a figure with its caption, given its sidecar."""
    name = told["figure"]
    path = f"/figures/{name}.{drawing(told)}"
    words = f"[{escape(told['title'])}], [{escape(told['caption'])}]"
    markup = f"#picture({string(name)}, {string(path)}, {string(told['alt'])}, {words})\n"
    return Block("figure", markup)


def drawing(told: dict) -> str:
    """Return the ending of the file of a figure to be shown: its lines, else its picture."""
    return next(end for end in DRAWINGS if end in told["there"])


def joined(blocks: list[Block]) -> str:
    """Return blocks as one text; a paragraph stays on the page of the table that it introduces.

    A heading that skips a level is raised: readers by ear go from level to level.
    """
    parts, depth = [], 0
    for block, after in pairwise([*blocks, Block("end", "")]):
        if block.kind == "heading":
            depth = min(block.depth, depth + 1)
            parts.append(f"#title({depth}, {block.markup})\n")
        elif block.kind == "paragraph" and after.kind in ("table", "code"):
            parts.append(f"#introduces[{block.markup}]\n")
        else:
            parts.append(block.markup)
    return "\n".join(parts)


def _output(
    output: nbformat.NotebookNode, name: str, captions: set[str], picture: str
) -> list[Block]:
    """Return the richest of the forms in which an output is stored; a caption stands elsewhere."""
    forms = output.get("data", {})
    if forms.get("text/markdown") in captions:
        return []
    if "text/markdown" in forms:
        return markdown(forms["text/markdown"], name)
    if "<table" in forms.get("text/html", ""):
        return [Block("table", typeset(from_html(forms["text/html"])))]
    text = forms.get("text/plain", output.get("text", ""))
    if PICTURE in forms:
        return [Block("figure", f"#unsaved({string(picture)}, {string(text)})\n")]
    return [Block("code", f"#raw(block: true, {string(text.rstrip())})\n")] if text else []


def _seen(blocks: list[Block], name: str) -> list[Block]:
    """Let the last paragraph of the section say which figure is meant, wherever it is placed."""
    for place, block in reversed(list(enumerate(blocks))):
        if block.kind == "heading":
            break
        if block.kind == "paragraph":
            told = f"{block.markup.rstrip()}#see({string(name)});\n"
            return [*blocks[:place], Block("paragraph", told), *blocks[place + 1 :]]
    return blocks


def _picture(name: str, place: int, number: int) -> str:
    return f"/{name}-{place}-{number}.png"


def _how_to_run(book: nbformat.NotebookNode, place: int) -> bool:
    """Tell whether a cell stands before the parameters and opens no section: it is about them."""
    after = book.cells[place + 1] if place + 1 < len(book.cells) else {}
    source = book.cells[place].source
    return "parameters" in after.get("metadata", {}).get("tags", []) and source[:1] != "#"
