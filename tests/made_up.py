"""Catalogues and fonts made up for a test, each in a folder of its own."""

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from fontTools.fontBuilder import FontBuilder
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
    names = {ord(letter): f"u{ord(letter):04X}" for letter in letters}
    glyphs = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys(glyphs, box))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")}
    )
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWeightClass=400)
    builder.setupPost()
    path = folder / f"{family}.ttf"
    builder.save(path)
    return path
