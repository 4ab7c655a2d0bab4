"""Where things are, whatever folder the caller stands in; light, so that `--help` stays quick."""

import os
from pathlib import Path

from analysis.errors import InputError, one_of

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
PACKAGE_FILE = "datapackage.json"
CACHE = "cache"  # of a study: what was fetched, and no part of the study itself


def studies() -> list[str]:
    """Return the names of the studies in `data/`, sorted."""
    return sorted(path.parent.name for path in DATA.glob(f"*/{PACKAGE_FILE}"))


def find_study(name: str | Path) -> Path:
    """Return the folder of a study, given its name in `data/` or a path to it.

    Raises `InputError` when there is no such folder or it holds no `datapackage.json`.
    """
    folder = DATA / name if Path(name).name == str(name) else Path(name)
    if not folder.is_dir() and Path(name).is_dir():
        folder = Path(name)
    if not folder.is_dir():
        raise InputError(
            f"study {str(name)!r}: no such folder; {one_of(name, studies())}, or a path"
        )
    if not (folder / PACKAGE_FILE).is_file():
        raise InputError(f"{folder}: no {PACKAGE_FILE}; expected the folder of a study")
    return folder.resolve()


def output_root() -> Path:
    """Return the folder in which relative output folders stand: the project.

    The variable ATLAS_OUTPUT_ROOT names another, so that a test of the notebooks leaves the
    project's own figures alone.
    """
    return Path(os.environ.get("ATLAS_OUTPUT_ROOT", ROOT)).resolve()


def resolve_output(folder: str | Path) -> Path:
    """Return an output folder as an absolute path; a relative one stands in `output_root()`."""
    return (output_root() / folder).resolve()
