import pytest

from analysis.charts.style import row_height, row_pitch, wrap


def test_a_word_of_two_hundred_letters_is_broken():
    assert max(map(len, wrap("x" * 200).splitlines())) == 26
    assert wrap("a" * 40) == "a" * 40


def test_names_of_two_hundred_letters_are_wrapped():
    assert max(map(len, wrap("organization " * 16).splitlines())) <= 26


def test_no_line_begins_with_a_dash_or_a_sign_that_french_sets_apart():
    assert wrap("Exports of coal, Mongolia – China", 25) == "Exports of coal,\nMongolia – China"
    assert wrap("part des énoncés du thème : Gaz") == "part des énoncés du\nthème : Gaz"


def test_each_line_of_a_name_is_read_in_the_direction_of_the_first():
    first, second = wrap("شركة الغاز الجزائرية الفرنسية TotalGaz").splitlines()
    assert (first, second) == ("شركة الغاز الجزائرية", "الفرنسية TotalGaz")
    assert (
        wrap("شركة الغاز الجزائرية ابجد TotalGaz").splitlines()[1]
        == "\N{RIGHT-TO-LEFT MARK}TotalGaz"
    )


def test_rows_are_as_far_apart_as_neighbours_of_two_lines_need():
    long, short = "Desert control and environment", "Gas"
    assert row_pitch([long, short, long]) == pytest.approx(3.4 * 1.5)
    assert row_pitch([]) == row_pitch([long]) == 0
    assert row_pitch([short, long, long]) == row_height([long]) == pytest.approx(6.8)
