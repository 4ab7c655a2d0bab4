"""Where a passage of another text stands in the text as the desk reads it."""

import re
from bisect import bisect_left
from functools import lru_cache

from analysis.coding.incoming.passage import Passage

LONGEST = 20_000  # letters of a passage that is looked for by its words


def place_of(text: str, passage: Passage) -> tuple[int, int] | None:
    """Return the first and last place of a passage in a text, or nothing where it is not.

    A source that differs only in its blanks has the same letters at the same places; in another
    one the words are looked for, nearest to where they stood. Without a source and words the
    places are those of the text itself.

    >>> place_of("One.\\n\\nTwo here.", Passage(1, "D", {}, 5, 14, "", "One. Two  here."))
    (6, 14)
    """
    start, end = passage.start, passage.end
    if start is None or end is None:
        return _by_words(text, passage.quote, 0)
    if passage.source:
        return _carried(text, passage.source, start, end)
    if passage.quote and " ".join(text[start:end].split()) != passage.quote:
        return _by_words(text, passage.quote, start)
    return (start, end) if start < end <= len(text) else None


def _carried(text: str, source: str, start: int, end: int) -> tuple[int, int] | None:
    theirs, ours = _letters(source), _letters(text)
    if len(theirs) != len(ours) or "".join(source.split()) != "".join(text.split()):
        return _by_words(text, source[start:end], start)
    first, last = bisect_left(theirs, start), bisect_left(theirs, end) - 1
    return (ours[first], ours[last] + 1) if first <= last else None


@lru_cache(maxsize=4)  # the passages of a text come one after the other
def _letters(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if not letter.isspace()]


def _by_words(text: str, words: str, near: int) -> tuple[int, int] | None:
    parts = words.split()
    if not parts or len(words) > LONGEST:
        return None
    wanted = re.compile(r"\s+".join(map(re.escape, parts)))
    found = [match.span() for match in wanted.finditer(text)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)
