"""The numbers by which a study's picture stands or falls, as statistics of its cells."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, problem
from analysis.measures.stance import mean_stance
from analysis.networks.arrays import Array, count
from analysis.networks.exact import mean
from analysis.networks.statements import repeats_within
from analysis.study.frame import carries, framed
from analysis.study.load import Study
from analysis.study.selection import bilateral, roll_up, with_documents
from analysis.study.units import families

LEADERS, OTHERS = "leaders", "others"
DEPEND = "depend"
"""The relation by which one depends on another."""
LEADING = ("leader", "joint_text")
"""The roles of actors that count as leaders where they speak."""


def voiced(study: Study) -> pd.DataFrame:
    """Return the statements with their documents and a field `voice`.

    It is `leaders` for leading voices and joint texts as speakers (actors of these roles), else
    `others`. Raises `InputError` for a study without stances, which voices are compared by.
    """
    if "stance" not in study.statements:
        wrong, expected = "its statements have no stances", "expected the field 'stance'"
        raise InputError(problem(wrong=f"study {study.name!r}: {wrong}", expectation=expected))
    roles = study.actors.reindex(columns=["actor_id", "role"])
    roles = roles[roles["role"].isin(LEADING)]
    statements = with_documents(study)
    speaker = statements.get("speaker", pd.Series(index=statements.index, dtype=object))
    voice = speaker.isin(roles["actor_id"]).map({True: LEADERS, False: OTHERS})
    if "family" not in statements:  # as in a study without documents
        statements = statements.assign(family=families(statements))
    return statements.assign(voice=voice)


def heard(statements: pd.DataFrame) -> str:
    """Return whose statements of `voiced` repeat each other: a `voice`, where both speak.

    Elsewhere all would be one voice, and two actors who say the same would repeat each other.

    >>> heard(pd.DataFrame({"voice": ["leaders", "others"]}))
    'voice'
    >>> heard(pd.DataFrame({"voice": ["others", "others"]}))
    'actor'
    """
    return "voice" if {LEADERS, OTHERS} <= set(statements["voice"]) else "actor"


def headlines(statements: pd.DataFrame, *, sectors: int = 2) -> dict[str, Callable[[Array], float]]:
    """Return the headline numbers by key, each a statistic of cells of voice by sector by stance.

    `mean`, the mean stance; `gap`, that of leaders less that of all others; `friendly` and
    `strained`, the shares of statements with a stance above and below 0; and for each of the
    `sectors` with most statements `share:<id>`, its share of all, and `on:<id>`, its mean stance.
    A mean or share of no statement is 0; without statements of both voices there is no `gap`.
    """
    largest = (
        statements["sector"]
        .value_counts()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
        .index[:sectors]
    )
    found = {
        "mean": lambda cells: _mean(cells.x, cells),
        "gap": lambda cells: (
            _mean(cells.x[cells.rows == LEADERS], cells)
            - _mean(cells.x[cells.rows == OTHERS], cells)
        ),
        "friendly": lambda cells: _share(cells.x[:, :, cells.levels > 0], cells.x),
        "strained": lambda cells: _share(cells.x[:, :, cells.levels < 0], cells.x),
    }
    if heard(statements) != "voice":
        del found["gap"]
    for sector in largest:
        found[f"share:{sector}"] = lambda cells, at=sector: _share(_on(cells, at), cells.x)
        found[f"on:{sector}"] = lambda cells, at=sector: _mean(_on(cells, at), cells)
    return found


def _on(cells: Array, sector: str) -> NDArray[np.float64]:
    return cells.x[:, cells.columns == sector]


def _mean(x: NDArray[np.float64], cells: Array) -> float:
    """Return the mean level of part of the cells."""
    return mean(cells.levels, x.sum(axis=(0, 1)))


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    total = whole.sum()
    return float(part.sum() / total) if total else 0.0


def by_quality(study: Study, *, seed: int = 1) -> pd.DataFrame:
    """Return the mean stance of each voice by kind of relation, with the floor of quality raised.

    One line a kind and voice, a column a floor: `C` (all documents), `B`, `A` (originals only).
    Only statements between the two states count; a floor without any has no column. Where documents
    have no quality, there is one column, `all`.
    """
    between = by_kind(bilateral(study))
    floors = {"all": between}
    if "quality" in between:
        floors = {floor: between[between["quality"] <= floor] for floor in ("C", "B", "A")}
    means = {
        floor: mean_stance(part, ["kind", "voice"], draws=1, seed=seed).set_index(
            ["kind", "voice"]
        )["mean"]
        for floor, part in floors.items()
        if len(part)
    }
    none = pd.MultiIndex.from_tuples([], names=["kind", "voice"])
    return pd.DataFrame(means, index=None if means else none).rename_axis(["kind", "voice"])


def dependences(study: Study) -> Study:
    """Return the study with the statements that say that a state depends on the other, and no more.

    Persons, bodies and companies stand for their states. Raises `InputError` as `bilateral`.
    """
    between = roll_up(bilateral(study), sectors=False)
    said = between.statements
    depend = said["relation"].eq(DEPEND) if "relation" in said else pd.Series(False, said.index)
    chosen = between.selection | {"relations": [DEPEND]}
    return replace(between, statements=said[depend].reset_index(drop=True), selection=chosen)


def stance_by_voice(study: Study) -> pd.DataFrame:
    """Return how many statements of each stance leaders and all others make, a line a voice."""
    said = voiced(study)
    table = pd.crosstab(said["voice"], said["stance"])
    return table.rename_axis(columns=None)


def concentration(study: Study) -> pd.DataFrame:
    """Return how few families of documents hold half of the statements, in one line.

    Columns: `statements`, `families`, `hold_half` (the fewest families that do) and `largest` (the
    share of the largest, from 0 to 1).
    """
    sizes = families(with_documents(study)).value_counts()
    whole = int(sizes.sum())
    half = int((sizes.cumsum() < whole / 2).sum()) + 1 if whole else 0
    largest = sizes.iloc[0] / whole if whole else 0.0
    line = {"statements": whole, "families": len(sizes), "hold_half": half, "largest": largest}
    return pd.DataFrame([line])


def floors(study: Study) -> pd.DataFrame:
    """Return the headline numbers of all statements, of better documents, and of those found.

    One line each for the floors of quality C (all), B and A, and for statements that are found on
    their page and not only in an excerpt; where a frame carries headlines, one for it alone.
    Columns: `documents`, `statements`, `families`, and each of the `headlines` of all statements,
    missing where there is no statement to tell it, or for the `gap` not one of each voice. Where
    documents have no quality, or no statement rests on an excerpt, there is no such line, but at
    least one of all.
    """
    said = voiced(study)
    numbers, parts, rows = headlines(said), {}, heard(said)
    if "quality" in said:
        parts = {f"{floor} or better": said[said["quality"] <= floor] for floor in ("C", "B", "A")}
    if "locator" in said and said["locator"].eq("excerpt").any():
        parts["found on the page"] = said[said["locator"] != "excerpt"]
    if carries(study):
        parts = (parts or {"all": said}) | {"frame": voiced(framed(study))}
    lines = [
        {"documents": name, "statements": len(part), "families": families(part).nunique()}
        | _values(part, numbers, rows)
        for name, part in (parts or {"all": said}).items()
    ]
    return pd.DataFrame(lines)


def gaps(course: pd.DataFrame) -> pd.DataFrame:
    """Return by how much leaders are warmer than all others, in periods in which both have enough.

    `course` is the table of `charts.course`; one line a period: its name and the `gap`.
    """
    sure = course[course["thin"].eq(False)]
    means = sure.pivot(index="period", columns="voice", values="mean")
    means = means.reindex(columns=[LEADERS, OTHERS]).dropna()
    return (means[LEADERS] - means[OTHERS]).rename("gap").reset_index()


def _values(
    part: pd.DataFrame, numbers: dict[str, Callable[[Array], float]], rows: str
) -> dict[str, float]:
    cells, said = count(part, rows, duplicates=repeats_within(part)), headlines(part)
    there = {f"on:{sector}" for sector in part["sector"]}
    known = {name for name in numbers if len(part) and (name != "gap" or name in said)}
    known = {name for name in known if not name.startswith("on:") or name in there}
    return {
        name: float(number(cells)) if name in known else np.nan for name, number in numbers.items()
    }


def by_kind(study: Study) -> pd.DataFrame:
    """Return the statements of `voiced` with a field `kind`: verbal, material or structural.

    It is missing where a study does not tell it.
    """
    statements = voiced(study)
    if "relation" not in statements or "quad" not in study.relations:
        return statements.assign(kind=None)
    quads = study.relations.set_index("relation_id")["quad"].astype("str")
    kinds = statements["relation"].map(quads).astype("str")  # of no relation they are numbers
    return statements.assign(kind=kinds.str.extract(r"^(\S+)", expand=False))
