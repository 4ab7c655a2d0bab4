"""Plain text in any encoding; which one it was taken for is told."""

import re
from collections.abc import Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from analysis.coding.texts.article import Article, lines
from analysis.errors import InputError
from analysis.tables.csv_text import decoded

EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
MOST_LOOKED_AT = 200_000  # bytes, from which an encoding is guessed
COMMON = ("cp1252", "cp1251", "koi8_r")
"""Encodings that are taken before rarer ones that fit as well."""
HALF_WIDE = re.compile("(?:[｡-ﾟ]\\s*){8}")
"""Katakana of half the width in a row, which no prose has, and Cyrillic is often taken for."""
JAPANESE = ("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213")
AS_WELL = 0.02, 0.1  # more mess, and less likeness to a language, at most


def read_plain(path: Path) -> list[Article]:
    """Return the one article of a text file; empty lines part its paragraphs, or else each line."""
    text, told = unknown(path.read_bytes(), path.name)
    return [Article(path.name, paragraphs=split(text), told=told)]


def split(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each in one line with single spaces.

    >>> split("One\\nline.\\r\\n\\r\\nTwo."), split("One.\\nTwo.")
    (('One line.', 'Two.'), ('One.', 'Two.'))
    """
    text = "\n".join(text.strip().splitlines())
    blocks = EMPTY_LINE.split(text)
    return lines(blocks if len(blocks) > 1 else text.split("\n"))


def unknown(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return bytes as text, and what is to be told of their encoding, nothing for UTF-8.

    Raises `InputError` for what is no text.
    """
    if raw.startswith((b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00")):
        return raw.decode("utf-32"), ("read as utf-32",)
    try:
        text = decoded(raw)
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, ()
    best = _guess(raw[:MOST_LOOKED_AT])
    if not best:
        wrong = "is empty" if not raw.strip() else "is no text in any encoding that is known"
        raise InputError(f"{name}: {wrong}; expected plain text")
    text = raw.decode(best, "replace")
    if sum(not letter.isprintable() and not letter.isspace() for letter in text) > len(text) / 100:
        raise InputError(f"{name}: is no text in any encoding that is known; expected plain text")
    return text, (f"read as {best.replace('_', '-')}",)


def _guess(raw: bytes, without: Sequence[str] = ()) -> str:
    """Return the encoding that bytes are likely in, or nothing."""
    found = [*from_bytes(raw, cp_exclusion=[*without])] if raw else []
    likely = [each for each in found if not HALF_WIDE.search(str(each))]
    if found and not likely and not without:
        return _guess(raw, JAPANESE)
    if not likely:
        return ""
    mess, likeness = likely[0].chaos + AS_WELL[0], likely[0].coherence - AS_WELL[1]
    rivals = {each.encoding for each in likely if each.chaos <= mess and each.coherence >= likeness}
    return next((name for name in COMMON if name in rivals), likely[0].encoding)
