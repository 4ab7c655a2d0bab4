import re

import pytest

from analysis.coding.answers import answer
from analysis.coding.library import library
from analysis.coding.session import Session
from analysis.coding.translated import TEMPLATES, translated
from analysis.labels import translator
from analysis.locale import languages

OTHERS = [language for language in languages() if language != "en"]
WRONG = {
    "locator": "par 1",
    "date": "27.11.2024",
    "date_precision": "day",
    "speaker": "",
    "actor": "kazakhstn",
    "target": "nobody at all",
    "sector": "oil",
    "relation": "reject",
    "stance": "5",
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("language", OTHERS)
def test_a_coder_reads_faults_in_their_language(small, language):
    sessions = [
        Session(small, "c1", code, library(None, small), "D000") for code in ("en", language)
    ]
    english, own = (answer(each, {"kind": "check", "row": WRONG}) for each in sessions)
    assert (
        english["faults"].keys() == own["faults"].keys() >= {"date", "speaker", "actor", "stance"}
    )
    for field, told in own["faults"].items():
        assert told != english["faults"][field] and "expected" not in told
    back = [answer(each, {"kind": "undo"})["problems"] for each in sessions]
    assert back[0] == ["undo: nothing is left to take back"] and back[0] != back[1]


@pytest.mark.parametrize("language", OTHERS)
def test_a_doubt_is_told_with_the_name_of_its_field(small, row, language):
    session = Session(small, "c1", language, library(None, small), "D000")
    row |= {"relation": "reject", "stance": "1", "paraphrase_en": "Le pays dit que la Russie est."}
    first, second = answer(session, {"kind": "check", "row": row})["doubts"]
    told = answer(session, {"kind": "open"})["page"]["words"]
    assert first.startswith(f"{told['stance']}: '1' ") and "against" not in first
    assert second.startswith(f"{told['paraphrase_en']}: ") and "reads like" not in second


def holes(template) -> set[str]:
    """Return the names of the values that a message has."""
    return set(re.findall(r"\{(\w+)\}", template(lambda text, **_: text, {})))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_each_message_is_known_again_by_its_form(language, template):
    values = {name: f"<{name}>" for name in holes(template)}
    english = template(lambda text, **held: text.format(**held), values)
    own = template(translator(language), values)
    assert translated(english, language) == own != english
    assert translated(f"'x' {english}", language) == f"'x' {own}"


def test_what_is_not_known_stays():
    assert translated("Heureka: 5", "de") == "Heureka: 5"
    assert translated("expected a value", "en") == "expected a value"
