"""Leaves out of a query what nobody asked of it, before it is written as SQL.

Ibis writes every column of a table that is built step by step, also those that no later step uses.
An engine then leaves them out, but to write them takes longer than to run the query.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.operations as ops
from ibis.common.graph import Graph, Node

Wanted = Mapping[Node, set[str]]
Values = Mapping[str, ops.Value]
Parts = Mapping[str, Any]

SAME_COLUMNS = (ops.Filter, ops.Sort, ops.Limit, ops.JoinReference, ops.DropColumns)
"""Steps that hand on the columns of the table before."""

OF_ROWS = (ops.Project, ops.Aggregate, ops.JoinChain, ops.JoinLink, ops.CountStar)
"""What takes rows of a table, and of its columns only those that it names."""


def pruned(expr: ibis.Expr) -> ibis.Expr:
    """Return an expression with the same result, without columns of which nothing is used.

    >>> table = ibis.table({"a": "int64", "b": "string"}, name="table")
    >>> longer = table.mutate(c=table.a + 1, d=table.b.upper())
    >>> [*pruned(longer.group_by("c").aggregate(n=longer.count())).op().parent.schema]
    ['c']
    """
    op = expr.op()
    wanted = _wanted(op)
    return op.replace(lambda node, changed: _narrowed(node, changed, wanted)).to_expr()


def _wanted(root: Node) -> Wanted:
    """Return all nodes that are used, of a table with the columns that are."""
    wanted: dict[Node, set[str]] = defaultdict(set)
    wanted[root] = {*root.schema} if isinstance(root, ops.Relation) else set()
    order, _ = Graph.from_bfs(root).toposort()
    for node in reversed([*order]):
        if node in wanted:
            for child in _used(node, wanted[node]):
                wanted[child] |= _asked(node, child, wanted[node])
    return wanted


def _used(node: Node, names: set[str]) -> Iterable[Node]:
    """Return what a node is made of, if only those of its columns are wanted."""
    if isinstance(node, ops.Project):
        return [node.parent, *_kept(node.values, names).values()]
    if isinstance(node, ops.Aggregate):
        metrics = _kept(node.metrics, names, node.groups)
        return [node.parent, *node.groups.values(), *metrics.values()]
    if isinstance(node, ops.JoinChain):
        return [node.first, *node.rest, *_kept(node.values, names).values()]
    return node.__children__


def _asked(node: Node, child: Node, names: set[str]) -> set[str]:
    """Return the columns that a node asks of a table of which it is made."""
    if not isinstance(child, ops.Relation) or isinstance(node, OF_ROWS):
        return set()
    if isinstance(node, ops.Field):
        return {node.name}
    if isinstance(node, SAME_COLUMNS):
        return names
    if isinstance(node, ops.Union) and not node.distinct:
        return names or {next(iter(node.schema))}
    return {*child.schema}


def _kept(values: Values, names: set[str], others: Iterable[str] = ()) -> Values:
    """Return the values that are wanted, or that make rows; one at least where no other is."""
    found = {
        name: value
        for name, value in values.items()
        if name in names or value.find(ops.Unnest, filter=ops.Value)
    }
    return found or ({} if [*others] else dict([*values.items()][:1]))


def _narrowed(node: Node, changed: Parts | None, wanted: Wanted) -> Node:
    """Return a node of the narrowed ones below it, with the columns that are wanted."""
    if node not in wanted:
        return node
    parts = dict(changed or zip(node.__argnames__, node.__args__, strict=True))
    if isinstance(node, ops.Project | ops.JoinChain):
        return _with(node, parts, "values", _kept(node.values, wanted[node]))
    if isinstance(node, ops.Aggregate):
        return _with(node, parts, "metrics", _kept(node.metrics, wanted[node], node.groups))
    if changed is None:
        return node
    if isinstance(node, ops.DropColumns):
        return _without(node, parts)
    if isinstance(node, ops.Union):
        names = wanted[node] or {next(iter(node.schema))}
        kept = [name for name in node.schema if name in names]
        parts |= {side: _only(parts[side], kept) for side in ("left", "right")}
    return node.__recreate__(parts)


def _with(node: Node, parts: Parts, name: str, kept: Iterable[str]) -> Node:
    """Return a node of which one part holds fewer values."""
    return node.__recreate__({**parts, name: {each: parts[name][each] for each in kept}})


def _without(node: ops.DropColumns, parts: Parts) -> Node:
    """Return the table before without the columns to be dropped that are still there."""
    left = parts["columns_to_drop"] & {*parts["parent"].schema}
    return node.__recreate__({**parts, "columns_to_drop": left}) if left else parts["parent"]


def _only(table: ops.Relation, names: list[str]) -> ops.Relation:
    """Return a table with columns of these names alone."""
    if [*table.schema] == names:
        return table
    return ops.Project(table, {name: ops.Field(table, name) for name in names})
