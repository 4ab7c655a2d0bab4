"""What a user can mend is told in lines that a user can act on."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

FEW = 3
"""So many problems of one cause are told one by one; more become one line."""
MOST_CAUSES = 5
"""So many causes are told of one field of a table, and the number of the others."""
MOST_LINES = 40
"""So many lines are printed; `problems` holds them all."""
LONGEST = 100
"""A value is shown up to this length."""


class Problem(str):
    """A line that carries what it is made of, so that lines of one cause can be told as one."""

    file = field = value = fault = missing_in = ""
    row: int | None = None


def problem(
    file: str, row: int | None, field: str, value: str, fault: str, missing_in: str = ""
) -> Problem:
    """Return the line for one cell, or for one row when no field is named.

    `fault` follows the value. `missing_in` names the file that lacks the value.

    >>> problem("a.csv", 2, "stance", "x", "; expected a number")
    "a.csv, row 2, field stance: 'x'; expected a number"
    """
    place = file if row is None else f"{file}, row {row}"
    named = f", field {field}" if row is not None else f": {field}"
    line = Problem(f"{place}{named}: {shown(value)}{fault}" if field else f"{place}: {fault}")
    line.file, line.row, line.field, line.value, line.fault = file, row, field, value, fault
    line.missing_in = missing_in
    return line


class InputError(ValueError):
    """Something given from outside is wrong; `problems` holds one line for each thing to mend.

    Cells that are wrong for one cause are one thing to mend.

    >>> print(InputError(["a.csv: no such file", "b.csv: no such file"]))
    a.csv: no such file
    b.csv: no such file
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        found = [problems] if isinstance(problems, str) else list(problems)
        self.problems = grouped(found)
        lines = self.problems[:MOST_LINES]
        if len(lines) < len(found):
            more = len(self.problems) - len(lines)
            lines += [f"... and {more} more lines"] if more else []
            lines += [f"{len(found)} problems in all"]
        super().__init__("\n".join(lines))


class InputNote(UserWarning):
    """Something given from outside was read rightly though it is not quite as it should be."""


def counted(number: int, noun: str) -> str:
    """Write a number of things in English, for messages.

    >>> counted(1, "cell"), counted(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def grouped(problems: list[str]) -> list[str]:
    """Return the lines with those of one cause as one: files, what they lack, then cells.

    >>> cells = [problem("a.csv", row, "n", "x", "; expected a number") for row in range(2, 9)]
    >>> grouped(cells)
    ["a.csv, row 2, field n: 'x'; expected a number (and 6 more rows: 3, 4, 5 ...)"]
    """
    cells = [line for line in problems if isinstance(line, Problem) and not line.missing_in]
    lacks = [line for line in problems if isinstance(line, Problem) and line.missing_in]
    files = [line for line in problems if not isinstance(line, Problem)]
    return [*dict.fromkeys(files), *_missing(lacks), *_alike(cells)]


def _missing(lines: list[Problem]) -> list[str]:
    """Tell a value that many rows name and no row holds once."""
    causes: dict[tuple[str, str], list[Problem]] = {}
    for line in lines:
        known = [key for key in causes if key[1] == line.value and key[0] in line.missing_in]
        causes.setdefault(known[0] if known else (line.missing_in, line.value), []).append(line)
    told = []
    for (file, value), named in causes.items():
        told += named if len(named) <= FEW else [_named(file, value, named)]
    return (
        told
        if len(told) <= MOST_LINES
        else [
            *told[:MOST_LINES],
            f"{len(told) - MOST_LINES} more values are missing in other tables",
        ]
    )


def _named(file: str, value: str, lines: list[Problem]) -> str:
    rows: dict[str, set[int]] = {}
    for line in lines:
        rows.setdefault(line.file, set()).update([] if line.row is None else [line.row])
    told = [
        f"{len(found)} rows of {by} name it (rows {_first(found)})"
        if len(found) > 1
        else f"row {min(found)} of {by} names it"
        if found
        else f"{by} names it"
        for by, found in rows.items()
    ]
    expected = max((line.fault for line in lines), key=lambda fault: "(nearest)" in fault)
    return f"{file}: {shown(value)} is missing; {', '.join(told)}; {expected.partition('; ')[2]}"


def _alike(lines: list[Problem]) -> list[str]:
    causes: dict[tuple[str, str], dict[str, list[Problem]]] = {}
    for line in lines:
        alike = causes.setdefault((line.file, line.field), {})
        alike.setdefault(_cause(line.fault), []).append(line)
    told = []
    for (file, field), alike in causes.items():
        for same in [*alike.values()][:MOST_CAUSES]:
            told += same if len(same) <= FEW else [_one_for_all(same)]
        if more := sum(map(len, [*alike.values()][MOST_CAUSES:])):
            told.append(f"{file}{f', field {field}' if field else ''}: and {more} more problems")
    return told


def _cause(fault: str) -> str:
    """Return a fault without the values that differ from cell to cell."""
    return re.sub(r"'[^']*'( \(nearest\), or )?|(?<=row )\d+|^\d+", "", fault)


def _one_for_all(lines: list[Problem]) -> str:
    first, *others = lines
    rows = {line.row for line in others if line.row != first.row}
    return f"{first} (and {len(rows)} more rows: {_first(rows)})" if rows else first


def _first(rows: Iterable[int]) -> str:
    ordered = sorted(rows)
    return ", ".join(map(str, ordered[:3])) + (" ..." if len(ordered) > 3 else "")


def shown(value: object) -> str:
    """Return a value as it is told in a line: quoted, and cut when long.

    >>> shown("a" * 200) == repr("a" * 100) + " ..."
    True
    """
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]!r} ..."
    told = value if isinstance(value, str) else repr(value)
    return f"{told[:LONGEST]} ..." if len(told) > LONGEST else repr(value)


def _plain(name: str) -> str:
    return name if name.isprintable() and name == name.strip() else shown(name)


def one_of(value: object, choices: Iterable[object]) -> str:
    """Say what was expected instead of `value`: the nearest choice, or all of them when few.

    >>> one_of("gaz", ["gas", "oil"])
    "expected 'gas' (nearest), or one of: gas, oil"
    >>> one_of("tea", ["gas", "oil"])
    'expected one of: gas, oil'
    """
    names = [str(choice) for choice in choices if str(choice)]
    if not names:
        return "there is none to choose from"
    text = str(value)
    near = get_close_matches(text, names, n=1) if len(text) <= LONGEST else []
    listed = (
        f"one of: {', '.join(map(_plain, names))}"
        if len(names) <= 20
        else f"one of {len(names)} known ids"
    )
    if not near:
        return f"expected {listed}"
    nearest = f"'{near[0]}'" if _plain(near[0]) == near[0] else shown(near[0])
    return f"expected {nearest} (nearest), or {listed}"
