"""By how much leaders are warmer than others in words, and how much of that is left by rule."""

import numpy as np
import pandas as pd

from analysis.measures.draws import bounds, drawn_places
from analysis.measures.headlines import LEADERS, OTHERS, by_kind
from analysis.measures.stance import FEW, on_one_scale
from analysis.study.acts import one_row_an_act
from analysis.study.load import Study
from analysis.study.selection import bilateral

FIELDS = ["compared", "gap", "low", "high", "families", "thin"]


def warmth(study: Study, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return by how much leaders are warmer than others in words between the two states.

    A line each for what is `compared`: the `stance` as coded, on a scale from -1 to 1; the stance
    `beside` the mean of its relation, for a relation such as a promise is friendly by rule; and the
    stance in families of documents, such as those of `one event`, in which both speak. Columns:
    `gap`, the mean of the families of leaders less that of others; `low` and `high`, 95 % of
    bootstrap draws over families; `families`, those of the voice with fewer; `thin`, fewer than
    five. An act of two sides counts once. Without words of both voices there is no line.
    """
    said = one_row_an_act(by_kind(bilateral(on_one_scale(study))))
    words = said[said["kind"] == "verbal"].dropna(subset="stance")
    if set(words["voice"]) != {LEADERS, OTHERS}:
        return pd.DataFrame(columns=FIELDS)
    usual = words.groupby("relation")["stance"].transform("mean")
    lines = [
        ("stance", *_gap(words, words["stance"], draws, seed)),
        ("beside", *_gap(words, words["stance"] - usual, draws, seed)),
    ]
    both = _means(words, words["stance"]).dropna()
    if len(both):
        lines.append(("one event", *_gap_within(both, draws, seed)))
    return pd.DataFrame(lines, columns=FIELDS[:-1]).assign(
        thin=lambda table: table["families"] < FEW
    )


def _means(words: pd.DataFrame, stance: pd.Series) -> pd.DataFrame:
    """Return the mean of each family by voice, missing where the voice has nothing in it."""
    means = stance.groupby([words["family"], words["voice"]]).mean().unstack()
    return means.reindex(columns=[LEADERS, OTHERS])


def _gap(words: pd.DataFrame, stance: pd.Series, draws: int, seed: int) -> tuple:
    values = _means(words, stance).to_numpy(float)
    drawn = [
        _difference(values[places]) for places in drawn_places(len(values), draws=draws, seed=seed)
    ]
    fewer = int((~np.isnan(values)).sum(axis=0).min())
    return _difference(values), *bounds(drawn), fewer


def _difference(values: np.ndarray) -> float:
    """Return the mean of the first column less that of the second, missing where one is empty."""
    there = ~np.isnan(values)
    counts = there.sum(axis=0)
    if not counts.all():
        return np.nan
    means = np.where(there, values, 0).sum(axis=0) / counts
    return float(means[0] - means[1])


def _gap_within(both: pd.DataFrame, draws: int, seed: int) -> tuple:
    apart = (both[LEADERS] - both[OTHERS]).to_numpy()
    drawn = [apart[places].mean() for places in drawn_places(len(apart), draws=draws, seed=seed)]
    return float(apart.mean()), *bounds(drawn), len(apart)
