"""Unitising: whether two coders find the same claims, before a single code is compared."""

from functools import partial

import pandas as pd

from analysis.measures.agreement import PASSAGE, of_each_coding, stripped
from analysis.measures.draws import bounds, drawn_places
from analysis.study.load import Study

UNITS = {
    "passage": PASSAGE,
    "passage, actor": [*PASSAGE, "actor"],
    "passage, actor, target": [*PASSAGE, "actor", "target"],
}
"""What must be the same in two statements, from the loosest to the strictest."""

FOUND = ["unit", "first", "second", "both", "f1", "low", "high"]
UNITISED = ["coder", "documents", "of", *FOUND]


def unitising(
    first: pd.DataFrame, second: pd.DataFrame, *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return how far two codings find the same statements, a line for each of `UNITS`.

    A passage is a document with a locator, such as a paragraph. A statement of one coder is found
    by the other when one of his, not yet taken, has the same passage, actor and target; sector,
    relation and stance play no part. A statement without one of these is found by nobody.

    Columns: `unit`; `first` and `second`, the numbers of statements; `both`, those that both found;
    `f1`, 2 both / (first + second), from 0 to 1, missing without a statement; `low` and `high`,
    which bound it in 95 % of bootstrap draws over passages. `both` over the number of a coder is
    the share of his statements that the other found (van Rijsbergen 1979, Information Retrieval,
    ch. 7; Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).

    >>> told = {"document_id": "D1", "locator": "par 1", "actor": ["a", "a", "b"]}
    >>> one = pd.DataFrame(told | {"target": ["b", "b", "a"]})
    >>> other = pd.DataFrame(told | {"target": ["b", "c", "c"]})
    >>> unitising(one, other)[["unit", "both", "f1"]].round(2).to_numpy().tolist()
    [['passage', 3, 1.0], ['passage, actor', 3, 1.0], ['passage, actor, target', 1, 0.33]]
    """
    lines = []
    for unit, fields in UNITS.items():
        counts = _by_passage(first, second, fields)
        drawn = drawn_places(len(counts), draws=draws, seed=seed)
        low, high = bounds([_f1(counts.to_numpy()[places].sum(axis=0)) for places in drawn])
        lines.append((unit, *(total := counts.sum()), _f1(total.to_numpy()), low, high))
    return pd.DataFrame(lines, columns=FOUND)


def unitised(study: Study, *, seed: int = 1) -> pd.DataFrame:
    """Return `unitising` of each further coding of a study, each under its name (`of_each_coding`).

    `first` is the study's own coding, `second` the further one.
    """
    return of_each_coding(study, partial(unitising, seed=seed), UNITISED)


def settled(first: pd.DataFrame, second: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return of two codings the statements that can be paired in one way only.

    They are those whose passage, actor and target stand once in each: which of several claims of a
    passage is which of the other coder plays no part in their agreement.
    """
    fields = UNITS["passage, actor, target"]
    keys = [_keys(coding, fields) for coding in (first, second)]
    once = [set(key[~key.duplicated(keep=False)].dropna()) for key in keys]
    first, second = (
        coding[key.isin(once[0] & once[1]).to_numpy()]
        for coding, key in zip((first, second), keys, strict=True)
    )
    return first, second


def _by_passage(first: pd.DataFrame, second: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """Return the numbers of statements of two coders, and of those found by both, by passage."""
    told = [_counted(coding, fields, name) for name, coding in (("1", first), ("2", second))]
    table = pd.concat(told, axis=1, keys=["first", "second"]).fillna(0).astype(int)
    return table.assign(both=table.min(axis=1)).groupby(level=0).sum()


def _counted(coding: pd.DataFrame, fields: list[str], coder: str) -> pd.Series:
    """Return how many statements have a key, by passage and key; one without stands alone."""
    alone = pd.Series([f"{coder} {place}" for place in range(len(coding))], dtype=object)
    keys = [_keys(coding, part).fillna(alone) for part in (PASSAGE, fields)]
    return pd.Series(1, pd.MultiIndex.from_arrays(keys), int).groupby(level=[0, 1]).sum()


def _keys(coding: pd.DataFrame, fields: list[str]) -> pd.Series:
    """Return the fields of each statement as one text, missing where one of them is."""
    table = stripped(coding, fields)
    keys = pd.Series(["\0".join(map(str, line)) for line in table.to_numpy()], dtype=object)
    return keys.mask(table.isna().any(axis=1).to_numpy())


def _f1(counts) -> float:
    first, second, both = counts
    return float(2 * both / (first + second)) if first + second else float("nan")
