"""The periods that charts of change compare: those which the turns of a study part."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.labels import some_of, translator
from analysis.measures.draws import ALPHA
from analysis.networks.graphs import ids_of
from analysis.networks.periods import by_turn
from analysis.networks.statements import Source, frame_of
from analysis.study.load import Study

MISSED = 0.025
"""A period that would miss a tie by chance as often as this cannot show that it lacks it."""


def by_turns(source: Source) -> dict[str, pd.DataFrame]:
    """Return the statements of each period with their documents, by the period's name.

    A table without turns is parted at its median year; statements without an id have the number of
    their row.
    """
    table = frame_of(source)
    said = table.assign(statement_id=ids_of(table))
    return by_turn(said, source.turns if isinstance(source, Study) else ())


def last_two(source: Source) -> dict[str, pd.DataFrame]:
    """Return the statements of the last two periods; of a record of one period, that one."""
    return dict([*by_turns(source).items()][-2:])


def ends(parts: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the earlier and the later of two periods; a single one is compared with itself."""
    found = list(parts.values())
    return found[0], found[-1]


def could_show(changes: pd.DataFrame, before: int | pd.Series, after: int | pd.Series) -> pd.Series:
    """Tell for which changes each period has families enough to show what it has or lacks.

    `before` and `after` are the families of either period. Where one period lacks a share, of
    which a bootstrap knows no doubt, its families must be so many that they would all miss it, were
    it as frequent as in the other period, with a chance below `MISSED`.
    """
    absent = changes["earlier"] == 0, changes["later"] == 0
    there = np.select(absent, [after, before], 1)
    away = np.select(absent, [before, after], 0)
    frequent = (changes["families"] / np.maximum(there, 1)).clip(upper=1)
    return ~(absent[0] | absent[1]) | ((1 - frequent) ** away < MISSED)


def clear_changes(
    table: pd.DataFrame, clear: pd.Series, tell: Callable[[tuple], str], language: str
) -> str:
    """Say how many of the changes shown are clear, and which, the first of the table first."""
    t = translator(language)
    if not clear.any():
        return t("No change shown is clear.")
    told = some_of([tell(line) for line in table[clear].itertuples()], language)
    blanks = {"clear": int(clear.sum()), "all": len(table), "changes": told}
    chance = round(ALPHA * len(table))
    if clear.sum() > chance:
        return t(
            "Clear changes: {clear} of {all} shown. In percentage points: {changes}.", **blanks
        )
    return t(
        "Clear changes: {clear} of {all} shown, and chance alone would make about {chance} of so "
        "many look clear. In percentage points: {changes}.",
        chance=chance,
        **blanks,
    )


def undated(language: str) -> str:
    """Return what a chart of periods says of statements whose date tells none."""
    t = translator(language)
    return t("No statement has a date that tells its period.")


def unchanged(language: str) -> str:
    """Return what a chart of changes says when there are none."""
    t = translator(language)
    return t("There are no two periods to compare, or no change between them.")
