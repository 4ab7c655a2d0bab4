"""What is filled in beforehand of a new code or document: ids, names, and what its text tells."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import count

import pandas as pd

from analysis.coding.changes import Row
from analysis.coding.document_list import next_document
from analysis.coding.doubted import language_of
from analysis.coding.texts.article import Article
from analysis.locale import language_name

LONGEST_ID = 40
LONGEST_HEADLINE = 150
ENDS = tuple(".!?…:;。؟")
"""Signs that a sentence ends with, and a headline seldom."""


def code_proposed(
    text: str, table: pd.DataFrame, fields: Sequence[str], taken: Collection[str] = ()
) -> Row:
    """Return an id that is not taken, and the name as typed where names have its letters."""
    named = {name: _script_of(name, table) for name in fields if name.startswith("name_")}
    fit = [name for name, written in named.items() if written == script(text)]
    name = slug(text)
    free = (f"{name}_{number}" if number > 1 else name for number in count(1))
    return {fields[0]: next(each for each in free if each not in taken)} | dict.fromkeys(fit, text)


def document_proposed(ids: Sequence[str], its: Article | None) -> Row:
    """Return the next id, and what a text says of itself or is seen to be."""
    given = {"document_id": next_document([*ids])}
    if its is None:
        return given
    told = {each: getattr(its, each) for each in ("date", "publisher", "url")}
    title = its.title or headline(its.paragraphs)
    language = its.language or language_of(its.text[:20_000])
    told |= {"title": title, "language": language}
    told |= {"date_basis": "published"} if its.date else {}
    return given | told | {"family": slug(title, "-")[:LONGEST_ID].strip("-")}


def headline(paragraphs: Sequence[str]) -> str:
    """Return the first paragraph of a text where it reads like a headline, or nothing.

    >>> headline(["Ties grow", "One."]), headline(["The two agreed.", "Two."])
    ('Ties grow', '')
    """
    first = paragraphs[0] if len(paragraphs) > 1 else ""
    return "" if len(first) > LONGEST_HEADLINE or first.endswith(ENDS) else first


def script(text: str) -> str:
    """Return in which script most letters of a text are.

    >>> script("Газпром (Gazprom), Россия"), script("2024")
    ('CYRILLIC', '')
    """
    scripts = Counter(
        unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()
    )
    return scripts.most_common(1)[0][0] if scripts else ""


def slug(text: str, between: str = "_") -> str:
    """Return an id made from a name, of small Latin letters, or nothing where it has no letter.

    Other letters are told in Latin ones, such as are written for them (anyascii).

    >>> slug("Société Générale"), slug("Журавлёв"), slug("Қазатомөнеркәсіп"), slug("2024")
    ('societe_generale', 'zhuravlev', 'qazatomonerkasip', '')
    """
    latin = re.sub(r"['’ʼ]", " ", text.casefold())
    if not latin.isascii():
        from anyascii import anyascii  # few names need it

        latin = anyascii(unicodedata.normalize("NFC", latin)).lower()
        latin = re.sub(r"['`\"]", "", latin)  # the soft sign and its like
    return re.sub(r"[^a-z0-9]+", between, latin).strip(between).lstrip("0123456789_-")


def _script_of(name: str, table: Mapping[str, pd.Series]) -> str:
    """Return in which script a column of names is; an empty one, as its language calls itself."""
    code = name.removeprefix("name_")
    return script(" ".join(table[name])) or script(language_name(code, code))
