"""Networks, in the formats of the programs that draw and measure them."""

from pathlib import Path

import networkx as nx

from analysis.exchange.cyjs import cyjs
from analysis.exchange.dl import dl
from analysis.exchange.edge_list import edge_list
from analysis.exchange.endings import write_as
from analysis.exchange.gexf import gexf
from analysis.exchange.graphml import graphml
from analysis.exchange.layered import layers
from analysis.exchange.plain import plain

FORMATS = {
    "gexf": gexf,
    "graphml": graphml,
    "csv": edge_list,
    "cyjs": cyjs,
    "dl": lambda network: dl(layers(network)),
}


def export_network(network: nx.Graph, path: str | Path, *, language: str = "en") -> Path:
    """Write a graph to a file, in the format that its ending names.

    The graph may be two-mode or one-mode, directed or not, of one layer or several (edges with an
    attribute `layer`). `gexf`, `graphml` and `cyjs` hold every node, edge and attribute, nodes
    labelled in `language`; a list becomes text between spaces, except in `cyjs`. `csv` holds the
    edges and their attributes, `dl` the nodes and the weight of each pair, a matrix a layer. The
    same graph gives the same bytes, in whatever order it was made; folders are made as needed.
    Gephi leaves out edges of weight zero and merges parallel edges, except those of different
    layers in `gexf`. Raises `InputError` for an unknown ending or language, for ids, labels and
    values that the format cannot hold, and weights that are no finite number.
    """
    return write_as(path, FORMATS, lambda: plain(network, language))
