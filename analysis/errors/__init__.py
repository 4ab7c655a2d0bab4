"""What a user can mend is told in lines that a user can act on."""

import sys
import warnings
from collections.abc import Collection, Iterable
from typing import TypeVar

from analysis.errors.choices import is_choice, one_of
from analysis.errors.grouping import MOST_LINES, grouped, once_a_value
from analysis.errors.problems import Problem, counted, fault, problem, shown

__all__ = [
    "InputError",
    "InputNote",
    "Problem",
    "check_choice",
    "counted",
    "fault",
    "grouped",
    "is_choice",
    "once_a_value",
    "one_of",
    "problem",
    "shown",
    "tell",
]

Choice = TypeVar("Choice")


class InputError(ValueError):
    """Something given from outside is wrong; `problems` holds a `Problem` for each thing to mend.

    A problem is a line, and has file, row, field, value and expectation as fields. Cells that are
    wrong for one cause are one thing to mend.

    >>> table = [[1, "Tokayev"], [2, "Putin"], [3, "Putin"], [4, "Tokayev"], [5, "Putim"]]
    >>> raise InputError(
    ...     problem("a.csv", row, "name", name, one_of(name, ["Putin", "Tokayev"]))
    ...     for row, name in table if name not in ("Putin", "Tokayev"))
    Traceback (most recent call last):
    analysis.errors.InputError: a.csv, row 5, field name: 'Putim'; expected 'Putin' (nearest), \
or one of: Putin, Tokayev
    """

    problems: list[Problem]

    def __init__(self, problems: str | Iterable[str]) -> None:
        lines = [problems] if isinstance(problems, str) else list(problems)
        every = [line if isinstance(line, Problem) else Problem(line) for line in lines]
        self.problems = grouped(every)
        told: list[str] = [*self.problems[:MOST_LINES]]
        if len(told) < len(every):
            more = len(self.problems) - len(told)
            told += [f"... and {counted(more, 'more line')}"] if more else []
            told += [f"{len(every)} problems in all"]
        super().__init__("\n".join(told))


class InputNote(UserWarning):
    """Something given from outside was read rightly though it is not quite as it should be."""


def tell(note: str | Warning) -> None:
    """Warn of what was noted, at the line that called this package, however deep in it that was."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals["__name__"].startswith("analysis."):
        level, frame = level + 1, frame.f_back
    warnings.warn(note, InputNote, stacklevel=level)


def check_choice(
    name: str, value: Choice, choices: Collection[object], *, wrong: str = ""
) -> Choice:
    """Return the value given for `name`, or raise `InputError` when it is none of the choices.

    >>> check_choice("period", "yaer", ["year", "quarter"])
    Traceback (most recent call last):
    analysis.errors.InputError: period: 'yaer'; expected 'year' (nearest), or one of: year, quarter
    """
    if is_choice(value, choices):
        return value
    raise InputError(problem("", None, name, value, one_of(value, choices), wrong=wrong))
