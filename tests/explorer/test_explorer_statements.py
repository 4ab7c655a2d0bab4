import pytest

from analysis.explorer import statements
from analysis.explorer.record import record
from analysis.explorer.statements import asks, plain, sought, told
from analysis.explorer.widget import Explorer, read_choices


def heard(explorer, message: dict) -> dict:
    """What the widget sends in answer to a message."""
    sent = []
    explorer.send = sent.append
    explorer._asked(explorer, message, [])
    [answer] = sent
    return answer


@pytest.fixture
def many(study, monkeypatch, tmp_path):
    """An explorer to which the record is one of many statements."""
    monkeypatch.setattr(statements, "WHOLE", 100)
    return Explorer(study, read_choices({}), tmp_path)


def test_a_small_record_is_sent_whole(study, tmp_path):
    whole = Explorer(study, read_choices({}), tmp_path)
    assert not whole.options["asks"] and set(whole.record) == {*study.statements["statement_id"]}


def test_of_a_large_record_nothing_is_sent_before_it_is_asked_for(many):
    assert many.options["asks"] and many.record == {}


def test_statements_come_when_they_are_asked_for(study, many):
    ids = many.picture["edges"][0]["statements"]
    answer = heard(many, {"do": "tell", "ids": ids})
    whole = record(study, "en")
    assert answer == {"told": {key: whole[key] for key in ids}}


def test_of_very_many_the_earliest_are_told(study, monkeypatch):
    monkeypatch.setattr(statements, "MOST", 10)
    ids = study.statements["statement_id"].tolist()
    found = told(study, ids, "en")
    days = [each["day"] for each in found.values()]
    later = [each["day"] for key, each in record(study, "en").items() if key not in found]
    assert len(found) == 10 and max(days) <= min(later)


def test_ids_that_are_none_are_passed_over(study, many):
    assert heard(many, {"do": "tell", "ids": ["none", 7]}) == {"told": {}}


@pytest.mark.parametrize("word", ["pipeline", "PIPELINE", "Énergy", "tokayev"])
def test_a_search_finds_what_the_page_would_find(study, many, word):
    ids = study.statements["statement_id"].tolist()
    found = heard(many, {"do": "find", "text": word, "ids": ids})["found"]
    fields = ("told", "speaker", "actor", "target", "sector", "relation")
    expected = {
        key
        for key, each in record(study, "en").items()
        if any(plain(word) in plain(each[field]) for field in fields)
    }
    assert expected and set(found["statements"]) == expected
    assert set(found["told"]) == set(found["statements"][: statements.FEW])


def test_a_search_finds_documents_by_their_title(study):
    title = study.documents.set_index("document_id").loc["D012", "title"]
    ids = study.statements["statement_id"].tolist()
    [(named, behind), *_] = sought(study, title, ids, "en")["documents"]
    assert title in named
    expected = study.statements.set_index("statement_id")["document_id"].eq("D012")
    assert set(behind) == set(expected[expected].index)
    found = sought(study, "kazakhstan", ids, "en")
    assert len(found["documents"]) == 6 < found["of"], "of many hits some are told, and how many"


def test_another_language_or_study_is_another_edition(many):
    before = many.edition
    many.choices = {**many.choices, "language": "fr"}
    assert many.edition == before + 1 and many.record == {}


def test_a_record_of_any_size_asks_as_it_should(study):
    assert not asks(study)
