"""A problem is a line for a person, and carries as fields what the line is made of."""

LONGEST = 100
"""A value is shown up to this length."""


class Problem(str):
    """One thing to mend. It is its line, so that it prints, sorts and travels as text.

    `file`, `row` (as a spreadsheet counts, or the id in a database), `field` and `value` say where;
    `wrong` what is wrong with the value, where that is not plain, and `expectation` what was
    expected. `missing_in` names the file that lacks the value. A line of text alone has none.
    """

    file: str
    row: int | None
    field: str
    value: object
    wrong: str
    expectation: str
    missing_in: str
    alone: bool
    """Whether it is told by itself, never as one of many rows of one cause."""

    def __new__(
        cls,
        text: str,
        *,
        file: str = "",
        row: int | None = None,
        field: str = "",
        value: object = "",
        wrong: str = "",
        expectation: str = "",
        missing_in: str = "",
        alone: bool = True,
    ) -> "Problem":
        line = super().__new__(cls, text)
        line.file, line.row, line.field, line.value = file, row, field, value
        line.wrong, line.expectation = wrong, expectation
        line.missing_in, line.alone = missing_in, alone
        return line


def problem(
    file: str = "",
    row: int | None = None,
    field: str = "",
    value: object = "",
    expectation: str = "",
    *,
    wrong: str = "",
    named: str = "",
    missing_in: str = "",
    alone: bool | None = None,
) -> Problem:
    """Return the line for one cell; for a row, a file or an argument where less is given.

    `named` is what the line calls the field, where that is not `field x`. A cell or row is told
    together with others of its cause unless it is `alone`.

    >>> line = problem("a.csv", 2, "stance", "x", "expected a number")
    >>> line
    "a.csv, row 2, field stance: 'x'; expected a number"
    >>> line.row, line.value, line.expectation
    (2, 'x', 'expected a number')
    """
    place = _place(file, row, field, named)
    of_value = bool(field or named) or not (isinstance(value, str) and value == "")
    said = fault(value, wrong, expectation, shows_value=of_value)
    return Problem(
        f"{place}: {said}" if place else said,
        file=file,
        row=row,
        field=field,
        value=value,
        wrong=wrong,
        expectation=expectation,
        missing_in=missing_in,
        alone=row is None and not missing_in if alone is None else alone,
    )


def fault(value: object, wrong: str, expectation: str, *, shows_value: bool = True) -> str:
    """Return what a line says after the place.

    >>> fault("tea", "is not in sectors", "expected 'oil'")
    "'tea' is not in sectors; expected 'oil'"
    """
    said = " ".join(part for part in (shown(value) if shows_value else "", wrong) if part)
    return "; ".join(part for part in (said, expectation) if part)


def _place(file: str, row: int | None, field: str, named: str) -> str:
    if row is None and not named:  # of no cell, but of a file or an argument
        return ": ".join(part for part in (file, field) if part)
    at = f"row {row}" if row is not None else ""
    called = named or (f"field {field}" if field else "")
    return ", ".join(part for part in (file, at, called) if part)


def shown(value: object) -> str:
    """Return a value as it is told in a line: quoted, and cut when long.

    >>> shown("a" * 200) == repr("a" * 100) + " ..."
    True
    """
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]!r} ..."
    text = value if isinstance(value, str) else repr(value)
    return f"{text[:LONGEST]} ..." if len(text) > LONGEST else repr(value)


def counted(number: int, noun: str) -> str:
    """Write a number of things in English, for messages.

    >>> counted(1, "cell"), counted(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
