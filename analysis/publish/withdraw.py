"""Takes away the files of a figure that is no longer one: its study has nothing to draw it of."""

import json
from pathlib import Path

from analysis.errors import InputError
from analysis.files import heal
from analysis.places import resolve_output
from analysis.publish.figure_names import name_problems
from analysis.publish.save import Written, shown
from analysis.study.load import Study


def withdraw(name: str, output: str | Path, study: Study | None) -> Written:
    """Take away the files that an earlier figure of a name and study left in a folder.

    They are those that its sidecar lists, which goes last: who is interrupted finds it again. The
    files of another study, those of a plain table and those without a sidecar stay. Returns that
    nothing was written. Raises `InputError` for a name that is none on every file system.
    """
    if problems := name_problems(name):
        raise InputError(problems)
    folder = resolve_output(output)
    heal(folder)
    sidecar = folder / f"{name}.json"
    known = _read(sidecar)
    if study is not None and known.get("study", {}).get("name") == study.name:
        for file in known.get("files", {}):
            if Path(file).name == file and Path(file).stem == name:
                (folder / file).unlink(missing_ok=True)
        sidecar.unlink()
    return Written(shown(folder), [])


def _read(sidecar: Path) -> dict[str, dict]:
    """Return what a sidecar tells of its study and files; of none, or of another file, nothing."""
    try:
        told = json.loads(sidecar.read_text(encoding="utf-8"))
        return {part: dict(told[part] or {}) for part in ("study", "files")}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
