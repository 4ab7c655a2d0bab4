"""What files of pictures need so that every script is set in them as Matplotlib sets it."""

import re
import unicodedata

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text

_TEXT = re.compile(r"(<text [^>]*>)([^<]*)(</text>)")
ISOLATE, POP = "\u2067", "\u2069"


def isolated(svg: str) -> str:
    """Let each text of an SVG that begins from right to left be read so, with what is mixed in.

    Readers of SVG lay a text out from left to right, unless told; Matplotlib goes by its first
    letter.

    >>> isolated("<text x='1'>BP</text>")
    "<text x='1'>BP</text>"
    """
    return _TEXT.sub(lambda found: found[1] + _isolated(found[2]) + found[3], svg)


def embedding(figure: Figure) -> dict[str, int]:
    """Return the settings by which PDF and EPS embed a figure's fonts: as TrueType where they are.

    A font with outlines of PostScript, as most of Chinese, would be one that readers refuse; it is
    embedded as Type 3.
    """
    families = {family for text in figure.findobj(Text) for family in text.get_fontfamily()}
    files = (_file(family) for family in sorted(families))
    return {"pdf.fonttype": 3, "ps.fonttype": 3} if any(map(_postscript, files)) else {}


def begins_right_to_left(text: str) -> bool:
    """Tell whether the first letter of a text that has a direction goes from right to left.

    >>> begins_right_to_left("2024: مصر"), begins_right_to_left("BP مصر")
    (True, False)
    """
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def has_marks(text: str) -> bool:
    """Tell whether letters of a text bear marks that join them, as vowels of Devanagari do.

    >>> has_marks("नगर निगम"), has_marks("Ménard"), has_marks("مصر")
    (True, False, False)
    """
    return any(unicodedata.category(letter).startswith("M") for letter in set(text))


def _isolated(text: str) -> str:
    return f"{ISOLATE}{text}{POP}" if begins_right_to_left(text) else text


def _file(family: str) -> str | None:
    try:
        return findfont(FontProperties(family=[family]), fallback_to_default=False)
    except ValueError:
        return None


def _postscript(path: str | None) -> bool:
    if path is None:
        return False
    with open(path, "rb") as file:
        if file.read(4) == b"ttcf":  # a collection: its first font speaks for all
            file.seek(12)
            file.seek(int.from_bytes(file.read(4), "big"))
        else:
            file.seek(0)
        return file.read(4) == b"OTTO"
