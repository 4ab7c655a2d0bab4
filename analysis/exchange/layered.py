"""A network as matrices, one a layer."""

import numpy as np
import pandas as pd

from analysis.exchange.plain import Plain
from analysis.exchange.values import text


def layers(network: Plain) -> dict[str, pd.DataFrame]:
    """Return the matrix of weights for each `layer` of a network, or one named "" without layers.

    Rows and columns are those of a two-mode network, otherwise all nodes, so that nodes without an
    edge are kept; the matrix of an undirected network is symmetric. An edge without a weight
    counts 1, parallel edges of a layer add up.
    """
    rows, columns = _axes(network)
    names = sorted({text(edge.get("layer", "")) for edge in network.edges}) or [""]
    x = np.zeros((len(names), len(rows), len(columns)))
    level = pd.Index(names).get_indexer([text(edge.get("layer", "")) for edge in network.edges])
    row = rows.get_indexer([edge["source"] for edge in network.edges])
    column = columns.get_indexer([edge["target"] for edge in network.edges])
    weights = np.array([edge.get("weight", 1) for edge in network.edges], float)
    np.add.at(x, (level, row, column), weights)
    if not network.directed and not network.two_mode:
        other = row != column  # a loop has but one cell
        np.add.at(x, (level[other], column[other], row[other]), weights[other])
    return {name: pd.DataFrame(x[k], rows, columns) for k, name in enumerate(names)}


def _axes(network: Plain) -> tuple[pd.Index, pd.Index]:
    if not network.two_mode:
        ids = pd.Index([node["id"] for node in network.nodes])
        return ids, ids
    sides = ([node["id"] for node in network.nodes if node["bipartite"] == side] for side in (0, 1))
    return tuple(pd.Index(ids) for ids in sides)
