"""Networks at points in time: statements near in time count more than those further away."""

from collections.abc import Sequence

from analysis.errors import InputError, check_choice
from analysis.networks.asked import STANCE
from analysis.networks.dated import Dated, dated
from analysis.networks.slices import MODES, Measured, Slices, slices
from analysis.networks.statements import Scale, Source
from analysis.networks.time_weights import Cut, by_kernel, by_nearest


def smoothed(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    times: Sequence | int = 25,
    kernel: str = "epanechnikov",
    width: float | None = None,
    nearest: int | None = None,
    ties: str = "in",
    mode: str = "two",
    aggregation: str | None = None,
    normalization: str = "none",
    duplicates: str = "include",
    level: str | None = STANCE,
    scale: Scale | None = None,
) -> Slices:
    """Return the network at each of the times, statements being weighted by a kernel.

    `times` are dates, or a number of them, spread evenly over the record. `width` is in days (90 by
    default), the half-width of the `kernel` (uniform, triangular, epanechnikov) or the standard
    deviation of the Gaussian, which `gaussian_cut` cuts at three of them; with `nearest` instead,
    windows hold so many statements, those as far away as the last all `in` or all `out`. K(u)/K(0)
    is the weight of a statement, u its distance in widths, so that one of the day counts as one and
    the uniform kernel is the plain window of both ends. `mode` is `two` (aggregations ignore,
    subtract) or `one` (congruence, conflict, subtract, ignore), with the normalizations of
    `analysis.two_mode` and `analysis.one_mode`; what is normalized does not depend on K(0).
    A date known to the month or year has the least weight of its days. What a slice says of its
    edge and thinness stands in `support` of the result (see `networks.slices.Slices`).
    Raises `InputError` for a wrong choice, width, number or time, and a source without dates
    (Silverman 1986, Density Estimation, ch. 3; Leifeld 2017,
    doi:10.1093/oxfordhb/9780190228217.013.25).

    >>> import pandas as pd
    >>> said = pd.DataFrame({"actor": ["a", "b"], "sector": "oil", "stance": [1, -1],
    ...     "date": ["2024-01-01", "2024-01-11"], "family": ["f1", "f2"]})
    >>> found = smoothed(said, times=["2024-01-01"], kernel="triangular", width=20)
    >>> found.matrix(0)["oil"].to_dict()
    {'a': 1.0, 'b': 0.5}
    """
    check_choice("mode", mode, MODES)
    aggregation = aggregation or ("ignore" if mode == "two" else "congruence")
    same_level = aggregation != "ignore"
    said = dated(
        source,
        rows,
        columns,
        level=level,
        duplicates=duplicates,
        same_level=same_level,
        scale=scale,
    )
    cut = cut_of(said, times, kernel=kernel, width=width, nearest=nearest, ties=ties)
    return slices(said, cut, Measured(mode, aggregation, normalization))


def cut_of(
    said: Dated,
    times: Sequence | int,
    *,
    kernel: str = "epanechnikov",
    width: float | None = None,
    nearest: int | None = None,
    ties: str = "in",
) -> Cut:
    """Return the cut by a kernel, or by so many statements; not by both."""
    if nearest is None:
        return by_kernel(said, times, kernel=kernel, width=90 if width is None else width)
    if width is not None:
        raise InputError("width: given with nearest; expected days or a number of statements")
    return by_nearest(said, times, nearest=nearest, ties=ties)
