"""What two states do to each other, and to whom a state turns, as events or statements tell it.

Events are counted where they are; what comes back is a line for each distinct stance of a month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from math import fsum

import ibis
import pandas as pd

from analysis.errors import InputError, check_choice, one_of, problem, tell
from analysis.locale.countries import alpha3, country_among
from analysis.networks.asked import PERIODS, label_of
from analysis.networks.repeats import check_fields, period_of
from analysis.networks.statements import Source, table_of
from analysis.study.load import Study
from analysis.tables.columns import read_levels
from analysis.tables.compiled import executed
from analysis.tables.distinct import read_dates, read_in
from analysis.tables.reading import Opened, through

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The columns of quad classes 1 to 4."""

WRONG = "is in no event"

FIELDS = ["actor", "target", "period", "events", *QUADS, "no_quad", "stances", "stance"]
USED = {"actor", "target", "date", "stance", "quad", "relation", "date_precision"}


def dyad(
    source: Source, first: str, second: str, *, by: str = "month", of_all: bool = False
) -> pd.DataFrame:
    """Return what two actors did to each other, a line for each direction and period with events.

    `source` is a table of events, as of `analysis.read_events`, or of statements, or a study, with
    the fields `actor`, `target` and `date`; `first` and `second` name actors, such as `KAZ` and
    `RUS`. `by` is `month`, `quarter`, `halfyear`, `year` or `all`. The columns are `actor`,
    `target`, `period` (2024-11, 2024-Q4, 2024-H2, 2024 or `all`), `events`, the number of each quad
    class (`verbal_cooperation`, `material_cooperation`, `verbal_conflict`, `material_conflict`,
    and `no_quad` for those of none), `stances`, the number of events that have a stance, and
    `stance`, their mean. Events without a date, or known less closely than the period, are left
    out.

    With `of_all`, `all_events` counts the events of the period between any actors, known or not,
    and `share` is the part of them that this direction has: machines read a hundred times as much
    news today as in 1979, so that numbers of distant years compare as shares alone. It needs a
    table that was not narrowed to the two.

    An `InputNote` tells when no event is between the two, or none is there at all. Raises
    `InputError` for an actor that no event of a table has, an unknown period and a missing field.

    >>> said = pd.DataFrame({
    ...     "actor": ["KAZ", "KAZ", "RUS", "KAZ"], "target": ["RUS", "RUS", "KAZ", "CHN"],
    ...     "date": ["2024-01-05", "2024-01-09", "2024-01-31", "2024-02-01"],
    ...     "quad": [1, 3, 1, 2], "stance": [2.8, -2.0, 1.0, 6.4]})
    >>> dyad(said, "KAZ", "RUS")[["actor", "target", "period", "events", "stance"]]
      actor target   period  events  stance
    0   KAZ    RUS  2024-01       2     0.4
    1   RUS    KAZ  2024-01       1     1.0
    """
    check_choice("by", by, [*PERIODS, "all"])

    def work(opened: Opened) -> pd.DataFrame:
        table = _read(opened, source, by)
        pair = [first, second]
        apart = table.actor != table.target
        ours = table.filter(table.actor.isin(pair), table.target.isin(pair), apart)
        counts = _counted(by_direction(ours), by)
        if counts.empty:
            _tell_nothing(table, first, second)
        found = _summed(counts)
        return _with_all(found, table, by) if of_all else found

    return through(table_of(source), USED, work)


def attention(
    source: Source,
    state: str,
    *,
    by: str = "month",
    among: Iterable[str] = (),
    together: Mapping[str, Iterable[str]] | None = None,
) -> pd.DataFrame:
    """Return to whom the events of a state go, a line for each period and target.

    `source`, `state` and `by` are as in `dyad`. `among` names the targets wanted, all by default,
    and `together` counts several as one, as in `{"EU": ["DEU", "FRA"]}`. The columns are `period`,
    `target`, `events`, `all_events`, those of the state in the period with any known target other
    than itself, and `share`, the part of them. Targets stand in the order asked for, else that of
    most events; with `among` or `together` each has a line in every period that has events, of
    none too. Raises `InputError` as `dyad` does, and for a target that no event has and that is no
    country by its alpha-3 code.

    >>> said = pd.DataFrame({"actor": ["KAZ"] * 4, "target": ["RUS", "RUS", "CHN", "DEU"],
    ...                      "date": ["2024-01-05", "2024-01-09", "2024-01-31", "2024-01-31"]})
    >>> attention(said, "KAZ", among=["RUS"], together={"EU": ["DEU"]})
        period target  events  all_events  share
    0  2024-01    RUS       2           4   0.50
    1  2024-01     EU       1           4   0.25
    """
    check_choice("by", by, [*PERIODS, "all"])
    parts = {each: [each] for each in several("among", among)}
    parts |= {name: [*several("together", each)] for name, each in (together or {}).items()}

    def work(opened: Opened) -> pd.DataFrame:
        table = _read(opened, source, by)
        ours = table.filter(table.actor == state, table.target.notnull(), table.target != state)
        counts = _counted(by_target(ours), by)
        if counts.empty:
            _tell_nothing(table, state)
        asked = {*chain(*parts.values())}.difference(counts["target"], alpha3().values())
        if asked:  # a country may well be in no event
            _check_known(_known_actors(table), "among", sorted(asked))
        return _shares(counts, parts)

    return through(table_of(source), USED, work)


def several(field: str, names: Iterable[str]) -> Iterable[str]:
    """Return names, and refuse one text, which would be taken for its letters."""
    if isinstance(names, str):
        expected = f"expected several, such as [{names!r}]"
        raise InputError(problem("", None, field, names, expected))
    return names


def _read(opened: Opened, source: Source, by: str) -> ibis.Table:
    """Return actor, target, date, stance and quad class, read as they are everywhere."""
    table = opened.table
    check_fields(table, ["actor", "target", "date"])
    table = read_dates(opened, table)
    for field in ("stance", "quad"):
        if field in table.columns and table[field].type().is_string():
            table = read_in(opened, table, field, read_levels)
    table = _known_to(table, by)
    stance = table["stance"] if "stance" in table.columns else ibis.null("float64")
    return table.select(
        actor=table.actor.cast("string"),
        target=table.target.cast("string"),
        date=table.date,
        stance=stance.cast("float64"),
        quad=_quad(table, source),
    )


def _known_to(table: ibis.Table, by: str) -> ibis.Table:
    """Leave out what is dated less closely than the period."""
    if "date_precision" not in table.columns or by == "all":
        return table
    return table.filter(period_of(table, by).notnull())


def _quad(table: ibis.Table, source: Source) -> ibis.Value:
    """Return the quad class, of a study by its relations."""
    names = [name.replace("_", " ") for name in QUADS]
    if isinstance(source, Study) and "quad" in source.relations and "relation" in table.columns:
        quads = source.relations.set_index("relation_id")["quad"].dropna()
        known = [(each, names.index(quad) + 1) for each, quad in quads.items() if quad in names]
        return _cases(table["relation"], known)
    if "quad" not in table.columns:
        return ibis.null("int64")
    if table["quad"].type().is_string():
        written = [(name, place) for place, name in enumerate(names, 1)]
        return _cases(table["quad"].lower(), written)
    return table["quad"].cast("int64")


def _cases(value: ibis.Value, known: list[tuple[str, int]]) -> ibis.Value:
    if not known:
        return ibis.null("int64")
    branches = [(value == name, ibis.literal(quad, "int64")) for name, quad in known]
    return ibis.cases(*branches, else_=ibis.null("int64"))


def _month(table: ibis.Table) -> dict[str, ibis.Value]:
    return {"year": table.date.year(), "month": table.date.month()}


def by_direction(table: ibis.Table) -> ibis.Table:
    """Count the events of each month, class and distinct stance, which is all that is fetched."""
    keys = {name: table[name] for name in ("actor", "target", "quad", "stance")}
    return table.group_by(**keys, **_month(table)).aggregate(events=lambda each: each.count())


def by_target(table: ibis.Table) -> ibis.Table:
    """Count the events of each month and target."""
    grouped = table.group_by(target=table.target, **_month(table))
    return grouped.aggregate(events=lambda each: each.count())


def by_month(table: ibis.Table) -> ibis.Table:
    """Count the events of each month."""
    return table.group_by(**_month(table)).aggregate(events=lambda each: each.count())


def _counted(counts: ibis.Table, by: str) -> pd.DataFrame:
    """Return counts of months with the label of their period, without those of no date.

    What has no date goes here, not where the table is: an engine would look at the date of every
    row before it looks whose it is.
    """
    found = executed(counts).dropna(subset="year")
    months = zip(found["year"], found["month"], strict=True)
    labels = ["all" if by == "all" else label_of(int(y), int(m), by) for y, m in months]
    return found.assign(period=pd.Series(labels, found.index, dtype="str"))


def _summed(counts: pd.DataFrame) -> pd.DataFrame:
    keys, events = ["actor", "target", "period"], counts["events"]
    parts = {name: events.where(counts["quad"] == n, 0) for n, name in enumerate(QUADS, 1)}
    parts |= {"no_quad": events.where(counts["quad"].isna(), 0)}
    parts |= {"stances": events.where(counts["stance"].notna(), 0)}
    found = counts.assign(**parts).groupby(keys)[["events", *parts]].sum().astype("int64")
    weighted: dict[tuple, list[float]] = defaultdict(list)
    for *key, stance, number in counts[[*keys, "stance", "events"]].dropna().to_numpy():
        weighted[*key].append(stance * number)
    totals = {key: fsum(part) for key, part in weighted.items()}  # in any order the same
    known = pd.Series(totals, found.index, dtype="float64")
    found["stance"] = known / found["stances"].where(found["stances"] > 0)
    return found.reset_index().astype(dict.fromkeys(keys, "str"))[FIELDS]


def _with_all(found: pd.DataFrame, table: ibis.Table, by: str) -> pd.DataFrame:
    every = _counted(by_month(table), by).groupby("period")["events"].sum()
    found = found.assign(all_events=found["period"].map(every).astype("int64"))
    return found.assign(share=found["events"] / found["all_events"])


def _shares(counts: pd.DataFrame, parts: dict[str, list[str]]) -> pd.DataFrame:
    """Return the shares of the targets of each part, of every target where none is asked for."""
    asked = bool(parts)
    events = counts.pivot_table(
        index="period", columns="target", values="events", aggfunc="sum", fill_value=0
    )
    if not parts:
        most = events.sum().sort_values(ascending=False, kind="stable")
        parts = {each: [each] for each in most.index}
    sums = {
        name: events.reindex(columns=each, fill_value=0).sum(axis=1) for name, each in parts.items()
    }
    lines = pd.DataFrame(sums, events.index).rename_axis(columns="target").stack()
    table = lines.rename("events").reset_index()
    every = table["period"].map(events.sum(axis=1)).astype("int64")
    table = table.assign(all_events=every, share=table["events"] / every)
    table = table[asked | (table["events"] > 0)].reset_index(drop=True)
    texts = dict.fromkeys(["period", "target"], "str")
    return table.astype({**texts, "events": "int64", "share": "float64"})


def _tell_nothing(table: ibis.Table, *asked: str) -> None:
    """Raise for an actor that no event has; else tell that there is no event between two."""
    known = _known_actors(table)
    _check_known(known, "actor", asked if known else ())
    pair = " and ".join(asked)
    told = f"no event between {pair}" if len(asked) > 1 else f"no event of {pair} towards another"
    told += "" if known else "; the table holds none"
    tell(told)


def _known_actors(table: ibis.Table) -> list[str]:
    ends = ibis.union(table.select(name=table.actor), table.select(name=table.target))
    return [*executed(ends.filter(ends.name.notnull()).distinct().order_by("name"))["name"]]


def _check_known(known: list[str], field: str, asked: Iterable[str]) -> None:
    lines = [
        problem("", None, field, each, one_of(country_among(each, known), known), wrong=WRONG)
        for each in asked
        if each not in set(known)
    ]
    if lines:
        raise InputError(lines)
