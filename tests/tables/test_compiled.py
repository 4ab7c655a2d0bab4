"""What is executed is what Ibis itself would say, and a query of one shape is compiled once."""

import ibis
import pandas as pd
from ibis import _

from analysis.tables import compiled
from analysis.tables.compiled import MARK, executed

SAID = pd.DataFrame({"actor": ["a", "b", "b", None], "level": [1, 2, 3, 4]})
OTHERS = pd.DataFrame({"actor": [MARK.format(0), "c"], "level": [5, 6]})


def counts(table: ibis.Table) -> ibis.Table:
    return table.group_by("actor").aggregate(total=_.level.sum()).order_by("actor")


def test_the_result_is_that_of_ibis():
    for frame in (SAID, OTHERS):
        query = counts(ibis.memtable(frame))
        pd.testing.assert_frame_equal(executed(query), query.execute())
    value = ibis.memtable(SAID).level.max()
    assert executed(value) == value.execute() == 4


def test_tables_of_one_shape_are_compiled_once():
    executed(counts(ibis.memtable(SAID)))
    before = compiled._sql.cache_info()
    found = executed(counts(ibis.memtable(OTHERS)))
    after = compiled._sql.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses)
    assert found["actor"].tolist() == [MARK.format(0), "c"], "what is in a table is left alone"


def test_two_tables_are_told_apart():
    one, other = (ibis.memtable(frame) for frame in (SAID, SAID.assign(level=9)))
    for left, right in ((one, other), (other, one)):
        query = left.join(right.rename(of="level"), "actor").order_by("level", "of")
        pd.testing.assert_frame_equal(executed(query), query.execute())


def test_a_file_is_read_by_the_engine_that_opened_it(tmp_path):
    SAID.to_parquet(tmp_path / "said.parquet")
    assert executed(counts(ibis.read_parquet(tmp_path / "said.parquet")))["total"].sum() == 10
