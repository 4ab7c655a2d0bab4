"""Finds fonts for letters that the house's own lacks: in folders of a setting, on the machine.

Nothing is shipped: fonts for Chinese, Japanese and Korean are larger than the whole package, and
those of Debian, macOS and Windows are there or are installed once. Matplotlib sets them: it joins
Arabic, builds Devanagari's conjuncts and orders mixed directions by itself since 3.11 (libraqm).
"""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from fontTools import unicodedata as scripts
from matplotlib.font_manager import (
    FontEntry,
    FontProperties,
    findfont,
    findSystemFonts,
    fontManager,
)

from analysis.errors import InputError, problem
from analysis.publish.glyphs import SETTING, WIDE_SCRIPTS, has, script

REGIONS = {"zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK", "ja": "JP", "ko": "KR"}
"""Whose forms of Chinese signs a language wants; any other has those of the mainland."""

_NAMES = ("Noto Sans CJK {}", "Source Han Sans {}", "Noto Sans {}")
_ALSO_WIDE = ("WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", "Droid Sans Fallback")


def _is_news(line: logging.LogRecord) -> bool:
    """A font without a bold face is set in its regular one, which is no news for a notebook."""
    return not line.getMessage().startswith("findfont: Failed to find font weight")


logging.getLogger("matplotlib.font_manager").addFilter(_is_news)


def fonts_for(letters: Iterable[str], language: str = "en") -> list[str]:
    """Return families that together have as many of the letters as any fonts here have.

    Those in the folders of the setting come first, then those made for a script. Where letters
    remain, fonts installed since Matplotlib last looked are found too. Raises `InputError` for a
    folder of the setting that is not there.
    """
    return list(_found(set(letters), language))


def unwritable(letters: Iterable[str], language: str = "en") -> set[str]:
    """Return those of the letters that neither the house's font nor any other here has."""
    own = findfont(FontProperties(family=["DejaVu Sans"]))
    left = {letter for letter in letters if letter.isprintable()} - has(own, letters)
    found = _found(left, language) if left else {}
    return left.difference(*(has(path, left) for path in found.values()))


def _found(wanted: set[str], language: str) -> dict[str, str]:
    """Return files by their families, where letters remain of fonts installed since too."""
    named = _add(_named_files())
    found = _cover(wanted, language, named)
    if not all(any(has(path, letter) for path in found.values()) for letter in wanted):
        _add(findSystemFonts())
        found = _cover(wanted, language, named)
    return found


def _cover(wanted: set[str], language: str, named: set[str]) -> dict[str, str]:
    """Return a file of each family taken: of the best first, while letters are without a font."""
    left, taken = set(wanted), {}
    for code in sorted({script(letter) for letter in wanted}):
        of_script = {letter for letter in left if script(letter) == code}
        for entry in sorted(_faces(), key=lambda each: _rank(each, code, wanted, language, named)):
            if not of_script:
                break
            if there := has(entry.fname, left):
                taken[entry.name] = entry.fname
                left -= there
                of_script -= there
    return taken


def _faces() -> list[FontEntry]:
    """Return one upright face of each family, the nearest to the regular weight."""
    best: dict[str, FontEntry] = {}
    for entry in fontManager.ttflist:
        upright = entry.style == "normal" and not entry.name.startswith("Last Resort")
        if upright and (entry.name not in best or _heavy(entry) < _heavy(best[entry.name])):
            best[entry.name] = entry
    return list(best.values())


def _heavy(entry: FontEntry) -> int:
    return abs(entry.weight - 400) if isinstance(entry.weight, int) else 0


def _rank(
    entry: FontEntry, code: str, wanted: set[str], language: str, named: set[str]
) -> tuple[object, ...]:
    preferred = _preferred(code, wanted, language)
    place = preferred.index(entry.name) if entry.name in preferred else len(preferred)
    odd = any(word in entry.name for word in ("Serif", "Mono", "Condensed", "Display"))
    return (entry.fname not in named, place, odd, _heavy(entry), entry.name)


def _preferred(code: str, wanted: set[str], language: str) -> list[str]:
    if code not in WIDE_SCRIPTS:
        return [f"Noto Sans {scripts.script_name(code)}", "Noto Sans", "Noto Sans Symbols"]
    region = REGIONS.get(language) or _region({script(letter) for letter in wanted})
    return [*(name.format(region) for name in _NAMES), *_ALSO_WIDE]


def _region(written: set[str]) -> str:
    """Return whose Chinese signs stand beside these scripts."""
    if written & {"Hira", "Kana"}:
        return "JP"
    return "KR" if "Hang" in written else "SC"


def named_folders() -> list[Path]:
    """Return the folders of fonts that the setting names.

    Raises `InputError` for one that is not there.
    """
    folders = [Path(each) for each in os.environ.get(SETTING, "").split(os.pathsep) if each]
    for folder in folders:
        if not folder.is_dir():
            raise InputError(
                problem(
                    field=SETTING,
                    wrong=f"{str(folder)!r} is no folder",
                    expectation="expected one with fonts",
                )
            )
    return folders


def _named_files() -> list[str]:
    """Return the fonts in the folders of the setting."""
    return sorted(path for folder in named_folders() for path in findSystemFonts([str(folder)]))


def _add(paths: Iterable[str]) -> set[str]:
    """Let Matplotlib know the fonts in files, and return the files; what is no font is passed."""
    known, given = {entry.fname for entry in fontManager.ttflist}, set(paths)
    for path in sorted(given - known):
        try:
            fontManager.addfont(path)
        except (RuntimeError, OSError):
            continue
    return given
