"""Plain text in any encoding; which one it was taken for is told."""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from analysis.coding.texts.article import Article, lines
from analysis.errors import InputError
from analysis.tables.csv_text import decoded

EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
MOST_LOOKED_AT = 200_000  # bytes, from which an encoding is guessed


def read_plain(path: Path) -> list[Article]:
    """Return the one article of a text file, whose paragraphs empty lines part, or else each line."""
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
    best = from_bytes(raw[:MOST_LOOKED_AT]).best() if raw else None
    if best is None:
        wrong = "is empty" if not raw.strip() else "is no text in any encoding that is known"
        raise InputError(f"{name}: {wrong}; expected plain text")
    text = raw.decode(best.encoding, "replace")
    if sum(not letter.isprintable() and not letter.isspace() for letter in text) > len(text) / 100:
        raise InputError(f"{name}: is no text in any encoding that is known; expected plain text")
    return text, (f"read as {best.encoding.replace('_', '-')}",)
