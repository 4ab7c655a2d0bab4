import json
from dataclasses import replace
from itertools import combinations, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from seeds import elsewhere, here
from tiny_study import tiny_study

from analysis.charts.layout import best_order, crossings, store_order, stored_order, two_columns
from analysis.networks.graphs import graph
from analysis.places import PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.selection import roll_up

matrices = arrays(
    float, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 3)
)


@pytest.mark.long
@given(matrices)
def test_crossings_are_those_counted_pair_by_pair(matrix):
    edges = [(i, j, w) for (i, j), w in np.ndenumerate(matrix) if w]
    by_hand = sum(w * v for (i, j, w), (k, m, v) in combinations(edges, 2) if (i - k) * (j - m) < 0)
    assert crossings(matrix) == by_hand


@tries(50)
@given(matrices)
def test_the_best_order_is_a_permutation_and_no_worse(matrix):
    rows, columns = best_order(matrix, 1)
    assert sorted(rows) == list(range(matrix.shape[0]))
    assert sorted(columns) == list(range(matrix.shape[1]))
    assert crossings(matrix[np.ix_(rows, columns)]) <= crossings(matrix)


def test_a_network_that_can_be_drawn_without_crossings_is():
    order = np.random.default_rng(7).permutation(8)
    matrix = (np.eye(8) + np.eye(8, k=1))[order][:, order[::-1]]
    rows, columns = best_order(matrix, 1)
    assert crossings(matrix[np.ix_(rows, columns)]) == 0


def test_places_are_seeded_and_in_two_columns(study):
    network = graph(study, "party")
    places = two_columns(network, 1)
    assert places == two_columns(network, 1)
    assert all(x == network.nodes[node]["bipartite"] for node, (x, _) in places.items())
    assert len(set(places.values())) == len(network)
    assert two_columns(nx.Graph(), 1) == {}


def column(places: dict, side: int) -> list[str]:
    """Return the nodes of a column from top to bottom."""
    return sorted((node for node in places if places[node][0] == side), key=lambda n: -places[n][1])


def two_mode(*edges: tuple[str, str, int]) -> nx.Graph:
    network = nx.Graph()
    for row, column_, weight in edges:
        network.add_node(row, bipartite=0)
        network.add_node(column_, bipartite=1)
        network.add_edge(row, column_, weight=weight)
    return network


def test_the_stored_order_is_kept_whatever_the_seed(study):
    order = stored_order(study)
    for network in (graph(study, "party"), graph(roll_up(study), "party")):
        places = two_columns(network, 1, order)
        assert places == two_columns(network, 2, order)
        for side in (0, 1):
            nodes = column(places, side)
            assert nodes == [node for node in order if node in set(nodes)]


def test_the_first_study_stores_every_node_of_every_level(study):
    order = set(stored_order(study))
    for actors, sectors in product((False, True), repeat=2):
        assert order >= set(graph(roll_up(study, actors=actors, sectors=sectors), "party"))
    again = nx.Graph(graph(roll_up(study), "party"))
    own = two_columns(again)
    stored = two_columns(again, order=stored_order(study))
    # One order for all levels costs the picture of states few crossings.
    assert weighed(again, stored) < 1.05 * weighed(again, own)


def weighed(network: nx.Graph, places: dict) -> float:
    rows, columns = column(places, 0), column(places, 1)
    return crossings(nx.bipartite.biadjacency_matrix(network, rows, columns).toarray())


def test_new_statements_move_no_stored_node(study):
    order = stored_order(study)
    later = study.statements.assign(statement_id="X" + study.statements["statement_id"])
    later = later.assign(actor="csto", target="brics", sector="space").head(40)
    grown = replace(study, statements=pd.concat([study.statements, later], ignore_index=True))
    before, after = (graph(each, "party") for each in (study, grown))
    assert two_columns(after, 1, order) == two_columns(before, 1, order)


@given(st.permutations("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=4), st.integers(0, 9))
def test_a_node_that_is_not_stored_moves_no_other(rows, new, seed):
    generator = np.random.default_rng(seed)
    network = two_mode(
        *((row, each, int(generator.integers(1, 9))) for row in sorted(rows) for each in "uvw")
    )
    order = [*(row for row in rows if row not in new), "w", "u", "v"]
    places = two_columns(network, 1, order)
    assert [row for row in column(places, 0) if row not in new] == order[:-3]
    assert column(places, 1) == ["w", "u", "v"] and len(places) == 9


def test_a_node_that_is_not_stored_stands_at_the_mean_of_its_ties():
    stored = [("a", "u", 1), ("b", "v", 1), ("c", "w", 1)]
    network = two_mode(*stored, ("n", "u", 1), ("n", "v", 3), ("x", "y", 1), ("a", "z", 1))
    places = two_columns(network, 1, ["a", "b", "c", "u", "v", "w"])
    assert column(places, 0) == ["a", "n", "b", "c", "x"]  # (1/6 + 3 * 1/2) / 4 = 5/12
    assert column(places, 1) == ["u", "z", "v", "w", "y"]  # tied to nothing stored: last


def test_what_is_tied_to_new_nodes_only_is_put_in_after_them():
    network = two_mode(("a", "u", 1), ("b", "v", 1), ("n", "u", 1), ("n", "m", 1), ("o", "m", 1))
    places = two_columns(network, 1, ["b", "a", "v", "u"])
    assert column(places, 0) == ["b", "a", "n", "o"] and column(places, 1) == ["v", "m", "u"]


def test_an_order_of_other_nodes_is_none():
    network = two_mode(("a", "u", 1), ("b", "v", 2))
    assert two_columns(network, 3, ["z"]) == two_columns(network, 3)


@pytest.mark.long
def test_the_order_of_the_first_study_is_the_one_that_is_computed(folder, study):
    before = (folder / "layout.csv").read_bytes()
    (folder / "layout.csv").write_text("node,place\nrussia,1\n", encoding="utf-8")
    assert stored_order(load_study(folder)) == ["russia"]
    assert store_order(load_study(folder)) == folder / "layout.csv"
    assert (folder / "layout.csv").read_bytes() == before, "atlas layout"
    assert stored_order(load_study(folder)) == stored_order(study)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_what_is_stored_is_read_again(tmp_path):
    folder = tiny_study(tmp_path / "tiny")
    (folder / "layout.csv").write_text("node,place\njapan,1\n", encoding="utf-8")
    assert stored_order(load_study(folder)) == ["japan"]
    assert store_order(load_study(folder)) == folder / "layout.csv"
    order = stored_order(load_study(folder))
    stored = [line.split(",")[0] for line in (folder / "layout.csv").read_text().splitlines()[1:]]
    assert {*order} == {*stored} >= {"france", "japan", "gas", "energy", "trade"}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.long
def test_a_package_that_declares_no_layout_declares_it_when_stored(folder):
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "layout"]
    path.write_text(json.dumps(package), encoding="utf-8")
    (folder / "layout.csv").unlink()
    assert store_order(load_study(folder)) == folder / "layout.csv"
    assert stored_order(load_study(folder))


@pytest.mark.long
def test_hash_seeds_change_no_order():
    command = (
        "import analysis; from analysis.charts.layout import two_columns, _overlaid, _computed; "
        "s = analysis.load_study('kazakhstan-russia'); g = analysis.graph(s, 'party'); "
        "print(two_columns(g, 1, ['russia', 'oil', 'gas']), _computed(_overlaid(s), 1))"
    )
    assert here(command) == elsewhere(command) != ""
