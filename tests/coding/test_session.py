import itertools
import re

import pytest

from analysis.coding.answers import answer
from analysis.coding.library import library
from analysis.coding.session import Session

TEXT = "Tokayev says that Kazakhstan is a friend of Russia.\n\n<b>Oil</b> & Газпром 😀.\n\nThree."


@pytest.fixture
def session(small):
    return Session(small, "c1", "en", library(None, small), "D000")


@pytest.fixture
def opened(session):
    answer(session, {"kind": "open"})
    answer(session, {"kind": "text", "text": TEXT})
    return session


def save(session, row, **more) -> dict:
    return answer(session, {"kind": "save", "row": row, **more})


def test_the_desk_shows_documents_lists_and_what_is_coded(session):
    told = answer(session, {"kind": "open", "view": "a", "number": 1})
    assert told["view"] == "a" and told["number"] == 1
    page, document = told["page"], told["document"]
    assert document["publisher"] == "Sports News Times" and document["next"] == "D000-13"
    assert document["speakers"] == ["sports_news_times"] and page["scale"] == [-1, 0, 1]
    assert told["text"]["paragraphs"] == [] and len(told["rows"]["listed"]) == 12
    assert page["progress"] == {"open": 0, "coded": 2, "due": 0, "new": 0}
    aid = {"id": "aid", "name": "Aid", "quad": "Material cooperation"}
    assert aid in [{name: each[name] for name in aid} for each in page["lists"]["relations"]]
    names = [actor["name"].casefold() for actor in page["lists"]["actors"]]
    assert names == sorted(names) and page["optional"] == ["because"]


def test_a_text_is_cut_where_it_names_somebody(opened):
    told = answer(opened, {"kind": "open"})
    first, second, third = told["text"]["paragraphs"]
    assert first["actors"] == ["tokayev", "kazakhstan", "russia"] and first["at"] == 0
    assert "".join(piece for piece, _ in second["pieces"]) == "<b>Oil</b> & Газпром 😀."
    assert [piece for piece in second["pieces"] if piece[1]] == [
        ("Oil", ["sector"]),
        ("Газпром", ["actor"]),
    ]
    assert third["pieces"] == [("Three.", [])] and third["number"] == 3
    assert TEXT[third["at"] :] == "Three."


def test_a_row_is_checked_saved_changed_and_deleted(opened, small, row):
    path = small / "statements.csv"
    before = path.read_bytes()
    told = answer(opened, {"kind": "check", "view": "a", "number": 4, "row": row | {"stance": ""}})
    assert told == {
        "view": "a",
        "number": 4,
        "kind": "check",
        "faults": {"stance": "expected a value"},
        "doubts": [],
    }
    told = save(opened, row | {"locator": "  par   3 "}, span=[61, 71])
    assert told["saved"] == "D000-13" and path.read_bytes() != before
    assert told["listed"][0]["locator"] == "par 3" and told["next"] == "D000-14"
    assert told["spans"]["D000-13"] == {"start": 61, "end": 71, "state": "there"}
    assert told["undo"] == "add D000-13"
    told = save(opened, row | {"stance": "0"}, id="D000-13")
    assert told["saved"] == "D000-13" and told["listed"][0]["stance"] == "0"
    assert told["spans"]["D000-13"]["start"] == 61, "a row keeps its span"
    changes = answer(opened, {"kind": "history", "id": "D000-13"})["history"]
    assert [(each["by"], each["deed"]) for each in changes] == [("c1", "add"), ("c1", "edit")]
    assert ["stance", "1", "0"] in changes[1]["fields"]
    assert answer(opened, {"kind": "delete", "id": "D000-13"})["deleted"] == "D000-13"
    assert path.read_bytes() == before


def test_what_was_done_is_taken_back_and_done_again_on_another_day(opened, small, row):
    path = small / "statements.csv"
    before = path.read_bytes()
    save(opened, row, span=[0, 7])
    save(opened, row | {"relation": "support"}, id="D000-13")
    whole = path.read_bytes()
    later = Session(small, "c1", "en", library(None, small), "D000")
    told = answer(later, {"kind": "undo"})
    assert told["moved"] == "undo" and told["of"] == ["D000-13"]
    told = answer(later, {"kind": "undo"})
    assert told["undone"]["paraphrase_en"] == row["paraphrase_en"] and path.read_bytes() == before
    assert told["undo"] == "" and told["redo"] == "add D000-13"
    assert answer(later, {"kind": "undo"})["problems"] == ["undo: nothing is left to take back"]
    answer(later, {"kind": "redo"})
    answer(later, {"kind": "redo"})
    assert path.read_bytes() == whole
    answer(later, {"kind": "undo"})
    answer(later, {"kind": "undo"})
    assert save(later, row)["saved"] == "D000-14", "no number is given twice"


def test_a_row_is_of_this_document_and_coder_whatever_the_form_says(opened, row):
    wrong = row | {"document_id": "D005", "coder": "x", "statement_id": "D005-09"}
    assert save(opened, wrong)["listed"][0]["coder"] == "c1"


def test_a_row_of_another_coder_is_left(small, row):
    session = Session(small, "c9", "en", library(None, small), "D000")
    told = answer(session, {"kind": "open"})["rows"]["listed"]
    assert not any(each["own"] for each in told)
    wrong = "D000-01: is of coder c1; expected a row of one's own"
    for kind in ("delete", "cells"):
        assert answer(session, {"kind": kind, "id": "D000-01"})["problems"] == [wrong]
    assert save(session, row, id="D000-01")["problems"] == [wrong]


def test_a_wrong_row_is_refused_with_its_faults(opened, small, row):
    before = (small / "statements.csv").read_bytes()
    copy = "Tokayev says that Kazakhstan is a friend of Russia."
    told = save(opened, row | {"stance": "3", "paraphrase_en": copy})
    assert told == {
        "kind": "save",
        "refused": True,
        "faults": {
            "stance": "'3'; expected a value from -1 to 1",
            "paraphrase_en": f"copies “{copy[:-1]}”; expected words of your own",
        },
    }
    assert (small / "statements.csv").read_bytes() == before


def test_an_actor_added_meanwhile_is_known(opened, small, row):
    save(opened, row)
    new = row | {"target": "zambia"}
    told = answer(opened, {"kind": "check", "row": new})
    assert told["faults"]["target"].startswith("'zambia' is not in actors")
    with (small / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("zambia,state,ZMB,,,Zambia,Zambie,Замбия,Замбия,,,,\n")
    told = answer(opened, {"kind": "check", "row": new})
    assert told["faults"] == {}
    assert "zambia" in [actor["id"] for actor in told["page"]["lists"]["actors"]]
    assert opened.journal.entries[-1]["deed"] == "elsewhere"


def test_a_table_that_became_wrong_is_told_and_can_be_mended(opened, small, row):
    path = small / "statements.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(",consult,", ",consul,"), encoding="utf-8")
    [line] = save(opened, row)["problems"]
    assert line.startswith("relations.csv: 'consul' is missing; 10 rows of statements.csv name it")
    count = itertools.count()
    several = re.sub(",consult,", lambda _: f",consul{next(count)},", whole)
    path.write_text(several, encoding="utf-8")
    told = save(opened, row)
    assert list(told) == ["kind", "problems"] and len(told["problems"]) == 9
    assert told["problems"][0].startswith("statements.csv, row 2, field relation: 'consul0'")
    assert told["problems"][-1].startswith("and ")
    path.write_text(whole[:-3], encoding="utf-8")
    assert save(opened, row)["problems"][0].startswith("statements.csv")
    path.write_text(whole, encoding="utf-8")
    assert save(opened, row)["saved"] == "D000-13"


def test_a_row_changed_by_another_is_shown_and_left(opened, small, row, change):
    save(opened, row)
    change("statements", 14, stance="0")
    shown = answer(opened, {"kind": "open"})["rows"]["listed"]
    assert shown[-1]["stance"] == "0"
    told = answer(opened, {"kind": "undo"})
    assert told["problems"] == ["D000-13: no longer stands there as it was; left as it is"]


def test_an_error_of_the_disk_is_told(opened, small, row):
    before = (small / "statements.csv").read_bytes()
    (small / "desk" / ".log.jsonl.lock").mkdir(parents=True)
    told = save(opened, row)["problems"]
    assert len(told) == 1 and (small / "statements.csv").read_bytes() == before
    (small / "desk" / ".log.jsonl.lock").rmdir()
    (small / "sectors.csv").unlink()
    told = answer(opened, {"kind": "check", "row": row})["problems"]
    assert told[0].startswith("sectors.csv: no such file")


def test_a_second_coder_sees_the_second_coding_only(folder, row):
    first = (folder / "statements.csv").read_bytes()
    session = Session(folder, "c2", "fr", library(None, folder), "D000")
    told = answer(session, {"kind": "open"})
    assert told["page"]["file"] == "codings/c2.csv" and len(told["rows"]["listed"]) == 70
    states = {each["id"]: each["state"] for each in told["page"]["documents"]}
    assert states["D000"] == "coded" and states["D006"] == "due"
    assert save(session, row)["saved"] == "D000-71"
    assert (folder / "statements.csv").read_bytes() == first


def test_a_statement_is_marked_and_a_document_closed(opened, small):
    told = answer(opened, {"kind": "mark", "id": "D000-01", "mark": "doubtful", "remark": " a  b "})
    assert (told["listed"][0]["mark"], told["listed"][0]["remark"]) == ("doubtful", "a b")
    answer(opened, {"kind": "mark", "id": "D000-01", "mark": "", "remark": ""})
    assert (small / "desk/remarks.csv").read_text() == "coding,id,mark,remark\n"
    told = answer(opened, {"kind": "mark", "id": "D000", "mark": "done"})
    assert told["document"]["mark"] == "done"


def test_an_actor_is_added_with_what_the_study_demands(opened, small, row):
    near = answer(opened, {"kind": "near", "table": "actors", "text": "Gasprom"})["near"]
    assert near[0]["id"] == "gazprom"
    fields = answer(opened, {"kind": "fields", "table": "actors", "text": "Zambia"})["fields"]
    given = {each["name"]: each["value"] for each in fields}
    assert given["actor_id"] == "zambia" and given["name_fr"] == "Zambia" and not given["name_ru"]
    told = answer(opened, {"kind": "add", "table": "actors", "row": given})
    assert told["faults"] == dict.fromkeys(["kind", "name_ru", "name_kk"], "expected a value")
    given |= {"name_ru": "Замбия", "name_kk": "Замбия"}
    told = answer(opened, {"kind": "add", "table": "actors", "row": given | {"kind": "state"}})
    assert told["added"] == "zambia" and told["page"]["undo"] == "add zambia"
    assert save(opened, row | {"target": "zambia"})["saved"] == "D000-13"
    told = answer(opened, {"kind": "add", "table": "actors", "row": given | {"kind": "state"}})
    assert (
        "stands in row" in told["faults"]["actor_id"]
        or "code already" in told["faults"]["actor_id"]
    )
    told = answer(opened, {"kind": "add", "table": "actors", "id": "zambia", "alias": "Lusaka"})
    assert "Lusaka" in (small / "actors.csv").read_text(encoding="utf-8")


def test_two_actors_are_merged_after_a_look_and_parted_again(opened, small, row):
    def tables() -> list[list[bytes]]:
        return [sorted(path.read_bytes().splitlines()) for path in sorted(small.glob("*.csv"))]

    before = tables()
    ask = {"kind": "merge", "table": "actors", "id": "kazakh_government", "new": "tokayev"}
    told = answer(opened, ask | {"preview": True})
    assert told["of"] > 2 and tables() == before
    assert answer(opened, ask)["made"] == told["of"]
    text = (small / "actors.csv").read_text(encoding="utf-8")
    assert not any(line.startswith("kazakh_government,") for line in text.splitlines())
    answer(opened, {"kind": "undo"})
    assert tables() == before
    told = answer(opened, {"kind": "merge", "table": "actors", "id": "russia", "new": "putin"})
    assert told["problems"] == ["russia: is one of the study's states; expected it to stay"]


def test_what_is_found_is_recoded_after_a_look(opened, small):
    ask = {"kind": "recode", "pattern": "^consult$", "in": "relation", "field": "relation"}
    told = answer(opened, ask | {"value": "support", "preview": True})
    assert told["of"] == 10 and told["preview"][0]["fields"] == [["relation", "consult", "support"]]
    assert list(answer(opened, ask | {"value": "suport"})["faults"]) == ["relation"]
    assert answer(opened, ask | {"value": "support"})["made"] == told["of"]
    assert ",consult," not in (small / "statements.csv").read_text(encoding="utf-8")
    assert answer(opened, {"kind": "undo"})["moved"] == "undo"
    hits = answer(opened, {"kind": "search", "pattern": "consult"})
    assert hits["of"] >= 5 and hits["hits"][0]["id"].startswith("D0")


def test_what_is_likely_wrong_is_told_while_a_row_is_typed(opened, row):
    wrong = row | {"stance": "-1", "locator": "par 9", "date": "2027-01-01"}
    wrong |= {"paraphrase_fr": "The sale of the oil to Russia is agreed."}
    told = answer(opened, {"kind": "check", "row": wrong})
    assert [line.partition(":")[0] for line in told["doubts"]] == [
        "stance",
        "locator",
        "paraphrase_fr",
    ]
    assert "against the relation 'agree'" in told["doubts"][0]
    assert told["doubts"][1] == "locator: 'par 9'; expected a paragraph from 1 to 3"
    assert told["doubts"][2] == "paraphrase_fr: reads like 'en'; expected 'fr'"
    answered = answer(opened, {"kind": "check", "row": wrong | {"because": "as agreed"}})
    assert len(answered["doubts"]) == 2
    later = row | {"document_id": "D005", "date": "2027-01-01"}
    opened.document = "D005"
    assert "date: '2027-01-01' is after D005 was published" in " ".join(
        answer(opened, {"kind": "check", "row": later})["doubts"]
    )


def test_the_codebook_tells_of_a_code(study):
    session = Session(study.folder, "c1", "en", library(None, study.folder))
    told, *_ = answer(session, {"kind": "rule", "code": "depend"})["rules"]
    assert told["section"] == "Relations" and told["cells"][1] == ("quad class", "structural")
    assert answer(session, {"kind": "rule", "code": "nothing"})["rules"] == []
