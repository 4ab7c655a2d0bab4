"""The Leiden method on modularity of weights of either sign.

Louvain may join what holds together only through a node that has left since; Leiden refines each
group before groups are joined to greater ones, and begins again from what it found (Traag, Waltman
and van Eck 2019, doi:10.1038/s41598-019-41695-z).

It is our own, because the kept ones do not serve signed networks here: graspologic-native takes
negative weights without a word and gives a modularity above 1, leidenalg is under the GPL, and
NetworkX has only the call to other programs.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.measures.communities import ROUNDING, moved

Groups = NDArray[np.intp]


def leiden(surplus: NDArray[np.float64], generator: np.random.Generator) -> Groups:
    """Return a group for each node; `surplus` is what each pair adds to modularity in one group.

    >>> pair = np.array([[0, 1.0, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]])
    >>> leiden(pair, np.random.default_rng(1)).tolist()
    [0, 0, 1, 1]
    """
    groups, value = np.arange(len(surplus)), -np.inf
    while True:
        found = _cycle(surplus, groups, generator)
        worth = float(surplus[found[:, None] == found].sum())
        if worth <= value + ROUNDING:
            return groups
        groups, value = _numbered(found), worth


def refined(surplus: NDArray[np.float64], groups: Groups, generator: np.random.Generator) -> Groups:
    """Return parts of the groups: nodes, each alone at first, joined where they gain most by it.

    Only a node that is bound to the rest of its group is joined, and only to a part that is.
    """
    parts = np.arange(len(surplus))
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        parts[members] = members[_joined(surplus[np.ix_(members, members)], generator)]
    return _numbered(parts)


def _joined(surplus: NDArray[np.float64], generator: np.random.Generator) -> Groups:
    """Return the part of each node of one group; a part is called as its first node."""
    own = surplus * (1 - np.eye(len(surplus)))
    place, alone = np.arange(len(own)), np.ones(len(own), bool)
    to_rest = own.sum(axis=1)
    bound = to_rest.copy()  # of each part to the rest of the group
    for node in generator.permutation(len(own)):
        if not alone[node] or to_rest[node] < 0:
            continue
        gain = np.where(bound >= -ROUNDING, np.bincount(place, own[node], len(own)), 0)
        best = int(gain.argmax())
        if gain[best] > ROUNDING:
            bound[best] += bound[node] - 2 * gain[best]
            place[node], alone[node], alone[best], bound[node] = best, False, False, 0
    return place


def _cycle(surplus: NDArray[np.float64], groups: Groups, generator: np.random.Generator) -> Groups:
    """Move nodes, refine their groups and join the parts, until no group has two parts."""
    network, of_node = surplus, np.arange(len(surplus))
    while True:
        groups = _numbered(moved(network, groups, generator))
        parts = refined(network, groups, generator)
        number = int(parts.max(initial=-1)) + 1
        if number == len(network):
            return groups[of_node]
        join = np.eye(number)[parts]
        network, of_node = join.T @ network @ join, parts[of_node]
        groups = groups[np.unique(parts, return_index=True)[1]]


def _numbered(groups: Groups) -> Groups:
    return np.unique(groups, return_inverse=True)[1]
