"""A document's text on the coder's machine: its paragraphs, and what a paraphrase copies of it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from analysis.coding.suggest import WORD, fold
from analysis.errors import InputError
from analysis.tables.csv_text import decoded

MOST_COPIED = 5  # words in a row, by the codebook
SHORTEST = 3  # words of a paraphrase that may not stand in the text whole


def read_text(path: str | Path, folder: Path) -> str:
    """Read a text file, which may lie anywhere but in the study's `folder`.

    A text is never published, nor named in a message. Raises `InputError` for what is no file, not
    UTF-8, empty, or part of the study.
    """
    if "\n" in str(path) or len(str(path)) > 1000:
        raise InputError("text_file: a text; expected the path of a file, for the notebook is kept")
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise InputError(f"text_file: {str(path)!r}; no such file in {Path.cwd()}")
    if file.is_relative_to(folder.resolve()):
        raise InputError(
            f"text_file: {file.name!r} lies in the study; expected it outside, "
            "for texts are not published"
        )
    try:
        text = decoded(file.read_bytes(), "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"text_file: {file.name!r}, byte {error.start + 1} is not UTF-8; expected plain text "
            "in UTF-8 (in an editor: save as UTF-8)"
        ) from None
    except OSError as error:
        raise InputError(f"text_file: {file.name!r}; {error.strerror}") from None
    if not text.strip():
        raise InputError(f"text_file: {file.name!r} is empty; expected the text of the document")
    return text


def paragraphs(text: str, title: str = "") -> list[tuple[int, str]]:
    """Return the paragraphs with their numbers, which count from the first below the title.

    Empty lines part them; in a text without any, every line is one. A first paragraph that repeats
    the title has the number 0.

    >>> paragraphs("Ties grow\\n\\nOne\\nline.\\n\\nTwo.", "(Ties grow)")
    [(0, 'Ties grow'), (1, 'One line.'), (2, 'Two.')]
    """
    text = "\n".join(text.strip().splitlines())
    blocks = re.split(r"\n\s*\n", text)
    blocks = blocks if len(blocks) > 1 else text.split("\n")
    found = [" ".join(block.split()) for block in blocks if block.strip()]
    titled = bool(found) and bool(title) and _folded(found[0]) == _folded(title)
    return list(enumerate(found, 0 if titled else 1))


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
    return " ".join(fold(word) for word in WORD.findall(text))
