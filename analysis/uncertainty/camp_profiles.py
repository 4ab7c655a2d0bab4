"""What each camp says, with intervals over families, and the statements that show it best."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, problem
from analysis.measures.draws import BOUNDS, drawn_places
from analysis.measures.profiles import Counted, counted, profile, shares
from analysis.networks.moving import UNIT_OF
from analysis.networks.sample import sample
from analysis.networks.statements import (
    Record,
    Scale,
    Source,
    frame_of,
    record_of,
    repeats_within,
    speaking,
)
from analysis.uncertainty.camps_apart import APART, apart_by, camps_of

Z = 1.959963984540054  # of a normal 95 %


class Profiles(NamedTuple):
    """`table` tells what each camp says, `apart` how far two are apart, `camps` who is in which.

    The table has `camp`, `column`, `share`, `low`, `high`, `share_of_statements`, `statements`,
    `families`, `thin`, and `gap` with `gap_low` and `gap_high`: the share less that of the other
    camp, or of all others. `apart` is that of `uncertainty.camps_apart`. `statements` has those
    that show a camp best: `camp`, `column`, `statement_id` and what the record tells of them.
    """

    table: pd.DataFrame
    apart: pd.DataFrame
    camps: pd.Series
    statements: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Profiles: {self.camps.nunique()} camps>"


def profiles(
    source: Source,
    rows: str | None = None,
    columns: str = "sector",
    *,
    camps: pd.Series | str | None = None,
    duplicates: str | None = None,
    scale: Scale | None = None,
    show: int = 3,
    draws: int = 1000,
    seed: int = 1,
) -> Profiles:
    """Return what each camp says of each concept, and how sure that is.

    `camps` gives the camp of each row by its id, or names a field of the statements, such as the
    side of the publisher; by default they are the two found (`measures.camps`), which are then
    taken as given: intervals do not tell how sure the camps themselves are. Shares, families and
    distances are those of `measures.profiles`. Intervals are those of families drawn with
    replacement (Efron and Tibshirani 1993, ch. 13); of a share that no draw can leave, such as one
    of 0 or 1 throughout, that of Wilson with the number of families. The distance of two camps is
    biased upwards, as noise has no sign, and that of found ones the more, as they were sought for
    it: compare it with `expected`, and see `p`. `show` statements a camp and concept show best what
    divides it from others.
    Raises `InputError` for an unknown field, camps of no row, and levels without a scale.

    >>> said = pd.DataFrame({"actor": list("aabb"), "sector": "oil", "stance": [1, 1, -1, 1],
    ...     "family": list("fghi")})
    >>> told = profiles(said, camps=pd.Series({"a": "for", "b": "against"}), scale=(-1, 1))
    >>> told.table[["camp", "share", "families"]].to_numpy().tolist()
    [['against', 0.5, 2], ['for', 1.0, 2]]
    """
    if draws < 1:
        raise InputError(problem("", None, "draws", draws, "expected a number from 1 up"))
    record = record_of(source)
    rule = duplicates or repeats_within(record)
    by = camps if isinstance(camps, str) else rows or speaking(record)
    unit = UNIT_OF[repeats_within(record)]
    said = sample(record, by, columns, duplicates=rule, unit=unit, scale=scale)
    if not len(said.once):
        return _nothing(record)
    if isinstance(camps, str):
        member = pd.Series(said.empty.rows, said.empty.rows)
    else:
        member = camps_of(said, seed=seed) if camps is None else pd.Series(camps)
    numbers = counted(said, member, scale)
    times = [
        np.bincount(places, minlength=len(said.units))
        for places in drawn_places(len(said.units), draws=draws, seed=seed)
    ]
    table = _with_intervals(profile(numbers), numbers, times)
    member = member.rename("camp")
    return Profiles(
        table,
        apart_by(said, numbers, member, times, _chance(camps), seed=seed),
        member,
        _shown(record, table, by, columns, member, show, said.empty.scale),
    )


def _nothing(record: Record) -> Profiles:
    """Return the profiles of a record without statements."""
    fields = ["camp", "column", "share", "share_of_statements", "statements", "families", "thin"]
    fields += ["low", "high", "gap", "gap_low", "gap_high"]
    said = frame_of(record).iloc[:0].assign(camp=[], gap=[])
    table, distances = (pd.DataFrame(columns=each) for each in (fields, APART))
    return Profiles(table, distances, pd.Series([], name="camp", dtype=object), said)


def _chance(camps: pd.Series | str | None) -> str:
    """Return what chance is to the camps: see `uncertainty.camps_apart.apart_by`."""
    if camps is None:
        return "stances"
    return "none" if isinstance(camps, str) else "camps"


def _with_intervals(table: pd.DataFrame, numbers: Counted, times: list) -> pd.DataFrame:
    drawn = np.array([shares(numbers, each) for each in times])
    low, high = _quantiles(drawn)
    point = shares(numbers)
    gap, gap_drawn = _gaps(point), np.array([_gaps(each) for each in drawn])
    gap_low, gap_high = _quantiles(gap_drawn)
    bounds = {"low": low, "high": high, "gap": gap, "gap_low": gap_low, "gap_high": gap_high}
    table = table.assign(**{name: values.ravel() for name, values in bounds.items()})
    return _wilson(table)


def _quantiles(drawn: NDArray[np.float64]) -> tuple[NDArray, NDArray]:
    """Return the bounds of the draws in which there was a family; missing where never any."""
    filled = np.where(np.isnan(drawn).all(axis=0), 0, drawn)
    low, high = np.nanquantile(filled, BOUNDS, axis=0)
    never = np.isnan(drawn).all(axis=0)
    return np.where(never, np.nan, low), np.where(never, np.nan, high)


def _gaps(said: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of each camp less the mean share of the others, missing where either is."""
    there = ~np.isnan(said)
    filled = np.where(there, said, 0)
    others = there.sum(axis=0) - there
    rest = np.divide(
        filled.sum(axis=0) - filled, others, out=np.full(said.shape, np.nan), where=others > 0
    )
    return said - rest


def _wilson(table: pd.DataFrame) -> pd.DataFrame:
    """Widen the interval of a share that no draw of families can leave (Wilson 1927)."""
    fixed = table["low"] == table["high"]
    n = table["families"].where(fixed, 1).astype(float)
    middle = (table["share"] + Z**2 / (2 * n)) / (1 + Z**2 / n)
    spread = table["share"] * (1 - table["share"]) / n + Z**2 / (4 * n**2)
    far = Z * np.sqrt(spread) / (1 + Z**2 / n)
    low = table["low"].where(~fixed, np.maximum(0, middle - far))
    high = table["high"].where(~fixed, np.minimum(1, middle + far))
    return table.assign(low=low, high=high)


def _shown(
    record: Record,
    table: pd.DataFrame,
    by: str,
    columns: str,
    member: pd.Series,
    show: int,
    scale: Scale | None,
) -> pd.DataFrame:
    """Return for each camp the statements on its dividing concepts that say what it says.

    Concepts come by the size of the gap; of a concept the strongest statements on the camp's side,
    each from another document, the latest first.
    """
    said = frame_of(record)
    if not {by, columns, "stance"} <= {*said}:  # such as party, which no single statement has
        return said.iloc[:0].assign(camp=[], gap=[])
    said = said.assign(camp=said[by].map(member))
    middle = 0.0 if scale is None else (scale[0] + scale[1]) / 2
    parts = []
    for camp, lines in table.dropna(subset="gap").groupby("camp", observed=True):
        order = lines["gap"].abs().sort_values(ascending=False, kind="stable").index
        for line in lines.loc[order].itertuples():
            own = said[(said["camp"] == camp) & (said[columns] == line.column)].copy()
            own["strength"] = (own["stance"] * 1.0 - middle) * (1 if line.gap >= 0 else -1)
            own = own[own["strength"] > 0]
            if "document_id" in own:
                own = own.sort_values("strength", ascending=False, kind="stable")
                own = own.drop_duplicates("document_id")
            parts.append(own.nlargest(show, "strength").assign(gap=line.gap))
    if not parts:
        return said.iloc[:0]
    return pd.concat(parts, ignore_index=True).drop(columns="strength")
