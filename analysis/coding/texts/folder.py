"""The texts of a folder: which there are, what they are called, and which stand there twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.coding.texts.article import Article
from analysis.coding.texts.by_kind import READERS, is_csl
from analysis.errors import InputError

WORD = re.compile(r"\w+")
RUN = 5
"""Words in a row that two texts are compared by."""
SKETCH = 64
ALIKE = 0.8
"""Texts that share such a part of their runs of words are one text."""
COLUMNS = [
    "name",
    "title",
    "date",
    "publisher",
    "url",
    "language",
    "hash",
    "length",
    "twin",
    "told",
]


def in_folder(folder: Path) -> list[Path]:
    """Return the files of a folder that can be read, those of its own folders too, by their names.

    Raises `InputError` where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"texts: {str(folder)!r}; no such folder in {Path.cwd()}")
    found = (path for path in folder.rglob("*") if path.suffix.lower() in READERS)
    visible = (
        path
        for path in found
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )
    return sorted(
        (path for path in visible if path.is_file() and (path.suffix != ".json" or is_csl(path))),
        key=lambda path: path.relative_to(folder).as_posix(),
    )


def table_of_texts(articles: Iterable[Article]) -> pd.DataFrame:
    """Return a line an article, without its text: `COLUMNS`; `length` is in letters.

    `twin` names an earlier article that has the same text but for a few words.
    """
    articles = list(articles)
    twins = marked(articles)
    lines = [
        (
            each.name,
            each.title,
            each.date,
            each.publisher,
            each.url,
            each.language,
            each.hash,
            len(each.text),
            twin,
            "; ".join(each.told),
        )
        for each, twin in zip(articles, twins, strict=True)
    ]
    return pd.DataFrame(lines, columns=COLUMNS)


@dataclass
class Sketches:
    """What is kept of texts by which others are known to be the same: in their order, by name."""

    of: dict[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    by_hash: dict[int, list[str]] = field(default_factory=dict)


def marked(articles: Iterable[Article]) -> list[str]:
    """Return for each article the name of an earlier one with the same text, or nothing."""
    sketches = Sketches()
    return [twin_of(article.name, article.text, sketches) for article in articles]


def twin_of(name: str, text: str, sketches: Sketches) -> str:
    """Return the name of an earlier text that is the same, or nothing, and keep this one in mind.

    Texts are the same when four in five of their runs of five words are, as estimated from the 64
    least hashes of each (Broder 1997, doi:10.1109/SEQUEN.1997.666900).

    >>> sketches = Sketches()
    >>> [twin_of(name, "The two agreed on oil.", sketches) for name in ("a.txt", "b.txt")]
    ['', 'a.txt']
    """
    sketch = _sketch(text)
    rivals = {other for value in sketch for other in sketches.by_hash.get(value, ())}
    alike = [other for other in rivals if _alike(sketch, sketches.of[other][1])]
    twin = min(alike, key=lambda other: sketches.of[other][0], default="")
    sketches.of[name] = len(sketches.of), sketch
    for value in sketch:
        sketches.by_hash.setdefault(value, []).append(name)
    return twin


def _sketch(text: str) -> frozenset[int]:
    words = WORD.findall(text.casefold())
    runs = (
        {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
        if words
        else ()
    )
    return frozenset(sorted(_number(run) for run in runs)[:SKETCH])


def _number(run: str) -> int:
    """Return a number for a run of words that is the same in each process."""
    from zlib import crc32

    return crc32(run.encode("utf-8", "surrogatepass"))


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    least = sorted(one | other)[:SKETCH]
    shared = sum(value in one and value in other for value in least)
    return bool(least) and shared >= ALIKE * len(least)
