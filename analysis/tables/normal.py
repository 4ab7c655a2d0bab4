"""The one form in which names are compared, whatever keyboard, PDF or page they came from."""

import re
from unicodedata import combining, normalize

import pandas as pd

UNSEEN = "\u00ad\u200b\u200e\u200f\u061c\u2060\ufeff\u202a-\u202e\u2066-\u2069"
"""Soft hyphen, zero-width spaces, byte mark and marks of direction: they come along when text is
copied and are no part of a name. The joiners U+200C and U+200D are: Persian and Hindi spell with
them."""

MOST_NAMES = 100_000
"""Of more, which no table has of actors or concepts, capitals are not compared."""

_WORD = "[!-~À-ɏЀ-ҁҊ-ӿא-תء-غف-يぁ-ゖァ-ヺー一-鿿가-힣–—‘-”…]+"
PLAIN = re.compile(f"(?:{_WORD}(?: {_WORD})*)?")
"""Words of signs that have one form only and are all seen, a space between them."""


def normal(text: str) -> str:
    """Return a name in Unicode's form NFC, without unseen signs, its spaces single.

    >>> normal(" Ame\\u0301lie\\u00a0 \\ufeffNord\\u200b")
    'Amélie Nord'
    """
    if PLAIN.fullmatch(text):
        return text
    return re.sub(r"\s+", " ", normalize("NFC", re.sub(f"[{UNSEEN}]", "", text))).strip()


def normal_names(texts: pd.Series) -> pd.Series:
    """Return each name of a column of text in its normal form."""
    odd = ~are_plain(texts).to_numpy(bool)
    if not odd.any():
        return texts.astype("str")
    names = texts.astype(object).to_numpy(copy=True)
    names[odd] = [normal(text) for text in texts[odd]]
    return pd.Series(names, texts.index, dtype="str")


def are_plain(texts: pd.Series) -> pd.Series:
    """Tell the texts that are in normal form already, which of a million most are.

    >>> are_plain(pd.Series(["Amélie Nord", "a  b", "中国"], dtype="str")).tolist()
    [True, False, True]
    """
    return texts.str.fullmatch(PLAIN.pattern)


def joined_note(written: pd.Series, read: pd.Series) -> str:
    """Say which names were read otherwise than written, those that became one first.

    Spaces at the edges are no news unless they kept two names apart.
    """
    several = read.duplicated(keep=False) & (read != "")
    changed = several | (written.str.strip() != read)
    if not changed.any():
        return ""
    ways = written[changed].groupby(read[changed], sort=False).agg(list)
    order = sorted(ways.index, key=lambda name: len(ways[name]) == 1)
    shown = "; ".join(_shown(name, ways[name]) for name in order[:5])
    more = f"; and {len(order) - 5} more" if len(order) > 5 else ""
    return f"names in one form of Unicode: {shown}{more}"


def cased_note(read: pd.Series) -> str:
    """Say which of few enough distinct names differ in capitals alone: they stay two names.

    >>> cased_note(pd.Series(["Bank", "bank", "Village"], dtype="str"))
    "names that differ in capitals alone are kept apart: 'Bank', 'bank'"
    """
    names = read.drop_duplicates()
    if len(names) > MOST_NAMES:
        return ""
    same = names[names.str.casefold().duplicated(keep=False)]
    told = ", ".join(map(repr, same.iloc[:6].tolist())) + (" ..." if len(same) > 6 else "")
    return f"names that differ in capitals alone are kept apart: {told}" if len(same) else ""


def _shown(name: str, ways: list[str]) -> str:
    return f"{name!r} for {', '.join(map(_spelt, sorted(ways)))}"


def _spelt(text: str) -> str:
    """Write a name with the codes of what the eye does not tell from another spelling."""
    signs = (
        ascii(sign)[1:-1] if combining(sign) or normalize("NFC", sign) != sign else repr(sign)[1:-1]
        for sign in text
    )
    return f"'{''.join(signs)}'"
