"""The network in periods and their difference: fixed places, honest shares, and what is clear."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from seeds import elsewhere, here

from analysis import charts
from analysis.charts.figures.network_change import LABELLED, differing
from analysis.charts.nodes import along
from analysis.errors import InputError
from analysis.labels import points
from analysis.networks.graphs import graph, strongest
from analysis.networks.periods import by_turn, statement_shares
from analysis.networks.sample import sample
from analysis.study.selection import roll_up, select, with_documents
from analysis.uncertainty.bootstrap import bootstrap_change


@pytest.fixture(scope="module")
def network(study):
    return strongest(graph(roll_up(study), "party"), 18)


@pytest.fixture(scope="module")
def parts(study):
    return by_turn(with_documents(roll_up(study)), study.turns)


@pytest.fixture(scope="module")
def changed(network, parts):
    pair = {period: parts[period] for period in [*parts][-2:]}
    samples = [sample(part, "party") for part in pair.values()]
    changes = bootstrap_change(*samples, statement_shares, draws=50)
    return changes, pair, differing(changes, network, pair, "en")


@pytest.fixture(scope="module")
def periods(study, network):
    return charts.network_periods(roll_up(study), graph=network)


@pytest.fixture(scope="module")
def stages(periods):
    return periods.draw()


@pytest.fixture(scope="module")
def difference(study, network):
    return charts.network_change(roll_up(study), graph=network, draws=50)


def markers(axes) -> set[tuple[float, float]]:
    """Return the places of all nodes of a panel."""
    return {tuple(place) for drawn in axes.collections[1:] for place in drawn.get_offsets()}


def test_nodes_stand_in_the_same_places_in_every_period(study, network, parts, stages):
    whole = charts.network(study, graph=network).draw().axes[0]
    assert len(stages.axes) == len(parts) == 3
    assert all(markers(axes) == markers(whole) for axes in stages.axes)
    assert len(markers(whole)) == len(network)


def test_each_period_holds_its_ties_and_their_statements(network, parts, periods):
    table = periods.table
    for period, part in parts.items():
        told = table[table["period"] == period]
        ids = set(part["statement_id"])
        assert np.allclose(told["share"], told["weight"] / len(part))
        for tie in told.itertuples():
            expected = [name for name in network[tie.row][tie.column]["statements"] if name in ids]
            assert tie.statements.split() == expected and tie.weight == len(expected) > 0
            stances = part.set_index("statement_id").loc[expected, "stance"]
            assert tie.net_stance == stances.sum() and tie.positive == (stances > 0).sum()
        assert told["weight"].is_monotonic_decreasing
    assert list(dict.fromkeys(table["period"])) == list(parts)


def test_widths_stand_for_shares_on_one_scale(parts, periods, stages):
    table = periods.table
    widths = [np.asarray(axes.collections[0].get_linewidths()) for axes in stages.axes]
    for period, width in zip(parts, widths, strict=True):
        share = table.loc[table["period"] == period, "share"].sort_values()
        assert np.allclose(np.sort(width), 0.5 + 4.5 * share / table["share"].max())
    assert max(map(max, widths)) == 5


def test_what_a_period_lacks_is_pale_and_every_name_stands_once(network, parts, periods, stages):
    table = periods.table
    for axes, period in zip(stages.axes, parts, strict=True):
        told = table[table["period"] == period]
        pale = sum(
            len(drawn.get_offsets())
            for drawn in axes.collections[1:]
            if mpl_hex(drawn) == "#c4c4c4"
        )
        assert pale == len(network) - told["row"].nunique() - told["column"].nunique()
    assert [len(axes.texts) for axes in stages.axes] == [18, 0, 18]


def mpl_hex(drawn) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in drawn.get_edgecolor()[0][:3])


def test_a_single_period_is_drawn_and_changes_nothing(study):
    wide = select(roll_up(study), since="2023", until="2023")
    ties, parts = graph(wide, "party"), by_turn(with_documents(wide), study.turns)
    figure = charts.network_periods(wide, graph=ties, language="fr").draw()
    assert len(figure.axes) == len(parts) == 1
    assert [len(axes.texts) for axes in figure.axes] == [len(ties)]
    chart = charts.network_change(wide, graph=ties, draws=5, language="fr")
    words = chart.words
    assert chart.table.empty and words.caption.startswith("Il n’y a pas deux périodes")
    assert chart.draw().texts[0].get_text() == words.caption == chart.finding


def test_the_chart_has_the_changes_that_the_bootstrap_gives(changed, difference):
    pd.testing.assert_frame_equal(difference.table, changed[2])


def test_changes_lead_back_to_the_statements_of_both_periods(changed, network):
    changes, pair, table = changed
    for side, part in zip(("earlier", "later"), pair.values(), strict=True):
        said = table[f"{side}_statements"].str.split().map(len)
        assert np.allclose(table[side], said / len(part))
    assert np.allclose(table["estimate"], table["later"] - table["earlier"])
    assert table["estimate"].abs().is_monotonic_decreasing
    drawn = [
        network.has_edge(row, column)
        for row, column in zip(table["row"], table["column"], strict=True)
    ]
    assert all(drawn) and len(table) <= len(changes)


def test_only_clear_changes_are_strong_and_the_labels_stand_on_their_ties(difference):
    table, axes = difference.table, difference.draw().axes[0]
    lines = axes.collections[0]
    strong = [mpl_colour in ("#0072b2", "#d55e00") for mpl_colour in map(hexed, edges(lines))]
    assert sum(strong) == table["clear"].sum() > 0
    assert strong == sorted(strong), "clear ties lie above the others"
    labels = [text for text in axes.texts if text.get_text()[0] in "+−0"]
    assert len(labels) == LABELLED
    first = table.sort_values("clear", ascending=False, kind="stable").head(LABELLED)
    assert [label.get_text() for label in labels] == [points(each) for each in first["estimate"]]


def edges(lines) -> np.ndarray:
    return lines.get_edgecolor()


def hexed(colour) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour[:3])


def test_a_tie_that_few_families_could_have_shown_is_not_clearly_gone():
    ties = nx.Graph()
    ties.add_edge("a", "x", statements=("s1",))
    for node, side in (("a", 0), ("x", 1)):
        ties.add_node(node, bipartite=side, name_en=node)
    line = {
        "row": "a",
        "column": "x",
        "earlier": 0.0,
        "later": 0.1,
        "estimate": 0.1,
        "low": 0.05,
        "high": 0.2,
        "share": 1.0,
        "families": 10,
        "thin": False,
    }
    later = pd.DataFrame({"statement_id": ["s1"] * 100, "family": [str(n) for n in range(100)]})
    # 10 of 100 families: all of n miss it with the chance 0.9^n, below 0.025 from n = 36.
    for families, clear in ((35, False), (36, True)):
        parts = {"2000/2001": later.head(families), "2002/2003": later}
        table = differing(pd.DataFrame([line]), ties, parts, "en")
        assert list(table["clear"]) == [clear]
        there = line | {"earlier": 0.01}
        assert differing(pd.DataFrame([there]), ties, parts, "en")["clear"].all()
        thin = line | {"thin": True}
        assert not differing(pd.DataFrame([thin]), ties, parts, "en")["clear"].any()


def test_a_point_of_a_curve_is_that_of_its_closed_form():
    places = {"a": (0.0, -0.2), "x": (1.0, -0.9)}
    assert along(places, "a", "x", 0) == places["a"] and along(places, "a", "x", 1) == places["x"]
    assert along(places, "a", "x", 0.5) == pytest.approx((0.5, -0.55))
    quarter = (9 * 3 * 0.4 + 3 * 3 * 0.6 + 1) / 64, (54 * -0.2 + 10 * -0.9) / 64
    assert along(places, "a", "x", 0.25) == pytest.approx(quarter)


def large(rows: int, columns: int, edges: int) -> nx.Graph:
    """Return a network of so many nodes and ties, the same each time."""
    network, generator = nx.Graph(), np.random.default_rng(1)
    for side, (letter, number) in enumerate((("a", rows), ("s", columns))):
        for each in range(number):
            network.add_node(f"{letter}{each}", bipartite=side, kind="state", name_en=f"N {each}")
    for cell in generator.choice(rows * columns, edges, replace=False):
        said = dict(
            zip(("weight", "positive", "negative"), generator.integers(1, 9, 3), strict=True)
        )
        network.add_edge(
            f"a{cell // columns}", f"s{cell % columns}", **said, net_stance=0, statements=()
        )
    return network


@pytest.mark.long
def test_a_large_network_is_drawn_at_once_and_one_that_no_page_holds_is_refused(study):
    axes = charts.network(study, graph=large(150, 150, 2000)).draw().axes[0]
    assert len(axes.patches) == 0 and len(axes.collections[0].get_paths()) == 2000
    with pytest.raises(InputError) as raised:
        charts.network(study, graph=large(1100, 2, 1100)).draw()
    assert raised.value.problems == [
        "height: 5,520 mm; a page holds at most 5,080 mm; expected fewer rows, as "
        "`analysis.strongest` keeps"
    ]


@pytest.mark.long
@pytest.mark.parametrize("endings", [["svg"], pytest.param(["svg", "pdf"], marks=pytest.mark.long)])
def test_the_same_bytes_come_of_other_hash_seeds(endings):
    command = """
import hashlib, sys
from dataclasses import replace
import analysis
from analysis import charts
from analysis.publish.words import Words
from analysis.publish.formats import render
study = analysis.load_study("kazakhstan-russia")
wide = analysis.roll_up(study)
ties = analysis.strongest(analysis.graph(wide, "party"), 5)
network = charts.network(wide, graph=ties)
for chart in (network, replace(network, more=(ties, 1, ())),  # and in no stored order
              charts.network_periods(wide, graph=ties, language="kk"),
              charts.network_change(wide, graph=ties, draws=9, language="ru")):
    for ending in sys.argv[1:]:
        content = render(chart.draw(), ending, Words("en", "t", "c", "a"))
        print(hashlib.sha256(content).hexdigest())
"""
    told = here(command, *endings)
    assert told == elsewhere(command, *endings) and len(told.split()) == 4 * len(endings)
