"""Makes the tables of a study of statements: documents, actors, sectors, relations, nothing else.

Ids are the texts of the source. What a source does not tell is absent, and what it tells in two
ways is missing.
"""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, counted, problem, tell
from analysis.sources.records import OF_DOCUMENT, Record
from analysis.sources.scales import stances
from analysis.study.circles import in_circles
from analysis.tables.constraints import HIDDEN, is_hidden
from analysis.tables.normal import UNSEEN, are_plain, normal
from analysis.tables.raw import as_text

PARTIES = ("actor", "target", "speaker")
NAMES = (*PARTIES, "sector", "relation", "document_id", "statement_id", "part_of")
_UNSEEN = re.compile(rf"[{UNSEEN}]|{HIDDEN.pattern}")
ROWS = 5  # shown of those that are left out
OWN = ("actor_id", "sector_id", "kind", "country", "role", "isic", "aliases", "wikidata", "part_of")
"""Fields of actors and sectors with a meaning of their own, which no attribute may take."""


def tables_of(record: Record, language: str) -> dict[str, pd.DataFrame]:
    """Return the tables that the record fills, by name; names are fields of the language."""
    said = _whole(record.file, _plain(record))
    said = _apart(record.file, said)
    if not said["statement_id"].is_unique:
        wrong, expected = "two statements have one id", "expected ids that differ in what is seen"
        raise InputError(problem(record.file, wrong=wrong, expectation=expected))
    documents, said = _documents(record.file, said)
    actors = _actors(record, said, language)
    sectors = _with_wholes(record.file, said["sector"], record.sectors, "sector_id", language)
    ids = _sector_ids(record.file, sectors["sector_id"], {*actors["actor_id"]})
    tables = {"documents": documents, "actors": actors, "sectors": _called(sectors, ids)}
    if "relation" in said:
        tables["relations"] = _codes(said["relation"], "relation_id", language)
    said = said.assign(sector=said["sector"].map(ids)).drop(columns="part_of", errors="ignore")
    said = said.rename(columns={"paraphrase": f"paraphrase_{language}"})
    tables["statements"] = said.sort_values("statement_id", kind="stable", ignore_index=True)
    return {name: table for name, table in tables.items() if len(table.columns)}


def _plain(record: Record) -> pd.DataFrame:
    """Return names and texts in one line, dates as days, and no column without a value."""
    table, columns = record.table, {}
    for name in [name for name in table if name in record.asked and table[name].isna().all()]:
        told = "has no value, and is left out"
        tell(f"{record.file}, field {name}: {told}")
    for name, column in table.dropna(axis=1, how="all").items():
        if name in ("date", "document_date"):
            columns[name] = _days(column)
        elif name == "stance":
            columns[name] = stances(column)
        else:
            columns[name] = _texts(column)
            _note_unseen(record.file, column)
    _note_times(record.file, table)
    return pd.DataFrame(columns, table.index)


def _days(column: pd.Series) -> pd.Series:
    return column.astype("datetime64[s]").dt.normalize()


def _note_times(file: str, table: pd.DataFrame) -> None:
    """Tell that times of the day were left off: of statements or, where these have none, others."""
    name = "date" if "date" in table else "document_date"
    if name not in table:
        return
    times = table[name].dropna().astype("datetime64[s]")
    if late := int((times != times.dt.normalize()).sum()):
        told = f"the time of the day left off in {counted(late, 'cell')}"
        tell(f"{file}, field date: {told}")


def _note_unseen(file: str, column: pd.Series) -> None:
    """Tell that signs which nobody can see were left out, or lines joined."""
    codes, distinct = pd.factorize(column)
    unseen = np.zeros(len(distinct), bool)
    odd = _odd(distinct)
    unseen[odd] = [bool(_UNSEEN.search(as_text(text))) for text in distinct[odd]]
    if cells := int(unseen[codes[codes >= 0]].sum()):
        told = f"signs that nobody can see left out, or lines joined, in {counted(cells, 'cell')}"
        tell(f"{file}, field {column.name}: {told}")


def _texts(column: pd.Series) -> pd.Series:
    codes, distinct = pd.factorize(column, use_na_sentinel=True)
    texts, odd = pd.array(distinct, dtype=column.dtype).astype(object), _odd(distinct)
    texts[odd] = [_one_line(value) or None for value in distinct[odd]]
    taken = pd.api.extensions.take(pd.array(texts, dtype="str"), codes, allow_fill=True)
    return pd.Series(taken, column.index)


def _odd(distinct: np.ndarray | pd.api.extensions.ExtensionArray) -> NDArray[np.bool_]:
    """Tell the values that may not be a line in normal form already; of a million most are."""
    if not isinstance(distinct.dtype, pd.StringDtype):
        return np.ones(len(distinct), bool)
    return ~are_plain(pd.Series(distinct)).to_numpy(bool)


def _one_line(value: object) -> str:
    """Return a text in one line and one form of Unicode, without signs that nobody can see."""
    text = normal(as_text(value))
    if not is_hidden(text):
        return text
    return normal("".join(sign for sign in text if not is_hidden(sign)))


def _whole(file: str, table: pd.DataFrame) -> pd.DataFrame:
    """Leave out statements without an actor or a sector, which is told."""
    kept = pd.Series(True, table.index)
    for field in ("actor", "sector"):
        there = table[field].notna() if field in table else pd.Series(False, table.index)
        if not there.all():
            ids = table.loc[~there, "statement_id"]
            shown = ", ".join(ids.head(ROWS)) + (" ..." if len(ids) > ROWS else "")
            told = f"{counted(len(ids), 'statement')} without {field} left out: {shown}"
            tell(f"{file}: {told}")
        kept &= there
    if not kept.any():
        wrong = "holds no statement with an actor and a sector"
        raise InputError(problem(file, wrong=wrong, expectation="expected one at least"))
    table = table[kept].dropna(axis=1, how="all")
    return table.assign(stance=stances(table["stance"])) if "stance" in table else table


def _apart(file: str, table: pd.DataFrame) -> pd.DataFrame:
    """Take away targets that are the actor too: nobody stands toward himself."""
    if "target" not in table or not (itself := table["actor"] == table["target"]).any():
        return table
    told = f"{counted(int(itself.sum()), 'target')} that are the actor too left out"
    tell(f"{file}, field target: {told}")
    return table.assign(target=table["target"].mask(itself)).dropna(axis=1, how="all")


def _sector_ids(file: str, names: pd.Series, actors: set[str]) -> dict[str, str]:
    """Return an id of each sector: its text, unless that is an actor's id too."""
    taken, ids = actors | {*names}, {}
    for name in names:
        ids[name] = name
        while ids[name] in actors or (ids[name] != name and ids[name] in taken):
            ids[name] += " (sector)"
    if changed := [name for name in names if ids[name] != name]:
        told = f"{', '.join(map(repr, changed[:ROWS]))}: an actor too; the sector's id is "
        tell(f"{file}: {told}{ids[changed[0]]!r}")
    return ids


def _called(sectors: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    """Return the sectors by their ids; their names stay."""
    fields = [field for field in ("sector_id", "part_of") if field in sectors]
    mapped = {field: sectors[field].map(ids) for field in fields}
    return sectors.assign(**mapped).sort_values("sector_id", ignore_index=True)


def _documents(file: str, table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the documents, and the statements without their fields.

    The date of a document is the one that all its statements have.
    """
    table = _with_documents(file, table)
    own = [name for name in (*OF_DOCUMENT, "document_date", "author", "section") if name in table]
    said = table.drop(columns=own)
    if "document_id" not in table:
        return pd.DataFrame(), said
    fields = table[["document_id", *own]].rename(columns={"document_date": "date"})
    if "date" not in fields and "date" in table:
        day = table["date"].notna()
        if "date_precision" in table:
            day &= table["date_precision"] == "day"
        fields["date"] = table["date"].where(day)
    known = table["document_id"].notna()
    documents = _one_each(file, fields[known], "document_id", quiet=("date",))
    return documents.dropna(axis=1, how="all"), said


def _with_documents(file: str, table: pd.DataFrame) -> pd.DataFrame:
    """Tell documents without ids apart by address, else by title and publisher, else by family."""
    told = [field for field in OF_DOCUMENT if field in table]
    if "document_id" in table or not told:
        return table
    fields = table.reindex(columns=OF_DOCUMENT).astype("str")
    titled = (fields["publisher"] + ": " + fields["title"]).fillna(fields["title"])
    ids = fields["url"].fillna(titled).fillna(fields["family"])
    if named := ids.nunique():
        by = " or ".join(field for field in ("url", "title", "family") if field in told)
        tell(f"{file}: no document is given; {by} tells {counted(named, 'document')} apart")
    if lost := int((ids.isna() & fields.notna().any(axis=1)).sum()):
        expected = "expected document, url or title, to tell of which document"
        tell(f"{file}: {', '.join(told)} left out in {counted(lost, 'statement')}; {expected}")
    return table.assign(document_id=ids) if named else table


def _one_each(
    file: str, table: pd.DataFrame, key: str, quiet: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return a row for each id, with what all its rows say alike; the rest is missing, and told."""
    groups = table.groupby(key, sort=True)
    found = groups.first().reset_index()
    for field in found.columns.drop(key):
        ways = groups[field].nunique().to_numpy()
        torn = ways > 1
        if field == "date":  # where one row has none, the others do not speak for it
            torn = torn | (groups[field].count() < groups[field].size()).to_numpy()
        if torn.any() and field not in quiet:
            ids = ", ".join(map(repr, found.loc[torn, key].head(ROWS)))
            told = f"{field} told in several ways, and left out: {ids}"
            tell(f"{file}: {told}")
        found[field] = found[field].mask(torn)
    return found


def _actors(record: Record, table: pd.DataFrame, language: str) -> pd.DataFrame:
    parties = pd.concat([table[field] for field in PARTIES if field in table]).dropna()
    told = record.actors
    if "part_of" in table:
        pairs = table[["actor", "part_of"]]
        told = _one_each(record.file, pairs, "actor").set_index("actor")
    return _with_wholes(record.file, parties, told, "actor_id", language)


def _with_wholes(
    file: str, names: pd.Series, told: pd.DataFrame, key: str, language: str
) -> pd.DataFrame:
    """Return names that are used and all wholes above them, with what is told of each."""
    told = told.rename(index=_one_line)
    told = told.rename(columns={name: f"attribute_{name}" for name in told if _is_taken(name)})
    above = {}
    if "part_of" in told:
        wholes = _texts(told["part_of"]).dropna()
        above = {part: whole for part, whole in wholes.items() if part != whole}
    if circles := sorted(in_circles(above)):
        wrong, expected = f"{circles[0]!r} is part of its own part", "expected a whole above it"
        raise InputError(problem(file, wrong=wrong, expectation=expected))
    every = [*dict.fromkeys(names)]
    for name in every:  # grows while it is read, so that wholes of wholes are found too
        every += [above[name]] if name in above and above[name] not in set(every) else []
    table = pd.DataFrame({key: sorted(set(every))}, dtype="str")
    if above:
        table["part_of"] = table[key].map(above)
    table[f"name_{language}"] = table[key]
    others = told.drop(columns="part_of", errors="ignore")
    others = others[~others.index.duplicated()].reindex(table[key]).reset_index(drop=True)
    table = pd.concat([table, others.apply(_texts)], axis=1)
    return table.dropna(axis=1, how="all")


def _is_taken(name: str) -> bool:
    return name != "part_of" and (name in OWN or name.startswith("name_"))


def _codes(column: pd.Series, key: str, language: str) -> pd.DataFrame:
    names = sorted(column.dropna().unique())
    return pd.DataFrame({key: names, f"name_{language}": names}, dtype="str")
