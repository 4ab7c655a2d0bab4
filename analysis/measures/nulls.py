"""Two-mode networks as chance would have them, the degrees of both modes being kept.

They are networks of what occurs at all: a matrix of counts is read as binary, count > 0.

The bipartite configuration model is our own: the packages that have it (NEMtropy, bicm) bring Numba
and its compiler for what is a Newton iteration here.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from analysis.errors import InputError
from analysis.measures.matrices_in import Network, check_ids, matrix_of, values_within

TOLERANCE = 1e-10
"""How far an expected degree may lie from the observed one."""

STEPS = 200
"""Newton steps after which the model is given up; five to twenty are usual."""

ROUNDS = 10
"""Rounds of trades between two draws: five trades for each row, or ten in which it takes part."""

BURN_IN = 100
"""Rounds of trades before the first draw."""


def binary(matrix: Network) -> pd.DataFrame:
    """Return whether each cell of a two-mode matrix of counts is above zero, as booleans.

    Raises `InputError` for a negative or missing count, and for an id that stands twice.
    """
    table = matrix_of(matrix)
    check_ids(table)
    return pd.DataFrame(values_within("matrix", table) > 0, table.index, table.columns)


def bicm(matrix: Network) -> pd.DataFrame:
    """Return the probability of each cell under the bipartite configuration model.

    `matrix` is two-mode and read as binary, count > 0. Of all models whose expected degrees of rows
    and columns are the observed ones (here to 1e-10) this has the greatest entropy. Its cells are
    independent, with probability x_i y_j / (1 + x_i y_j), the x and y being the solution of these
    equations. Cells that the degrees decide, such as those of an empty or a full row, have
    exactly 0 or 1, the limit of the formula. The result has the shape of `matrix`.
    Raises `InputError` for a negative count, and where the equations could not be solved
    (Saracco, Di Clemente, Gabrielli and Squartini 2015, doi:10.1038/srep10595;
    Squartini and Garlaschelli 2011, doi:10.1088/1367-2630/13/8/083001).

    >>> bicm(pd.DataFrame([[5, 0, 1], [0, 1, 1]])).round(3).to_numpy().tolist()
    [[0.5, 0.5, 1.0], [0.5, 0.5, 1.0]]
    """
    cells = binary(matrix)
    observed = cells.to_numpy(bool)
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    places = np.ix_(np.argsort(-rows, kind="stable"), np.argsort(-columns, kind="stable"))
    chances = np.zeros(observed.shape)
    chances[places] = _by_degree(-np.sort(-rows), -np.sort(-columns))
    return pd.DataFrame(chances, cells.index, cells.columns)


def rewired(matrix: Network, *, draws: int = 1000, seed: int = 1) -> Iterator[pd.DataFrame]:
    """Yield `draws` random binary matrices with exactly the row and column sums of `matrix`.

    `matrix` is two-mode and read as binary, count > 0; the draws are matrices of 0 and 1 with its
    ids. All matrices of these sums are equally probable (Carstens 2015,
    doi:10.1103/PhysRevE.91.042812). They are drawn by the curveball algorithm: two rows trade at
    random the columns that only one of them has (Strona, Nappo, Boccacci, Fattorini and
    San-Miguel-Ayanz 2014, doi:10.1038/ncomms5114). In a round of trades all rows are paired at
    random, one sitting out where their number is odd (Carstens and others 2018,
    doi:10.48550/arXiv.1804.08487); 100 rounds go before the first draw and 10, five trades for each
    row, before each further one. Where columns are fewer than rows, columns trade instead.
    Raises `InputError` for a negative count, and for `draws` that are no whole number.
    """
    if not isinstance(draws, int | np.integer) or draws < 0:
        raise InputError(f"draws: {draws!r}; expected a whole number of zero or more")
    return _draws(binary(matrix), draws, seed)


def _by_degree(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the probabilities for degrees that fall along both axes.

    Where degrees leave no freedom, the x and y are infinite. The corners at which they leave none
    cut the matrix into blocks along a diagonal, with ones before and zeros behind, and within a
    block the solution is finite.
    """
    chances = np.zeros((len(rows), len(columns)))
    for (top, right), (bottom, left) in pairwise(_corners(rows, columns)):
        chances[top:bottom, :left] = 1
        if top < bottom and left < right:
            block = rows[top:bottom] - left, columns[left:right] - top
            chances[top:bottom, left:right] = _solve(*block)
    return chances


def _corners(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return each (r, c) such that the first r rows must hold all of the first c columns, and the
    other rows none of the others: the equalities of Gale and Ryser, from top right to bottom left.
    """
    held = np.concatenate([[0], rows.cumsum()])[:, None]
    others = columns.sum() - np.concatenate([[0], columns.cumsum()])
    most = np.outer(np.arange(len(rows) + 1), np.arange(len(columns) + 1)) + others
    tight = np.argwhere((held == most)[:, ::-1])
    return [(int(r), len(columns) - int(c)) for r, c in tight]


def _solve(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the probabilities where all are inside 0 to 1: log x and log y by Newton's method.

    Equal degrees have equal x, so each stands once, m (or n) times counted. From any start, a step
    shortened to log(1 + d) / d of itself, d being its greatest change of a log odds, leads towards
    the solution (Sun and Tran-Dinh 2019, doi:10.1007/s10107-018-1282-4), though slowly where the
    odds are extreme; so the whole step is taken when it is the likelier of the two.
    """
    k, row_places, m = np.unique(rows, return_inverse=True, return_counts=True)
    h, column_places, n = np.unique(columns, return_inverse=True, return_counts=True)
    degrees, times = (np.concatenate(both).astype(float) for both in ([k, h], [m, n]))

    def odds(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.add.outer(*np.split(logs, [len(k)]))

    def unlikeliness(logs: NDArray[np.float64]) -> float:
        return float(m @ np.logaddexp(0, odds(logs)) @ n - (times * degrees) @ logs)

    logs = np.log(degrees) - np.log(rows.sum()) / 2
    for _ in range(STEPS):
        chances = expit(odds(logs))
        gaps = degrees - np.concatenate([chances @ n, m @ chances])
        if np.abs(gaps).max() <= TOLERANCE:
            return chances[np.ix_(row_places, column_places)]
        step = _step(np.outer(m, n) * chances * expit(-odds(logs)), times * gaps)
        change = np.abs(odds(step)).max()
        logs = min(logs + step, logs + step * np.log1p(change) / change, key=unlikeliness)
    raise InputError(
        f"matrix: the expected degrees are {np.abs(gaps).max():.1e} off the observed ones after "
        f"{STEPS} steps; expected {TOLERANCE:g} at most"
    )


def _step(variances: NDArray[np.float64], gaps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Newton step, the variables measured so that the Hessian has a diagonal of ones.

    The odds stay the same when all log x rise as much as all log y fall. The Hessian is singular in
    that direction, which is filled in; the step does not go along it, as no gap lies along it.
    """
    units = np.sqrt(np.concatenate([variances.sum(axis=1), variances.sum(axis=0)]))
    same_odds = np.repeat([1.0, -1.0], variances.shape) * units
    hessian = np.eye(len(units)) + np.outer(same_odds, same_odds) / (units @ units)
    split = len(variances)
    coupling = variances / np.outer(units[:split], units[split:])
    hessian[:split, split:] += coupling
    hessian[split:, :split] += coupling.T
    return np.linalg.solve(hessian, gaps / units) / units


def _draws(observed: pd.DataFrame, draws: int, seed: int) -> Iterator[pd.DataFrame]:
    generator = np.random.default_rng(seed)
    # In the order of ids, so that a draw does not depend on the order of the matrix.
    places = np.ix_(observed.index.argsort(), observed.columns.argsort())
    x = observed.to_numpy(bool)[places]
    traders = x.T if x.shape[1] < x.shape[0] else x
    for draw in range(draws):
        for _ in range(ROUNDS if draw else BURN_IN):
            _trade(traders, generator)
        values = np.empty(x.shape)
        values[places] = x
        yield pd.DataFrame(values, observed.index, observed.columns)


def _trade(x: NDArray[np.bool_], generator: np.random.Generator) -> None:
    """Pair the rows of `x` at random, and deal anew what only one of a pair has, in place."""
    half = len(x) // 2
    one, other = generator.permutation(len(x))[: 2 * half].reshape(2, half)
    both, either = x[one] & x[other], x[one] ^ x[other]
    number = x[one].sum(axis=1, keepdims=True) - both.sum(axis=1, keepdims=True)
    shuffled = np.where(either, generator.random(either.shape), 2).argsort(axis=1, kind="stable")
    dealt = np.zeros(either.shape, bool)
    np.put_along_axis(dealt, shuffled, np.arange(either.shape[1]) < number, axis=1)
    x[one], x[other] = both | dealt, both | (either & ~dealt)
