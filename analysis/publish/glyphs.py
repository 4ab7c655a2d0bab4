"""Letters that a font lacks, each told with its script and with what brings a font for it."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from fontTools import unicodedata as scripts
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

SETTING = "ATLAS_FONTS"
"""The variable of the environment that names folders of fonts."""

MOST_TOLD = 5  # letters of a script

WIDE_SCRIPTS = ("Hani", "Hira", "Kana", "Hang", "Bopo")
"""The scripts whose fonts stand in one package: Chinese, Japanese and Korean."""


def lacking(text: Text) -> list[str]:
    """Return the letters of a text that none of its fonts has, in the order of their codes."""
    font = text.get_fontproperties()
    known = _letters(tuple(font.get_family()), font.get_weight(), font.get_style())
    return sorted(each for each in set(text.get_text()) if ord(each) not in known and _seen(each))


def missing(letters: Iterable[str]) -> list[str]:
    """Say which letters are without a glyph, a line a script, with what brings a font.

    >>> print(*missing("石"))  # doctest: +NORMALIZE_WHITESPACE
    no glyph for U+77F3 (石), script Han; expected a font that has it: the Debian package
    fonts-noto-cjk, or a folder named in ATLAS_FONTS
    """
    by_script = groupby(sorted(letters, key=lambda each: (script(each), each)), script)
    return [_line(name, list(of_script)) for name, of_script in by_script]


def script(letter: str) -> str:
    """Return the code by which ISO 15924 names the script of a letter, or one that it serves.

    >>> script("石"), script("ब"), script("ー"), script("（")
    ('Hani', 'Deva', 'Kana', 'Hani')
    """
    if unicodedata.east_asian_width(letter) == "F":  # a sign as wide as theirs, such as （
        return "Hani"
    served = scripts.script_extension(letter)
    wide = served.intersection(WIDE_SCRIPTS)
    return "Hani" if "Hani" in wide else max(wide or {min(served)})


def package(code: str) -> str:
    """Return the Debian package with a font for a script; symbols of none are in another."""
    if code in WIDE_SCRIPTS:
        return "fonts-noto-cjk"
    return "fonts-symbola" if code in ("Zyyy", "Zinh", "Zzzz") else "fonts-noto-core"


def has(path: str, letters: Iterable[str]) -> set[str]:
    """Return those of the letters that the font in a file has."""
    known = _of_file(path)
    return {letter for letter in letters if ord(letter) in known}


def _line(code: str, letters: list[str]) -> str:
    told = ", ".join(
        f"U+{ord(letter):04X}" + (f" ({letter})" if letter.isprintable() else "")
        for letter in letters[:MOST_TOLD]
    )
    if len(letters) > MOST_TOLD:
        told += f" and {len(letters) - MOST_TOLD} more"
    them, named = "it" if len(letters) == 1 else "them", scripts.script_name(code)
    return (
        f"no glyph for {told}, script {named}; expected a font that has {them}: "
        f"the Debian package {package(code)}, or a folder named in {SETTING}"
    )


def _seen(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter != "\n" and kind != "Cf" and not 0xFE00 <= ord(letter) <= 0xFE0F


@cache
def _letters(families: tuple[str, ...], weight: str | int, style: str) -> frozenset[int]:
    """Return the codes of the letters in those of the fonts that are there."""
    known: set[int] = set()
    for family in families:
        try:
            path = findfont(
                FontProperties(family=[family], weight=weight, style=style),
                fallback_to_default=False,
            )
        except ValueError:
            continue
        known |= _of_file(path)
    return frozenset(known)


@cache
def _of_file(path: str) -> frozenset[int]:
    try:
        return frozenset(get_font(path).get_charmap())
    except (RuntimeError, OSError):  # a font of coloured pictures, or a broken file
        return frozenset()
