from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis import study_from
from analysis.explorer.camps_shown import camps_of
from analysis.explorer.chosen import Choices
from analysis.explorer.one_mode import (
    on_shared,
    one_mode_edges,
    one_mode_network,
    tell_statements,
    with_whole_speakers,
)
from analysis.explorer.view import chosen, counted, drawn, network, picture
from analysis.measures.disparity import disparity
from analysis.networks.matrices import one_mode
from analysis.study.selection import select

MODES = st.sampled_from(["actors", "sectors"])
WIDTHS = st.sampled_from(["ignore", "congruence", "conflict", "subtract"])


@tries(12)
@given(mode=MODES, aggregation=WIDTHS, normalization=st.sampled_from(["none", "average"]))
def test_ties_weigh_what_one_mode_counts(study, mode, aggregation, normalization):
    choices = Choices(mode=mode, aggregation=aggregation, normalization=normalization)
    said = chosen(study, choices)
    shown = one_mode_network(said, choices)
    ends = ("speaker", "sector") if mode == "actors" else ("sector", "speaker")
    matrix = one_mode(said, *ends, aggregation=aggregation, normalization=normalization)
    assert shown.number_of_edges() == (matrix.to_numpy().nonzero()[0].size) / 2
    for one, other, edge in shown.edges(data=True):
        assert edge["weight"] == matrix.loc[one, other]
        signs = {"ignore": 0, "congruence": 1, "conflict": -1, "subtract": edge["weight"]}
        sign = signs[aggregation]
        assert edge["sign"] == ("friendly" if sign > 0 else "strained" if sign < 0 else "neutral")


@tries(8)
@given(mode=MODES, aggregation=WIDTHS)
def test_a_tie_leads_to_statements_of_both_sides_on_what_both_speak_of(study, mode, aggregation):
    choices = Choices(mode=mode, aggregation=aggregation)
    said = chosen(study, choices)
    shown = tell_statements(one_mode_network(said, choices), said, choices)
    rows, columns = ("speaker", "sector") if mode == "actors" else ("sector", "speaker")
    table = said.statements.set_index("statement_id")
    for edge in one_mode_edges(shown)[:40]:
        sides = [table.loc[ids] for ids in edge["sides"]]
        assert all(len(side) for side in sides), "a weight rests on something"
        for end, side in zip((edge["row"], edge["column"]), sides, strict=True):
            assert set(side[rows]) == {end}
        assert set(sides[0][columns]) == set(sides[1][columns])
        assert edge["statements"] == sorted({*edge["sides"][0], *edge["sides"][1]})


@tries(8)
@given(mode=MODES, threshold=st.sampled_from([0.0, 2.0, 50.0, 1e9]))
def test_the_statements_counted_are_those_of_the_ties(study, mode, threshold):
    choices = Choices(mode=mode, aggregation="congruence", threshold=threshold, most=999)
    said = chosen(study, choices)
    whole = network(said, choices)
    told = drawn(said, whole, choices)
    behind = {name for *_, names in told.edges(data="statements") for name in names}
    assert set(counted(said, whole, choices).statements["statement_id"]) == behind
    assert all(edge["weight"] >= threshold for edge in one_mode_edges(told))


def test_the_backbone_keeps_what_carries_more_than_its_share(study):
    choices = Choices(mode="actors", aggregation="congruence", by_state=False)
    said = chosen(study, choices)
    whole = one_mode_network(said, choices)
    thin = Choices(mode="actors", aggregation="congruence", by_state=False, backbone=0.05)
    kept = one_mode_network(said, thin)
    assert 0 < kept.number_of_edges() < whole.number_of_edges()
    p = disparity(nx.to_pandas_adjacency(whole, sorted(whole)))
    least = {frozenset(tie): min(p.loc[tie], p.loc[tie[::-1]]) for tie in whole.edges}
    assert {frozenset(tie) for tie in kept.edges} == {
        tie for tie, value in least.items() if value < 0.05
    }


def test_isolates_are_shown_where_they_are_wanted(study):
    given = {"mode": "actors", "aggregation": "congruence", "threshold": 1e9}
    said = chosen(study, Choices(**given))
    assert len(one_mode_network(said, Choices(**given))) == 0
    alone = one_mode_network(said, Choices(**given, isolates=True))
    assert len(alone) > 5 and alone.number_of_edges() == 0


def test_a_person_speaks_for_the_state_of_which_it_is_part(study):
    said = select(study, documents=["D012"])
    whole = with_whole_speakers(said).statements["speaker"]
    parts = study.actors.set_index("actor_id")["part_of"]
    expected = said.statements["speaker"].map(lambda one: parts.get(one) or one)
    assert not {*whole} & {*parts.dropna().index}
    direct = parts.reindex(said.statements["speaker"]).notna().to_numpy()
    assert (whole[direct] == expected[direct]).all()


def test_two_camps_of_a_debate_are_told_apart(study):
    rows = [
        (name, sector, stance if camp == "a" else -stance)
        for camp in "ab"
        for name in (f"{camp}1", f"{camp}2", f"{camp}3")
        for sector, stance in (("oil", 1), ("gas", -1), ("trade", 1))
    ]
    said = pd.DataFrame(rows, columns=["speaker", "sector", "stance"])
    debate = study_from(said.assign(actor=said["speaker"]))
    choices = Choices(mode="actors", aggregation="subtract", by_state=False, wide=False)
    shown = one_mode_network(chosen(debate, choices), choices)
    found = camps_of(debate, shown, choices)
    assert len({found[f"a{at}"] for at in (1, 2, 3)}) == 1
    assert {found["a1"], found["b1"]} == {0, 1} and found["b1"] == found["b2"] == found["b3"]


def test_a_network_in_two_modes_and_a_record_without_stances_have_no_camps(study):
    pair = nx.Graph([("kazakhstan", "russia")])
    assert camps_of(study, pair, Choices()) == {}
    bare = replace(study, statements=study.statements.drop(columns="stance"))
    assert camps_of(bare, pair, Choices(mode="actors")) == {}
    shown = picture(study, Choices(mode="actors", aggregation="congruence", camps=True))
    assert {node["camp"] for node in shown["nodes"]} == {0, 1}


@pytest.mark.parametrize("mode", ["actors", "sectors"])
def test_without_ties_no_statement_counts(study, mode):
    choices = Choices(mode=mode, aggregation="congruence", threshold=1e9)
    said = chosen(study, choices)
    assert on_shared(said, one_mode_network(said, choices), choices).empty


def test_statements_without_a_stance_are_compared_with_nothing():
    said = [("Ann", "tax", 1), ("Bo", "tax", 1), ("Bo", "tax", None), ("Cy", "tax", None)]
    table = pd.DataFrame(said, columns=["actor", "sector", "stance"])
    study = study_from(table, actor="actor", sector="sector", stance="stance")
    shown = picture(study, Choices(mode="actors"))
    assert shown["counts"]["statements"] == 2
    [edge] = shown["edges"]
    assert (edge["row"], edge["column"]) == ("Ann", "Bo") and len(edge["statements"]) == 2
