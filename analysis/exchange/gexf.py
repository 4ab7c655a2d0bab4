"""GEXF, for Gephi."""

from xml.etree.ElementTree import Element, SubElement

from analysis.exchange.plain import Plain
from analysis.exchange.values import Record, text
from analysis.exchange.xml import columns, serialized

OWN = {"node": ("id", "label"), "edge": ("id", "source", "target", "weight")}


def gexf(network: Plain) -> bytes:
    """Return a network in GEXF 1.2.

    An edge with a `layer` has it as its `kind` too, which GEXF has from 1.3 on and Gephi reads
    under any version: it merges parallel edges unless their kinds differ. The version is 1.2
    because NetworkX reads 1.3 in its newest versions only.
    """
    root = Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Bilateral Atlas"
    told = "; ".join(f"{name}: {text(value)}" for name, value in network.about.items())
    SubElement(meta, "description").text = told
    direction = "directed" if network.directed else "undirected"
    graph = SubElement(root, "graph", defaultedgetype=direction, mode="static")
    ids = {kind: _declare(graph, kind, records) for kind, records in _parts(network)}
    for kind, records in _parts(network):
        group = SubElement(graph, f"{kind}s")
        for record in records:
            _write(group, kind, record, ids[kind])
    return serialized(root)


def _parts(network: Plain) -> tuple[tuple[str, list[Record]], ...]:
    return ("node", network.nodes), ("edge", network.edges)


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
