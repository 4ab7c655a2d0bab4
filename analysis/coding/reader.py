"""What the desk shows of a text: its paragraphs with what they name, so much at a time."""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from analysis.coding.suggest import WORD, Index, fold, suggest
from analysis.coding.texts.article import BETWEEN, Article

WINDOW = 120_000
"""Letters that are shown at once."""
LONGEST = 4_000
"""Letters of a paragraph that are shown as one; a longer one is shown in parts."""
ENDS = (". ", "! ", "? ", "… ", "؟ ", "。")
"""What ends a sentence."""

Part = tuple[int, int, str]
"""The number of a paragraph, its place in the text, and its words or some of them."""


def parts(article: Article, title: str = "") -> list[Part]:
    """Return the paragraphs of a text, numbered from the first below the title, long ones in parts.

    A first paragraph that repeats the title has the number 0.

    >>> parts(Article("a", paragraphs=("Ties grow", "One.")), "(Ties grow)")
    [(0, 0, 'Ties grow'), (1, 11, 'One.')]
    """
    found, at = [], 0
    first = 0 if repeats(article, title) else 1
    for number, paragraph in enumerate(article.paragraphs, first):
        found += [(number, at + start, text) for start, text in _cut(paragraph)]
        at += len(paragraph) + len(BETWEEN)
    return found


def repeats(article: Article, title: str) -> bool:
    """Tell whether a text begins with its title."""
    return bool(article.paragraphs and title) and _folded(article.paragraphs[0]) == _folded(title)


def window(found: list[Part], first: int = 0) -> tuple[int, int]:
    """Return from which part to which a text is shown that is opened at one."""
    first = max(0, min(first, len(found) - 1))
    last, letters = first, 0
    while last < len(found) and (last == first or letters + len(found[last][2]) <= WINDOW):
        letters += len(found[last][2])
        last += 1
    while first > 0 and letters + len(found[first - 1][2]) <= WINDOW:
        first -= 1
        letters += len(found[first][2])
    return first, last


def shown(found: Iterable[Part], actors: Index, sectors: Index) -> list[dict]:
    """Return parts as the desk shows them: cut where names begin or end, and whom they name."""
    return [_shown(*each, actors, sectors) for each in found]


def pieces(text: str, found: dict[str, pd.DataFrame]) -> list[tuple[str, list[str]]]:
    """Cut a text where names begin or end, and return each piece with the kinds that name it."""
    places = [
        (kind, start, end)
        for kind, table in found.items()
        for start, end in zip(table["start"], table["end"], strict=True)
    ]
    cuts = sorted({0, len(text)} | {cut for _, *ends in places for cut in ends})
    return [
        (text[one:two], sorted({kind for kind, start, end in places if start <= one < end}))
        for one, two in pairwise(cuts)
    ]


def _shown(number: int, at: int, text: str, actors: Index, sectors: Index) -> dict:
    found = {"actor": suggest(text, actors), "sector": suggest(text, sectors)}
    return {
        "number": number,
        "at": at,
        "pieces": pieces(text, found),
        "actors": found["actor"]["id"].unique().tolist(),
        "sectors": found["sector"]["id"].unique().tolist(),
    }


def _cut(paragraph: str) -> list[tuple[int, str]]:
    """Return the parts of a paragraph with their places, cut behind a sentence or a word."""
    found, start = [], 0
    while len(paragraph) - start > LONGEST:
        least, most = start + LONGEST // 2, start + LONGEST
        full = max(paragraph.rfind(end, least, most) + len(end) for end in ENDS)
        cut = full if full > least else paragraph.rfind(" ", least, most) + 1
        cut = cut if cut > least else most
        found.append((start, paragraph[start:cut]))
        start = cut
    return [*found, (start, paragraph[start:])]


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in WORD.findall(text))
