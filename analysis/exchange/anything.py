"""Writes whatever this library gives, told apart by what it is."""

from pathlib import Path

import networkx as nx
import pandas as pd

from analysis.errors import InputError
from analysis.exchange.matrix_files import MATRIX_FORMATS, export_matrix
from analysis.exchange.network_files import FORMATS, export_network
from analysis.exchange.statement_files import STATEMENT_FORMATS, export_statements
from analysis.exchange.table_files import TABLE_FORMATS, export_table
from analysis.study.load import Study

Thing = nx.Graph | Study | pd.DataFrame

OTHER = FORMATS.keys() | MATRIX_FORMATS.keys() | STATEMENT_FORMATS.keys() | TABLE_FORMATS.keys()


def export(thing: Thing, path: str | Path, *, language: str = "en") -> Path:
    """Write a graph, the statements of a study, a matrix or a table, in the format of the ending.

    - A graph of NetworkX: `gexf`, `graphml`, `cyjs`, `dl` or `csv`, nodes labelled in `language`
      (see `exchange.network_files`).
    - A `Study`: its statements with all that is known of them, names in `language`, as `csv`,
      `xlsx`, `parquet` or a database of DNA 3, `dna`.
    - A DataFrame whose rows and columns both have a name, or whose rows are its columns, as the
      matrices of this library: `csv` or `dl`; its cells must be finite numbers.
    - Any other DataFrame, and a matrix that is to be `xlsx` or `parquet`: a table as `csv`, `xlsx`
      or `parquet`; an index other than 0, 1, 2 … becomes its first columns. A DataFrame for `dl`
      is a matrix.

    Returns the path. The same thing gives the same bytes, and folders are made as needed. Raises
    `InputError` for an ending that has no format for the thing, values that the format cannot
    hold, and a disk that cannot be written.

    >>> export([1, 2], "a.csv")
    Traceback (most recent call last):
    analysis.errors.InputError: export: list; expected a graph, a study or a DataFrame
    """
    ending = Path(path).suffix.removeprefix(".").lower()
    if isinstance(thing, nx.Graph):
        _check_ending(path, ending, "a graph", FORMATS, "a DataFrame")
        return export_network(thing, path, language=language)
    if isinstance(thing, Study):
        _check_ending(
            path, ending, "statements", STATEMENT_FORMATS, "a graph, such as analysis.graph(study)"
        )
        return export_statements(thing, path, language=language)
    if not isinstance(thing, pd.DataFrame):
        raise InputError(
            f"export: {type(thing).__name__}; expected a graph, a study or a DataFrame"
        )
    formats = MATRIX_FORMATS | TABLE_FORMATS
    _check_ending(
        path,
        ending,
        "a DataFrame",
        formats,
        "a graph, such as analysis.one_mode_graph(study, matrix)",
    )
    if ending == "dl" or (ending == "csv" and _is_matrix(thing)):
        return export_matrix(thing, path)
    return export_table(thing, path)


def _is_matrix(table: pd.DataFrame) -> bool:
    if table.index.nlevels > 1 or table.columns.nlevels > 1:
        return False
    named = table.index.name is not None and table.columns.name is not None
    alike = len(table) > 0 and table.index.equals(table.columns)
    return named or alike


def _check_ending(path: str | Path, ending: str, what: str, formats: dict, instead: str) -> None:
    """Raise `InputError` for an ending that is right for something else; others are told later."""
    if ending in OTHER and ending not in formats:
        raise InputError(
            f"{Path(path).name}: ending '.{ending}'; expected one of: {', '.join(formats)}, for "
            f"{what}; .{ending} takes {instead}"
        )
