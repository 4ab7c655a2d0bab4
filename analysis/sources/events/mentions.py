"""Mentions of GDELT 2.0: how often, by how many papers and how surely each event was told.

Events count their mentions of the first quarter of an hour alone; files of mentions tell all.
"""

from pathlib import Path

import ibis

from analysis.errors import InputError, problem
from analysis.sources.events.files import find_files
from analysis.sources.events.laid_out import lay_out
from analysis.sources.events.published import MENTIONS
from analysis.sources.events.text import raw_tables, renamed
from analysis.sources.events.typed import text, whole

SURE = 50
"""Per cent of confidence from which a mention counts as sure."""


def mentions_of(source: str | Path | ibis.Table) -> ibis.Table:
    """Return mentions by the event: how many, of how many papers, how many sure, and how sure.

    The result has the columns `event_id`, `mentions`, `sources`, `sure` (of 50 per cent and more)
    and `confidence` (their mean, in per cent).
    """
    table = rows_of(source)
    return table.group_by("event_id").aggregate(
        mentions=table.count(),
        sources=table.paper.nunique(),
        sure=(table.confidence >= SURE).sum(),
        confidence=table.confidence.mean(),
    )


def rows_of(source: str | Path | ibis.Table) -> ibis.Table:
    """Return every mention with the id of its event, its paper and its confidence."""
    tables = [source] if isinstance(source, ibis.Table) else _of_files(source)
    parts = []
    for table in tables:
        named = renamed(table, MENTIONS)
        parts.append(
            named.select(
                event_id=text(named, "GLOBALEVENTID"),
                paper=text(named, "MentionSourceName"),
                confidence=whole(named, "Confidence"),
            )
        )
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _of_files(source: str | Path) -> list[ibis.Table]:
    found = [each for each in lay_out(find_files(source), "gdelt2") if each.form == "mentions"]
    if not found:
        expected = "expected files of mentions: rows of 16 cells between tabs"
        raise InputError(problem(str(source), wrong="holds no mentions", expectation=expected))
    return raw_tables(found)


def with_mentions(events: ibis.Table, told: ibis.Table) -> ibis.Table:
    """Return the events with mentions and sources as the files of mentions count them.

    They get the columns `sure` and `confidence` too. An event that no file mentions has none.
    """
    joined = events.drop("mentions", "sources").left_join(
        told, events.statement_id == told.event_id
    )
    counts = {name: joined[name].fill_null(0) for name in ("mentions", "sources", "sure")}
    return joined.mutate(**counts).select(*events.columns, "sure", "confidence")
