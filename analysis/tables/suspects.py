"""Finds the few cells of a long column that may be wrong, at the speed of Arrow.

It may take a right cell for a suspect, never a wrong one for right: each suspect is then judged by
`analysis.tables.constraints`. Only texts need it; numbers and dates repeat, and are few.
"""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.tables.arrow_text import as_arrow, few

UNSEEN = r"\A\pZ|\pZ\z|[\x00-\x1f\x7f-\x9f\x{2028}\x{2029}\x{200b}\x{feff}\x{fffe}\x{ffff}]"
"""Spaces at the edges and what nobody sees, whatever else `constraints` makes of them."""
ANY_SPACE = r"\pZ|[\x1c-\x1f\x{85}]"  # beside those that RE2 itself knows


def suspects(column: pd.Series, field: dict) -> list[str]:
    """Return the distinct cells of a column of text that may break its field's type or rules.

    >>> column = pd.Series(["a", " b", "C", "a"], dtype="str")
    >>> suspects(column, {"type": "string", "constraints": {"pattern": "[a-z]"}})
    [' b', 'C']
    """
    texts = few(as_arrow(column))
    rules = field.get("constraints", {})
    if field["type"] != "string":
        return texts.unique().to_pylist()
    odd = pc.or_(pc.match_substring_regex(texts, UNSEEN), pc.equal(texts, ""))
    if "pattern" in rules:
        odd = pc.or_(odd, pc.invert(_formed(texts, rules["pattern"])))
    if "enum" in rules:
        known = pa.array([*map(str, rules["enum"])], texts.type)
        odd = pc.or_(odd, pc.invert(pc.is_in(texts, known)))
    return texts.filter(odd).unique().to_pylist()


def _formed(texts: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    formed = pc.match_substring_regex(texts, rf"\A(?:{pattern})\z")
    if "\\S" not in pattern:
        return formed
    return pc.and_(formed, pc.invert(pc.match_substring_regex(texts, ANY_SPACE)))
