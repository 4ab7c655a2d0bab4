"""The actor/sector network as a NetworkX graph, each edge of which leads back to its statements."""

from collections.abc import Iterator

import networkx as nx
import pandas as pd

from analysis.cells import kept
from analysis.errors import InputError, one_of
from analysis.labels import LANGUAGES
from analysis.selection import with_documents
from analysis.study import Study

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
    study: Study, rows: str = "party", columns: str = "sector", *, duplicates: str = "include"
) -> nx.Graph:
    """Return the two-mode graph that ties rows to columns by the statements that name both.

    By default an actor is tied to a sector by each statement in which it acts or is addressed.
    A node carries `bipartite` (0 for rows, 1 for columns, as in NetworkX), `mode` (the field),
    `kind` and its names. An edge carries `weight` (number of statements), `positive` and `negative`
    (how many of them are friendly, how many strained), `net_stance` (the sum of their stances) and
    `statements` (their ids). Raises `InputError` for a field that has no table of codes, or two
    fields of the same.
    """
    tables = [_code_table(field) for field in (rows, columns)]
    if tables[0] == tables[1]:
        raise InputError(
            f"rows and columns: {rows!r} and {columns!r} are both {tables[0]}; expected fields of "
            "two kinds, for a two-mode graph"
        )
    network = nx.Graph(rows=rows, columns=columns, study=study.name)
    statements = kept(with_documents(study), rows, columns, duplicates=duplicates).execute()
    for place, (field, end) in enumerate([(rows, "row"), (columns, "column")]):
        for node, attributes in _nodes(study, field, statements[end]):
            network.add_node(node, bipartite=place, mode=field, **attributes)
    for (row, column), group in statements.groupby(["row", "column"], sort=True):
        network.add_edge(row, column, **_edge(group))
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
    part = network.subgraph(kept).copy()
    part.remove_nodes_from(list(nx.isolates(part)))
    part.graph["of"] = sizes
    return part


def statements_behind(study: Study, network: nx.Graph, row: str, column: str) -> pd.DataFrame:
    """Return the statements behind the edge between two nodes, each with its source.

    One line a statement, in the order of its id: its fields, then publisher, title and url of its
    document. Raises `InputError` when a node or the edge is not in the network.
    """
    missing = [f"node: {node!r} is not in the network; {one_of(node, network)}"
               for node in (row, column) if node not in network]  # fmt: skip
    if missing:
        raise InputError(missing)
    if not network.has_edge(row, column):
        raise InputError(f"edge: {row!r} and {column!r} are not tied; "
                         f"{one_of(column, network.adj[row])}")  # fmt: skip
    behind = study.statements["statement_id"].isin(network.edges[row, column]["statements"])
    source = study.documents[["document_id", "publisher", "title", "url"]]
    return study.statements[behind].merge(source, on="document_id", validate="many_to_one")


def _code_table(field: str) -> str:
    if field not in CODE_TABLES:
        raise InputError(f"field: {field!r} has no names; {one_of(field, CODE_TABLES)}")
    return CODE_TABLES[field]


def _nodes(study: Study, field: str, ids: pd.Series):
    table = getattr(study, _code_table(field))
    used = table[table.iloc[:, 0].isin(ids)]
    names = [name for name in used.columns if name in {f"name_{code}" for code in LANGUAGES}]
    for node in used.sort_values(used.columns[0]).to_dict("records"):
        kind = node.get("kind", field)
        yield node[used.columns[0]], {"kind": kind} | {name: node[name] for name in names}


def _edge(group: pd.DataFrame) -> dict:
    return {
        "weight": len(group),
        "positive": int((group["stance"] > 0).sum()),
        "negative": int((group["stance"] < 0).sum()),
        "net_stance": int(group["stance"].sum()),
        "statements": tuple(sorted(group["statement_id"])),
    }
