"""What is told several times counts once, without a window function, which some engines lack."""

import ibis

DAILY = ("date", "actor", "target", "event")
"""What is the same of events that count once a day."""

SAID = ("date", "actor_name", "actor_written", "event", "target_name", "target_written", "address")
SAME = ("statement_id", "date", "actor", "target")
"""What is the same of rows that are one event told again."""


def identified(table: ibis.Table) -> ibis.Table:
    """Return statements that all have an id: where there is none, it is what they say."""
    said = [table[name].cast("string").fill_null("") for name in SAID]
    words = ibis.literal(" ").join(said)
    return table.mutate(statement_id=ibis.coalesce(table.statement_id, words))


def without_repeats(table: ibis.Table) -> ibis.Table:
    """Return each statement that has a day once; of rows of an id the greatest values count.

    That they have one is seen last, of what is left: an engine would look for it in every row of a
    file before it looks whose the row is.
    """
    others = [name for name in table.columns if name not in SAME]
    greatest = {name: _greatest(table[name]) for name in others}
    once = table.group_by(SAME).aggregate(**greatest, dated=table.date.count())
    return once.filter(once.dated > 0).select(*table.columns)


def once_daily(table: ibis.Table) -> ibis.Table:
    """Return one event of a day, actor, target and code: that of the first id."""
    others = [name for name in table.columns if name not in DAILY]
    first = {name: table[name].argmin(table.statement_id) for name in others}
    return table.group_by(DAILY).aggregate(**first).select(*table.columns)


def _greatest(value: ibis.Value) -> ibis.Value:
    """Return the greatest of several values, of truths without a value none on every engine."""
    if not value.type().is_boolean():
        return value.max()
    return ibis.cases((value, 1), (~value, 0), else_=ibis.null("int64")).max() == 1
