"""GraphML, for visone, Gephi and most others.

Written here, because the writer of NetworkX (3.6) refuses the lists of statements that our edges
carry, and gives attributes keys that Gephi takes for labels.
"""

from xml.etree.ElementTree import Element, SubElement

from analysis.exchange.plain import Plain
from analysis.exchange.values import Record, as_text_beyond, text
from analysis.exchange.xml import LONG, columns, serialized

OWN = {"graph": (), "node": ("id",), "edge": ("id", "source", "target")}


def graphml(network: Plain) -> bytes:
    """Return a network in GraphML, each attribute declared by its type.

    Gephi shows the attribute `label` and draws edges by `weight`; visone lets a user choose. An
    attribute with a whole number beyond 64 bits is text, which a note tells.
    """
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    parts = {"graph": [network.about], "node": network.nodes, "edge": network.edges}
    parts = {kind: as_text_beyond(part, LONG, kind) for kind, part in parts.items()}
    keys = {kind: _declare(root, kind, records) for kind, records in parts.items()}
    direction = "directed" if network.directed else "undirected"
    graph = SubElement(root, "graph", edgedefault=direction)
    _fill(graph, parts["graph"][0], keys["graph"])
    for kind in ("node", "edge"):
        for record in parts[kind]:
            own = {name: text(record[name]) for name in OWN[kind]}
            _fill(SubElement(graph, kind, own), record, keys[kind])
    return serialized(root)


def _declare(root: Element, kind: str, records: list[Record]) -> dict[str, str]:
    """Declare the attributes of a kind of element, and return the keys that stand for them.

    A key must not look like `d3` or `d7`, as it does in most files: these Gephi takes for labels.
    """
    types = columns(records, OWN[kind])
    keys = {name: f"{kind}{number}" for number, name in enumerate(types)}
    for name, key in keys.items():
        declared = {"id": key, "for": kind, "attr.name": name, "attr.type": types[name]}
        SubElement(root, "key", declared)
    return keys


def _fill(element: Element, record: Record, keys: dict[str, str]) -> None:
    for name, key in keys.items():
        if name in record:
            SubElement(element, "data", key=key).text = text(record[name])
