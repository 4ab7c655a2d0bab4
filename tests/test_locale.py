"""A catalogue is all that a language needs: those here are made up, in a temporary folder."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from made_up import catalogue

import analysis
from analysis import charts, locale
from analysis.coding.prompts import words as coding_words
from analysis.errors import InputError
from analysis.explorer import standalone
from analysis.explorer.opening import explore
from analysis.explorer.phrases import words
from analysis.labels import (
    counter,
    day,
    listing,
    number,
    percent,
    plurals,
    points,
    span,
    translator,
)
from analysis.locale import forwards, language_name, languages, own_names, right_to_left
from analysis.names import names_by_id

STATEMENTS = ("{number} statement", "{number} statements")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    return tmp_path


def test_languages_are_those_of_the_catalogues():
    here = {path.stem for path in locale.FOLDER.glob("*.po")}
    assert here == {"de", "fr", "kk", "ru"}
    assert languages() == ["en", *sorted(here)]


def test_one_catalogue_is_all_that_a_language_needs(folder, article):
    """It is offered by charts, explorer, coding desk and the page without a kernel."""
    catalogue(folder, "pl", {"friendly": "przyjazne", "Save": "Zapisz", "Close": "Zamknij"})
    assert languages() == ["en", "pl"]
    assert own_names() == {"en": "English", "pl": "Polski"}
    chart = charts.balance(article, language="pl")
    chart.draw()
    assert chart.words.language == "pl"
    assert words("pl")["close"] == "Zamknij" and coding_words("pl")["save"] == "Zapisz"
    assert explore(article, language="pl").options["language"]["pl"] == "Polski"
    assert {"en.js", "pl.js"} <= set(standalone.files(article))
    with pytest.raises(InputError, match="language: 'fr'; expected"):
        translator("fr")


def test_what_a_catalogue_lacks_stays_english(folder):
    catalogue(folder, "pl", {"friendly": "", STATEMENTS: ("", "", "")})
    assert translator("pl")("friendly") == "friendly"
    assert counter("pl")(*STATEMENTS, 5) == "5 statements"


def test_a_region_or_a_script_is_a_language_of_its_own(folder):
    catalogue(folder, "zh-Hant", {"friendly": "友好"})
    catalogue(folder, "pt-BR", {"friendly": "amistoso"})
    assert languages() == ["en", "pt-BR", "zh-Hant"]
    assert translator("zh-Hant")("friendly") == "友好"
    assert number(1234.5, "pt-BR") == "1.234,5"


def test_a_language_that_cldr_does_not_know_has_numbers_and_plurals_of_english(folder):
    (folder / "xyz.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "{number} statement"\nmsgid_plural "{number} statements"\n'
        'msgstr[0] "{number} qol"\nmsgstr[1] "{number} qolmey"\n',
        encoding="utf-8",
    )
    assert [counter("xyz")(*STATEMENTS, each) for each in (1, 1500)] == ["1 qol", "1,500 qolmey"]
    assert own_names()["xyz"] == "Xyz" and day(date(2024, 11, 27), "xyz") == "Nov 27, 2024"


def test_arabic_has_six_plurals_and_polish_three(folder):
    forms = ("لا أقوال", "قول واحد", "قولان", "{number} أقوال", "{number} قول", "{number} قولا")
    catalogue(folder, "ar", {STATEMENTS: forms})
    n = counter("ar")
    assert [n(*STATEMENTS, each) for each in (0, 1, 2, 3, 100, 11)] == [
        form.format(number=each) for form, each in zip(forms, (0, 1, 2, 3, 100, 11), strict=True)
    ]
    assert list(plurals(*STATEMENTS, "ar")) == ["zero", "one", "two", "few", "many", "other"]
    catalogue(folder, "pl", {STATEMENTS: ("{number} głos", "{number} głosy", "{number} głosów")})
    n = counter("pl")
    assert [n(*STATEMENTS, each) for each in (1, 3, 12, 22, 25)] == [
        "1 głos",
        "3 głosy",
        "12 głosów",
        "22 głosy",
        "25 głosów",
    ]


def test_digits_and_dates_are_those_of_cldr(folder):
    for language in ("fa", "zh", "he", "ar-EG", "mr"):
        catalogue(folder, language, {"{value} in {year}": "{value} {year}"})
    assert number(1234.5, "fa") == "۱٬۲۳۴٫۵" and number(1234.5, "ar-EG") == "١٬٢٣٤٫٥"
    assert number(12, "mr") == "१२" and number(1234.5, "he") == "1,234.5"
    assert percent(12, "fa") == "۱۲٪" and points(0.13, "fa") == "+۱۳"
    assert day(date(2024, 11, 27), "zh") == "2024年11月27日"
    assert day(date(2024, 11, 27), "fa") == "۲۷ نوامبر ۲۰۲۴"
    assert span("2014/2022-02", "zh") == "2014 – 2022年2月" and span("2014", "fa") == "۲۰۱۴"
    told = translator("fa")("{value} in {year}", value="D005", year=2024)
    assert told == "\N{RIGHT-TO-LEFT MARK}D005\N{RIGHT-TO-LEFT MARK} ۲۰۲۴"
    assert listing(["甲", "乙", "丙"], "zh") == "甲、乙和丙"


def test_a_sentence_from_right_to_left_may_begin_with_a_latin_name(folder):
    catalogue(folder, "ar", {"says {speaker}": "{speaker} يقول"})
    told = translator("ar")("says {speaker}", speaker="BP")
    assert told == "\N{RIGHT-TO-LEFT MARK}BP\N{RIGHT-TO-LEFT MARK} يقول"
    left = "\N{LEFT-TO-RIGHT MARK}"
    english = translator("ar")("{speaker} says {what}", speaker="مصر", what="29")
    assert english == f"{left}مصر{left} says 29", "which the catalogue lacks"
    assert forwards("مصر BP", "ar") == "مصر BP" and forwards("BP", "ar") == "BP"
    assert forwards("مصر says", "en") == "\N{LEFT-TO-RIGHT MARK}مصر says"
    assert forwards("مصر", "en") == "مصر" and forwards("BP says مصر", "en") == "BP says مصر"
    assert right_to_left("he") and right_to_left("fa") and not right_to_left("zh")
    assert words("ar")["direction"] == "rtl" and words("en")["direction"] == "ltr"


@pytest.mark.long
def test_a_chart_in_a_language_from_right_to_left_is_drawn(folder, article, tmp_path):
    catalogue(folder, "ar", {"friendly": "ودي", "strained": "متوتر", "neutral": "محايد"})
    written = charts.balance(article, language="ar").save("balance", tmp_path / "out")
    assert {"balance.pdf", "balance.svg"} <= set(written.written.files)
    svg = (tmp_path / "out" / "balance.svg").read_text(encoding="utf-8")
    assert 'lang="ar"' in svg and "\u2067" in svg


def test_a_wrong_catalogue_is_told(folder):
    catalogue(folder, "pl", {"Only {year}": "Tylko {rok}"})
    with pytest.raises(InputError, match=r"pl\.po, translation: 'Tylko \{rok\}'; .*\{year\} in it"):
        translator("pl")("Only {year}", year=2024)
    (folder / "cs.po").write_bytes(b'msgid "\xff"\nmsgstr "\xfe"\n')
    with pytest.raises(InputError, match=r"cs\.po: cannot be read: .*expected a gettext catalogue"):
        translator("cs")


def test_names_fall_back_to_the_first_language_of_the_study(study):
    assert names_by_id(study.actors, "de")["russia"] == "Russia"
    first = study.actors.rename(columns={"name_en": "name_x"})
    columns = [*first.columns[:5], "name_ru", "name_kk", "name_fr", "name_x", "aliases"]
    assert names_by_id(first[columns], "de")["russia"] == "Россия"
    french = study.actors["name_fr"]
    blank = study.actors.assign(name_fr=french.where(french == "Russie"))
    named = names_by_id(blank, "fr")
    assert named["russia"] == "Russie" and named["kazakhstan"] == "Kazakhstan"
    assert language_name("en", "de") == "Englisch"


NOTE = "Namen, die der Studie in dieser Sprache fehlen, stehen auf Englisch."


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["balance", "network", "heatmap", "dependence"])
def test_a_caption_says_once_that_names_are_borrowed(article, name, tmp_path):
    chart = getattr(charts, name)(article, language="de")
    assert chart.caption.count(NOTE) == 1
    other = getattr(charts, name)(article, language="fr")
    assert "n’a pas dans cette langue" not in other.caption
    chart.save(name, tmp_path, target="web", formats=["svg"])
    assert (tmp_path / f"{name}.json").read_text(encoding="utf-8").count(NOTE) == 1


def test_a_caption_without_borrowed_names_says_nothing_of_them(article):
    assert NOTE not in charts.coverage(article, language="de").caption
    assert NOTE not in charts.balance(article.statements, language="de").caption


def test_names_joined_in_one_cell_are_borrowed_too():
    """A row of changes is called by an actor and a sector."""
    rows = [
        {"who": who, "what": what, "when": f"{year}-03-01"}
        for year, plan in ((2021, "aab"), (2023, "abb"))
        for who in ("Rat", "Bund")
        for what in plan
    ]
    fields = {"actor": "who", "sector": "what", "date": "when"}
    study = analysis.study_from(pd.DataFrame(rows), language="fr", **fields)
    told = charts.change(study, language="de", draws=20).caption
    assert NOTE.replace("Englisch", "Französisch") in told


def test_one_name_that_is_lacking_is_told(article):
    sectors = article.sectors.assign(
        name_fr=article.sectors["name_fr"].where(article.sectors["name_en"] != "Oil")
    )
    lacking = replace(article, sectors=sectors)
    told = charts.balance(lacking, language="fr")
    assert "Oil" in set(told.table["name"])
    assert "Les noms que l’étude n’a pas dans cette langue sont en anglais." in told.caption


@pytest.mark.parametrize("path", sorted(locale.FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalogue_says_nothing_in_its_head_that_is_to_be_filled_in(path):
    head = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert not [blank for blank in ("EMAIL@", "FULL NAME", "LL@li", "YEAR-MO") if blank in head]
