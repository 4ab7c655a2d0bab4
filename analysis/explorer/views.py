"""Views that are kept with a study, by name: each the parameters of a run, in `views/`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import yaml

from analysis.errors import InputError, check_choice, problem
from analysis.explorer.chosen import Choices, pinned, read_choices
from analysis.files import write_whole
from analysis.labels import listing, translator
from analysis.places import comes_with_the_package
from analysis.publish.figure_names import name_problems
from analysis.runs.grid import grid
from analysis.study.load import Study

FOLDER = "views"
NOTEBOOK = "00-explore"
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
    given = _given(_path_of(study, name))
    asked = {field: value for field, value in given.items() if field != "study"}
    return without_gone(study, read_choices(asked), language)


def as_grid(name: str, given: Mapping[str, object]) -> str:
    """Return the parameters of a view as a grid of one point, for `atlas run --grid`."""
    told = f"# atlas run {NOTEBOOK} --grid {name}.yaml --output DIR\n"
    return told + yaml.safe_dump({"view": {name: given}}, allow_unicode=True, sort_keys=False)


def remove_view(study: Study, name: str) -> None:
    """Remove a view that is kept with a study; raise `InputError` for a name that is none."""
    _path_of(study, name).unlink()


def rename_view(study: Study, name: str, new: str) -> None:
    """Keep a view under another name, whatever of it is gone from the study.

    Raises `InputError` for a name that is none, a new one that cannot name a file or is another
    view's, whatever its capitals, and a file that holds no view.
    """
    path = _path_of(study, name)
    others = {each.casefold() for each in views_of(study) if each != name}
    wrong = name_problems(new)
    if not wrong and new.casefold() in others:
        wrong = [problem("", None, "name", new, "expected one that no other view has")]
    if wrong:
        raise InputError(wrong)
    text = as_grid(new, _given(path))
    write_whole(path.replace(path.with_stem(new)), text)


def _path_of(study: Study, name: str) -> Path:
    return folder_of(study) / f"{check_choice('view', name, views_of(study))}.yaml"


def _given(path: Path) -> dict[str, object]:
    """Return the parameters that a file of a view holds."""
    points = grid(path)
    if len(points) != 1:
        expected = "expected the one that the explorer writes"
        raise InputError(problem(path.name, wrong=f"{len(points)} views", expectation=expected))
    return points[0][1]


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
