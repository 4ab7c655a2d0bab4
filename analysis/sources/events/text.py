"""Files of one layout as a table that DuckDB reads when it is asked, cell by cell as text.

A line with too few cells is told by its last, which is missing there and empty elsewhere; one with
too many is not a row.
"""

from collections.abc import Iterable
from glob import escape
from itertools import groupby

import ibis

from analysis.sources.events.laid_out import BEYOND, Layout
from analysis.sources.events.published import known_as

NEVER = "\x01"  # no cell holds it, so that an empty one is empty, and a missing one missing


def raw_tables(layouts: Iterable[Layout]) -> list[ibis.Table]:
    """Return a table for each kind of layout, of the rows that have all cells."""
    alike = sorted(layouts, key=_kind)
    return [raw_table([*group]) for _, group in groupby(alike, key=_kind)]


def _kind(layout: Layout) -> tuple:
    return layout.columns, layout.sign, layout.skip


def raw_table(layouts: list[Layout]) -> ibis.Table:
    """Return the rows of files of one layout that have all its cells, and nothing beyond."""
    first = layouts[0]
    paths = [escape(str(layout.file.path)) for layout in layouts]
    if not first.sign:
        return ibis.read_parquet(paths, hive_partitioning=False)
    # else DuckDB draws a bar into a notebook, or does not, as long as a query takes
    ibis.get_backend().raw_sql("SET enable_progress_bar = false")
    table = _text(paths, first)
    beyond = [name for name in first.columns if name.startswith(BEYOND)]
    needed = [name for name in first.columns if name not in beyond]
    whole = table[needed[-1]].notnull()
    return table.filter(whole, *(table[name].fill_null("") == "" for name in beyond)).drop(*beyond)


def _text(paths: list[str], layout: Layout) -> ibis.Table:
    """Return the lines of files of a layout, cells that a line lacks missing."""
    quotes = {"quote": "", "escape": ""}
    if layout.sign == ",":  # a cell may be of several lines, which parts of a file cannot tell
        quotes = {"quote": '"', "escape": '"', "parallel": False}
    return ibis.read_csv(
        paths,
        columns=dict.fromkeys(layout.columns, "string"),
        header=False,
        auto_detect=False,
        skip=layout.skip,
        delim=layout.sign,
        null_padding=True,
        ignore_errors=True,
        nullstr=NEVER,
        hive_partitioning=False,
        **quotes,
    )


def renamed(table: ibis.Table, layout: tuple[str, ...]) -> ibis.Table:
    """Return a table whose columns bear the names of a layout, whatever capitals they had."""
    found = known_as(list(table.columns), layout)
    return table.select(**{ours: table[theirs] for ours, theirs in found.items()})
