"""Networks of each kind that is exported, with what files stumble over."""

import networkx as nx
import numpy as np
import pytest

from analysis.networks.graphs import graph

AWKWARD = {
    "quotes": '“Gaz” "à l\'eau"',
    "lines": "first\nsecond\tthird\rfourth",
    "html": "<b>R&D</b> &amp; ]]>",
    "formula": "=1+1",
    "letters": "Өзбекәлі – 吉爾吉斯 🛢",
}


@pytest.fixture(scope="session")
def two_mode_graph(study):
    return graph(study, "party")


@pytest.fixture
def awkward():
    """A one-mode graph with awkward names, values of all kinds and a node without an edge."""
    network = nx.Graph(study="awkward", of=[3, 2])
    for node, name in AWKWARD.items():
        network.add_node(node, kind="state", name_en=name, name_fr=f"{name} (fr)", role=None)
    network.nodes["quotes"].update(size_of=np.int64(3), share=np.float32(0.5), named=np.True_)
    network.add_edge("quotes", "lines", weight=np.float64(0.1) * 3, statements=("D1-01", "D1-02"))
    network.add_edge("html", "formula", weight=-1.5, statements=())
    network.add_edge("html", "quotes", weight=2)
    return network


@pytest.fixture
def layered():
    """Directed layers: parallel edges, both directions, a loop and a node without an edge."""
    network = nx.MultiDiGraph(layers="relation")
    network.add_nodes_from(["a", "b", "c", "alone"], kind="state")
    edges = [
        ("a", "b", "agree", 1.0),
        ("a", "b", "reject", 2.5),
        ("b", "a", "agree", 4.0),
        ("c", "c", "agree", 1.0),
    ]
    for one, other, layer, weight in edges:
        network.add_edge(one, other, layer, layer=layer, weight=weight)
    return network
