"""The network of actors tied by what they say or do to each other."""

import networkx as nx

from analysis.explorer.chosen import Choices
from analysis.networks.graphs import actor_graph, ids_of
from analysis.study.load import Study

SUMS = ("weight", "positive", "negative", "net_stance")


def toward_network(said: Study, choices: Choices) -> nx.Graph:
    """Return the graph of who acts toward whom, either way round: its ties are statements.

    Edges carry what those of `analysis.graph` do, sums of the layers of `analysis.actor_graph`.
    """
    layers = actor_graph(said, duplicates=choices.duplicates)
    network = nx.Graph(**layers.graph)
    network.add_nodes_from(sorted(layers.nodes(data=True), key=lambda node: node[0]))
    for one, other, edge in layers.edges(data=True):
        if one != other:
            network.add_edge(*sorted((one, other)), **_added(network, one, other, edge))
    if choices.aggregation == "subtract":
        for *_, edge in network.edges(data=True):
            edge["weight"] = edge["net_stance"]
        network.graph["aggregation"] = "subtract"
    return network


def _added(network: nx.Graph, one: str, other: str, edge: dict) -> dict[str, object]:
    """Return an edge with what the tie has already."""
    before = network.get_edge_data(one, other, {"statements": ()})
    sums = {name: before.get(name, 0) + edge[name] for name in SUMS if name in edge}
    return sums | {"statements": (*before["statements"], *edge["statements"])}


def weighed(network: nx.Graph, said: Study) -> nx.Graph:
    """Return the network with the weights that its statements have, where they have any.

    So have the ties of a graph that is explored as it is. What is zero is no tie.
    """
    if "weight" in said.statements:
        _weigh(network, said)
    elif network.graph.get("aggregation") != "subtract":  # then each weight is a number of them
        return network
    balanced = [tie[:2] for tie in network.edges(data="weight") if not tie[2]]
    network.remove_edges_from(balanced)
    return network


def _weigh(network: nx.Graph, said: Study) -> None:
    weights = dict(zip(ids_of(said.statements), said.statements["weight"], strict=True))
    network.graph["weighed"] = True
    signed = network.graph.get("aggregation") == "subtract"
    for *_, edge in network.edges(data=True):
        own = [weights[name] for name in edge["statements"]]
        edge["weight"] = float(sum(own if signed else map(abs, own)))
