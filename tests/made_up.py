"""Catalogues and fonts made up for a test, each in a folder of its own."""

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen


def catalogue(folder: Path, language: str, words: dict) -> Path:
    """Write a catalogue with the words given; a tuple of English has one of translations."""
    told = Catalog(locale=Locale.parse(language, sep="-"))
    told.fuzzy = False
    for english, own in words.items():
        told.add(english, own)
    path = folder / f"{language}.po"
    with path.open("wb") as file:
        write_po(file, told)
    return path


def font(folder: Path, family: str, letters: str) -> Path:
    """Write a TrueType font whose every letter is a box."""
    builder, glyphs = _begun(letters, true_type=True)
    box = _boxed(TTGlyphPen(None)).glyph()
    builder.setupGlyf(dict.fromkeys(glyphs, box))
    return _finished(builder, glyphs, folder / f"{family}.ttf")


def outlines(folder: Path, family: str, letters: str) -> Path:
    """Write a font whose every letter is a box in outlines of PostScript."""
    builder, glyphs = _begun(letters, true_type=False)
    box = _boxed(T2CharStringPen(1000, None)).getCharString()
    name = family.replace(" ", "")
    builder.setupCFF(name, {"FullName": name}, dict.fromkeys(glyphs, box), {})
    return _finished(builder, glyphs, folder / f"{family}.otf")


def _begun(letters: str, true_type: bool) -> tuple[FontBuilder, list[str]]:
    names = {ord(letter): f"u{ord(letter):04X}" for letter in letters}
    glyphs = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=true_type)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap(names)
    return builder, glyphs


def _boxed(pen):
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen


def _finished(builder: FontBuilder, glyphs: list[str], path: Path) -> Path:
    family = path.stem
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")}
    )
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWeightClass=400)
    builder.setupPost()
    builder.save(path)
    return path
