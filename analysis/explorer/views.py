"""Views that are kept with a study, by name: each the parameters of a run, in `views/`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, check_choice, problem
from analysis.explorer.chosen import Choices, pinned, read_choices
from analysis.labels import listing, translator
from analysis.places import comes_with_the_package
from analysis.runs.grid import grid
from analysis.study.load import Study

FOLDER = "views"
FILTERS = ("actors", "sectors", "relations")


def folder_of(study: Study) -> Path:
    """Return the folder of a study's views; raise `InputError` for a study without a folder."""
    if study.folder is None:
        wrong, expected = "has no folder", "expected one that was loaded, to keep its views"
        raise InputError(problem(wrong=f"study {study.name!r}: it {wrong}", expectation=expected))
    if comes_with_the_package(study.folder):
        wrong, expected = "comes with the package", "expected one of a project, to keep its views"
        raise InputError(problem(wrong=f"study {study.name!r}: it {wrong}", expectation=expected))
    return study.folder / FOLDER


def views_of(study: Study) -> list[str]:
    """Return the names of the views that are kept with a study, sorted."""
    if study.folder is None:
        return []
    return sorted(path.stem for path in (study.folder / FOLDER).glob("*.yaml") if path.is_file())


def open_view(study: Study, name: str, language: str) -> tuple[Choices, list[str]]:
    """Return the choices of a view that is kept, and in words what of it is gone from the study.

    An id that the study has no longer is left out of a list of several, and so is its place. Raises
    `InputError` for a name that is none, a file that holds no view, and a view of which nothing
    is left of what it asks for: it would show everything instead.
    """
    check_choice("view", name, views_of(study))
    points = grid(folder_of(study) / f"{name}.yaml")
    if len(points) != 1:
        expected = "expected the one that the explorer writes"
        raise InputError(
            problem(f"{name}.yaml", wrong=f"{len(points)} views", expectation=expected)
        )
    [(_, given)] = points
    asked = {field: value for field, value in given.items() if field != "study"}
    return without_gone(study, read_choices(asked), language)


def without_gone(study: Study, choices: Choices, language: str) -> tuple[Choices, list[str]]:
    """Return the choices without the ids that a study does not have, and tell of these."""
    known, t = known_to(study), translator(language)
    gone = {field: _gone(getattr(choices, field), known[field]) for field in FILTERS}
    either = known["actors"] | known["sectors"]
    ends = _gone([end for end in (choices.ego, choices.path_to) if end], either)
    empty = [
        field for field in FILTERS if gone[field] and gone[field] == [*getattr(choices, field)]
    ]
    told = [*dict.fromkeys([*ends, *(each for field in FILTERS for each in gone[field])])]
    if ends or empty:
        every = listing(told, language)
        raise InputError(t("All that this view asks for is gone from the study: {ids}.", ids=every))
    lost = [node for node in pinned(choices) if node not in either]
    told += [node for node in lost if node not in told]
    kept = {field: _kept(getattr(choices, field), gone[field]) for field in FILTERS}
    places = tuple(each for each in choices.places if each.rsplit(" ", 2)[0] not in lost)
    note = t("No longer in the study, and left out: {ids}.", ids=listing(told, language))
    return replace(choices, **kept, places=places), [note] if told else []


def known_to(study: Study) -> Mapping[str, set[str]]:
    """Return the ids that a study has, by the filter that takes them."""
    said = study.statements
    relations = study.relations["relation_id"] if len(study.relations) else said.get("relation")
    return {
        "actors": set(study.actors["actor_id"]),
        "sectors": set(study.sectors["sector_id"]),
        "relations": set(pd.Series(relations, dtype=object).dropna()),
    }


def _gone(ids, known: set[str]) -> list[str]:
    return [each for each in ids if each not in known]


def _kept(ids: tuple[str, ...], gone: list[str]) -> tuple[str, ...]:
    return tuple(each for each in ids if each not in gone)
