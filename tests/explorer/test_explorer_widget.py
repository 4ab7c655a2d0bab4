import base64
import io
import json
from html import escape
from itertools import zip_longest

import pytest
from PIL import Image

import analysis
from analysis.errors import InputError
from analysis.explorer.chosen import Choices, plain, read_choices
from analysis.explorer.options import OPTIONS
from analysis.explorer.phrases import words
from analysis.explorer.record import codes, record
from analysis.explorer.still import WIDGET, still_forms
from analysis.explorer.view import picture
from analysis.explorer.widget import Explorer
from analysis.locale import own_names
from analysis.study.load import load_study

WRONG = [
    ({"most": "x"}, "most: 'x'; expected a whole number from 1"),
    ({"most": None}, "most: None; expected a whole number from 1"),
    ({"by_state": "yes"}, "by_state: 'yes'; expected true or false"),
    ({"actors": "kazakhstan"}, "actors: 'kazakhstan'; expected a list of ids"),
    ({"actors": None}, "actors: None; expected a list of ids"),
    ({"actors": ["nobody"]}, "actor_id: 'nobody' is unknown; expected"),
    ({"since": 2024}, "since: 2024; expected a text"),
    ({"since": "2025", "until": "2024"}, "“From” (2025) is later than “To” (2024)."),
    ({"language": "xx"}, "Language: 'xx'; expected one of: en, de, fr, kk, ru"),
    ({"colour": "red"}, "colour: no choice of the explorer; expected"),
]


class Heard(Explorer):
    """An explorer that keeps what it sends, and takes what a page sends."""

    def send(self, content, buffers=None):
        self.__dict__.setdefault("sent", []).append(content)

    def choose(self, **patch):
        self.set_state({"choices": dict(self.choices) | patch})

    def ask(self, message):
        """Send a message as the page does, and return what is answered."""
        self.__dict__["sent"] = []
        data = {"method": "custom", "content": message}
        self._handle_msg({"content": {"data": data}, "buffers": []})
        return self.__dict__["sent"]


def asked(what, target="", name="explored", **more):
    """What the page sends to have a part of the view written."""
    return {"do": "write", "what": what, "target": target, "name": name, **more}


@pytest.fixture
def explorer(article, tmp_path):
    return Heard(article, Choices(), tmp_path / "out")


@pytest.fixture
def copied(folder, tmp_path):
    """An explorer of a copy of the study, which may be edited."""
    return Heard(load_study(folder), Choices(), tmp_path / "out")


@pytest.fixture(autouse=True)
def no_traceback(caplog):
    """Widgets log what goes wrong in an answer, where nobody reads it."""
    yield
    assert caplog.text == ""


# What is shown


@pytest.mark.long
def test_a_study_is_pointed_to_or_given(study, folder):
    for given in (str(folder), study):
        shown = analysis.explore(given, since="2025", most=3)
        assert shown.choices == plain(Choices(since="2025", most=3))
        assert shown.picture == picture(study, Choices(since="2025", most=3))


def test_all_that_a_page_needs_is_plain(article, explorer):
    for name in ("choices", "picture", "record", "codes", "words", "options", "problems", "stale"):
        value = getattr(explorer, name)
        assert json.loads(json.dumps(value, allow_nan=False)) == value
        assert name in explorer.keys
    assert explorer.record == record(article, "en") and explorer.codes == codes(article, "en")
    assert explorer.problems == [] and not explorer.stale


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"study": "kazakhstan-rusia"}, "study 'kazakhstan-rusia': no such folder"),
        ({"study": "kazakhstan-russia", "sector": []}, "sector: no choice of the explorer"),
        ({"study": "kazakhstan-russia", "actors": "russia"}, "actors: 'russia'; expected a list"),
        ({"study": "kazakhstan-russia", "since": "soon"}, "since: 'soon'; expected a day"),
    ],
)
def test_what_a_notebook_gives_wrong_is_told(given, told):
    with pytest.raises(InputError, match=told):
        analysis.explore(**given)


@pytest.mark.long
def test_each_option_offered_is_one_that_is_taken(article):
    choices = ("aggregation", "duplicates", "language")
    offered = analysis.explore(article).options | {"language": list(own_names())}
    offered |= {"aggregation": offered["aggregation"]["two-mode"]}
    for options in zip_longest(*(offered[choice] for choice in choices)):
        given = {choice: option for choice, option in zip(choices, options, strict=True) if option}
        assert picture(article, read_choices(given))["edges"]
    for name in ("normalization", "layout", "size"):
        for option in offered[name]:
            given = {"mode": "sectors", "aggregation": "congruence", name: option}
            assert picture(article, read_choices(given))["edges"]
    shown = [picture(article, read_choices({"quality": option})) for option in OPTIONS["quality"]]
    assert [bool(each["edges"]) for each in shown] == [True, False, False], "it is of quality C"


# What the page asks for


def test_the_picture_follows_the_choices(article, explorer):
    explorer.choose(since="2024", actors=["putin"], by_state=False)
    expected = Choices(since="2024", actors=("putin",), by_state=False)
    assert explorer.picture == picture(article, expected) != picture(article, Choices())
    assert explorer.problems == [] and explorer.sent == [{"answered": True}]


def test_an_empty_choice_is_shown_as_empty(explorer):
    explorer.choose(since="9999")
    assert explorer.picture["nodes"] == [] and explorer.problems == []
    assert repr(explorer) == "<Explorer of kazakhstan-russia: 0 statements, 0 nodes>"
    still = still_forms(explorer._still(), "7")
    assert still["image/png"] and still["text/plain"] == "No statement meets this selection."


def test_a_wrong_choice_is_told_and_the_picture_stays(article, explorer, tmp_path):
    explorer.choose(sectors=["energy"])
    before, right = explorer.picture, explorer.choices
    for patch, told in WRONG:
        explorer.set_state({"choices": right | patch})
        assert len(explorer.problems) == 1 and explorer.problems[0].startswith(told)
        assert explorer.picture == before
    assert explorer.sent == [{"answered": True}] * (1 + len(WRONG))
    for what in ("parameters", "statements"):
        with pytest.raises(InputError, match="colour: no choice"):
            explorer.save(what)
    assert not (tmp_path / "out").exists(), "nothing is saved of a view that was left"
    explorer.set_state({"choices": plain(Choices(since="2024"))})
    assert explorer.problems == [] and explorer.picture == picture(article, Choices(since="2024"))


def test_another_language_changes_all_that_is_told(article, explorer):
    explorer.choose(language="kk")
    assert explorer.words == words("kk")
    assert explorer.codes == codes(article, "kk") and explorer.record == record(article, "kk")
    assert explorer.picture == picture(article, Choices(language="kk"))
    explorer.choose(language="xx")
    assert explorer.codes == codes(article, "kk")


# The study on disk


def test_an_edit_of_the_study_is_noticed_and_taken(copied, change):
    before = copied.picture
    assert copied.ask({"do": "look"}) == [] and not copied.stale
    folder = change("statements", 2, stance="-1", paraphrase_en="Said otherwise.")
    copied.ask({"do": "look"})
    assert copied.stale and copied.picture == before
    copied.ask({"do": "reload"})
    assert not copied.stale and copied.problems == []
    assert copied.picture == picture(load_study(folder), Choices()) != before
    assert copied.record["D000-01"]["told"] == "Said otherwise."
    copied.ask({"do": "look"})
    assert not copied.stale


@pytest.mark.long
def test_a_table_that_is_wrong_is_told_and_the_old_stays(copied, change):
    before, told = copied.picture, copied.record
    path = change("statements", 2, actor="putim") / "statements.csv"
    copied.ask({"do": "look"})
    copied.ask({"do": "reload"})
    assert copied.stale and len(copied.problems) == 1
    assert copied.problems[0].startswith("statements.csv, row 2, field actor: 'putim' is not in")
    assert (copied.picture, copied.record) == (before, told)
    copied.choose(since="2025")
    assert copied.problems == [] and copied.picture["edges"], "it can still be explored"
    path.unlink()
    copied.ask({"do": "reload"})
    assert copied.problems[0].startswith("statements.csv: no such file")


def test_a_choice_that_the_edited_study_lacks_is_told(copied, folder):
    copied.choose(relations=["retreat"])
    before = copied.picture
    for name in ("relations", "statements", "frame_statements"):
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("retreat,", "withdraw,"), encoding="utf-8")
    copied.ask({"do": "reload"})
    assert copied.problems[0].startswith("relation_id: 'retreat' is unknown")
    assert copied.picture == before
    ids = {name for edge in before["edges"] for name in edge["statements"]}
    assert {copied.record[name]["relation"] for name in ids} == {"Retreat"}, "the old, as drawn"
    assert copied.still().axes, "and can still be drawn for a reader without a browser"
    copied.choose(relations=["withdraw"])
    assert copied.problems == [] and copied.picture == before
    assert ids <= copied.record.keys()


# What is written


def test_a_part_of_the_view_is_written_where_it_was_asked(explorer, tmp_path):
    for what, file in (
        ("parameters", "explored.yaml"),
        ("statements", "explored-statements.csv"),
        ("network", "explored.gexf"),
    ):
        answer = explorer.ask(asked(what))
        written = {"folder": (tmp_path / "out").as_posix(), "files": [file]}
        assert answer == [{"written": written}]
        assert (tmp_path / "out" / file).is_file()


def test_what_is_shown_is_what_is_written(explorer, tmp_path):
    explorer.choose(sectors=["energy"], language="ru")
    explorer.ask(asked("statements"))
    text = (tmp_path / "out" / "explored-statements.csv").read_text(encoding="utf-8")
    assert len(text.splitlines()) == explorer.picture["counts"]["statements"] + 1
    assert "Энергетика" in text


def test_what_cannot_be_written_is_refused(explorer, tmp_path):
    for what, target, told in (
        ("all", "", "what: 'all'; expected one of: figure"),
        (["figure"], "", "what: ['figure']; expected 'figure'"),
        ("figure", "natur", "Figure for: 'natur'; expected 'nature'"),
        ("figure", None, "Figure for: None; expected"),
    ):
        (answer,) = explorer.ask(asked(what, target))
        assert list(answer) == ["refused"] and answer["refused"][0].startswith(told)
    assert not (tmp_path / "out").exists()


def test_an_empty_view_and_an_error_of_the_disk_are_refused_in_words(article, explorer, tmp_path):
    (tmp_path / "file").write_text("")
    blocked = Heard(article, Choices(), tmp_path / "file")
    (answer,) = blocked.ask(asked("parameters"))
    assert len(answer["refused"]) == 1 and str(tmp_path / "file") in answer["refused"][0]
    explorer.choose(since="9999")
    (answer,) = explorer.ask(asked("figure"))
    assert answer["refused"] == ["No tie meets this selection."]


def test_a_message_that_is_none_is_passed_over(explorer):
    before = explorer.picture
    for message in ({}, {"do": "dance"}, {"do": "write"}, {"do": ["look"]}, "look", None, []):
        assert explorer.ask(message) == []
    assert explorer.picture == before and explorer.problems == []


# Where there is no browser


def test_a_still_picture_and_a_text_stand_for_the_widget(explorer, monkeypatch):
    counts = explorer.picture["counts"]
    shown = f"{counts['statements']} statements, {counts['nodes']} nodes"
    told = f"<Explorer of kazakhstan-russia: {shown}>"
    assert repr(explorer) == told
    shown = []  # what a notebook is given to show
    monkeypatch.setattr("IPython.display.display", lambda forms, raw: shown.append(forms))
    explorer._ipython_display_()
    view, still = shown
    assert view == {WIDGET: view[WIDGET]} and view[WIDGET]["model_id"] == explorer.model_id
    assert set(still) == {"text/html", "image/png", "text/plain"}
    assert still["text/plain"] == explorer.chart.words.alt, "what a reader sees is no repr"
    assert escape(explorer.chart.caption) in still["text/html"]
    assert still["image/png"] in still["text/html"] and explorer.model_id in still["text/html"]
    with Image.open(io.BytesIO(base64.b64decode(still["image/png"]))) as image:
        assert image.format == "PNG" and image.width > 600
    explorer._ipython_display_()
    assert shown[3] == still


def test_what_is_kept_is_told_by_its_caption(article, tmp_path, capsys):
    explorer = Heard(article, Choices(), tmp_path)
    explorer.keep()
    endings = ("csv", "json", "pdf", "png", "svg", "yaml")
    files = [f"explored.{ending}" for ending in endings]
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    told = capsys.readouterr().out  # where no notebook is, forms are printed as they are
    assert "text/markdown" in told and all(repr(file) in told for file in files)
    sidecar = json.loads((tmp_path / "explored.json").read_text(encoding="utf-8"))
    assert explorer.chart.caption == sidecar["caption"] and "seed" not in sidecar["parameters"]


def test_of_an_empty_view_the_parameters_are_kept(article, tmp_path, capsys):
    explorer = Heard(article, Choices(since="9999"), tmp_path)
    explorer.keep()
    assert [path.name for path in tmp_path.iterdir()] == ["explored.yaml"]
    assert "No statement meets this selection." in capsys.readouterr().out


def test_the_still_picture_shows_the_names_of_the_view(explorer):
    explorer.choose(sectors=["energy"], language="ru")
    shown = {text.get_text() for text in explorer.still().findobj() if hasattr(text, "get_text")}
    assert {"Энергетика", "Казахстан"} <= shown
