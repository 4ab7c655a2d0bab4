"""How friendly groups of statements are, with the uncertainty that the documents leave."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.draws import bounds, drawn_means
from analysis.networks.exact import over_one
from analysis.study.load import Study
from analysis.study.units import units

FEW = 5
"""Below this number of independent families a mean is marked as too thin to say."""


def unseen(units: NDArray[np.integer] | int) -> NDArray[np.float64]:
    """Return the share of units of another kind that could have gone unseen among so many.

    Where all of n units agree, a greater share would have shown with a probability of 95 %: it is
    1 − 0.05^(1/n), about 3/n (Hanley and Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031).

    >>> unseen(np.array([5, 60])).round(3).tolist()
    [0.451, 0.049]
    """
    return 1 - 0.05 ** (1 / np.maximum(units, 1))


def mean_stance(
    statements: pd.DataFrame, by: list[str], *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return the mean stance of groups of statements, each family of documents counting once.

    `statements` has the columns `stance` and `family` (see `analysis.with_documents`) and those
    named in `by`. A family's stance is the mean of its statements in the group; the group's `mean`
    is the mean of its families, and `low` and `high` bound it in 95 % of bootstrap `draws` over
    families (Efron and Tibshirani 1993, ch. 13). `statements` and `families` count what is behind
    it; `thin` marks groups of fewer than five families. Groups come in the order of their keys. A
    statement without a family is one of its own; without a stance or a key it counts nowhere.
    Raises `InputError` for a table without families.
    """
    said = statements.assign(family=units(statements)).dropna(subset="stance")
    wholes, denominator = over_one(said["stance"].to_numpy())
    said = said.assign(stance=pd.Series(wholes, said.index, object))
    sums = said.groupby([*by, "family"], observed=True)["stance"].agg(["sum", "count"])
    lines = []
    for keys, group in sums.groupby(level=by, observed=True):
        keys = keys if isinstance(keys, tuple) else (keys,)
        means = [
            Fraction(int(total), denominator * int(count))
            for total, count in zip(group["sum"], group["count"], strict=True)
        ]
        values = np.array(means, float)
        low, high = bounds(drawn_means(values, draws=draws, seed=seed))
        mean = float(sum(means) / len(means))
        lines.append((*keys, group["count"].sum(), len(group), mean, low, high))
    fields = [*by, "statements", "families", "mean", "low", "high"]
    table = pd.DataFrame(lines, columns=fields)
    return table.assign(thin=table["families"] < FEW)


def on_one_scale(study: Study) -> Study:
    """Return the study with stances from -1 to 1, the farther end of its scale being 1 or -1."""
    farthest = max(map(abs, study.scale or (-1, 1)))
    if farthest in (0, 1):
        return study
    said = study.statements.assign(stance=study.statements["stance"] / farthest)
    return replace(study, statements=said)


def reached(means: pd.DataFrame) -> pd.DataFrame:
    """Return a table of `mean_stance` whose intervals hold what families not seen could change.

    Where all families of a group agree, draws of them never differ, and `low` and `high` are the
    mean. Here they are how far it would go if as many others as `unseen` allows stood at an end of
    the scale from -1 to 1.

    >>> agreed = {"families": [5], "mean": [1.0], "low": [1.0], "high": [1.0]}
    >>> reached(pd.DataFrame(agreed)).round(3).to_numpy().tolist()
    [[5.0, 1.0, 0.099, 1.0]]
    """
    agreed, others = means["low"] == means["high"], unseen(means["families"].to_numpy(int))
    most = {"low": (1 - others) * means["mean"] - others}
    most["high"] = (1 - others) * means["mean"] + others
    return means.assign(**{end: means[end].where(~agreed, far) for end, far in most.items()})
