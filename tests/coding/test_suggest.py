import pandas as pd
import pytest

from analysis.coding.suggest import index, suggest


@pytest.fixture(scope="module")
def actors(study):
    return index(study.actors)


@pytest.fixture(scope="module")
def sectors(study):
    return index(study.sectors)


def found(text, names) -> list[tuple[str, str]]:
    return list(suggest(text, names)[["id", "words"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s envoy met Kazakhstanis.", ["russia", "kazakhstan"]),
        ("Les Russies, la Russie et l’Ouzbékistan", ["russia", "russia", "uzbekistan"]),
        ("переговоры с Россией и Казахстаном", ["russia", "kazakhstan"]),
        ("Қазақстанның Ресеймен келісімі, Мәскеуде", ["kazakhstan", "russia", "russia"]),
        ("встреча с Касым-Жомартом Токаевым", ["tokayev"]),
        ("Тоқаевтың сөзі", ["tokayev"]),
        ("ZHURAVLEV, Журавлева, Журавлёв", ["zhuravlev"] * 3),
    ],
)
def test_actors_are_found_inflected_in_four_languages(text, expected, actors):
    assert suggest(text, actors)["id"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("crude oil and natural gas", ["oil", "gas"]),
        ("les véhicules, l’ENERGIE", ["vehicles", "energy"]),
        ("поставки газа, нефти и урана", ["gas", "oil", "uranium"]),
        ("газға, мұнайды, көлігіне", ["gas", "oil", "transport"]),
        ("новая газета, industrious water", ["water"]),
    ],
)
def test_sectors_are_found_inflected_in_four_languages(text, expected, sectors):
    assert suggest(text, sectors)["id"].tolist() == expected


def test_the_longest_name_wins(actors):
    assert found("The Moscow Times and Moscow", actors) == [
        ("moscow_times", "The Moscow Times"),
        ("russia", "Moscow"),
    ]
    assert found("Казахстанская правда", actors) == [
        ("kazakhstanskaya_pravda", "Казахстанская правда")
    ]
    assert found("граждане России, россияне", actors)[0] == ("russian_citizens", "граждане России")


def test_a_name_is_no_other_word(actors):
    assert found("they told us of a trend, the diplomat said; власть; моря", actors) == []
    assert found("The US, Trend, The Diplomat, МОРЯ", actors) == [
        ("united_states", "US"),
        ("trend", "Trend"),
        ("the_diplomat", "The Diplomat"),
        ("russian_language_organization", "МОРЯ"),
    ]


def test_the_words_of_a_name_stand_together(actors, sectors):
    assert found("Halyk\nBank. Halyk Bank, natural, gas", actors) == [("halyk_bank", "Halyk Bank")]
    assert found("natural. Gas of war in. Ukraine", sectors) == [("gas", "Gas")]


def test_places_are_those_of_the_text(actors):
    text = "😀 Қазақстан – Россией"
    table = suggest(text, actors)
    cut = [text[start:end] for start, end in table[["start", "end"]].values]
    assert cut == ["Қазақстан", "Россией"] == table["words"].tolist()


def test_two_that_share_a_name_are_both_told():
    table = pd.DataFrame({"id": ["b", "a"], "name_en": ["Union", "Union"], "aliases": ["", "U"]})
    assert found("The Union", index(table)) == [("a", "Union"), ("b", "Union")]


def test_nothing_is_found_in_nothing(actors):
    assert list(suggest("", actors).columns) == ["id", "start", "end", "words"]
    assert suggest("", actors).empty and suggest("Russia", {}).empty


@pytest.mark.parametrize(
    ("language", "recall", "precision"), [("en", 0.95, 0.87), ("fr", 0.88, 0.89)]
)
def test_most_actors_of_the_study_are_found(study, actors, language, recall, precision):
    hit = right = given = 0
    for row in study.statements.to_dict("records"):
        ids = set(suggest(row[f"paraphrase_{language}"], actors)["id"])
        hit += len(ids & {row["actor"], row["target"]})
        right += len(ids & {row["actor"], row["target"], row["speaker"]})
        given += len(ids)
    assert hit / (2 * len(study.statements)) > recall and right / given > precision


@pytest.mark.parametrize(
    ("language", "recall", "precision"), [("en", 0.44, 0.53), ("fr", 0.37, 0.59)]
)
def test_about_half_of_the_sectors_of_the_study_are_named(
    study, sectors, language, recall, precision
):
    rows = study.statements.to_dict("records")
    ids = [set(suggest(row[f"paraphrase_{language}"], sectors)["id"]) for row in rows]
    hit = sum(row["sector"] in each for row, each in zip(rows, ids, strict=True))
    assert hit / len(rows) > recall and hit / sum(map(len, ids)) > precision
