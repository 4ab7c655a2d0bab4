"""Statements as sequences of events and as signed two-mode networks, for packages of R.

`remstats` takes a table of `time`, `actor1`, `actor2`, `type` and `weight` in the order of time;
`rem` takes the same as sender and target with a whole number of the event's place in time, which is
`sequence`. `ergm` takes a two-mode matrix as a network that is bipartite, with signs as values.
"""

import numpy as np
import pandas as pd

from analysis.networks.asked import STANCE
from analysis.networks.dated import dated
from analysis.networks.matrices import two_mode_of
from analysis.networks.moving import UNIT_OF
from analysis.networks.sample import firsts, observed, sample
from analysis.networks.statements import Scale, Source, record_of, repeats_within

KINDS = {1: "agree", -1: "disagree", 0: "neutral"}


def event_sequence(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    duplicates: str = "document",
    scale: Scale | None = None,
) -> pd.DataFrame:
    """Return the statements as events of a row on a column, in the order of their day.

    Columns: `time` (days since the first event), `sequence` (1, 2, … for the days that have events,
    so that events of one day share it), `date`, `actor1` (the row), `actor2` (the column), `type`
    (`agree`, `disagree`, `neutral`: the side of the middle of the scale; `said` without a level)
    and `weight` (how far the level is from the middle; 1 without one). A statement whose date is
    not known to the day is left out, for its place in the order is not known. `analysis.export`
    writes the table; in R, `remify::remify(read.csv("events.csv"), model = "tie")` reads it.
    Raises `InputError` as `networks.dated`.

    >>> said = pd.DataFrame({"actor": ["a", "b"], "sector": "oil", "stance": [1, -1],
    ...     "date": ["2024-01-02", "2024-01-05"], "document_id": ["d1", "d2"]})
    >>> event_sequence(said, scale=(-1, 1))[["time", "actor1", "actor2", "type"]].values.tolist()
    [[0, 'a', 'oil', 'agree'], [3, 'b', 'oil', 'disagree']]
    """
    record = record_of(source)
    unit = UNIT_OF[repeats_within(record)]
    said = dated(record, rows, columns, duplicates=duplicates, unit=unit, scale=scale)
    part = said.sample
    known = np.isfinite(said.first) & (said.first == said.last)
    kept = firsts(part.once, known)
    row, column, level = (place[kept] for place in part.places)
    day = said.first[kept]
    side = _sides(part.empty.levels, part.empty.scale)[level]
    bare = part.empty.levels.name is None
    table = pd.DataFrame(
        {
            "time": (day - (day.min() if len(day) else 0)).astype(int),
            "sequence": np.unique(day, return_inverse=True)[1] + 1,
            "date": pd.DatetimeIndex(day.astype("datetime64[D]").astype("datetime64[s]")),
            "actor1": part.empty.rows[row],
            "actor2": part.empty.columns[column],
            "type": "said" if bare else pd.Series(np.sign(side)).map(KINDS),
            "weight": np.ones(len(day)) if bare else np.abs(side),
        }
    )
    return table.sort_values(["time", "actor1", "actor2"], kind="stable", ignore_index=True)


def signed_two_mode(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    duplicates: str = "document",
    scale: Scale | None = None,
) -> pd.DataFrame:
    """Return the sign of each cell: 1 where a row agrees more than it disagrees, −1 where less.

    0 where both are equal or nothing was said. For R's `ergm`:
    `network(abs(m), bipartite = TRUE, directed = FALSE)` with the signs as an edge value, or one
    network a sign.
    Raises `InputError` for levels that are text, and as `analysis.sample`.

    >>> said = pd.DataFrame({"actor": ["a", "b"], "sector": "oil", "stance": [2, -1],
    ...     "document_id": ["d1", "d2"]})
    >>> signed_two_mode(said, scale=(-2, 2))["oil"].to_dict()
    {'a': 1, 'b': -1}
    """
    said = sample(
        source, rows, columns, level=STANCE, duplicates=duplicates, unit=None, scale=scale
    )
    array = observed(said)
    middle = 0.0 if array.levels.dtype == bool or array.scale is None else sum(array.scale) / 2
    net = two_mode_of(array, aggregation="subtract") - middle * two_mode_of(array)
    return np.sign(net).astype(int)


def _sides(levels: pd.Index, scale: Scale | None) -> np.ndarray:
    """Return how far each level is from the middle of the scale."""
    if levels.name is None:
        return np.zeros(len(levels))
    if levels.dtype == bool:
        return np.where(levels.to_numpy(), 1.0, -1.0)
    middle = 0.0 if scale is None else (scale[0] + scale[1]) / 2
    return levels.to_numpy(float) - middle
