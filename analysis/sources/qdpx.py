"""Reads REFI-QDA projects (`.qdpx`), as MAXQDA, NVivo, ATLAS.ti and QualCoder write them."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError, counted, problem, tell
from analysis.sources.meanings import sided
from analysis.sources.qdpx_codes import Branch, Code, branch, code_named, codes_of, sets_of
from analysis.sources.qdpx_file import open_project
from analysis.sources.qdpx_passages import EDGES, read_passages

Stances = str | Mapping[str, float]


class Coded(NamedTuple):
    """Statements with their sources' variables beside, and the branches of actors and concepts."""

    statements: pd.DataFrame
    actors: Branch
    concepts: Branch


def read_qdpx(
    path: str | Path, *, actors: str, concepts: str, stance: Stances | None = None
) -> pd.DataFrame:
    """Return the statements of a REFI-QDA project: passages where an actor meets a concept.

    `actors` and `concepts` name the code above the actors and that above the concepts (by its name,
    or by its path as in `Codes/Actors` where several have the name), or a set of codes. `stance`
    gives a number for each code that tells one, as in `{"Positive": 1, "Negative": -1}`, or names
    the code above those that do, which are then called by numbers or by usual words for two sides.

    A statement is a passage coded with a concept that meets an actor, by this rule: the actors
    coded on the very same passage, or else, where there is none, all whose passages overlap it in
    the same text, on the same page or in the same stretch of time; a code of a whole document
    meets everything in it. Each actor makes a statement of its own, and an `InputNote` counts the
    passages with several. The stance is found by the same rule; where different ones meet a
    passage, its statements have none, and a note counts them. One passage coded alike by two
    coders is one statement, with the first as `coder`.

    The result has a line a statement, by document and place: `statement_id` (the document and a
    number), `document_id` (its name in the project), `locator`, `actor`, `sector`, `stance`,
    `coder`, then the variables of the documents as text. A code is called by its own name, or by
    its path below the branch where two have one name. The archive is not unpacked, and nothing
    outside of its one `.qde` is read. Raises `InputError` for what is no such project or not safe
    to read, for a code that it lacks, and where no actor meets a concept.

    >>> read_qdpx("debate.qdpx", actors="Actors", concepts="Concepts")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    analysis.errors.InputError: debate.qdpx: no such file in ...
    """
    return read_coded_passages(path, actors, concepts, stance).statements


def read_coded_passages(
    path: str | Path, actors: str, concepts: str, stance: Stances | None
) -> Coded:
    """Return what `read_qdpx` does, with the branches of its codes."""
    file = Path(path).name
    project = open_project(path)
    codes, sets = codes_of(project), sets_of(project)
    branches = [
        branch(file, codes, sets, field, name)
        for field, name in (("actor", actors), ("sector", concepts))
    ]
    stances = _stances(file, codes, sets, stance)
    sources, passages = read_passages(file, project)
    if double := {*branches[0].names} & {*branches[1].names}:
        wrong = f"{branches[0].names[min(double)]!r} would be actor and concept"
        raise InputError(problem(file, wrong=wrong, expectation="expected branches apart"))
    met = _met(passages, *branches, stances)
    if met.empty:
        wrong = f"no passage where one of {actors!r} meets one of {concepts!r}"
        raise InputError(problem(file, wrong=wrong, expectation="expected one at least"))
    _tell(file, met)
    return Coded(_statements(met, sources, bool(stances)), *branches)


def _stances(
    file: str, codes: list[Code], sets: dict[str, set[str]], stance: Stances | None
) -> dict[str, float]:
    """Return the number that each code of a stance stands for, by its id."""
    if stance is None:
        return {}
    if not isinstance(stance, str):
        return {
            code: float(number)
            for name, number in stance.items()
            for code in code_named(file, codes, "stance", str(name))
        }
    names = branch(file, codes, sets, "stance", stance).names
    known = sided(names.values())
    if unknown := [name for name in names.values() if name not in known]:
        expected = f"expected stance={{{unknown[0]!r}: 1, ...}}"
        raise InputError(
            problem(file, wrong=f"stance: what {unknown[0]!r} stands for", expectation=expected)
        )
    return {code: known[name] for code, name in names.items()}


def _met(
    passages: pd.DataFrame, actors: Branch, concepts: Branch, stances: dict[str, float]
) -> pd.DataFrame:
    """Return a row for each concept's passage and actor that meet, with how many actors it has."""
    rows = []
    for _, here in passages.groupby("source", sort=True):
        who, what, how = (
            here[here["code"].isin(codes)] for codes in (actors.names, concepts.names, stances)
        )
        names, values = (
            who["code"].map(actors.names).to_numpy(),
            how["code"].map(stances).to_numpy(),
        )
        for passage in what.itertuples(index=False):
            together = [*dict.fromkeys(names[_meeting(who, passage)])]
            said = np.unique(values[_meeting(how, passage)])
            rows += [(*passage, name, said, len(together)) for name in together]
    table = pd.DataFrame(rows, columns=[*passages, "actor", "said", "together"])
    table["sector"] = table["code"].map(concepts.names)
    alike = ["source", "layer", *EDGES, "actor", "sector"]
    return table.drop_duplicates(alike).sort_values(
        ["source", "layer", *EDGES, "sector", "actor"], ignore_index=True
    )


def _meeting(passages: pd.DataFrame, passage: tuple) -> np.ndarray:
    """Return the places of the passages that are the very same as one, or else that overlap it."""
    layers = passages["layer"].to_numpy(dtype=object)
    edges = [passages[edge].to_numpy(dtype="int64") for edge in EDGES]
    layer, *own = (getattr(passage, name) for name in ("layer", *EDGES))
    here = layers == layer
    same = here & np.all([edge == end for edge, end in zip(edges, own, strict=True)], axis=0)
    if same.any():
        return np.flatnonzero(same)
    left, right, top, bottom = edges
    over = here & (left < own[1]) & (right > own[0]) & (top < own[3]) & (bottom > own[2])
    return np.flatnonzero(over | (layers == "") | (layer == ""))


def _tell(file: str, met: pd.DataFrame) -> None:
    place = ["source", "layer", *EDGES, "sector"]
    passages = met.drop_duplicates(place)
    several = int((passages["together"] > 1).sum())
    torn = int((passages["said"].map(len) > 1).sum())
    notes = [
        (several, "with several actors; each makes a statement of its own"),
        (torn, "with different stances; the statements have none"),
    ]
    for number, told in notes:
        if number:
            tell(f"{file}: {counted(number, 'passage')} {told}")


def _statements(met: pd.DataFrame, sources: pd.DataFrame, with_stance: bool) -> pd.DataFrame:
    documents = sources["name"].reindex(met["source"]).to_numpy()
    numbers = met.groupby("source").cumcount() + 1
    ids = [f"{name}-{number:02}" for name, number in zip(documents, numbers, strict=True)]
    fields = {
        "statement_id": ids,
        "document_id": documents,
        "locator": met["locator"],
        "actor": met["actor"],
        "sector": met["sector"],
        "coder": met["coder"],
    }
    table = pd.DataFrame(fields).astype("str")
    if with_stance:
        values = [said[0] if len(said) == 1 else None for said in met["said"]]
        table.insert(5, "stance", pd.Series(values, dtype="float64"))
    others = sources.drop(columns="name").iloc[met["source"]].reset_index(drop=True)
    others = others.drop(columns=[name for name in others if name in table])
    return pd.concat([table.mask(table == ""), others.astype("str")], axis=1)
