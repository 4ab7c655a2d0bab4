from xml.etree import ElementTree

import networkx as nx

from analysis.exchange import export
from analysis.networks.graphs import actor_graph

SPACE = "{http://www.gexf.net/1.2draft}"


def test_kinds_keep_the_edges_of_layers_apart_in_gephi(layered, tmp_path):
    root = ElementTree.parse(export(layered, tmp_path / "n.gexf")).getroot()
    kinds = [
        (edge.get("source"), edge.get("target"), edge.get("kind"))
        for edge in root.iter(f"{SPACE}edge")
    ]
    assert kinds == [
        ("a", "b", "agree"),
        ("a", "b", "reject"),
        ("b", "a", "agree"),
        ("c", "c", "agree"),
    ]


def test_layers_are_read_back_by_networkx(study, tmp_path):
    network = actor_graph(study)
    back = nx.read_gexf(export(network, tmp_path / "n.gexf", language="ru"))
    assert back.is_directed() and set(back.nodes) == set(network.nodes)
    told = {(one, other, edge["layer"]): edge for one, other, edge in back.edges(data=True)}
    assert len(told) == network.number_of_edges()
    for one, other, layer, edge in network.edges(keys=True, data=True):
        theirs = told[one, other, layer]
        assert theirs["weight"] == edge["weight"]
        assert tuple(theirs["statements"].split()) == edge["statements"]
    assert back.nodes["russia"]["label"] == "Россия"


def test_types_are_declared_for_nodes_and_edges_apart(awkward, tmp_path):
    root = ElementTree.parse(export(awkward, tmp_path / "n.gexf")).getroot()
    declared = {
        (group.get("class"), one.get("title")): one.get("type")
        for group in root.iter(f"{SPACE}attributes")
        for one in group
    }
    assert declared == {
        ("node", "kind"): "string",
        ("node", "name_en"): "string",
        ("node", "name_fr"): "string",
        ("node", "size_of"): "long",
        ("node", "share"): "double",
        ("node", "named"): "boolean",
        ("edge", "statements"): "string",
    }


def test_the_file_tells_of_the_network_and_no_time(awkward, tmp_path):
    path = export(awkward, tmp_path / "n.gexf")
    meta = ElementTree.parse(path).getroot().find(f"{SPACE}meta")
    assert meta.attrib == {}
    assert [part.text for part in meta] == ["Bilateral Atlas", "study: awkward; of: 3 2"]
