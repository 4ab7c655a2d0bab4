import itertools
import re

import pytest

from analysis.coding.session import Session, answer

TEXT = "Tokayev says that Kazakhstan is a friend of Russia.\n\n<b>Oil</b> & Газпром 😀.\n\nThree."


@pytest.fixture
def session(small):
    return Session(small, "D000", "c1", "en")


@pytest.fixture
def opened(session):
    answer(session, {"kind": "text", "text": TEXT})
    return session


def test_the_page_shows_document_lists_and_what_is_coded(session):
    page = answer(session, {"kind": "open", "view": "a", "number": 1})["page"]
    assert page["document"]["publisher"] == "Sports News Times" and page["next"] == "D000-13"
    assert page["publisher"] == ["sports_news_times"] and page["scale"] == [-1, 0, 1]
    assert page["paragraphs"] == [] and len(page["elsewhere"]) == 12
    assert {"id": "aid", "name": "Aid", "quad": "Material cooperation"} in page["lists"][
        "relations"
    ]
    names = [actor["name"].casefold() for actor in page["lists"]["actors"]]
    assert names == sorted(names)


def test_a_text_is_cut_where_it_names_somebody(opened):
    page = answer(opened, {"kind": "open"})["page"]
    first, second, third = page["paragraphs"]
    assert first["actors"] == ["tokayev", "kazakhstan", "russia"] and len(first["rows"]) == 8
    assert "".join(piece for piece, _ in second["pieces"]) == "<b>Oil</b> & Газпром 😀."
    assert [piece for piece in second["pieces"] if piece[1]] == [
        ("Oil", ["sector"]),
        ("Газпром", ["actor"]),
    ]
    assert third["pieces"] == [("Three.", [])] and page["elsewhere"] == []


def test_a_row_is_checked_saved_and_taken_back(opened, small, row):
    path = small / "statements.csv"
    before = path.read_bytes()
    told = answer(opened, {"kind": "check", "view": "a", "number": 4, "row": row | {"stance": ""}})
    assert told == {"view": "a", "number": 4, "faults": {"stance": "expected a value"}}
    told = answer(opened, {"kind": "save", "row": row | {"locator": "  par   3 "}})
    assert told["saved"] == "D000-13" and path.read_bytes() != before
    assert [each["id"] for each in told["page"]["paragraphs"][2]["rows"]] == ["D000-13"]
    assert told["page"]["added"][0]["there"] and told["page"]["next"] == "D000-14"
    told = answer(opened, {"kind": "undo", "id": "D000-13"})
    assert told["undone"]["paraphrase_en"] == row["paraphrase_en"]
    assert path.read_bytes() == before and told["page"]["added"] == []
    assert "undone" not in answer(opened, {"kind": "undo", "id": "D000-13"})


def test_a_row_is_of_this_document_and_coder_whatever_the_form_says(opened, row):
    wrong = row | {"document_id": "D005", "coder": "x", "statement_id": "D005-09"}
    assert answer(opened, {"kind": "save", "row": wrong})["saved"] == "D000-13"
    assert opened.added[0]["coder"] == "c1"


def test_a_wrong_row_is_refused_with_its_faults(opened, small, row):
    before = (small / "statements.csv").read_bytes()
    copy = "Tokayev says that Kazakhstan is a friend of Russia."
    told = answer(opened, {"kind": "save", "row": row | {"stance": "3", "paraphrase_en": copy}})
    assert told == {
        "refused": True,
        "faults": {
            "stance": "'3'; expected a value from -1 to 1",
            "paraphrase_en": f"copies “{copy[:-1]}”; expected words of your own",
        },
    }
    assert (small / "statements.csv").read_bytes() == before


def test_an_actor_added_meanwhile_is_known(opened, small, row):
    new = row | {"target": "zambia"}
    told = answer(opened, {"kind": "check", "row": new})
    assert told["faults"]["target"].startswith("'zambia' is not in actors")
    with (small / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("zambia,state,ZMB,,,Zambia,Zambie,Замбия,Замбия,,,,\n")
    told = answer(opened, {"kind": "check", "row": new})
    assert told["faults"] == {}
    assert "zambia" in [actor["id"] for actor in told["page"]["lists"]["actors"]]


def test_a_table_that_became_wrong_is_told_and_can_be_mended(opened, small, row):
    path = small / "statements.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(",consult,", ",consul,"), encoding="utf-8")
    [line] = answer(opened, {"kind": "save", "row": row})["problems"]
    assert line.startswith("relations.csv: 'consul' is missing; 10 rows of statements.csv name it")
    count = itertools.count()
    several = re.sub(",consult,", lambda _: f",consul{next(count)},", whole)
    path.write_text(several, encoding="utf-8")
    told = answer(opened, {"kind": "save", "row": row})
    assert list(told) == ["problems"] and len(told["problems"]) == 9
    assert told["problems"][0].startswith("statements.csv, row 2, field relation: 'consul0'")
    assert told["problems"][-1].startswith("and ")
    path.write_text(whole, encoding="utf-8")
    assert answer(opened, {"kind": "save", "row": row})["saved"] == "D000-13"


def test_a_row_changed_by_another_is_shown_and_left(opened, small, row, change):
    answer(opened, {"kind": "save", "row": row})
    change("statements", 14, stance="0")
    assert not answer(opened, {"kind": "open"})["page"]["added"][0]["there"]
    told = answer(opened, {"kind": "undo", "id": "D000-13"})
    assert told["problems"] == ["D000-13: no longer stands there as it was added; left as it is"]


def test_an_error_of_the_disk_is_told(opened, small, row):
    answer(opened, {"kind": "open"})
    (small / ".statements.csv.lock").mkdir()
    told = answer(opened, {"kind": "save", "row": row})["problems"]
    assert len(told) == 1 and told[0].startswith(".statements.csv.lock: ")
    assert told[0].endswith("; nothing was written")
    (small / "sectors.csv").unlink()
    told = answer(opened, {"kind": "check", "row": row})["problems"]
    assert told == ["sectors.csv: No such file or directory; nothing was written"]


def test_a_second_coder_sees_the_second_coding_only(folder, row):
    first = (folder / "statements.csv").read_bytes()
    session = Session(folder, "D000", "c2", "fr")
    page = answer(session, {"kind": "open"})["page"]
    assert page["file"] == "c2.csv" and len(page["elsewhere"]) == 70
    assert answer(session, {"kind": "save", "row": row})["saved"] == "D000-71"
    assert (folder / "statements.csv").read_bytes() == first
