"""Networks as NetworkX graphs, each edge of which leads back to its statements."""

from collections.abc import Iterator, Sequence

import networkx as nx
import numpy as np
import pandas as pd

from analysis.errors import InputError, check_choice, one_of, problem
from analysis.networks.asked import STANCE
from analysis.networks.attributes import (
    check_apart,
    check_modes,
    code_table,
    named_nodes,
    weighted_edges,
)
from analysis.networks.cells import scoped
from analysis.networks.matrices import AGGREGATIONS, check_level, check_numbers
from analysis.networks.statements import Source, frame_of
from analysis.study.load import Study


def graph(
    source: Source,
    rows: str = "actor",
    columns: str = "sector",
    *,
    level: str | None = STANCE,
    aggregation: str = "ignore",
    duplicates: str = "include",
) -> nx.Graph:
    """Return the two-mode graph that ties rows to columns by the statements that name both.

    The arguments are those of `networks.two_mode`, and the `weight` of an edge is what the matrix
    has there: under `ignore` the number of statements, under `subtract` the sum of their levels,
    which is negative where strained ones prevail; what is zero is no edge. The level is the stance,
    or None by default where the source has none.
    A node carries `bipartite` (0 for rows, 1 for columns, as in NetworkX), `mode` (the field), its
    names and, of a study, its `kind`; where no table names an id, it is its own name. An edge
    carries `weight`, `statements` (their ids, or else the numbers of their rows, from 1) and, of a
    level that is a number or a truth value, `positive` and `negative` (how many of them are
    friendly, how many strained) and `net_stance` (the sum of their levels).
    Raises `InputError` as `two_mode`, for another aggregation, an id that is a row and a column,
    and in a study for a field without a table of codes and for two fields of the same one.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> graph(said).edges["a", "oil"]["weight"], graph(said).edges["a", "oil"]["statements"]
    (2, ('1', '2'))
    >>> graph(said, aggregation="subtract").edges["b", "oil"]["weight"]
    -1
    """
    check_choice("aggregation", aggregation, AGGREGATIONS)
    check_level(aggregation, level)
    check_modes(source, rows, columns)
    subtract = aggregation == "subtract"
    said = _once(source, rows, columns, level, duplicates=duplicates, same_level=subtract)
    network = nx.Graph()
    network.graph.update(rows=rows, columns=columns, **_origin(source))
    if subtract:
        check_level(aggregation, level if "level" in said else None)
        check_numbers(said["level"].dtype, level)
        network.graph["aggregation"] = aggregation
    check_apart(said["row"], said["column"], rows, columns)
    for place, (field, end) in enumerate([(rows, "row"), (columns, "column")]):
        for node, attributes in named_nodes(source, field, said[end]):
            network.add_node(node, bipartite=place, mode=field, **attributes)
    for (row, column), edge in weighted_edges(said, ["row", "column"]):
        if subtract:
            edge["weight"] = edge["net_stance"]
        if edge["weight"]:
            network.add_edge(row, column, **edge)
    network.remove_nodes_from(list(nx.isolates(network)))
    return network


def actor_graph(
    source: Source,
    layer: str = "sector",
    *,
    level: str | None = STANCE,
    duplicates: str = "include",
) -> nx.MultiDiGraph:
    """Return the directed graph of who acts toward whom, with an edge for each layer.

    A layer is a value of the field `layer`, such as `sector` or `relation`; it is the key of the
    edge and its attribute `layer`. Otherwise nodes and edges carry what they carry in `graph`;
    weights are those of `networks.directed_matrices`. Raises `InputError` as `graph`.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "target": ["b", "b", "a", "c", "a"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> actor_graph(said).edges["a", "b", "oil"]["weight"]
    2
    """
    if isinstance(source, Study):
        code_table(layer)
    said = _once(
        source, "actor", "target", level, by=[layer], duplicates=duplicates, same_level=False
    )
    network = nx.MultiDiGraph()
    network.graph.update(layers=layer, **_origin(source))
    for node, attributes in named_nodes(source, "actor", pd.concat([said["row"], said["column"]])):
        network.add_node(node, mode="actor", **attributes)
    for (row, column, key), edge in weighted_edges(said, ["row", "column", layer]):
        network.add_edge(row, column, key, layer=key, **edge)
    return network


def one_mode_graph(
    source: Source, matrix: pd.DataFrame, rows: str = "actor", columns: str = "sector"
) -> nx.Graph:
    """Return a one-mode matrix as a graph; nodes without a tie are kept.

    `rows` and `columns` are the fields of the source that the matrix was made of. A node carries
    what it carries in `graph`. An edge carries the matrix's `weight` and the ids of the
    `statements` of both ends on the columns that both speak of, which are all that the weight can
    rest on. Raises `InputError` for a matrix that is not one-mode, and as `graph`.

    >>> from analysis.networks.matrices import one_mode
    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> network = one_mode_graph(said, one_mode(said, scale=(-1, 1)))
    >>> network.edges["b", "c"]["weight"], network.edges["b", "c"]["statements"]
    (1.0, ('3', '5'))
    """
    if not isinstance(matrix, pd.DataFrame) or not matrix.index.equals(matrix.columns):
        raise InputError("matrix: not one-mode; expected one as of analysis.one_mode")
    if isinstance(source, Study):
        code_table(rows)
    network = nx.Graph()
    network.graph.update(rows=rows, columns=columns, **_origin(source))
    for node, attributes in named_nodes(source, rows, pd.Series(matrix.index)):
        network.add_node(node, mode=rows, **attributes)
    table = _once(source, rows, columns)
    said = {
        row: dict(iter(group.groupby("column")["statement"])) for row, group in table.groupby("row")
    }
    values = matrix.to_numpy(float)
    for one, other in zip(*np.nonzero(np.triu(values, 1)), strict=True):
        ends = matrix.index[one], matrix.index[other]
        network.add_edge(*ends, weight=float(values[one, other]), statements=_shared(said, *ends))
    return network


def ties(network: nx.Graph) -> Iterator[tuple[str, str, dict]]:
    """Yield each edge of a two-mode graph as row, column and attributes.

    An undirected NetworkX edge may come either way round, and does after `subgraph`.
    """
    side = network.nodes(data="bipartite")
    for one, other, attributes in network.edges(data=True):
        yield (one, other, attributes) if side[one] == 0 else (other, one, attributes)


def strengths(network: nx.Graph) -> dict[str, float]:
    """Return how much ties each node, whatever its sign: the sum of absolute weights."""
    return {
        node: sum([abs(edge["weight"]) for edge in tied.values()])
        for node, tied in network.adjacency()
    }


def strongest(network: nx.Graph, most: int) -> nx.Graph:
    """Return the network of the nodes tied most, at most that many on each side.

    The attribute `of` of the graph tells how many nodes each side had before. Among equals the
    first id is kept.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> sorted(strongest(graph(said), 1))
    ['a', 'oil']
    """
    kept, sizes, strength = [], [], strengths(network)
    for side in (0, 1):
        nodes = sorted(node for node, place in network.nodes(data="bipartite") if place == side)
        nodes.sort(key=lambda node: -strength[node])
        kept, sizes = kept + nodes[:most], [*sizes, len(nodes)]
    # Not by `subgraph`, whose order of nodes follows the hash seed when few are kept.
    part = network.copy()
    part.remove_nodes_from(set(network).difference(kept))
    part.remove_nodes_from(list(nx.isolates(part)))
    part.graph["of"] = sizes
    return part


def statements_behind(
    source: Source, network: nx.Graph, row: str, column: str, layer: str | None = None
) -> pd.DataFrame:
    """Return the statements behind the edge between two nodes, of a study each with its document.

    One line a statement, in the order of the source: its fields, then of a study publisher, title
    and url of its document. In a graph of layers these are the statements of one `layer`, or of
    all without it.
    Raises `InputError` when a node, the edge or the layer is not in the network.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "sector": ["oil", "oil", "oil", "gas", "oil"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> statements_behind(said, graph(said), "b", "gas")
      actor sector  stance
    3     b    gas       1
    """
    _check_tied(network, row, column, layer)
    edge = network.get_edge_data(row, column)
    edges = [edge] if not network.is_multigraph() else [edge[layer]] if layer else edge.values()
    ids = {name for each in edges for name in each["statements"]}
    if not isinstance(source, Study):
        table = frame_of(source)
        return table[ids_of(table).isin(ids)]
    behind = source.statements["statement_id"].isin(ids)
    if "document_id" not in source.statements:
        return source.statements[behind]
    documents = source.documents.reindex(columns=["document_id", "publisher", "title", "url"])
    return source.statements[behind].merge(
        documents, how="left", on="document_id", validate="many_to_one"
    )


def ids_of(table: pd.DataFrame) -> pd.Series:
    """Return the id of each statement as text, or else the number of its row."""
    if "statement_id" in table:
        return table["statement_id"].astype("str").str.strip()
    return pd.Series(range(1, len(table) + 1), table.index).astype("str")


def _once(
    source: Source,
    rows: str,
    columns: str,
    level: str | None = None,
    *,
    by: Sequence[str] = (),
    duplicates: str = "include",
    same_level: bool = True,
) -> pd.DataFrame:
    """Return the statements that count, each once."""
    table = scoped(
        source, rows, columns, level, by=by, duplicates=duplicates, same_level=same_level
    )
    return table.drop_duplicates("once")


def _origin(source: Source) -> dict[str, str]:
    return {"study": source.name} if isinstance(source, Study) else {}


def _check_tied(network: nx.Graph, row: str, column: str, layer: str | None) -> None:
    missing = [
        problem("", None, "node", node, one_of(node, network), wrong="is not in the network")
        for node in (row, column)
        if node not in network
    ]
    if missing:
        raise InputError(missing)
    if not network.has_edge(row, column):
        raise InputError(
            f"edge: {row!r} and {column!r} are not tied; {one_of(column, network.adj[row])}"
        )
    if layer:
        known = network.adj[row][column] if network.is_multigraph() else ()
        check_choice("layer", layer, known, wrong=f"does not tie {row!r} to {column!r}")


def _shared(said: dict[str, dict[str, pd.Series]], one: str, other: str) -> tuple[str, ...]:
    both = said.get(one, {}).keys() & said.get(other, {}).keys()
    ids = {name for row in (one, other) for column in both for name in said[row][column].dropna()}
    return tuple(map(str, sorted(ids)))
