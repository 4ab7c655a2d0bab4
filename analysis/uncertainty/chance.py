"""Numbers of a study beside what chance gives: the split into camps, and the gap of voices."""

from functools import partial

import pandas as pd

from analysis.measures.camps import polarisation_of
from analysis.measures.headlines import headlines, voiced
from analysis.networks.matrices import two_mode_of
from analysis.networks.sample import Sample, observed, sample, unit_of
from analysis.networks.statements import all_named, repeats_within, speaking
from analysis.study.load import Study
from analysis.study.selection import most_heard
from analysis.uncertainty.bootstrap import Statistic, against, bootstrap
from analysis.uncertainty.dealt import dealt


def split(
    study: Study,
    rows: str | None = None,
    *,
    most: int = 16,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Return how deep the best split in two is, beside that of chance, in one line.

    Chance keeps sectors and families: see `uncertainty.dealt`.

    The rows are speakers, or else actors: the `most` that most families of documents name; a
    repeated statement counts once a family. Columns: `polarisation` (see `measures.camps`), then
    `expected`, `low`, `high` and `p` of `analysis.null_test`.
    """
    rows = rows or speaking(study)
    heard = most_heard(study, rows, most)
    rule, unit = repeats_within(study), unit_of(study)
    said = sample(heard, rows, level="stance", duplicates=rule, unit=unit)
    depth = partial(polarisation_of, seed=seed)
    return _beside(said, depth, draws, seed).rename(columns={"estimate": "polarisation"})


def tie_counts(study: Study, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return how many statements tie each actor to each sector, and how sure that is, line by line.

    An actor is tied by what it does and by what is done to it; each family counts a repeated
    statement once. The columns are those of `analysis.bootstrap`.
    """
    rule, unit = repeats_within(study), unit_of(study)
    said = sample(study, all_named(study), duplicates=rule, unit=unit, same_level=False)
    return bootstrap(said, two_mode_of, draws=draws, seed=seed)


def gap_by_chance(study: Study, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return by how much leaders are warmer than all others, beside chance, in one line.

    Chance keeps sectors and families: see `uncertainty.dealt`.

    Columns: `gap`, then `expected`, `low`, `high` and `p` of `analysis.null_test`. Without
    statements of both there is no line.
    """
    statements = voiced(study)
    gap = headlines(statements).get("gap")
    if gap is None:
        return pd.DataFrame(columns=["gap", "expected", "low", "high", "p"])
    rule, unit = repeats_within(statements), unit_of(study)
    said = sample(statements, "voice", duplicates=rule, unit=unit)
    return _beside(said, gap, draws, seed).rename(columns={"estimate": "gap"})


def _beside(said: Sample, statistic: Statistic, draws: int, seed: int) -> pd.DataFrame:
    drawn = (statistic(array) for array in dealt(said, draws=draws, seed=seed))
    return against(statistic(observed(said)), drawn).reset_index(drop=True)
