"""The ties of a network of actors and sectors, as a page draws them."""

import networkx as nx

from analysis.charts.signs import sign
from analysis.networks.graphs import ties

SIGNED = ("positive", "negative", "net_stance")
"""What is told of a tie only where statements have stances."""


def two_mode_edges(network: nx.Graph) -> list[dict[str, object]]:
    """Return the ties as a page draws them, the heaviest first; weights are without their sign.

    Where statements have stances each has its `sign`, and how many of them are friendly, strained,
    and what they sum to; in other records none has.

    >>> network = nx.Graph()
    >>> network.add_node("a", bipartite=0)
    >>> network.add_edge("oil", "a", weight=2, statements=("1", "2"))
    >>> two_mode_edges(network)
    [{'row': 'a', 'column': 'oil', 'weight': 2, 'statements': ['1', '2']}]
    """
    found = list(ties(network))
    signed = all("positive" in edge for *_, edge in found)
    edges = [
        {
            "row": row,
            "column": column,
            **(_told(edge) if signed else {}),
            "weight": abs(edge["weight"]),
            "statements": list(edge["statements"]),
        }
        for row, column, edge in found
    ]
    return sorted(edges, key=lambda edge: (-edge["weight"], edge["row"], edge["column"]))


def _told(edge: dict) -> dict[str, object]:
    told = {name: edge[name] for name in SIGNED}
    return {"sign": sign(edge["positive"], edge["negative"])} | told
