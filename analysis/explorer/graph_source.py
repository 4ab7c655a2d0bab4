"""A graph of NetworkX as a study, so that it is explored as it is: a statement an edge."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from numbers import Real

import networkx as nx
import pandas as pd

from analysis.errors import InputError, counted, problem, tell
from analysis.sources.study_from import study_from
from analysis.study.load import Study
from analysis.tables.normal import normal

GRAPH = "graph"
TIES = "ties"
"""The sector of all ties between nodes of one kind."""

NAMES = ("name_en", "name", "label")
TOLD = ("weight", "sign", "date", "stance", "statements")
"""Attributes of edges that are shown as what they are, not told in words."""


def graph_study(graph: nx.Graph) -> Study:
    """Return a graph as a study, each edge a statement of its first node toward its second.

    Of a graph with `bipartite` 0 and 1 on its nodes, the second is a sector. The `weight` of an
    edge, 1 where none has any, is that of its tie; where one is negative, ties are strained. Nodes
    are called by `name` or `label`, else by themselves, and drawn by their `kind`. Other
    attributes of an edge are told as its words, and `date` as its date. A tie of a node to itself
    and nodes without ties are left out, and an `InputNote` says so. Raises `InputError` for a
    graph without ties, a weight that is no number, and nodes that are written alike.

    >>> study = graph_study(nx.Graph([("a", "b"), ("b", "c")]))
    >>> study.statements[["actor", "target", "weight"]]
      actor target  weight
    0     a      b     1.0
    1     b      c     1.0
    """
    _check_names(graph)
    sides = nx.get_node_attributes(graph, "bipartite")
    two_mode = bool(sides) and set(sides.values()) == {0, 1} and len(sides) == len(graph)
    edges = list(_edges(graph, sides if two_mode else {}))
    if not edges:
        expected = "expected some between two different nodes"
        raise InputError(problem("graph", wrong="has no tie", expectation=expected))
    _note_left_out(graph, edges)
    table = pd.DataFrame(edges, dtype=object)
    table["statement_id"] = [
        f"{number:0{len(str(len(table)))}}" for number in range(1, len(table) + 1)
    ]
    weights = table.pop("weight").astype(float)
    end = "sector" if two_mode else "target"
    table = table.rename(columns={"end": end})
    if not two_mode:
        table["sector"] = TIES
    if (weights < 0).any():
        table["stance"] = [1 if weight > 0 else -1 if weight < 0 else 0 for weight in weights]
    study = study_from(table.dropna(axis="columns", how="all"), name=str(graph.name or GRAPH))
    return _as_graph(study, graph, weights)


def _edges(graph: nx.Graph, sides: dict) -> Iterator[dict[str, object]]:
    wrong = []
    for one, other, edge in graph.edges(data=True):
        if one == other:
            continue
        if sides and sides[one] == sides[other]:
            wrong.append(f"graph, edge {one!r} – {other!r}: both ends are of one side")
        row, column = (other, one) if sides and sides[one] == 1 else (one, other)
        weight = edge.get("weight", 1)
        if not isinstance(weight, Real) or not math.isfinite(weight):
            expected = "expected a number"
            wrong.append(
                problem(f"graph, edge {one!r} – {other!r}", None, "weight", weight, expected)
            )
            continue
        words = "; ".join(f"{name}: {value}" for name, value in edge.items() if name not in TOLD)
        told = {"actor": named(row), "end": named(column), "weight": weight}
        yield told | {"date": edge.get("date"), "paraphrase": words or None}
    if wrong:
        raise InputError(wrong)


def named(node: object) -> str:
    """Return a node as statements name it: a text in normal form."""
    return normal(str(node))


def _check_names(graph: nx.Graph) -> None:
    first: dict[str, object] = {}
    wrong = []
    for node in graph:
        name = named(node)
        if not name:
            wrong.append(f"graph: node {node!r} is no name; expected a text")
        other = first.setdefault(name, node)
        if other != node:
            alike = f"nodes {other!r} and {node!r} are written alike"
            wrong.append(f"graph: {alike}; expected two names")
    if wrong:
        raise InputError(wrong)


def _note_left_out(graph: nx.Graph, edges: Iterable[dict]) -> None:
    loops = nx.number_of_selfloops(graph)
    alone = len(graph) - len({edge[end] for edge in edges for end in ("actor", "end")})
    for number, what in ((loops, "tie of a node to itself"), (alone, "node without ties")):
        if number:
            told = counted(number, what) if number == 1 else f"{number} {_many(what)}"
            tell(f"graph: {told} left out")


def _many(what: str) -> str:
    return what.replace("tie of", "ties of").replace("node without", "nodes without")


def _as_graph(study: Study, graph: nx.Graph, weights: pd.Series) -> Study:
    """Return the study with the weights of ties, and with what the graph tells of its nodes."""
    nodes = {named(node): told for node, told in graph.nodes(data=True)}
    tables = {table: _named(getattr(study, table), nodes) for table in ("actors", "sectors")}
    order = study.statements["statement_id"].astype(int) - 1
    said = study.statements.assign(weight=weights.to_numpy()[order])
    package = study.package | {"origin": {"form": GRAPH}}
    return replace(study, statements=said, package=package, **tables)


def _named(table: pd.DataFrame, nodes: dict[str, dict]) -> pd.DataFrame:
    """Return a table of codes with the names and kinds that nodes have."""
    ids = table.iloc[:, 0]
    names = [
        next((str(told[name]) for name in NAMES if told.get(name)), shown)
        for node, shown in zip(ids, table["name_en"], strict=True)
        for told in [nodes.get(node, {})]
    ]
    kinds = [str(nodes.get(node, {}).get("kind") or "") for node in ids]
    table = table.assign(name_en=names)
    return table.assign(kind=kinds) if any(kinds) else table
