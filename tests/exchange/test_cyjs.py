import json

import networkx as nx

from analysis.exchange import export


def read(path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def test_networkx_reads_it_back(two_mode_graph, tmp_path):
    whole = read(export(two_mode_graph, tmp_path / "n.cyjs", language="kk"))
    for node in whole["elements"]["nodes"]:
        node["data"]["value"] = node["data"]["id"]  # NetworkX asks for it, Cytoscape does not
    back = nx.cytoscape_graph(whole)
    assert set(back.nodes) == set(two_mode_graph.nodes)
    assert back.nodes["oil"]["name"] == "Мұнай"
    for row, column, edge in two_mode_graph.edges(data=True):
        theirs = back.edges[row, column]
        assert theirs["statements"] == list(edge["statements"])
        assert theirs["weight"] == edge["weight"] and theirs["net_stance"] == edge["net_stance"]


def test_elements_have_what_both_cytoscapes_ask_for(layered, tmp_path):
    whole = read(export(layered, tmp_path / "n.cyjs"))
    nodes = [each["data"] for each in whole["elements"]["nodes"]]
    edges = [each["data"] for each in whole["elements"]["edges"]]
    ids = [each["id"] for each in nodes + edges]
    assert len(set(ids)) == len(ids) and all(isinstance(each, str) for each in ids)
    assert all(each["name"] == each["shared_name"] for each in nodes + edges)
    assert all({each["source"], each["target"]} <= {node["id"] for node in nodes} for each in edges)
    assert [edge["name"] for edge in edges][:2] == ["a (agree) b", "a (reject) b"]
    assert [edge["interaction"] for edge in edges] == ["agree", "reject", "agree", "agree"]
    assert whole["data"] == {
        "name": "network",
        "shared_name": "network",
        "directed": True,
        "layers": "relation",
    }


def test_a_column_has_one_type_and_no_null(awkward, tmp_path):
    whole = read(export(awkward, tmp_path / "n.cyjs"))
    for kind in ("nodes", "edges"):
        types = {}
        for each in whole["elements"][kind]:
            for name, value in each["data"].items():
                assert types.setdefault(name, type(value)) is type(value)
        assert type(None) not in types.values()


def test_ids_that_are_numbers_become_text(tmp_path):
    whole = read(export(nx.path_graph(2), tmp_path / "n.cyjs"))
    edge = whole["elements"]["edges"][0]["data"]
    assert [edge["source"], edge["target"]] == ["0", "1"]
