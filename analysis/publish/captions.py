"""Writes what stands under a figure as Markdown and as LaTeX."""

import re

from analysis.publish.words import Words

LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
    "\u00a0": "~",
    "\u202f": r"\,",
    "→": r"\textrightarrow{}",
    "←": r"\textleftarrow{}",
}
"""How LaTeX writes what it would read as a command, and signs its fonts may lack."""

_BREAKS = re.compile("\\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\\s*")


def one_line(text: str) -> str:
    r"""Return a text on one line: a blank one would end a caption of LaTeX or open a block.

    >>> one_line("One.\n\n```{include} a\n")
    'One. ```{include} a'
    """
    return _BREAKS.sub(" ", text).strip()


def latex(text: str) -> str:
    r"""Return a text as one paragraph of LaTeX that prints it; letters of any script stay.

    >>> print(latex("R&D, 80% of «Нефть»_1"))
    R\&D, 80\% of «Нефть»\_1
    """
    return "".join(LATEX.get(letter, letter) for letter in one_line(text))


def markdown(text: str) -> str:
    r"""Return a text as one line of Markdown that shows it.

    >>> print(markdown("a*b [1] <x>"))
    a\*b \[1\] \<x\>
    """
    return re.sub(r"([\\`*_\[\]{}<>#|~$&])", r"\\\1", one_line(text))


def as_markdown(words: Words, picture: str | None) -> str:
    """Return title and caption as Markdown, after the picture's file with its alt text."""
    shown = f"![{markdown(words.alt)}]({picture})\n\n" if picture else ""
    return f"{shown}**{markdown(words.title)}.** {markdown(words.caption)}\n"


def as_latex(name: str, words: Words) -> str:
    """Return a LaTeX figure of the file `name` in its own size, with caption and alt text.

    It is UTF-8; Cyrillic needs LuaLaTeX or XeLaTeX with a font that has it, or T2A and babel.
    """
    return (
        "\\begin{figure}\n  \\centering\n"
        f"  \\includegraphics[alt={{{latex(words.alt)}}}]{{{name}}}\n"
        f"  \\caption{{\\textbf{{{latex(words.title)}.}} {latex(words.caption)}}}\n"
        f"  \\label{{fig:{name}}}\n"
        "\\end{figure}\n"
    )
