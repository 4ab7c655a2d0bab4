"""Makes one statement for each of several names in a cell."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.tables.raw import as_text


def split_problems(
    split: Mapping[str, str] | None, fields: Mapping[str, str], single: set[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the signs given to split cells; `single` fields hold one value."""
    if split is not None and not isinstance(split, Mapping):
        yield _of_split(split, "expected a sign for each field, such as {'actor': ';'}")
        return
    for field, sign in (split or {}).items():
        if field not in fields:
            yield _of_split(field, one_of(field, fields), "is no field")
        elif field in single:
            wrong = "holds one value a statement"
            yield _of_split(field, "expected a field of names", wrong)
        elif not isinstance(sign, str) or not sign:
            yield _of_split(field, "expected a sign such as ';'", f"has {sign!r}")


def _of_split(value: object, expectation: str, wrong: str = "") -> Problem:
    return problem("", None, "split", value, expectation, wrong=wrong)


def parted(column: pd.Series, sign: str) -> pd.Series:
    """Return the distinct names in each cell, in their order, without empty ones."""
    return column.astype(object).map(lambda cell: _names(as_text(cell), sign), na_action="ignore")


def spread(statements: pd.DataFrame, fields: Collection[str]) -> pd.DataFrame:
    """Return a line for each combination of the names in `fields`, which hold lists of them.

    Lines of one statement have its id with their number: 0003.1, 0003.2.
    """
    lists = [
        statements[field].map(lambda names: names if isinstance(names, list) else [None])
        for field in fields
    ]
    every = [list(product(*names)) for names in zip(*lists, strict=True)]
    counts = pd.Series([len(names) for names in every], statements.index)
    result = statements.loc[statements.index.repeat(counts)].copy()
    for place, field in enumerate(fields):
        result[field] = pd.array([each[place] for names in every for each in names], dtype="str")
    result["statement_id"] = pd.array(
        [
            name
            for given, count in zip(statements["statement_id"], counts, strict=True)
            for name in _ids(given, count)
        ],
        dtype="str",
    )
    return result


def _names(text: str, sign: str) -> list[str] | None:
    return [*dict.fromkeys(name for part in text.split(sign) if (name := part.strip()))] or None


def _ids(given: object, count: int) -> list[object]:
    if count == 1 or not isinstance(given, str):
        return [given] * count
    return [f"{given}.{number:0{len(str(count))}}" for number in range(1, count + 1)]
