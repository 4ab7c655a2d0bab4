"""Groups of actors by several methods, all of the same signed network.

Agreement and disagreement are one network of two kinds of ties; a method that drops the second
splits what is one camp, or joins what is two. Each function takes what it needs of a `Meeting` and
the number of groups, and returns a group for each row.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

from analysis.measures.communities import louvain
from analysis.measures.leiden import leiden
from analysis.networks.arrays import Array
from analysis.networks.exact import signed
from analysis.networks.matrices import one_mode_of
from analysis.networks.slices import over
from analysis.networks.statements import Scale

RESTARTS = 5
TURNS = 50

Groups = NDArray[np.intp]


class Meeting(NamedTuple):
    """What two rows have to do with each other, and what each says.

    `ties` is congruence less conflict; `apart` the share of conflict where two rows meet, from 0 to
    1, and 1/2 where they never do; `stances` the mean level of each row on each column, from −1 to
    1, and 0 where it is silent; `surplus` what a pair adds to signed modularity in one group.
    """

    ties: NDArray[np.float64]
    apart: NDArray[np.float64]
    stances: NDArray[np.float64]
    surplus: NDArray[np.float64]


def meeting(array: Array, scale: Scale | None = None) -> Meeting:
    """Return what the rows of counted cells have to do with each other."""
    congruence, conflict = (
        one_mode_of(array, aggregation=aggregation, scale=scale).to_numpy(float)
        for aggregation in ("congruence", "conflict")
    )
    both = congruence + conflict
    apart = np.where(both > 0, over(conflict, both), 0.5)
    np.fill_diagonal(apart, 0)
    return Meeting(congruence - conflict, apart, _stances(array), _surplus(congruence, conflict))


def modularity_of(surplus: NDArray[np.float64], groups: Groups) -> float:
    """Return the signed modularity of groups (Gómez, Jensen and Arenas 2009)."""
    return float(surplus[groups[:, None] == groups].sum())


def hierarchical(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """Average linkage of the share of conflict."""
    return _cut(linkage(squareform(told.apart, checks=False), "average"), number)


def equivalence(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """Structural equivalence: complete linkage of Euclidean distances between rows of ties."""
    return _cut(linkage(pdist(told.ties), "complete"), number)


def kmeans(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """Lloyd's k-means of mean stances, the best of a few starts."""
    return _lloyd(told.stances, number, generator)


def kmedoids(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """Rows that stand for their group, exchanged while the sum of distances falls.

    (Kaufman and Rousseeuw 1990, Finding Groups in Data, ch. 2.)
    """
    best, least = np.zeros(len(told.apart), int), np.inf
    for _ in range(RESTARTS):
        medoids = generator.choice(len(told.apart), number, replace=False)
        for _ in range(TURNS):
            groups = told.apart[:, medoids].argmin(axis=1)
            moved = [
                _middle(told.apart, np.flatnonzero(groups == g), m) for g, m in enumerate(medoids)
            ]
            if (np.array(moved) == medoids).all():
                break
            medoids = np.array(moved)
        cost = told.apart[:, medoids].min(axis=1).sum()
        if cost < least - 1e-12:
            best, least = told.apart[:, medoids].argmin(axis=1), cost
    return best


def spectral(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """The least eigenvectors of the normalized signed Laplacian, by k-means.

    (Kunegis and others 2010, doi:10.1137/1.9781611972801.49.)
    """
    degrees = np.abs(told.ties).sum(axis=1)
    root = np.divide(1, np.sqrt(degrees), out=np.zeros(len(degrees)), where=degrees > 0)
    laplacian = np.eye(len(degrees)) - told.ties * np.outer(root, root)
    vectors = np.linalg.eigh(laplacian)[1][:, :number] * root[:, None]
    return _lloyd(vectors / (vectors.std() or 1), number, generator)


def signed_louvain(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """The Louvain method on signed modularity; it finds the number of groups itself."""
    return _best_run(louvain, told, generator)


def signed_leiden(told: Meeting, number: int, generator: np.random.Generator) -> Groups:
    """The Leiden method on signed modularity; it finds the number of groups itself."""
    return _best_run(leiden, told, generator)


Method = Callable[[Meeting, int, np.random.Generator], Groups]

METHODS: dict[str, Method] = {
    "hierarchical": hierarchical,
    "k-means": kmeans,
    "k-medoids": kmedoids,
    "Louvain": signed_louvain,
    "Leiden": signed_leiden,
    "spectral": spectral,
    "equivalence": equivalence,
}
OWN_NUMBER = ("Louvain", "Leiden")
"""Methods that find the number of groups themselves."""


def best_number(
    method: str, told: Meeting, most: int, generator: np.random.Generator
) -> tuple[int, Groups]:
    """Return the number of groups of greatest signed modularity, the fewest of equal, and they.

    One group of all has a modularity of 0, and is what remains where nothing is better.
    """
    size = len(told.ties)
    found, value, best = np.zeros(size, int), 0.0, 1
    for number in range(2, min(most, size) + 1):
        groups = METHODS[method](told, number, generator)
        worth = modularity_of(told.surplus, groups)
        if worth > value + 1e-9:
            found, value, best = groups, worth, number
        if method in OWN_NUMBER:
            break
    return best, found


def _best_run(search: Callable, told: Meeting, generator: np.random.Generator) -> Groups:
    """Return the groups of greatest signed modularity of a few runs, or one of all."""
    best, most = np.zeros(len(told.surplus), int), 0.0
    for _ in range(RESTARTS):
        groups = search(told.surplus, generator)
        value = modularity_of(told.surplus, groups)
        if value > most + 1e-12:
            best, most = groups, value
    return best


def _stances(array: Array) -> NDArray[np.float64]:
    wholes, _ = signed(array.levels)
    levels = np.array(wholes, float)
    levels = levels / (np.abs(levels).max(initial=0) or 1)
    return over(array.x @ levels, array.x.sum(axis=2))


def _surplus(congruence: NDArray[np.float64], conflict: NDArray[np.float64]) -> NDArray[np.float64]:
    total = congruence.sum() + conflict.sum()
    parts = []
    for weights in (congruence, conflict):
        strength = weights.sum(axis=1)
        parts.append(weights - np.outer(strength, strength) / (strength.sum() or 1))
    return (parts[0] - parts[1]) / (total or 1)


def _cut(tree: NDArray[np.float64], number: int) -> Groups:
    return fcluster(tree, number, "maxclust") - 1


def _middle(apart: NDArray[np.float64], members: NDArray[np.intp], medoid: int) -> int:
    if not len(members):
        return int(medoid)
    return int(members[apart[np.ix_(members, members)].sum(axis=0).argmin()])


def _lloyd(points: NDArray[np.float64], number: int, generator: np.random.Generator) -> Groups:
    best, least = np.zeros(len(points), int), np.inf
    for _ in range(RESTARTS):
        centres = points[generator.choice(len(points), number, replace=False)]
        for _ in range(TURNS):
            squares = ((points[:, None] - centres[None]) ** 2).sum(axis=2)
            groups = squares.argmin(axis=1)
            moved = np.array(
                [
                    points[groups == g].mean(axis=0) if (groups == g).any() else centres[g]
                    for g in range(number)
                ]
            )
            if np.allclose(moved, centres):
                break
            centres = moved
        cost = squares.min(axis=1).sum()
        if cost < least - 1e-12:
            best, least = groups, cost
    return best
