import networkx as nx
import numpy as np

from analysis.exchange.layered import layers
from analysis.exchange.plain import plain


def of(network):
    return layers(plain(network, "en"))


def test_an_undirected_network_is_symmetric_and_a_loop_counts_once():
    network = nx.Graph()
    network.add_edge("b", "a", weight=0.5)
    network.add_edge("a", "a", weight=2)
    x = of(network)[""]
    np.testing.assert_array_equal(x, nx.to_numpy_array(network, nodelist=["a", "b"]))


def test_a_directed_network_agrees_with_networkx():
    network = nx.gnp_random_graph(12, 0.3, seed=3, directed=True)
    x = of(network)[""]
    assert list(x.index) == sorted(map(str, range(12)))
    np.testing.assert_array_equal(
        x, nx.to_numpy_array(network, nodelist=[int(node) for node in x.index])
    )


def test_parallel_edges_of_a_layer_add_up():
    network = nx.MultiGraph()
    network.add_edge("a", "b", weight=2)
    network.add_edge("b", "a")
    assert of(network)[""].loc["a", "b"] == of(network)[""].loc["b", "a"] == 3


def test_a_network_without_edges_is_all_zero():
    assert of(nx.empty_graph(["a", "b"]))[""].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert of(nx.Graph())[""].shape == (0, 0)
