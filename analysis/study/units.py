"""What statements have in common, where a missing value is nothing in common."""

import numpy as np
import pandas as pd

from analysis.errors import check_choice


def families(statements: pd.DataFrame) -> pd.Series:
    """Return the number of each statement's family, or of its document where a table has none.

    Where it has no documents either, each statement is one of its own.

    >>> families(pd.DataFrame({"document_id": ["D1", "D2", "D1"]})).tolist()
    [0, 1, 0]
    """
    for field in ("family", "document_id"):
        if field in statements:
            return units(statements, field)
    return pd.Series(np.arange(len(statements)), statements.index)


def units(statements: pd.DataFrame, field: str = "family") -> pd.Series:
    """Return the number of each statement's unit, such as its family, in the order of their ids.

    A statement of which the unit is missing (empty or only spaces) is a unit of its own; these come
    last. Raises `InputError` for a table without the field.

    >>> units(pd.DataFrame({"family": ["b", None, "a", "b", ""]})).tolist()
    [1, 2, 0, 1, 3]
    """
    check_choice("field", field, statements.columns, wrong="is unknown")
    blank = statements[field].astype("str").str.strip() == ""
    codes, ids = pd.factorize(statements[field].mask(blank), sort=True)
    alone = codes < 0
    codes[alone] = len(ids) + np.arange(alone.sum())
    return pd.Series(codes, statements.index)
