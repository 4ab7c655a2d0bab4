import re
import string
from datetime import date
from gettext import c2py
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import analysis
from analysis.errors import InputError
from analysis.labels import (
    SAMPLES,
    amount,
    counter,
    day,
    listing,
    number,
    plurals,
    some_of,
    translator,
)
from analysis.locale import languages
from analysis.locale.directions import toward
from analysis.names import names_by_id

PACKAGE = Path(analysis.__file__).parent
COUNTED = [0, 1, 2, 5, 11, 21, 22, 112]
LIKE = {
    "en": ["other", "one", "other", "other", "other", "other", "other", "other"],
    "fr": ["one", "one", "other", "other", "other", "other", "other", "other"],
    "ru": ["many", "one", "few", "many", "many", "one", "few", "many"],
    "kk": ["other", "one", "other", "other", "other", "other", "other", "other"],
    "de": ["other", "one", "other", "other", "other", "other", "other", "other"],
}
"""The plural category of each of these numbers, as CLDR 48 has them."""


def fields(text: str) -> set[str]:
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


def catalogue(language: str):
    with (PACKAGE / "locale" / f"{language}.po").open("rb") as file:
        return read_po(file)


NUMBERED = sorted(each.id for each in catalogue("de") if isinstance(each.id, tuple))


@pytest.fixture(scope="module")
def used() -> set:
    """The texts of the code that are translated."""
    found = extract_from_dir(PACKAGE, keywords={"t": None, "n": (1, 2)})
    return {text for _, _, text, *_ in found}


@pytest.mark.parametrize("language", languages()[1:])
def test_every_word_is_translated_and_keeps_its_fields(language, used):
    told = catalogue(language)
    messages = {message.id: message for message in told if message.id}
    assert set(messages) == used, "run the two commands in CONTRIBUTING.md under 'Words'"
    assert not told.obsolete
    for text, message in messages.items():
        assert not message.fuzzy, text
        forms = message.string if message.pluralizable else (message.string,)
        assert len(forms) == (told.num_plurals if message.pluralizable else 1), text
        originals = text if message.pluralizable else (text,)
        for form in forms:
            assert form and fields(form) == fields(originals[-1]), text


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_has_the_plurals_of_its_language(language):
    told, locale = catalogue(language), Locale(language)
    chosen = c2py(told.plural_expr)
    forms = [(locale.plural_form(value), chosen(value)) for value in SAMPLES]
    categories = {category for category, _ in forms}
    assert len(set(forms)) == len(categories) == told.num_plurals, "one form to a category"


@pytest.mark.parametrize("language", languages())
def test_each_number_stands_with_the_form_it_asks_for(language):
    n, numbers = counter(language), [number(value, language) for value in COUNTED]
    for one, many in NUMBERED:
        blanks = {name: "x" for name in fields(many) - {"number"}}
        told = [n(one, many, value, **blanks) for value in COUNTED]
        assert all(each in text for each, text in zip(numbers, told, strict=True)), many
        forms = plurals(one, many, language)
        expected = [forms[category] for category in LIKE[language]]
        assert [
            form.format(number=value, **blanks)
            for form, value in zip(expected, COUNTED, strict=True)
        ] == told, many


INVARIANT = {
    "en": {
        "{number} friendly",
        "{number} neutral",
        "{number} strained",
        "{number} positive",
        "{number} negative",
        "{number} stuck",
        "{number} further apart",
        "{number} {of_all} opened",
    },
    "ru": {
        "{number} further apart",
        "{number} stands closer than chance would put it",
        "{number} other",
    },
    "de": {
        "{number} speaker",
        "{number} further apart",
        "{number} {of_all} opened",
        "{shown} of {number} node",
        "{number} node",
        "Tied to {number} node",
        "Names are written of {shown} of {number} node; point at the others, or zoom in.",
        "{number} friendly",
        "{number} neutral",
        "{number} strained",
        "{number} positive",
        "{number} negative",
    },
}
"""Where grammar asks for no other form; a Kazakh noun has one after any number."""


@pytest.mark.parametrize("language", ["en", "fr", "ru", "de"])
def test_one_differs_from_many_where_grammar_asks_for_it(language):
    for one, many in NUMBERED:
        forms = plurals(one, many, language)
        assert (forms["one"] == forms["other"]) == (one in INVARIANT.get(language, ())), one


def test_a_noun_follows_its_number():
    told = {
        language: [
            counter(language)("{number} statement", "{number} statements", value)
            for value in (0, 1, 3, 5, 21)
        ]
        for language in languages()
    }
    assert told == {
        "en": ["0 statements", "1 statement", "3 statements", "5 statements", "21 statements"],
        "de": ["0 Aussagen", "1 Aussage", "3 Aussagen", "5 Aussagen", "21 Aussagen"],
        "fr": ["0 énoncé", "1 énoncé", "3 énoncés", "5 énoncés", "21 énoncés"],
        "ru": [
            "0 высказываний",
            "1 высказывание",
            "3 высказывания",
            "5 высказываний",
            "21 высказывание",
        ],
        "kk": ["0 пікір", "1 пікір", "3 пікір", "5 пікір", "21 пікір"],
    }


def test_a_figure_stands_with_its_unit():
    assert [amount(1, "persons", language) for language in languages()] == [
        "1 person",
        "1 Person",
        "1 personne",
        "1 адам",
        "1 человек",
    ]
    assert [amount(2.5, "persons", language) for language in languages()] == [
        "2.5 persons",
        "2,5 Personen",
        "2,5 personnes",
        "2,5 адам",
        "2,5 человека",
    ]
    assert amount(1.5, "persons", "fr") == "1,5 personne"
    assert [amount(1234, "count", "en"), amount(7, "%", "en")] == ["1,234", "7%"]
    assert amount(30, "bn USD", "ru") == "30 млрд долл. США"


def test_words_are_asked_for_in_a_way_that_the_extraction_sees():
    """It follows the names `t` and `n`, outside of strings."""
    unseen = r"\b(?:translator|counter)\([\w.]+\)\(|\{[^{}\"]*\b[tn]\('"
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(unseen, line) and ">>>" not in line
    ]
    assert not found


def test_many_names_are_cut_to_a_few():
    five = list("abcde")
    assert some_of([], "en") == "" and some_of(["a"], "fr") == "a"
    for language, told in (
        ("en", "a, b, c, d, and 2 others"),
        ("de", "a, b, c, d und 2 andere"),
        ("fr", "a, b, c, d et 2 autres"),
        ("ru", "a, b, c, d и ещё 2"),
        ("kk", "a, b, c, d, тағы 2"),
    ):
        assert some_of(five, language) == listing(five, language)
        assert some_of([*five, "f"], language) == told


def test_no_number_stands_before_a_noun_without_its_plural(used):
    """A blank before a word in -s is a number and its noun, unless a name or a list is meant."""
    texts = sorted(text for text in used if isinstance(text, str))
    words = [pair for text in texts for pair in pairwise(text.split())]
    found = [
        word
        for blank, word in words
        if re.fullmatch(r"\W?\{\w+\}", blank) and re.fullmatch(r"[a-z]{3,}s\W?", word)
    ]
    assert not found, "say it with n(one, many, number)"


def test_words_numbers_and_days_follow_the_language():
    assert translator("ru")("friendly") == "дружественные"
    assert translator("en")("Source: {sources}.", sources="X") == "Source: X."
    assert [number(1234.5, language) for language in languages()] == [
        "1,234.5",
        "1.234,5",
        "1\u202f234,5",
        "1\xa0234,5",
        "1\xa0234,5",
    ]
    assert day(date(2024, 11, 27), "fr") == "27 nov. 2024"
    assert listing(["a", "b", "c"], "fr") == "a, b et c"


def test_names_come_by_id(study):
    assert names_by_id(study.actors, "kk")["russia"] == "Ресей"


def test_an_unknown_language_is_told():
    for make in (translator, counter):
        with pytest.raises(
            InputError, match="language: 'tlh'; expected one of: en, de, fr, kk, ru"
        ):
            make("tlh")


@pytest.mark.parametrize(("language", "name"), [("fr", "الساحل"), ("en", "(مختلق) ج")])
def test_numbers_after_a_name_of_the_other_direction_keep_their_place(language, name):
    mark = "\N{LEFT-TO-RIGHT MARK}"
    t = translator(language)
    assert f"{name}{mark}" in t("{name}: {value}", name=name, value="29")
    assert listing([name, "Gas"], language).startswith(f"{name}{mark}")
    assert some_of([name] * 7, language).count(mark) == 4
    assert t("{name}: {value}", name="Gas", value=some_of([name], language)).count(mark) == 1


def test_an_arrow_leads_from_who_acts_to_whom_in_either_direction():
    left, right = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
    assert toward("France", "Japan", "en") == "France → Japan"
    assert toward("فرنسا", "الجزائر", "de") == f"{left}فرنسا{left} → الجزائر{left}"
    assert toward("فرنسا", "الجزائر", "ar") == "فرنسا ← الجزائر"
    assert toward("France", "الجزائر", "ar") == f"{right}France{right} ← الجزائر"
