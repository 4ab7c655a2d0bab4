"""Where the nodes of a view stand, from 0 to 1 to the right and down."""

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import eigsh

from analysis.charts.layout import stored_order, two_columns
from analysis.explorer.chosen import Choices, pinned
from analysis.study.load import Study

SEED = 1
MANY = 300
"""With more nodes, they are placed by two eigenvectors alone."""

ROUNDS = 200
Places = dict[str, tuple[float, float]]


class Placed(NamedTuple):
    """A network as it is drawn: where its nodes stand, in which camps, and by which choices."""

    network: nx.Graph
    places: Places
    camps: dict[str, int]
    choices: Choices


def layout_of(choices: Choices) -> str:
    """Return the layout of the choices, the usual one by its name."""
    if choices.layout != "usual":
        return choices.layout
    return "columns" if choices.mode == "two-mode" else "force"


def placed(shown: nx.Graph, choices: Choices, study: Study, order: Sequence[str]) -> Places:
    """Return the place of each node: of the layout, or where it was put by hand."""
    layout = layout_of(choices)
    if not len(shown):
        return {}
    if choices.mode == "two-mode" and layout in ("columns", "matrix"):
        found = _in_columns(shown, stored_order(study) or order)
    elif layout == "force":
        found = by_force(shown)
    else:
        found = in_circle(shown)
    hand = pinned(choices)
    return {node: hand.get(node, place) for node, place in found.items()}


def by_force(network: nx.Graph) -> Places:
    """Return places in which friends stand near and foes far, as weights draw or drive them.

    Nodes start from eigenvectors of the signed Laplacian (Kunegis and others 2010,
    doi:10.1137/1.9781611972801.49). Up to 300 of them are then moved by forces (Fruchterman and
    Reingold 1991, doi:10.1002/spe.4380211102), of which a negative weight drives apart. NetworkX
    has both forces of this kind, and with weights of either sign puts nodes on one another.
    """
    nodes = sorted(network)
    if not nodes:
        return {}
    signs = signed_matrix(network, nodes)
    begun = _spectral(signs)
    moved = _pushed(begun, signs.toarray()) if len(nodes) <= MANY else begun
    return _within(nodes, _spread(moved))


def _spread(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places drawn halfway to even distances, so that names in a crowd can be read."""
    wide = np.ptp(places, axis=0)
    even = places.argsort(axis=0, kind="stable").argsort(axis=0) / max(len(places) - 1, 1)
    return even + (places - places.min(axis=0)) / np.where(wide > 0, wide, 1)


def _pushed(places: NDArray[np.float64], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places moved by the forces between nodes, in ever smaller steps."""
    apart = 1 / np.sqrt(len(places))
    spread = np.random.default_rng(SEED).normal(scale=0.02, size=places.shape)
    found = places / max(np.abs(places).max(), 1e-12) / 2 + spread
    pull, push = np.maximum(signs, 0), 1 + 3 * np.maximum(-signs, 0)
    for heat in np.linspace(0.15, 0.002, ROUNDS):
        away = found[:, None] - found[None]
        distance = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-3)
        force = push * apart**2 / distance**2 - pull * distance / apart
        moves = (away * force[..., None]).sum(axis=1) - 0.5 * found
        length = np.maximum(np.hypot(*moves.T), 1e-12)[:, None]
        found = found + moves / length * np.minimum(length, heat)
    return found


def in_circle(network: nx.Graph) -> Places:
    """Return places on a circle, from the top to the right; who is near in ties stands near."""
    nodes = sorted(network)
    turn = _turn(_spectral(signed_matrix(network, nodes)), nodes)
    angles = 2 * np.pi * np.arange(len(nodes)) / len(nodes)
    return {
        nodes[at]: (0.5 + 0.5 * float(np.sin(angle)), 0.5 - 0.5 * float(np.cos(angle)))
        for at, angle in zip(turn, angles, strict=True)
    }


def signed_matrix(network: nx.Graph, nodes: Sequence[str]) -> csr_array:
    """Return the weights of the ties as a symmetric matrix, negative where strained ones prevail.

    They are square roots, and the greatest is 1: layouts do not depend on the unit of weights, and
    one heavy tie does not press all others into a point.
    """
    place = {node: at for at, node in enumerate(nodes)}
    ties = [(place[one], place[other], weight) for one, other, weight in _signed_ties(network)]
    rows, columns, weights = map(list, zip(*ties, strict=True)) if ties else ([], [], [])
    half = csr_array((weights, (rows, columns)), (len(nodes), len(nodes)), dtype=float)
    return half + half.T


def _signed_ties(network: nx.Graph) -> list[tuple[str, str, float]]:
    """Return the ties by name, with weights from −1 to 1 of the sign that they are drawn in."""
    most = max((abs(weight) for *_, weight in network.edges(data="weight")), default=1) or 1
    found = []
    for one, other, edge in network.edges(data=True):
        net = edge.get("net_stance", -1 if edge.get("sign") == "strained" else edge["weight"])
        sign = -1.0 if net < 0 else 1.0
        found.append((*sorted((one, other)), sign * (abs(edge["weight"]) / most) ** 0.5))
    return sorted(found)


def _spectral(signs: csr_array) -> NDArray[np.float64]:
    """Return the two eigenvectors of the signed Laplacian that belong to its least eigenvalues.

    Nodes that are tied to nothing, and all of a network of fewer than four, stand on a circle.
    """
    size = signs.shape[0]
    angles = 2 * np.pi * np.arange(size) / max(size, 1)
    ring = np.column_stack([np.sin(angles), -np.cos(angles)])
    degree = abs(signs).sum(axis=1)
    if size < 4 or not degree.any():
        return ring
    scale = diags_array(1 / np.sqrt(np.maximum(degree, 1e-12)))
    walk = scale @ signs @ scale
    if size <= MANY:
        vectors = np.linalg.eigh(walk.toarray())[1][:, -3:]
    else:
        vectors = eigsh(walk, k=3, which="LA", v0=np.ones(size), tol=1e-6)[1]
    vectors = vectors[:, ::-1] * np.sign(vectors[:, ::-1].sum(axis=0) + 1e-12)
    # Without foes the first tells only who is tied at all: it has one sign.
    found = vectors[:, 1:] if vectors[:, 0].min() > -1e-9 else vectors[:, :2]
    found[degree == 0] = ring[degree == 0] * np.abs(found).max()
    return found


def _within(nodes: Sequence[str], places: NDArray[np.float64]) -> Places:
    """Return places stretched to the whole width and height."""
    low, wide = places.min(axis=0), np.ptp(places, axis=0)
    told = np.where(wide > 1e-12, (places - low) / np.where(wide > 1e-12, wide, 1), 0.5)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, told.round(6), strict=True)}


def _in_columns(shown: nx.Graph, order: Sequence[str]) -> Places:
    """Return places in two columns; a node that is tied to nothing stands below the others."""
    tied = [node for node, degree in shown.degree() if degree]
    if len(shown) > MANY and set(order).isdisjoint(shown):
        order = by_nearness(shown)
    part = shown if len(tied) == len(shown) else shown.subgraph(tied)
    found = {node: (x, -y) for node, (x, y) in two_columns(part, order=order).items()}
    return found if len(found) == len(shown) else _others_below(found, shown)


def _others_below(found: Places, shown: nx.Graph) -> Places:
    """Return places in two columns in which nodes that have none yet come last, by their ids."""
    nodes = sorted(shown, key=lambda node: (node not in found, found.get(node, (0, 0))[1], node))
    sides = [[node for node in nodes if shown.nodes[node]["bipartite"] == side] for side in (0, 1)]
    return {
        node: (float(side), (rank + 0.5) / len(nodes))
        for side, nodes in enumerate(sides)
        for rank, node in enumerate(nodes)
    }


def by_nearness(network: nx.Graph) -> list[str]:
    """Return the nodes in the order of the first eigenvector, whatever the signs of their ties.

    It crosses few ties, and in a large network is found in a hundredth of the time that sweeps for
    the fewest take.
    """
    nodes = sorted(network)
    turn = _turn(_spectral(abs(signed_matrix(network, nodes))), nodes)
    return [nodes[at] for at in turn]


def _turn(vectors: NDArray[np.float64], nodes: Sequence[str]) -> list[int]:
    """Return the numbers of the nodes in the order of the first vector, equal ones by their id."""
    first = vectors[:, 0].round(9)
    return sorted(range(len(nodes)), key=lambda at: (first[at], nodes[at]))
