"""The languages of figures: English, and each that has a gettext catalogue in this folder.

A catalogue is a file `<language>.po`, the language told as in BCP 47, and nothing else is needed:
numbers, dates, digits and the direction of writing are those of CLDR.
"""

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from analysis.errors import InputError, check_choice, problem

FOLDER = Path(__file__).parent

OF_CODE = "en"
"""The language of the texts in the code, which needs no catalogue."""

WAYS = ("L", "R", "AL")
"""The kinds of letters that have a direction, as Unicode calls them."""

MARK = "\N{LEFT-TO-RIGHT MARK}"

ZEROS = {
    "adlm": "\U0001e950",
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "cakm": "\U00011136",
    "deva": "०",
    "hmnp": "\U0001e140",
    "mtei": "\uabf0",
    "mymr": "၀",
    "nkoo": "߀",
    "olck": "᱐",
    "tibt": "༠",
}
"""The nought of each system of digits that CLDR prefers somewhere; Babel knows but the names."""


def languages() -> list[str]:
    """Return the languages that figures speak, English first.

    >>> languages()
    ['en', 'de', 'fr', 'kk', 'ru']
    """
    return [OF_CODE, *sorted(set(_files()) - {OF_CODE})]


def own_names() -> dict[str, str]:
    """Return each language under the name that its speakers give it.

    >>> own_names()["de"], own_names()["ru"]
    ('Deutsch', 'Русский')
    """
    names = {language: language_name(language, language) for language in languages()}
    return {language: name[:1].upper() + name[1:] for language, name in names.items()}


def language_name(named: str, language: str) -> str:
    """Return what a language calls a language; one that CLDR does not know goes by its code.

    >>> language_name("en", "de"), language_name("de", "fr"), language_name("tlh-x", "en")
    ('Englisch', 'allemand', 'tlh-x')
    """
    known = _known(named)
    return (known.get_display_name(cldr(language)) if known else None) or named


@cache
def cldr(language: str) -> Locale:
    """Return what CLDR knows of a language, or of English where it does not know it."""
    return _known(language) or Locale(OF_CODE)


def language_for(wanted: Iterable[str]) -> str:
    """Return the first of some languages that figures speak, or that of which it is a kind.

    Where they speak none of them, it is English.

    >>> language_for(["uz", "ru"]), language_for(["de-AT", "en"]), language_for(["uz"])
    ('ru', 'de', 'en')
    """
    there = languages()
    each = (code for tag in wanted for code in (tag, tag.partition("-")[0]))
    return next((code for code in each if code in there), OF_CODE)


def catalogue(language: str) -> NullTranslations:
    """Return the catalogue of a language as gettext takes it; that of English is empty.

    Raises `InputError` for a file that is no catalogue.
    """
    path = _files().get(language)
    return _read(path, _known(language)) if path else NullTranslations()


@cache
def own_words(language: str) -> frozenset[str]:
    """Return the texts that a catalogue gives; those of English are in the code."""
    path = _files().get(language)
    if path is None:
        return frozenset()
    with path.open("rb") as file:
        return frozenset(told.string for told in read_po(file) if isinstance(told.string, str))


def digits(text: str, language: str) -> str:
    """Write the digits of a text as the language does by CLDR.

    >>> digits("2024", "de"), digits("2024", "fa")
    ('2024', '۲۰۲۴')
    """
    return text.translate(_digits(cldr(language).default_numbering_system))


def right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left.

    >>> right_to_left("ar"), right_to_left("kk")
    (True, False)
    """
    return cldr(language).text_direction == "rtl"


def forwards(text: str, language: str) -> str:
    """Let a sentence be read in the direction of its language, whatever it begins with.

    A mark that is not seen goes before one that begins with a name of the other direction.

    >>> forwards("BP و", "ar") == "\N{RIGHT-TO-LEFT MARK}BP و", forwards("BP", "de")
    (True, 'BP')
    >>> forwards("مصر says", "en") == "\N{LEFT-TO-RIGHT MARK}مصر says"
    True
    """
    ways, (own, mark) = _ways(text), _own_way(language)
    return f"{mark}{text}" if own in ways and ways[0] != own else text


def reads_as(sentence: str, language: str) -> bool:
    """Tell whether a sentence is read in the direction of a language; one left English may not be.

    >>> reads_as("says", "ar"), reads_as("يقول", "ar"), reads_as(": ", "ar")
    (False, True, True)
    """
    ways = _ways(sentence)
    return not ways or _own_way(language)[0] in ways


def apart(name: str, language: str) -> str:
    """Let what follows a name be read in the direction of the language, not in the name's.

    Numbers after a name of the other direction would else change places with it.

    >>> apart("مصر", "en") == "مصر\N{LEFT-TO-RIGHT MARK}", apart("Egypt", "en")
    (True, 'Egypt')
    """
    if name.isascii() and not right_to_left(language):
        return name
    ways, (own, mark) = _ways(name), _own_way(language)
    return f"{name}{mark}" if ways and ways[-1] != own else name


def enclosed(text: str) -> str:
    """Enclose a text with letters from right to left in isolates, as browsers know them.

    Then it keeps its own direction, and what stands beside it keeps its place.

    >>> enclosed("BP"), enclosed("مصر") == "\N{FIRST STRONG ISOLATE}مصر\N{POP DIRECTIONAL ISOLATE}"
    ('BP', True)
    """
    if text.isascii() or "R" not in _ways(text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _ways(text: str) -> list[str]:
    return ["L" if kind == "L" else "R" for kind in map(bidirectional, text) if kind in WAYS]


def _own_way(language: str) -> tuple[str, str]:
    """Return the direction of a language, and the mark that is not seen and has it."""
    return ("R", "\N{RIGHT-TO-LEFT MARK}") if right_to_left(language) else ("L", MARK)


def _files() -> dict[str, Path]:
    return {path.stem.replace("_", "-"): path for path in sorted(FOLDER.glob("*.po"))}


@cache
def _known(language: str) -> Locale | None:
    """Return a language as CLDR has it, or else the one of which it is a kind."""
    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _digits(system: str) -> dict[int, str]:
    zero = ord(ZEROS.get(system, "0"))
    return {ord("0") + value: chr(zero + value) for value in range(10)}


@cache
def _read(path: Path, known: Locale | None) -> NullTranslations:
    """Return a catalogue, compiled in memory."""
    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, known, abort_invalid=True))
        compiled.seek(0)
        return GNUTranslations(compiled)
    except (PoFileError, ValueError) as error:
        wrong = f"cannot be read: {error}"
        told = problem(path.name, wrong=wrong, expectation="expected a gettext catalogue in UTF-8")
        raise InputError(told) from None


def check_language(language: str) -> str:
    """Return the language, or raise `InputError` when it has no catalogue."""
    return check_choice("language", language, languages())
