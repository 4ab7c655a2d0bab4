import re

import pytest

from analysis.explorer.phrases import BLANKS, words
from analysis.explorer.view import Choices, plain
from analysis.explorer.widget import OPTIONS
from analysis.labels import LANGUAGES

BLANK = re.compile(r"\{(\w*)\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_its_words_in_each_language(language):
    told, english = words(language), words("en")
    assert list(told) == list(english) and all(told.values())
    for key, text in told.items():
        assert sorted(BLANK.findall(text)) == sorted(BLANK.findall(english[key])), key
        assert set(BLANK.findall(text)) <= set(BLANKS)


def test_each_choice_and_option_has_a_word():
    told = words("en")
    assert set(plain(Choices())) <= set(told)
    for choice in ("quality", "aggregation", "duplicates"):
        assert {f"{choice}_{option}" for option in OPTIONS[choice]} <= set(told)
