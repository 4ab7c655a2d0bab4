"""A query without what nobody asked of it has the same result."""

import ibis
import pandas as pd
import pytest
from event_cells import FOLDER
from ibis import _

import analysis
from analysis.tables.pruned import pruned

LEFT = ibis.memtable(pd.DataFrame({"a": [1, 2, 2], "b": ["x", "y", None], "c": [0.5, 1.5, 2.5]}))
RIGHT = ibis.memtable(pd.DataFrame({"a": [2, 3], "d": ["u", "v"], "e": [7, 8]}))
LONG = LEFT.mutate(f=_.c * 2, g=_.b.upper(), h=_.a + 1)
ROWS = LONG.mutate(each=ibis.range(LONG.a)).mutate(each=_.each.unnest())

QUERIES = {
    "a projection": LONG.select("h"),
    "a number of rows": LONG.count(),
    "a sum": LONG.filter(_.g == "X").f.sum(),
    "groups": LONG.group_by("a").aggregate(n=_.count(), f=_.f.max()).select("a", "n"),
    "groups alone": LONG.group_by("a").aggregate(n=_.count(), f=_.f.max()).select("a"),
    "a number of groups": LONG.aggregate(n=_.count(), f=_.f.max()).count(),
    "rows that are made": ROWS.count(),
    "rows that are made and named": ROWS.select("b"),
    "a join": LONG.left_join(RIGHT, "a").select("b", "e"),
    "a number of a join": LONG.left_join(RIGHT, "a").count(),
    "a join with itself": LONG.join(LONG.view(), "a").select("g", "h_right"),
    "a union": ibis.union(LONG.select("a", "g"), RIGHT.select("a", g="d")).select("g"),
    "a union in another order": ibis.union(
        LONG.select("a", "g", "h"), RIGHT.select(h="e", g="d", a="a")
    ).select("h", "a"),
    "a number of a union": ibis.union(LONG.select("a", "g"), RIGHT.select("a", g="d")).count(),
    "a union without repeats": ibis.union(
        LONG.select("a", "h"), LONG.select("a", "h"), distinct=True
    ).select("a"),
    "what is left": ibis.difference(LONG.select("a", "h"), RIGHT.select("a", h="e")).select("a"),
    "distinct rows": LONG.select("a", "h", "b").distinct().select("a"),
    "columns dropped": LONG.drop("g").mutate(i=_.f + 1).drop("f").select("i"),
    "few columns dropped": LONG.drop("g", "h").filter(_.f > 1).count(),
    "the first in order": LONG.order_by(_.f.desc()).limit(2).select("g"),
    "a window": LONG.mutate(n=_.f.sum().over(group_by="a")).filter(_.n > 2).select("n"),
    "those of another table": LONG.filter(_.a.isin(RIGHT.mutate(i=_.e).a)).select("f"),
    "more than a number of another": LONG.filter(_.a < RIGHT.mutate(i=_.e + 1).i.min()).count(),
    "what is filled": LONG.fill_null({"b": "-"}).select("b"),
    "what is there": LONG.drop_null("g").select("f"),
}


def result(expr: ibis.Expr) -> pd.DataFrame:
    found = expr.execute()
    frame = found if isinstance(found, pd.DataFrame) else pd.DataFrame({"value": [found]})
    return frame.sort_values([*frame], ignore_index=True)


@pytest.mark.parametrize("name", QUERIES)
def test_the_result_is_the_same(name):
    query = QUERIES[name]
    pd.testing.assert_frame_equal(result(pruned(query)), result(query))


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("gdelt1", "gdelt1_backfile/GDELT.MASTERREDUCEDV2.TXT"),
        ("gdelt2", "gdelt2"),
        ("icews", "icews"),
        ("polecat", "polecat/ngecEvents.20240116111842.Release701.DV.txt"),
    ],
)
def test_of_events_only_what_is_counted_is_written(form, path):
    events = analysis.read_events(FOLDER / path, form)
    count = events.group_by("actor", "sector").aggregate(mean=_.stance.mean(), n=_.count())
    pd.testing.assert_frame_equal(result(pruned(count)), result(count))
    assert "actor_roles" in ibis.to_sql(count)
    assert "actor_roles" not in ibis.to_sql(pruned(count))
