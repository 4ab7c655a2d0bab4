"""What a measure is given: a matrix or a NetworkX graph, checked here and nowhere else.

A matrix with the same ids on both axes is one-mode; one whose axes share no id is two-mode. A graph
is two-mode when its nodes carry `bipartite`, as NetworkX has it, else one-mode; an edge without
`weight` weighs 1.
"""

from collections.abc import Iterator
from numbers import Real

import networkx as nx
import numpy as np
import pandas as pd
from networkx.exception import NetworkXException
from numpy.typing import NDArray

from analysis.errors import InputError, Problem, problem

Network = pd.DataFrame | nx.Graph


def matrix_of(network: Network, argument: str = "matrix") -> pd.DataFrame:
    """Return a network as a matrix of numbers, in its own order.

    Raises `InputError`, in the name of `argument`, for anything but a matrix or a graph without
    direction and for cells that are no numbers.

    >>> matrix_of(nx.Graph([("a", "b")]))
         a    b
    a  0.0  1.0
    b  1.0  0.0
    """
    if isinstance(network, nx.Graph):
        network = _of_graph(network, argument)
    if not isinstance(network, pd.DataFrame):
        raise InputError(
            f"{argument}: {type(network).__name__}; expected a matrix (a DataFrame), such as of "
            "analysis.one_mode, or a NetworkX graph"
        )
    return _numeric(network, argument)


def nodes(matrix: pd.DataFrame, argument: str = "matrix") -> pd.Index:
    """Return the ids of a one-mode matrix, or the rows and then the columns of a two-mode one.

    Raises `InputError`, in the name of `argument`, for an id that stands twice on an axis, and for
    ids on both axes of a matrix that is not one-mode.
    """
    check_ids(matrix, argument)
    both = matrix.index.intersection(matrix.columns)
    if len(both) and not is_one_mode(matrix):
        raise InputError(
            f"{argument}: {listed(both)} on both axes; expected the same ids in one order "
            "(one-mode) or no id on both axes (two-mode)"
        )
    return matrix.index if is_one_mode(matrix) else matrix.index.append(matrix.columns)


def ties(
    matrix: pd.DataFrame, *, signed: bool = False, argument: str = "matrix"
) -> NDArray[np.float64]:
    """Return the symmetric weights between all `nodes` of a one-mode or a two-mode matrix.

    Raises `InputError` for a matrix of neither kind, a weight that is missing or infinite and,
    unless `signed`, a negative one.
    """
    size, values = len(nodes(matrix, argument)), matrix.to_numpy(float)
    wrong = [(~np.isfinite(values), "a finite number")]
    if not signed:
        wrong += [(values < 0, "a network of non-negative weights, such as congruence")]
    if is_one_mode(matrix):
        uneven = ~np.isclose(values, values.T, rtol=1e-9, atol=1e-12)
        wrong += [(np.diag(np.diag(values)) != 0, "no tie of a node to itself")]
        wrong += [(uneven, "a symmetric matrix")]
    _refuse(matrix, wrong, argument)
    if is_one_mode(matrix):
        return (values + values.T) / 2
    weights = np.zeros((size, size))
    weights[: len(values), len(values) :] = values
    return weights + weights.T


def one_mode_ties(
    matrix: pd.DataFrame, *, signed: bool = False, argument: str = "matrix"
) -> NDArray[np.float64]:
    """Return the `ties` of a one-mode matrix; raise `InputError` for a two-mode one as well."""
    weights = ties(matrix, signed=signed, argument=argument)
    if not is_one_mode(matrix):
        raise InputError(f"{argument}: two-mode; expected a one-mode matrix, such as of one_mode")
    return weights


def values_within(argument: str, matrix: pd.DataFrame, high: float = np.inf) -> NDArray[np.float64]:
    """Return the values of `matrix`; raise `InputError` for one that is not from 0 to `high`.

    The first such value is told, with its row and column and the number of the others. A value
    that is missing or infinite is wrong as well.
    """
    values = matrix.to_numpy(float)
    wrong = np.argwhere(~((values >= 0) & (values <= high) & np.isfinite(values)))
    if not len(wrong):
        return values
    i, j = wrong[0]
    others = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    expected = "of zero or more" if np.isinf(high) else f"from 0 to {high:g}"
    raise InputError(
        f"{argument}: {values[i, j]:g} at {matrix.index[i]!r}, {matrix.columns[j]!r}{others}; "
        f"expected numbers {expected}"
    )


def repeated_ids(matrix: pd.DataFrame, argument: str = "matrix") -> Iterator[Problem]:
    """Yield a line for each id that stands twice on an axis."""
    for axis, ids in (("rows", matrix.index), ("columns", matrix.columns)):
        for name in ids[ids.duplicated()].unique():
            wrong = f"more than once in the {axis}"
            yield problem("", None, argument, name, "expected each id once", wrong=wrong)


def check_ids(matrix: pd.DataFrame, argument: str = "matrix") -> None:
    """Raise `InputError` for an id that stands twice on an axis."""
    if problems := list(repeated_ids(matrix, argument)):
        raise InputError(problems)


def by_id(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix in the order of its ids, where a result may depend on the order."""
    return matrix.sort_index().sort_index(axis=1)


def listed(ids: pd.Index) -> str:
    """Return ids as a message names them."""
    return ", ".join(repr(name) for name in ids)


def is_one_mode(matrix: pd.DataFrame) -> bool:
    """Tell whether both axes have the same ids in the same order."""
    return matrix.index.equals(matrix.columns)


def _numeric(matrix: pd.DataFrame, argument: str) -> pd.DataFrame:
    """Return the matrix, cells of objects read; refuse the first cell that is no number."""
    if all(getattr(kind, "kind", "O") in "biuf" for kind in matrix.dtypes):
        plain = all(isinstance(kind, np.dtype) for kind in matrix.dtypes)
        return matrix if plain else matrix.astype(float)
    cells = matrix.astype(object)
    missing = cells.isna()
    wrong = np.argwhere(~(cells.map(lambda cell: isinstance(cell, Real)) | missing).to_numpy())
    if len(wrong):
        i, j = wrong[0]
        where = f"{matrix.index[i]!r}, {matrix.columns[j]!r}"
        raise InputError(f"{argument}: {cells.iat[i, j]!r} at {where}; expected numbers")
    return cells.where(~missing, np.nan).astype(float)


def _of_graph(network: nx.Graph, argument: str) -> pd.DataFrame:
    if network.is_directed():
        raise InputError(
            f"{argument}: a graph with direction; expected one without, such as of analysis.graph"
        )
    sides = dict(network.nodes(data="bipartite"))
    try:
        whole = nx.to_pandas_adjacency(network).astype(float)
    except (NetworkXException, TypeError, ValueError):
        raise InputError(f"{argument}: a weight that is no number; expected numbers") from None
    if not sides or set(sides.values()) == {None}:
        return whole
    rows, columns = ([node for node in sides if sides[node] == side] for side in (0, 1))
    apart = len(rows) + len(columns) == len(sides)
    if not apart or any(sides[one] == sides[other] for one, other in network.edges):
        raise InputError(f"{argument}: not two-mode; expected ties of nodes 0 to nodes 1 only")
    return whole.loc[rows, columns]


def _refuse(
    matrix: pd.DataFrame, wrong: list[tuple[NDArray[np.bool_], str]], argument: str
) -> None:
    for places, expected in wrong:
        if places.any():
            i, j = np.argwhere(places)[0]
            where = f"{matrix.index[i]!r}, {matrix.columns[j]!r}"
            raise InputError(f"{argument}: {matrix.iat[i, j]:g} at {where}; expected {expected}")
