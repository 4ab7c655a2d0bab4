import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.reader import LONGEST, WINDOW, parts, shown, window
from analysis.coding.suggest import index
from analysis.coding.texts.article import Article
from analysis.coding.texts.plain_text import split

letters = st.text(st.sampled_from("ab .!😀é\u0627"), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", [(1, "One."), (2, "Two.")]),
        ("One\nline.\r\n \r\n\r\nTwo.\n", [(1, "One line."), (2, "Two.")]),
        ("Ties Grow!\n\nOne.", [(0, "Ties Grow!"), (1, "One.")]),
        ("  ", []),
    ],
)
def test_paragraphs_count_from_the_first_below_the_title(text, expected):
    found = parts(Article("a", paragraphs=split(text)), "(Ties grow)")
    assert [(number, words) for number, _, words in found] == expected


@given(st.lists(letters, max_size=6))
def test_each_part_stands_where_it_says(paragraphs):
    article = Article("a", paragraphs=tuple(paragraphs))
    for _, at, words in parts(article):
        assert article.text[at : at + len(words)] == words


def test_a_paragraph_of_ten_million_letters_is_shown_in_parts():
    article = Article("a", paragraphs=("Kazakhstan and Russia agreed. " * 340_000,))
    found = parts(article)
    assert all(len(words) <= LONGEST for _, _, words in found)
    assert "".join(words for _, _, words in found) == article.text
    assert {number for number, _, _ in found} == {1}
    first, last = window(found, len(found) // 2)
    letters_shown = sum(len(words) for _, _, words in found[first:last])
    assert WINDOW - LONGEST < letters_shown <= WINDOW


def test_the_last_part_is_shown_with_those_before_it():
    found = [(1, 0, "x" * 50_000)] * 5
    assert window(found, 4) == (3, 5) and window(found, 0) == (0, 2)
    assert window([], 3) == (0, 0)


def test_what_is_named_is_cut_out(study):
    names = index(study.actors), index(study.sectors)
    [told] = shown([(1, 5, "Газпром sells oil.")], *names)
    assert told["actors"] == ["gazprom"] and told["sectors"] == ["oil"] and told["at"] == 5
    assert [piece for piece, kinds in told["pieces"] if kinds] == ["Газпром", "oil"]
