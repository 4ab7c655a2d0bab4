from analysis.charts.style import wrap


def test_a_word_of_two_hundred_letters_is_broken():
    assert max(map(len, wrap("x" * 200).splitlines())) == 26
    assert wrap("a" * 40) == "a" * 40


def test_names_of_two_hundred_letters_are_wrapped():
    assert max(map(len, wrap("organization " * 16).splitlines())) <= 26
