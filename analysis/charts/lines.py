"""Names in Chinese, Japanese or Korean, broken into lines: spaces do not part their words."""

import re
import unicodedata

_SIGNS = "\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．：；？！）」』】〉》ーっゃゅょッャュョ"  # no line begins with one
_PIECES = re.compile(rf"(?:[{_SIGNS}]|[^\s{_SIGNS}]+)[{_CLOSING}]*\s?")


def packed(name: str, letters: int) -> list[str]:
    """Return the lines of a name, broken at any sign, which is two letters wide, or at a space.

    >>> packed("外交部发言人", 8)
    ['外交部发', '言人']
    """
    lines = [""]
    for piece in _PIECES.findall(" ".join(name.split())):
        if lines[-1] and _width(lines[-1] + piece.rstrip()) > letters:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def wide(letter: str) -> bool:
    """Tell whether a letter is as wide as two of Latin."""
    return unicodedata.east_asian_width(letter) in "WF"


def _width(text: str) -> int:
    return sum(1 + wide(letter) for letter in text)
