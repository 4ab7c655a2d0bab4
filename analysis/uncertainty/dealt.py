"""Chance that knows sectors and families: blocks of statements, dealt anew among the speakers.

What a row says on a column in one family of documents is a block: it is told in one breath, and its
levels stay together. Within each column the blocks change hands at random. So each column keeps
its levels, each block its statements, and each row its number of blocks on each column; what is
left to chance is which row holds which.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.draws import bounds
from analysis.networks.arrays import Array
from analysis.networks.matrices import one_mode_of
from analysis.networks.sample import Sample, array_at, firsts, observed

CELLS = 4_000_000
"""So many cells are computed at once, at most, which is some draws of most networks."""


def dealt(sample: Sample, *, draws: int = 1000, seed: int = 1) -> Iterator[Array]:
    """Yield arrays in which blocks of statements have exchanged their rows within each column."""
    rows, columns, levels, block = _blocks(sample)
    for owner in _owners(rows, columns, draws, seed, len(rows)):
        for line in owner:
            yield array_at(sample.empty, (line[block], columns[block], levels), np.ones(len(block)))


def pairs_by_chance(sample: Sample, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return congruence minus conflict of each pair of rows, beside what dealt blocks give.

    One line a pair that is tied: `estimate`, `expected` (the mean of the draws), `low` and `high`
    (95 % of them), `p`, two-sided with the observed one counted in, so that it is never 0 (Phipson
    and Smyth 2010, doi:10.2202/1544-6115.1585), and `q`, the p-values of all pairs corrected for
    their number: the false discovery rate at which the pair would stand out (Benjamini and Hochberg
    1995, doi:10.1111/j.2517-6161.1995.tb02031.x).

    >>> from analysis.networks.sample import sample
    >>> said = pd.DataFrame({
    ...     "speaker": list("aabbcc"), "sector": ["oil", "gas"] * 3, "stance": [1, 1, 1, 1, -1, -1],
    ...     "family": list("uuvvww"),
    ... })
    >>> pairs_by_chance(sample(said, "speaker", scale=(-1, 1)), draws=99)[["row", "column", "q"]]
      row column    q
    0   a      b  0.9
    1   a      c  0.9
    2   b      c  0.9
    """
    estimate = one_mode_of(observed(sample), aggregation="subtract")
    places = np.nonzero(np.triu(estimate.to_numpy()))
    found = estimate.to_numpy()[places]
    above, below, total = (np.zeros(len(found)) for _ in range(3))
    parts = []
    for values in _pair_values(sample, places, draws, seed):
        close = 1e-9 * np.maximum(1, np.abs(found))
        above += (values >= found - close).sum(axis=0)
        below += (values <= found + close).sum(axis=0)
        total += values.sum(axis=0)
        parts.append(values.astype(np.float32))
    low, high = bounds(np.concatenate(parts).T) if len(found) else (found, found)
    p = np.minimum(1, 2 * (1 + np.minimum(above, below)) / (1 + draws))
    lines = {"row": estimate.index[places[0]], "column": estimate.index[places[1]]}
    lines |= {"estimate": found, "expected": total / draws, "low": low, "high": high}
    return pd.DataFrame(lines | {"p": p, "q": corrected(p)})


def corrected(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values corrected for their number, as Benjamini and Hochberg do.

    >>> corrected(np.array([0.01, 0.04, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.053, 0.053, 0.5]
    """
    order = np.argsort(p, kind="stable")[::-1]
    ranks = np.arange(len(p), 0, -1)
    least = np.minimum.accumulate(p[order] * len(p) / ranks)
    found = np.empty(len(p))
    found[order] = np.minimum(least, 1)
    return found


def _blocks(sample: Sample) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return row and column of each block, in the order of columns, and level and block of all."""
    first = firsts(sample.once, np.ones(len(sample.once), bool))
    row, column, level = (place[first] for place in sample.places)
    keys = np.stack([column, row, sample.unit[first]], axis=1)
    blocks, block = np.unique(keys.reshape(-1, 3), axis=0, return_inverse=True)
    return blocks[:, 1], blocks[:, 0], level, block.ravel()


def _owners(
    rows: NDArray[np.intp], columns: NDArray[np.intp], draws: int, seed: int, cells: int
) -> Iterator[NDArray[np.intp]]:
    """Yield the rows that hold the blocks in many draws, a line a draw, of so many cells each."""
    generator, batch = np.random.default_rng(seed), max(1, CELLS // max(cells, 1))
    for start in range(0, draws, batch):
        size = min(batch, draws - start)
        order = np.argsort(columns + generator.random((size, len(rows))), axis=1)
        yield rows[order]


def _pair_values(
    sample: Sample, places: tuple, draws: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Yield congruence minus conflict of pairs in many draws, a line a draw.

    A pair of statements counts 1 − 2|k−l|/R; with blocks summed up by the weight of their levels
    it is a product of matrices of blocks, of which only those of one column meet.
    """
    if not len(places[0]):
        return
    rows, columns, level, block = _blocks(sample)
    levels, size = len(sample.empty.levels), len(sample.empty.rows)
    counts = np.zeros((len(rows), levels))
    np.add.at(counts, (block, level), 1)
    weights = _weights(sample)
    cell = columns * levels
    for owner in _owners(rows, columns, draws, seed, max(sample.empty.x.size, len(rows))):
        x = np.zeros((len(owner), size, len(sample.empty.columns) * levels), np.float32)
        line = np.arange(len(owner))[:, None]
        for each in range(levels):
            np.add.at(x, (line, owner, (cell + each)[None, :]), counts[:, each].astype(np.float32))
        other = x.reshape(*x.shape[:2], -1, levels) @ weights.astype(np.float32)
        values = x @ other.reshape(x.shape).transpose(0, 2, 1)
        yield values[:, places[0], places[1]].astype(float)


def _weights(sample: Sample) -> NDArray[np.float64]:
    """Return how much a pair of levels counts: the tie of two rows that share one of each."""
    size = len(sample.empty.levels)
    found = np.zeros((size, size))
    for one, other in np.ndindex(size, size):
        x = np.zeros((2, 1, size))
        x[0, 0, one], x[1, 0, other] = 1, 1
        two = sample.empty._replace(x=x, rows=pd.RangeIndex(2), columns=pd.RangeIndex(1))
        found[one, other] = one_mode_of(two, aggregation="subtract").iat[0, 1]
    return found
