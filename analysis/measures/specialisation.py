"""What each row does more than others: revealed comparative advantage."""

import numpy as np
import pandas as pd

from analysis.measures.matrices_in import Network, matrix_of, values_within


def balassa(matrix: Network) -> pd.DataFrame:
    """Return how much more each row goes into each column than all rows together do.

    `matrix` holds counts or amounts of rows by columns, of zero or more, such as of
    `analysis.two_mode`. With x_i. the sum of a row, x_.j that of a column and x.. that of
    all, a cell has the Balassa index (x_ij / x_i.) / (x_.j / x..). The result has the shape of
    `matrix`, with values from 0: below 1 the row does less in this column than all do, at 1 as
    much, at 2 twice as much. The greatest possible is x.. / max(x_i., x_.j), so a small row that
    alone fills a small column stands out most. Rows and columns of zeros have 0.
    Raises `InputError` for a number that is negative, missing or infinite
    (Balassa 1965, doi:10.1111/j.1467-9957.1965.tb00050.x).

    >>> balassa(pd.DataFrame([[2, 2], [0, 4]], ["kz", "ru"], ["gas", "rail"])).round(3)
        gas   rail
    kz  2.0  0.667
    ru  0.0  1.333
    """
    table = matrix_of(matrix)
    values = values_within("matrix", table)
    rows, columns = values.sum(axis=1, keepdims=True), values.sum(axis=0, keepdims=True)
    # Divided once, so that a row which does as much as all rows do has exactly 1.
    index = np.divide(
        values * values.sum(), rows * columns, out=np.zeros_like(values), where=rows * columns > 0
    )
    return pd.DataFrame(index, table.index, table.columns)
