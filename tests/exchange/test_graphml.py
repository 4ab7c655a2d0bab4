from xml.etree import ElementTree

import networkx as nx
import pytest

from analysis.exchange import export

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
GEPHI = {
    "d3",
    "d7",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "size",
    "r",
    "g",
    "b",
    "label",
    "weight",
    "id",
    "edgelabel",
    "edgeid",
}
"""Keys that Gephi's importer takes for labels, places, sizes and colours, whatever they name."""


@pytest.fixture(params=["two_mode_graph", "awkward", "layered"])
def root(request, tmp_path):
    network = request.getfixturevalue(request.param)
    return ElementTree.parse(export(network, tmp_path / "n.graphml")).getroot()


def test_every_value_is_declared_with_its_type_before_it_is_used(root):
    keys = {key.get("id"): key for key in root.findall(f"{SPACE}key")}
    types = {"string": str, "long": int, "double": float, "boolean": {"true": 1, "false": 0}.get}
    assert len(keys) == len(root.findall(f"{SPACE}key")) and not GEPHI & keys.keys()
    for kind in ("graph", "node", "edge"):
        for element in root.iter(f"{SPACE}{kind}"):
            given = [data.get("key") for data in element.findall(f"{SPACE}data")]
            assert len(given) == len(set(given))
            for data in element.findall(f"{SPACE}data"):
                key = keys[data.get("key")]
                assert key.get("for") == kind
                assert types[key.get("attr.type")](data.text or "") is not None


def test_the_parts_stand_in_the_order_of_the_schema(root):
    kinds = [child.tag.removeprefix(SPACE) for child in root]
    assert kinds == ["key"] * (len(kinds) - 1) + ["graph"]
    inside = [child.tag.removeprefix(SPACE) for child in root[-1]]
    assert inside == sorted(inside, key=["data", "node", "edge"].index)


def test_ids_are_unique_and_edges_lead_to_nodes(root):
    ids = [element.get("id") for kind in ("node", "edge") for element in root.iter(SPACE + kind)]
    assert len(ids) == len(set(ids))
    for edge in root.iter(f"{SPACE}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)


def test_gephi_finds_label_and_weight_by_their_names(root):
    names = {(key.get("for"), key.get("attr.name")) for key in root.iter(f"{SPACE}key")}
    assert {("node", "label"), ("edge", "weight")} <= names


def test_what_is_known_of_the_network_itself_is_read_back(two_mode_graph, tmp_path):
    back = nx.read_graphml(export(two_mode_graph, tmp_path / "n.graphml"))
    assert two_mode_graph.graph.items() <= back.graph.items()
    assert back.nodes["oil"]["bipartite"] == 1 and back.nodes["oil"]["mode"] == "sector"


def test_layers_are_read_back_by_networkx(layered, tmp_path):
    back = nx.read_graphml(export(layered, tmp_path / "n.graphml"), force_multigraph=True)
    assert back.is_directed() and "alone" in back
    assert sorted(back.edges(data="layer")) == sorted(layered.edges(data="layer"))
    assert sorted(back.edges(data="weight")) == sorted(layered.edges(data="weight"))
