"""Hand and machine side by side: each number as on paper, from five statements and six events."""

from dataclasses import replace

import ibis
import pandas as pd
import pytest
from scipy.stats import spearmanr
from tiny_study import tiny_study

from analysis.errors import InputError
from analysis.measures.hand_and_machine import compared, leads, side_by_side, states_of
from analysis.study.load import load_study

SAID = [
    ("D000", "2021-01-05", "france", "japan", "agree", 1),  # family one
    ("D000", "2021-04-06", "japan", "france", "sanction", -1),
    ("D001", "2021-01-20", "france", "japan", "agree", 0),  # family two
    ("D001", "2021-07-01", "france", "japan", "agree", 1),
    ("D002", "2021-10-10", "japan", "france", "sanction", -1),  # family two as well
]
SEEN = [
    ("FRA", "JPN", "2021-01-05", 1, 4.0),
    ("FRA", "JPN", "2021-01-05", 3, -2.0),
    ("JPN", "FRA", "2021-04-06", 4, -8.0),
    ("FRA", "JPN", "2021-07-02", 1, 3.0),
    ("JPN", "FRA", "2021-10-10", 1, 1.0),
    ("JPN", "FRA", "2021-12-31", 2, 5.0),
    ("JPN", "CHN", "2021-01-20", 1, 9.0),
]
HAND, MACHINE = [0.5, -1, 1, -1], [1, -8, 3, 3]


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    whole = load_study(tiny_study(tmp_path_factory.mktemp("hand") / "tiny"))
    fields = ["document_id", "date", "actor", "target", "relation", "stance"]
    said = pd.DataFrame(SAID, columns=fields)
    model = pd.concat([whole.statements.head(1)] * len(said), ignore_index=True)
    model["statement_id"] = [f"S{number}" for number in range(len(said))]
    for name in fields:
        given = pd.to_datetime(said[name]) if name == "date" else said[name]
        model[name] = given.astype(whole.statements[name].dtype)
    model["speaker"] = model["actor"]
    return replace(whole, statements=model)


@pytest.fixture
def events():
    table = pd.DataFrame(SEEN, columns=["actor", "target", "date", "quad", "stance"])
    return ibis.memtable(table.assign(date=pd.to_datetime(table["date"])))


def test_each_family_counts_once_and_each_event_once(study, events):
    table = side_by_side(study, events)
    assert table["period"].tolist() == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    assert table["hand"].tolist() == pytest.approx(HAND)
    assert table["machine"].tolist() == pytest.approx(MACHINE)
    assert table["statements"].tolist() == [2, 1, 1, 1]
    assert table["families"].tolist() == [2, 1, 1, 1] and table["thin"].all()
    assert table["events"].tolist() == [2, 1, 1, 2]


def test_measures_are_those_reckoned_by_hand(study, events):
    found = compared(study, events, draws=100).set_index("measure")
    values = {
        "correlation": spearmanr(HAND, MACHINE).statistic,
        "coverage": 3 / 5,  # of 5 January, 20 January, 6 April, 1 July and 10 October
        "agreement": (3 / 4 + 0) / 2,  # family one: 1 of 2 and 1 of 1; family two: 0 of 1
        "chance": (1 / 2 + 1 / 3) / 2,  # family one: 2 of 3 and 1 of 3; family two: 1 of 3
    }
    assert found["value"].to_dict() == pytest.approx(values)
    assert found["of"].to_dict() == {"correlation": 4, "coverage": 5, "agreement": 3, "chance": 3}
    known = found.dropna()
    assert (known["low"] <= known["value"]).all() and (known["value"] <= known["high"]).all()


def test_bounds_of_two_families_are_those_of_each_alone(study, events):
    found = compared(study, events, draws=400).set_index("measure").loc["agreement"]
    assert (found["low"], found["high"]) == (0, 3 / 4)


@pytest.mark.long
def test_the_same_draws_give_the_same(study, events):
    pd.testing.assert_frame_equal(compared(study, events), compared(study, events))


def test_who_comes_first_is_seen_in_the_lags():
    months = [f"2021-{month:02d}" for month in range(1, 13)]
    hand = [1.0, -1, 0, 0.5, -0.5, 0.8, -0.2, 0.3, -0.9, 0.1, 0.6, -0.7]
    table = pd.DataFrame({"period": months, "hand": hand, "machine": pd.Series(hand).shift(2)})
    best = leads(table).set_index("lag")["correlation"]
    assert best.idxmax() == 2 and best[2] == pytest.approx(1)


def test_days_outside_those_of_the_events_are_no_days_missed(study, events):
    early = events.filter(events.date <= ibis.date("2021-04-06"))
    found = compared(study, early, draws=10).set_index("measure").loc["coverage"]
    assert found["of"] == 3 and found["value"] == pytest.approx(2 / 3)


def test_what_cannot_be_told_is_missing(study, events):
    one = events.filter(events.date == ibis.date("2021-07-02"))
    found = compared(study, one, draws=10).set_index("measure")
    assert found["of"].to_dict() == {"correlation": 1, "coverage": 0, "agreement": 0, "chance": 0}
    assert found["value"].isna().all()


def test_a_study_without_codes_of_countries_is_refused(study):
    bare = replace(study, actors=study.actors.assign(country=None))
    with pytest.raises(InputError, match="no countries; expected two states with their alpha-3"):
        states_of(bare)
