"""Words, names, numbers and dates in English, French, Russian and Kazakh.

The words of figures and captions stand in `locale/<language>.po`, a gettext catalogue that a
translator can edit; English is the language of the code. Numbers and dates follow CLDR.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from babel import dates, numbers
from babel.lists import format_list
from babel.messages.pofile import read_po

from analysis.errors import InputError, one_of

LANGUAGES = ("en", "fr", "ru", "kk")

Translate = Callable[..., str]


def translator(language: str) -> Translate:
    """Return a function that puts an English text into `language` and fills in its {values}.

    A text that the catalogue lacks stays English. Raises `InputError` for an unknown language.

    >>> translator("fr")("friendly")
    'amical'
    """
    texts = _catalogue(check_language(language))

    def t(text: str, **values: object) -> str:
        return (texts.get(text) or text).format(**values)

    return t


def check_language(language: str) -> str:
    """Return the language, or raise `InputError` when it is none of `LANGUAGES`."""
    if language not in LANGUAGES:
        raise InputError(f"language: {language!r}; {one_of(language, LANGUAGES)}")
    return language


def names(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the name of each row of a table of codes in `language`, by its id."""
    ids, column = table.columns[0], f"name_{check_language(language)}"
    return dict(zip(table[ids], table[column], strict=True))


def number(value: float, language: str) -> str:
    """Write a number as the language does.

    >>> number(1234.5, "fr"), number(1234.5, "en")
    ('1\\u202f234,5', '1,234.5')
    """
    return numbers.format_decimal(value, locale=language)


def percent(value: float, language: str) -> str:
    """Write a share of a hundred as the language does.

    >>> percent(80, "en"), percent(12.5, "fr")
    ('80%', '12,5\\xa0%')
    """
    return numbers.format_percent(value / 100, locale=language, decimal_quantization=False)


def points(share: float) -> str:
    """Write a change of a share as whole percentage points with their sign.

    >>> points(0.126), points(-0.2), points(0.001)
    ('+13', '−20', '0')
    """
    whole = round(100 * share)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def day(value: date, language: str) -> str:
    """Write a day as the language does.

    >>> day(date(2024, 11, 27), "en")
    'Nov 27, 2024'
    """
    return dates.format_date(value, format="medium", locale=language)


def span(period: str, language: str) -> str:
    """Write a period, two days, months or years in ISO 8601 with a stroke, as the language does.

    >>> span("2014/2022-02-23", "en"), span("2024/2026", "en"), span("2024/2024", "en")
    ('2014 – Feb 23, 2022', '2024–2026', '2024')
    """
    ends = [_end(end, language) for end in dict.fromkeys(period.split("/"))]
    return ("–" if all(len(end) == 4 for end in ends) else " – ").join(ends)


def unit(name: str, language: str) -> str:
    """Write a unit of the indicators as the language does; one it has no word for stays as it is.

    >>> unit("mn t", "fr"), unit("%", "fr")
    ('Mt', '%')
    """
    t = translator(language)
    words = {
        "mn t": t("mn t"),
        "kt": t("kt"),
        "bn USD": t("bn USD"),
        "mn USD": t("mn USD"),
        "bn KZT": t("bn KZT"),
        "bcm": t("bcm"),
        "GWh": t("GWh"),
        "GW": t("GW"),
        "persons": t("persons"),
        "count": t("number"),
    }
    return words.get(name, name)


def listing(items: list[str], language: str) -> str:
    """Join words as the language does: a, b and c."""
    return format_list(items, style="standard", locale=language)


def _end(text: str, language: str) -> str:
    if len(text) in (0, 4):
        return text
    if len(text) == 7:
        return dates.format_skeleton("yMMM", date.fromisoformat(f"{text}-01"), locale=language)
    return day(date.fromisoformat(text), language)


@cache
def _catalogue(language: str) -> dict[str, str]:
    path = Path(__file__).parent / "locale" / f"{language}.po"
    if language == "en":
        return {}
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}
