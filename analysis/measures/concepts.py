"""A backbone of concepts: those without which the network of actors would be another one.

C are the concepts, W(B) the one-mode network of the statements on B, a part of C, over all actors;
loss(B) = Σ_q |λ_q(W(B)) − λ_q(W(C))| with the spectrum of `measures.spectra`. The aim is that of
Leifeld and Henrichsen (2023, as implemented in Discourse Network Analyzer 3); the spectrum is the
true one, not shares of degrees, and nothing is dropped together with what ties with it.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice
from analysis.measures.spectra import spectra
from analysis.networks.arrays import Array
from analysis.networks.matrices import ONE_MODE, ONE_MODE_NORMALIZATION, check_level, pair_weights
from analysis.networks.slices import over
from analysis.networks.statements import Scale

ROUNDING = 1e-12
"""Losses that differ by no more are equal; of equal ones the first by id is taken."""

EXACT = 2**15
"""So many sets are tried one by one; of more, simulated annealing takes a good one."""

STEPS = 3000

Loss = Callable[[tuple[int, ...]], float]


class Backbone(NamedTuple):
    """The concepts kept, the loss of leaving out all others, and whether no other set has less."""

    kept: list
    loss: float
    exact: bool


def loss_of(
    array: Array,
    *,
    aggregation: str = "congruence",
    normalization: str = "none",
    scale: Scale | None = None,
) -> Loss:
    """Return the function of places of columns that tells the loss of leaving out all others.

    Raises `InputError` for a wrong choice, a level without a scale, and an array without columns.
    """
    check_choice("aggregation", aggregation, ONE_MODE)
    check_choice("normalization", normalization, ONE_MODE_NORMALIZATION)
    check_level(aggregation, array.levels.name)
    if not len(array.columns):
        raise InputError("columns: none; expected one concept at least")
    sums, divisors = _by_concept(array, aggregation, normalization, scale)

    def spectrum(places: tuple[int, ...]) -> NDArray[np.float64]:
        chosen = list(places)
        by = None if divisors is None else divisors[chosen].sum(axis=0)
        return spectra(_network(sums[chosen].sum(axis=0), by, normalization))

    whole = spectrum(tuple(range(len(array.columns))))

    @lru_cache(maxsize=2**16)
    def loss(places: tuple[int, ...]) -> float:
        return float(np.abs(spectrum(places) - whole).sum())

    return loss


def nested(array: Array, **network: Any) -> pd.DataFrame:
    """Return the order in which concepts are dropped, each that whose removal leaves least loss.

    Columns: `step`, `column` and `loss` once it is dropped; the last concept is never dropped. Of
    equal ones the first by id goes. `network` is what `loss_of` takes.

    >>> said = Array(np.ones((2, 2, 1)), pd.Index(["a", "b"], name="actor"),
    ...     pd.Index(["gas", "oil"], name="sector"), pd.Index([1], name="stance"), False, (-1, 1))
    >>> nested(said)["column"].tolist()
    ['gas']
    """
    loss = loss_of(array, **network)
    left, lines = list(range(len(array.columns))), []
    while len(left) > 1:
        ways = [tuple(each for each in left if each != out) for out in left]
        best = _first_least([loss(way) for way in ways])
        lines.append((len(lines) + 1, array.columns[left[best]], loss(ways[best])))
        left.pop(best)
    return pd.DataFrame(lines, columns=["step", "column", "loss"])


def backbone_of(array: Array, number: int, *, seed: int = 1, **network: Any) -> Backbone:
    """Return the set of so many concepts of least loss: exactly, or annealed where sets are many.

    Annealing starts from the nested set, exchanges one concept at a time, and keeps the best set
    ever seen; it is drawn by `seed`. Raises `InputError` for a number that is not from 1 to all.
    """
    size = len(array.columns)
    check_number(number, size)
    loss = loss_of(array, **network)
    if _few_sets(size, number):
        kept = _best(loss, combinations(range(size), number))
        return Backbone([*array.columns[list(kept)]], loss(kept), True)
    dropped = nested(array, **network)["column"].iloc[: size - number]
    start = tuple(np.flatnonzero(~array.columns.isin(dropped)).tolist())
    kept = _annealed(loss, start, size, seed)
    return Backbone([*array.columns[list(kept)]], loss(kept), False)


def check_number(number: int, size: int) -> None:
    """Raise `InputError` for a number of concepts that is not from 1 to all."""
    if not isinstance(number, int | np.integer) or not 1 <= number <= size:
        raise InputError(f"number: {number!r}; expected a number of concepts from 1 to {size}")


def penalised(
    array: Array, penalty: float, *, multiplied: bool = False, seed: int = 1, **network: Any
) -> Backbone:
    """Return the set that minimises loss(B) + penalty · |B| / |C|, over all that are not empty.

    That is a price per concept, so the set is the best of its size. With `multiplied` it is
    loss(B) · exp(−penalty (|C| − |B|) / |C|) over |B| < |C|, which Discourse Network Analyzer 3 has
    over all sets: there the whole has 0 at any penalty. The `loss` returned is what was minimised.
    Raises `InputError` for a penalty below 0, and `multiplied` of a single concept.
    """
    size = len(array.columns)
    if not penalty >= 0 or not np.isfinite(penalty):
        raise InputError(f"penalty: {penalty}; expected a number of zero or more")
    if multiplied and size < 2:
        raise InputError("multiplied: of one concept; expected two at least")
    found = [
        backbone_of(array, number, seed=seed, **network)
        for number in range(1, size if multiplied else size + 1)
    ]
    worth = [
        each.loss * np.exp(-penalty * (size - len(each.kept)) / size)
        if multiplied
        else each.loss + penalty * len(each.kept) / size
        for each in found
    ]
    best = found[_first_least(worth)]
    return Backbone(best.kept, float(min(worth)), all(each.exact for each in found))


def _by_concept(
    array: Array, aggregation: str, normalization: str, scale: Scale | None
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Return what each concept adds to ties and to what these are divided by."""
    weights, by = pair_weights(array.levels, aggregation, array.scale if scale is None else scale)
    x = array.x.transpose(1, 0, 2)
    sums = x @ (x @ (weights / by)).transpose(0, 2, 1)
    size = np.arange(len(array.rows))
    sums[:, size, size] = 0
    if normalization == "average":
        return sums, x.sum(axis=2)
    if normalization == "cosine":
        return sums, (x**2).sum(axis=2)
    if normalization == "jaccard":
        alone = x @ (x == 0).astype(float).transpose(0, 2, 1)
        return sums, alone + alone.transpose(0, 2, 1) + x @ x.transpose(0, 2, 1)
    return sums, None


def _network(
    sums: NDArray[np.float64], by: NDArray[np.float64] | None, normalization: str
) -> NDArray[np.float64]:
    if by is None:
        return sums
    if normalization == "average":
        return over(sums, np.add.outer(by, by) / 2)
    if normalization == "cosine":
        return over(sums, np.sqrt(np.outer(by, by)))
    return over(sums, by)


def _first_least(values: list[float]) -> int:
    return int((np.array(values) <= min(values) + ROUNDING).argmax())


def _few_sets(size: int, number: int) -> bool:
    count = 1
    for step in range(min(number, size - number)):
        count = count * (size - step) // (step + 1)
    return count <= EXACT


def _best(loss: Loss, sets: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    best, least = (), np.inf
    for each in sets:
        value = loss(each)
        if value < least - ROUNDING:
            best, least = each, value
    return best


def _annealed(loss: Loss, start: tuple[int, ...], size: int, seed: int) -> tuple[int, ...]:
    """Exchange one concept after the other, at first also for worse, and keep the best set ever."""
    generator = np.random.default_rng(seed)
    now, best = start, start
    heat = max(loss(start), 1e-6)
    for step in range(STEPS):
        out = int(generator.integers(len(now)))
        others = np.setdiff1d(np.arange(size), now)
        put = int(others[generator.integers(len(others))])
        way = tuple(sorted({*now[:out], *now[out + 1 :], put}))
        worse = loss(way) - loss(now)
        cold = heat * 0.1 * 0.998**step
        if worse <= 0 or generator.random() < np.exp(-worse / max(cold, 1e-12)):
            now = way
            if loss(now) < loss(best) - ROUNDING:
                best = now
    return best
