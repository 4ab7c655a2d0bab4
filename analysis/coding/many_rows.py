"""What is done to many rows at once, as changes that can be looked at before they are made."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from analysis.coding.changes import Change, Row
from analysis.coding.searching import finder
from analysis.coding.suggest import fold
from analysis.errors import InputError

NEAREST = 6
LEAST_LIKE = 0.55
LISTED = "; "  # between two aliases


def matching(rows: Iterable[Row], pattern: str, fields: Sequence[str] = ()) -> list[Row]:
    """Return the rows in which a regular expression is found, in any field or in these.

    Raises `InputError` for what is no expression, and what takes too long to be found (`finder`).

    >>> matching([{"id": "a", "name": "Oil"}, {"id": "b", "name": "Gas"}], "^g", ["name"])
    [{'id': 'b', 'name': 'Gas'}]
    """
    found = finder(pattern)
    return [
        row
        for row in rows
        if any(found(value) for name, value in row.items() if not fields or name in fields)
    ]


def recoded(table: str, rows: Iterable[Row], values: Mapping[str, str]) -> list[Change]:
    """Return the changes that give rows other values, of those that do not have them.

    >>> recoded("t.csv", [{"id": "a", "sector": "gas"}], {"sector": "oil"})[0].after
    {'id': 'a', 'sector': 'oil'}
    """
    told = ((row, row | dict(values)) for row in rows)
    return [Change(table, before, after) for before, after in told if before != after]


def renamed(
    tables: Mapping[str, Iterable[Row]], fields: Mapping[str, Sequence[str]], old: str, new: str
) -> list[Change]:
    """Return the changes that put one id in the place of another wherever it stands.

    `fields` are those of each table that hold such ids.

    >>> tables = {"t.csv": [{"id": "1", "actor": "a", "target": "b"}]}
    >>> renamed(tables, {"t.csv": ["actor", "target"]}, "a", "c")[0].after
    {'id': '1', 'actor': 'c', 'target': 'b'}
    """
    found = []
    for table, rows in tables.items():
        for row in rows:
            after = row | {name: new for name in fields[table] if row.get(name) == old}
            if after != row:
                found.append(Change(table, row, after))
    return found


def merged(
    tables: Mapping[str, Iterable[Row]],
    fields: Mapping[str, Sequence[str]],
    home: tuple[str, str],
    old: str,
    new: str,
) -> list[Change]:
    """Return the changes by which one row of a list becomes another, or gets another id.

    `home` is the table of the list and its key. Where `new` is there, it takes over the names of
    `old` as aliases, and `old` goes; else `old` is called `new`. Either way it is so wherever it
    stands. Raises `InputError` when there is no `old`, or both are one.
    """
    table, key = home
    by_id = {row[key]: row for row in tables[table]}
    if old not in by_id or old == new:
        raise InputError(f"{key}: {old!r} cannot become {new!r}; expected one that is there")
    rest = [row for row in tables[table] if row[key] not in (old, new)]
    inside = {table: rest} if table in fields else {}
    elsewhere = {name: rows for name, rows in tables.items() if name != table}
    changes = renamed(elsewhere | inside, fields, old, new)
    if new not in by_id:
        return [Change(table, by_id[old], by_id[old] | {key: new}), *changes]
    kept = by_id[new]
    own = {name: kept[name] for name in fields.get(table, ()) if kept.get(name) == old}
    after = kept | {"aliases": _aliases(kept, by_id[old])} if "aliases" in kept else kept
    after = after | dict.fromkeys(own, "")
    changed = [Change(table, kept, after)] if after != kept else []
    return [Change(table, by_id[old], None), *changed, *changes]


def _aliases(kept: Row, gone: Row) -> str:
    """Return the aliases of a row with those names of another that it does not bear."""
    borne = [value for name, value in kept.items() if name.startswith("name_")]
    listed = [part for part in kept["aliases"].split(LISTED) if part]
    names = [value for name, value in gone.items() if name.startswith("name_")]
    more = [*names, *gone.get("aliases", "").split(LISTED)]
    known = {fold(each) for each in (*borne, *listed)}
    for name in more:
        if name and fold(name) not in known:
            known.add(fold(name))
            listed.append(name)
    return LISTED.join(listed)


def nearest(text: str, rows: Iterable[Row], key: str) -> list[tuple[str, str]]:
    """Return the ids of the rows whose names are most like a text, and the name that is.

    >>> rows = [{"id": "gazprom", "name_en": "Gazprom"}, {"id": "kz", "name_en": "Kazakhstan"}]
    >>> nearest("Gasprom", rows, "id")
    [('gazprom', 'Gazprom')]
    """
    wanted = fold(text.strip())
    if not wanted:
        return []
    scored = []
    for row in rows:
        name, score = max(
            ((each, _likeness(wanted, fold(each))) for each in _names(row, key)),
            key=lambda pair: pair[1],
        )
        scored.append((-score, row[key], name))
    return [
        (name_id, name) for score, name_id, name in sorted(scored)[:NEAREST] if -score >= LEAST_LIKE
    ]


def _names(row: Row, key: str) -> list[str]:
    names = [value for name, value in row.items() if name.startswith("name_") and value]
    return [*names, *filter(None, row.get("aliases", "").split(LISTED)), row[key]]


def _likeness(wanted: str, name: str) -> float:
    if wanted in name or (len(name) > 3 and name in wanted):
        return 0.8 + 0.2 * min(len(wanted), len(name)) / max(len(wanted), len(name))
    matcher = SequenceMatcher(None, wanted, name, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_LIKE or matcher.quick_ratio() < LEAST_LIKE:
        return 0.0
    return matcher.ratio()
