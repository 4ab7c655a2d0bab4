"""Runs notebooks headlessly: several at once, skipping those that are up to date.

One process with a thread for each kernel, because kernels started by several processes at the same
instant take each other's ports. papermill is imported only when something is to be run.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from analysis.files import write_whole
from analysis.places import ROOT
from analysis.runs.jobs import Job, environment, fingerprint, forget, is_current, remember
from analysis.runs.parameters import read

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.runs.kernels import Session

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
    jobs: list[Job], workers: int | None = None, report: Callable[[str], object] = say
) -> list[Result]:
    """Execute the jobs that are not up to date, `workers` at once, by default one a core.

    Leaves the executed notebook of each in `notebooks/` of its output folder, or in
    `notebooks/errors/` when it fails, in which case the others go on. Calls `report` with a line
    when a job is finished. Returns the results in the order of the jobs. Raises `InputError` when
    a study is not found, and `KeyboardInterrupt` after all kernels have ended.
    """
    shared = environment()
    digests = {job.name: fingerprint(job, shared) for job in jobs}
    stale: list[Job] = []
    finished: dict[str, Result] = {}

    def finish(result: Result) -> None:
        finished[result.name] = result
        report(f"[{len(finished)}/{len(jobs)}] {result}")

    for job in jobs:
        if is_current(job, digests[job.name]):
            finish(Result(job.name, "up to date"))
        else:
            stale.append(job)
    _in_parallel(
        lambda job, session: _run_job(job, digests[job.name], session), stale, workers, finish
    )
    return [finished[job.name] for job in jobs]


def store(notebooks: Iterable[Path], report: Callable[[str], object] = say) -> list[Result]:
    """Execute notebooks with their defaults and store the outputs in the notebooks themselves.

    A notebook that fails is left as it was. Calls `report` with a line when one is finished, and
    returns the results in the order in which they finished.
    """
    results: list[Result] = []

    def finish(result: Result) -> None:
        results.append(result)
        report(str(result))

    _in_parallel(_store_notebook, [path.resolve() for path in notebooks], None, finish)
    return results


def _in_parallel(
    work: Callable, items: list, workers: int | None, finish: Callable[[Result], None]
) -> None:
    if not items:
        return
    from analysis.runs.kernels import Session

    session = Session()
    with ThreadPoolExecutor(min(workers or _cores(), len(items))) as pool:
        try:
            for future in as_completed([pool.submit(work, item, session) for item in items]):
                finish(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            session.stop()
            raise


def _cores() -> int:
    """Return how many cores this process may use, which is fewer than there are in containers."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_job(job: Job, digest: str, session: "Session") -> Result:
    start = perf_counter()
    try:
        error = _leave_copy(job, digest, session)
    except Exception as failure:  # a notebook that cannot even be read is no reason to stop others
        error = f"{type(failure).__name__}: {failure}"
    status = "failed" if error else "done"
    return Result(job.name, status, perf_counter() - start, error)


def _leave_copy(job: Job, digest: str, session: "Session") -> str:
    """Execute a job and leave its files; the record comes last, for it vouches for the others."""
    from analysis.runs import kernels

    forget(job)
    job.output.mkdir(parents=True, exist_ok=True)
    notebook, error = kernels.execute(job.notebook, _injected(job), session)
    text = _text(notebook, job.output)
    if error:
        write_whole(job.error_copy, text)
        return f"{error} (see {_near(job.error_copy)})"
    write_whole(job.copy, text)
    job.error_copy.unlink(missing_ok=True)
    copy = job.copy.relative_to(job.output).as_posix()
    remember(job, digest, [copy, *kernels.files(notebook)])
    return ""


def _injected(job: Job) -> dict[str, object]:
    takes_output = any(p.name == "output" for p in read(job.notebook))
    return job.parameters | ({"output": str(job.output)} if takes_output else {})


def _text(notebook: "NotebookNode", output: Path | None = None) -> str:
    """Return a notebook as its file; an output folder in the project is named from there."""
    import nbformat

    if output and output.is_relative_to(ROOT):
        line = f"output = {json.dumps(output.relative_to(ROOT).as_posix())}"
        for cell in notebook.cells:
            if "injected-parameters" in cell.metadata.get("tags", []):
                cell.source = re.sub(r"^output = .*$", lambda _: line, cell.source, flags=re.M)
    return nbformat.writes(notebook) + "\n"


def _store_notebook(notebook: Path, session: "Session") -> Result:
    from analysis.runs import kernels

    start = perf_counter()
    executed, error = kernels.execute(notebook, {}, session)
    if not error:
        write_whole(notebook, _text(executed))
    status = "failed" if error else "done"
    return Result(notebook.stem, status, perf_counter() - start, error)


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
