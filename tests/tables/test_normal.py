from unicodedata import is_normalized

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables.normal import joined_note, normal


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
