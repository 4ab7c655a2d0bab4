"""How friendly groups of statements are, with the uncertainty that the documents leave."""

import numpy as np
import pandas as pd

FEW = 5
"""Below this number of independent families a mean is marked as too thin to say."""


def mean_stance(
    statements: pd.DataFrame, by: list[str], *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return the mean stance of groups of statements, each family of documents counting once.

    `statements` has the columns `stance` and `family` (see `analysis.with_documents`) and those
    named in `by`. A family's stance is the mean of its statements in the group; the group's `mean`
    is the mean of its families, and `low` and `high` bound it in 95 % of bootstrap `draws` over
    families (Efron and Tibshirani 1993, ch. 13). `statements` and `families` count what is behind
    it; `thin` marks groups of fewer than five families. Groups come in the order of their keys.
    """
    means = statements.groupby([*by, "family"], observed=True)["stance"].agg(["mean", "count"])
    lines = []
    for keys, group in means.groupby(level=by, observed=True):
        keys = keys if isinstance(keys, tuple) else (keys,)
        low, high = _interval(group["mean"].to_numpy(), draws, seed)
        lines.append((*keys, group["count"].sum(), len(group), group["mean"].mean(), low, high))
    fields = [*by, "statements", "families", "mean", "low", "high"]
    table = pd.DataFrame(lines, columns=fields)
    return table.assign(thin=table["families"] < FEW)


def _interval(values: np.ndarray, draws: int, seed: int) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    drawn = generator.integers(len(values), size=(draws, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
