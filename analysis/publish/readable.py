"""Tables as a reader wants them: names for ids, few digits, no numbers of rows."""

import pandas as pd

from analysis.labels import names_by_id
from analysis.study.load import Study

DIGITS = 2
P_DIGITS = 3  # of a p-value, which would else be told as 0


def readable(table: pd.DataFrame, study: Study, language: str = "en") -> pd.DataFrame:
    """Return a table with names for the ids of actors, sectors and relations, in a language.

    An index becomes a column, fractions have two digits, and names of columns are words.
    """
    named = names_by_id(study.actors, language) | names_by_id(study.sectors, language)
    named |= names_by_id(study.relations, language)
    plain = table.reset_index() if table.index.names != [None] else table
    plain = plain.map(lambda value: named.get(value, value) if isinstance(value, str) else value)
    digits = dict.fromkeys(plain.columns, DIGITS) | {"p": P_DIGITS}
    return plain.round(digits).rename(columns=lambda name: str(name).replace("_", " "))


def show(table: pd.DataFrame, study: Study, language: str = "en") -> None:
    """Show a table in a notebook, as `readable` makes it; an empty one as a dash."""
    from IPython.display import display

    told = readable(table, study, language)
    if told.empty:
        display({"text/plain": "–", "text/markdown": "–"}, raw=True)
        return
    forms = {
        "text/html": told.to_html(index=False, na_rep="–", border=0),
        "text/plain": told.to_string(index=False, na_rep="–"),
    }
    display(forms, raw=True)
