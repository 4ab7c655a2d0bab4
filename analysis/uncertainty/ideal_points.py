"""Actors and concepts on a line, with intervals over families."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.measures.correspondence import check_anchors, correspondence
from analysis.measures.draws import BOUNDS
from analysis.measures.graded import Fit, answers, fit
from analysis.measures.stance import FEW
from analysis.networks.arrays import Array
from analysis.networks.moving import UNIT_OF
from analysis.networks.sample import Sample, observed, sample
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.uncertainty.resampling import bootstrapped

CLOSE = 1e-9


class IdealPoints(NamedTuple):
    """Where rows and columns stand on a line.

    `rows` has `row`, `position` (of mean 0 and variance 1, or all 0 where nothing that was said
    sets rows apart), `low`, `high`, `quick` (the first axis of the conditional correspondence
    analysis), `statements`, `families` and `thin`; `columns` has `column`, `slope` with `low` and
    `high` (the direction in which agreement goes, near 0 where it does not divide), and
    `statements`. `oriented` tells that anchors fixed which end is which, `converged` that the fit
    did; `gap` is that of `measures.correspondence`.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    oriented: bool
    converged: bool
    gap: float

    def __repr__(self) -> str:
        return f"<IdealPoints of {len(self.rows)} rows and {len(self.columns)} columns>"


@threadpool_limits.wrap(limits=1, user_api="blas")  # threads of so small a search cost fourfold
def ideal_points(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    plus: str | None = None,
    minus: str | None = None,
    duplicates: str | None = None,
    scale: Scale | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> IdealPoints:
    """Return the positions of actors on a line, from what they agree with where they speak.

    The graded response model of `measures.graded` takes statements made, not silence; it starts
    from the correspondence analysis conditional on the concept. Families are drawn with replacement
    for the intervals, and each draw is turned to the full solution. `plus` and `minus` are anchors,
    two rows of which the first has the higher position; without them the line has no direction, and
    neither has it where they stand at one place. A row of few statements lies near 0: look at its
    interval, not at its rank. An actor that a draw lacks has no position in it.
    Raises `InputError` for anchors that are no rows, and for levels without a scale
    (Samejima 1969, doi:10.1007/BF03372160; Clinton, Jackman and Rivers 2004,
    doi:10.1017/S0003055404001194).

    >>> said = pd.DataFrame({"actor": [*"aabb"] * 4, "sector": ["oil", "gas"] * 8,
    ...     "stance": [1, -1, -1, 1] * 4, "family": [f"f{n}" for n in range(16)]})
    >>> found = ideal_points(said, plus="a", minus="b", scale=(-1, 1), draws=9)
    >>> found.rows["position"].round(6).tolist()
    [1.0, -1.0]
    """
    record = record_of(source)
    rule = duplicates or repeats_within(record)
    said = sample(
        record,
        rows or speaking(record),
        columns,
        duplicates=rule,
        unit=UNIT_OF[repeats_within(record)],
        scale=scale,
    )
    array = observed(said)
    anchors = check_anchors(array.rows, plus, minus)
    first = correspondence(array, plus=plus, minus=minus, scale=scale)
    quick = first.rows["axis 1"].to_numpy()
    first_fit = fit(answers(array.x), len(array.rows), _standard(quick))
    whole, oriented = _turned(first_fit, quick, anchors)
    drawn = [
        _aligned(_again(array, each, whole), whole, each)
        for each in bootstrapped(said, draws=draws, seed=seed)
    ]
    places, slopes = (np.array([each[part] for each in drawn]) for part in (0, 1))
    return IdealPoints(
        _rows_table(said, array, whole, quick, places),
        _columns_table(array, whole, slopes),
        oriented,
        whole.converged,
        first.gap,
    )


def _again(array: Array, drawn: Array, whole: Fit) -> Fit:
    """Return the fit of a draw, searched for from that of the whole."""
    said = answers(array.x)._replace(weight=drawn.x[np.nonzero(array.x)])
    return fit(said, len(array.rows), whole.position, packed=whole.packed, close=1e-7)


def _standard(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores to start from; equal ones, a saddle, are told apart a little."""
    filled = np.nan_to_num(scores)
    spread = filled.std() if len(filled) else 0.0
    if spread > CLOSE:
        return (filled - filled.mean()) / spread
    return np.linspace(-0.1, 0.1, len(filled)) if len(filled) > 1 else filled


def _turned(
    whole: Fit, quick: NDArray[np.float64], anchors: tuple[int, int] | None
) -> tuple[Fit, bool]:
    """Turn the line by its anchors, or else as the quick scores lie."""
    if anchors is not None:
        apart = whole.position[anchors[0]] - whole.position[anchors[1]]
        if abs(apart) > CLOSE:
            return _flipped(whole, np.sign(apart)), True
    side = float(np.nan_to_num(quick) @ whole.position)
    return _flipped(whole, -1.0 if side < 0 else 1.0), False


def _flipped(whole: Fit, sign: float) -> Fit:
    return whole._replace(position=sign * whole.position, slope=sign * whole.slope)


def _aligned(drawn: Fit, whole: Fit, array: Array) -> tuple[NDArray, NDArray]:
    """Return positions and slopes of a draw turned to the whole; missing where nothing was said."""
    said = array.x.sum(axis=(1, 2))
    sign = -1.0 if (said * drawn.position) @ whole.position < 0 else 1.0
    spoken = array.x.sum(axis=(0, 2)) > 0
    return (
        np.where(said > 0, sign * drawn.position, np.nan),
        np.where(spoken, sign * drawn.slope, np.nan),
    )


def _bounds(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the bounds over the draws in which there was something, missing without any."""
    if not drawn.size:
        return np.full((2, drawn.shape[1]), np.nan)
    never = np.isnan(drawn).all(axis=0)
    low_high = np.nanquantile(np.where(never, 0, drawn), BOUNDS, axis=0)
    return np.where(never, np.nan, low_high)


def _rows_table(
    said: Sample, array: Array, whole: Fit, quick: NDArray, places: NDArray
) -> pd.DataFrame:
    low, high = _bounds(places)
    pairs = np.unique(np.column_stack([said.places[0], said.unit]), axis=0)
    families = np.bincount(pairs[:, 0], minlength=len(array.rows))
    table = {
        "row": array.rows,
        "position": whole.position,
        "low": low,
        "high": high,
        "quick": quick,
        "statements": array.x.sum(axis=(1, 2)).astype(int),
        "families": families,
    }
    return pd.DataFrame(table).assign(thin=families < FEW)


def _columns_table(array: Array, whole: Fit, slopes: NDArray) -> pd.DataFrame:
    low, high = _bounds(slopes)
    said = array.x.sum(axis=(0, 2)).astype(int)
    table = {"column": array.columns, "slope": whole.slope, "low": low, "high": high}
    return pd.DataFrame(table | {"statements": said})
