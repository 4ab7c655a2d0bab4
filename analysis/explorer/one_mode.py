"""Networks of actors tied by the sectors that they judge alike, and of sectors by their actors."""

from collections.abc import Collection
from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd

from analysis.explorer.chosen import Choices
from analysis.measures.disparity import backbone, disparity
from analysis.networks.attributes import named_nodes
from analysis.networks.graphs import ids_of
from analysis.networks.matrices import one_mode
from analysis.networks.statements import SCALED, speaking
from analysis.study.load import Study
from analysis.study.selection import wholes

SIGNS = {"congruence": 1, "conflict": -1, "ignore": 0}
"""Of which sign each tie is; with `subtract` that of its weight."""


def with_whole_speakers(selected: Study) -> Study:
    """Return the study in which a person speaks for the state of which it is part."""
    if "speaker" not in selected.statements:
        return selected
    whole = wholes(selected.actors, "actor_id")
    said = selected.statements
    return replace(selected, statements=said.assign(speaker=said["speaker"].map(whole)))


def ends(said: Study, choices: Choices) -> tuple[str, str]:
    """Return the field of the nodes, and that through which they are tied."""
    speaker = speaking(said)
    return (speaker, "sector") if choices.mode == "actors" else ("sector", speaker)


def shared(said: Study, choices: Choices, aggregation: str) -> pd.DataFrame:
    """Return how much each two nodes agree, differ or share, as `analysis.one_mode` counts it."""
    return one_mode(
        said,
        *ends(said, choices),
        aggregation=aggregation,
        normalization=choices.normalization,
        duplicates=choices.duplicates,
    )


def one_mode_network(said: Study, choices: Choices) -> nx.Graph:
    """Return the graph of those who speak, or of sectors, weighted as `analysis.one_mode` does.

    Ties below the threshold are left out, and those whose p-value under the disparity filter is not
    below that of the backbone. Each edge carries the `sign` in which it is drawn.
    """
    matrix = _thinned(shared(said, choices, choices.aggregation), choices)
    network = nx.Graph()
    rows, columns = ends(said, choices)
    network.graph.update(rows=rows, columns=columns, study=said.name)
    for node, told in named_nodes(said, rows, pd.Series(matrix.index, dtype=object)):
        network.add_node(node, mode=rows, **told)
    values = matrix.to_numpy(float)
    for one, other in zip(*np.nonzero(np.triu(values, 1)), strict=True):
        weight = float(values[one, other])
        sign = SIGNS.get(choices.aggregation, weight)
        told = "friendly" if sign > 0 else "strained" if sign < 0 else "neutral"
        network.add_edge(matrix.index[one], matrix.index[other], weight=weight, sign=told)
    if not choices.isolates:
        network.remove_nodes_from(list(nx.isolates(network)))
    return network


def on_shared(said: Study, network: nx.Graph, choices: Choices) -> pd.DataFrame:
    """Return the statements on which the ties of a network rest: those on what two tied share."""
    rows, columns = ends(said, choices)
    table = _comparable(said).dropna(subset=[rows, columns])
    cells = pd.crosstab(table[rows], table[columns]).reindex(sorted(network), fill_value=0) > 0
    tied = nx.to_numpy_array(network, sorted(network), weight=None) > 0
    resting = cells & (tied.astype(float) @ cells.to_numpy(float) > 0)
    pairs = resting.stack()
    kept = pd.MultiIndex.from_frame(table[[rows, columns]]).isin(pairs[pairs].index)
    return table[kept]


def _comparable(said: Study) -> pd.DataFrame:
    """Return the statements that are compared: where stances are, those that have one."""
    table = said.statements
    return table.dropna(subset=[SCALED]) if SCALED in table else table


def said_by_node(
    said: Study, choices: Choices, nodes: Collection[str]
) -> dict[str, dict[str, list[str]]]:
    """Return the ids of the statements of each node, by what they are on."""
    rows, columns = ends(said, choices)
    table = said.statements.assign(told=ids_of(said.statements))
    table = table.loc[_comparable(said).index]
    groups = table[table[rows].isin(nodes)].groupby([rows, columns])["told"]
    found: dict[str, dict[str, list[str]]] = {}
    for (row, column), ids in groups:
        found.setdefault(row, {})[column] = list(ids)
    return found


def tell_statements(network: nx.Graph, said: Study, choices: Choices) -> nx.Graph:
    """Tell of each edge the statements of either end, its `sides`, on what both speak of."""
    behind = said_by_node(said, choices, list(network))
    for one, other, edge in network.edges(data=True):
        mine, theirs = behind.get(one, {}), behind.get(other, {})
        both = sorted(mine.keys() & theirs.keys())
        edge["sides"] = [
            sorted(name for column in both for name in own[column]) for own in (mine, theirs)
        ]
        edge["statements"] = tuple(sorted(set(edge["sides"][0] + edge["sides"][1])))
    return network


def one_mode_edges(network: nx.Graph) -> list[dict[str, object]]:
    """Return the ties as a page draws them, the heaviest first."""
    edges = [
        {
            "row": one,
            "column": other,
            "sign": edge["sign"],
            "weight": abs(edge["weight"]),
            "statements": list(edge["statements"]),
            "sides": edge["sides"],
        }
        for one, other, edge in network.edges(data=True)
    ]
    return sorted(edges, key=lambda edge: (-edge["weight"], edge["row"], edge["column"]))


def _thinned(matrix: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Return the matrix without the ties that are too light, or no part of the backbone."""
    heavy = matrix.where(matrix.abs() >= choices.threshold, 0.0)
    if choices.backbone == 1:
        return heavy
    return backbone(heavy, disparity(heavy.abs()), alpha=choices.backbone)
