"""Values looked up in a list of ours, as a join that each engine makes the same way round.

The list is unfolded where the table is, not brought there as a table: no right to write is needed.
An engine does not know how long a file of text is, and holds in memory what it takes for the
shorter side; of a list it knows that it is short. What is asked of the values found is then asked
of the list first, so that of a file only the rows wanted are read.
"""

from collections.abc import Mapping

import ibis

from analysis.locale.countries import alpha3, names

LINE, WRITTEN, FOUND = "_line", "_{}_as_written", "_{}_as_known"  # names that no table has
SIGN = ";"  # in no name of a country or an event


def looked_up(
    table: ibis.Table, value: ibis.ir.StringValue, known: Mapping[str, str], into: str
) -> ibis.Table:
    """Add what is known of a value to a table, missing where it is not known.

    >>> table = ibis.memtable({"code": ["ROM", "KAZ", "EUR"]})
    >>> known = {"KAZ": "KAZ", "ROM": "ROU"}
    >>> looked_up(table, table["code"], known, "now").order_by("code").execute()
      code  now
    0  EUR  NaN
    1  KAZ  KAZ
    2  ROM  ROU
    """
    width = max(map(len, known.values()))
    lines = SIGN.join(now.ljust(width) + written for written, now in known.items())
    row = ibis.literal(lines).split(SIGN).name(LINE).as_table()  # one text is written at once
    unfolded = row.select(row[LINE].unnest().name(LINE))
    told = unfolded[LINE]
    written, found = WRITTEN.format(into), FOUND.format(into)
    mapping = unfolded.select(
        **{written: told.substr(width), found: told.substr(0, width).rstrip()}
    )
    joined = table.left_join(mapping, value == mapping[written])
    others = [name for name in table.columns if name != into]
    return joined.select(*others, **{into: joined[found]})


def with_code(table: ibis.Table, field: str, into: str) -> ibis.Table:
    """Add the country whose alpha-3 code a field holds, missing where it is none."""
    return looked_up(table, table[field].cast("string"), alpha3(), into)


def with_country(table: ibis.Table, field: str, into: str) -> ibis.Table:
    """Add the country whose English name or alpha-3 code a field holds, missing where none."""
    return looked_up(table, table[field].cast("string").strip().lower(), names(), into)
