"""What a paraphrase copies of a text."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.coding.suggest import WORD, fold

MOST_COPIED = 5  # words in a row, by the codebook
SHORTEST = 3  # words of a paraphrase that may not stand in the text whole


def copied(sentence: str, texts: Sequence[str]) -> str:
    """Return the words that a sentence copies from the texts, or an empty string.

    Copied are six words in a row or more, those with a capital not counted, since names may be
    repeated; and a whole sentence of three words or more.

    >>> copied("Putin says the two will build many more plants.", ["Soon the two will build many"])
    ''
    >>> copied("He says the two will build many plants.", ["Soon the two will build many plants"])
    'the two will build many plants'
    """
    source, words = _source(tuple(texts)), list(WORD.finditer(sentence))
    longest: list[re.Match] = []
    for first in range(len(words)):
        run = _run(words[first:], source)
        longest = max(longest, run, key=_weight)
    whole = len(longest) == len(words) >= SHORTEST
    if not whole and _weight(longest) <= MOST_COPIED:
        return ""
    return sentence[longest[0].start() : longest[-1].end()]


@lru_cache(maxsize=4)  # of the text that is open, at each key
def _source(texts: tuple[str, ...]) -> str:
    """Return the folded words of texts, between which a sign stands that no sentence holds."""
    return f" {' . '.join(_folded(text) for text in texts)} "


_fold = lru_cache(maxsize=200_000)(fold)  # a long text has few words, many times


def _run(words: list[re.Match], source: str) -> list[re.Match]:
    """Return as many of the words, from the first on, as stand in the source in a row."""
    run = ""
    for count, word in enumerate(words):
        run += f" {fold(word.group())}"
        if f"{run} " not in source:
            return words[:count]
    return words


def _weight(run: list[re.Match]) -> int:
    return sum(not word.group()[0].isupper() for word in run)


def _folded(text: str) -> str:
    return " ".join(_fold(word) for word in WORD.findall(text))
