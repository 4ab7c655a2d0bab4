"""The graded response model in one dimension: actors and concepts on a line.

P(k_s ≥ level q) = logit⁻¹(a_j θ_i − b_jq), b_j1 < b_j2 < … (Samejima 1969, doi:10.1007/BF03372160;
as ideal points: Treier and Jackman 2008, doi:10.1111/j.1540-5907.2007.00308.x). Priors are
θ ~ N(0, 1), a ~ N(0, 1) of either sign, and b ~ N(0, 9) in their order. Only statements made enter,
not silence.

The packages that fit it (mirt, girth) take a table of one answer a person and item and no prior on
signed slopes; statements repeat, so the likelihood and its gradient are ours, the search SciPy's.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

SPREAD = 9.0  # variance of thresholds
FLAT = 0.01
"""Positions that spread no more than this, of a prior of 1, are what a search leaves of zero: what
was said sets nobody apart, and to bring it to variance 1 would."""
SEARCH = {"maxiter": 500, "maxfun": 1000, "maxcor": 20, "gtol": 1e-5}


class Answers(NamedTuple):
    """How many statements w each row i made on column j at grade g; `grades` of each column."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    grade: NDArray[np.intp]
    weight: NDArray[np.float64]
    grades: NDArray[np.intp]


class Fit(NamedTuple):
    """Positions θ, slopes a, thresholds b (columns by grades, +inf where there is none).

    `packed` are the numbers that were searched for, before anything was standardised.
    """

    position: NDArray[np.float64]
    slope: NDArray[np.float64]
    threshold: NDArray[np.float64]
    posterior: float
    converged: bool
    packed: NDArray[np.float64]


def answers(x: NDArray[np.float64]) -> Answers:
    """Return counts x[row, column, level] as answers; levels never used on a column are merged."""
    used = x.sum(axis=0) > 0
    place = np.cumsum(used, axis=1) - 1
    i, j, k = np.nonzero(x)
    return Answers(i, j, place[j, k], x[i, j, k], np.maximum(used.sum(axis=1), 1))


def posterior(
    position: NDArray[np.float64],
    slope: NDArray[np.float64],
    threshold: NDArray[np.float64],
    answers: Answers,
) -> float:
    """Return Σ log[P(≥ k) − P(> k)] − Σθ²/2 − Σa²/2 − Σb²/18, constants left out.

    >>> one = answers(np.array([[[1.0, 1]]]))
    >>> round(posterior(np.zeros(1), np.ones(1), np.zeros((1, 1)), one), 9)  # −2 log 2 − 1/2
    -1.886294361
    """
    value, _ = _likelihood(position, slope, threshold, answers)
    finite = threshold[np.isfinite(threshold)]
    prior = (position @ position + slope @ slope) / 2 + finite @ finite / (2 * SPREAD)
    return float(value - prior)


def fit(
    said: Answers,
    rows: int,
    start: NDArray[np.float64],
    *,
    packed: NDArray[np.float64] | None = None,
    close: float = 1e-10,
) -> Fit:
    """Return the mode of the posterior that a start leads to, θ standardised over rows that speak.

    (θ, a) and (−θ, −a) are equal modes: the start decides; `packed` is that of an earlier fit of
    the same answers with other weights, near which the search begins, and `close` the relative
    change of the posterior at which it ends. Location and scale are those of the prior until θ is
    brought to mean 0 and variance 1 over rows with statements, a and b with it. Where nothing sets
    rows apart, all have θ = 0, and a = 0.
    """
    columns, most = len(said.grades), int(said.grades.max(initial=1)) - 1
    if packed is None:
        packed = np.concatenate([start, np.zeros(columns), _start(said, columns, most).ravel()])
    mask = np.arange(most) < said.grades[:, None] - 1
    if not len(said.weight):
        nothing = np.zeros(columns), np.full((columns, most), np.inf)
        return Fit(np.zeros(rows), *nothing, 0.0, True, packed)
    found = minimize(
        lambda values: _negative(values, said, rows, columns, mask),
        packed,
        jac=True,
        method="L-BFGS-B",
        options=SEARCH | {"ftol": close},
    )
    position, slope, free = _unpacked(found.x, rows, columns, most)
    whole = Fit(
        position, slope, _ordered(free, mask), -float(found.fun), bool(found.success), found.x
    )
    return _standardised(whole, said)


def _standardised(whole: Fit, said: Answers) -> Fit:
    position, slope = whole.position, whole.slope
    there = np.unique(said.row[said.weight > 0])
    mean = position[there].mean() if len(there) else 0.0
    spread = position[there].std() if len(there) else 0.0
    if spread < FLAT:
        return whole._replace(position=np.zeros(len(position)), slope=np.zeros(len(slope)))
    finite = np.isfinite(whole.threshold)
    moved = np.where(finite, whole.threshold - (slope * mean)[:, None], np.inf)
    return whole._replace(
        position=(position - mean) / spread, slope=slope * spread, threshold=moved
    )


def _start(said: Answers, columns: int, most: int) -> NDArray[np.float64]:
    """Return free thresholds that give the shares of each column's grades."""
    counts = np.zeros((columns, most + 1))
    np.add.at(counts, (said.column, said.grade), said.weight)
    above = counts[:, ::-1].cumsum(axis=1)[:, ::-1]
    share = (above[:, 1:] + 0.5) / (above[:, :1] + 1)
    levels = -np.log(share / (1 - share))
    steps = np.maximum(np.diff(levels, axis=1), 0.05)
    return np.concatenate([levels[:, :1], np.log(steps)], axis=1)[:, :most]


def _unpacked(values: NDArray[np.float64], rows: int, columns: int, most: int) -> tuple:
    return (
        values[:rows],
        values[rows : rows + columns],
        values[rows + columns :].reshape(columns, most),
    )


def _ordered(free: NDArray[np.float64], mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return thresholds of free numbers: the first, and the logarithms of the steps to the next."""
    if not free.shape[1]:
        return free
    steps = np.exp(np.minimum(free[:, 1:], 30))
    levels = np.concatenate([free[:, :1], free[:, :1] + steps.cumsum(axis=1)], axis=1)
    return np.where(mask, levels, np.inf)


def _likelihood(
    position: NDArray[np.float64],
    slope: NDArray[np.float64],
    threshold: NDArray[np.float64],
    said: Answers,
) -> tuple[float, tuple]:
    """Return the log likelihood, and its derivatives by a θ and both thresholds of each answer."""
    edge = np.full((len(threshold), 1), np.inf)
    ends = np.hstack([-edge, threshold, edge])
    at = slope[said.column] * position[said.row]
    low = at - ends[said.column, said.grade]
    high = at - ends[said.column, said.grade + 1]
    above, beyond = expit(low), expit(high)
    # 1 − P(>) and P(≥) − P(>) without loss: expit(low) expit(−high) (1 − e^(high − low))
    gap = -np.expm1(np.where(np.isinf(low) | np.isinf(high), -np.inf, high - low))
    chance = np.maximum(above * expit(-high) * gap, 1e-300)
    value = float(said.weight @ np.log(chance))
    by_low = said.weight * above * expit(-low) / chance
    by_high = said.weight * beyond * expit(-high) / chance
    return value, (by_low, by_high)


def _negative(
    values: NDArray[np.float64], said: Answers, rows: int, columns: int, mask: NDArray[np.bool_]
) -> tuple[float, NDArray[np.float64]]:
    """Return the negative log posterior with its gradient by θ, a and the free thresholds."""
    most = mask.shape[1]
    position, slope, free = _unpacked(values, rows, columns, most)
    threshold = _ordered(free, mask)
    likely, (by_low, by_high) = _likelihood(position, slope, threshold, said)
    at = by_low - by_high
    d_position = np.bincount(said.row, at * slope[said.column], minlength=rows) - position
    d_slope = np.bincount(said.column, at * position[said.row], minlength=columns) - slope
    at_low, size = said.column * (most + 2) + said.grade, columns * (most + 2)
    d_threshold = np.bincount(at_low + 1, by_high, minlength=size)
    d_threshold = (d_threshold - np.bincount(at_low, by_low, minlength=size)).reshape(columns, -1)
    finite = np.where(mask, threshold, 0)
    d_threshold = np.where(mask, d_threshold[:, 1:-1], 0) - finite / SPREAD
    d_free = d_threshold[:, ::-1].cumsum(axis=1)[:, ::-1]
    if most > 1:
        d_free[:, 1:] *= np.exp(np.minimum(free[:, 1:], 30))
    d_free -= np.where(mask, 0, free)  # what is not used stays where it is
    value = likely - (position @ position + slope @ slope) / 2
    value -= (finite**2).sum() / (2 * SPREAD) + (np.where(mask, 0, free) ** 2).sum() / 2
    return -value, -np.concatenate([d_position, d_slope, d_free.ravel()])
