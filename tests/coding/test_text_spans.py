import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.coding.text_spans import Place, anchor, find, selector

TEXT = "The two sides agreed. Kazakhstan sends oil; the two sides agreed, said Tokayev."
words = st.lists(
    st.sampled_from(["oil", "Газпром", "العراق", "😀", "two", "agreed,", "«да»"]), min_size=3
)


def spot(text: str, piece: str, nth: int = 0) -> tuple[int, int]:
    found = [match.span() for match in re.finditer(re.escape(piece), text)]
    return found[nth]


def test_no_word_of_a_text_is_kept():
    span = anchor(TEXT, *spot(TEXT, "Kazakhstan sends oil"))
    assert set(span) == {"start", "end", "hash", "prefix", "suffix"}
    assert "Kazakh" not in str(span) and len(span["hash"]) == 16


def test_blanks_at_the_ends_are_no_part_of_it():
    assert anchor(TEXT, 3, 14) == anchor(TEXT, 4, 13)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (3, 4), (900, 910), (9, 2)])
def test_what_holds_no_words_is_no_span(start, end):
    with pytest.raises(ValueError, match="expected some words"):
        anchor(TEXT, start, end)


def test_in_the_same_text_it_stands_where_it_stood():
    span = anchor(TEXT, *spot(TEXT, "agreed", 1))
    assert find(TEXT, span) == Place(*spot(TEXT, "agreed", 1), "there")


def test_of_two_places_that_with_the_same_context_is_taken():
    span = anchor(TEXT, *spot(TEXT, "the two sides agreed"))
    later = f"A new beginning. {TEXT}"
    assert find(later, span) == Place(*spot(later, "the two sides agreed"), "moved")
    span = anchor(TEXT, *spot(TEXT, "agreed", 0))
    later = f"They agreed on it. {TEXT}"
    assert find(later, span) == Place(*spot(later, "agreed", 1), "moved")


def test_what_is_no_longer_there_is_lost():
    span = anchor(TEXT, *spot(TEXT, "sends oil"))
    assert find(TEXT.replace("oil", "gas"), span) == Place(*spot(TEXT, "sends oil"), "lost")
    assert find("", span).state == "lost"


def test_far_away_in_a_long_text_it_is_found():
    span = anchor(TEXT, *spot(TEXT, "Kazakhstan sends oil"))
    far = "word " * 20_000 + TEXT
    assert find(far, span) == Place(*spot(far, "Kazakhstan sends oil"), "moved")


@given(words, words, st.integers(0, 20), st.integers(1, 5))
def test_a_span_of_words_is_found_again_after_any_new_beginning(before, text, first, count):
    whole = " ".join(text)
    first = first % len(text)
    start = len(" ".join(text[:first])) + (first > 0)
    span = anchor(whole, start, start + len(" ".join(text[first : first + count])))
    piece = whole[int(span["start"]) : int(span["end"])]
    later = " ".join([*before, whole])
    place = find(later, span)
    assert place.state != "lost" and later[place.start : place.end] == piece
    assume(len(re.findall(f"(?={re.escape(piece)})", later)) == 1)
    assert place.start == later.index(piece)


def test_a_span_is_a_selector_of_the_web_annotations():
    assert selector(anchor(TEXT, 4, 13)) == {"type": "TextPositionSelector", "start": 4, "end": 13}
