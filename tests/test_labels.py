import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import analysis
from analysis.errors import InputError
from analysis.labels import LANGUAGES, day, listing, names, number, translator

PACKAGE = Path(analysis.__file__).parent
USED = {text for _, _, text, *_ in extract_from_dir(PACKAGE, keywords={"t": None})}


def fields(text: str) -> set[str]:
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_word_is_translated_and_keeps_its_fields(language):
    with (PACKAGE / "locale" / f"{language}.po").open("rb") as file:
        catalogue = {message.id: message for message in read_po(file) if message.id}
    assert set(catalogue) == USED, "run the two commands in CONTRIBUTING.md under 'Words'"
    for text, message in catalogue.items():
        assert message.string and not message.fuzzy, text
        assert fields(text) == fields(message.string), text


def test_words_numbers_and_days_follow_the_language():
    assert translator("ru")("friendly") == "дружественные"
    assert translator("en")("Source: {sources}.", sources="X") == "Source: X."
    assert [number(1234.5, language) for language in LANGUAGES] == [
        "1,234.5", "1\u202f234,5", "1\xa0234,5", "1\xa0234,5",
    ]  # fmt: skip
    assert day(date(2024, 11, 27), "fr") == "27 nov. 2024"
    assert listing(["a", "b", "c"], "fr") == "a, b et c"


def test_names_come_by_id(study):
    assert names(study.actors, "kk")["russia"] == "Ресей"


def test_an_unknown_language_is_told():
    with pytest.raises(InputError, match="language: 'de'; expected one of: en, fr, ru, kk"):
        translator("de")
