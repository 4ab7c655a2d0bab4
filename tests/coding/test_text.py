import pytest

from analysis.coding.text import copied, paragraphs, read_text
from analysis.errors import InputError

TEXT = ["The two sides agreed to build three plants in the north. Costs are not known."]


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
    assert paragraphs(text, "(Ties grow)") == expected


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


def test_a_text_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffПривет".encode())
    assert read_text(path, tmp_path / "study") == "Привет"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("é".encode("latin-1"), r"'a\.txt', byte 1 is not UTF-8; expected plain text in UTF-8"),
        (b" \n", r"'a\.txt' is empty; expected the text of the document"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, content, told):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_text(tmp_path / "a.txt", tmp_path / "study")


def test_a_text_instead_of_a_path_is_not_repeated(tmp_path):
    with pytest.raises(
        InputError, match=r"^text_file: a text; expected the path of a file"
    ) as raised:
        read_text("Secret\nwords", tmp_path)
    assert "Secret" not in str(raised.value)


def test_a_text_is_no_part_of_the_study(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"'a\.txt' lies in the study; expected it outside"):
        read_text(tmp_path / "a.txt", tmp_path)
    with pytest.raises(InputError, match=r"'b\.txt'; no such file in"):
        read_text("b.txt", tmp_path)
