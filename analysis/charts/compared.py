"""The periods that charts of change compare: those which the turns of a study part."""

import pandas as pd

from analysis.labels import translator
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


def unchanged(language: str) -> str:
    """Return what a chart of changes says when there are none."""
    t = translator(language)
    return t("There are no two periods to compare, or no change between them.")
