"""What can be explored: other people's statements, events, and graphs as they are."""

import json

import ibis
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.errors import InputError, InputNote
from analysis.explorer import sources
from analysis.explorer.graph_source import graph_study, named
from analysis.places import DATA

EXAMPLES = DATA / "examples"
TABLE = pd.DataFrame(
    {"actor": ["a", "a", "b"], "sector": ["oil", "gas", "oil"], "stance": [1, -1, 1]}
)
CODED = {"actor": "Organisation", "sector": "Concept", "stance": "Code", "date": "Date"}


def weights(shown):
    return {(tie["row"], tie["column"]): tie["weight"] for tie in shown.picture["edges"]}


def test_a_frame_is_explored():
    shown = analysis.explore(TABLE, language="kk")
    assert weights(shown) == {("a", "oil"): 1, ("a", "gas"): 1, ("b", "oil"): 1}
    assert shown.options["mode"] == ["two-mode", "actors", "sectors"], "nobody acts toward any"
    assert shown.options["views"] is False and shown.views == []
    renamed = analysis.explore(TABLE.rename(columns={"actor": "Wer"}), actor="Wer")
    assert weights(renamed) == weights(shown)


def test_a_coded_workbook_is_explored():
    shown = analysis.explore(EXAMPLES / "coded.xlsx", **CODED)
    assert shown.picture["counts"]["statements"] == 12
    with pytest.raises(InputError, match="no column is given for actor; expected one of: Date"):
        analysis.explore(EXAMPLES / "coded.xlsx")


def test_a_database_of_dna_is_explored():
    shown = analysis.explore(str(EXAMPLES / "debate.dna"), mode="actors", aggregation="conflict")
    assert shown.picture["mode"] == "actors" and shown.picture["edges"]


@pytest.mark.long
def test_events_are_explored_by_month():
    events = analysis.read_events(EXAMPLES / "events.export.CSV.zip", "gdelt1")
    shown = analysis.explore(events, mode="toward")
    months = shown.picture["months"]
    assert len(months) > 12 and months[0]["month"] == "2014-01"
    counted = sum(value for each in months for name, value in each.items() if name != "month")
    assert counted == shown.picture["counts"]["statements"]
    explored = shown._study
    assert explored.scale == (-10, 10)
    month = analysis.explore(events, mode="toward", since="2014-02", until="2014-02")
    assert month.picture["counts"]["statements"] == sum(
        value for name, value in months[1].items() if name != "month"
    )


def test_events_that_nobody_could_look_at_are_refused(monkeypatch):
    monkeypatch.setattr(sources, "MOST", 2)
    with pytest.raises(InputError, match="3 lines; expected at most 2; keep some"):
        analysis.explore(ibis.memtable(TABLE))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (5, "source: int; expected a study, a table of statements, a graph of NetworkX"),
        (None, "source: NoneType; expected a study"),
        ("nowhere.xlsx", "nowhere.xlsx: no such file"),
        ("nowhere", "study 'nowhere': no such folder"),
        (
            EXAMPLES / "events.export.CSV.zip",
            "is an archive; expected its events, as",
        ),
        (EXAMPLES / "matrix.csv", "looks like a matrix of actors by concepts; expected cells="),
        (TABLE.drop(columns="sector"), "no column is given for sector"),
    ],
)
def test_what_cannot_be_explored_is_told(source, told):
    with pytest.raises(InputError) as raised:
        analysis.explore(source)
    assert told in str(raised.value)


def test_a_study_is_not_read_as_a_table_is(study):
    with pytest.raises(InputError, match="actor: no choice of the explorer; expected 'actors'"):
        analysis.explore(study, actor="Organisation")


# Graphs


def test_a_graph_without_attributes_is_shown_as_it_is():
    graph = nx.path_graph(4)
    shown = analysis.explore(graph)
    assert shown.picture["mode"] == "toward" and shown.options["mode"] == ["toward"]
    assert weights(shown) == {("0", "1"): 1.0, ("1", "2"): 1.0, ("2", "3"): 1.0}
    assert shown.picture["signed"] is False and "sign" not in shown.picture["edges"][0]
    assert shown.chart.caption.startswith("The nodes of a graph and its ties.")
    assert shown.still().axes and shown.words["statements"]["other"] == "{number} ties"


def test_weights_names_kinds_and_words_are_those_of_the_graph():
    graph = nx.DiGraph(name="Who owes whom")
    graph.add_edge("a", "b", weight=np.float64(2.5), since="<b>2019</b>", date="2024-05-01")
    graph.add_edge("b", "a", weight=-1)
    graph.nodes["a"].update(label="Anna", kind="person")
    shown = analysis.explore(graph)
    [tie] = shown.picture["edges"]
    assert (tie["weight"], tie["positive"], tie["negative"]) == (3.5, 1, 1)
    assert {node["id"]: (node["name"], node["kind"]) for node in shown.picture["nodes"]} == {
        "a": ("Anna", "person"),
        "b": ("b", ""),
    }
    assert [told["told"] for told in shown.record.values()] == ["since: <b>2019</b>", ""]
    assert shown.picture["years"][0]["year"] == 2024
    signed = analysis.explore(graph, aggregation="subtract")
    assert signed.picture["edges"][0]["weight"] == 1.5


def test_a_graph_of_two_modes_has_two_columns():
    shown = analysis.explore(nx.davis_southern_women_graph())
    assert shown.picture["layout"] == "columns" and len(shown.picture["edges"]) == 89
    assert {node["side"] for node in shown.picture["nodes"]} == {0, 1}
    assert "Width: the weight of a tie" in shown.chart.caption


def test_loops_and_lone_nodes_are_left_out_in_words():
    graph = nx.MultiGraph([("a", "b"), ("a", "b"), ("c", "c")])
    graph.add_node("d")
    with pytest.warns(InputNote) as notes:
        study = graph_study(graph)
    told = [str(note.message) for note in notes]
    assert told == [
        "graph: 1 tie of a node to itself left out",
        "graph: 2 nodes without ties left out",
    ]
    assert len(study.statements) == 2


@pytest.mark.parametrize(
    ("ties", "told"),
    [
        ([], "graph: has no tie"),
        ([(1, 1)], "graph: has no tie"),
        ([(1, "1")], "nodes 1 and '1' are written alike; expected two names"),
        ([("a", " ")], "node ' ' is no name; expected a text"),
        ([("a", "b", {"weight": "heavy"})], "weight: 'heavy'; expected a number"),
        ([("a", "b", {"weight": float("nan")})], "weight: nan; expected a number"),
    ],
)
def test_a_graph_that_cannot_be_shown_is_told(ties, told):
    with pytest.raises(InputError) as raised:
        analysis.explore(nx.Graph(ties))
    assert told in str(raised.value)


letters = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
names = st.text(letters, min_size=1, max_size=8).map(named).filter(bool)
ties = st.tuples(names, names, st.floats(0.1, 100, allow_nan=False))


@tries(15)
@given(ties=st.lists(ties, min_size=1, max_size=12))
def test_any_graph_keeps_its_ties_and_weights(ties):
    graph = nx.Graph()
    graph.add_weighted_edges_from(tie for tie in ties if tie[0] != tie[1])
    if not graph.number_of_edges():
        return
    shown = analysis.explore(graph, most=999)
    assert json.loads(json.dumps(shown.picture, allow_nan=False)) == shown.picture
    expected = {frozenset(tie[:2]): tie[2] for tie in graph.edges(data="weight")}
    assert {frozenset(tie): weight for tie, weight in weights(shown).items()} == pytest.approx(
        expected
    )
    shown.set_state({"choices": dict(shown.choices) | {"ego": min(graph)}})
    assert shown.problems == [] and len(shown.picture["edges"]) >= graph.degree(min(graph))


# Actors toward each other


def test_toward_counts_what_is_said_either_way(study):
    shown = analysis.explore(study, mode="toward", by_state=False, most=999)
    said = study.statements.dropna(subset=["target"])
    said = said[said["actor"] != said["target"]]
    pairs = said.apply(lambda line: tuple(sorted((line["actor"], line["target"]))), axis=1)
    assert weights(shown) == pairs.value_counts().to_dict()
    net = analysis.explore(study, mode="toward", by_state=False, most=999, aggregation="subtract")
    sums = said.groupby(pairs)["stance"].sum()
    assert weights(net) == sums[sums != 0].abs().to_dict()
