import networkx as nx
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.exchange import export
from analysis.graphs import graph


@pytest.mark.parametrize(("ending", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_what_gephi_opens_is_read_back_whole(study, tmp_path, ending, read):
    network = graph(study)
    back = read(export(network, tmp_path / f"network.{ending}", "fr"))
    assert set(back.nodes) == set(network.nodes)
    assert {frozenset(edge) for edge in back.edges} == {frozenset(e) for e in network.edges}
    assert back.nodes["russia"]["label"] == "Russie"
    assert back.nodes["russia"]["name_kk"] == "Ресей"
    for row, column, edge in network.edges(data=True):
        theirs = back.edges[row, column]
        assert theirs["statements"].split() == list(edge["statements"])
        for name in ("weight", "positive", "negative", "net_stance"):
            assert theirs[name] == edge[name]


def test_edges_as_csv(study, tmp_path):
    network = graph(study)
    table = pd.read_csv(export(network, tmp_path / "deep" / "edges.csv", "ru"))
    assert len(table) == network.number_of_edges()
    assert table["weight"].sum() == network.size(weight="weight")
    assert "Нефть" in set(table["row_name"]) | set(table["column_name"])


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv"])
def test_an_export_repeats_byte_for_byte(study, tmp_path, ending):
    first, second = (export(graph(study), tmp_path / f"{n}.{ending}") for n in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_an_unknown_ending_is_told(study, tmp_path):
    with pytest.raises(InputError, match=r"n\.gefx: ending '\.gefx'; expected 'gexf'"):
        export(graph(study), tmp_path / "n.gefx")
