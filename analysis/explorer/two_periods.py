"""Two periods beside each other: the same nodes in the same places, whatever each of them ties."""

from collections.abc import Sequence
from dataclasses import replace

import networkx as nx

from analysis.explorer.chosen import Choices


def periods_of(choices: Choices) -> list[Choices]:
    """Return the choices of each period that is shown: one, or two."""
    first = replace(choices, then_since="", then_until="")
    if not (choices.then_since or choices.then_until):
        return [first]
    return [first, replace(first, since=choices.then_since, until=choices.then_until)]


def without_dates(choices: Choices) -> Choices:
    """Return the choices of all times."""
    return replace(choices, since="", until="", then_since="", then_until="")


def overlaid(networks: Sequence[nx.Graph]) -> nx.Graph:
    """Return the network in which a tie has the sum of its weights in several.

    >>> one, other = nx.Graph(), nx.Graph()
    >>> one.add_edge("a", "b", weight=2, net_stance=1)
    >>> other.add_edge("a", "b", weight=1, net_stance=-1)
    >>> overlaid([one, other]).edges["a", "b"]
    {'weight': 3, 'net_stance': 0}
    """
    if len(networks) == 1:
        return networks[0]
    whole = nx.Graph(**networks[0].graph)
    for network in networks:
        whole.add_nodes_from(network.nodes(data=True))
        for one, other, edge in network.edges(data=True):
            before = whole.get_edge_data(one, other, {})
            sums = {
                name: before.get(name, 0) + edge[name]
                for name in ("weight", "net_stance")
                if name in edge
            }
            whole.add_edge(one, other, **sums)
    return whole


def within(network: nx.Graph, frame: nx.Graph) -> nx.Graph:
    """Return the part of a network among the nodes of a frame, all of which it has then."""
    part = nx.Graph(**network.graph | frame.graph)
    part.add_nodes_from(frame.nodes(data=True))
    part.add_edges_from(
        (one, other, dict(edge))
        for one, other, edge in network.edges(data=True)
        if one in frame and other in frame
    )
    return part
