"""What nodes and edges of a graph carry: names and kinds, counts and signs."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from analysis.errors import InputError, check_choice
from analysis.names import every_name, names_by_id
from analysis.networks.arrays import axis
from analysis.networks.exact import as_array, signed
from analysis.networks.statements import Source
from analysis.study.load import Study

CODE_TABLES = {
    "party": "actors",
    "actor": "actors",
    "target": "actors",
    "speaker": "actors",
    "sector": "sectors",
    "relation": "relations",
    "document_id": "documents",
}


def names_in(source: Source, language: str, *tables: str) -> Callable[[str], str]:
    """Return a function that names an id of a study's tables; any other is its own name."""
    known: dict[str, str] = {}
    for table in tables if isinstance(source, Study) else ():
        known |= names_by_id(getattr(source, table), language)
    return lambda key: known.get(key, str(key))


def code_table(field: str) -> str:
    return CODE_TABLES[check_choice("field", field, CODE_TABLES, wrong="has no names")]


def named_nodes(source: Source, field: str, ids: pd.Series) -> Iterator[tuple[str, dict]]:
    """Yield each id with its kind and names, in the order of the ids."""
    known = _named(source, field) if isinstance(source, Study) else {}
    for node in sorted(ids.unique()):
        yield node, known.get(node) or {"label": str(node)}


def _named(study: Study, field: str) -> dict[str, dict]:
    table = getattr(study, code_table(field))
    kinds = table["kind"] if "kind" in table else [field] * len(table)
    names = every_name(table)
    told = [dict(zip(names, row, strict=True)) for row in zip(*names.values(), strict=True)]
    rows = zip(table.iloc[:, 0], kinds, told or [{}] * len(table), strict=True)
    return {key: {"kind": kind} | each for key, kind, each in rows}


def weighted_edges(statements: pd.DataFrame, keys: list[str]) -> Iterator[tuple[tuple, dict]]:
    """Yield the attributes of each edge by its ends, in their order: all groups counted at once."""
    groups = statements.groupby(keys)
    counts = pd.DataFrame({"weight": groups.size()}).join(_signs(statements, keys))
    behind = _ids_behind(statements["statement"], groups.ngroup(), len(counts))
    names = [*counts, "statements"]  # each edge has one dict, and the column's numbers as Python's
    columns = [counts[name].tolist() for name in counts]
    ends = zip(*(counts.index.get_level_values(key).tolist() for key in keys), strict=True)
    for key, *told in zip(ends, *columns, behind, strict=True):
        yield key, dict(zip(names, told, strict=True))


def _ids_behind(ids: pd.Series, groups: pd.Series, number: int) -> list[tuple[str, ...]]:
    """Return the ids of the statements of each group in their order; those without one count not.

    They are sorted once and cut where groups end, which takes a tenth of a function a group.
    """
    there = (ids.notna() & (groups >= 0)).to_numpy()
    named = pd.DataFrame({"group": groups.to_numpy()[there], "id": ids[there].to_numpy(object)})
    named = named.sort_values(["group", "id"])
    told = list(map(str, named["id"]))
    ends = np.bincount(named["group"], minlength=number).cumsum().tolist()
    return [tuple(told[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)]


def _signs(statements: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return how many statements of each edge are friendly and strained, and the sum of levels."""
    if "level" not in statements or not pd.api.types.is_numeric_dtype(statements["level"]):
        return pd.DataFrame(index=statements.groupby(keys).size().index)
    levels = axis(statements["level"])
    wholes, denominator = signed(levels)
    said = as_array(wholes)[levels.get_indexer(statements["level"])]
    said = statements.assign(positive=said > 0, negative=said < 0, net_stance=said)
    counts = said.groupby(keys)[["positive", "negative", "net_stance"]].sum()
    if denominator > 1:
        counts["net_stance"] = (counts["net_stance"] / denominator).astype(float)
    return counts


def check_modes(source: Source, rows: str, columns: str) -> None:
    if not isinstance(source, Study):
        return
    tables = [code_table(field) for field in (rows, columns)]
    if tables[0] == tables[1]:
        raise InputError(
            f"rows and columns: {rows!r} and {columns!r} are both {tables[0]}; expected fields of "
            "two kinds, for a two-mode graph"
        )


def check_apart(one: pd.Series, other: pd.Series, rows: str, columns: str) -> None:
    both = sorted(set(one).intersection(other))
    if both:
        raise InputError(
            f"rows and columns: {both[0]!r} stands in {rows!r} and in {columns!r}; expected no id "
            "in both, for a two-mode graph"
        )
