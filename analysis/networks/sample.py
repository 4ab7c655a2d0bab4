"""A sample of statements: counted once, and handed to every question asked of it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice, tell
from analysis.networks.arrays import Array, Places, placed
from analysis.networks.asked import STANCE
from analysis.networks.cells import scoped
from analysis.networks.statements import Scale, Source, scale_of
from analysis.study.load import Study

UNITS = ("family", "document_id")


class Sample(NamedTuple):
    """Statements as places on the axes of an array, in the order of `once` and of their date.

    `once` numbers those of which one is kept; `unit` is the place of the statement's unit in
    `units`, which has a line each: the id of the `unit` or, for a statement that has none and is a
    unit of its own, that of the `statement`; `copies` tells whether what is drawn twice counts
    twice.
    """

    places: Places
    unit: NDArray[np.intp]
    units: pd.DataFrame
    once: NDArray[np.intp]
    copies: bool
    empty: Array

    def __repr__(self) -> str:
        rows, columns = len(self.empty.rows), len(self.empty.columns)
        statements = len(self.once)
        return (
            f"<Sample of {statements} statements in {len(self.units)} units: "
            f"{rows} {self.empty.rows.name} by {columns} {self.empty.columns.name}>"
        )


def sample(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    level: str | None = STANCE,
    duplicates: str = "include",
    same_level: bool = True,
    unit: str | None = "family",
    scale: Scale | None = None,
) -> Sample:
    """Return the statements of a source as a sample, ready to be drawn from many times.

    `unit` is what is drawn as a whole: a `family` of documents, each `document_id` or, where None,
    each statement. A statement of which the unit is missing (empty or only spaces) is a unit of its
    own. Where no statement has a family, documents are drawn instead, and where none has a document
    statements; an `InputNote` says so. `scale` is the declared range of a numeric level; a study
    knows that of its stances. The level is the stance, or None by default where the source has
    none. The other arguments are those of `networks.cells.kept`.
    Raises `InputError` for another unit, and as `kept`.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "gas", "oil", "gas", "oil"],
    ...     "stance": [1, -1, 1, 1, -1],
    ...     "family": ["f1", "f1", "f2", "f3", "f3"],
    ... })
    >>> sample(said, "actor", "sector", scale=(-1, 1))
    <Sample of 5 statements in 3 units: 3 actor by 2 sector>
    """
    if unit is not None:
        check_choice("unit", unit, UNITS)
    table = scoped(
        source, rows, columns, level, duplicates=duplicates, same_level=same_level, fields=UNITS
    ).sort_values("once", kind="stable")
    scale = scale_of(source, level) if scale is None else scale
    empty, places = placed(table, rows, columns, level, blind=not same_level)
    return sample_of(table, empty._replace(scale=scale), places, duplicates, unit)


def sample_of(
    table: pd.DataFrame, empty: Array, places: Places, duplicates: str, unit: str | None
) -> Sample:
    """Return the statements of `networks.cells.scoped`, in the order of `once`, as a sample."""
    unit = _at_hand(table, unit)
    whole = unit is not None  # a document or a family holds its acts
    within = {"include": True, "act": whole, "document": whole, "family": unit == "family"}
    copies = within.get(duplicates, False)
    if duplicates == "family" and whole and not copies:
        copies = _in_one_document(table)
    code, units = _units(table, unit)
    return Sample(places, code, units, table["once"].to_numpy(), copies, empty)


def unit_of(source: Source) -> str | None:
    """Return the unit that a study has to draw, or None for its statements: no note need tell it.

    Any other source is asked for families, as by default.
    """
    if not isinstance(source, Study):
        return UNITS[0]
    families = "family" in source.documents and source.documents["family"].notna().any()
    own = UNITS[0] if families else UNITS[1]
    return own if "document_id" in source.statements else None


def check_sample(value: object, argument: str = "sample") -> None:
    """Raise `InputError` for what is no sample, such as a table."""
    if not isinstance(value, Sample):
        raise InputError(
            f"{argument}: {type(value).__name__}; expected what analysis.sample returns, such as "
            "analysis.sample(study, 'speaker')"
        )


def observed(sample: Sample) -> Array:
    """Return the array of the statements as they are, which is that of `networks.arrays.count`."""
    return counted_with(sample, np.ones(len(sample.units)))


def counted_with(sample: Sample, times: NDArray[np.number]) -> Array:
    """Return the array in which each unit stands as many times as told."""
    weight = times[sample.unit].astype(float)
    first = firsts(sample.once, weight > 0)
    kept = weight[first] if sample.copies else np.ones(first.sum())
    return array_at(sample.empty, tuple(place[first] for place in sample.places), kept)


def array_at(empty: Array, places: tuple, weight: NDArray[np.float64]) -> Array:
    flat = np.ravel_multi_index(places, empty.x.shape) if empty.x.size else np.zeros(0, int)
    counted = np.bincount(flat, weight, minlength=empty.x.size)
    return empty._replace(x=counted.reshape(empty.x.shape))


def firsts(once: NDArray[np.intp], present: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which are the first present ones of their number; `once` is in order."""
    place = np.flatnonzero(present)
    number = once[place]
    found = np.zeros(len(once), bool)
    found[place[np.r_[True, number[1:] != number[:-1]][: len(place)]]] = True
    return found


def _at_hand(table: pd.DataFrame, unit: str | None) -> str | None:
    """Return the unit wanted, or else the next smaller one that any statement has."""
    if unit is None or table.empty:
        return unit
    smaller = UNITS[UNITS.index(unit) :]
    there = [field for field in smaller if field in table and table[field].notna().any()]
    found = there[0] if there else None
    if found != unit:
        instead = "each document is" if found else "each statement is"
        absent = " and ".join(repr(field) for field in smaller if field not in there)
        note = f"unit: no statement has a field {absent}; {instead} drawn as a unit of its own"
        tell(note)
    return found


def _in_one_document(table: pd.DataFrame) -> bool:
    """Tell whether each family is of one document, as where a study groups none."""
    if "family" not in table:
        return True
    pairs = table[["family", "document_id"]].dropna().drop_duplicates()
    return not pairs["family"].duplicated().any()


def _units(table: pd.DataFrame, unit: str | None) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return the place of each statement's unit, and the units: those with an id come first."""
    shared = table[unit] if unit in table else pd.Series(None, table.index, "str")
    code, ids = pd.factorize(shared, sort=True)
    alone = code < 0
    own, statements = pd.factorize(table.loc[alone, "statement"], sort=True)
    code[alone] = len(ids) + np.where(own < 0, len(statements) + np.arange(len(own)), own)
    size = range(code.max(initial=-1) + 1)
    lines = {
        "unit": pd.Series(ids),
        "statement": pd.Series(statements, len(ids) + np.arange(len(statements))),
    }
    whole = {
        name: line.astype("Int64")
        for name, line in lines.items()
        if pd.api.types.is_integer_dtype(line)
    }
    return code, pd.DataFrame({name: line.reindex(size) for name, line in (lines | whole).items()})
