"""Finds one text in two families of documents: by its title, its address or its paraphrases."""

import re
from collections.abc import Callable, Iterator

import pandas as pd

Found = tuple[str, int, str, str, str]
"""A table, a row and a field of it, the text there, and the document that has it too."""

Form = Callable[[str], str]


def same_texts(cells: dict[str, pd.DataFrame]) -> Iterator[Found]:
    """Yield each row whose text stands in a document of another family, named, before it.

    `cells` are the tables of a study as texts. A title in parentheses was made up, and says
    nothing. Case, signs and spaces do not tell texts apart.
    """
    documents = cells.get("documents", pd.DataFrame())
    if "family" not in documents:
        return
    kin = dict(zip(documents["document_id"], documents["family"], strict=True))
    ids = documents["document_id"]
    for field, form in (("title", _title), ("url", _address)):
        if field in documents:
            yield from _twice("documents", documents[field], ids, kin, form)
    said = cells.get("statements", pd.DataFrame())
    for field in [name for name in said if name.startswith("paraphrase_")]:
        if "document_id" in said:
            yield from _twice("statements", said[field], said["document_id"], kin, _plain)


def _twice(
    table: str, texts: pd.Series, ids: pd.Series, kin: dict[str, str], form: Form
) -> Iterator[Found]:
    first: dict[str, str] = {}
    for row, text, document in zip(texts.index.tolist(), texts, ids, strict=True):
        if not (plain := form(text)):
            continue
        other = first.setdefault(plain, document)
        families = kin.get(document, ""), kin.get(other, "")
        if "" not in families and families[0] != families[1]:
            yield table, row, str(texts.name), text, other


def _plain(text: str) -> str:
    """Return the words of a text of more than three.

    >>> _plain("Putin meets Tokayev, again.")
    'putin meets tokayev again'
    """
    words = re.findall(r"\w+", text.casefold())
    return " ".join(words) if len(words) > 3 else ""


def _title(text: str) -> str:
    return "" if text.startswith("(") and text.endswith(")") else _plain(text)


def _address(text: str) -> str:
    """Return an address without what does not tell pages apart.

    >>> _address("http://www.example.org/a/#top")
    'example.org/a'
    """
    return re.sub(r"^https?://(www\.|m\.)?|#.*$", "", text.casefold()).rstrip("/")
