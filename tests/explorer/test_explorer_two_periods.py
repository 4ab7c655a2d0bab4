import networkx as nx
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.explorer.chosen import Choices
from analysis.explorer.two_periods import overlaid, periods_of, within
from analysis.explorer.view import picture

PAIRS = st.tuples(st.integers(0, 4).map("a{}".format), st.integers(0, 4).map("s{}".format))
TIES = st.dictionaries(PAIRS, st.integers(1, 5), max_size=12)


def network_of(ties) -> nx.Graph:
    network = nx.Graph(rows="actor")
    for (row, column), weight in ties.items():
        network.add_node(row, bipartite=0)
        network.add_node(column, bipartite=1)
        network.add_edge(row, column, weight=weight, net_stance=-weight, statements=("1",))
    return network


def test_without_a_second_span_there_is_one_period():
    choices = Choices(since="2020", until="2021")
    assert periods_of(choices) == [choices]


def test_a_second_span_is_a_period_of_the_same_choices():
    first, second = periods_of(Choices(until="2021", then_since="2022", most=5))
    assert (first.since, first.until, second.since, second.until) == ("", "2021", "2022", "")
    assert first.most == second.most == 5
    assert not any((each.then_since or each.then_until) for each in (first, second))


@tries(60)
@given(one=TIES, other=TIES)
def test_weights_of_networks_laid_on_one_another_are_summed(one, other):
    networks = network_of(one), network_of(other)
    whole = overlaid(networks)
    assert set(whole) == set(networks[0]) | set(networks[1])
    for row, column, edge in whole.edges(data=True):
        key = (row, column) if row.startswith("a") else (column, row)
        assert edge["weight"] == one.get(key, 0) + other.get(key, 0) == -edge["net_stance"]
    assert {frozenset(tie) for tie in whole.edges} == {frozenset(tie) for tie in {*one, *other}}


@tries(60)
@given(one=TIES, other=TIES)
def test_within_a_frame_a_network_has_its_nodes_and_its_own_ties(one, other):
    network, frame = network_of(one), network_of(other)
    part = within(network, frame)
    assert set(part) == set(frame)
    kept = {tie for tie in one if set(tie) <= set(frame)}
    assert {frozenset(tie) for tie in part.edges} == {frozenset(tie) for tie in kept}
    assert all(part.edges[tie]["weight"] == one[tie] for tie in kept)


def test_two_periods_have_the_same_nodes_in_the_same_places(study):
    shown = picture(study, Choices(until="2021", then_since="2022"))
    places = [
        [(node["id"], node["x"], node["y"]) for node in each["nodes"]]
        for each in (shown, shown["then"])
    ]
    assert places[0] == places[1]
    alone = picture(study, Choices(until="2021"))
    assert shown["counts"]["statements"] == alone["counts"]["statements"]
    assert shown["span"] == ["", "2021"] and shown["then"]["span"] == ["2022", ""]


def test_a_period_in_which_nothing_was_said_is_empty(study):
    shown = picture(study, Choices(until="2024", then_since="2090"))
    assert shown["edges"] and shown["then"]["edges"] == []
    assert shown["then"]["counts"]["statements"] == 0
