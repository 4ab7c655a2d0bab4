"""What can stand for a table of statements: a study, a DataFrame, a path, an Ibis table.

A study stands for its statements with the fields of their documents, and knows their scale.
"""

from collections.abc import Collection

import ibis
import pandas as pd

from analysis.errors import InputError
from analysis.networks.asked import PARTY, PERIODS
from analysis.study.load import Study
from analysis.study.selection import with_documents
from analysis.tables.compiled import executed
from analysis.tables.distinct import level_reader, read_dates, read_in
from analysis.tables.reading import Opened, through
from analysis.tables.reading import Source as Table

Source = Study | Table

Record = Study | pd.DataFrame
"""A study, or a table of statements in memory."""

Scale = tuple[float, float]
"""The least and the greatest level that could have been coded."""

SCALED = "stance"
"""The level of which a study declares the scale."""


PLACE = "_place_of_row"  # a name that no table has


def table_of(source: Source, fields: Collection[str] | None = None) -> Table:
    """Return the table of statements that a source stands for.

    The documents of a study are joined to it unless all `fields` wanted are the statements' own.
    """
    if not isinstance(source, Study):
        return source
    own = {*source.statements.columns, PARTY, *PERIODS}
    if fields is not None and own.issuperset(fields):
        return source.statements
    return with_documents(source)


def frame_of(source: Source) -> pd.DataFrame:
    """Return the statements of a source as a DataFrame.

    Dates and stances of a file or a database are read, its rows come in their order.
    """
    table = table_of(source)
    if isinstance(table, pd.DataFrame):
        return table

    return through(table, {"date", SCALED}, _read, whole=True)


def scale_of(source: Source, level: str | None) -> Scale | None:
    """Return the scale that a study declares for a level, or None where nothing is declared."""
    return source.scale if isinstance(source, Study) and level == SCALED else None


def study_of(source: Source, what: str) -> Study:
    """Return a source that is a study; raise `InputError` where `what` needs more than that."""
    if isinstance(source, Study):
        return source
    raise InputError(
        f"{what}: {type(source).__name__}; expected a study, such as of analysis.load_study, for "
        "it needs more of its tables than statements"
    )


def record_of(source: Source) -> Record:
    """Return a study as it is, and any other source as a DataFrame."""
    return source if isinstance(source, Study) else frame_of(source)


def statements_in(record: Record) -> pd.DataFrame:
    """Return the statements of a study or of a table, without the fields of documents."""
    return record.statements if isinstance(record, Study) else record


def all_named(record: Record) -> str:
    """Return the field of everyone whom a statement names: `party` where it has a target."""
    return PARTY if "target" in statements_in(record) else "actor"


def speaking(record: Record) -> str:
    """Return the field of those who take a stance: `speaker` where actors act on a target.

    There the speaker tells what an actor does to another. In a debate nobody is acted on: the
    actor is who speaks, and a `speaker` is the person who spoke for it.

    >>> debate = pd.DataFrame({"actor": ["Union"], "speaker": ["Ann"], "sector": ["pay"]})
    >>> speaking(debate), speaking(debate.assign(target="Employers"))
    ('actor', 'speaker')
    """
    said = statements_in(record)
    acted_on = "target" in said and bool(said["target"].notna().any())
    return "speaker" if "speaker" in said and (acted_on or "actor" not in said) else "actor"


def counts_acts(source: Source) -> bool:
    """Tell whether the statements of a source are tied as acts of two sides.

    >>> counts_acts(pd.DataFrame({"act": ["a", "a", None]})), counts_acts(pd.DataFrame())
    (True, False)
    """
    if isinstance(source, Study | pd.DataFrame):
        table = statements_in(source)
        return "act" in table and bool(table["act"].notna().any())
    return through(source, set(), lambda opened: "act" in opened.table.columns)


def repeats_within(record: Record) -> str:
    """Return the widest rule of duplicates that the record has a field for, families first."""
    if isinstance(record, Study):
        return "family" if "document_id" in record.statements else "include"
    if "family" in record:
        return "family"
    return "document" if "document_id" in record else "include"


def _read(opened: Opened) -> pd.DataFrame:
    table = opened.table.mutate(**{PLACE: ibis.row_number()})
    if "date" in table.columns:
        table = read_dates(opened, table)
    if SCALED in table.columns and (reader := level_reader(table[SCALED].type())):
        table = read_in(opened, table, SCALED, reader)
    return executed(table.order_by(PLACE).drop(PLACE))
