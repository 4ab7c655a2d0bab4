"""Places a two-mode network in two columns with few crossings, in the order the study stores."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.errors import InputError, problem
from analysis.files import write_together
from analysis.networks.graphs import graph, ties
from analysis.networks.statements import Source
from analysis.places import PACKAGE_FILE
from analysis.study.load import Study
from analysis.study.selection import roll_up
from analysis.study.write import with_table

STARTS = 20
SWEEPS = 12

Order = NDArray[np.intp]


def two_columns(
    network: nx.Graph, seed: int = 1, order: Sequence[str] = ()
) -> dict[str, tuple[float, float]]:
    """Return a place (x, y) for each node: rows at x = 0, columns at x = 1, y from 0 down to -1.

    Nodes come in the stored `order` (see `stored_order`). One that it lacks is put in at the mean
    place of what it is tied to, and the others keep their order. When it holds none of the nodes,
    they come in the order of `best_order`.
    """
    if set(order).isdisjoint(network):
        found = _computed(network, seed)
    else:
        place = _filled_in(network, order)
        found = [
            sorted(side, key=lambda node: (place.get(node, 2), node)) for side in _sides(network)
        ]
    return {
        node: (float(side), -(rank + 0.5) / len(nodes))
        for side, nodes in enumerate(found)
        for rank, node in enumerate(nodes)
    }


def stored_order(study: Source) -> list[str]:
    """Return the ids of the study's table `layout` from top to bottom, equal places by id.

    A table of statements alone has none.
    """
    if not isinstance(study, Study):
        return []
    return list(study.layout.sort_values(["place", "node"])["node"])


def store_order(study: Study, seed: int = 1) -> Path:
    """Compute one order for all networks of actors and sectors, write it and return its file.

    It is that with the fewest crossings found for the networks of the study with actors and with
    sectors rolled up or not, laid on one another, so that it holds every node of any of them. The
    file is written beside the study's and put in its place; a data package that does not declare
    the table comes to. Raises `InputError` for a study made in memory.
    """
    if study.folder is None:
        wrong = f"study {study.name!r}: it was made in memory"
        raise InputError(problem(wrong=wrong, expectation="expected one that has a folder"))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["node", "place"])
    for nodes in _computed(_overlaid(study), seed):
        table.writerows((node, place) for place, node in enumerate(nodes, 1))
    path, declared = with_table(study.package, "layout")
    files = {path: text.getvalue()}
    write_together(study.folder, files | ({PACKAGE_FILE: declared} if declared else {}))
    return study.folder / path


def best_order(matrix: NDArray[np.float64], seed: int) -> tuple[Order, Order]:
    """Return the order of rows and of columns with the fewest weighted crossings found.

    It is the best of several barycentre sweeps (Sugiyama, Tagawa and Toda 1981,
    doi:10.1109/TSMC.1981.4308636) from seeded random starts.
    """
    generator = np.random.default_rng(seed)
    down, across = csr_array(matrix), csr_array(matrix.T)
    best, fewest = (np.arange(matrix.shape[0]), np.arange(matrix.shape[1])), np.inf
    for _ in range(STARTS):
        columns = generator.permutation(matrix.shape[1])
        for _ in range(SWEEPS):
            rows = _by_barycentre(down, columns)
            before, columns = columns, _by_barycentre(across, rows)
            count = _crossings(down, rows, columns)
            if count < fewest:
                best, fewest = (rows, columns), count
            if np.array_equal(before, columns):  # further sweeps would change nothing
                break
    return best


def crossings(matrix: NDArray[np.float64]) -> float:
    """Return the weighted number of crossings of straight edges between two ordered columns.

    >>> crossings(np.array([[0, 1], [1, 0]])), crossings(np.eye(2))
    (1.0, 0.0)
    """
    return _crossings(csr_array(matrix), *map(np.arange, matrix.shape))


def _crossings(matrix: csr_array, rows: Order, columns: Order) -> float:
    """Count as a radix sort goes: halve the columns, and the halves, and so on.

    Edges cross where one from further down ends in the upper part of a half, and one from further
    up in its lower part. Of the order of E log n.
    """
    edges = matrix.tocoo()
    place = np.lexsort([_ranks(columns)[edges.col], _ranks(rows)[edges.row]])
    column, weight = _ranks(columns)[edges.col][place], edges.data[place].astype(float)
    if len(columns) < 2**15:
        column = column.astype(np.int16)  # these NumPy sorts by their digits, which is faster
    total = 0.0
    for bit in reversed(range(int(column.max(initial=0)).bit_length())):
        lower = (column >> bit & 1).astype(bool)
        half = column >> bit + 1
        passed = np.concatenate([[0.0], np.cumsum(weight * lower)])
        starts = np.flatnonzero(np.diff(half, prepend=-1))
        passed = passed[1:] - np.repeat(passed[starts], np.diff(starts, append=len(half)))
        total += (weight * passed)[~lower].sum()
        place = np.argsort(column >> bit, kind="stable")
        column, weight = column[place], weight[place]
    return float(total)


def _by_barycentre(matrix: csr_array, columns: Order) -> Order:
    """Order rows by the mean place of what they are tied to; rows tied to nothing go last."""
    ties = matrix.sum(axis=1)
    centre = np.divide(
        matrix @ _ranks(columns).astype(float),
        ties,
        out=np.full(matrix.shape[0], np.inf),
        where=ties > 0,
    )
    return np.argsort(centre, kind="stable")


def _ranks(order: Order) -> Order:
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return ranks


def _sides(network: nx.Graph) -> list[list[str]]:
    sides = network.nodes(data="bipartite")
    return [[node for node, side in sides if side == wanted] for wanted in (0, 1)]


def _computed(network: nx.Graph, seed: int) -> list[list[str]]:
    """Return the nodes of each side in the best order found."""
    sides = _sides(network)
    place = {node: rank for nodes in sides for rank, node in enumerate(nodes)}
    matrix = np.zeros([len(nodes) for nodes in sides])
    for row, column, edge in ties(network):
        matrix[place[row], place[column]] = abs(edge["weight"])
    return [
        [nodes[rank] for rank in order]
        for nodes, order in zip(sides, best_order(matrix, seed), strict=True)
    ]


def _filled_in(network: nx.Graph, order: Sequence[str]) -> dict[str, float]:
    """Return a place from 0 to 1 for stored nodes and, step by step, for all tied to them."""
    place = {}
    for side in map(set, _sides(network)):
        stored = [node for node in order if node in side]
        place |= {node: (rank + 0.5) / len(stored) for rank, node in enumerate(stored)}
    while new := [
        node
        for node in network
        if node not in place and not place.keys().isdisjoint(network.adj[node])
    ]:
        place |= {node: _centre(network.adj[node], place) for node in new}
    return place


def _centre(adjacent: Mapping[str, Mapping], place: Mapping[str, float]) -> float:
    weights = {node: abs(edge["weight"]) for node, edge in adjacent.items() if node in place}
    return math.fsum(weights[node] * place[node] for node in weights) / math.fsum(weights.values())


def _overlaid(study: Study) -> nx.Graph:
    """Return the network in which a tie has the sum of its weights at all levels."""
    network = nx.Graph()
    for actors in (False, True):
        for sectors in (False, True):
            level = graph(roll_up(study, actors=actors, sectors=sectors), "party")
            network.add_nodes_from(level.nodes(data=True))
            for row, column, edge in ties(level):
                before = network.get_edge_data(row, column, {"weight": 0})["weight"]
                network.add_edge(row, column, weight=before + edge["weight"])
    return network
