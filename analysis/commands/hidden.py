"""Whether a file of the working folder hides this package: Python imports from there first."""

from collections.abc import Iterable
from pathlib import Path

from analysis.errors import InputError
from analysis.places import PACKAGE

_HIDING = (f"{PACKAGE.name}.py", f"{PACKAGE.name}/__init__.py")


def hiding(folder: Path) -> Path | None:
    """Return the file of a folder that Python started there would take for this package."""
    files = (folder / name for name in _HIDING)
    return next(
        (file for file in files if file.is_file() and file.parent.resolve() != PACKAGE), None
    )


def note(folder: Path) -> str:
    """Return a line on what hides the package in a folder, or an empty one."""
    file = hiding(folder)
    return f"{file} hides the package {PACKAGE.name!r} from Python started there" if file else ""


def refuse_hidden(folders: Iterable[Path]) -> None:
    """Raise `InputError` for each folder in which a kernel would import something else."""
    notes = [note(folder) for folder in dict.fromkeys(folders)]
    if told := [f"{line}; expected another name of the file" for line in notes if line]:
        raise InputError(told)
