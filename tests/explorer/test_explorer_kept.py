"""Views that are kept with a study, and opened again."""

from shutil import copytree, rmtree

import pytest
import yaml

from analysis import study_from
from analysis.errors import InputError
from analysis.explorer.chosen import Choices, plain
from analysis.explorer.exports import write_view
from analysis.explorer.view import picture
from analysis.explorer.views import NOTEBOOK, open_view, remove_view, rename_view, views_of
from analysis.places import DATA, NOTEBOOKS
from analysis.runs.grid import grid
from analysis.runs.jobs import plan
from analysis.study.load import load_study
from explorer.test_explorer_widget import Heard, asked

VIEW = Choices(ego="energy", steps=2, sectors=("energy", "trade"), places=("russia 0.5 0.5",))


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the first study, of which these tests change the views alone."""
    return load_study(copytree(DATA / "kazakhstan-russia", tmp_path_factory.mktemp("kept") / "own"))


@pytest.fixture
def folder(copied):
    """Its folder, in which no view is kept."""
    rmtree(copied.folder / "views", ignore_errors=True)
    return copied.folder


@pytest.fixture
def kept(copied, folder):
    """A study of which a view is kept."""
    write_view(copied, VIEW, "around-energy")
    return copied


def given(folder, name, **choices):
    (folder / "views").mkdir(exist_ok=True)
    text = yaml.safe_dump({"view": {name: {"study": "any"} | choices}})
    (folder / "views" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_view_that_is_kept_opens_as_it_was(kept):
    assert views_of(kept) == ["around-energy"]
    assert open_view(kept, "around-energy", "en") == (VIEW, [])


def test_it_is_run_again_without_a_hand(kept, tmp_path):
    path = kept.folder / "views" / "around-energy.yaml"
    [(label, parameters)] = grid(path)
    assert label == "around-energy" and parameters["ego"] == "energy"
    jobs = plan([NOTEBOOKS / f"{NOTEBOOK}.ipynb"], {}, tmp_path, grid(path))
    assert [job.name for job in jobs] == [f"around-energy/{NOTEBOOK}"]


def test_the_study_is_still_the_same(kept, folder):
    assert load_study(folder).hashes == kept.hashes


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ids_that_are_gone_are_told_and_left_out(kept, folder, language):
    places = ["energy 0.5 0.5", "lost 0.1 0.1"]
    given(folder, "old", sectors=["energy", "gone"], relations=["agree", "nod"], places=places)
    choices, [told] = open_view(kept, "old", language)
    assert choices.sectors == ("energy",) and choices.relations == ("agree",)
    assert choices.places == ("energy 0.5 0.5",)
    begins = {"en": "No longer in the study", "fr": "Plus dans l’étude"}[language]
    assert told.startswith(begins) and all(each in told for each in ("gone", "nod", "lost"))
    assert picture(kept, choices)["edges"]


@pytest.mark.parametrize(
    "asked_for",
    [
        {"sectors": ["gone"]},
        {"ego": "gone"},
        {"ego": "energy", "path_to": "gone"},
        {"actors": ["gone"], "sectors": ["energy"]},
    ],
)
def test_a_view_of_which_nothing_is_left_is_not_opened(kept, folder, asked_for):
    given(folder, "old", **asked_for)
    with pytest.raises(
        InputError, match="All that this view asks for is gone from the study: gone"
    ):
        open_view(kept, "old", "en")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1: "),
        ("", "expected axes"),
        ("view: {a: {most: 3}, b: {most: 4}}", "2 views; expected the one"),
        ("view: {a: {most: many}}", "most: 'many'; expected a whole number"),
        ("view: {a: {colour: red}}", "colour: no choice of the explorer"),
    ],
)
def test_a_file_that_holds_no_view_is_told(kept, folder, text, told):
    (folder / "views" / "odd.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        open_view(kept, "odd", "en")


@pytest.mark.parametrize("name", ["none", "../statements", "", "around-energy.yaml"])
def test_a_name_that_is_none_is_told(kept, name):
    with pytest.raises(InputError, match=r"^view: "):
        open_view(kept, name, "en")


@pytest.mark.parametrize("name", ["a b", "../out", "<b>", "", "con"])
def test_a_view_has_a_name_that_files_can_have(kept, name):
    with pytest.raises(InputError, match=r"^name: "):
        write_view(kept, VIEW, name)


def test_a_study_without_a_folder_keeps_none(study):
    made = study_from(study.statements[["actor", "sector"]])
    assert views_of(made) == []
    with pytest.raises(InputError, match="it has no folder; expected one that was loaded"):
        write_view(made, Choices(), "any")


# In the page


@pytest.fixture
def explorer(copied, folder, tmp_path):
    return Heard(copied, Choices(), tmp_path / "out")


def test_the_page_keeps_a_view_and_opens_it(explorer, tmp_path):
    explorer.choose(ego="energy")
    shown = explorer.picture
    [answer] = explorer.ask(asked("view", name="around"))
    assert answer["written"]["files"] == ["around.yaml"] and explorer.views == ["around"]
    [answer] = explorer.ask(asked("view", name="around"))
    assert answer == {"taken": ["around.yaml"], "free": "around-2"}
    assert not (tmp_path / "out").exists()
    explorer.choose(ego="")
    explorer.ask({"do": "open", "name": "around"})
    assert explorer.choices["ego"] == "energy" and explorer.picture == shown


def test_what_is_gone_is_noted_until_the_next_choice(explorer, folder):
    given(folder, "old", sectors=["energy", "gone"])
    explorer.ask({"do": "open", "name": "old"})
    assert explorer.notes == ["No longer in the study, and left out: gone."]
    assert explorer.problems == [] and explorer.choices["sectors"] == ["energy"]
    explorer.choose(most=3)
    assert explorer.notes == []


def test_a_view_that_cannot_be_opened_leaves_what_is_shown(explorer, folder):
    given(folder, "old", ego="gone")
    before = explorer.choices, explorer.picture
    for name in ("old", "nowhere"):
        explorer.ask({"do": "open", "name": name})
        assert len(explorer.problems) == 1 and (explorer.choices, explorer.picture) == before
    given(folder, "new", most=18)
    explorer.ask({"do": "look"})
    assert explorer.views == ["new", "old"], "a view that another person kept is seen"
    explorer.ask({"do": "open", "name": "new"})
    assert explorer.problems == []


def test_paling_draws_no_other_picture(explorer):
    before = explorer.picture
    explorer.choose(pale=True)
    assert explorer.picture is before and explorer.sent == [{"answered": True}]
    [answer] = explorer.ask({"do": "sure", "of": 3})
    assert answer["of"] == 3 and len(answer["sure"][0]) == len(before["edges"])
    assert plain(Choices(pale=True)) == explorer.choices


def test_a_view_goes_by_another_name_as_it_was(kept, folder):
    given(folder, "old", sectors=["gone"], ego="energy")
    rename_view(kept, "old", "older")
    assert views_of(kept) == ["around-energy", "older"]
    [(label, parameters)] = grid(folder / "views" / "older.yaml")
    assert label == "older" and parameters["sectors"] == ["gone"], "what is gone is kept too"
    rename_view(kept, "around-energy", "Around-Energy")
    assert open_view(kept, "Around-Energy", "en") == (VIEW, [])


@pytest.mark.parametrize(
    ("name", "new", "told"),
    [
        ("around-energy", "../energy", "name: '../energy'; expected Latin letters"),
        ("around-energy", "", "name: ''; expected Latin letters"),
        ("around-energy", "OLD", "name: 'OLD'; expected one that no other view has"),
        ("../statements", "new", r"view: '\.\./statements'; expected"),
    ],
)
def test_a_view_is_not_renamed_to_what_is_no_name_or_another_s(kept, folder, name, new, told):
    given(folder, "old", ego="energy")
    with pytest.raises(InputError, match=told):
        rename_view(kept, name, new)
    assert views_of(kept) == ["around-energy", "old"]
    assert open_view(kept, "around-energy", "en") == (VIEW, [])


def test_a_view_is_deleted_and_no_other(kept, folder):
    given(folder, "old", ego="energy")
    (folder / "views" / "broken.yaml").write_text("[", encoding="utf-8")
    remove_view(kept, "old")
    remove_view(kept, "broken")
    assert [path.name for path in (folder / "views").iterdir()] == ["around-energy.yaml"]
    with pytest.raises(InputError, match="view: 'old'; expected"):
        remove_view(kept, "old")


def test_the_page_renames_and_deletes_views_and_is_told_why_not(kept, folder, tmp_path):
    explorer = Heard(kept, VIEW, tmp_path)
    rename = {"do": "rename", "name": "around-energy", "to": "around"}
    assert explorer.ask(rename) == [{"tended": []}]
    assert explorer.views == ["around"]
    [answer] = explorer.ask(rename)
    assert answer["tended"][0].startswith("view: 'around-energy'; expected")
    assert explorer.ask({"do": "remove", "name": "around"}) == [{"tended": []}]
    assert explorer.views == [] and not [*(folder / "views").iterdir()]
