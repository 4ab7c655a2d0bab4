"""Statements cut into periods or moving windows, and matrices of them aligned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import InputError, check_choice, counted, problem
from analysis.networks.arrays import Array
from analysis.networks.asked import PARTY, PERIODS, label_of
from analysis.networks.statements import Record, Source, record_of, statements_in
from analysis.study.load import Study
from analysis.study.spans import held, spans

CALENDAR = {name: period.months for name, period in PERIODS.items()}
"""Calendar periods and their number of months."""


def by_period(source: Source, period: str) -> dict[str, Record]:
    """Return the statements of each calendar period: year, half-year, quarter or month.

    Parts of a study are studies, those of any other source tables.

    The keys are labels such as 2024, 2024-H2, 2024-Q4 or 2024-11, from the first period to the last
    with none left out. A statement whose date is known to the month or year counts in the period
    that holds all of it, and in no shorter one; a statement without a date in none (see
    `study.spans`). Raises `InputError` for an unknown period, and as `study.spans`.
    """
    months, whole = CALENDAR[check_choice("period", period, CALENDAR)], record_of(source)
    first, last = (12 * day.dt.year + day.dt.month - 1 for day in spans(statements_in(whole)))
    place = (first // months).where(first // months == last // months)  # else missing
    every = range(int(place.min()), int(place.max()) + 1) if place.notna().any() else []
    starts = {each: divmod(each * months, 12) for each in every}
    return {
        label_of(year, month + 1, period): _part(whole, place == each)
        for each, (year, month) in starts.items()
    }


def by_window(source: Source, days: int, step: int) -> dict[str, Record]:
    """Return the statements of each window of exactly `days` days, the next `step` days later.

    Parts of a study are studies, those of any other source tables.

    The keys are first and last day, such as 2024-01-01/2024-03-30 (ISO 8601). The first window
    begins with the first statement; the last is the last that ends no later than the last
    statement. Statements whose date is known to the month or year count in windows that hold all of
    it, those without a date in none. Raises `InputError` for a width or step under a day, a width
    greater than the span of the statements, and as `study.spans`.
    """
    wrong = [
        problem("", None, name, value, "expected a number of days from 1 up")
        for name, value in (("days", days), ("step", step))
        if value < 1
    ]
    if wrong:
        raise InputError(wrong)
    whole = record_of(source)
    first, last = spans(statements_in(whole))
    span = (last.max() - first.min()).days + 1 if first.notna().any() else 0
    if span < days:
        expected = f"the statements span {counted(span, 'day')}, expected at most that"
        raise InputError(problem("", None, "days", days, expected))
    found = {}
    for offset in range(0, span - days + 1, step):
        start = first.min() + pd.Timedelta(days=offset)
        end = start + pd.Timedelta(days=days - 1)
        label = f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"
        found[label] = _part(whole, (first >= start) & (last <= end))
    return found


def by_turn(source: Source, turns: Sequence[str] | None = None) -> dict[str, Record]:
    """Return the statements of each period that a turn, the first day, month or year of it, begins.

    Parts of a study are studies, those of any other source tables.

    The keys are first and last year, or what the turns leave of them, such as 2014/2022-02-23 and
    2022-02-24/2026. Where no turn parts the statements, their median year does. A statement whose
    date is known to the month or year only counts in the period that holds all of it, one without a
    date in none. A period without statements is left out, unless there is none at all: then the key
    is "/". `turns` are in order; by default they are those of the study, or none.
    """
    whole = record_of(source)
    statements = statements_in(whole)
    if turns is None:
        turns = whole.turns if isinstance(whole, Study) else ()
    first, last = spans(statements)
    if first.isna().all():
        return {"/": _part(whole, first.notna())}
    begins = [
        turn for turn in turns if (last < _start(turn)).any() and (first >= _start(turn)).any()
    ]
    begins = begins or [str(int(first.dt.year.median()))]
    found = {}
    ends = [str(pd.Period(turn) - 1) for turn in begins]
    for start, end in zip(["", *begins], [*ends, ""], strict=True):
        until = pd.Period(end).end_time if end else None
        inside = held(statements, _start(start) if start else None, until)
        if inside.any():
            years = first[inside].dt.year.agg(["min", "max"]).astype(int).astype(str)
            found[f"{start or years['min']}/{end or years['max']}"] = _part(whole, inside)
    return found


def statement_shares(array: Array) -> pd.DataFrame:
    """Return the share of the statements that tie each party to each sector, from 0 to 1.

    `array` counts the rows `party`, under which each statement counts twice, for the one who acts
    and the one addressed, so that shares sum to 2; of any other rows it counts once. Without
    statements all are 0.
    """
    counts, parties = array.x.sum(axis=2), 2 if array.rows.name == PARTY else 1
    shares = parties * counts / max(counts.sum(), 1)
    return pd.DataFrame(shares, array.rows, array.columns, copy=False)


def aligned(matrices: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the matrices over one set of rows and columns: all that any of them has.

    Rows and columns come in the order of their ids; what a matrix lacks is zero in it.
    """
    rows = _union([matrix.index for matrix in matrices.values()])
    columns = _union([matrix.columns for matrix in matrices.values()])
    return {
        name: matrix.reindex(index=rows, columns=columns, fill_value=0.0)
        for name, matrix in matrices.items()
    }


def difference(earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Return what a later network has more than an earlier one, over the nodes of both.

    >>> one = pd.DataFrame([[1.0]], ["tokayev"], ["oil"])
    >>> two = pd.DataFrame([[3.0]], ["tokayev"], ["gas"])
    >>> difference(one, two)
             gas  oil
    tokayev  3.0 -1.0
    """
    both = aligned({"earlier": earlier, "later": later})
    return both["later"] - both["earlier"]


def _part(whole: Record, inside: pd.Series) -> Record:
    if isinstance(whole, Study):
        return replace(whole, statements=whole.statements[inside])
    return whole[inside]


def _start(period: str) -> pd.Timestamp:
    return pd.Period(period).start_time


def _union(axes: list[pd.Index]) -> pd.Index:
    if not axes:
        return pd.Index([], dtype=object)
    values = np.unique(np.concatenate([axis.to_numpy(object) for axis in axes]))
    return pd.Index(values, name=axes[0].name, dtype=axes[0].dtype)
