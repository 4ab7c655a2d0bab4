import json

import pytest
from ipywidgets import Widget

import analysis
from analysis.coding.answers import answer
from analysis.coding.prompts import FIELDS, quads, words
from analysis.errors import InputError
from analysis.locale import languages

SECRET = "Nobody but the coder reads this."


@pytest.fixture
def article(tmp_path):
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "article.txt"
    path.write_text(f"{SECRET}\n\nTwo.", encoding="utf-8")
    return path


def test_nothing_of_a_text_is_kept_with_the_notebook(small, article):
    pane = analysis.desk(small, article, document="D000", coder="c1")
    told = answer(pane._session, {"kind": "open"})["text"]["paragraphs"]
    assert told[0]["pieces"] == [(SECRET, [])]
    kept = json.dumps([Widget.get_manager_state(), pane._repr_mimebundle_()[0], pane.get_state()])
    assert "Nobody but" not in kept and "article.txt" not in kept
    assert repr(pane) == "<Coding desk of c1>"


def test_a_study_is_named_opened_or_pointed_to_and_only_looked_at(study, small):
    for given in (study, "kazakhstan-russia", small, str(small)):
        session = analysis.desk(given, coder="c1")._session
        assert answer(session, {"kind": "document", "id": "D000"})["text"]["paragraphs"] == []
        assert not (session.folder / "desk").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"study": "kazakhstan-rusia"}, "study 'kazakhstan-rusia': no such folder"),
        ({"document": "D00"}, "document: 'D00' is not in documents; expected 'D0"),
        ({"coder": "Jo"}, "coder: 'Jo'; expected a short name"),
        ({"language": "tlh"}, "language: 'tlh'; expected one of: en, de, fr, kk, ru"),
        ({"texts_folder": "nowhere"}, "texts: 'nowhere'; no such folder or file"),
    ],
)
def test_what_is_given_wrong_is_told(small, arguments, told):
    with pytest.raises(InputError, match=told):
        analysis.desk(**{"study": small, "document": "D000", "coder": "c1"} | arguments)


@pytest.mark.parametrize("language", languages())
def test_the_desk_has_its_words_in_each_language(language, study):
    told = words(language)
    assert set(FIELDS) < set(told) and all(told.values())
    assert set(study.relations["quad"]) == set(quads(language))
