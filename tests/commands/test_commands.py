"""Every command takes any study, and nothing is written into the installed package."""

import json

import pytest

from analysis import places
from analysis.__main__ import main
from analysis.commands import studies as study_commands
from analysis.commands.arguments import held
from analysis.pages.edition import edition, licence_of
from analysis.places import FIRST_STUDY, NOTEBOOKS, ROOT


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty working folder."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return tmp_path / "empty"


def make_study(data, name):
    (data / name).mkdir(parents=True)
    (data / name / "datapackage.json").write_text(json.dumps({"name": name}))
    return data / name


def test_the_project_is_looked_for_upward(empty, monkeypatch):
    assert places.project() == empty
    make_study(empty / "data", "pensions")
    (empty / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(empty / "deep" / "er")
    assert places.project() == empty
    assert places.find_study("pensions") == empty / "data" / "pensions"
    monkeypatch.setenv("ATLAS_PROJECT", str(empty / "deep"))
    assert places.project() == empty / "deep"


def test_a_folder_that_all_share_is_nobodys_project(empty, monkeypatch):
    monkeypatch.setenv("HOME", str(empty))
    make_study(empty / "data", "pensions")
    (empty / "work").mkdir()
    monkeypatch.chdir(empty / "work")
    assert places.project() == empty / "work"


def test_a_study_of_the_project_goes_before_that_of_the_package(empty):
    assert places.find_study(FIRST_STUDY) == ROOT / "data" / FIRST_STUDY
    own = make_study(empty / "data", FIRST_STUDY)
    assert places.find_study(FIRST_STUDY) == own
    assert places.study_name(ROOT / "data" / FIRST_STUDY) != FIRST_STUDY


def test_the_study_that_is_meant_when_none_is_named(empty):
    assert places.default_study() == FIRST_STUDY
    make_study(empty / "data", "pensions")
    assert places.default_study() == "pensions"
    make_study(empty / "data", "debate")
    with pytest.raises(ValueError, match=r"study: debate, pensions are here; expected the name"):
        places.default_study()
    make_study(empty / "data", FIRST_STUDY)
    assert places.default_study() == FIRST_STUDY


def test_outputs_of_studies_do_not_mix(empty):
    own = make_study(empty / "data", "pensions")
    assert places.figures_of(FIRST_STUDY) == empty / "figures"
    assert places.figures_of("pensions") == places.figures_of(own) == empty / "figures/pensions"


def test_a_new_study_is_written_into_the_working_folder(empty, capsys):
    assert main(["new", "france-japan", "FRA", "JPN"]) == 0
    assert (empty / "data" / "france-japan" / "datapackage.json").is_file()
    assert "atlas run -p study france-japan" in capsys.readouterr().out


def test_notebooks_are_laid_out_and_not_written_over(empty, capsys):
    assert main(["notebooks", "books"]) == 0
    names = {path.relative_to(NOTEBOOKS) for path in NOTEBOOKS.glob("*.ipynb")}
    names |= {path.relative_to(NOTEBOOKS) for path in NOTEBOOKS.glob("guides/*.md")}
    names |= {path.relative_to(ROOT) for path in (ROOT / "data" / "examples").iterdir()}
    laid = {path.relative_to(empty / "books") for path in (empty / "books").rglob("*.*")}
    assert laid == names
    changed = empty / "books" / "02-network.ipynb"
    changed.write_text("mine")
    capsys.readouterr()
    assert main(["notebooks", "books"]) == 1
    assert "02-network.ipynb: is there already; expected another folder" in capsys.readouterr().err
    assert changed.read_text() == "mine"
    assert main(["notebooks", "books", "--force"]) == 0 and changed.read_text() != "mine"


@pytest.mark.parametrize("command", ["layout", "fetch"])
def test_nothing_is_written_into_a_study_that_comes_with_the_package(
    command, empty, capsys, monkeypatch
):
    monkeypatch.setattr(study_commands, "comes_with_the_package", lambda path: True)
    assert main([command, FIRST_STUDY]) == 1
    told = capsys.readouterr().err
    assert "it comes with the package, and nothing is written there; expected a copy" in told


def test_what_is_inside_the_package_is_told_from_what_is_not():
    assert places.comes_with_the_package(places.PACKAGE / "bundle" / "notebooks" / "1.ipynb")
    assert not places.comes_with_the_package(ROOT / "notebooks")


@pytest.mark.parametrize("what", ["network", "statements", "two-mode", "one-mode"])
def test_an_empty_export_says_so_and_writes_nothing(what, empty, capsys):
    path = empty / "a.csv"
    assert main(["export", str(path), "--what", what, "--since", "2090"]) == 1
    assert "not written, no statement is selected" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("command", ["check", "layout", "site", "report", "explore"])
def test_a_study_that_is_nowhere_is_told_in_a_line(command, empty, capsys):
    for words in ([command, "nowhere"], [command, "--study", "nowhere"]):
        assert main(words) == 1
        told = capsys.readouterr().err.splitlines()
        assert told[-1].startswith("study 'nowhere': no such folder")


def test_two_names_of_a_study_are_told(empty, capsys):
    assert main(["check", "a", "--study", "b"]) == 1
    assert capsys.readouterr().err == "study: 'a' and 'b'; expected one of both\n"


def test_the_list_names_what_can_be_named(capsys):
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    for part in (FIRST_STUDY, "02-network", "language (str, en)", "one of: en, de, fr", "heatmap"):
        assert part in told
    assert main(["list", "charts"]) == 0 and "Studies" not in capsys.readouterr().out
    assert main(["list", "tables"]) == 1
    assert "list: 'tables'; expected one of: studies" in capsys.readouterr().err


def test_words_of_p_are_held_in_both_forms():
    assert held(["run", "-p", "a=b=c", "-p", "a", "b=c", "--", "-p", "x"]) == [
        *("run", "-p", "=a", "=b=c", "-p", "=a", "=b=c", "--", "-p", "x")
    ]
    assert held(["run", "-p", "a"]) == ["run", "-p", "a"]


def test_an_edition_of_another_study_says_what_its_data_package_says(study, empty, folder):
    path = folder / "datapackage.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told |= {"name": "other", "title": "A [*b*](c)", "licenses": []}
    told["contributors"] = [{"title": "Jo Doe"}]
    path.write_text(json.dumps(told), encoding="utf-8")
    figures = empty / "figures" / "copy"
    (figures / "notebooks").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"figures: none there; atlas run -p study .*copy makes"):
        edition(study=folder)
    sidecar = json.loads((ROOT / "figures" / "network.json").read_text(encoding="utf-8"))
    (figures / "a.json").write_text(json.dumps(sidecar), encoding="utf-8")
    book = (NOTEBOOKS / "07-promises.ipynb").read_bytes()
    (figures / "notebooks" / "07-promises.ipynb").write_bytes(book)
    with pytest.raises(ValueError, match=r"figures of kazakhstan-russia; expected those of other"):
        edition(study=folder)
    sidecar["study"]["name"] = "other"
    (figures / "a.json").write_text(json.dumps(sidecar), encoding="utf-8")
    made = edition(study=folder)
    assert list(made.figures) == ["a"] and not made.own
    assert made.citation["authors"] == [{"name": "Jo Doe"}]
    assert "\\[" in made.readme and licence_of(made.study).startswith("The study names no licence")
    assert "CC BY" not in made.readme and "### `statements`" in made.codebook
