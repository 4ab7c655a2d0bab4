"""Where things are, whatever folder the caller stands in; light, so that `--help` stays quick."""

import os
from pathlib import Path

from analysis.errors import InputError, Problem, one_of, problem, shown

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
PACKAGE_FILE = "datapackage.json"
CACHE = "cache"  # of a study: what was fetched, and no part of the study itself


def studies() -> list[str]:
    """Return the names of the studies in `data/`, sorted."""
    return sorted(path.parent.name for path in DATA.glob(f"*/{PACKAGE_FILE}"))


def way_out(folder: Path, name: str) -> str:
    """Return why a path from a data package leads out of its folder, or an empty string.

    As Frictionless asks, it is relative, with slashes, and goes neither up nor to hidden files.

    >>> way_out(ROOT, "data/README.md"), way_out(ROOT, "../b.csv")
    ('', "expected a path inside the study's folder, such as actors.csv")
    """
    parts = name.split("/")
    if (
        len(name) > 200
        or "\\" in name
        or ":" in name
        or any(not part or part.startswith(".") or not part.isprintable() for part in parts)
    ):
        return "expected a path inside the study's folder, such as actors.csv"
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads back to itself
        inside = False
    return "" if inside else "a link that leads out of the study's folder; expected a file in it"


def find_study(name: str | Path) -> Path:
    """Return the folder of a study, given its name in `data/` or a path to it.

    Raises `InputError` when there is no such folder or it holds no `datapackage.json`.
    """
    folder = DATA / name if Path(name).name == str(name) else Path(name)
    if not _is_folder(folder) and _is_folder(Path(name)):
        folder = Path(name)
    if not _is_folder(folder):
        wrong, expected = "no such folder", f"{one_of(name, studies())}, or a path"
        text = f"study {shown(str(name))}: {wrong}; {expected}"
        raise InputError(
            Problem(text, field="study", value=str(name), wrong=wrong, expectation=expected)
        )
    if not (folder / PACKAGE_FILE).is_file():
        expected = "expected the folder of a study"
        raise InputError(problem(str(folder), wrong=f"no {PACKAGE_FILE}", expectation=expected))
    return folder.resolve()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for one
        return False


def output_root() -> Path:
    """Return the folder in which relative output folders stand: the project.

    The variable ATLAS_OUTPUT_ROOT names another, so that a test of the notebooks leaves the
    project's own figures alone.
    """
    return Path(os.environ.get("ATLAS_OUTPUT_ROOT", ROOT)).resolve()


def resolve_output(folder: str | Path) -> Path:
    """Return an output folder as an absolute path; a relative one stands in `output_root()`."""
    return (output_root() / folder).resolve()
