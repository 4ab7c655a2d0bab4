"""How far two states answer each other, and whether one series goes before another."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray


def reciprocity(table: pd.DataFrame) -> pd.DataFrame:
    """Return how far two states answer each other, a line for each period of a table of `dyad`.

    `forth` and `back` count the events of both directions, the first in order of name; their
    `reciprocity` is twice the smaller over their sum, from 0, where one side alone acts, to 1,
    where both do as much. `stance_forth` and `stance_back` are the mean stances.
    """
    actors = sorted(table["actor"].unique())
    wide = table.pivot(index="period", columns="actor", values=["events", "stance"])
    columns = pd.MultiIndex.from_product([["events", "stance"], actors])
    wide = wide.reindex(columns=columns)
    events = wide["events"].fillna(0).reindex(columns=actors[:2]).astype(float)
    if len(actors) < 2:
        events["nobody"] = 0.0
    found = pd.DataFrame({"forth": events.iloc[:, 0], "back": events.iloc[:, 1]}).astype("int64")
    found["reciprocity"] = 2 * found.min(axis=1) / found.sum(axis=1)
    stances = wide["stance"].astype(float)
    found["stance_forth"] = stances.iloc[:, 0]
    found["stance_back"] = stances.iloc[:, 1] if len(actors) > 1 else float("nan")
    return found.rename_axis("period").reset_index()


def lags(first: pd.Series, second: pd.Series, *, most: int = 6) -> pd.DataFrame:
    """Return how well one series goes with another that many periods later.

    Both have the labels of periods of one length as index, such as 2024-11 or 2024-Q4. The columns
    are `lag`, from -`most` to `most`, `periods`, the number of pairs, and `correlation`, Spearman's
    rank correlation of the first with the second `lag` periods on, missing for fewer than four
    pairs or where a series does not change.

    >>> months = [f"2024-{month:02d}" for month in range(1, 9)]
    >>> first = pd.Series([5, 1, 4, 8, 2, 7, 3, 6], months)
    >>> lags(first, first.shift(1).dropna(), most=1)["correlation"].round(2).tolist()
    [0.09, -0.57, 1.0]
    """
    places = {name: _places(series) for name, series in (("one", first), ("other", second))}
    lines = []
    for lag in range(-most, most + 1):
        other = places["other"].set_axis(places["other"].index - lag)
        pairs = pd.concat([places["one"], other], axis=1, join="inner").dropna()
        lines.append((lag, len(pairs), rank_correlation(pairs.iloc[:, 0], pairs.iloc[:, 1])))
    return pd.DataFrame(lines, columns=["lag", "periods", "correlation"])


def rank_correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Return Spearman's rank correlation, missing of fewer than four pairs or of a constant."""
    one, other = _ranks(first), _ranks(second)
    if len(one) < 4 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def independent_periods(first: ArrayLike, second: ArrayLike) -> float:
    """Return how many independent pairs two series of as many periods are worth, for their ranks.

    A period is like the one before it, and two series that drift go together by chance: of 20
    periods that are each 0.8 like the last, independent series pass the bound of 20 pairs in 23 of
    100 cases, and that of as many pairs as this returns in 5 (2,000 draws). It is Bartlett's
    formula with the lags up to a fifth of the length (Pyper and Peterman 1998, Canadian Journal of
    Fisheries and Aquatic Sciences 55), at most the number of pairs.

    >>> drifting = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    >>> round(independent_periods(drifting, [2, 1, 4, 3, 6, 5, 8, 7, 10, 9]), 1)
    4.9
    """
    number = np.size(first)
    ranks = [_ranks(values) - (number + 1) / 2 for values in (first, second)]
    shared = sum(
        (number - lag) / number * _likeness(ranks[0], lag) * _likeness(ranks[1], lag)
        for lag in range(1, min(max(number // 5, 1), number - 1) + 1)
    )
    return number / max(1 + 2 * shared, 1)


def _likeness(ranks: NDArray[np.float64], lag: int) -> float:
    """Return how far ranks about 0 are like those of some periods before."""
    whole = float(ranks @ ranks)
    return float(ranks[lag:] @ ranks[:-lag]) / whole if whole else 0.0


def _places(series: pd.Series) -> pd.Series:
    """Return a series by the number of its periods, so that those without a value leave a gap."""
    labels = pd.Series(series.index, dtype="str")
    parts = labels.str.extract(r"^(\d+)(?:-[QH]?(\d+))?$").astype(float)
    steps = {"Q": 4, "H": 2}.get(labels.iloc[0][5:6], 12) if len(labels) and "-" in labels[0] else 1
    numbers = parts[0] * steps + parts[1].fillna(1) - 1
    return series.set_axis(numbers.astype("int64"))


def _ranks(values: ArrayLike) -> NDArray[np.float64]:
    return pd.Series(np.asarray(values)).rank().to_numpy()
