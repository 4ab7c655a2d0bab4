"""The periods that charts of change compare: those which the turns of a study part."""

from collections.abc import Callable

import pandas as pd

from analysis.labels import some_of, translator
from analysis.networks.periods import by_turn
from analysis.study.load import Study
from analysis.study.selection import with_documents


def by_turns(study: Study) -> dict[str, pd.DataFrame]:
    """Return the statements of each period with their documents, by the period's name."""
    return by_turn(with_documents(study), study.turns)


def last_two(study: Study) -> dict[str, pd.DataFrame]:
    """Return the statements of the last two periods; of a study of one period, that one."""
    return dict([*by_turns(study).items()][-2:])


def ends(parts: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the earlier and the later of two periods; a single one is compared with itself."""
    found = list(parts.values())
    return found[0], found[-1]


def clear_changes(
    table: pd.DataFrame, clear: pd.Series, tell: Callable[[tuple], str], language: str
) -> str:
    """Say how many of the changes shown are clear, and which, the first of the table first."""
    t = translator(language)
    if not clear.any():
        return t("No change shown is clear.")
    return t(
        "Clear changes: {clear} of {all} shown. In percentage points: {changes}.",
        clear=int(clear.sum()),
        all=len(table),
        changes=some_of([tell(line) for line in table[clear].itertuples()], language),
    )


def undated(language: str) -> str:
    """Return what a chart of periods says of statements whose date tells none."""
    t = translator(language)
    return t("No statement has a date that tells its period.")


def unchanged(language: str) -> str:
    """Return what a chart of changes says when there are none."""
    t = translator(language)
    return t("There are no two periods to compare, or no change between them.")
