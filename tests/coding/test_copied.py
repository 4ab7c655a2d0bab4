import pytest

from analysis.coding.copied import copied

TEXT = ["The two sides agreed to build three plants in the north. Costs are not known."]


@pytest.mark.parametrize(
    ("sentence", "run"),
    [
        ("They agreed to build three plants at Pavlodar.", ""),
        ("We agreed to build: three plants in it.", "agreed to build: three plants in"),
        ("All agreed to build three plants in the end.", "agreed to build three plants in the"),
        ("Costs are not known.", "Costs are not known"),
        ("Not known.", ""),
        ("", ""),
    ],
)
def test_six_words_in_a_row_or_a_sentence_are_copied(sentence, run):
    assert copied(sentence, TEXT) == run


def test_names_may_be_repeated():
    text = ["The Ministry of Energy of the Republic of Kazakhstan said no."]
    assert (
        copied("Asked, the Ministry of Energy of the Republic of Kazakhstan declined.", text) == ""
    )


def test_nothing_is_copied_across_paragraphs():
    assert copied("one two three four five six", ["one two three", "four five six"]) == ""
