"""Problems of one cause become one line, so that a mistake made a thousand times is read once."""

import re
from collections.abc import Iterable

from analysis.errors.problems import Problem, counted, shown

FEW = 3
"""So many problems of one cause are told one by one; more become one line."""
MOST_CAUSES = 5
"""So many causes are told of one field of a table, and the number of the others."""
MOST_LINES = 40
"""So many lines are printed; `problems` holds them all."""


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Return the lines with those of one cause as one: files, what they lack, then cells.

    >>> from analysis.errors import problem
    >>> cells = [problem("a.csv", row, "n", "x", "expected a number") for row in range(2, 9)]
    >>> grouped(cells)
    ["a.csv, row 2, field n: 'x'; expected a number (and 6 more rows: 3, 4, 5 ...)"]
    """
    alone: list[Problem] = []
    lacking: list[Problem] = []
    cells: list[Problem] = []
    for line in problems:
        (alone if line.alone else lacking if line.missing_in else cells).append(line)
    return [*dict.fromkeys(alone), *_missing(lacking), *_alike(cells)]


def once_a_value(lines: Iterable[Problem]) -> list[Problem]:
    """Return the lines of cells with those that differ in their row alone as one, if many.

    >>> from analysis.errors import problem
    >>> cells = [problem("a.csv", row, "n", "xy"[row > 7], "expected a number") for row in range(9)]
    >>> once_a_value(cells)[0]
    "a.csv, row 0, field n: 'x'; expected a number (and 7 more rows: 1, 2, 3 ...)"
    """
    values: dict[str, list[Problem]] = {}
    for line in lines:
        text = str(line) if line.row is None else line.replace(f"row {line.row}", "", 1)
        values.setdefault(text, []).append(line)
    return [
        line
        for same in values.values()
        for line in (same if len(same) <= FEW else [_one_for_all(same)])
    ]


def _missing(lines: list[Problem]) -> list[Problem]:
    """Tell a value that many rows name and no row holds once."""
    causes: dict[tuple[str, object], list[Problem]] = {}
    for line in lines:
        known = [key for key in causes if key[1] == line.value and key[0] in line.missing_in]
        causes.setdefault(known[0] if known else (line.missing_in, line.value), []).append(line)
    values: list[Problem] = []
    for (file, value), rows in causes.items():
        values += rows if len(rows) <= FEW else [_lacking(file, value, rows)]
    more = len(values) - MOST_LINES
    if more <= 0:
        return values
    are = "is" if more == 1 else "are"
    told = f"{counted(more, 'more value')} {are} missing in other tables"
    return [*values[:MOST_LINES], Problem(told)]


def _lacking(file: str, value: object, lines: list[Problem]) -> Problem:
    """Return the line of a value that `file` lacks, with the rows that name it."""
    rows: dict[str, set[int]] = {}
    for line in lines:
        rows.setdefault(line.file, set()).update([] if line.row is None else [line.row])
    named = [
        f"{len(numbers)} rows of {by} name it (rows {_first(numbers)})"
        if len(numbers) > 1
        else f"row {min(numbers)} of {by} names it"
        if numbers
        else f"{by} names it"
        for by, numbers in rows.items()
    ]
    expected = max((line.expectation for line in lines), key=lambda text: "(nearest)" in text)
    return Problem(
        f"{file}: {shown(value)} is missing; {', '.join(named)}; {expected}",
        file=file,
        field=lines[0].field,
        value=value,
        wrong="is missing",
        expectation=expected,
        missing_in=file,
    )


def _alike(lines: list[Problem]) -> list[Problem]:
    fields: dict[tuple[str, str], dict[str, list[Problem]]] = {}
    for line in lines:
        causes = fields.setdefault((line.file, line.field), {})
        causes.setdefault(_cause(line), []).append(line)
    shorter: list[Problem] = []
    for (file, field), causes in fields.items():
        first, rest = [*causes.values()][:MOST_CAUSES], [*causes.values()][MOST_CAUSES:]
        for same in first:
            shorter += same if len(same) <= FEW else [_one_for_all(same)]
        if rest:
            place = f"{file}, field {field}" if field else file
            text = f"{place}: and {counted(sum(map(len, rest)), 'more problem')}"
            shorter.append(Problem(text, file=file, field=field))
    return shorter


def _cause(line: Problem) -> str:
    """Return what is wrong without the values that differ from cell to cell."""
    fault = f"{line.wrong}; {line.expectation}"
    return re.sub(r"'[^']*'( \(nearest\), or )?|(?<=row )\d+|^\d+( \w+)?", "", fault)


def _one_for_all(lines: list[Problem]) -> Problem:
    first, *rest = lines
    rows = {line.row for line in rest if line.row is not None and line.row != first.row}
    if not rows:
        return first
    others = counted(len(rows), "more row")
    return Problem(f"{first} (and {others}: {_first(rows)})", **vars(first))


def _first(rows: Iterable[int]) -> str:
    ordered = sorted(rows)
    return ", ".join(map(str, ordered[:3])) + (" ..." if len(ordered) > 3 else "")
