"""Writes a network for other programs: GEXF and GraphML for Gephi and visone, edges as CSV."""

import re
from io import BytesIO
from pathlib import Path

import networkx as nx
import pandas as pd

from analysis.errors import InputError, one_of
from analysis.files import write_whole
from analysis.graphs import ties
from analysis.labels import check_language

FORMATS = ("gexf", "graphml", "csv")


def export(network: nx.Graph, path: str | Path, language: str = "en") -> Path:
    """Write a graph of `analysis.graph` to a file, in the format that its ending names.

    Nodes are labelled in `language`. Lists become text: the ids of an edge's statements stand
    between spaces. The same graph gives the same bytes. Raises `InputError` for an unknown ending
    or language.
    """
    path = Path(path)
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise InputError(f"{path.name}: ending {path.suffix!r}; {one_of(ending, FORMATS)}")
    flat = _flat(network, check_language(language))
    content = _edges(flat) if ending == "csv" else _xml(flat, ending)
    write_whole(path, content)
    return path


def _flat(network: nx.Graph, language: str) -> nx.Graph:
    """Return a copy whose attributes are all text or numbers, with a label on each node."""
    flat = nx.Graph(**network.graph)
    for node, attributes in network.nodes(data=True):
        flat.add_node(node, label=attributes.get(f"name_{language}", node), **attributes)
    for row, column, attributes in network.edges(data=True):
        joined = " ".join(attributes["statements"])
        flat.add_edge(row, column, **(attributes | {"statements": joined}))
    return flat


def _edges(flat: nx.Graph) -> bytes:
    names = flat.nodes(data="label")
    lines = [
        {"row": row, "column": column, "row_name": names[row], "column_name": names[column]} | edge
        for row, column, edge in sorted(ties(flat), key=lambda tie: tie[:2])
    ]
    fields = ["row", "column", "row_name", "column_name", "weight", "positive", "negative",
              "net_stance", "statements"]  # fmt: skip
    return pd.DataFrame(lines, columns=fields).to_csv(index=False, lineterminator="\n").encode()


def _xml(flat: nx.Graph, ending: str) -> bytes:
    buffer = BytesIO()
    if ending == "graphml":
        nx.write_graphml_xml(flat, buffer)
        return buffer.getvalue()
    nx.write_gexf(flat, buffer)
    # NetworkX stamps the day of writing, which would make every export differ.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue())
