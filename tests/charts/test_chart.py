"""A chart as one object: what it holds, what a notebook shows of it, and what it leaves alone."""

import base64
import inspect
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pkgutil import iter_modules

import matplotlib as mpl
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.figure import Figure
from PIL import Image

from analysis import charts
from analysis.charts import figures
from analysis.charts.chart import SHOWN_COLOURS, SHOWN_DPI, Chart, findings, named_documents
from analysis.charts.needs import unmet
from analysis.charts.paper import WIDTH, Page, this_page
from analysis.errors import InputError
from analysis.files import FILES_TYPE
from analysis.publish.captions import markdown
from analysis.publish.targets import TARGETS

MODULES = sorted(module.name for module in iter_modules(figures.__path__))


@pytest.fixture(scope="module")
def chart(article) -> Chart:
    return charts.balance(article, language="fr")


@pytest.fixture
def cell(tmp_path, monkeypatch) -> Callable[..., list[dict]]:
    """Return the MIME bundles that a notebook gets of a cell, a call whose result is shown."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shell = InteractiveShell.instance()

    def run(call: Callable[..., object], *given: object) -> list[dict]:
        with capture_output() as captured:
            shell.display_formatter.format(call(*given))
        return [output.data for output in captured.outputs]

    yield run
    InteractiveShell.clear_instance()


# The protocol


@pytest.mark.parametrize("name", MODULES)
def test_each_figure_is_a_module_of_one_chart_and_three_functions(name):
    module = import_module(f"analysis.charts.figures.{name}")
    own = {
        each
        for each, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not each.startswith("_")
    }
    assert own >= {name, "draw", "find", "describe"}
    given = [list(inspect.signature(getattr(module, each)).parameters) for each in THREE]
    assert given[0] == given[1] == given[2] and given[0][:2] == ["table", "language"]
    assert inspect.signature(module.draw).return_annotation is Figure
    assert inspect.signature(module.find).return_annotation is str


THREE = ("draw", "find", "describe")


def test_each_figure_has_one_line_in_the_table_of_charts():
    assert charts.__all__ == ["Chart", "findings", *MODULES]
    assert dir(charts) == sorted(charts.__all__)
    for name in MODULES:
        module = import_module(f"analysis.charts.figures.{name}")
        assert getattr(charts, name) is getattr(module, name), "a module hides its function"
    with pytest.raises(AttributeError, match="has no attribute 'pie'"):
        charts.pie  # noqa: B018 - reading is the test


@pytest.mark.parametrize("name", MODULES)
def test_each_chart_is_asked_for_by_name_and_tells_what_it_is(name):
    function = getattr(charts, name)
    parameters = inspect.signature(function).parameters
    empty = inspect.Parameter.empty
    options = {each: given for each, given in parameters.items() if given.default is not empty}
    assert next(iter(parameters)) == "study" and options["language"].default == "en"
    assert {given.kind for given in options.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert options.get("seed", options["language"]).default in (1, "en")
    assert options.get("draws", options["language"]).default in (1000, "en")
    assert inspect.signature(function).return_annotation is Chart
    first = function.__doc__.splitlines()[0]
    assert first.startswith("Chart ") and first.endswith(".")


# The object


def test_words_and_finding_are_made_of_the_table(chart):
    module = import_module("analysis.charts.figures.balance")
    caption, alt = module.describe(chart.table, "fr", *chart.more)
    assert chart.words == ("fr", "Coopération et frictions par secteur", caption, alt)
    assert chart.finding == module.find(chart.table, "fr", *chart.more)
    assert chart.caption.startswith(caption) and "Sports News Times" in chart.caption


def test_an_empty_table_is_told_in_the_charts_own_words(chart):
    nothing = replace(chart, table=chart.table.head(0))
    unnamed = replace(nothing, empty="")
    assert unnamed.finding == "Aucun énoncé ne répond à cette sélection."
    own = replace(nothing, empty="Rien.")
    assert own.finding == own.words.caption == own.words.alt == "Rien."
    assert [text.get_text() for text in own.draw().texts] == ["Rien."]
    assert own.words.title == chart.words.title


def test_documents_are_those_that_a_table_names():
    table = pd.DataFrame({"document_id": ["D2", None], "course_document_id": ["D1", "D2"], "x": 1})
    assert named_documents(table) == ("D1", "D2")
    assert named_documents(table.head(0)) == ()


def test_findings_are_a_line_each_of_markdown(chart, cell):
    chart = replace(chart, beside=None)
    other = replace(chart, find_table=lambda *_: "a*b\n\n# c")
    [told] = cell(findings, chart, other)
    first, second = told["text/markdown"].splitlines()
    assert second == r"- a\*b \# c" and first == f"- {markdown(chart.finding)}"
    assert told["text/plain"] == f"{chart.finding}\n{other.finding}"


def test_what_a_study_lacks_is_no_finding_unless_nothing_is_found(chart, cell):
    chart = replace(chart, beside=None)
    lacking = unmet("A title", ["states"], chart.study, "fr")
    [told] = cell(findings, lacking, chart)
    assert told["text/plain"] == chart.finding
    [told] = cell(findings, lacking)
    assert told["text/plain"] == lacking.finding


# Drawing


TOO_HIGH = pytest.raises(InputError, match="slide takes at most")


@pytest.mark.parametrize(
    ("name", "target", "refused"),
    [
        ("network", None, nullcontext()),
        ("promises", "slide", nullcontext()),
        ("network", "slide", TOO_HIGH),
    ],
)
def test_the_callers_settings_stay_as_they_were(charted, name, target, refused):
    before = {key: value for key, value in mpl.rcParams.items() if key != "backend"}
    with refused:
        charted(name).draw(target=target)
    assert {key: mpl.rcParams[key] for key in before} == before
    assert this_page() == Page()


def test_an_error_while_drawing_leaves_the_page_as_it_was(chart):
    with pytest.raises(InputError, match="the names leave no room"):
        replace(chart, draw_table=refuse).draw(target="plos", width=70)
    assert this_page() == Page()


def refuse(*_: object) -> Figure:
    raise InputError("the names leave no room")


# Saving


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("choices", "width", "endings"),
    [
        ({}, WIDTH, "pdf svg png csv json"),
        ({"target": "nature"}, 183, "pdf svg png tiff md tex csv json"),
        ({"target": "nature", "width": 89}, 89, "pdf svg png tiff md tex csv json"),
        ({"target": "plos", "width": 100, "formats": ["eps"]}, 100, "eps md tex csv json"),
    ],
    ids=["house", "target", "width", "formats"],
)
def test_a_chart_is_saved_in_one_call(chart, tmp_path, choices, width, endings):
    saved = chart.save("balance", tmp_path, **choices)
    names = [f"balance.{ending}" for ending in endings.split()]
    assert saved.written.files == names
    assert saved.paths == [f"{tmp_path.as_posix()}/{name}" for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert saved.figure.get_figwidth() * 25.4 == pytest.approx(width)
    assert saved.chart is chart


def test_formats_without_a_target_are_refused(chart, tmp_path):
    with pytest.raises(InputError, match=r"^formats: given without a target"):
        chart.save("balance", tmp_path, formats=["pdf"])
    assert not list(tmp_path.iterdir())


def test_a_width_needs_a_target_that_takes_it(chart, tmp_path):
    with pytest.raises(InputError, match=r"^width: 100\.0 mm; nature takes 89 or 183 mm"):
        chart.save("balance", tmp_path, target="nature", width=100)
    with pytest.raises(InputError, match=r"^width: given without a target"):
        chart.save("balance", tmp_path, width=89)
    with pytest.raises(InputError, match=r"^width: given without a target"):
        chart.draw(width=89)
    assert not list(tmp_path.iterdir())


# What a notebook shows


def test_a_notebook_shows_finding_picture_and_caption(chart, cell):
    finding, picture, caption = cell(lambda: chart)
    assert finding["text/markdown"] == f"**{markdown(chart.finding)}**"
    assert caption["text/markdown"] == markdown(chart.caption)
    assert finding["text/plain"] == chart.finding and caption["text/plain"] == chart.caption
    assert picture["text/plain"] == chart.words.alt and FILES_TYPE not in picture
    with Image.open(BytesIO(base64.b64decode(picture["image/png"]))) as image:
        assert image.format == "PNG" and image.width == int(WIDTH / 25.4 * SHOWN_DPI)
        assert len(image.getcolors()) <= SHOWN_COLOURS == 64


@pytest.mark.long
def test_a_saved_chart_is_shown_with_its_files(chart, cell, tmp_path):
    saved = chart.save("balance", tmp_path / "out", target="nature", width=89)
    _, picture, caption = cell(lambda: saved)
    assert picture[FILES_TYPE] == saved.written.files and len(picture[FILES_TYPE]) == 8
    assert caption["text/plain"] == chart.caption
    with Image.open(BytesIO(base64.b64decode(picture["image/png"]))) as image:
        assert image.width == int(89 / 25.4 * SHOWN_DPI), "shown is what was saved"


def test_an_empty_chart_is_told_in_a_line_and_writes_no_file(chart, cell, tmp_path):
    nothing = replace(chart, table=chart.table.head(0))
    for shown in (cell(lambda: nothing), cell(nothing.save, "nothing", tmp_path / "out")):
        assert [each["text/plain"] for each in shown] == [nothing.finding]
        assert not [each for each in shown if FILES_TYPE in each or "image/png" in each]
    for target in (None, "web", "nature"):
        saved = nothing.save("nothing", tmp_path / "out", target=target)
        assert saved.paths == saved.written.files == []
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.long
def test_no_old_figure_passes_for_that_of_an_empty_chart(chart, tmp_path):
    nothing = replace(chart, table=chart.table.head(0))
    other = replace(chart, study=replace(chart.study, package=chart.study.package | {"name": "x"}))
    chart.save("balance", tmp_path, target="nature")
    other.save("other", tmp_path)
    (tmp_path / "balance.txt").write_text("a note of mine")
    chart.save("balance-2", tmp_path)
    kept = sorted(path.name for path in tmp_path.iterdir() if path.stem != "balance")
    nothing.save("balance", tmp_path)
    nothing.save("other", tmp_path)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([*kept, "balance.txt"]), "another study, name or hand is left alone"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"study": null, "files": {}}', '{"study": 1}'])
def test_a_file_that_is_no_sidecar_is_left_alone(chart, tmp_path, text):
    (tmp_path / "balance.json").write_text(text)
    replace(chart, table=chart.table.head(0)).save("balance", tmp_path)
    assert (tmp_path / "balance.json").read_text() == text


def test_an_empty_chart_too_needs_a_name_and_a_target_that_are_known(chart, tmp_path):
    nothing = replace(chart, table=chart.table.head(0))
    with pytest.raises(InputError, match=r"^name: "):
        nothing.save("../x", tmp_path)
    with pytest.raises(InputError, match=r"^target: "):
        nothing.save("x", tmp_path, target="moon")


def test_every_target_has_a_width_for_a_chart(chart):
    chart = replace(chart, table=chart.table.head(4))
    widths = {name: chart.draw(target=name).get_figwidth() * 25.4 for name in TARGETS}
    assert {name: round(width, 1) for name, width in widths.items()} == {
        "nature": 183,
        "science": 184,
        "plos": 183,
        "elsevier": 190,
        "slide": 338.7,
        "web": 183,
    }
