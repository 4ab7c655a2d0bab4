"""Where a statement stands in a text: by places and hashes, so that no word of it is stored.

Places count code points, as the TextPositionSelector of the Web Annotation Data Model does
(W3C 2017, https://www.w3.org/TR/annotation-model/). Its TextQuoteSelector would keep the words and
those around them; their hashes stand here instead, by which they are found again in a text that
changed.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

AROUND = 32  # letters before and after, as the model advises
DIGITS = 16  # of a hash, of 64
NEAR = 2000  # letters, in which a passage is looked for first
FIELDS = ("start", "end", "hash", "prefix", "suffix")
EDGE = re.compile(r"\b(?=\w)|(?<!\s)(?=[^\w\s])|(?<=\s)(?=\S)")
THERE, MOVED, LOST = "there", "moved", "lost"

Span = dict[str, str]


class Place(NamedTuple):
    """Where a span stands now; a lost one where it stood."""

    start: int
    end: int
    state: str


def anchor(text: str, start: int, end: int) -> Span:
    """Return a span of a text as a row of texts: its places, and the hashes of words and context.

    Blanks at its ends are left out. Raises `ValueError` for what is empty or beyond the text.

    >>> span = anchor("The two agreed.", 8, 14)
    >>> span["start"], span["end"], find("Yes. The two agreed.", span)
    ('8', '14', Place(start=13, end=19, state='moved'))
    """
    words = text[max(start, 0) : end]
    start = max(start, 0) + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start >= end:
        raise ValueError(f"span: {start} to {end} of {len(text)} letters; expected some words")
    return {"start": str(start), "end": str(end)} | _hashes(text, start, end)


def find(text: str, span: Span) -> Place:
    """Return where a span stands in a text that may have changed since.

    Of several places with the same words that with the same context is taken, then the nearest.
    """
    start, end = int(span["start"]), int(span["end"])
    if _hash(text[start:end]) == span["hash"]:
        return Place(start, end, THERE)
    length = end - start
    near = range(max(0, start - NEAR), min(len(text), end + NEAR))
    for part in (near, range(len(text))):
        found = [at for at in _candidates(text, length, part) if _same(text, at, length, span)]
        if found:
            best = min(
                found, key=lambda at: (_unlike(text, at, at + length, span), abs(at - start))
            )
            return Place(best, best + length, MOVED)
    return Place(start, end, LOST)


def selector(span: Span) -> dict:
    """Return a span as the selector of a Web Annotation.

    >>> selector(anchor("The two agreed.", 8, 14))["type"]
    'TextPositionSelector'
    """
    return {
        "type": "TextPositionSelector",
        "start": int(span["start"]),
        "end": int(span["end"]),
    }


def _candidates(text: str, length: int, part: range) -> Iterator[int]:
    """Yield the places of a part where a word or sign begins and so many letters on one ends."""
    for match in EDGE.finditer(text, part.start, part.stop):
        at = match.start()
        end = at + length
        if end <= len(text) and (end == len(text) or not _inside(text, end)):
            yield at


def _inside(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


def _same(text: str, at: int, length: int, span: Span) -> bool:
    return _hash(text[at : at + length]) == span["hash"]


def _unlike(text: str, start: int, end: int, span: Span) -> int:
    now = _hashes(text, start, end)
    return sum(now[side] != span[side] for side in ("prefix", "suffix"))


def _hashes(text: str, start: int, end: int) -> Span:
    return {
        "hash": _hash(text[start:end]),
        "prefix": _hash(text[max(0, start - AROUND) : start]),
        "suffix": _hash(text[end : end + AROUND]),
    }


def _hash(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
