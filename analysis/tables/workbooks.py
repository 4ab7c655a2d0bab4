"""Chooses a sheet of an XLSX workbook and returns its cells as they stand."""

from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter, range_boundaries

from analysis.errors import InputError, check_choice, problem
from analysis.tables.packages import Package, Sheet, open_package, unreadable
from analysis.tables.raw import Raw, as_text, capped, trimmed
from analysis.tables.sheet_xml import Grid, read_grid


def read_sheet(path: Path, sheet: str | None) -> Raw:
    """Return the cells of the sheet named, or else of the first that is not hidden.

    Numbers and dates come as their value, with the texts that the sheet shows of them. Notes tell
    of hidden sheets, rows and columns. Raises `InputError` for what is no workbook, a sheet that is
    not there, and merged cells.
    """
    package = open_package(path)
    page, notes = _chosen(path.name, package.sheets, sheet)
    grid = _grid(path.name, package, page)
    # A merged cell is one value over several rows, of which all but the first would be missing.
    merged = [
        problem(path.name, wrong=f"cells {span} are merged", expectation="expected a value in each")
        for span in _merged(grid)
    ]
    if merged:
        raise InputError(capped(merged, path.name))
    notes += [f"{path.name}, sheet {page.name!r}: {told}" for told in _hidden(grid)]
    return _raw(path.name, grid, notes)


def _chosen(file: str, sheets: list[Sheet], name: str | None) -> tuple[Sheet, list[str]]:
    names = [sheet.name for sheet in sheets]
    if name is not None:
        check_choice("sheet", name, names, wrong=f"is not in {file}")
        return sheets[names.index(name)], []
    if not sheets:
        raise InputError(problem(file, wrong="holds no sheet of cells", expectation="expected one"))
    shown = [sheet for sheet in sheets if not sheet.hidden]
    hidden = [repr(sheet.name) for sheet in sheets if sheet.hidden]
    if not shown:
        expected = f"expected sheet= to name one of: {', '.join(names)}"
        raise InputError(problem(file, wrong="all sheets are hidden", expectation=expected))
    told = f"{file}: sheet {shown[0].name!r} is read; hidden and not read: {', '.join(hidden)}"
    return shown[0], [told] if hidden else []


def _grid(file: str, package: Package, page: Sheet) -> Grid:
    try:
        return read_grid(package.archive.read(page.part), package)
    except Exception as error:  # a damaged file brings about whatever
        raise InputError(unreadable(file, error)) from None


def _merged(grid: Grid) -> list[str]:
    """Return the merged ranges that hold a value, in the order of their rows."""
    bounds = {span: range_boundaries(span) for span in grid.merged}
    filled = [
        span
        for span, (column, row, *_) in bounds.items()
        if column and row in grid.values.get(column, {})
    ]
    return sorted(filled, key=lambda span: bounds[span][1::-1])


def _hidden(grid: Grid) -> list[str]:
    columns = [
        get_column_letter(place)
        for place in sorted(grid.values)
        if any(first <= place <= last for first, last in grid.columns)
    ]
    kinds = {"row": [str(row) for row in grid.rows], "column": columns}
    return [
        f"hidden and read like the others: {kind} {', '.join(names[:5])}"
        + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        for kind, names in kinds.items()
        if names
    ]


def _raw(file: str, grid: Grid, notes: list[str]) -> Raw:
    """Return the rows and columns that hold something; others take no room, however many."""
    failed = [
        problem(file, 1, "", text, told, named=f"column {get_column_letter(place)}", alone=True)
        for (row, place), (text, told) in grid.unread.items()
        if row == 1
    ]
    if failed:
        raise InputError(capped(failed, file))
    places = sorted(grid.values)
    rows = sorted({row for cells in grid.values.values() for row in cells if row > 1})
    header = [
        grid.shown.get(place, {}).get(1, as_text(grid.values[place].get(1))) for place in places
    ]
    columns = {n: [grid.values[place].get(row) for row in rows] for n, place in enumerate(places)}
    cells = pd.DataFrame(columns, rows, range(len(places)), dtype=object)
    order = {place: n for n, place in enumerate(places)}
    shown, coarse = (
        {order[place]: rows for place, rows in texts.items()} for texts in (grid.shown, grid.coarse)
    )
    unread = [
        (row, order[place], text, told)
        for (row, place), (text, told) in sorted(grid.unread.items())
    ]
    return Raw(
        header,
        trimmed(cells),
        shown,
        coarse,
        unread,
        notes,
        [get_column_letter(place) for place in places],
    )
