"""The texts of a folder: which there are, what they are called, and which stand there twice."""

import re
from collections.abc import Iterable
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


def marked(articles: Iterable[Article]) -> list[str]:
    """Return for each article the name of an earlier one with the same text, or nothing.

    Texts are the same when four in five of their runs of five words are, as estimated from the 64
    least hashes of each (Broder 1997, doi:10.1109/SEQUEN.1997.666900).
    """
    by_hash: dict[int, list[int]] = {}
    sketches: list[frozenset[int]] = []
    names, found = [], []
    for place, article in enumerate(articles):
        sketch = _sketch(article.text)
        rivals = [other for value in sketch for other in by_hash.get(value, ())]
        twin = next(
            (names[each] for each in sorted(set(rivals)) if _alike(sketch, sketches[each])), ""
        )
        for value in sketch:
            by_hash.setdefault(value, []).append(place)
        sketches.append(sketch)
        names.append(article.name)
        found.append(twin)
    return found


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
