import pandas as pd
import pytest

from analysis.coding.answers import answer
from analysis.coding.library import library
from analysis.coding.proposed import code_proposed, document_proposed, slug
from analysis.coding.session import Session
from analysis.coding.texts.article import Article

NAMES = pd.DataFrame({"actor_id": ["russia"], "name_en": ["Russia"], "name_ru": ["Россия"]})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Газпром", "gazprom"),
        ("Қазатомөнеркәсіп", "qazatomonerkasip"),
        ("Мировая экономика (журнал)", "mirovaya_ekonomika_zhurnal"),
        ("Côte d’Ivoire", "cote_d_ivoire"),
        ("Игорь Иванов", "igor_ivanov"),
        ("华为", "huawei"),
        ("2024 Group", "group"),
        ("…", ""),
    ],
)
def test_a_name_in_any_letters_gets_an_id(name, expected):
    assert slug(name) == expected


def test_a_name_is_put_where_names_have_its_letters():
    fields = ["actor_id", "name_en", "name_ru"]
    assert code_proposed("Газпром", NAMES, fields) == {"actor_id": "gazprom", "name_ru": "Газпром"}
    again = code_proposed("Russia", NAMES, fields, {"russia", "russia_2"})
    assert again == {"actor_id": "russia_3", "name_en": "Russia"}
    empty = NAMES.iloc[:0]
    assert code_proposed("Gazprom", empty, fields) == {"actor_id": "gazprom", "name_en": "Gazprom"}
    assert code_proposed("Газпром", empty, fields)["name_ru"] == "Газпром"


def test_a_new_document_has_what_its_text_tells():
    text = (
        "Two talk of the sea",
        "The two say that they are friends of the sea, and of fish.",
        "B.",
    )
    told = document_proposed(["D007"], Article("a.txt", paragraphs=text))
    assert told == {
        "document_id": "D008",
        "title": "Two talk of the sea",
        "language": "en",
        "date": "",
        "publisher": "",
        "url": "",
        "family": "two-talk-of-the-sea",
    }
    dated = Article("a.html", title="T", date="2024-11-27", language="ru", paragraphs=text)
    told = document_proposed([], dated)
    assert (told["title"], told["language"], told["date_basis"]) == ("T", "ru", "published")


def test_an_actor_in_cyrillic_is_added_and_found_in_the_text_that_is_open(small, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "D005.txt").write_text("Пупырышкин приехал на море.", encoding="utf-8")
    session = Session(small, "c1", "en", library(tmp_path / "texts", small), "D005")
    answer(session, {"kind": "document", "id": "D005"})
    asked = answer(session, {"kind": "fields", "table": "actors", "text": "Пупырышкин"})["fields"]
    row = {each["name"]: each["value"] for each in asked}
    assert (
        row["actor_id"] == "pupyryshkin" and row["name_ru"] == "Пупырышкин" and not row["name_en"]
    )
    row |= {
        "kind": "person",
        "name_en": "Pupyryshkin",
        "name_fr": "Poupyrychkine",
        "name_kk": "Пупырышкин",
    }
    told = answer(session, {"kind": "add", "table": "actors", "row": row})
    assert told.get("faults") is None
    assert told["text"]["paragraphs"][0]["actors"] == ["pupyryshkin"]
