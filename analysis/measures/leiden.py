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
        own = surplus[np.ix_(members, members)] * (1 - np.eye(len(members)))
        place = np.arange(len(members))
        for node in generator.permutation(len(members)):
            if (place == place[node]).sum() == 1 and own[node].sum() >= 0:
                place[node] = _best_part(own, place, node)
        parts[members] = members[place]
    return _numbered(parts)


def _best_part(own: NDArray[np.float64], place: Groups, node: int) -> int:
    """Return the part of a group that a node gains most by, or its own."""
    gain = np.bincount(place, own[node], minlength=len(own))
    join = np.eye(len(own))[place]
    bound = (join.T @ own @ (1 - join)).diagonal()
    gain = np.where(bound >= -ROUNDING, gain, 0)
    best = int(gain.argmax())
    return best if gain[best] > ROUNDING else int(place[node])


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
