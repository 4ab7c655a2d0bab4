"""Names in one form of Unicode, and texts that are in it already."""

import itertools
import re
from unicodedata import combining, is_normalized, normalize

import pandas as pd
import pytest
from generated import tries
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.tables import columns
from analysis.tables.constraints import is_hidden
from analysis.tables.normal import PLAIN, UNSEEN, are_plain, cased_note, joined_note, normal


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Cafe\u0301", "Café"),
        ("\ufeffA\u200b", "A"),
        ("A\u00ad\u2060\u200eB", "AB"),
        (" A \u00a0\u2003\n B ", "A B"),
        ("\u212b", "\u00c5"),  # Ångström's sign is the letter
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian: without the joiner another word
        ("क्\u200dष", "क्\u200dष"),
        ("010", "010"),
        ("\u200b ", ""),
    ],
)
def test_the_normal_form(written, read):
    assert normal(written) == read


@given(st.text())
def test_it_is_normal_trimmed_and_the_same_when_read_again(text):
    read = normal(text)
    assert normal(read) == read and is_normalized("NFC", read) and read == read.strip()


def test_the_note_tells_what_was_joined_first_and_no_more_than_five():
    written = pd.Series(["a\u200b", "b", "b ", *(f"{n}\u200b" for n in range(7)), " c"])
    note = joined_note(written, written.map(normal))
    assert note.startswith("names in one form of Unicode: 'b' for 'b', 'b '; 'a' for 'a\\u200b'; ")
    assert note.endswith("; and 4 more") and "'c'" not in note
    assert joined_note(pd.Series(["a", " c"]), pd.Series(["a", "c"])) == ""


def test_plain_letters_have_one_form_and_are_seen():
    """Each alone, which is enough: none of them joins another."""
    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code <= 0xDFFF]
    plain = are_plain(pd.Series(letters, dtype="str"))
    assert plain.tolist() == [bool(PLAIN.fullmatch(letter)) for letter in letters]
    for letter in itertools.compress(letters, plain):
        assert normalize("NFC", letter) == letter and not combining(letter), letter
        unseen = re.fullmatch(f"[{UNSEEN}]", letter) or is_hidden(letter)
        assert not (letter.isspace() or unseen), letter


@given(st.text(st.sampled_from("aé中가ل д\u0301\u200b\u1100\u1161"), max_size=6))
@tries(200)
def test_plain_texts_are_left_as_they_are(text):
    if are_plain(pd.Series([text], dtype="str")).item():
        joined = re.sub(r"\s+", " ", normalize("NFC", text)).strip()
        assert normal(text) == joined == text


def test_names_that_differ_in_capitals_alone_are_told():
    names = pd.Series(["Bank", "bank", "Straße", "STRASSE", "Lake"], dtype="str")
    assert cased_note(names).endswith("kept apart: 'Bank', 'bank', 'Straße', 'STRASSE'")
    assert cased_note(names.iloc[[0, 4]]) == cased_note(names.iloc[[0, 0]]) == ""
    many = pd.Series([case * n for n in range(1, 6) for case in "aA"], dtype="str")
    assert cased_note(many).endswith(" ...")


signs = st.sampled_from(
    ["a", "A", "b", ",", " ", "\u00e9", "e\u0301", "\u200b", "ß", "ss", "İ", "#N/A"]
)


@example(["#N/A", "a"], 0)
@example(["a", "A", "a"], 0)
@example(["a", "", None], 2)
@given(
    st.lists(st.none() | st.lists(signs, max_size=2).map("".join), max_size=5), st.integers(0, 3)
)
@tries(200)
def test_a_few_names_are_read_as_many_are(names, first):
    column = pd.Series(names, range(first, first + len(names)), dtype="str", name="actor")
    few, faults, note = columns.read_names(column)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", -1)
        many = columns.read_names(column)
    pd.testing.assert_series_equal(few, many[0])
    assert (faults, note) == many[1:]
