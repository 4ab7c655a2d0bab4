"""Executes Ibis expressions; over tables in memory, one that is like another is compiled once.

To compile a query takes longer than to run it on thousands of rows, and a figure asks the same of
table after table. Only the names of the tables differ, which are put in afterwards.
"""

from functools import cache, lru_cache
from typing import Any

import ibis
import ibis.expr.operations as ops
from ibis.backends.duckdb import Backend

from analysis.tables.pruned import pruned

KEPT = 1000  # queries
MARK = "_in_memory_{}_"  # the name of no table


class Compiled(Backend):
    """An embedded DuckDB that remembers the queries it compiled, whatever tables are in them."""

    def compile(self, expr: ibis.Expr, /, **options: Any) -> str:
        """Return the SQL of an expression, as every Ibis backend does."""
        if any(value is not None for value in options.values()):
            return super().compile(expr, **options)
        tables = expr.op().find(ops.InMemoryTable)
        marks = [MARK.format(place) for place in range(len(tables))]
        sql = _sql(expr.op().replace(dict(zip(tables, map(_unbound, marks, tables), strict=True))))
        for mark, table in zip(marks, tables, strict=True):
            sql = sql.replace(mark, table.name)
        return sql


def executed(expr: ibis.Expr) -> Any:
    """Return the result of an expression: a DataFrame, a Series or a value."""
    tables = expr.op().find(ops.PhysicalTable)
    in_memory = tables and all(isinstance(table, ops.InMemoryTable) for table in tables)
    return _engine().execute(expr) if in_memory else pruned(expr).execute()


@cache
def _engine() -> Compiled:
    return Compiled().connect()


@lru_cache(KEPT)
def _sql(shape: ops.Node) -> str:
    return Backend.compile(_engine(), shape.to_expr())


def _unbound(name: str, table: ops.InMemoryTable) -> ops.UnboundTable:
    return ops.UnboundTable(name=name, schema=table.schema)
