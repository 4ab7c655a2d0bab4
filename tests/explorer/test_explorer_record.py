import json
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.explorer.record import codes, record, web_address, when
from analysis.locale import languages
from analysis.study.selection import wholes


def numbers(text: str) -> list[int]:
    return sorted(map(int, re.findall(r"\d+", text)))


NAMED = {"de": "en"}
"""Whose names stand where the study has none in a language."""


@pytest.mark.parametrize("language", languages())
def test_every_statement_is_told_in_each_language(study, language):
    told = record(study, language)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert list(told) == list(study.statements["statement_id"])
    actors, sectors, relations = (
        table.set_index(table.columns[0])[f"name_{NAMED.get(language, language)}"]
        for table in (study.actors, study.sectors, study.relations)
    )
    documents = study.documents.set_index("document_id")
    sides = {
        each["side"]: each["names"][NAMED.get(language, language)]
        for each in study.package["sides"]
    }
    paraphrase = "paraphrase_fr" if language == "fr" else "paraphrase_en"
    for line in study.statements.to_dict("records"):
        document = documents.loc[line["document_id"]]
        told_date = told[line["statement_id"]].pop("date")
        assert line["date"].year in numbers(told_date)
        side = told[line["statement_id"]].pop("side")
        assert side == sides[document["side"]]
        assert told[line["statement_id"]] == {
            "speaker": actors[line["speaker"]],
            "actor": actors[line["actor"]],
            "target": actors[line["target"]],
            "sector": sectors[line["sector"]],
            "relation": relations[line["relation"]],
            "stance": line["stance"],
            "told": line[paraphrase],
            "publisher": document["publisher"],
            "title": document["title"],
            "url": document["url"],
            "locator": line["locator"],
            "quality": document["quality"],
            "day": f"{line['date']:%Y-%m-%d}",
            "document": line["document_id"],
            "family": document["family"],
            "document_kind": document["kind"],
            "coder": line["coder"],
        }


@pytest.mark.parametrize("language", languages())
def test_a_date_tells_no_more_than_is_known(study, language):
    told = record(study, language)
    seen = set()
    for line in study.statements.itertuples():
        known = {
            "year": [line.date.year],
            "month": [line.date.year],
            "day": sorted([line.date.day, line.date.month, line.date.year])
            if language == "de"  # which writes the month as a number
            else [line.date.day, line.date.year],
        }[line.date_precision]
        assert numbers(told[line.statement_id]["date"]) == known
        seen.add(line.date_precision)
    assert seen == {"year", "month", "day"}


def test_a_date_is_written_as_the_language_writes_it():
    day = date(2022, 2, 24)
    assert [when(day, "day", language) for language in ("en", "fr")] == [
        "Feb 24, 2022",
        "24 févr. 2022",
    ]
    assert [when(day, "month", language) for language in ("en", "fr")] == ["Feb 2022", "févr. 2022"]
    assert [when(day, "year", language) for language in languages()] == ["2022"] * 5
    assert when(pd.NaT, "day", "en") == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//kremlin.ru",
        "https:kremlin.ru",
        "kremlin.ru",
        "",
        None,
        float("nan"),
        7,
    ],
)
def test_no_address_but_of_the_web_is_given(url):
    assert web_address(url) == ""


@pytest.mark.parametrize("url", ["https://kremlin.ru/a?b=c", "HTTP://akorda.kz", "https://[broken"])
def test_an_address_of_the_web_is_given_as_it_is(url):
    assert web_address(url) == url


def test_what_is_missing_is_empty(article):
    few = article.statements.head(2).assign(target=None, speaker=None, locator=None)
    told = record(replace(article, statements=few), "ru")
    assert len(told) == 2
    for line in told.values():
        assert (line["target"], line["speaker"], line["locator"]) == ("", "", "")
    assert json.dumps(told, allow_nan=False)
    assert "actors" in codes(replace(article, statements=few), "ru")


def test_a_name_is_told_as_it_is_whatever_it_holds(article):
    odd = '</script><img src=x onerror="alert(1)"> & {number}'
    actors = article.actors.assign(name_en=odd)
    documents = article.documents.assign(title=odd, url="javascript:alert(1)")
    named = replace(article, actors=actors, documents=documents)
    assert {
        (line["actor"], line["title"], line["url"]) for line in record(named, "en").values()
    } == {(odd, odd, "")}
    assert {actor["name"] for actor in codes(named, "en")["actors"]} == {odd}


@pytest.mark.parametrize("language", languages())
def test_what_occurs_can_be_chosen(study, language):
    told = codes(study, language)
    assert json.loads(json.dumps(told)) == told
    said = study.statements
    fields, states = wholes(study.sectors, "sector_id"), wholes(study.actors, "actor_id")
    acting = {*said["actor"], *said["target"]}
    ids = {name: {code["id"] for code in told[name]} for name in ("sectors", "relations", "actors")}
    assert ids["sectors"] == {fields[sector] for sector in said["sector"]}
    assert ids["sectors"] <= set(study.sectors.loc[study.sectors["part_of"].isna(), "sector_id"])
    assert ids["relations"] == set(said["relation"])
    assert ids["actors"] == acting | {states[actor] for actor in acting}
    assert told["days"] == [f"{end:%Y-%m-%d}" for end in (said["date"].min(), said["date"].max())]
    kinds, column = study.actors.set_index("actor_id"), f"name_{NAMED.get(language, language)}"
    for code in told["actors"]:
        actor = kinds.loc[code["id"]]
        assert (code["name"], code["group"]) == (
            actor[column],
            actor["kind"],
        )
    assert {code["group"] for code in told["relations"]} == set(study.relations["quad"])
    for name in ids:
        shown = [code["name"] for code in told[name]]
        assert shown == sorted(shown)


def test_only_what_occurs_can_be_chosen(study, article):
    few, all_of_them = codes(article, "en"), codes(study, "en")
    for name in ("sectors", "relations", "actors"):
        assert 0 < len(few[name]) < len(all_of_them[name])
    nothing = replace(study, statements=study.statements.iloc[:0])
    assert codes(nothing, "en") == {"sectors": [], "relations": [], "actors": [], "days": ["", ""]}
    assert record(nothing, "en") == {}
