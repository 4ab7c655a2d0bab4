"""A network as plain records, from which every format is written."""

import math
from collections.abc import Iterator
from numbers import Real
from typing import NamedTuple

import networkx as nx
import numpy as np

from analysis.errors import InputError
from analysis.exchange.values import Record, alike, text, unholdable, values
from analysis.locale import check_language
from analysis.names import name_of

OWN = {"node": ("id",), "edge": ("id", "source", "target")}
"""What a record tells of its place in the network, which no attribute may be named like."""

EDGE_ORDER = ("source", "target", "layer", "key")


class Plain(NamedTuple):
    """The nodes and edges of a network as records, in the order of their ids.

    A node's record begins with `id` and `label`, an edge's with `id`, `source` and `target`. Ids
    are text, and no edge has the id of a node. In a two-mode network sources are rows and targets
    columns. Values are those of `analysis.exchange.values`, of one type to an attribute. Where
    edges may be parallel, `key` tells them apart.
    """

    directed: bool
    parallel: bool
    two_mode: bool
    about: Record
    nodes: list[Record]
    edges: list[Record]


def plain(network: nx.Graph, language: str) -> Plain:
    """Return a graph, directed or not, with parallel edges or not, as plain records.

    A node's label is its attribute `name_<language>`, or else `label`, or else its first name, or
    else its id. The key of
    a parallel edge is kept as `key` unless it is a number or the edge's `layer`.
    Raises `InputError` for an unknown language and, a line each, for nodes whose ids are the same
    text, weights that are no finite number, and attributes that no file can hold.
    """
    check_language(language)
    problems = list(_same_text(network))
    about = values("network", network.graph, problems)
    nodes = [_node(*node, language, problems) for node in network.nodes(data=True)]
    edges = [_edge(*edge, problems) for edge in _keyed(network, problems)]
    if problems:
        raise InputError(problems)
    two_mode = is_two_mode(network)
    side = {str(node): place for node, place in network.nodes(data="bipartite")}
    if not network.is_directed():
        edges = [_turned(edge, side if two_mode else {}) for edge in edges]
    nodes.sort(key=lambda node: (side[node["id"]] if two_mode else 0, node["id"]))
    edges.sort(key=lambda edge: [str(edge.get(name, "")) for name in EDGE_ORDER] + [str(edge)])
    edges = _numbered(alike(edges), side)
    parallel = network.is_multigraph()
    return Plain(network.is_directed(), parallel, two_mode, about, alike(nodes), edges)


def is_two_mode(network: nx.Graph) -> bool:
    """Tell whether each edge ties one of the two sides that `bipartite` tells to the other.

    An empty graph is two-mode when it tells its `rows` and `columns`.
    """
    side = dict(network.nodes(data="bipartite"))
    if not all(isinstance(place, int | np.integer) for place in side.values()):
        return False
    if not side:
        return {"rows", "columns"} <= network.graph.keys()
    crossing = all(side[one] != side[other] for one, other in network.edges())
    return not network.is_directed() and set(side.values()) == {0, 1} and crossing


def _same_text(network: nx.Graph) -> Iterator[str]:
    first: dict[str, object] = {}
    for node in network:
        if first.setdefault(str(node), node) != node or not str(node):
            yield f"node {node!r}: its id is no text of its own; expected one that no other has"


def _node(node: object, attributes: dict, language: str, problems: list[str]) -> Record:
    what = f"node {str(node)!r}"
    _check(what, "node", attributes, problems)
    if fault := unholdable(str(node)):
        problems.append(f"{what}: {fault}")
    record = values(what, attributes, problems)
    label = text(
        record.get(f"name_{language}")
        or record.get("label")
        or name_of(record, language, str(node))
    )
    return {"id": str(node), "label": label} | record | {"label": label}


def _keyed(network: nx.Graph, problems: list[str]) -> Iterator[tuple[object, object, dict]]:
    if not network.is_multigraph():
        yield from network.edges(data=True)
        return
    keys = set()
    for one, other, key, attributes in network.edges(keys=True, data=True):
        if isinstance(key, int) or key == attributes.get("layer"):
            yield one, other, attributes
            continue
        if "key" in attributes or (one, other, str(key)) in keys:
            problems.append(
                f"edge {str(one)!r} to {str(other)!r}: key {key!r}: expected text that "
                "no other has, and no attribute 'key' beside"
            )
        keys.add((one, other, str(key)))
        yield one, other, {"key": str(key)} | attributes


def _edge(one: object, other: object, attributes: dict, problems: list[str]) -> Record:
    what = f"edge {str(one)!r} to {str(other)!r}"
    _check(what, "edge", attributes, problems)
    weight = attributes.get("weight", 1)
    if isinstance(weight, bool | np.bool_) or not isinstance(weight, Real) or not _finite(weight):
        problems.append(f"{what}: weight: {weight!r}; expected a finite number")
        attributes = {name: attributes[name] for name in attributes if name != "weight"}
    return {"source": str(one), "target": str(other)} | values(what, attributes, problems)


def _finite(weight: Real) -> bool:
    try:
        return math.isfinite(weight)
    except OverflowError:  # a whole number greater than any decimal one
        return False


def _check(what: str, kind: str, attributes: dict, problems: list[str]) -> None:
    for name in OWN[kind]:
        if name in attributes:
            problems.append(f"{what}: attribute {name!r} is the file's own; expected another name")


def _turned(edge: Record, side: dict[str, int]) -> Record:
    """Return an edge from row to column or, on one side, from the first id to the second.

    An undirected NetworkX edge may come either way round.
    """
    ends = sorted((edge["source"], edge["target"]), key=lambda end: (side.get(end, 0), end))
    return edge | dict(zip(("source", "target"), ends, strict=True))


def _numbered(edges: list[Record], nodes: dict) -> list[Record]:
    prefix = "e"
    taken = {*nodes, *(edge.get("key") for edge in edges)}
    while any(f"{prefix}{number}" in taken for number in range(len(edges))):
        prefix += "e"  # Cytoscape counts nodes and edges by the same ids, NetworkX ids and keys
    return [{"id": f"{prefix}{number}"} | edge for number, edge in enumerate(edges)]
