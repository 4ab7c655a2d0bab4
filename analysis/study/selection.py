"""Selects statements, and rolls them up to states and wider sectors."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

import pandas as pd

from analysis.errors import InputError, Problem, one_of, problem
from analysis.study.behind import documents_behind, with_documents
from analysis.study.frame import in_both
from analysis.study.load import Study
from analysis.study.spans import held
from analysis.study.units import families

__all__ = [
    "QUALITIES",
    "bilateral",
    "documents_behind",
    "most_heard",
    "roll_up",
    "select",
    "wholes",
    "with_documents",
    "with_parts",
]

QUALITIES = ("A", "B", "C")


def select(
    study: Study,
    *,
    since: str | None = None,
    until: str | None = None,
    actors: Iterable[str] | None = None,
    sectors: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    documents: Iterable[str] | None = None,
    quality: str | None = None,
) -> Study:
    """Return the study with only the statements that meet every condition given.

    `since` and `until` are days, months or years in ISO 8601, both included. A statement whose date
    is known to the month or year only is admitted when all of that lies within them, as in
    `periods.by_turn`; one without a date only when neither is given. An actor stands for
    itself and its parts, as actor or target; a sector for itself and its parts. `quality` is the
    lowest quality of document admitted. A condition that is empty or None admits everything.
    The statements of a frame are selected likewise.
    Raises `InputError` for an unknown id, a date that is none, dates in the wrong order, and a
    condition on a field that the study does not have.

    >>> from analysis import load_study
    >>> five = select(load_study("kazakhstan-russia"), documents=["D012"])
    >>> len(five.statements)
    5
    >>> select(five, sectors=["energy"]).statements[["actor", "sector", "stance"]]
                   actor   sector  stance
    0  kazakh_government  nuclear       0
    """
    actors, sectors, relations, documents = (
        ids if isinstance(ids, str) else list(ids if ids is not None else ())
        for ids in (actors, sectors, relations, documents)
    )
    if quality == QUALITIES[-1] and "quality" not in study.documents:
        quality = None  # the lowest admits every document, so also those of unknown quality
    given = {
        "since": since,
        "until": until,
        "actors": actors,
        "sectors": sectors,
        "relations": relations,
        "documents": documents,
        "quality": quality,
    }
    _check_fields(study, given)
    chosen = {name: value for name, value in given.items() if value}
    selected = in_both(partial(_selected, **given), study)
    return replace(selected, selection=study.selection | chosen)


def _selected(
    study: Study,
    *,
    since: str | None,
    until: str | None,
    actors: Iterable[str],
    sectors: Iterable[str],
    relations: Iterable[str],
    documents: Iterable[str],
    quality: str | None,
) -> Study:
    """Return the study with only the statements of its record that meet the conditions."""
    statements = study.statements
    kept = _between(statements, since, until)
    if quality:
        _check_known("quality", [quality], QUALITIES)
    if quality and quality != QUALITIES[-1]:  # the lowest admits every document, graded or not
        admitted = study.documents[study.documents["quality"] <= quality]
        kept &= statements["document_id"].isin(admitted["document_id"])
    if actors:
        parties = with_parts(study.actors, "actor_id", actors)
        kept &= statements[_ends(statements)].isin(parties).any(axis=1)
    if sectors:
        kept &= statements["sector"].isin(with_parts(study.sectors, "sector_id", sectors))
    if relations:
        known = study.relations["relation_id"] if len(study.relations) else statements["relation"]
        _check_known("relation_id", relations, known.dropna().unique())
        kept &= statements["relation"].isin(list(relations))
    if documents:
        _check_known("document_id", documents, study.documents["document_id"])
        kept &= statements["document_id"].isin(list(documents))
    return replace(study, statements=statements[kept].reset_index(drop=True))


def _check_fields(study: Study, given: dict[str, object]) -> None:
    """Raise `InputError` for each condition on what the study does not have."""
    needs = {
        "since": (study.statements, "date"),
        "until": (study.statements, "date"),
        "relations": (study.statements, "relation"),
        "documents": (study.statements, "document_id"),
        "quality": (study.documents, "quality"),
    }
    wrong = [
        problem("", None, name, given[name], f"expected none, for the study has no field {field!r}")
        for name, (table, field) in needs.items()
        if given[name] and given[name] != QUALITIES[-1] and field not in table
    ]
    if wrong:
        raise InputError(wrong)


def _ends(statements: pd.DataFrame) -> list[str]:
    """Return the fields of those between whom a statement is: its actor, and a target if any."""
    return [field for field in ("actor", "target") if field in statements]


def with_parts(table: pd.DataFrame, key: str, ids: Iterable[str]) -> list[str]:
    """Return the ids and, along `part_of`, the ids of everything that is part of them.

    Raises `InputError` for an id that the table does not hold.
    """
    _check_known(key, ids, table[key])
    found = list(dict.fromkeys(ids))
    if "part_of" not in table:
        return found
    for whole in found:  # grows while it is read, so that parts of parts are found too
        parts = table.loc[table["part_of"] == whole, key]
        found += [part for part in parts if part not in found]
    return found


def roll_up(study: Study, *, actors: bool = True, sectors: bool = True) -> Study:
    """Return the study with each actor and sector replaced by the whole of which it is part.

    Persons and bodies become their states or parties, gas becomes energy; a speaker stays who it
    is. Statements whose actor and target become one are left out, for they say nothing of a tie
    between two. What is part of nothing stays as it is.

    >>> from analysis import load_study
    >>> five = select(load_study("kazakhstan-russia"), documents=["D012"])
    >>> roll_up(five).statements[["actor", "target", "sector"]]
            actor      target       sector
    0      russia  kazakhstan  sovereignty
    1  kazakhstan      russia  sovereignty
    2  kazakhstan      russia       energy
    3      russia  kazakhstan    diplomacy
    4  kazakhstan      russia    diplomacy
    """
    return in_both(partial(_rolled_up, actors=actors, sectors=sectors), study)


def _rolled_up(study: Study, *, actors: bool, sectors: bool) -> Study:
    statements = study.statements.copy()
    if actors:
        outermost = wholes(study.actors, "actor_id")
        for field in _ends(statements):
            statements[field] = statements[field].map(outermost)
    if sectors:
        statements["sector"] = statements["sector"].map(wholes(study.sectors, "sector_id"))
    if "target" in statements:
        statements = statements[statements["actor"] != statements["target"]]
    return replace(study, statements=statements.reset_index(drop=True))


def most_heard(source: Study | pd.DataFrame, field: str, most: int) -> Study | pd.DataFrame:
    """Return the study, or the table, with only the statements of the ids in `field` heard most.

    These are the `most` ids that most families of documents name, or most documents where a table
    has no families, or most statements. What has no family is one of its own. Among equals the id
    with more statements comes first, then the first id.
    Raises `InputError` for an unknown field.
    """
    if isinstance(source, Study):
        heard = _most_heard(with_documents(source), field, most)
        return replace(source, statements=source.statements.iloc[heard.index])
    return _most_heard(source, field, most)


def _most_heard(statements: pd.DataFrame, field: str, most: int) -> pd.DataFrame:
    if field not in statements:
        raise InputError(f"field: {field!r} is unknown; {one_of(field, statements.columns)}")
    groups = statements.assign(family=families(statements)).groupby(field)
    ranking = pd.DataFrame({"families": -groups["family"].nunique(), "all": -groups.size()})
    ids = ranking.rename_axis("id").sort_values(["families", "all", "id"]).index[:most]
    return statements[statements[field].isin(ids)]


def bilateral(study: Study) -> Study:
    """Return the study with only the statements between its two states and their parts.

    Raises `InputError` for a study without states, or without targets.

    >>> from analysis import load_study
    >>> five = select(load_study("kazakhstan-russia"), documents=["D018"])
    >>> bilateral(five).statements["statement_id"].tolist()
    ['D018-01', 'D018-02', 'D018-04']
    """
    if problems := [*_one_sided(study)]:
        raise InputError(problems)
    return in_both(_bilateral, study)


def _bilateral(study: Study) -> Study:
    states = wholes(study.actors, "actor_id")
    actor, target = (study.statements[end].map(states) for end in ("actor", "target"))
    kept = actor.isin(study.states) & target.isin(study.states) & (actor != target)
    return replace(study, statements=study.statements[kept].reset_index(drop=True))


def _one_sided(study: Study) -> Iterator[Problem]:
    """Tell why nothing can be said to pass between two states."""
    asked = f"study {study.name!r}"
    if not study.states:
        expected = "expected two, as 'states' in its data package, to tell what passes between them"
        yield problem(wrong=f"{asked}: it has no states", expectation=expected)
    if "target" not in study.statements:
        expected = "expected the field 'target', to tell toward whom an actor acts"
        yield problem(wrong=f"{asked}: its statements have no targets", expectation=expected)


def wholes(table: pd.DataFrame, key: str) -> dict[str, str]:
    """Return the outermost whole of each id along `part_of`."""
    if "part_of" not in table:
        return dict(zip(table[key], table[key], strict=True))
    above = dict(zip(table[key], table["part_of"].fillna(""), strict=True))
    found = {}
    for part in above:
        whole = part
        while above[whole]:
            whole = above[whole]
        found[part] = whole
    return found


def _check_known(field: str, values: Iterable[str], known: Iterable[str]) -> None:
    if isinstance(values, str):
        expected = f"expected a list, such as [{values!r}]"
        raise InputError(problem("", None, field, values, expected))
    known = list(known)
    wrong = [
        problem("", None, field, value, one_of(value, known), wrong="is unknown")
        for value in values
        if value not in known
    ]
    if wrong:
        raise InputError(wrong)


def _between(statements: pd.DataFrame, since: str | None, until: str | None) -> pd.Series:
    if not (since or until):
        return pd.Series(True, statements.index)
    first = _period("since", since).start_time if since else None
    last = _period("until", until).end_time if until else None
    if first is not None and last is not None and first > last:
        wrong = f"is after until: {until!r}"
        raise InputError(
            problem("", None, "since", since, "expected the earlier first", wrong=wrong)
        )
    return held(statements, first, last)


def _period(name: str, text: str) -> pd.Period:
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
            raise ValueError
        return pd.Period(text)
    except ValueError:
        expected = "expected a day, month or year such as 2024-11-27, 2024-11 or 2024"
        raise InputError(problem("", None, name, text, expected)) from None
