"""What two states do to each other, to whom a state turns, and what goes before what."""

from datetime import date

import ibis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import lfilter
from scipy.stats import spearmanr

import analysis
from analysis.errors import InputError, InputNote
from analysis.measures.reciprocity import independent_periods, lags, reciprocity

SAID = pd.DataFrame(
    [
        ("KAZ", "RUS", "2024-01-05", 1, 2.8),
        ("KAZ", "RUS", "2024-01-09", 3, -2.0),
        ("KAZ", "RUS", "2024-04-09", None, None),
        ("RUS", "KAZ", "2024-01-31", 1, 1.0),
        ("KAZ", "CHN", "2024-01-31", 2, 6.4),
        ("KAZ", None, "2024-01-31", 2, 6.4),
        ("KAZ", "KAZ", "2024-01-31", 2, 6.4),
    ],
    columns=["actor", "target", "date", "quad", "stance"],
)
events = st.lists(
    st.tuples(
        st.sampled_from(["KAZ", "RUS", "CHN"]),
        st.sampled_from(["KAZ", "RUS", "CHN"]),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.sampled_from([1, 2, 3, 4]),
        st.sampled_from([-10.0, -0.3, 0.1, 2.8]),
    ),
    min_size=1,
)


def test_a_dyad_counts_classes_and_averages_stances_by_direction():
    found = analysis.dyad(SAID, "KAZ", "RUS", by="quarter").to_dict("records")
    first = {"actor": "KAZ", "target": "RUS", "period": "2024-Q1", "events": 2}
    first |= {"verbal_cooperation": 1, "material_cooperation": 0, "verbal_conflict": 1}
    first |= {"material_conflict": 0, "no_quad": 0, "stances": 2, "stance": pytest.approx(0.4)}
    assert found[0] == first
    assert found[1]["period"] == "2024-Q2" and found[1]["no_quad"] == 1 and found[1]["stances"] == 0
    assert [line["actor"] for line in found] == ["KAZ", "KAZ", "RUS"]


def test_a_share_is_of_all_events_of_the_period():
    found = analysis.dyad(SAID, "KAZ", "RUS", by="year", of_all=True)
    assert found["all_events"].tolist() == [7, 7]
    assert found["share"].tolist() == pytest.approx([3 / 7, 1 / 7])


@pytest.mark.parametrize("door", [pd.DataFrame, ibis.memtable])
def test_every_door_gives_the_same(door):
    typed = SAID.assign(date=pd.to_datetime(SAID["date"]))
    pd.testing.assert_frame_equal(
        analysis.dyad(door(typed), "KAZ", "RUS"), analysis.dyad(SAID, "KAZ", "RUS")
    )


def test_a_file_of_statements_is_a_source(tmp_path):
    SAID.to_csv(tmp_path / "said.csv", index=False)
    pd.testing.assert_frame_equal(
        analysis.dyad(tmp_path / "said.csv", "KAZ", "RUS"), analysis.dyad(SAID, "KAZ", "RUS")
    )


def test_a_study_has_dyads_with_the_classes_of_its_relations():
    study = analysis.roll_up(analysis.load_study("kazakhstan-russia"))
    found = analysis.dyad(study, "kazakhstan", "russia", by="year")
    statements = study.statements
    pair = {"kazakhstan", "russia"}
    between = statements[statements["actor"].isin(pair) & statements["target"].isin(pair)]
    between = between[between["actor"] != between["target"]]
    assert found["events"].sum() == len(between)
    assert found["verbal_cooperation"].sum() > 0
    months = analysis.dyad(study, "kazakhstan", "russia")
    known = between["date_precision"].isin(["day", "month"])
    assert months["events"].sum() == known.sum() < len(between) or known.all()


def test_a_pair_without_events_is_told_and_an_unknown_actor_refused():
    with pytest.warns(InputNote, match="no event between RUS and CHN"):
        assert analysis.dyad(SAID, "RUS", "CHN").empty
    with pytest.raises(
        InputError, match="actor: 'RU' is in no event; expected 'RUS' \\(nearest\\)"
    ):
        analysis.dyad(SAID, "KAZ", "RU")
    for meant in ("Russia", "Россия", "rus"):
        with pytest.raises(InputError, match="in no event; expected 'RUS' \\(nearest\\)"):
            analysis.dyad(SAID, "KAZ", meant)
    with pytest.warns(InputNote, match="no event between KAZ and RUS; the table holds none"):
        assert analysis.dyad(SAID.head(0), "KAZ", "RUS").empty
    with pytest.warns(InputNote, match="no event of CHN towards another"):
        assert analysis.attention(SAID, "CHN").empty
    with pytest.raises(InputError, match="by: 'week'; expected one of: year"):
        analysis.dyad(SAID, "KAZ", "RUS", by="week")
    with pytest.raises(InputError, match="field: 'target' is unknown"):
        analysis.dyad(SAID.drop(columns="target"), "KAZ", "RUS")


def test_attention_is_shared_among_others_alone():
    found = analysis.attention(SAID, "KAZ", by="year")
    assert found["target"].tolist() == ["RUS", "CHN"] and found["share"].tolist() == [0.75, 0.25]
    asked = analysis.attention(
        SAID, "KAZ", by="year", among=["TUR"], together={"all": ["RUS", "CHN"]}
    )
    assert asked[["target", "events"]].to_numpy().tolist() == [["TUR", 0], ["all", 4]]


def test_a_target_that_no_event_has_is_refused_unless_it_is_a_country():
    told = "among: 'Russia' is in no event; expected 'RUS' \\(nearest\\)"
    with pytest.raises(InputError, match=told):
        analysis.attention(SAID, "KAZ", among=["Russia", "TUR"])
    with pytest.raises(InputError, match="among: 'RUS'; expected several, such as \\['RUS'\\]"):
        analysis.attention(SAID, "KAZ", among="RUS")
    with pytest.raises(InputError, match="among: 'EU' is in no event"):
        analysis.attention(SAID, "KAZ", together={"all": ["CHN", "EU"]})


@given(events)
def test_nothing_is_lost_nor_counted_twice(rows):
    table = pd.DataFrame(rows, columns=SAID.columns)
    pairs = [("KAZ", "RUS"), ("KAZ", "CHN"), ("RUS", "CHN")]
    known = set(table["actor"]) | set(table["target"])
    found = [
        analysis.dyad(table, *pair, by="all")
        for pair in pairs
        if set(pair) <= known
        and len(
            table[table["actor"].isin(pair) & table["target"].isin(pair)].query("actor != target")
        )
    ]
    every = pd.concat(found) if found else pd.DataFrame({"events": []})
    assert every["events"].sum() == (table["actor"] != table["target"]).sum()


def test_reciprocity_is_of_the_lesser_side():
    found = reciprocity(analysis.dyad(SAID, "KAZ", "RUS", by="quarter"))
    assert found["reciprocity"].tolist() == pytest.approx([2 / 3, 0.0])
    assert found["forth"].tolist() == [2, 1] and found["back"].tolist() == [1, 0]
    alone = reciprocity(analysis.dyad(SAID, "KAZ", "CHN"))
    assert alone["reciprocity"].tolist() == [0.0]


@pytest.mark.parametrize("form", ["{}", "2024-{:02d}", "20{:02d}-Q1"])
def test_what_follows_at_a_distance_is_found_there(form):
    labels = [form.format(number + 1) for number in range(12)]
    first = pd.Series([5, 1, 4, 8, 2, 7, 3, 6, 9, 0, 11, 10], labels, dtype=float)
    step = 4 if "Q" in form else 1
    found = lags(first, first.shift(2).dropna(), most=8).set_index("lag")["correlation"]
    assert found[2 * step] == pytest.approx(1)
    assert found.drop(2 * step).max() < 1


def test_series_that_drift_are_worth_fewer_periods_than_they_have():
    drift, jump = np.arange(20.0), np.array([0, 1] * 10, float)
    assert independent_periods(drift, drift) == independent_periods(drift, -drift) < 8
    assert independent_periods(drift, jump) == 20, "never more than there are"
    assert independent_periods(drift, np.ones(20)) == 20
    assert independent_periods([1.0], [2.0]) == 1 and independent_periods([], []) == 0


def test_independent_series_pass_the_bound_of_chance_in_one_of_twenty():
    generator = np.random.default_rng(1)
    passed = [0, 0]
    for _ in range(500):
        shocks = generator.normal(size=(2, 60))
        pair = [lfilter([1], [1, -0.8], each)[-20:] for each in shocks]
        value = abs(spearmanr(*pair).statistic)
        for place, pairs in enumerate((20, independent_periods(*pair))):
            passed[place] += value > 1.96 / max(pairs - 1, 1) ** 0.5
    assert passed[0] > 75 and passed[1] < 40


def test_gaps_of_a_series_are_no_periods():
    first = pd.Series([1.0, 2, 3, 4], ["2024-01", "2024-02", "2024-11", "2025-01"])
    found = lags(first, first, most=1).set_index("lag")
    assert found["periods"].tolist() == [1, 4, 1]
    assert found["correlation"].isna().tolist() == [True, False, True]
