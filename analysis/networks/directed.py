"""Who acts toward whom: matrices of actors by targets, one layer a sector or relation."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import check_choice
from analysis.networks.arrays import axis
from analysis.networks.asked import STANCE
from analysis.networks.cells import cells
from analysis.networks.exact import as_array, signed
from analysis.networks.matrices import AGGREGATIONS, check_level, check_numbers
from analysis.networks.statements import Source


def directed_matrices(
    source: Source,
    layer: str | None = None,
    *,
    actor: str = "actor",
    target: str = "target",
    level: str | None = STANCE,
    aggregation: str = "ignore",
    duplicates: str = "include",
) -> dict[str, pd.DataFrame]:
    """Return a matrix of actors by targets for each layer, all over the same nodes.

    `layer` names a field, such as `sector` or `relation`; without one there is a single layer, by
    the name `all`. Both axes hold everyone who acts or is a target, in the order of ids; the
    diagonal may be filled where an actor acts on itself. Aggregation `ignore` counts the
    statements, Σ_k x_ijk; `subtract` weighs them by their numeric level, Σ_k k·x_ijk, so that a
    negative number is a strained tie. The level is the stance, or None by default where the source
    has none. `duplicates` is told in `networks.cells.kept`.
    Raises `InputError` for an unknown field, aggregation or rule, and to subtract text.

    >>> said = pd.DataFrame({
    ...     "actor": ["a", "a", "b", "b", "c"],
    ...     "target": ["b", "b", "a", "c", "a"],
    ...     "stance": [1, 1, -1, 1, -1],
    ... })
    >>> directed_matrices(said, aggregation="subtract")["all"].to_numpy()
    array([[ 0.,  2.,  0.],
           [-1.,  0.,  1.],
           [-1.,  0.,  0.]])
    """
    check_choice("aggregation", aggregation, AGGREGATIONS)
    by = [layer] if layer else []
    table = cells(
        source,
        actor,
        target,
        level,
        by=by,
        duplicates=duplicates,
        same_level=aggregation != "ignore",
    )
    wholes, denominator = _wholes(table, level) if aggregation == "subtract" else (1, 1)
    table["value"] = table["count"] * wholes
    nodes = axis(pd.concat([table["row"], table["column"]]))
    layers = dict(iter(table.groupby(layer))) if layer else {"all": table}
    return {str(name): _matrix(part, nodes, denominator) for name, part in layers.items()}


def _wholes(table: pd.DataFrame, level: str | None) -> tuple[NDArray, int]:
    """Return the level of each cell as a whole number, and the denominator of them all."""
    check_level("subtract", level if "level" in table else None)
    check_numbers(table["level"].dtype, level)
    levels = axis(table["level"])
    wholes, denominator = signed(levels)
    return as_array(wholes)[levels.get_indexer(table["level"])], denominator


def _matrix(table: pd.DataFrame, nodes: pd.Index, denominator: int) -> pd.DataFrame:
    sums = table.groupby(["row", "column"])["value"].sum()
    rows, columns = (nodes.get_indexer(sums.index.get_level_values(end)) for end in (0, 1))
    values = np.zeros((len(nodes), len(nodes)))
    values[rows, columns] = (sums / denominator).astype(float)
    return pd.DataFrame(values, nodes.rename("actor"), nodes.rename("target"))
