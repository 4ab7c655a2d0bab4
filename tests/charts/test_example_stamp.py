"""A figure of made-up events says so in the picture, and goes nowhere."""

import nbformat
import pytest
from matplotlib.text import Text

from analysis import charts
from analysis.errors import InputError
from analysis.files import EXAMPLE_TYPE
from analysis.locale import languages
from analysis.pages.stored import for_readers
from analysis.study.load import load_study

pytestmark = pytest.mark.slow

DRAWN = {"hand_and_machine": {"draws": 20}, "attention": {}}


@pytest.fixture(scope="module")
def study():
    return load_study("kazakhstan-russia")


@pytest.fixture(autouse=True)
def no_event_files(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sources.events.at_hand.project", lambda: tmp_path)


def written(figure) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", DRAWN)
def test_the_stamp_is_in_the_picture_the_caption_and_the_finding(study, name):
    seen, told_in = set(), languages() if name == "attention" else ["fr"]
    for language in told_in:
        chart = getattr(charts, name)(study, language=language, **DRAWN[name])
        assert chart.example
        [stamp] = {chart._stamp}
        for told in (written(chart.draw()), chart.caption, chart.finding):
            assert stamp in told
        seen.add(stamp)
    assert len(seen) == len(told_in), "in each language its own"


@pytest.mark.long
@pytest.mark.parametrize("name", DRAWN)
def test_nothing_is_written_and_an_older_figure_goes(study, name, tmp_path):
    chart = getattr(charts, name)(study, **DRAWN[name])
    assert len(chart.table)
    saved = chart.save("made-up", tmp_path / "figures")
    assert saved.paths == []
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_events_of_ones_own_bear_no_stamp(study):
    from analysis.sources.events.at_hand import events_at_hand

    chart = charts.attention(study, events=events_at_hand().table)
    assert not chart.example and "Made-up" not in written(chart.draw()) + chart.caption


def test_site_and_report_show_nothing_of_it():
    made_up = {"text/markdown": "x", EXAMPLE_TYPE: True}
    outputs = [
        nbformat.v4.new_output("display_data", data)
        for data in (made_up, {"text/markdown": "found"})
    ]
    cell = nbformat.v4.new_code_cell("", outputs=outputs)
    [kept] = for_readers([cell])
    assert [output["data"]["text/markdown"] for output in kept["outputs"]] == ["found"]


@pytest.mark.parametrize(
    ("among", "expected"),
    [
        ("RUS", "among: 'RUS'; expected several, such as ['RUS']"),
        (
            ["RUS", "CHN", "USA", "TUR", "IRN"],
            "among: 'RUS, CHN, USA, TUR, IRN'; expected at most 4 states beside KAZ",
        ),
    ],
)
def test_states_that_no_lines_can_tell_apart_are_refused(study, among, expected):
    with pytest.raises(InputError) as raised:
        charts.attention(study, among=among)
    assert raised.value.problems == [expected]
