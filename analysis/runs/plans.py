"""The jobs of a run as data, for programs that run jobs on other machines."""

import json
import sys
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path

from analysis.runs.jobs import Job, words


def as_json(planned: Iterable[Job], timeout: float | None = None, *, relative: bool = False) -> str:
    """Return a list of jobs as JSON, each with `name`, `command`, and what goes in and comes out.

    `command` is a list of words that runs the job alone, with the Python of this environment; its
    `record`, written last, tells that it is done. `notebook` and `parameters` are what it is made
    of, `output` is its folder. Paths are whole, or `relative` to the working folder, for machines
    that keep the project in other places.
    """
    return json.dumps([_told(job, timeout, relative) for job in planned], indent=1)


def _told(job: Job, timeout: float | None, relative: bool) -> dict[str, object]:
    def path(where: Path) -> str:
        return relpath(where) if relative else str(where.absolute())

    study = job.parameters.get("study")
    away = relative and isinstance(study, str) and Path(study).is_absolute()
    given = job.parameters | ({"study": f"./{relpath(study)}"} if away else {})
    there = Job(job.name, Path(path(job.notebook)), given, Path(path(job.output)))
    return {
        "name": job.name,
        "command": [_python(relative), "-m", "analysis", *words(there, timeout)],
        "notebook": str(there.notebook),
        "parameters": there.parameters,
        "output": str(there.output),
        "record": str(there.record),
    }


def _python(relative: bool) -> str:
    """Return the Python that runs this, seen from here where it is in the project."""
    mine = Path(sys.executable)  # not where a link leads: there the packages are not
    return relpath(mine) if relative and mine.is_relative_to(Path.cwd()) else str(mine)
