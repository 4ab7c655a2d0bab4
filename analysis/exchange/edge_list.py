"""Edges as CSV, a line each."""

import csv
from io import StringIO

from analysis.errors import InputError
from analysis.exchange.plain import Plain
from analysis.exchange.values import Record, text

OWN = ("id", "source", "target")

TWO_MODE = ("weight", "positive", "negative", "net_stance", "statements")
"""The attributes of an edge of `analysis.graph`, which an edge list without edges has as well."""


def edge_list(network: Plain) -> str:
    """Return the edges of a network: both ends, their labels, and all attributes.

    The ends are `row` and `column` in a two-mode network and `source` and `target` in others; in an
    undirected one the first in the order of ids is the source. Nodes without an edge do not occur.
    Raises `InputError` for an attribute that is named like an end or its label.
    """
    ends = ("row", "column") if network.two_mode else ("source", "target")
    names = tuple(f"{end}_name" for end in ends)
    _refuse(network, {*ends, *names} - {*OWN})
    labels = {node["id"]: node["label"] for node in network.nodes}
    lines = [_line(edge, ends, names, labels) for edge in network.edges]
    found = dict.fromkeys(name for line in lines for name in line)
    fields = found or dict.fromkeys((*ends, *names, *(TWO_MODE if network.two_mode else ())))
    file = StringIO()
    writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


def _refuse(network: Plain, taken: set[str]) -> None:
    found = taken & {name for edge in network.edges for name in edge}
    if found:
        raise InputError(
            f"edges: attribute {name!r} is the file's own; expected another name"
            for name in sorted(found)
        )


def _line(edge: Record, ends: tuple, names: tuple, labels: dict[str, str]) -> dict[str, str]:
    place = [edge["source"], edge["target"]]
    told = dict(zip((*ends, *names), [*place, *(labels[node] for node in place)], strict=True))
    rest = {name: text(value) for name, value in edge.items() if name not in OWN}
    return told | rest
