"""What holds of every format of a network."""

import json
import random
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from readers import read_dl

from analysis.errors import InputError
from analysis.exchange import FORMATS, export
from analysis.exchange.gexf import gexf
from analysis.exchange.graphml import graphml
from analysis.exchange.plain import plain
from analysis.networks.graphs import one_mode_graph
from analysis.networks.matrices import one_mode

READERS = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


@pytest.mark.parametrize("ending", READERS)
def test_what_gephi_opens_is_read_back_whole(two_mode_graph, tmp_path, ending):
    network = two_mode_graph
    back = READERS[ending](export(network, tmp_path / f"network.{ending}", language="fr"))
    assert set(back.nodes) == set(network.nodes)
    assert {frozenset(edge) for edge in back.edges} == {frozenset(e) for e in network.edges}
    assert back.nodes["russia"]["label"] == "Russie"
    for node, attributes in network.nodes(data=True):
        assert attributes.items() <= back.nodes[node].items()
    for row, column, edge in network.edges(data=True):
        theirs = back.edges[row, column]
        assert theirs["statements"].split() == list(edge["statements"])
        for name in ("weight", "positive", "negative", "net_stance"):
            assert theirs[name] == edge[name]


@pytest.mark.parametrize("ending", READERS)
def test_a_one_mode_network_is_read_back_whole(study, tmp_path, ending):
    matrix = one_mode(study.statements, scale=study.scale, normalization="average")
    network = one_mode_graph(study, matrix)
    back = READERS[ending](export(network, tmp_path / f"network.{ending}"))
    assert not back.is_directed() and set(back) == set(network)
    assert len(back.edges) == len(network.edges)
    for one, other, edge in network.edges(data=True):
        theirs = back.edges[one, other]
        assert theirs["weight"] == edge["weight"] == matrix.loc[one, other]
        assert tuple(theirs["statements"].split()) == edge["statements"]


@pytest.mark.parametrize("ending", READERS)
def test_awkward_names_are_read_back(awkward, tmp_path, ending):
    back = READERS[ending](export(awkward, tmp_path / f"n.{ending}"))
    for node, attributes in awkward.nodes(data=True):
        theirs = back.nodes[node]
        assert theirs["label"] == theirs["name_en"] == attributes["name_en"]
        assert theirs["name_fr"] == attributes["name_fr"] and "role" not in theirs
    told = back.nodes["quotes"]
    assert (told["size_of"], told["share"], told["named"]) == (3, 0.5, True)
    assert back.edges["quotes", "lines"]["weight"] == 0.1 * 3
    assert "statements" not in back.edges["html", "quotes"]


def nodes_of(path) -> set[str]:
    if path.suffix == ".cyjs":
        elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
        return {node["data"]["id"] for node in elements["nodes"]}
    if path.suffix == ".dl":
        return set(read_dl(path.read_text(encoding="utf-8"))[""].index)
    return set(READERS[path.suffix[1:]](path))


@pytest.mark.parametrize("ending", ["gexf", "graphml", "cyjs", "dl"])
def test_a_node_without_an_edge_is_kept(awkward, tmp_path, ending):
    assert nodes_of(export(awkward, tmp_path / f"n.{ending}")) == set(awkward)


@pytest.mark.parametrize("ending", ["gexf", "graphml", "cyjs", "dl"])
def test_an_empty_network_is_a_file_without_nodes(tmp_path, ending):
    for empty in (nx.Graph(), nx.MultiDiGraph(), nx.Graph(rows="actor", columns="sector")):
        assert nodes_of(export(empty, tmp_path / f"n.{ending}")) == set()


def mixed(network: nx.Graph, seed: int) -> nx.Graph:
    """The same network, its nodes and edges put in another order, undirected edges turned."""
    generator, other = random.Random(seed), network.__class__(**network.graph)
    nodes, edges = list(network.nodes(data=True)), list(network.edges(data=True))
    generator.shuffle(nodes), generator.shuffle(edges)
    other.add_nodes_from(nodes)
    for one, two, attributes in edges:
        ends = (two, one) if not network.is_directed() and generator.random() < 0.5 else (one, two)
        other.add_edge(*ends, **attributes)
    return other


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", ["two_mode_graph", "awkward", "layered"])
def test_the_same_network_gives_the_same_bytes(request, tmp_path, ending, name):
    network = request.getfixturevalue(name)
    files = [
        export(each, tmp_path / f"{n}.{ending}")
        for n, each in enumerate((network, mixed(network, 1), mixed(network, 2)))
    ]
    assert len({file.read_bytes() for file in files}) == 1


def test_an_export_leaves_the_graph_alone(awkward, tmp_path):
    before = awkward.copy()
    for ending in FORMATS:
        export(awkward, tmp_path / f"n.{ending}")
    assert nx.utils.graphs_equal(before, awkward)


@pytest.mark.parametrize("ending", FORMATS)
def test_bad_input_is_told_and_writes_nothing(awkward, tmp_path, ending):
    path = tmp_path / "deep" / f"n.{ending}"
    with pytest.raises(InputError, match=r"language: 'tlh'; expected one of: en, de, fr, kk, ru"):
        export(awkward, path, language="tlh")
    awkward.nodes["html"]["name_en"] = "R\x00D"
    with pytest.raises(InputError, match=r"^node 'html': name_en: 'R\\x00D' holds the control "):
        export(awkward, path)
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("n.gefx", r"^n\.gefx: ending '\.gefx'; expected 'gexf' \(nearest\), or one of: gexf, "),
        ("n", r"^n: ending ''; expected one of: gexf, graphml, csv, cyjs, dl$"),
        (".gexf", r"^\.gexf: ending ''; expected one of"),
    ],
)
def test_an_unknown_ending_is_told(awkward, tmp_path, name, expected):
    with pytest.raises(InputError, match=expected):
        export(awkward, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_capitals_in_an_ending_do_not_matter(awkward, tmp_path):
    assert nodes_of(export(awkward, tmp_path / "n.gexf")) == set(awkward)
    upper = export(awkward, tmp_path / "N.GEXF")
    assert upper.read_bytes() == (tmp_path / "n.gexf").read_bytes()


letters = st.text(
    st.sampled_from("<>&\"' \n\r\t,;=:]é")
    | st.characters(codec="utf-8", exclude_categories=("Cc", "Cn")),
    max_size=6,
)
attributes = st.dictionaries(
    st.sampled_from(["kind", "name_en", "share", "of"]),
    letters
    | st.integers(-(2**31), 2**31)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False),
)
weights = st.floats(-1e300, 1e300)


@st.composite
def graphs(draw):
    network = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    for node in draw(st.lists(letters.filter(bool), unique=True, max_size=4)):
        network.add_node(node, **draw(attributes))
    for one in network:
        for other in network:
            if draw(st.booleans()):
                network.add_edge(one, other, weight=draw(weights), layer=draw(letters))
    return network


@tries(60)
@given(graphs())
def test_any_text_and_number_is_read_back(tmp_path_factory, network):
    """Values of an attribute may have become text where they were of several types."""
    told = plain(network, "en")
    path = tmp_path_factory.mktemp("any") / "n"
    for write, read in ((gexf, nx.read_gexf), (graphml, nx.read_graphml)):
        path.write_bytes(write(told))
        ElementTree.parse(path)
        back = read(path)
        assert back.is_directed() == network.is_directed() and set(back) == set(network)
        for node in told.nodes:
            expected = {name: value for name, value in node.items() if name != "id"}
            assert back.nodes[node["id"]] == expected
        assert back.number_of_edges() == network.number_of_edges()
        for edge in told.edges:
            theirs = back.edges[edge["source"], edge["target"]]
            assert (theirs["weight"], theirs["layer"]) == (edge["weight"], edge["layer"])


def test_a_file_is_replaced_whole(awkward, tmp_path):
    path = export(awkward, str(tmp_path / "n.csv"))
    export(nx.Graph(), path)
    assert len(pd.read_csv(path)) == 0 and [each.name for each in tmp_path.iterdir()] == ["n.csv"]
