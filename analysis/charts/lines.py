"""Texts broken into lines: in Chinese at any sign, and in either direction as they began."""

import re
import unicodedata
from collections.abc import Sequence

_SIGNS = "\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．：；？！）」』】〉》ーっゃゅょッャュョ"  # no line begins with one
_PIECES = re.compile(rf"(?:[{_SIGNS}]|[^ {_SIGNS}]+)[{_CLOSING}]* ?")
_WORDS = re.compile("[^ ]+ ?")
_LOOSE = re.compile(r" (?=[–—:;!?»](?: |$))|(?<=«) ")


def packed(name: str, letters: int) -> list[str]:
    """Return the lines of a name, broken at any sign, which is two letters wide, or at a space.

    >>> packed("外交部发言人", 8)
    ['外交部发', '言人']
    """
    lines = [""]
    for piece in pieces(" ".join(name.split())):
        if lines[-1] and _width(lines[-1] + piece.rstrip()) > letters:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def words(text: str) -> list[str]:
    """Return the words of a text with the spaces behind them, and what is bound to them.

    >>> words("Coal, Mongolia – China")
    ['Coal, ', 'Mongolia – ', 'China']
    """
    return [text[found.start() : found.end()] for found in _WORDS.finditer(bound(text))]


def pieces(text: str) -> list[str]:
    """Return what no line break parts: words as `words` gives them, and signs of Chinese.

    >>> pieces("Mongolia – 煤炭 on")
    ['Mongolia – ', '煤', '炭 ', 'on']
    """
    return [text[found.start() : found.end()] for found in _PIECES.finditer(bound(text))]


def bound(text: str) -> str:
    """Bind a dash, or a sign that French sets apart, to its word: no line begins with one.

    >>> bound("tons : 4 ; « or »")
    'tons\\xa0: 4\\xa0; «\\xa0or\\xa0»'
    """
    return _LOOSE.sub("\N{NO-BREAK SPACE}", text)


def wide(letter: str) -> bool:
    """Tell whether a letter is as wide as two of Latin."""
    return unicodedata.east_asian_width(letter) in "WF"


def _width(text: str) -> int:
    return sum(1 + wide(letter) for letter in text)


def one_way(lines: Sequence[str]) -> list[str]:
    """Let each line of a broken text be read in the direction of the first.

    >>> one_way(["or", "مصر too"]) == ["or", "\N{LEFT-TO-RIGHT MARK}مصر too"]
    True
    """
    ways = [_way(line) for line in lines]
    mark = {"L": "\N{LEFT-TO-RIGHT MARK}", "R": "\N{RIGHT-TO-LEFT MARK}"}.get(ways[0], "")
    return [
        line if way in ("", ways[0]) else mark + line for line, way in zip(lines, ways, strict=True)
    ]


def _way(text: str) -> str:
    """Return the direction of the first letter that has one: `L`, `R` or none."""
    kinds = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    return next(("L" if kind == "L" else "R" for kind in kinds), "")
