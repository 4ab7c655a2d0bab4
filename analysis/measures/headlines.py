"""The numbers by which a study's picture stands or falls, as statistics of its cells."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.networks.arrays import Array
from analysis.networks.exact import mean
from analysis.study.load import Study
from analysis.study.selection import with_documents

LEADERS, OTHERS = "leaders", "others"


def voiced(study: Study) -> pd.DataFrame:
    """Return the statements with their documents and a field `voice`.

    It is `leaders` for presidents and joint texts (actors with a role) as speakers, otherwise
    `others`.
    """
    leading = study.actors.loc[study.actors["role"].notna(), "actor_id"]
    statements = with_documents(study)
    voice = statements["speaker"].isin(leading).map({True: LEADERS, False: OTHERS})
    return statements.assign(voice=voice)


def headlines(statements: pd.DataFrame, sectors: int = 2) -> dict[str, Callable[[Array], float]]:
    """Return the headline numbers by key, each a statistic of cells of voice by sector by stance.

    `mean`, the mean stance; `gap`, that of leaders less that of all others; `friendly` and
    `strained`, the shares of statements with a stance above and below 0; and for each of the
    `sectors` with most statements `share:<id>`, its share of all, and `on:<id>`, its mean stance.
    A mean or share of no statement is 0.
    """
    largest = statements["sector"].value_counts().sort_index().sort_values(
        ascending=False, kind="stable").index[:sectors]  # fmt: skip
    found = {
        "mean": lambda cells: _mean(cells.x, cells),
        "gap": lambda cells: (
            _mean(cells.x[cells.rows == LEADERS], cells)
            - _mean(cells.x[cells.rows == OTHERS], cells)
        ),
        "friendly": lambda cells: _share(cells.x[:, :, cells.levels > 0], cells.x),
        "strained": lambda cells: _share(cells.x[:, :, cells.levels < 0], cells.x),
    }
    for sector in largest:
        found[f"share:{sector}"] = lambda cells, at=sector: _share(_on(cells, at), cells.x)
        found[f"on:{sector}"] = lambda cells, at=sector: _mean(_on(cells, at), cells)
    return found


def _on(cells: Array, sector: str) -> NDArray[np.float64]:
    return cells.x[:, cells.columns == sector]


def _mean(x: NDArray[np.float64], cells: Array) -> float:
    """Return the mean level of part of the cells."""
    return mean(cells.levels, x.sum(axis=(0, 1)))


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    total = whole.sum()
    return float(part.sum() / total) if total else 0.0
