"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

import json

from analysis.exchange.plain import Plain
from analysis.exchange.values import Record, as_text_beyond, text

EXACT = 2**53 - 1
"""The greatest whole number that JavaScript holds exactly."""


def cyjs(network: Plain) -> str:
    """Return a network as Cytoscape JSON; lists stay lists.

    `name` and `shared_name` are the label of a node, and of an edge its ends. The layer of an edge
    is its `interaction`, by which Cytoscape tells parallel edges apart. Cytoscape draws every edge
    as directed unless told by a style; the attribute `directed` of the network tells. An attribute
    with a whole number beyond what JavaScript holds is text, which a note tells.
    """
    told_of = [network.about | {"directed": network.directed}]
    [about] = as_text_beyond(told_of, EXACT, "network")
    name = network.about.get("name", network.about.get("study", "network"))
    about = {"name": name, "shared_name": name} | about
    nodes = as_text_beyond(network.nodes, EXACT, "node")
    edges = as_text_beyond(network.edges, EXACT, "edge")
    nodes = [{"data": _named(node, node["label"]) | node} for node in nodes]
    edges = [{"data": _tie(edge) | edge} for edge in edges]
    whole = {
        "format_version": "1.0",
        "target_cytoscapejs_version": "~2.1",
        "data": about,
        "elements": {"nodes": nodes, "edges": edges},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _named(record: Record, name: str) -> Record:
    return {"id": record["id"], "name": name, "shared_name": name}


def _tie(edge: Record) -> Record:
    kind = text(edge.get("layer", "tie"))
    name = f"{edge['source']} ({kind}) {edge['target']}"
    return _named(edge, name) | {"interaction": kind, "shared_interaction": kind}
