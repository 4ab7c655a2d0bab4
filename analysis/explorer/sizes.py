"""How large the nodes of a view are drawn, and which of them are drawn at all."""

from collections.abc import Collection, Mapping
from heapq import nsmallest

import networkx as nx

from analysis.measures import centrality
from analysis.networks.graphs import strengths

MEASURES = {
    "degree": centrality.degree,
    "betweenness": centrality.betweenness,
    "eigenvector": centrality.eigenvector,
}

TIES = 20_000
"""No more ties than these are drawn; a browser takes a second for them."""


def sizes_of(
    shown: nx.Graph, size: str, strength: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return the size of each node from 0 to 1, the largest; weights count without their sign.

    The `strength` of the nodes may be given by whoever knows it.

    >>> sizes_of(nx.Graph([("a", "b"), ("b", "c")]), "degree")
    {'a': 0.5, 'b': 1.0, 'c': 0.5}
    """
    values = (strength or strengths(shown)) if size == "strength" else _measured(shown, size)
    most = max(values.values(), default=0) or 1
    return {node: float(value) / float(most) for node, value in values.items()}


def most_tied(
    network: nx.Graph, most: int, *, isolates: bool, always: Collection[str] = ()
) -> nx.Graph:
    """Return the network of the nodes tied most, at most that many on each side.

    Nodes that are to be there `always` come before others.

    As `analysis.strongest`, for networks of one mode too, and with nodes that are tied to nothing
    if these are wanted. The attribute `of` of the graph tells how many nodes each side had before.
    """
    strength, kept, sizes = strengths(network), set(), []
    for side in sorted({side for _, side in network.nodes(data="bipartite", default=0)}):
        nodes = [node for node, own in network.nodes(data="bipartite", default=0) if own == side]
        order = sorted(nodes, key=lambda node: (node not in always, -strength[node], node))
        kept |= set(order[:most])
        sizes.append(len(nodes))
    if not isolates:
        kept = {node for node in kept if not kept.isdisjoint(network.adj[node])}
    part = _among(network, kept)
    part.graph["of"] = sizes
    return part


def heaviest(network: nx.Graph, most: int = TIES) -> nx.Graph:
    """Return the network with its heaviest ties, at most so many; among equals the first ids.

    >>> sorted(heaviest(nx.Graph([("a", "b", {"weight": 1}), ("a", "c", {"weight": -2})]), 1).edges)
    [('a', 'c')]
    """
    if network.number_of_edges() <= most:
        return network
    part = nx.Graph(**network.graph)
    part.add_nodes_from(network.nodes(data=True))
    part.add_edges_from(nsmallest(most, network.edges(data=True), key=_by_weight))
    return part


def _by_weight(tie: tuple[str, str, dict]) -> tuple:
    one, other, edge = tie
    return -abs(edge["weight"]), *sorted((one, other))


def _among(network: nx.Graph, kept: Collection[str]) -> nx.Graph:
    """Return the part of a network that ties some of its nodes, or itself where it ties all."""
    if len(kept) == len(network):
        return network
    part = nx.Graph(**network.graph)
    part.add_nodes_from((node, told) for node, told in network.nodes(data=True) if node in kept)
    part.add_edges_from(
        (one, other, edge)
        for one, other, edge in network.edges(data=True)
        if one in kept and other in kept
    )
    return part


def _measured(shown: nx.Graph, size: str) -> dict[str, float]:
    """Return a measure of centrality of each node; nodes that are tied to nothing have none."""
    bare = nx.Graph()
    bare.add_nodes_from(shown.nodes(data=True))
    bare.add_edges_from(
        (one, other, {"weight": abs(weight)})
        for one, other, weight in shown.edges(data="weight", default=1)
    )
    bare.remove_nodes_from(list(nx.isolates(bare)))
    measured = MEASURES[size](bare).to_dict() if len(bare) else {}
    return {node: measured.get(node, 0.0) for node in shown}
