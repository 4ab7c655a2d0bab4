"""Prose in Markdown as Typst markup, block by block."""

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from analysis.pages.report.markup import code, escape, string
from analysis.pages.report.table_markup import Table, typeset

_OUTSIDE = re.compile(r"(https?|mailto):")
_TAGS = re.compile(r"<[^>]*>")


class Block(NamedTuple):
    """A heading, paragraph, table or the like: its kind, and its Typst markup.

    Of a heading, `markup` is its label and words, and `depth` that which its text gives it.
    """

    kind: str
    markup: str
    depth: int = 0


def markdown(text: str, page: str) -> list[Block]:
    """Return the blocks of a text in Markdown.

    `page` is the path of its file in the project: links lead on from there, and so is the title
    labelled; the label of another heading is `page`, a hyphen and the heading's words.
    """
    reader = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"])
    root = SyntaxTreeNode(reader.parse(text))
    return [_block(node, page) for node in root.children]


def inline(text: str, page: str) -> str:
    """Return the markup of a line of Markdown."""
    return "".join(block.markup for block in markdown(text, page)).strip()


def slug(words: str) -> str:
    """Return what a link to a heading calls it.

    >>> slug("Second look, and spot-check")
    'second-look-and-spot-check'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", words.lower()).strip())


def _block(node: SyntaxTreeNode, page: str) -> Block:
    if node.type == "heading":
        depth, words = int(node.tag[1]), _inside(node, page)
        label = string(page if depth == 1 else f"{page}-{slug(_plain(node))}")
        return Block("heading", f"{label}, [{words}]", depth)
    if node.type == "table":
        return Block("table", typeset(_table(node, page)))
    if node.type in ("fence", "code_block"):
        return Block("code", f"#raw(block: true, {string(node.content.rstrip())})\n")
    if node.type == "html_block":
        return Block("paragraph", escape(_TAGS.sub("", node.content)).strip() + "\n")
    if node.type == "paragraph":
        alone = node.children[0].children
        if len(alone) == 1 and alone[0].type == "image":
            return Block("image", _inside(node, page) + "\n")
        return Block("paragraph", _inside(node, page) + "\n")
    return Block("other", _OTHERS.get(node.type, _inside)(node, page) + "\n")


def _inside(node: SyntaxTreeNode, page: str) -> str:
    return "".join(_inline(child, page) for child in node.children)


def _inline(node: SyntaxTreeNode, page: str) -> str:
    """Return the markup of what stands in a line; a tag of HTML is left out, not what it holds."""
    if node.type in _INLINE:
        return _INLINE[node.type](node, page)
    return _inside(node, page) if node.children else escape(node.content)


def _list(node: SyntaxTreeNode, page: str) -> str:
    """Return a list, numbered from where the text numbers it."""
    items = [_item(item, page) for item in node.children]
    start = f"start: {int(node.attrGet('start') or 1)}, " if node.type == "ordered_list" else ""
    function = "enum" if node.type == "ordered_list" else "list"
    return f"#{function}({start}{', '.join(f'[{item}]' for item in items)})"


def _item(node: SyntaxTreeNode, page: str) -> str:
    """Return what stands in an item or a quotation, where a heading is but strong."""
    parts = (
        f"#strong[{_inside(child, page)}]\n"
        if child.type == "heading"
        else _block(child, page).markup
        for child in node.children
    )
    return "\n".join(parts).strip()


def _link(node: SyntaxTreeNode, page: str) -> str:
    """Return a link: out to the web, to another page of the report, or what it says alone."""
    href, words = unquote(str(node.attrGet("href"))), _inside(node, page)
    if _OUTSIDE.match(href):
        return f"#link({string(str(node.attrGet('href')))})[{words}];"
    path, _, place = href.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    target = f"{path}-{place}" if place else path
    return f"#go({string(target)}, [{words}]);"


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(each.content for each in node.walk() if each.type in ("text", "code_inline"))


def _table(node: SyntaxTreeNode, page: str) -> Table:
    rows = [
        [(_inside(each, page), _plain(each)) for each in row.children]
        for part in node.children
        for row in part.children
    ]
    return Table(rows, 1)


def _wrapped(before: str, after: str) -> Callable[[SyntaxTreeNode, str], str]:
    return lambda node, page: f"{before}{_inside(node, page)}{after}"


_INLINE = {
    "strong": _wrapped("#strong[", "];"),
    "em": _wrapped("#emph[", "];"),
    "code_inline": lambda node, _: code(node.content),
    "link": _link,
    "image": _wrapped("#emph[", "];"),
    "softbreak": lambda *_: "\n",
    "hardbreak": lambda *_: "#linebreak();",
    "html_inline": lambda *_: "",
}
_OTHERS = {
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": lambda node, page: f"#quote(block: true)[{_item(node, page)}]",
    "hr": lambda *_: "#line(length: 100%)",
}
