"""Tables as a reader wants them: names for ids, few digits, no numbers of rows."""

from collections.abc import Sequence

import pandas as pd

from analysis.locale.stances import worded, worded_for
from analysis.names import names_by_id
from analysis.networks.statements import speaking
from analysis.study.behind import documents_behind
from analysis.study.load import Study

DIGITS = 2
P_DIGITS = 3  # of a p-value, which would else be told as 0
OWN_DIGITS = 3  # of a published figure, which keeps them
P_VALUES = ("p", "p_value")
NOTHING = "–"
NAMED = {
    "actor": ("actors",),
    "target": ("actors",),
    "speaker": ("actors",),
    "party": ("actors",),
    "sector": ("sectors",),
    "relation": ("relations",),
    "code": ("sectors", "relations"),
    "row": ("actors", "sectors", "relations"),
    "column": ("sectors", "relations", "actors"),
    "node": ("actors", "sectors", "relations"),
}
"""The tables of codes whose ids stand in a column; those of an edge may come from any."""
FIELDS = ("locator", "actor", "target", "sector", "relation", "stance", "paraphrase")
DOCUMENTS = ("document_id", "document", "family", "unit")
CAMPS = {-1: NOTHING, 0: "A", 1: "B"}
"""The camps that were found by the letters that figures give them."""


def readable(table: pd.DataFrame | pd.Series, study: Study, language: str = "en") -> pd.DataFrame:
    """Return a table of a study as one of text and whole numbers, in a language.

    An index that has a name becomes columns; names of columns are words. Ids become names in the
    columns named after actors, sectors and relations, and publisher with year in those named after
    documents. Fractions have two digits, or in a column of few digits their own, p-values three
    (below 0.001 `< 0.001`); truth is yes or no, what is missing a dash, a camp that was found the
    letter that figures give it, and a stance what figures call it.
    """
    with worded_for(bool(study.states)):
        return _in_words(table, study, language)


def _in_words(table: pd.DataFrame | pd.Series, study: Study, language: str) -> pd.DataFrame:
    plain = table.reset_index() if table.index.names != [None] else pd.DataFrame(table)
    columns = [
        _told(plain.iloc[:, place], name, _names(name, study, language))
        for place, name in enumerate(map(str, plain.columns))
    ]
    told = pd.concat(columns, axis=1) if columns else pd.DataFrame(plain)
    sectors = names_by_id(study.sectors, language)
    heads = [_head(name, sectors) for name in told.columns]
    if "document_id" not in study.statements:  # each of which is drawn by itself
        heads = ["statements behind" if head == "families" else head for head in heads]
    return told.set_axis(heads, axis=1)


def as_told(
    statements: pd.DataFrame, language: str = "en", *, fields: Sequence[str] = FIELDS
) -> pd.DataFrame:
    """Return of statements the fields that a reader wants, as far as the record has them.

    `paraphrase` stands for what is said in the language, or else in the first that there is.

    >>> said = pd.DataFrame({"actor": ["a"], "sector": ["oil"], "paraphrase_fr": ["Il cesse."]})
    >>> list(as_told(said, "en", fields=["actor", "target", "paraphrase"]))
    ['actor', 'paraphrase_fr']
    """
    given = [name for name in statements if str(name).startswith("paraphrase_")]
    asked = f"paraphrase_{language}"
    said = asked if asked in given else next(iter(given), "")
    wanted = [said if field == "paraphrase" else field for field in fields]
    return statements[[field for field in wanted if field in statements]]


def to_follow(ties: pd.DataFrame) -> pd.DataFrame:
    """Return of a table of ties the first that is mainly strained, else the first, in one line."""
    strained = ties[ties["sign"] == "strained"] if "sign" in ties else ties.head(0)
    return (strained if len(strained) else ties).head(1)


def voices_heard(study: Study, most: int = 8) -> pd.Series:
    """Return the number of statements by those who speak most, or act where nobody speaks."""
    return study.statements[speaking(study)].value_counts().head(most).rename("statements")


def show(table: pd.DataFrame | pd.Series, study: Study, language: str = "en") -> None:
    """Show a table in a notebook, as `readable` makes it; an empty one as a dash."""
    from IPython.display import display

    display(forms(readable(table, study, language)), raw=True)


def forms(told: pd.DataFrame) -> dict[str, str]:
    """Return a table as a notebook shows it, by media type; its page wraps a long text."""
    if told.empty:
        return {"text/plain": NOTHING, "text/markdown": NOTHING}
    with pd.option_context("display.max_colwidth", None):
        html, text = told.to_html(index=False, border=0), told.to_string(index=False)
    return {"text/html": html, "text/plain": text}


def _head(name: object, sectors: dict[str, str]) -> str:
    """Return a column's name in words: `share:energy` is of a sector, which has a name."""
    kind, colon, sector = str(name).partition(":")
    return worded(kind.replace("_", " ")) + (f": {sectors.get(sector, sector)}" if colon else "")


def _told(values: pd.Series, name: str, named: dict[str, str]) -> pd.Series:
    if name == "camp" and pd.api.types.is_integer_dtype(values):
        values = values.map(CAMPS)
    digits = _digits(values)
    cells = [_cell(value, name in P_VALUES, digits, named) for value in values]
    return pd.Series(cells, dtype=object, name=name)


def _cell(value: object, p_value: bool, digits: int | None, named: dict[str, str]) -> object:
    if pd.api.types.is_list_like(value):
        return ", ".join(str(_cell(each, p_value, digits, named)) for each in value)
    if pd.isna(value):
        return NOTHING
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if p_value and pd.api.types.is_number(value):
        least = 10**-P_DIGITS
        return f"< {least}" if value < least else f"{value:.{P_DIGITS}f}"
    if pd.api.types.is_float(value):
        return f"{value:.10g}" if digits is None else f"{round(value, digits) + 0.0:.{digits}f}"
    return named.get(value, value) if isinstance(value, str) else value


def _digits(values: pd.Series) -> int | None:
    """Return how many digits the fractions of a column have; None: each its own."""
    fractions = [value for value in values if pd.api.types.is_float(value)]
    own = all(round(value, OWN_DIGITS) == value or pd.isna(value) for value in fractions)
    return None if own else DIGITS


def _names(column: str, study: Study, language: str) -> dict[str, str]:
    """Return the names of the ids that a column may hold."""
    if column == "sign":
        return {sign: worded(sign) for sign in ("friendly", "strained")}
    if column in DOCUMENTS:
        return _publishers(study)
    tables = (names_by_id(getattr(study, table), language) for table in NAMED.get(column, ())[::-1])
    known = {key: name for named in tables for key, name in named.items()}
    return {key: name for key, name in known.items() if isinstance(name, str)}


def _publishers(study: Study) -> dict[str, str]:
    """Return publisher and year by the id of a document, and of a family by its first one.

    What names no publisher goes by its title, or else by its id.
    """
    told = study.documents.reindex(columns=["document_id", "publisher", "title", "family"])
    behind = documents_behind(study, documents=told["document_id"]).set_index("document_id")
    dates = behind["date"].reindex(told["document_id"]).set_axis(told.index)
    publishers = told["publisher"].astype(object).fillna(told["title"]).fillna(told["document_id"])
    years = pd.to_datetime(dates).dt.strftime(" (%Y)").astype(object).fillna("")
    named = dict(zip(told["document_id"], publishers + years, strict=True))
    families = zip(told["family"][::-1], told["document_id"][::-1], strict=True)
    return {family: named[each] for family, each in families if not pd.isna(family)} | named
