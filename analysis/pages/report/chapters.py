"""Stored notebooks as chapters: prose, figures and tables without the code that made them."""

from base64 import b64decode
from hashlib import sha256
from itertools import pairwise

import nbformat

from analysis.files import FILES_TYPE
from analysis.pages import stored
from analysis.pages.report.markup import escape, string
from analysis.pages.report.prose import Block, markdown
from analysis.pages.report.table_markup import from_html, typeset
from analysis.pages.stored import PICTURE
from analysis.publish.captions import markdown as as_text

DRAWINGS = ("svg", "png")  # of a figure's files, the first that is there


def chapter(name: str, book: nbformat.NotebookNode, figures: dict[str, dict]) -> list[Block]:
    """Return the blocks of a notebook, given its path in the project and the figures it draws.

    A picture of one of them becomes the figure with its caption, and stands once. Left out are the
    code and the words on how to run it.
    """
    blocks: list[Block] = []
    placed: set[str] = set()
    for cell in stored.for_readers(book.cells):
        if cell.cell_type == "markdown":
            blocks += markdown(cell.source, name)
        for output in cell.get("outputs", []):
            drawn = stored.pictured(output, figures, elsewhere=stored.shown(book))
            if drawn and drawn not in placed:
                blocks = [*_seen(blocks, drawn), figure(figures[drawn])]
                placed.add(drawn)
            elif not drawn:
                blocks += _output(output, name, _captions(figures))
    return blocks


def pictures(book: nbformat.NotebookNode, figures: dict[str, dict]) -> dict[str, bytes]:
    """Return the pictures of a notebook that are no figures, by the name of their file."""
    return {
        _picture(output): b64decode(output["data"][PICTURE])
        for cell in stored.for_readers(book.cells)
        for output in cell.get("outputs", [])
        if PICTURE in output.get("data", {})
        and not stored.pictured(output, figures, elsewhere=stored.shown(book))
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


def _captions(figures: dict[str, dict]) -> set[str]:
    """Return the captions as a notebook shows them."""
    return {as_text(told["caption"]) for told in figures.values()}


def _output(output: nbformat.NotebookNode, name: str, captions: set[str]) -> list[Block]:
    """Return the richest of the forms in which an output is stored; a caption stands elsewhere.

    The names of files that it wrote are for who has the files.
    """
    forms = output.get("data", {})
    if forms.get("text/markdown") in captions:
        return []
    if "text/markdown" in forms:
        return markdown(forms["text/markdown"], name)
    if "<table" in forms.get("text/html", ""):
        return [Block("table", typeset(from_html(forms["text/html"])))]
    text = forms.get("text/plain", output.get("text", ""))
    if PICTURE in forms:
        return [Block("figure", f"#unsaved({string(_picture(output))}, {string(text)})\n")]
    if not text or FILES_TYPE in forms:
        return []
    return [Block("code", f"#raw(block: true, {string(text.rstrip())})\n")]


def _seen(blocks: list[Block], name: str) -> list[Block]:
    """Let the last paragraph of the section say which figure is meant, wherever it is placed."""
    for place, block in reversed(list(enumerate(blocks))):
        if block.kind == "heading":
            break
        if block.kind == "paragraph":
            told = f"{block.markup.rstrip()}#see({string(name)});\n"
            return [*blocks[:place], Block("paragraph", told), *blocks[place + 1 :]]
    return blocks


def _picture(output: nbformat.NotebookNode) -> str:
    """Return the name of the file of a picture: the same picture, the same file."""
    return f"/pictures/{sha256(output['data'][PICTURE].encode()).hexdigest()[:16]}.png"
