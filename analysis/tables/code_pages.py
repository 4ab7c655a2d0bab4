"""Tells which code page of Windows a text is in, where one fits it and the other does not.

Bytes say nothing of it, but words do: Russian ones read as French hold nothing but accented
letters, French ones read as Russian mix two alphabets, and those of yet another page have signs or
capitals inside of words.
"""

import re
from unicodedata import east_asian_width

LATIN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŠŒŽŸ"
CYRILLIC = "".join(map(chr, range(0x410, 0x430))) + "ЁЂЃЉЊЌЋЏЎЈҐЄЇЅІ"
SMALL_LATIN, SMALL_CYRILLIC = LATIN.lower() + "ß", CYRILLIC.lower()
SIGNS = "¡¢£¤¥¦§¨©¬®¯±²³¶¸¹¼½¾¿÷€‚ƒ„…†‡ˆ‰‹“”•˜™›"
FOREIGN = {
    "cp1252": rf"[{LATIN}{SMALL_LATIN}]{{3}}|[ðÐþÞýÝ]"
    rf"|[a-z{SMALL_LATIN}][{LATIN}]|[{SMALL_LATIN}][A-Z]|[^\W\d_][{SIGNS}]+[^\W\d_]",
    "cp1251": rf"[A-Za-z][{CYRILLIC}{SMALL_CYRILLIC}]|[{CYRILLIC}{SMALL_CYRILLIC}][A-Za-z]"
    rf"|[^\W\d_][{SIGNS}]+[^\W\d_]|[^\W\d_]\?[^\W\d_]",
}
"""What no text of a page holds; a question mark stands for a letter that the page does not have."""
OWN = {"cp1252": rf"[a-zA-Z][{LATIN}{SMALL_LATIN}]|[{LATIN}{SMALL_LATIN}][a-zA-Z]"}
OWN["cp1251"] = rf"[{CYRILLIC}][{SMALL_CYRILLIC}]{{2}}"
PAGES = ("cp1251", "cp1252")
EAST_ASIAN = ("cp932", "gb18030", "big5", "cp949")
"""Of Japan, China, Taiwan and Korea; where several fit, what they make of a word tells."""
WORD = re.compile(r"\w*[^\W\d_\x00-\x7f]\w*")


def code_page(raw: bytes) -> str | None:
    """Return the one of `FOREIGN` that fits bytes, or None where neither or each of them does.

    >>> code_page("Größe".encode("cp1252")), code_page("Россия".encode("cp1251"))
    ('cp1252', 'cp1251')
    >>> code_page("À".encode("cp1252")) is None, code_page("Łódź".encode("cp1250")) is None
    (True, True)
    """
    if raw.decode("cp1252", "replace") == raw.decode("cp1251", "replace"):
        return "cp1252"  # dashes and quotes, which all pages of Windows have in one place
    fitting = [page for page in FOREIGN if _fits(raw, page)]
    return fitting[0] if len(fitting) == 1 else None


def candidates(raw: bytes) -> list[str]:
    """Return the encodings to choose from for bytes that are not UTF-8.

    Those of East Asia are among them where they give none but English letters and wide ones, and no
    page of Windows is known to fit.

    >>> candidates("日付,再稼働".encode("cp932")), candidates("Größe".encode("cp1252"))
    (['cp1251', 'cp1252', 'cp932', 'gb18030', 'cp949'], ['cp1251', 'cp1252'])
    """
    wide = [] if code_page(raw) else [each for each in EAST_ASIAN if _is_wide(raw, each)]
    return [*PAGES, *wide]


def odd_words(text: str) -> list[str]:
    """Return the first words that hold other letters than those of English, by which to judge.

    >>> odd_words("a Größe, a naïve Ösе")
    ['Größe', 'naïve', 'Ösе']
    """
    return list(dict.fromkeys(found[0] for found in WORD.finditer(text)))[:3]


def _is_wide(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    words = WORD.findall(text)
    mixed = [word for word in words if re.search("[a-z]", word)]  # as of Größe, read so
    wide = all(letter.isascii() or east_asian_width(letter) in "WFH" for letter in set(text))
    return wide and 10 * len(mixed) <= 3 * len(words)


def _fits(raw: bytes, page: str) -> bool:
    try:
        text = raw.decode(page)
    except UnicodeDecodeError:
        return False
    if re.search(FOREIGN[page], text) or not re.search(OWN[page], text):
        return False
    return page != "cp1251" or not _in_odd_case(text)


def _in_odd_case(text: str) -> bool:
    """Tell whether capitals stand inside of more than a few words, as in Greek read as Russian."""
    words = re.findall(rf"[{CYRILLIC}{SMALL_CYRILLIC}]{{3,}}", text)
    odd = [word for word in words if re.search(rf"[{SMALL_CYRILLIC}][{CYRILLIC}]", word)]
    return 10 * len(odd) > 3 * len(words)
