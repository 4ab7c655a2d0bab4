"""Whether a discourse changed at a given date."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice
from analysis.measures.distances import DISTANCES, SPECTRAL, between, vectors
from analysis.networks.dated import Dated, Days, day_of
from analysis.networks.moving import measured_as, moving
from analysis.networks.slices import Measured, slices
from analysis.networks.statements import Scale, Source
from analysis.networks.time_weights import Cut, Weights
from analysis.uncertainty.exchanged import exchanged, phase_of, settled, shifted, starts

CLOSE = 1e-12
NULLS = ("families", "shifts")


class ChangeAt(NamedTuple):
    """The distance of the networks before and after a date, its p, and distances under chance."""

    distance: float
    p: float
    expected: float
    drawn: NDArray[np.float64]

    def __repr__(self) -> str:
        apart = f"distance {self.distance:.3f}, expected {self.expected:.3f}"
        return f"<ChangeAt: {apart}, p {self.p:.3g}>"


def change_at(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    date: str | pd.Timestamp,
    mode: str = "two",
    aggregation: str = "subtract",
    normalization: str = "none",
    measure: str = "cosine",
    duplicates: str | None = None,
    scale: Scale | None = None,
    null: str = "families",
    draws: int = 1000,
    seed: int = 1,
) -> ChangeAt:
    """Return how far the network from a date on lies from that before it, and whether by chance.

    Under the null hypothesis families exchange their days, whole and with their lags, over the
    whole record: p = (1 + #{T* ≥ T}) / (1 + draws). With null `shifts` the families in the order of
    their days are shifted along it, around the end, by every number of places: p = #{T_r ≥ T} / n,
    exact and free of seeds. The other arguments are those of `analysis.phases`.
    Raises `InputError` for a wrong choice, and a date with no statement before or none from it on.

    >>> said = pd.DataFrame({"actor": "a", "sector": "oil", "stance": [1, 1, -1, -1],
    ...     "date": pd.date_range("2020-01-15", periods=4), "family": list("abcd")})
    >>> change_at(said, date="2020-01-17", null="shifts")
    <ChangeAt: distance 2.000, expected 1.000, p 0.5>
    """
    check_choice("null", null, NULLS)
    check_choice("measure", measure, [each for each in DISTANCES if each not in SPECTRAL])
    said = moving(
        source, rows, columns, aggregation=aggregation, duplicates=duplicates, scale=scale
    )
    cut = _halves(said, day_of(date, "date"))
    said, measured = settled(said, cut), measured_as(said, mode, aggregation, normalization)
    ways = (
        _shifts(said)
        if null == "shifts"
        else exchanged(said, phase_of(starts(said), cut, []), draws=draws, seed=seed)
    )
    found = _apart(said, cut, measured, measure, (said.first, said.last))
    drawn = np.array([_apart(said, cut, measured, measure, days) for days in ways])
    beyond = int((drawn >= found - CLOSE).sum())
    p = beyond / len(drawn) if null == "shifts" else (1 + beyond) / (1 + len(drawn))
    return ChangeAt(found, p, float(drawn.mean()), drawn)


def _halves(said: Dated, day: float) -> Cut:
    first, last = said.ends
    if not first < day <= last:
        told = pd.Timestamp(day, unit="D").date()
        raise InputError(f"date: {told}; expected a day with statements before it and from it on")

    def weigh(first: Days, last: Days) -> Weights:
        return np.array([last < day, first >= day], float)

    return Cut(pd.Index(["before", "after"], name="slice"), weigh, np.ones(2))


def _apart(
    said: Dated, cut: Cut, measured: Measured, measure: str, days: tuple[Days, Days]
) -> float:
    one, other = vectors(slices(said, cut, measured, days=days))
    return between(one, other, measure)


def _shifts(said: Dated) -> Iterator[tuple[Days, Days]]:
    """Yield the days of statements, units being moved along their order by 0, 1, 2, … places."""
    begins = starts(said)
    there = np.flatnonzero(np.isfinite(begins))
    order = there[np.argsort(begins[there], kind="stable")]
    for shift in range(len(order)):
        moved = begins.copy()
        moved[np.roll(order, -shift)] = begins[order]
        yield shifted(said, moved - begins)
