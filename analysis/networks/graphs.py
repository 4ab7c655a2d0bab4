"""Networks as NetworkX graphs, each edge of which leads back to its statements."""

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pandas as pd

from analysis.errors import InputError, one_of
from analysis.labels import LANGUAGES
from analysis.networks.cells import kept
from analysis.networks.exact import as_array, over_one
from analysis.networks.matrices import TWO_MODE
from analysis.study.load import Study
from analysis.study.selection import with_documents

AGGREGATIONS = TWO_MODE[:2]
"""Those of `networks.two_mode` that give a tie one width: `ignore` and `subtract`."""

CODE_TABLES = {
    "party": "actors",
    "actor": "actors",
    "target": "actors",
    "speaker": "actors",
    "sector": "sectors",
    "relation": "relations",
    "document_id": "documents",
}


def graph(
    study: Study,
    rows: str = "party",
    columns: str = "sector",
    *,
    aggregation: str = "ignore",
    duplicates: str = "include",
) -> nx.Graph:
    """Return the two-mode graph that ties rows to columns by the statements that name both.

    By default an actor is tied to a sector by each statement in which it acts or is addressed.
    A node carries `bipartite` (0 for rows, 1 for columns, as in NetworkX), `mode` (the field),
    `kind` and its names. An edge carries `weight` (number of statements), `positive` and `negative`
    (how many of them are friendly, how many strained), `net_stance` (the sum of their stances) and
    `statements` (their ids). Under the aggregation `subtract` (see `networks.two_mode`) its weight
    is how many more of them are friendly than strained, or strained than friendly; a tie without
    such a surplus is left out. Raises `InputError` for a field that has no table of codes, two
    fields of the same, and another aggregation.
    """
    if aggregation not in AGGREGATIONS:
        raise InputError(f"aggregation: {aggregation!r}; {one_of(aggregation, AGGREGATIONS)}")
    tables = [_code_table(field) for field in (rows, columns)]
    if tables[0] == tables[1]:
        raise InputError(
            f"rows and columns: {rows!r} and {columns!r} are both {tables[0]}; expected fields of "
            "two kinds, for a two-mode graph"
        )
    network = nx.Graph(rows=rows, columns=columns, study=study.name)
    subtract = aggregation == "subtract"
    if subtract:
        network.graph["aggregation"] = aggregation
    statements = kept(
        with_documents(study), rows, columns, "stance" if subtract else None, duplicates=duplicates
    ).execute()
    for place, (field, end) in enumerate([(rows, "row"), (columns, "column")]):
        for node, attributes in _nodes(study, field, statements[end]):
            network.add_node(node, bipartite=place, mode=field, **attributes)
    for (row, column), edge in _edges(statements, ["row", "column"]):
        weight = abs(edge["net_stance"]) if subtract else edge["weight"]
        if weight:
            network.add_edge(row, column, **edge | {"weight": weight})
    network.remove_nodes_from(list(nx.isolates(network)))
    return network


def actor_graph(
    study: Study, layer: str = "sector", *, duplicates: str = "include"
) -> nx.MultiDiGraph:
    """Return the directed graph of who acts toward whom, with an edge for each layer.

    A layer is a value of the field `layer`, `sector` or `relation`; it is the key of the edge and
    its attribute `layer`. Otherwise nodes and edges carry what they carry in `graph`.
    """
    _code_table(layer)
    network = nx.MultiDiGraph(layers=layer, study=study.name)
    statements = kept(
        with_documents(study), "actor", "target", by=[layer], duplicates=duplicates
    ).execute()
    ends = pd.concat([statements["row"], statements["column"]])
    for node, attributes in _nodes(study, "actor", ends):
        network.add_node(node, mode="actor", **attributes)
    for (row, column, key), edge in _edges(statements, ["row", "column", layer]):
        network.add_edge(row, column, key, layer=key, **edge)
    return network


def one_mode_graph(
    study: Study, matrix: pd.DataFrame, rows: str = "actor", columns: str = "sector"
) -> nx.Graph:
    """Return a one-mode matrix as a graph; nodes without a tie are kept.

    `rows` and `columns` are the fields that the matrix was made of. A node carries what it carries
    in `graph`. An edge carries the matrix's `weight` and the ids of the `statements` of both ends
    on the columns that both speak of, which are all that the weight can rest on.
    """
    network = nx.Graph(rows=rows, columns=columns, study=study.name)
    for node, attributes in _nodes(study, rows, matrix.index):
        network.add_node(node, mode=rows, **attributes)
    table = kept(study.statements, rows, columns).execute()
    said = {
        row: dict(iter(group.groupby("column")["statement_id"]))
        for row, group in table.groupby("row")
    }
    values = matrix.to_numpy(float)
    for one, other in zip(*np.nonzero(np.triu(values, 1)), strict=True):
        ends = matrix.index[one], matrix.index[other]
        network.add_edge(*ends, weight=values[one, other], statements=_shared(said, *ends))
    return network


def ties(network: nx.Graph) -> Iterator[tuple[str, str, dict]]:
    """Yield each edge of a two-mode graph as row, column and attributes.

    An undirected NetworkX edge may come either way round, and does after `subgraph`.
    """
    side = network.nodes(data="bipartite")
    for one, other, attributes in network.edges(data=True):
        yield (one, other, attributes) if side[one] == 0 else (other, one, attributes)


def strongest(network: nx.Graph, most: int) -> nx.Graph:
    """Return the network of the nodes named most often, at most that many on each side.

    The attribute `of` of the graph tells how many nodes each side had before. Among equals the
    first id is kept.
    """
    kept, sizes = [], []
    for side in (0, 1):
        nodes = sorted(node for node, place in network.nodes(data="bipartite") if place == side)
        nodes.sort(key=lambda node: -network.degree(node, weight="weight"))
        kept, sizes = kept + nodes[:most], [*sizes, len(nodes)]
    # Not by `subgraph`, whose order of nodes follows the hash seed when few are kept.
    part = network.copy()
    part.remove_nodes_from(set(network).difference(kept))
    part.remove_nodes_from(list(nx.isolates(part)))
    part.graph["of"] = sizes
    return part


def statements_behind(
    study: Study, network: nx.Graph, row: str, column: str, layer: str | None = None
) -> pd.DataFrame:
    """Return the statements behind the edge between two nodes, each with its source.

    One line a statement, in the order of its id: its fields, then publisher, title and url of its
    document. In a graph of layers these are the statements of one `layer`, or of all without it.
    Raises `InputError` when a node, the edge or the layer is not in the network.
    """
    _check_tied(network, row, column, layer)
    edge = network.get_edge_data(row, column)
    edges = [edge] if not network.is_multigraph() else [edge[layer]] if layer else edge.values()
    ids = [name for each in edges for name in each["statements"]]
    behind = study.statements["statement_id"].isin(ids)
    source = study.documents[["document_id", "publisher", "title", "url"]]
    return study.statements[behind].merge(source, on="document_id", validate="many_to_one")


def _check_tied(network: nx.Graph, row: str, column: str, layer: str | None) -> None:
    missing = [
        f"node: {node!r} is not in the network; {one_of(node, network)}"
        for node in (row, column)
        if node not in network
    ]
    if missing:
        raise InputError(missing)
    if not network.has_edge(row, column):
        raise InputError(
            f"edge: {row!r} and {column!r} are not tied; {one_of(column, network.adj[row])}"
        )
    if layer and not (network.is_multigraph() and layer in network.adj[row][column]):
        known = network.adj[row][column] if network.is_multigraph() else []
        raise InputError(
            f"layer: {layer!r} does not tie {row!r} to {column!r}; {one_of(layer, known)}"
        )


def _shared(said: dict[str, dict[str, pd.Series]], one: str, other: str) -> tuple[str, ...]:
    both = said.get(one, {}).keys() & said.get(other, {}).keys()
    ids = {name for row in (one, other) for column in both for name in said[row][column]}
    return tuple(sorted(ids))


def _code_table(field: str) -> str:
    if field not in CODE_TABLES:
        raise InputError(f"field: {field!r} has no names; {one_of(field, CODE_TABLES)}")
    return CODE_TABLES[field]


def _nodes(study: Study, field: str, ids: pd.Series):
    table = getattr(study, _code_table(field))
    used = table[table.iloc[:, 0].isin(ids.unique())]
    names = [name for name in used.columns if name in {f"name_{code}" for code in LANGUAGES}]
    for node in used.sort_values(used.columns[0]).to_dict("records"):
        kind = node.get("kind", field)
        yield node[used.columns[0]], {"kind": kind} | {name: node[name] for name in names}


def _edges(statements: pd.DataFrame, keys: list[str]) -> Iterator[tuple[tuple, dict]]:
    """Yield the attributes of each edge by its ends, in their order: all groups counted at once."""
    stance = statements["stance"]
    wholes, denominator = over_one(stance.fillna(0).to_numpy())
    said = statements.assign(positive=stance > 0, negative=stance < 0, net_stance=as_array(wholes))
    groups = said.sort_values("statement_id").groupby(keys, sort=True)
    counts = groups[["positive", "negative", "net_stance"]].sum()
    if denominator > 1:
        counts["net_stance"] = (counts["net_stance"] / denominator).astype(float)
    counts.insert(0, "weight", groups.size())
    ids = groups["statement_id"].agg(tuple)
    for key, edge, names in zip(counts.index, counts.to_dict("records"), ids, strict=True):
        yield key, edge | {"statements": names}
