"""Texts as Typst markup: every one is escaped, so that what anyone wrote comes out as text."""

import re

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DOCUMENT = re.compile(r"(D\d{3,})(-\d+)?")


def escape(text: str) -> str:
    r"""Return a text as Typst markup that shows it; letters of any script stay as they are.

    Signs that a page cannot show (U+0000 and the like) are left out.

    >>> print(escape("R&D #1, *80 %* of <Нефть> -- a_b"))
    R\&D \#1\, \*80 \%\* of \<Нефть\> \-\- a\_b
    """
    return _SIGNS.sub(r"\\\g<0>", _CONTROLS.sub("", text))


def string(text: str) -> str:
    r"""Return a text as a string literal of Typst.

    >>> print(string('say "a\\b"'))
    "say \"a\\b\""
    """
    quoted = _CONTROLS.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def code(text: str) -> str:
    """Return a text in the typewriter's letters; the id of a document leads to the document."""
    document = _DOCUMENT.fullmatch(text)
    raw = f"#raw({string(text)});"
    return f"#go({string(document[1])}, [{raw}]);" if document else raw


def cell(text: str) -> str:
    """Return the text of a cell; the id of a document leads to the document."""
    document = _DOCUMENT.fullmatch(text)
    return f"#go({string(document[1])}, [{escape(text)}]);" if document else escape(text)
