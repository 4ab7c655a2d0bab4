"""GEXF, for Gephi.

Written here, because the writer of NetworkX (3.6) refuses the lists of statements that our edges
carry, gives no edge the `kind` by which Gephi keeps parallel ones apart, and dates the file.
"""

from xml.etree.ElementTree import Element, SubElement

from analysis.errors import InputError
from analysis.exchange.plain import Plain
from analysis.exchange.values import Record, as_text_beyond, text
from analysis.exchange.xml import LONG, columns, serialized

OWN = {"node": ("id", "label"), "edge": ("id", "source", "target", "weight")}


def gexf(network: Plain) -> bytes:
    """Return a network in GEXF 1.2.

    An edge with a `layer` has it as its `kind` too, which GEXF has from 1.3 on and Gephi reads
    under any version: it merges parallel edges unless their kinds differ. The version is 1.2
    because NetworkX reads 1.3 in its newest versions only.

    The key of a parallel edge is its `networkx_key`, by which NetworkX reads it back; an edge
    attribute `key` of any other graph is called `edge_key`, for NetworkX reads none called `key`.
    An attribute with a whole number beyond 64 bits is text, which a note tells.
    """
    root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Bilateral Atlas"
    told = "; ".join(f"{name}: {text(value)}" for name, value in network.about.items())
    SubElement(meta, "description").text = told
    direction = "directed" if network.directed else "undirected"
    graph = SubElement(root, "graph", defaultedgetype=direction, mode="static")
    parts = {"node": network.nodes, "edge": _keyed(network)}
    parts = {kind: as_text_beyond(part, LONG, kind) for kind, part in parts.items()}
    ids = {kind: _declare(graph, kind, records) for kind, records in parts.items()}
    for kind, records in parts.items():
        group = SubElement(graph, f"{kind}s")
        for record in records:
            _write(group, kind, record, ids[kind])
    return serialized(root)


def _keyed(network: Plain) -> list[Record]:
    """Return the edges with their key under the name by which NetworkX reads it."""
    if any("networkx_key" in edge for edge in network.edges):
        raise InputError("edges: attribute 'networkx_key' is the file's own; expected another name")
    called = {"key": "networkx_key" if network.parallel else "edge_key"}
    return [{called.get(name, name): edge[name] for name in edge} for edge in network.edges]


def _declare(graph: Element, kind: str, records: list[Record]) -> dict[str, str]:
    """Declare the attributes of nodes or edges, and return their ids."""
    types = columns(records, OWN[kind])
    declared = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for number, (name, of_type) in enumerate(types.items()):
        SubElement(declared, "attribute", id=str(number), title=name, type=of_type)
    return {name: str(number) for number, name in enumerate(types)}


def _write(group: Element, kind: str, record: Record, ids: dict[str, str]) -> None:
    own = {name: text(record[name]) for name in OWN[kind] if name in record}
    if kind == "edge" and "layer" in record:
        own["kind"] = text(record["layer"])
    given = SubElement(SubElement(group, kind, own), "attvalues")
    for name, number in ids.items():
        if name in record:
            SubElement(given, "attvalue", {"for": number, "value": text(record[name])})
