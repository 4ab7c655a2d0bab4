"""Words, names, numbers and dates in English, French, Russian and Kazakh.

The words of figures and captions stand in `locale/<language>.po`, a gettext catalogue that a
translator can edit; English is the language of the code. Numbers, dates and the choice of a plural
follow CLDR.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import pandas as pd
from babel import Locale, dates, numbers
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from analysis.errors import check_choice

LANGUAGES = ("en", "fr", "ru", "kk")

SAMPLES = range(200)
"""Numbers among which each language has all plurals that its catalogue tells apart."""

NAMED = 5
"""So many names stand in a sentence, at most."""

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

Translate = Callable[..., str]


def translator(language: str) -> Translate:
    """Return a function that puts an English text into `language` and fills in its {values}.

    A text that the catalogue lacks stays English. Raises `InputError` for an unknown language.

    >>> translator("fr")("friendly")
    'amical'
    """
    catalogue = _catalogue(check_language(language))

    def t(text: str, **values: object) -> str:
        return catalogue.gettext(text).format(**values)

    return t


def counter(language: str) -> Translate:
    """Return a function that writes a number with its noun, as the number asks in `language`.

    It takes the English singular and plural, the number that stands for `{number}` and chooses the
    form, and other {values}. Raises `InputError` for an unknown language.

    >>> n = counter("ru")
    >>> [n("{number} tie", "{number} ties", ties) for ties in (1, 3, 11)]
    ['1 связь', '3 связи', '11 связей']
    """
    locale = Locale(check_language(language))

    def n(one: str, many: str, value: float, **values: object) -> str:
        forms = plurals(one, many, language)
        form = forms.get(locale.plural_form(Decimal(str(value))), forms["other"])
        return form.format(number=number(value, language), **values)

    return n


@cache
def plurals(one: str, many: str, language: str) -> dict[str, str]:
    """Return the forms of a sentence by CLDR's plural category; the blanks in them stay.

    >>> plurals("{number} tie", "{number} ties", "fr")
    {'one': '{number} lien', 'other': '{number} liens'}
    """
    catalogue, locale = _catalogue(check_language(language)), Locale(language)
    forms = {locale.plural_form(value): catalogue.ngettext(one, many, value) for value in SAMPLES}
    # A fraction, where no whole number is like it, takes the form of two.
    forms.setdefault("other", catalogue.ngettext(one, many, 2))
    return {category: forms[category] for category in sorted(forms, key=_CATEGORIES.index)}


def check_language(language: str) -> str:
    """Return the language, or raise `InputError` when it is none of `LANGUAGES`."""
    return check_choice("language", language, LANGUAGES)


def names_by_id(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the name of each row of a table of codes in `language`, by its id.

    What has none in it has that of the table's first language, or else its id.

    >>> table = pd.DataFrame({"sector_id": ["oil", "gas"], "name_fr": ["Pétrole", "Gaz"]})
    >>> names_by_id(table, "fr")
    {'oil': 'Pétrole', 'gas': 'Gaz'}
    """
    check_language(language)
    ids, names = table.columns[0], [name for name in table if str(name).startswith("name_")]
    column = f"name_{language}" if f"name_{language}" in table else (names or [ids])[0]
    told = table[column].fillna(table[names[0]] if names else table[ids]).fillna(table[ids])
    return dict(zip(table[ids], told, strict=True))


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


def amount(value: float, name: str, language: str) -> str:
    """Write a figure of the indicators with its unit; a mere count has none.

    >>> amount(1, "persons", "en"), amount(12.5, "%", "fr"), amount(3, "count", "en")
    ('1 person', '12,5\\xa0%', '3')
    """
    if name == "%":
        return percent(value, language)
    n, told = counter(language), number(value, language)
    if name == "persons":
        return n("{number} person", "{number} persons", value)
    return told if name == "count" else f"{told} {unit(name, language)}"


def listing(items: list[str], language: str) -> str:
    """Join words as the language does: a, b and c."""
    return format_list(items, style="standard", locale=language)


def some_of(items: list[str], language: str) -> str:
    """Join words as `listing` does; of more than five the first four, and how many others.

    >>> some_of(list("abcdefg"), "en")
    'a, b, c, d, and 3 others'
    """
    n = counter(language)
    if len(items) <= NAMED:
        return listing(items, language)
    others = len(items) - NAMED + 1
    told = n("{number} other", "{number} others", others)
    return listing([*items[: NAMED - 1], told], language)


def _end(text: str, language: str) -> str:
    if len(text) in (0, 4):
        return text
    if len(text) == 7:
        return dates.format_skeleton("yMMM", date.fromisoformat(f"{text}-01"), locale=language)
    return day(date.fromisoformat(text), language)


@cache
def _catalogue(language: str) -> NullTranslations:
    """Return the catalogue as gettext takes it, compiled in memory."""
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    with (Path(__file__).parent / "locale" / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)
