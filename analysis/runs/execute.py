"""Runs notebooks headlessly: several at once, skipping those that are up to date.

One process with a thread for each kernel, because kernels started by several processes at the same
instant take each other's ports. papermill is imported only when something is to be run.
"""

import json
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import current_thread, main_thread
from time import perf_counter
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.files import write_whole
from analysis.places import project
from analysis.runs.jobs import (
    Job,
    claims,
    environment,
    fingerprint,
    forget,
    is_current,
    other_records,
    remember,
)
from analysis.runs.notebook import load
from analysis.runs.parameters import read

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.runs.sessions import Session

say = partial(print, flush=True)  # a log shows each line when it comes


@dataclass(frozen=True)
class Result:
    """What became of a job: `status` is "done", "up to date" or "failed"."""

    name: str
    status: str
    seconds: float = 0.0
    message: str = ""

    def __str__(self) -> str:
        told = {"done": f"{self.seconds:.1f} s", "failed": f"failed: {self.message}"}
        return f"{self.name}  {told.get(self.status, self.status)}"


def run(
    jobs: list[Job],
    workers: int | None = None,
    report: Callable[[str], object] = say,
    timeout: float | None = None,
    started: Callable[[str], object] = lambda name: None,
) -> list[Result]:
    """Execute the jobs that are not up to date, `workers` at once, by default one a core.

    Leaves the executed notebook of each in `notebooks/` of its output folder, or in
    `notebooks/errors/` when it fails, in which case the others go on. A cell that takes longer than
    `timeout` seconds fails its job. A job that another run is at is waited for. Calls `started`
    with the name of a job when its kernel is about to start, and `report` with a line when it is
    finished. Returns the results in the order of the jobs. Raises `InputError`
    when a study is not found, and `KeyboardInterrupt` after all kernels have ended.
    """
    shared = environment()
    digests = {job.name: fingerprint(job, shared) for job in jobs}
    stale: list[Job] = []
    finished: dict[str, Result] = {}
    vouched: set[Path] = set()

    def finish(result: Result) -> None:
        finished[result.name] = result
        report(f"[{len(finished)}/{len(jobs)}] {result}")

    for job in jobs:
        if is_current(job, digests[job.name]):
            vouched.add(job.record)
            finish(Result(job.name, "up to date"))
        else:
            stale.append(job)
    _in_parallel(
        lambda job, session: _run_job(job, vouched, session, report, started),
        stale,
        workers,
        finish,
        timeout,
    )
    return [finished[job.name] for job in jobs]


def store(
    notebooks: Iterable[Path],
    report: Callable[[str], object] = say,
    started: Callable[[str], object] = lambda name: None,
) -> list[Result]:
    """Execute notebooks with their defaults and store the outputs in the notebooks themselves.

    A notebook that fails is left as it was. Calls `started` with the name of one that begins and
    `report` with a line when it is finished, and returns the results in the order in which they
    finished. Raises `InputError`, before anything runs, when one cannot be run.
    """
    results: list[Result] = []

    def finish(result: Result) -> None:
        results.append(result)
        report(str(result))

    paths = [path.resolve() for path in notebooks]
    for path in paths:
        load(path)

    def work(path: Path, session: "Session") -> Result:
        started(path.stem)
        return _store_notebook(path, session)

    _in_parallel(work, paths, None, finish)
    return results


def _in_parallel(
    work: Callable,
    items: list,
    workers: int | None,
    finish: Callable[[Result], None],
    limit: float | None = None,
) -> None:
    if not items:
        return
    from analysis.runs.sessions import session as begin

    with (
        _ended_by(signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)),
        begin(limit) as session,
        ThreadPoolExecutor(min(workers or cores(), len(items))) as pool,
    ):
        try:
            for future in as_completed([pool.submit(work, item, session) for item in items]):
                finish(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            session.stop()
            raise


def cores() -> int:
    """Return how many cores this process may use, which is fewer than there are in containers."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_job(
    job: Job, vouched: set[Path], session: "Session", report: Callable, started: Callable
) -> Result:
    from analysis.runs.turns import turn

    start, status, error = perf_counter(), "done", ""
    try:
        with turn(
            job.record.with_suffix(".lock"),
            session.stopped,
            lambda: report(f"{job.name}  waits for another run of it in {_near(job.output)}"),
        ):
            digest = fingerprint(job, environment())
            if is_current(job, digest):  # the other run has done it
                status = "up to date"
            else:
                started(job.name)
                error = _leave_copy(job, digest, vouched, session)
    except Exception as failure:  # a notebook that cannot even be read is no reason to stop others
        error = _told(failure)
    return Result(job.name, "failed" if error else status, perf_counter() - start, error)


def _told(failure: Exception) -> str:
    return (
        str(failure) if isinstance(failure, InputError) else f"{type(failure).__name__}: {failure}"
    )


def _leave_copy(job: Job, digest: str, vouched: set[Path], session: "Session") -> str:
    """Execute a job and leave its files; the record comes last, for it vouches for the others."""
    from analysis.runs import kernels

    forget(job)
    job.output.mkdir(parents=True, exist_ok=True)
    before = other_records(job)
    notebook, error = kernels.execute(job.notebook, _injected(job), session)
    text = _text(notebook, job.output)
    files = kernels.files(notebook)
    if not error and fingerprint(job, environment()) != digest:
        error = "the notebook, its study or the library changed meanwhile; expected another run"
    if not error:
        error = _vouch(job, digest, files, text, before, vouched, session)
    if error:
        write_whole(job.error_copy, text)
        return f"{error} (see {_near(job.error_copy)})"
    job.error_copy.unlink(missing_ok=True)
    return ""


def _vouch(
    job: Job,
    digest: str,
    files: list[str],
    text: bytes,
    before: Mapping[Path, object],
    vouched: set[Path],
    session: "Session",
) -> str:
    """Put the copy in place and write the record, unless another job claims one of the files.

    A claim from before is of a job that was not run this time, whose file is now gone: it is taken
    back. One of this run, or of another at the same time, leaves open whose file it is.
    """
    from analysis.runs.turns import turn

    copy = job.copy.relative_to(job.output).as_posix()
    with turn(job.record.with_name("records.lock"), session.stopped):
        problems = []
        for record, stamp in other_records(job).items():
            if shared := claims(record, files):
                record.unlink(missing_ok=True)
                if record in vouched or before.get(record) != stamp:
                    problems.append(f"{shared[0]} is written by {record.stem} too; expected by one")
        if problems:
            return "; ".join(problems)
        write_whole(job.copy, text)
        remember(job, digest, [copy, *files])
        vouched.add(job.record)
    return ""


def _injected(job: Job) -> dict[str, object]:
    takes_output = any(p.name == "output" for p in read(job.notebook))
    return job.parameters | ({"output": str(job.output)} if takes_output else {})


def _text(notebook: "NotebookNode", output: Path | None = None) -> bytes:
    """Return a notebook as its file; an output folder in the project is named from there.

    Half a letter, which no encoding has, is written as JSON escapes it.
    """
    import nbformat

    if output and output.is_relative_to(project()):
        line = f"output = {json.dumps(output.relative_to(project()).as_posix())}"
        for cell in notebook.cells:
            if "injected-parameters" in cell.metadata.get("tags", []):
                cell.source = re.sub(r"^output = .*$", lambda _: line, cell.source, flags=re.M)
    return (nbformat.writes(notebook) + "\n").encode(errors="backslashreplace")


def _store_notebook(notebook: Path, session: "Session") -> Result:
    from analysis.runs import kernels

    start = perf_counter()
    before = notebook.read_bytes()
    executed, error = kernels.execute(notebook, {}, session)
    if not error and notebook.read_bytes() != before:
        error = "the notebook was changed meanwhile, and is left so; expected another run"
    if not error:
        write_whole(notebook, _text(executed))
    status = "failed" if error else "done"
    return Result(notebook.stem, status, perf_counter() - start, error)


@contextmanager
def _ended_by(*signals: int) -> Iterator[None]:
    """Let a signal that ends the program end it as Ctrl-C does: with all its kernels."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.default_int_handler) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
