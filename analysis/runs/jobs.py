"""Jobs: which notebooks are to run, with which parameters, and which of them are up to date.

A job is up to date when nothing it was computed from has changed and everything it wrote is still
there. Nothing here imports more than the standard library, so that finding this out is quick.
"""

import json
import re
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from hashlib import file_digest, sha256
from importlib import metadata
from os.path import normpath
from pathlib import Path

from analysis.errors import InputError
from analysis.files import write_whole
from analysis.places import find_study, project, study_name
from analysis.runs.parameters import Parameter, problems, read, to_text

DISTRIBUTION = "bilateral-atlas"


@dataclass(frozen=True)
class Job:
    """One notebook to be executed with one set of parameters into one output folder."""

    name: str
    notebook: Path
    parameters: dict[str, object]
    output: Path

    @property
    def copy(self) -> Path:
        """Where the executed notebook is left."""
        return self.output / "notebooks" / self.notebook.name

    @property
    def error_copy(self) -> Path:
        """Where the notebook is left when it fails."""
        return self.output / "notebooks" / "errors" / self.notebook.name

    @property
    def record(self) -> Path:
        """Where it is written down what the job was computed from and what it wrote."""
        return self.output / ".atlas" / f"{self.notebook.stem}.json"


def plan(
    notebooks: Iterable[Path],
    parameters: Mapping[str, object],
    output: Path,
    grid: list[tuple[str, dict[str, object]]] | None = None,
) -> list[Job]:
    """Return the jobs that execute notebooks with parameters, once for each point of a grid.

    Each notebook is given those parameters that it declares, and each point (see `grid.grid`) has
    a folder of its own in `output`. Raises `InputError`, before anything runs, with every name
    that no notebook declares, every value of the wrong type and every conflict.
    """
    declared = {path.resolve(): read(path) for path in notebooks}
    output, points = output.resolve(), [("", {})] if grid is None else grid
    wrong = list(_conflicts(declared, parameters, output, points))
    for _, point in points:
        wrong += problems(declared, {**parameters, **point})
    if wrong:
        raise InputError(dict.fromkeys(wrong))
    return [
        Job(
            f"{label}/{path.stem}".lstrip("/"),
            path,
            _settled(known, {**parameters, **point}),
            output / label,
        )
        for label, point in points
        for path, known in declared.items()
    ]


def _conflicts(
    notebooks: Iterable[Path], parameters: Mapping, output: Path, points: list
) -> Iterable[str]:
    stems = Counter(path.stem for path in notebooks)
    for stem in (stem for stem, count in stems.items() if count > 1):
        yield f"{stem}.ipynb: two notebooks have this name; expected one, for their copies collide"
    if output.exists() and not output.is_dir():
        yield f"{output}: a file; expected a folder for the output"
    in_grid = dict.fromkeys(name for _, point in points for name in point)
    for name in (name for name in in_grid if name in parameters):
        yield f"parameter {name!r} is given and is in the grid; expected one of both"
    if "output" in parameters or "output" in in_grid:
        yield "parameter 'output' is the folder of the run; expected it as --output"


def _settled(declared: list[Parameter], given: Mapping[str, object]) -> dict[str, object]:
    return {p.name: _settled_value(p, given[p.name]) for p in declared if p.name in given}


def _settled_value(parameter: Parameter, value: object) -> object:
    """Bring a value into the one form it has in whatever way it is given, so equal jobs compare."""
    if (
        parameter.name == "study" and parameter.type == "str"
    ):  # a path is seen from here, not from the kernel's folder
        return study_name(find_study(value))
    if parameter.type == "float":
        return float(value)
    if parameter.type == "list[float]":
        return [float(item) for item in value]
    return value


def command(job: Job, timeout: float | None = None) -> str:
    """Return the shell command that runs this job alone, for an engine that feeds a cluster."""
    return shlex.join(["atlas", *words(job, timeout)])


def words(job: Job, timeout: float | None = None) -> list[str]:
    """Return the words after the name of the program that run this job alone."""
    told = ["run", str(job.notebook)]
    for name, value in job.parameters.items():
        told += ["-p", name, to_text(value)]
    told += [] if timeout is None else ["--timeout", to_text(timeout)]
    return [*told, "--output", str(job.output)]


def fingerprint(job: Job, environment: str) -> str:
    """Return a hash of everything a job is computed from.

    That is the notebook, the parameters, the files of the study, fetched ones among them, and the
    `environment`. Raises `InputError` when there is no such study.
    """
    return _hash({"environment": environment} | inputs(job))


def inputs(job: Job) -> dict[str, object]:
    """Return what a job is computed from, as hashes and values: notebook, parameters, studies.

    A study at a path counts by its folder's name and what is in it, so that a job done on another
    machine, where it lies elsewhere, is known again.
    """
    studies = studies_of(job)
    called = [Path(name).name for name in studies]
    given = {"study": called} if "study" in job.parameters else {}
    return {
        "notebook": _hash_of(job.notebook),
        "parameters": job.parameters | given,
        "study": {
            name: _hashes(find_study(study)) for name, study in zip(called, studies, strict=True)
        },
        "events": _sizes(project() / "data" / "events") if reads_events(job.notebook) else {},
    }


def reads_events(notebook: Path) -> bool:
    """Tell whether a notebook reads the event files of a project, as its charts do by default."""
    text = notebook.read_text(encoding="utf-8")
    return "charts.hand_and_machine" in text or "charts.attention" in text


def studies_of(job: Job) -> list[str]:
    """Return the names of the studies that a job is about, by its parameter `study`."""
    defaults = {p.name: p.default for p in read(job.notebook)}
    study = job.parameters.get("study", defaults.get("study"))
    names = study if isinstance(study, list) else [study]
    return [name for name in names if isinstance(name, str)]


def environment() -> str:
    """Return a hash of the library, of Python and of the packages the project depends on."""
    return _hash(environment_parts())


def environment_parts() -> dict[str, object]:
    """Return what `environment` is a hash of, so that a change can be told."""
    required = metadata.requires(DISTRIBUTION) or []
    names = [re.match(r"[\w.-]+", line)[0] for line in required if "extra ==" not in line]
    return {
        "library": _hash(_hashes(Path(__file__).parent.parent)),
        "python": sys.version.split()[0],
        "packages": {name: metadata.version(name) for name in names},
    }


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder): path for path in files}
    return {
        name.as_posix(): _hash_of(path)
        for name, path in names.items()
        if not any(part == "__pycache__" or part.startswith(".") for part in name.parts)
    }


def _sizes(folder: Path) -> dict[str, int]:
    """Return the files of a folder with their sizes, none where there is no such folder.

    They are published once and for all, and too much to be read for this.
    """
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _hash(parts: dict) -> str:
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_current(job: Job, digest: str) -> bool:
    """Tell whether a job was done with this fingerprint and all it wrote is there, as it wrote it.

    So it is not when another job or a hand has written over one of its files.
    """
    try:
        record = json.loads(job.record.read_text(encoding="utf-8"))
        if record["fingerprint"] != digest:
            return False
        return record["files"] == written(job, record["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(job: Job, digest: str, files: Iterable[str]) -> None:
    """Write down that a job is done; `files` are what it wrote, as seen from its output folder."""
    parts = inputs(job) | environment_parts()
    record = {"fingerprint": digest, "files": written(job, files), "inputs": parts}
    write_whole(job.record, json.dumps(record, indent=1) + "\n")


def forget(job: Job) -> None:
    """Take back that a job is done: once it starts again, its files may be of two runs.

    Removes what was half written when a run was killed.
    """
    job.record.unlink(missing_ok=True)
    for path in (job.copy, job.error_copy, job.record):
        for left in path.parent.glob(f".{escape(path.name)}.*"):
            left.unlink(missing_ok=True)


def other_records(job: Job) -> dict[Path, object]:
    """Return the records of other jobs in the output folder, with what changes when one is written.

    The keys are the paths of the records.
    """
    found = {}
    for path in job.record.parent.glob("*.json"):
        with suppress(OSError):  # it may be written anew at this moment
            status = path.stat()
            found[path] = (status.st_ino, status.st_mtime_ns)
    found.pop(job.record, None)
    return found


def claims(record: Path, files: Iterable[str]) -> list[str]:
    """Return which of the files another job has written down as its own."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))["files"]
        return sorted(set(map(normpath, known)) & set(map(normpath, files)))
    except (OSError, ValueError, KeyError, TypeError):
        return []


def written(job: Job, files: Iterable[str]) -> dict[str, str]:
    """Return the hashes of the files of a job, by their places in its output folder."""
    return {name: _hash_of(job.output / name) for name in files}
