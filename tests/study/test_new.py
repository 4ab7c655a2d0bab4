import json
import shutil

import pytest

from analysis.errors import InputError
from analysis.places import DATA, PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.new import new_study


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
    folder = new_study("kazakhstan-uzbekistan", ["KAZ", "UZB"], tmp_path)
    rows = {
        "documents": "D000,2024-01-01,published,A paper,KAZ,KZ,A title,kk,https://example.org,"
        "news,A,one",
        "sectors": "gas,,B062,Gas,Gaz,Газ,Газ,",
        "statements": "D000-01,D000,par 1,2024-01-01,day,kazakhstan,kazakhstan,uzbekistan,gas,"
        "agree,1,They agree.,Ils s’accordent.,c1",
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


def test_the_model_is_the_first_studys(tmp_path):
    folder = new_study("a-b", ["FRA", "JPN"], tmp_path)
    first = json.loads((DATA / "kazakhstan-russia" / PACKAGE_FILE).read_text(encoding="utf-8"))
    ours = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    assert ours["resources"] == first["resources"]
    relations = "relations.csv"
    assert (folder / relations).read_text() == (DATA / first["name"] / relations).read_text()


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
        ("a-b", ["FR", "JPN"], "state: 'FR'; expected an ISO 3166-1 alpha-3 code"),
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
