"""Which files a source of events is, unpacked where they are in archives."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError, Problem, problem
from analysis.files.temporary import folder_of_process
from analysis.files.unwritten import Unwritten, told

TEXTS = (".csv", ".tsv", ".txt", ".tab")
ENDINGS = (*TEXTS, ".zip", ".parquet")
UNPACKED = "atlas-events-"
"""What the folders of unpacked files are called."""


class File(NamedTuple):
    """A file to be read, and what a person calls it."""

    path: Path
    name: str


def find_files(source: str | Path) -> list[File]:
    """Return the files of a path, a folder or a pattern such as `2024*.zip`, in order of name.

    Archives are unpacked into a temporary folder, which goes with the process. Raises `InputError`
    where there is none, and for an archive that is cut off.
    """
    found = _paths(source)
    if not found:
        expected = f"expected files that end in {', '.join(ENDINGS)}"
        raise InputError(problem(str(source), wrong="no file of events", expectation=expected))
    problems: list[Problem] = []
    files: list[File] = []
    for path in found:
        try:
            files += _unpacked(path) if path.suffix.lower() == ".zip" else [File(path, path.name)]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return files


def _paths(source: str | Path) -> list[Path]:
    if "://" in str(source):
        expected = "expected a file: fetch it first"
        raise InputError(problem(str(source), wrong="is an address", expectation=expected))
    path = Path(source)
    if path.is_dir():
        inside = sorted(path.iterdir())
        return [each for each in inside if each.suffix.lower() in ENDINGS and each.name[0] != "."]
    if path.exists():
        return [path]
    if has_magic(str(source)):
        return [Path(each) for each in sorted(glob(str(source))) if Path(each).is_file()]
    expected = "expected a file, a folder or a pattern such as 2024*.zip"
    raise InputError(problem(str(path), wrong="no such file", expectation=expected))


def _unpacked(path: Path) -> list[File]:
    state = path.stat()
    return [*_members(path.resolve(), state.st_mtime_ns, state.st_size)]


@cache
def _members(path: Path, changed: int, size: int) -> tuple[File, ...]:
    """Unpack the texts of an archive, once as long as it is the same."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_extracted(archive, path.name))
    except Unwritten:  # no fault of the archive
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        why = " ".join(str(error).split())
        expected = "expected a whole archive: fetch it anew"
        broken = problem(path.name, wrong=f"cannot be unpacked ({why})", expectation=expected)
        raise InputError(broken) from None


def _extracted(archive: zipfile.ZipFile, name: str) -> Iterator[File]:
    inside = [each for each in archive.infolist() if Path(each.filename).suffix.lower() in TEXTS]
    if not inside:
        expected = f"expected files that end in {', '.join(TEXTS)}"
        raise InputError(problem(name, wrong="holds no file of events", expectation=expected))
    folder = folder_of_process(UNPACKED)
    for place, each in enumerate(inside):
        path = folder / f"{place:04d}{Path(each.filename).suffix.lower()}"
        with told(path), archive.open(each) as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
        yield File(path, f"{name}/{Path(each.filename).name}")
