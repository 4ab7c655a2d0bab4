import pytest

from analysis.coding.described import described, label_of
from analysis.coding.desk_view import fields_asked
from analysis.locale import languages
from analysis.study.resources import by_name, model_package

ADDED = ("documents", "actors", "sectors")
OTHERS = [language for language in languages() if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", ADDED)
def test_what_a_new_study_asks_of_a_row_is_told_in_each_language(table, language):
    resource = by_name(model_package())[table]
    english, own = (fields_asked(resource, code) for code in ("en", language))
    assert [each["name"] for each in own] == [each["name"] for each in english]
    same = [
        each["name"]
        for each, other in zip(english, own, strict=True)
        if each["told"] == other["told"]
    ]
    assert same == [], "described in English only"
    assert all(each["label"] for each in own)


def test_what_only_a_study_has_goes_by_its_own_name():
    assert label_of("mood", "fr") == "mood" and described("How it felt.", "fr") == "How it felt."
    assert label_of("name_kk", "fr") == "Nom (kazakh)"
    named = "Name of the actor in Kazakh, in Cyrillic, short enough for a figure."
    assert described(named, "de") == "Kurz genug für eine Abbildung."
