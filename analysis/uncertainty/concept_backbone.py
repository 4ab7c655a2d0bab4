"""The concepts that carry a network of actors, and how often draws of families agree.

The order in which concepts are dropped is that of `measures.concepts.nested`: a concept that goes
early changes the network least. One order of one record says little where losses lie close
together; draws of families tell which concepts are kept whatever the sample.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.concepts import check_number, nested
from analysis.measures.stance import FEW
from analysis.networks.arrays import Array
from analysis.networks.matrices import one_mode_of
from analysis.networks.moving import UNIT_OF
from analysis.networks.sample import observed, sample
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.uncertainty.resampling import bootstrapped

FIELDS = ["column", "step", "loss", "kept", "share", "statements", "families", "thin"]

SMALL = 0.1
"""A loss, of 2 at most, that leaves the network much as it was."""


class ConceptBackbone(NamedTuple):
    """`table` has a line a concept, that which carries most first; `number` of them are kept.

    The table has `column`, `step` (at which it is dropped; the last never is, and has the number of
    concepts), `loss` (once it is dropped, of the last one 1: nothing is left), `kept`, `share` (of
    draws of families in which it is among those kept), `statements`, `families` and `thin`. `loss`
    is that of leaving out all that are not kept.
    """

    table: pd.DataFrame
    number: int
    loss: float

    def __repr__(self) -> str:
        return f"<ConceptBackbone: {self.number} of {len(self.table)} concepts>"


def concept_backbone(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    number: int | None = None,
    aggregation: str = "congruence",
    normalization: str = "none",
    duplicates: str | None = None,
    scale: Scale | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> ConceptBackbone:
    """Return which concepts carry the network of actors, and in how many draws they do.

    Concepts are dropped one by one, each that without which the spectrum of the network changes
    least (see `measures.concepts`); the last `number` are kept, by default the fewest of which the
    loss is at most 0.1. A loss is a distance of spectra, from 0 (the same network) to 2. Families
    are drawn with replacement, and the order is found anew in each draw. A record in which no two
    rows meet has an empty table.
    Raises `InputError` for a number that is not from 1 to all, levels without a scale, and fewer
    than one draw.

    >>> said = pd.DataFrame({"actor": list("abcabc"), "sector": ["oil"] * 3 + ["gas", "gas", "art"],
    ...     "stance": 1, "family": list("fghijk")})
    >>> found = concept_backbone(said, number=1, scale=(-1, 1), draws=9)
    >>> found.table[["column", "kept"]].to_numpy().tolist()
    [['oil', True], ['gas', False], ['art', False]]
    """
    record = record_of(source)
    said = sample(
        record,
        rows or speaking(record),
        columns,
        duplicates=duplicates or repeats_within(record),
        unit=UNIT_OF[repeats_within(record)],
        scale=scale,
    )
    array = observed(said)
    size = len(array.columns)
    if number is not None:
        check_number(number, size)
    network = {"aggregation": aggregation, "normalization": normalization}
    if not size or not one_mode_of(array, aggregation=aggregation).to_numpy().any():
        return ConceptBackbone(pd.DataFrame(columns=FIELDS), 0, 0.0)
    order = nested(array, **network)
    kept = _fewest(order) if number is None else number
    drawn = [
        _last(nested(each, **network), array, kept)
        for each in bootstrapped(said, draws=draws, seed=seed)
    ]
    pairs = np.unique(np.column_stack([said.places[1], said.unit]), axis=0)
    behind = pd.Series(np.bincount(pairs[:, 0], minlength=size), array.columns)
    table = _ordered(order, array)
    table["kept"] = table["column"].isin(array.columns[_last(order, array, kept)])
    table["share"] = table["column"].map(pd.Series(np.mean(drawn, axis=0), array.columns))
    table["statements"] = table["column"].map(pd.Series(array.x.sum(axis=(0, 2)), array.columns))
    table["families"] = table["column"].map(behind)
    table = table.assign(statements=table["statements"].astype(int), thin=table["families"] < FEW)
    loss = 0.0 if kept == size else float(order["loss"].iloc[size - kept - 1])
    return ConceptBackbone(table[FIELDS], kept, loss)


def _fewest(order: pd.DataFrame) -> int:
    """Return the least number of concepts of which the loss is small enough."""
    return 1 + int((order["loss"] > SMALL).sum())


def _last(order: pd.DataFrame, array: Array, number: int) -> np.ndarray:
    """Tell which concepts are left when all but so many are dropped."""
    dropped = order["column"].iloc[: len(array.columns) - number]
    return ~array.columns.isin(dropped)


def _ordered(order: pd.DataFrame, array: Array) -> pd.DataFrame:
    """Return the concepts in the order in which they matter, the one never dropped first."""
    left = array.columns[~array.columns.isin(order["column"])]
    last = pd.DataFrame({"step": [len(array.columns)], "column": left, "loss": [1.0]})
    return pd.concat([order, last], ignore_index=True).iloc[::-1].reset_index(drop=True)
