"""Why a job is to be run: what has changed since it was last done."""

import json
from collections.abc import Iterator, Mapping

from analysis.runs.jobs import Job, inputs, written

TOLD = {
    "notebook": "the notebook changed",
    "parameters": "other parameters",
    "events": "other event files",
    "library": "the library changed",
    "python": "another version of Python",
    "packages": "other versions of packages",
}
"""What is told of a part that is no more what it was; of a study, its files are named."""


def reasons(job: Job, around: Mapping[str, object]) -> list[str]:
    """Return why a job is not up to date, the first that is nearest to its user; none if it is.

    `around` is what `environment_parts` returns, which is the same for all jobs.
    """
    try:
        record = json.loads(job.record.read_text(encoding="utf-8"))
        before, files = record.get("inputs", {}), record["files"]
    except FileNotFoundError:
        return ["never run" if not job.error_copy.is_file() else "failed, or was stopped"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ["the record of its last run cannot be read"]
    if not isinstance(before, dict) or not isinstance(files, dict):
        return ["the record of its last run cannot be read"]
    return [*_changed(before, inputs(job) | around), *_touched(job, files)]


def _changed(before: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    for part, told in TOLD.items():
        if before.get(part, {}) != now[part]:
            yield told
    if before.get("study") != now["study"]:
        yield f"the study changed{_files(before.get('study'), now['study'])}"


def _files(before: object, now: object) -> str:
    """Name the files that differ, of studies that were there before too."""
    if not isinstance(before, dict) or not isinstance(now, dict) or before.keys() != now.keys():
        return ""
    pairs = [(before[name], now[name]) for name in now]
    names = {file for old, new in pairs for file in old | new if old.get(file) != new.get(file)}
    return f": {', '.join(sorted(names))}"


def _touched(job: Job, files: Mapping[str, str]) -> Iterator[str]:
    for name, digest in files.items():
        try:
            if written(job, [name]) != {name: digest}:
                yield f"{name} was changed since"
        except OSError:
            yield f"{name} is gone"
