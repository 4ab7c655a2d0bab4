"""Runs notebooks: once, for each point of a grid, or to store what they find in themselves."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError, counted, one_of
from analysis.places import (
    FIRST_STUDY,
    comes_with_the_package,
    default_study,
    figures_of,
    near,
    notebooks,
    project,
)

if TYPE_CHECKING:
    from analysis.runs.jobs import Job

PLANS = ("commands", "json")
"""Forms in which jobs are told to be run by others."""

MANY = 20
"""A grid of more runs than this is asked about, where someone can answer."""


def run(options: argparse.Namespace) -> int:
    """Execute notebooks, once or for each point of a grid."""
    from analysis.runs import jobs, plans

    _free_notebook(options)
    planned = _planned(options)
    if options.plan == "json":
        print(plans.as_json(planned, options.timeout, relative=options.relative))
        return 0
    if options.plan:
        print("\n".join(jobs.command(job, options.timeout) for job in planned))
        return 0
    return execute(planned, options, options.grid is not None)


def _free_notebook(options: argparse.Namespace) -> None:
    """Take what stands after `--plan` for a notebook, where it is no form of a plan."""
    if options.plan not in (None, *PLANS):
        options.notebooks = [options.plan, *options.notebooks]
        options.plan = PLANS[0]
    if options.relative and options.plan != "json":
        raise InputError("--relative: given without a plan; expected it beside --plan json")


def store(options: argparse.Namespace) -> int:
    """Execute notebooks with their defaults and store the outputs in them."""
    books = find_notebooks(options.notebooks)
    study = options.study or default_study()
    if figures_of(study) != project() / "figures":
        return execute(_of_study(books, study, options), options)
    from analysis.commands.hidden import refuse_hidden
    from analysis.commands.progress import Progress
    from analysis.runs import execute as runs

    if kept := [path.name for path in books if comes_with_the_package(path)]:
        told = "expected one of your own: atlas notebooks DIR lays them out"
        raise InputError(
            f"{name}: it comes with the package and stays as it is; {told}" for name in kept
        )
    refuse_hidden(path.parent for path in books)
    with Progress(len(books), options.level).shown() as progress:
        results = runs.store(books, progress.line, progress.started)
    return 1 if any(result.status == "failed" for result in results) else 0


def execute(planned: list["Job"], options: argparse.Namespace, in_grid: bool = False) -> int:
    """Execute jobs that are not up to date, and tell what became of them; return the exit code.

    Before any kernel starts, studies and values are checked, and notebooks that make no sense for
    their study are left out, each with a line.
    """
    from analysis.commands.progress import Progress
    from analysis.runs import execute as runs
    from analysis.runs.jobs import environment, fingerprint, is_current

    done = [job for job in planned if job.record.exists() and not options.force]
    shared = environment() if done else ""
    current = {job.name for job in done if is_current(job, fingerprint(job, shared))}
    stale = [job for job in planned if job.name not in current]
    skipped = _checked(stale) if stale else {}
    if options.dry_run:
        print("\n".join(_plan(planned, stale, skipped, options.force)))
        return 0
    left = [job for job in planned if job.name not in skipped]
    workers = options.workers
    if in_grid and len(stale) - len(skipped) > MANY:
        workers = _asked(len(stale) - len(skipped), options)
    for job in stale if options.force else []:
        job.record.unlink(missing_ok=True)
    with Progress(len(left), options.level).shown() as progress:
        for name, told in skipped.items():
            progress.line(f"{name}  skipped: {told}")
        results = runs.run(left, workers, progress.line, options.timeout, progress.started)
    _tell_end(left, results, skipped, options.level)
    return 1 if not left or any(result.status == "failed" for result in results) else 0


def find_notebooks(names: list[str]) -> list[Path]:
    """Find notebooks by path or by their name in `notebooks/`; none given means all of them."""
    known = notebooks()
    found = {name: known.get(name.removesuffix(".ipynb"), Path(name)) for name in names}
    wrong = [
        f"notebook {name!r}: no such file; {one_of(name, known)}"
        for name, path in found.items()
        if not path.is_file()
    ]
    if wrong:
        raise InputError(wrong)
    return list(found.values()) if names else list(known.values())


def _planned(options: argparse.Namespace) -> list["Job"]:
    from analysis.commands.arguments import from_file
    from analysis.runs import grid, jobs, parameters

    books = find_notebooks(options.notebooks)
    given = parameters.from_texts(books, options.parameters)
    if options.params:
        given = parameters.from_texts(books, from_file(options.params)) | given
    if options.study:
        given = parameters.from_texts(books, [("study", options.study)]) | given
    points = grid.grid(options.grid) if options.grid else None
    in_grid = {name for _, point in points or [] for name in point}
    if "study" not in given and "study" not in in_grid and _take_first(books):
        given |= _instead_of_first()
    output = options.output or _figures(books, given, in_grid)
    return jobs.plan(books, given, output, points)


def _of_study(books: list[Path], study: str, options: argparse.Namespace) -> list["Job"]:
    from analysis.runs import jobs, parameters

    given = parameters.from_texts(books, [("study", study)])
    options.force, options.dry_run, options.workers, options.timeout = True, False, None, None
    return jobs.plan(books, given, figures_of(study))


def _default_studies(books: Iterable[Path]) -> set[object]:
    from analysis.runs.parameters import read

    return {p.default for path in books for p in read(path) if p.name == "study"}


def _take_first(books: Iterable[Path]) -> bool:
    return FIRST_STUDY in _default_studies(books)


def _instead_of_first() -> dict[str, object]:
    """Return the study that is meant where only notebooks name one, and name the first."""
    meant = default_study()
    return {} if meant == FIRST_STUDY else {"study": meant}


def _figures(books: list[Path], given: dict[str, object], in_grid: set[str]) -> Path:
    """Return the folder of figures that goes without saying: that of the one study."""
    studies = {given["study"]} if "study" in given else _default_studies(books)
    alone = next(iter(studies)) if len(studies) == 1 and "study" not in in_grid else None
    return figures_of(alone) if isinstance(alone, str) else project() / "figures"


def _checked(stale: list["Job"]) -> dict[str, str]:
    """Check what is about to run, and return why some of it makes no sense, by name."""
    from analysis.commands.checked import runnable
    from analysis.commands.hidden import refuse_hidden
    from analysis.runs.notebook import working_folder

    refuse_hidden(working_folder(job.notebook) for job in stale)
    return runnable(stale)[1]


def _plan(
    planned: list["Job"], stale: list["Job"], skipped: dict[str, str], forced: bool
) -> Iterator[str]:
    """Yield a line for each job: what becomes of it, and why."""
    from analysis.runs.jobs import environment_parts
    from analysis.runs.reasons import reasons

    around = environment_parts() if any(job.record.exists() for job in planned) else {}
    for job in planned:
        if job.name in skipped:
            yield f"{job.name}  skipped: {skipped[job.name]}"
        elif job not in stale:
            yield f"{job.name}  up to date"
        else:
            told = reasons(job, around) or [
                "asked for with --force" if forced else "something changed"
            ]
            yield f"{job.name}  to be run: {'; '.join(told)}"


def _asked(runs: int, options: argparse.Namespace) -> int | None:
    """Ask how many of many runs go at once; nobody is asked who cannot answer, or has said it."""
    from analysis.runs.execute import cores

    workers = options.workers or cores()
    told = f"{counted(runs, 'run')} of notebooks, {workers} at once"
    if options.yes or options.workers or not (sys.stdin.isatty() and sys.stderr.isatty()):
        print(told, file=sys.stderr)
        return options.workers
    return _answer(told, workers)


def _answer(told: str, workers: int) -> int:
    while True:
        print(f"{told}. Enter: go on; a number: so many at once; n: stop", file=sys.stderr)
        answer = input("> ").strip().casefold()
        if answer in ("", "y", "yes"):
            return workers
        if answer in ("n", "no"):
            raise KeyboardInterrupt
        if answer.isascii() and answer.isdecimal() and int(answer) > 0:
            return int(answer)


def _tell_end(left: list["Job"], results: list, skipped: dict[str, str], level: int) -> None:
    """Tell how many of each kind there were, and where the figures are."""
    counts = {
        told: sum(result.status == told for result in results)
        for told in ("done", "up to date", "failed")
    } | {"skipped": len(skipped)}
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    folders = list(dict.fromkeys(job.output for job in left))
    if level >= 0 and folders and (len(left) > 1 or results[0].status != "up to date"):
        more = f" and {len(folders) - 1} more folders" if len(folders) > 1 else ""
        print(f"{told}; figures in {near(folders[0])}{more}")
    if level > 0:
        for job in left:
            print(f"{job.name}: {job.parameters}, notebook in {near(job.copy)}")
