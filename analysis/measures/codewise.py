"""Agreement code by code: which sectors, relations and stances two coders tell apart alike."""

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.agreement import codes_of_both, of_each_coding
from analysis.measures.draws import bounds, drawn_places
from analysis.study.load import Study

CODEWISE = ["variable", "code", "first", "second", "both", "alpha", "low", "high"]
OF_EACH = ["coder", "documents", "of", *CODEWISE]
LEAST = 5
"""How often a coder must have given a code for its line to be worth reading."""


def codewise(
    first: pd.DataFrame, second: pd.DataFrame, *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return Krippendorff's alpha of each code against all others, a line a code.

    Each code of sector, relation and stance that a coder gave to a unit of `align` becomes a
    question with two answers: this code, or another. So a code that two coders understand alike is
    told from one that they do not (Krippendorff 2019, Content Analysis, ch. 12).

    Columns: `variable`, `code`; `first` and `second`, how often each coder gave it, and `both`, how
    often to the same unit; `alpha`, missing where all units have it; `low` and `high`, which bound
    it in 95 % of bootstrap draws over units. With few units the bounds are wide, and a code that
    both gave to one unit only has an alpha of 1 that means little.

    >>> told = {"statement_id": list("wxyz"), "document_id": "D1", "locator": list("1234")}
    >>> one = pd.DataFrame(told | {"actor": "a", "sector": ["oil", "oil", "gas", "gas"]})
    >>> other = one.assign(sector=["oil", "gas", "gas", "gas"])
    >>> codewise(one, other)[["code", "first", "second", "both", "alpha"]].round(2).values.tolist()
    [['gas', 2, 3, 2, 0.53], ['oil', 2, 1, 1, 0.53]]
    """
    lines = []
    for variable, codes in codes_of_both(first, second).items():
        names = sorted(set(codes.ravel()))
        given = np.array([codes == name for name in names]).reshape(len(names), *codes.shape)
        drawn = drawn_places(codes.shape[1], draws=draws, seed=seed)
        spread = np.array([_alphas(given[:, :, places]) for places in drawn])
        limits = [bounds(column) for column in spread.T]
        alphas = _alphas(given)
        for name, code, alpha, limit in zip(names, given, alphas, limits, strict=True):
            lines.append((variable, name, *code.sum(axis=1), code.all(axis=0).sum(), alpha, *limit))
    return pd.DataFrame(lines, columns=CODEWISE)


def codewise_of_each(study: Study, *, seed: int = 1) -> pd.DataFrame:
    """Return `codewise` of each further coding of a study, each under its name (`of_each_coding`).

    `first` is the study's own coding, `second` the further one. Codes that neither gave five times
    are left out: their bounds would tell next to nothing.
    """
    table = of_each_coding(study, partial(codewise, seed=seed), OF_EACH)
    return table[table[["first", "second"]].max(axis=1) >= LEAST].reset_index(drop=True)


def _alphas(given: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return alpha of two coders for answers yes or no, by code: 1 − observed / expected.

    Of n = 2 units values, a code is given `yes` times: two of them differ by chance with the
    probability 2 yes (n − yes) / n (n − 1).
    """
    number = 2 * given.shape[2]
    yes = given.sum(axis=(1, 2))
    observed = (given[:, 0] != given[:, 1]).mean(axis=1) if number else np.zeros(len(given))
    expected = 2 * yes * (number - yes) / max(number * (number - 1), 1)
    missing = np.full(len(given), np.nan)
    return 1 - np.divide(observed, expected, out=missing, where=expected > 0)
