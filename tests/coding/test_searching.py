import re

import pytest

from analysis.coding.answers import answer
from analysis.coding.library import library
from analysis.coding.searching import finder
from analysis.coding.session import Session
from analysis.errors import InputError

HOPELESS = "(a|aa)+$"  # doubles its work with each letter


def test_places_are_found_in_each_text_up_to_so_many():
    find = finder("N.r")
    assert [match.span() for match in find("nor Nur nar", 2)] == [(0, 3), (4, 7)]
    assert find("Oil") == [] and len(find("nor")) == 1


def test_a_pattern_that_would_never_end_is_told_in_time():
    find = finder(HOPELESS, 0.05)
    told = (
        r"^search: '\(a\|aa\)\+\$'; looked for longer than 0\.05 s; expected a simpler expression"
    )
    with pytest.raises(InputError, match=told):
        find("a" * 200 + "b")


def test_texts_share_the_time_that_there_is():
    find = finder(HOPELESS, 0.2)
    with pytest.raises(InputError, match="looked for longer than"):
        for _ in range(10_000):
            find("a" * 24 + "b")


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("a(b", "search: 'a(b'; missing ) at letter 4; expected a regular expression"),
        ("*a", "search: '*a'; nothing to repeat at letter 1; expected a regular expression"),
        ("\\", "search: '\\\\'; bad escape (end of pattern) at letter 2; expected a"),
        (
            "((a{999}){999}){9,9}",
            "search: '((a{999}){999}){9,9}'; repeats 8,982,009 times; expected",
        ),
        ("a" * 501, "search: 501 letters; expected 500 at most"),
    ],
)
def test_what_is_no_expression_is_told(pattern, told):
    with pytest.raises(InputError, match=f"^{re.escape(told)}"):
        finder(pattern)


@pytest.mark.parametrize("where", ["texts", "rows"])
def test_the_desk_tells_it_and_goes_on(small, tmp_path, monkeypatch, where):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "D000.txt").write_text("a" * 5000 + "b", encoding="utf-8")
    path = small / "statements.csv"
    text = path.read_text(encoding="utf-8").replace("Tokayev", "a" * 200 + "b")
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(finder, "__defaults__", (0.05,))
    session = Session(small, "c1", "en", library(tmp_path / "texts", small), "D000")
    told = answer(session, {"kind": "search", "pattern": HOPELESS, "where": where})
    assert "looked for longer than 0.05 s" in told["problems"][0]
    assert answer(session, {"kind": "search", "pattern": "oil"})["of"] > 0
