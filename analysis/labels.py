"""Words, numbers and dates in the language of a reader.

The words of figures and captions stand in `locale/<language>.po`, a gettext catalogue that a
translator can edit; English is the language of the code. Numbers, dates and the choice of a plural
follow CLDR.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations
from math import ceil, floor
from numbers import Integral

from babel import Locale, dates, numbers
from babel.lists import format_list

from analysis.errors import InputError, problem
from analysis.locale import apart, catalogue, check_language, cldr, digits, forwards, reads_as
from analysis.locale.stances import worded

SAMPLES = range(200)
"""Numbers among which each language has all plurals that its catalogue tells apart."""

NAMED = 5
"""So many names stand in a sentence, at most."""

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

Translate = Callable[..., str]


def translator(language: str) -> Translate:
    """Return a function that puts an English text into `language` and fills in its {values}.

    A text that the catalogue lacks stays English. Raises `InputError` for an unknown language, and
    a translation whose {values} are others than those of the text.

    >>> translator("fr")("friendly")
    'amical'
    """
    known = catalogue(check_language(language))

    def t(text: str, **values: object) -> str:
        return _filled(known.gettext(worded(text)), values, language)

    return t


def counter(language: str) -> Translate:
    """Return a function that writes a number with its noun, as the number asks in `language`.

    It takes the English singular and plural, the number that stands for `{number}` and chooses the
    form, and other {values}. Raises `InputError` for an unknown language.

    >>> n = counter("ru")
    >>> [n("{number} tie", "{number} ties", ties) for ties in (1, 3, 11)]
    ['1 связь', '3 связи', '11 связей']
    """
    locale = cldr(check_language(language))

    def n(one: str, many: str, value: float, **values: object) -> str:
        forms = plurals(one, many, language)
        form = forms.get(locale.plural_form(Decimal(str(value))), forms["other"])
        return _filled(form, {"number": number(value, language), **values}, language)

    return n


def plurals(one: str, many: str, language: str) -> dict[str, str]:
    """Return the forms of a sentence by CLDR's plural category; the blanks in them stay.

    >>> plurals("{number} tie", "{number} ties", "fr")
    {'one': '{number} lien', 'other': '{number} liens'}
    """
    known = catalogue(check_language(language))
    return _plurals(known, cldr(language), worded(one), worded(many))


@cache
def _plurals(known: NullTranslations, locale: Locale, one: str, many: str) -> dict[str, str]:
    forms = {locale.plural_form(value): known.ngettext(one, many, value) for value in SAMPLES}
    # A fraction, where no whole number is like it, takes the form of two.
    forms.setdefault("other", known.ngettext(one, many, 2))
    return {category: forms[category] for category in sorted(forms, key=_CATEGORIES.index)}


def _filled(text: str, values: Mapping[str, object], language: str) -> str:
    """Fill in the blanks of a sentence; whole numbers may be years, so they are not grouped."""
    # a sentence that a catalogue leaves in English is read as one
    way = language if reads_as(re.sub(r"{\w*}", "", text), language) else "en"
    asked = {name: value for name, value in values.items() if f"{{{name}" in text}
    written = {name: _blank(value, language, way) for name, value in asked.items()}
    try:
        return forwards(text.format(**written), way)
    except (KeyError, IndexError, ValueError):
        expected = f"expected {', '.join(f'{{{name}}}' for name in values) or 'no {value}'} in it"
        told = problem(f"{language}.po", value=text, expectation=expected, named="translation")
        raise InputError(told) from None


def _blank(value: object, language: str, way: str) -> object:
    """Return what fills a blank of a sentence that is read as one in the language `way`."""
    if isinstance(value, Integral):
        return digits(str(value), language)
    return apart(value, way) if isinstance(value, str) else value


def number(value: float, language: str) -> str:
    """Write a number as the language does.

    >>> number(1234.5, "fr"), number(-1234.5, "en")
    ('1\\u202f234,5', '−1,234.5')
    """
    told = numbers.format_decimal(value, locale=cldr(language), numbering_system="default")
    return digits(told, language).replace("-", "−")


def tick(value: float, language: str) -> str:
    """Write a mark of a scale as the language does, with all its digits but for noise.

    >>> tick(0.0025, "de"), tick(0.1 + 0.2, "en"), tick(-0.0, "en"), tick(-2, "en")
    ('0,0025', '0.3', '0', '−2')
    """
    told = numbers.format_decimal(
        round(value, 9) + 0.0,
        locale=cldr(language),
        decimal_quantization=False,
        numbering_system="default",
    )
    return digits(told, language).replace("-", "−")


def percent(value: float, language: str) -> str:
    """Write a share of a hundred as the language does.

    >>> percent(80, "en"), percent(12.5, "fr")
    ('80%', '12,5\\xa0%')
    """
    told = numbers.format_percent(
        value / 100,
        locale=cldr(language),
        decimal_quantization=False,
        numbering_system="default",
    )
    symbols = cldr(language).number_symbols[cldr(language).default_numbering_system]
    return digits(told, language).replace("%", symbols.get("percentSign", "%"))


def percents(low: float, high: float, language: str) -> str:
    """Write the ends of an interval of a share, which are between 0 and 1.

    >>> percents(0.512, 0.62, "en"), percents(0.5, 0.504, "en")
    ('51–62%', '50–51%')
    """
    least, most = floor(100 * low + 1e-9), ceil(100 * high - 1e-9)
    return f"{number(least, language)}–{percent(most, language)}"


def signed(value: float, language: str) -> str:
    """Write a number of the scale of stance with its sign and two decimals.

    >>> signed(0.5, "en"), signed(-0.25, "fr"), signed(0.001, "en")
    ('+0.50', '−0,25', '0.00')
    """
    rounded = round(value, 2)
    told = numbers.format_decimal(
        abs(rounded), "0.00", locale=cldr(language), numbering_system="default"
    )
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + digits(told, language)


def points(share: float, language: str = "en") -> str:
    """Write a change of a share as percentage points with their sign, tenths of one below one.

    >>> points(0.126), points(-0.2), points(0.001), points(0.0001)
    ('+13', '−20', '+0.1', '0')
    """
    whole = round(100 * share) or round(100 * share, 1)
    told = number(abs(whole), language)
    return told if not whole else f"{'+' if whole > 0 else '−'}{told}"


def day(value: date, language: str) -> str:
    """Write a day as the language does.

    >>> day(date(2024, 11, 27), "en")
    'Nov 27, 2024'
    """
    return digits(dates.format_date(value, format="medium", locale=cldr(language)), language)


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


def valued(name: str, value: object, language: str) -> str:
    """Write a name with what is told of it, with the colon of the language.

    >>> valued("2024", "3", "en"), valued("2024", "3", "fr")
    ('2024: 3', '2024 : 3')
    """
    t = translator(language)
    return t("{name}: {value}", name=name, value=value)


def strung(parts: Iterable[str], language: str) -> str:
    """Join what is told with the semicolon of the language.

    >>> strung(["a", "b"], "en"), strung(["a", "b"], "fr")
    ('a; b', 'a ; b')
    """
    t = translator(language)
    return t("; ").join(parts)


def listing(items: list[str], language: str) -> str:
    """Join words as the language does: a, b and c."""
    items = [apart(item, language) for item in items]
    return format_list(items, style="standard", locale=cldr(language))


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


def known_to(value: date, precision: str, language: str) -> str:
    """Write a date as far as it is known: to the day, the month or the year.

    >>> known_to(date(2024, 11, 27), "month", "en"), known_to(date(2024, 11, 27), "day", "fr")
    ('Nov 2024', '27 nov. 2024')
    """
    pattern = {"month": "yMMM", "year": "y"}.get(precision)
    if pattern is None:
        return day(value, language)
    return digits(dates.format_skeleton(pattern, value, locale=cldr(language)), language)


def _end(text: str, language: str) -> str:
    if len(text) in (0, 4):
        return digits(text, language)
    if len(text) == 7:
        return known_to(date.fromisoformat(f"{text}-01"), "month", language)
    return day(date.fromisoformat(text), language)
