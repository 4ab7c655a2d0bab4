"""One division of actors that many methods and many draws agree on.

Each method picks groups of its own, and nobody should pick the method that suits: what counts is
how often two actors are put together, over methods and over families drawn with replacement
(consensus clustering: Monti and others 2003; Lancichinetti and Fortunato 2012).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
from scipy.spatial.distance import squareform

from analysis.errors import InputError, problem
from analysis.measures.clusters import (
    METHODS,
    OWN_NUMBER,
    Meeting,
    best_number,
    meeting,
    modularity_of,
)
from analysis.measures.communities import rand_indices
from analysis.networks.matrices import check_level, check_numbers
from analysis.networks.moving import UNIT_OF
from analysis.networks.sample import observed, sample
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.uncertainty.dealt import dealt
from analysis.uncertainty.resampling import bootstrapped

DEALS = 200
"""Deals at most: enough for a chance of one in twenty."""


class Consensus(NamedTuple):
    """Groups that methods and draws agree on.

    `table` has `row`, `group` (0 the largest) and `together`: how often it is put together with the
    others of its group, less how often with anyone else. `together` is the matrix of how often two
    rows are put in one group, over methods and draws, and `tree` its average linkage, with rows in
    the order of `table`. `methods` has `method`, `groups`, `modularity`, `stability` (over draws)
    and `agrees` (with the consensus), the last two as adjusted Rand indices. `modularity` is that
    of the consensus, and `stability` the mean of the methods' agreement with it. `chance` is how
    often stances dealt out at random (`uncertainty.dealt`) can be divided as deeply: methods agree
    on groups in noise too where actors are few.
    """

    table: pd.DataFrame
    together: pd.DataFrame
    tree: NDArray[np.float64]
    methods: pd.DataFrame
    modularity: float
    stability: float
    chance: float

    def __repr__(self) -> str:
        return f"<Consensus: {self.table['group'].nunique()} groups of {len(self.table)} rows>"


def consensus(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    most: int = 6,
    duplicates: str | None = None,
    scale: Scale | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> Consensus:
    """Return the groups of actors that all methods of `measures.clusters` agree on.

    Each method takes the number of groups, up to `most`, that has the greatest signed modularity on
    the whole record, and keeps it in the draws of families. The consensus cuts the average linkage
    of how often two rows are together where signed modularity is greatest, the fewest groups of
    equal; where no cut has more than 0 there is one group. Rows without a tie are in none: -1.
    Raises `InputError` for levels without a scale, and fewer than one draw or two groups.

    >>> said = pd.DataFrame({"actor": [*"abcd"] * 3, "sector": "oil", "stance": [1, 1, -1, -1] * 3,
    ...     "family": [f"f{n}" for n in range(12)]})
    >>> consensus(said, scale=(-1, 1), draws=5).table["group"].tolist()
    [0, 0, 1, 1]
    """
    if most < 2:
        raise InputError(problem("", None, "most", most, "expected a number of groups from 2 up"))
    record = record_of(source)
    unit = UNIT_OF[repeats_within(record)]
    rule = duplicates or repeats_within(record)
    said = sample(
        record, rows or speaking(record), columns, duplicates=rule, unit=unit, scale=scale
    )
    check_level("congruence", said.empty.levels.name)
    if said.empty.levels.dtype != bool:
        check_numbers(said.empty.levels.dtype, said.empty.levels.name)
    array = observed(said)
    tied = _tied(meeting(array, scale))
    told = _part(meeting(array, scale), tied)
    generator = np.random.default_rng(seed)
    chosen = {method: best_number(method, told, most, generator) for method in METHODS}
    drawn: dict[str, list] = {method: [] for method in METHODS}
    for each in bootstrapped(said, draws=draws, seed=seed):
        part = _part(meeting(each, scale), tied)
        for method, (number, _) in chosen.items():
            drawn[method].append(_groups(method, part, number, generator))
    found = _agreed(array.rows, tied, told, chosen, drawn)
    deals = dealt(said, draws=min(draws, DEALS), seed=seed)
    chance = [_depth(meeting(each, scale), generator) for each in deals] if found.modularity else []
    deep = _depth(meeting(array, scale), generator) - 1e-9
    return found._replace(chance=float(np.mean([each >= deep for each in chance] or [1])))


def _depth(told: Meeting, generator: np.random.Generator) -> float:
    """Return the signed modularity of the best division, by the methods that look for that."""
    part = _part(told, _tied(told))
    found = (METHODS[method](part, 2, generator) for method in sorted(OWN_NUMBER))
    return max((modularity_of(part.surplus, groups) for groups in found if len(groups)), default=0)


def _groups(
    method: str, told: Meeting, number: int, generator: np.random.Generator
) -> NDArray[np.intp]:
    if number < 2 and method not in OWN_NUMBER:
        return np.zeros(len(told.ties), int)
    return METHODS[method](told, number, generator)


def _agreed(
    rows: pd.Index, tied: NDArray[np.bool_], told: Meeting, chosen: dict, drawn: dict
) -> Consensus:
    ids = rows[tied]
    every = [each for method, (_, first) in chosen.items() for each in (first, *drawn[method])]
    together = np.mean([one[:, None] == one for one in every], axis=0) if len(ids) else np.eye(0)
    tree = _tree(together)
    groups = _cut_best(tree, told)
    value = modularity_of(told.surplus, groups) if len(ids) else 0.0
    methods = [
        (
            method,
            len(np.unique(first)),
            modularity_of(told.surplus, first),
            _alike(first, drawn[method]),
            _alike(groups, [first]),
        )
        for method, (_, first) in chosen.items()
    ]
    fields = ["method", "groups", "modularity", "stability", "agrees"]
    told_methods = pd.DataFrame(methods, columns=fields)
    whole = np.full(len(rows), -1)
    whole[tied] = _by_size(groups)
    inside = _inside(together, groups)
    certain = np.zeros(len(rows))
    certain[tied] = inside
    table = pd.DataFrame({"row": rows, "group": whole, "together": certain})
    matrix = pd.DataFrame(together, ids, ids)
    agrees = float(told_methods["agrees"].mean())
    return Consensus(table, matrix, tree, told_methods, value, agrees, 1.0)


def _tied(told: Meeting) -> NDArray[np.bool_]:
    return (told.apart != 0.5).sum(axis=1) > 1


def _part(told: Meeting, tied: NDArray[np.bool_]) -> Meeting:
    square = np.ix_(tied, tied)
    return Meeting(told.ties[square], told.apart[square], told.stances[tied], told.surplus[square])


def _tree(together: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(together) < 2:
        return np.zeros((0, 4))
    return linkage(squareform(1 - together, checks=False), "average")


def _cut_best(tree: NDArray[np.float64], told: Meeting) -> NDArray[np.intp]:
    best, value = np.zeros(len(told.ties), int), 0.0
    for number in range(2, len(tree) + 2):
        groups = fcluster(tree, number, "maxclust") - 1
        worth = modularity_of(told.surplus, groups)
        if worth > value + 1e-9:
            best, value = groups, worth
    return best


def _by_size(groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """Number groups by their size, of equal ones by their first member."""
    names, first, sizes = np.unique(groups, return_index=True, return_counts=True)
    order = np.lexsort([first, -sizes])
    numbers = {name: place for place, name in enumerate(names[order])}
    return np.array([numbers[group] for group in groups], int)


def _inside(together: NDArray[np.float64], groups: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how often each row is with its group, less how often with the others."""
    same = groups[:, None] == groups
    np.fill_diagonal(same, False)
    others = ~same & ~np.eye(len(groups), dtype=bool)
    means = [
        np.divide(
            (together * part).sum(axis=1),
            part.sum(axis=1),
            out=np.zeros(len(groups)),
            where=part.sum(axis=1) > 0,
        )
        for part in (same, others)
    ]
    return means[0] - means[1]


def _alike(groups: NDArray[np.intp], others: list[NDArray[np.intp]]) -> float:
    """Return the mean adjusted Rand index with other partitions."""
    if not len(groups) or not others:
        return 1.0
    return float(rand_indices(groups, others).mean())


def leaf_order(found: Consensus) -> list[int]:
    """Return the places of the rows of `together` in the order of the leaves of the tree."""
    return leaves_list(found.tree).tolist() if len(found.tree) else [*range(len(found.together))]
