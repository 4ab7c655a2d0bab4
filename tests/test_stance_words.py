"""Where no two states are studied nothing is called friendly or strained, in any language."""

import re

import pandas as pd
import pytest
from every_chart import ASKED
from example_pensions import HEAD, statements
from turns import in_turn, some_or_all

from analysis import study_from
from analysis.charts.needs import lacking
from analysis.coding.prompts import words as coding_words
from analysis.explorer.phrases import words
from analysis.labels import plurals, translator
from analysis.locale import languages
from analysis.locale.stances import ELSEWHERE, worded_for
from analysis.pages.site.statements import statement_pages
from analysis.publish.legible import shown
from analysis.publish.readable import readable

OF_STATES = {
    "en": "friend|[Ss]trained|foe|Cooperation and friction",
    "de": "freundlich|Freund|angespannt|gegnerisch|Gegner|Spannung",
    "fr": r"ami[cs]|amic|\btendu|adversaire|friction",
    "ru": "друз|друж|напряж|противник|враждебн|трени",
    "kk": r"достық|достар|шиеленіс|\bқарсылар",
}
"""What a language says of stances between two states, and of nothing else."""

NEED_STATES = r"the two states|\{states\}|\{leaders\}|^[−+]1 |the frame|^Blue: friendly"
"""What stands only in sentences of charts that a study without states has not."""


@pytest.fixture(scope="module")
def debate():
    table = pd.DataFrame(statements(), columns=list(HEAD))
    asked = {"actor": "Organisation", "speaker": "Person", "sector": "Konzept"}
    asked |= {"date": "Datum", "document": "Beitrag", "stance": "Zustimmung"}
    return study_from(table, **asked, values={"stance": {"ja": 1, "nein": -1}})


def in_code() -> set[str]:
    """Return the English texts that are translated."""
    from babel.messages.pofile import read_po

    from analysis.locale import FOLDER

    with (FOLDER / "de.po").open("rb") as file:
        told = [message.id for message in read_po(file) if message.id]
    return {text for each in told for text in ((each,) if isinstance(each, str) else each)}


def test_what_is_said_elsewhere_takes_the_place_of_a_text_of_the_code():
    assert set(ELSEWHERE) | set(ELSEWHERE.values()) <= in_code()


def test_each_text_that_calls_a_stance_friendly_has_another_for_elsewhere():
    said = {text for text in in_code() if re.search(OF_STATES["en"], without_blanks(text))}
    assert {text for text in said if not re.search(NEED_STATES, text)} == set(ELSEWHERE)


def without_blanks(text: str) -> str:
    return re.sub(r"\{\w*\}", "", text)


@pytest.mark.parametrize("language", languages())
def test_texts_of_each_language_are_the_ones_for_elsewhere(language):
    t = translator(language)
    with worded_for(states=False):
        assert t("friendly") == t("positive") and t("strained") == t("negative")
        forms = plurals("{number} friendly", "{number} friendly", language)
    assert forms == plurals("{number} positive", "{number} positive", language)
    assert t("friendly") != t("positive") and t("strained") != t("negative")


@some_or_all(7, ASKED)
@pytest.mark.parametrize("language", languages())
def test_charts_of_a_debate_call_nobody_friendly(debate, language, few):
    wrong, drawn = re.compile(OF_STATES[language]), 0
    known = {name: "network" if name == "network_of_actors" else name for name in ASKED}
    there = [name for name in ASKED if not lacking(known[name], debate)]
    for name in in_turn(there, languages().index(language), few):
        prepared, chart = ASKED[name]
        made = chart(prepared(debate), language=language)
        texts = [made.finding, made.words.title, made.caption, made.words.alt]
        texts += [text.get_text() for text in shown(made.draw())]
        assert [text for text in texts if wrong.search(text)] == [], name
        drawn += not made.table.empty
    assert drawn > min(few, len(there)) // 2


@pytest.mark.parametrize("language", languages())
def test_explorer_and_desk_of_a_debate_call_nobody_friendly(language):
    wrong = re.compile(OF_STATES[language])
    for of in (words, coding_words):
        texts = without_blanks(str(list(of(language, states=False).values())))
        assert not wrong.search(texts), texts[wrong.search(texts).start() - 80 :][:200]
        assert wrong.search(str(list(of(language).values())))


def test_the_site_calls_a_statement_of_a_debate_positive(debate, study):
    pages = "".join(statement_pages(debate).values())
    assert ", positive" in pages and ", negative" in pages
    assert not re.search("friendly|strained", pages)
    assert ", friendly*" in "".join(statement_pages(study).values())


def test_tables_in_a_notebook_call_nobody_of_a_debate_friendly(debate, study):
    ties = pd.DataFrame({"sign": ["friendly", "strained"], "friendly": [2, 0], "strained": [0, 2]})
    told = readable(ties, debate)
    assert list(told) == ["sign", "positive", "negative"]
    assert list(told["sign"]) == ["positive", "negative"]
    assert list(readable(ties, study)) == list(ties)
