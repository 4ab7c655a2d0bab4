"""Values of parameters and studies, checked once before any kernel starts."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.errors import InputError, check_choice
from analysis.runs.jobs import Job, studies_of
from analysis.runs.notebook_needs import lacking, needs
from analysis.runs.parameters import Parameter, read
from analysis.study.load import Study, load_study

FIRST_RARE = "\u0530"
"""Before it stand Latin, Greek and Cyrillic letters, which the house's font has."""

AT_LEAST = {"seed": 0, "most": 1}
CONDITIONS = (("since", "until"), ("actors",), ("sectors",), ("relations",), ("quality",))
"""The parameters by which statements are selected, those together that depend on each other."""


def choices() -> dict[str, tuple[str, ...]]:
    """Return the parameters that take one of a few words, with these."""
    from analysis.locale import languages
    from analysis.networks.graphs import AGGREGATIONS
    from analysis.networks.repeats import DUPLICATES
    from analysis.study.selection import QUALITIES

    return {
        "quality": QUALITIES,
        "language": tuple(languages()),
        "aggregation": tuple(AGGREGATIONS),
        "duplicates": DUPLICATES,
    }


def runnable(jobs: Iterable[Job]) -> tuple[list[Job], dict[str, str]]:
    """Return the jobs whose notebooks make sense for their study, and why the others do not.

    Raises `InputError` with everything that is wrong with a study, a value, or an output folder
    that has the figures of another study.
    """
    jobs = list(jobs)
    named = {job.name: studies_of(job) for job in jobs}
    studies = {name: load_study(name) for name in _in_order(named.values())}
    about = {job: {each: studies[each] for each in names} for job, names in named.items()}
    declared, wanted = cache(read), cache(needs)
    unselected = cache(lambda name, given: _unselected(studies[name], json.loads(given)))
    unwritten = cache(lambda name, language: list(_unwritten(studies[name], language)))
    problems = _in_order(
        _problems(job, declared(job.notebook), about[job.name], unselected, unwritten)
        for job in jobs
        if about[job.name]
    )
    if problems:
        raise InputError(problems)
    skipped = {
        job.name: told for job in jobs if (told := _lacks(wanted(job.notebook), about[job.name]))
    }
    return [job for job in jobs if job.name not in skipped], skipped


def _in_order(many: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(each for some in many for each in some))


def _lacks(wanted: list[str], about: dict[str, Study]) -> str:
    told = [
        f"{name} has {', '.join(missing)}"
        for name, study in about.items()
        if (missing := lacking(study, wanted))
    ]
    return "; ".join(told)


def _problems(
    job: Job,
    declared: list[Parameter],
    about: dict[str, Study],
    unselected: Callable[[str, str], list[str]],
    unwritten: Callable[[str, str], list[str]],
) -> Iterator[str]:
    """Yield what is wrong with the values of a job, of a notebook that is about studies.

    Conditions are asked for as text, so that those that many jobs share are tried once, as are the
    letters of a language.
    """
    values = {p.name: job.parameters.get(p.name, p.default) for p in declared}
    for name, known in choices().items():
        value = values.get(name)
        if isinstance(value, str) and name != "quality":  # of which `select` tells
            yield from _told(check_choice, name, value, known)
    for name, least in AT_LEAST.items():
        if type(value := values.get(name)) is int and value < least:
            yield f"{name}: {value}; expected a whole number from {least}"
    for name, study in about.items():
        yield from unselected(name, json.dumps(_conditions(values), default=str))
        yield from unwritten(name, str(values.get("language")))
        yield from _foreign(job.output, study)


def _unwritten(study: Study, language: str) -> Iterator[str]:
    """Yield which letters of a study's names no font has, where each of its pictures has such.

    So it is where the sector or the actor of most statements cannot be written; a rare name may be
    in no picture, and is told by the one that has it.
    """
    if language not in choices()["language"] or study.statements.empty:
        return
    names = [*_names(study, language)]
    if all(letter < FIRST_RARE for _, name in names for letter in name):
        return
    from analysis.publish.fonts import unwritable
    from analysis.publish.glyphs import missing

    most = {column.mode()[0] for column in (study.statements["actor"], study.statements["sector"])}
    if unwritable("".join(name for code, name in names if code in most), language):
        letters = unwritable("".join(name for _, name in names), language)
        yield from (f"names of {study.name}: {line}" for line in missing(letters))


def _names(study: Study, language: str) -> Iterator[tuple[str, str]]:
    from analysis.names import names_by_id

    yield from names_by_id(study.actors, language).items()
    yield from names_by_id(study.sectors, language).items()


def _conditions(values: dict[str, object]) -> list[dict[str, object]]:
    """Return the conditions among the values of a job, those apart that are tried apart."""
    given = ({name: values[name] for name in names if values.get(name)} for names in CONDITIONS)
    return [each for each in given if each and _are_conditions(each)]


def _unselected(study: Study, conditions: list[dict[str, object]]) -> list[str]:
    """Return what `select` refuses, each condition by itself, so that all are told at once."""
    from analysis.study.selection import select

    return [line for given in conditions for line in _told(select, study, **given)]


def _are_conditions(given: dict[str, object]) -> bool:
    """A notebook of one's own may mean something else by these names, with other types."""
    listed = {"actors", "sectors", "relations"}
    return all(isinstance(value, list if name in listed else str) for name, value in given.items())


def _told(check: Callable[..., object], *given: object, **named: object) -> list[str]:
    try:
        check(*given, **named)
    except InputError as error:
        return list(error.problems)
    return []


def _foreign(output: Path, study: Study) -> Iterator[str]:
    """Yield a line when a folder has figures of another study, which these would mix with."""
    names = {name for path in sorted(output.glob("*.json")) if (name := _study_of(path))}
    if others := sorted(names - {study.name}):
        yield (
            f"output: {output} has figures of {', '.join(others)}; expected another folder for "
            f"those of {study.name}"
        )


def _study_of(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["study"]["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return told if isinstance(told, str) else ""
