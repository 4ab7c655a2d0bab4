"""The names that tables of codes and nodes carry, in the language of a reader or else another."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from analysis.locale import check_language


def names_by_id(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the name of each row of a table of codes in `language`, by its id.

    A row without one goes by its name in the first language that the table has.

    >>> table = pd.DataFrame({"sector_id": ["oil", "gas"], "name_fr": ["Pétrole", "Gaz"]})
    >>> names_by_id(table, "fr") == names_by_id(table, "de")
    True
    """
    return dict(zip(table[table.columns[0]], names_by_row(table, language), strict=True))


def names_by_row(table: pd.DataFrame, language: str) -> pd.Series:
    """Return the name of each row of a table of codes, as `names_by_id` does, in their order.

    A row without any name goes by its id.
    """
    check_language(language)
    return texts_in(table, "name", language).fillna(table[table.columns[0]])


def texts_in(table: pd.DataFrame, field: str, language: str) -> pd.Series:
    """Return the text of each row in `language`, or else in the first that has it, or nothing.

    >>> table = pd.DataFrame({"told_en": ["Oil", "Gas"], "told_fr": ["Pétrole", ""]})
    >>> list(texts_in(table, "told", "fr"))
    ['Pétrole', 'Gas']
    """
    there = [name for name in table.columns if str(name).startswith(f"{field}_")]
    wide = language.partition("-")[0]  # zh, of zh-Hant
    asked = [name for name in (f"{field}_{wide}", f"{field}_{language}") if name in there]
    return _last_given(table, [*reversed(there), *asked])


def every_name(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the names of the rows of a table of codes by their column, whatever its language.

    A row that a column does not name goes by its first name, or else by its id.

    >>> table = pd.DataFrame({"sector_id": ["oil"], "name_zh": ["石油"], "name_en": [""]})
    >>> every_name(table)["name_en"].tolist()
    ['石油']
    """
    there = [name for name in table.columns if str(name).startswith("name_")]
    ids = table[table.columns[0]]
    return {name: _last_given(table, [*reversed(there), name]).fillna(ids) for name in there}


def _last_given(table: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return the text of each row in the last of the columns that has one."""
    texts: list[object] = [nan] * len(table)
    for column in columns:
        given = zip(table[column].tolist(), table[column].notna().tolist(), strict=True)
        kept = zip(given, texts, strict=True)
        texts = [text if there and text != "" else last for (text, there), last in kept]
    return pd.Series(texts, table.index, dtype=object, name=next(reversed(columns), None))


def name_of(
    attributes: Mapping[str, object], language: str, otherwise: str = "", *, field: str = "name"
) -> str:
    """Return the name that a node's attributes give in `language`, or else in their first one.

    One without names goes by its `label`, or else as told.

    >>> name_of({"name_en": "Oil", "name_fr": "Pétrole"}, "fr"), name_of({"name_en": "Oil"}, "de")
    ('Pétrole', 'Oil')
    """
    start, wide = f"{field}_", language.partition("-")[0]
    given = [value for key, value in attributes.items() if str(key).startswith(start) and value]
    asked = attributes.get(start + language) or attributes.get(start + wide)
    return str(asked or next(iter(given), attributes.get("label", otherwise)))
