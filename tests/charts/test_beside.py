"""Headlines stand beside their value in the frame alone, and say so when its texts are too few."""

import re
from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from every_chart import SHARE, TURNOVER

from analysis import charts
from analysis.charts.beside import frame_of_gap, frame_of_rate, frame_of_whole, what_it_is
from analysis.charts.panel_tables import panels
from analysis.locale import languages
from analysis.networks.graphs import graph, strongest
from analysis.study.frame import framed
from analysis.study.load import Study
from analysis.study.selection import bilateral, roll_up

WHOLE = {
    "frame": "all sittings",
    "texts": 20,
    "statements": 40,
    "friendly": 30,
    "friendly_low": 0.6,
    "friendly_high": 0.85,
    "strained": 4,
    "strained_low": 0.03,
    "strained_high": 0.2,
}


def few(study: Study) -> Study:
    """The study with the statements of two texts in its frame."""
    texts = study.frame_statements["document_id"].unique()[:2]
    kept = study.frame_statements["document_id"].isin(texts)
    return replace(study, frame_statements=study.frame_statements[kept])


def without(study: Study) -> Study:
    nothing = study.frame.head(0), study.frame_statements.head(0)
    return replace(study, frame=nothing[0], frame_statements=nothing[1])


@pytest.fixture(scope="module")
def both(study: Study) -> Study:
    return bilateral(study)


@pytest.fixture(scope="module")
def ties(study: Study) -> nx.Graph:
    return strongest(graph(roll_up(study), "party"), 5)


@pytest.mark.sample(1)
@pytest.mark.parametrize("chart", ["balance", "voices", "words_and_deeds", "course"])
def test_a_finding_of_the_frame_is_that_of_the_chart_of_the_frame(both, chart):
    make = getattr(charts, chart)
    told = make(both).beside()
    assert told == f"In the frame alone (72 texts): {make(framed(both)).finding}"
    assert make(both).finding == make(without(both)).finding, "the record's own is left as it is"
    assert make(without(both)).beside is None


def test_findings_first_has_a_line_of_the_frame(both, capsys):
    charts.findings(charts.balance(both), charts.balance(without(both)))
    lines = capsys.readouterr().out.splitlines()
    assert sum("In the frame alone" in line for line in lines) == 1


@pytest.mark.sample(1)
@pytest.mark.parametrize("language", languages())
def test_too_few_texts_are_said_and_nothing_is_drawn_from_them(both, ties, language):
    told = charts.balance(few(both), language=language).beside()
    assert re.search(r"\b2\b", told) and re.search(r"\b15\b", told) and "{" not in told
    table = panels(few(both), ties, TURNOVER, SHARE, language, 1)["frame"]
    assert not table["carries"].iloc[0] and frame_of_whole(table, language) in told


@pytest.mark.long
def test_the_panels_tell_the_frame_beside_the_record(both, ties):
    there = panels(both, ties, TURNOVER, SHARE, "en", 1)
    line = there["frame"].iloc[0]
    assert line["carries"] and line["texts"] == 72
    assert line["friendly_low"] < line["friendly"] / line["statements"] < line["friendly_high"]
    assert panels(without(both), ties, TURNOVER, SHARE, "en", 1).get("frame", pd.DataFrame()).empty


def test_how_friendly_the_frame_is():
    told = frame_of_whole(pd.DataFrame([WHOLE | {"carries": True}]), "en")
    assert told == (
        "In the frame alone (all sittings; 20 texts): 75% friendly (60–85%), 10% strained (3–20%)"
    )
    one = frame_of_whole(pd.DataFrame([WHOLE | {"carries": False, "texts": 1}]), "en")
    assert one == (
        "No headline is drawn from the frame: 1 text with statements that count here, fewer than 15"
    )
    assert frame_of_whole(pd.DataFrame(), "en") == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            {"friendly": 9, "strained": 1, "thin": False, "rate": 0.1}
            | {"rate_low": 0.02, "rate_high": 0.3},
            "in the frame: 10% (2–30%)",
        ),
        (
            {"friendly": 2, "strained": 1, "thin": True},
            "in the frame: 1 strained of 3 that take a side",
        ),
        ({"friendly": 0, "strained": 0, "thin": True}, "in the frame nothing of it takes a side"),
    ],
)
def test_how_often_a_sector_is_strained_in_the_frame(line, told):
    assert frame_of_rate("gas", pd.DataFrame([{"sector": "gas"} | line]), "en") == told
    assert "nothing" in frame_of_rate("oil", pd.DataFrame([{"sector": "gas"} | line]), "en")


def test_the_gap_of_voices_in_the_frame():
    line = {"compared": "beside", "gap": 0.5, "low": 0.25, "high": 0.75}
    assert "+0.50 (+0.25 to +0.75)" in frame_of_gap(pd.DataFrame([line | {"thin": False}]), "en")
    assert "too few" in frame_of_gap(pd.DataFrame([line | {"thin": True}]), "en")


def test_a_frame_that_no_package_describes_is_events_of_a_list(both):
    assert what_it_is(both, "en").startswith("meetings and calls")
    assert what_it_is(replace(both, package={}), "en") == "events of a list"


@pytest.mark.long
def test_influence_has_the_frame_beside_each_number(both):
    chart = charts.influence(both, draws=20)
    table = chart.table
    assert table["frame"].notna().any()
    ordered = table.dropna(subset=["frame_low", "frame_high"])
    assert (ordered["frame_low"] <= ordered["frame"]).all()
    assert "in the frame" in chart.words.alt
    assert charts.influence(without(both), draws=20).table["frame"].isna().all()
