import json
import re
import shutil

import pytest

from analysis.errors import InputError
from analysis.places import DATA, PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.new import new_study
from analysis.study.resources import field_names, model_package


def test_a_new_study_asks_only_for_its_own_rows(tmp_path):
    folder = new_study("france-japan", ["FRA", "JPN"], tmp_path)
    with pytest.raises(InputError) as raised:
        load_study(folder)
    assert raised.value.problems == [
        f"{table}.csv: the table has no row; expected at least one"
        for table in ("documents", "sectors", "statements")
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["france-japan"]


def test_a_new_study_with_rows_loads(tmp_path):
    folder = new_study("kazakhstan-uzbekistan", ["KAZ", "UZB"], tmp_path, languages=["kk", "en"])
    rows = {
        "documents": "D000,2024-01-01,published,A paper,KAZ,KAZ,A title,kk,https://example.org,"
        ",,news,A,one,",
        "sectors": "gas,,B062,Газ,Gas,",
        "statements": "D000-01,D000,par 1,2024-01-01,day,kazakhstan,kazakhstan,uzbekistan,gas,"
        "agree,1,Келіседі.,They agree.,c1,,",
    }
    for table, row in rows.items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    study = load_study(folder)
    assert list(study.actors["name_kk"]) == ["Қазақстан", "Өзбекстан"]
    assert study.package["title"] == "Kazakhstan–Uzbekistan: coded statements"


def test_the_codebook_names_every_field(tmp_path):
    folder = new_study("a-b", ["FRA", "JPN"], tmp_path)
    told = (folder / "README.md").read_text(encoding="utf-8")
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert f"### `{resource['name']}`" in told
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` |" in told
    assert "-1 to 1" in told


def test_the_model_has_the_first_studys_tables_and_fields(tmp_path):
    first = json.loads((DATA / "kazakhstan-russia" / PACKAGE_FILE).read_text(encoding="utf-8"))
    model = model_package(["en", "fr", "ru", "kk"], ["en", "fr"])
    ours, theirs = (
        [(each["name"], field_names(each)) for each in package["resources"]]
        for package in (model, first)
    )
    assert ours == [each for each in theirs if each[0] != "searches"]  # which no function reads
    folder = new_study("a-b", ["FRA", "JPN"], tmp_path, languages=["en", "fr", "ru", "kk"])
    relations = "relations.csv"
    assert (folder / relations).read_text() == (DATA / first["name"] / relations).read_text()


@pytest.mark.parametrize(
    ("states", "languages"),
    [(["FRA", "DZA"], ["ar", "fr"]), (["CHN", "JPN"], ["zh-Hant"]), ([], ["de"])],
)
def test_a_new_study_writes_no_other_countrys_things(tmp_path, states, languages):
    folder = new_study("a-b", states, tmp_path, languages=languages)
    for path in folder.iterdir():
        told = path.read_text(encoding="utf-8")
        foreign = r"(?i)kazakh|russia|\b(KZ|RU|UA|west)\b|2022-02-24|\boil\b|_(ru|kk)\b|president"
        assert not re.search(foreign, told), path.name
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    assert "turns" not in package and package["languages"] == languages
    assert [each["side"] for each in package.get("sides", [])][:2] == states


def test_a_debate_has_neither_states_nor_what_passes_between_them(tmp_path):
    folder = new_study("pensions", folder=tmp_path, languages=["de"])
    rows = {
        "documents": "d1,2024-01-01,published,Zeitung,DEU,Titel,de,,,,news,A,eins,",
        "actors": "Verband,organization,,,,Der Verband,,,,",
        "sectors": "Rente mit 70,,,Rente mit 70,",
        "statements": "1,d1,S. 1,2024-01-01,day,Verband,Verband,Rente mit 70,-1,Er lehnt ab.,c1,,",
    }
    for table, row in rows.items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    study = load_study(folder)
    assert (study.states, study.languages, study.scale) == ([], ["de"], (-1, 1))
    assert "target" not in study.statements and study.relations.empty
    assert study.package["title"] == "Pensions: coded statements"


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["a b"], "language: 'a b'; expected a code of BCP 47, such as en or zh-Hant"),
        (["en", "EN"], "languages: en, EN; expected one or more, each once"),
        ([], "languages: none; expected one or more, each once"),
        (["tlh"], "language: 'tlh'; expected one in which CLDR names the states"),
    ],
)
def test_a_wrong_language_is_told(tmp_path, languages, expected):
    with pytest.raises(InputError) as raised:
        new_study("a-b", ["FRA", "JPN"], tmp_path, languages=languages)
    assert expected in str(raised.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "states", "expected"),
    [
        ("France Japan", ["FRA", "JPN"], "name: 'France Japan'; expected small letters"),
        ("../out", ["FRA", "JPN"], "name: '../out'; expected small letters"),
        ("a\nb", ["FRA", "JPN"], r"name: 'a\nb'; expected small letters"),
        ("..", ["FRA", "JPN"], "name: '..'; expected small letters"),
        ("a" * 300, ["FRA", "JPN"], "' ...; expected small letters"),
        ("nul", ["FRA", "JPN"], "name: 'nul' is the name of a device on Windows"),
        ("a-b", ["F\nR", "JPN"], r"state: 'F\nR'; expected"),
        ("there", ["FRA", "JPN"], "name: 'there' is there already"),
        ("a-b", ["FR", "JPN"], "state: 'FR'; expected 'FRA' (nearest), or another country"),
        ("a-b", ["QQQ", "JPN"], "state: 'QQQ'; expected"),
        ("a-b", ["JPN", "JPN"], "states: JPN, JPN; expected two different ones"),
    ],
)
def test_a_wrong_start_is_told_and_leaves_nothing(tmp_path, name, states, expected):
    shutil.copytree(DATA / "kazakhstan-russia", tmp_path / "there")
    with pytest.raises(InputError) as raised:
        new_study(name, states, tmp_path)
    assert expected in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_start_that_fails_leaves_nothing_and_cleans_what_was_left(tmp_path, monkeypatch):
    left = tmp_path / ".a-b.making"
    left.mkdir()
    monkeypatch.setattr("analysis.study.new.MODEL", tmp_path / "gone")
    with pytest.raises(OSError):
        new_study("a-b", ["FRA", "JPN"], tmp_path)
    monkeypatch.undo()
    assert new_study("a-b", ["FRA", "JPN"], tmp_path) == tmp_path / "a-b"
    assert [path.name for path in tmp_path.iterdir()] == ["a-b"]


def test_a_link_that_leads_nowhere_is_there_already(tmp_path):
    (tmp_path / "a-b").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="is there already"):
        new_study("a-b", ["FRA", "JPN"], tmp_path)
    assert not (tmp_path / "nowhere").exists()
