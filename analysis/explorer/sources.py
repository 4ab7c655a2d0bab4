"""What can be explored: a study, other people's statements in any form, or a graph as it is."""

from collections.abc import Mapping
from pathlib import Path

import ibis
import networkx as nx
import pandas as pd

from analysis.errors import InputError, problem
from analysis.explorer.chosen import read_choices
from analysis.explorer.graph_source import graph_study
from analysis.places import studies
from analysis.sources.events import SCALE
from analysis.sources.records import FIELDS, FORMS
from analysis.sources.study_from import OPTIONS, study_from
from analysis.study.load import Study, load_study
from analysis.tables.sheets import ENDINGS, name_of

Explored = Study | pd.DataFrame | nx.Graph | ibis.Table | str | Path
READING = tuple(name for name in (*FIELDS, *OPTIONS, "name") if name != "language")
"""What may be said of how a source is read, as in `analysis.study_from`."""

MOST = 200_000
"""Statements of a table that nobody has read yet; more are not what one looks at by hand."""

COLUMNS = ("statement_id", "document_id", "date", "actor", "target", "sector", "stance")
"""What is taken of a table of an engine, where it is there: of events, no count of mentions."""


def study_of(source: Explored, reading: Mapping[str, object]) -> Study:
    """Return a source as a study; `reading` says how a source that is none is read.

    Raises `InputError` as `load_study` and `study_from`, for what is none of these, for a table of
    an engine with more than `MOST` lines, and for reading that says nothing of the source.
    """
    if isinstance(source, ibis.Table):
        scale = {"scale": SCALE} if "plover" in source.columns else {}
        return study_from(_executed(source), **scale | reading)
    if isinstance(source, pd.DataFrame) or _is_file(source):
        return study_from(source, **reading)
    read_choices(reading)  # it is none of a study
    if isinstance(source, Study):
        return source
    if isinstance(source, nx.Graph):
        return graph_study(source)
    if not isinstance(source, str | Path):
        expected = (
            "expected a study, a table of statements, a graph of NetworkX, or the name or path of "
            "a study or a file"
        )
        raise InputError(f"source: {type(source).__name__}; {expected}")
    return load_study(source)


def _is_file(source: Explored) -> bool:
    """Tell whether a source names a file of statements; a study in `data/` comes first.

    Raises `InputError` for one that is not there, and for an archive: of events it has to be said
    in which form they are.
    """
    if not isinstance(source, str | Path) or str(source) in studies():
        return False
    path = Path(source)
    ending = path.suffix.lower()
    if ending == ".zip" and path.is_file():
        expected = "expected its events, as analysis.read_events(file, 'gdelt1') reads them"
        raise InputError(problem(path.name, wrong="is an archive", expectation=expected))
    if ending in (*FORMS, *(f".{each}" for each in ENDINGS)) and not path.exists():
        expected = "expected the path of a file"
        raise InputError(problem(str(source), wrong="no such file", expectation=expected))
    return path.is_file()


def _executed(table: ibis.Table) -> pd.DataFrame:
    """Return a lazy table, such as that of `analysis.read_events`, in memory."""
    number = int(table.count().execute())
    if number > MOST:
        wrong = f"{number} lines"
        expected = f"expected at most {MOST}; keep some, as by table.filter(...) or between="
        raise InputError(problem(name_of(pd.DataFrame()), wrong=wrong, expectation=expected))
    return table.select([name for name in COLUMNS if name in table.columns]).execute()
