"""How many independent documents stand behind a figure of a network."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.networks.sample import Sample


def families_behind(sample: Sample, index: pd.Index) -> NDArray[np.int64]:
    """Return how many units (families, unless sampled otherwise) are behind each number.

    `index` holds pairs of ids (of a row and a column: the units with a statement of the one on the
    other; of two rows: those of the row with fewer, on the columns that both speak of), ids of
    nodes, or anything else, behind which are all units.
    """
    present = _presence(sample)
    rows, columns = sample.empty.rows, sample.empty.columns
    if isinstance(index, pd.MultiIndex):
        one, other = (index.get_level_values(end) for end in (0, 1))
        if other.isin(columns).sum() > other.isin(rows).sum():
            return _at(present.sum(axis=0), rows.get_indexer(one), columns.get_indexer(other))
        return _at(_behind_pairs(present), rows.get_indexer(one), rows.get_indexer(other))
    total = present.any(axis=(1, 2)).sum()
    nodes = dict(zip(columns, present.any(axis=1).sum(axis=0), strict=True))
    nodes |= dict(zip(rows, present.any(axis=2).sum(axis=0), strict=True))
    return np.array([nodes.get(node, total) for node in index], int)


def _at(counts: NDArray, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the counts at places of which -1, what a table does not have, counts none."""
    padded = np.pad(counts.astype(int), ((0, 1), (0, 1)))
    return padded[rows, columns]


def _presence(sample: Sample) -> NDArray[np.bool_]:
    """Return whether a unit has a statement of a row on a column: units by rows by columns."""
    shape = len(sample.units), *sample.empty.x.shape[:2]
    present = np.zeros(shape, bool)
    present[sample.unit, sample.places[0], sample.places[1]] = True
    return present


def _behind_pairs(present: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each pair of rows the units of the one with fewer, on the columns they share."""
    active = present.any(axis=0).astype(np.float32)
    one_way = np.array(
        [
            (active @ present[:, row].T.astype(np.float32) > 0).sum(axis=1)
            for row in range(present.shape[1])
        ]
    ).reshape(present.shape[1], present.shape[1])
    return np.minimum(one_way, one_way.T)
