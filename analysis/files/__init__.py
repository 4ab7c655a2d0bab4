"""Puts files in place whole, alone or as a set, and names the type by which a notebook tells them.

What is promised: a name stands for an old file or a new one, never for a part of one. When
anything goes wrong (a full disk, Ctrl-C, a file that may not be replaced), the old ones stay.

A killed process cannot clean up after itself. Of a single file nothing else is visible then than a
hidden folder. Of a set some files may be new and others old for as long as it takes until any file
is written into that folder again, or `heal` is called, as who reads sets does: the old ones come
back together. A sidecar with the hashes of its set tells such a mix at once.

One process at a time writes into a folder, so what is found half done there is of a dead one.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from errno import EISDIR
from pathlib import Path

from analysis.files.lock import locked
from analysis.files.unwritten import told

FILES_TYPE = "application/vnd.atlas.files+json"
"""The type of a notebook's output that lists the files it wrote, seen from its output folder."""

EXAMPLE_TYPE = "application/vnd.atlas.example+json"
"""The type that marks an output made of a made-up example: pages and reports leave it out."""

WRITING, UNDO, DONE = ".atlas-writing", ".atlas-undo", ".atlas-done"
"""The hidden folder of what is being written: not in place, to be taken back, to be cleared."""

Files = Mapping[str, bytes | str]


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file so that its name never stands for half of it, whenever the process is killed.

    Text is written in UTF-8. Folders are made as needed. A link stays one, and a file that was
    there gives its mode to the new one. Raises `Unwritten`, an `InputError`, when it cannot be
    written.
    """
    path = Path(os.path.realpath(path))
    write_together(path.parent, {path.name: content})


def write_together(
    folder: Path, files: Files, check: Callable[[Path], list[str]] = lambda path: []
) -> None:
    """Write a set of files into a folder, all or none; what an earlier process left there goes.

    `check` is given each new file before any is in place, and returns what is wrong with it: a
    RuntimeError then. Otherwise as `write_whole`.
    """
    with told(folder, files):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / folder.name):
            _clear(folder)
            try:
                _stage(folder, files, check)
                _place(folder, list(files))
            except BaseException:
                with suppress(OSError):  # the next one tries again
                    _clear(folder)
                raise


def heal(folder: Path) -> None:
    """Take back what a killed process left half done in a folder, for who is about to read it."""
    if any((folder / left).is_dir() for left in (WRITING, UNDO, DONE)):
        with told(folder), locked(folder / folder.name):
            _clear(folder)


def _stage(folder: Path, files: Files, check: Callable[[Path], list[str]]) -> None:
    """Write the new files beside, and keep a second name of each old one."""
    new, old, absent = (folder / WRITING / part for part in ("new", "old", "absent"))
    for part in (new, old, absent):
        part.mkdir(parents=True)
    problems = []
    for name, content in files.items():
        _write(new / name, content.encode() if isinstance(content, str) else content)
        problems += check(new / name)
        if not os.path.lexists(folder / name):
            (absent / name).touch()
            continue
        if (folder / name).is_dir():
            raise IsADirectoryError(EISDIR, "is a folder", name)
        shutil.copymode(folder / name, new / name)
        _keep(folder / name, old / name)
    if problems:
        raise RuntimeError("\n".join(problems))


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # some disks say only now that they are full


def _keep(path: Path, copy: Path) -> None:
    try:
        os.link(path, copy)
    except OSError:  # a disk without such links, or a file of someone else
        shutil.copy2(path, copy, follow_symlinks=False)


def _place(folder: Path, names: list[str]) -> None:
    """Put what is staged in place; between the two renames of the folder an end leads back."""
    os.rename(folder / WRITING, folder / UNDO)
    for name in names:
        os.replace(folder / UNDO / "new" / name, folder / name)
    os.rename(folder / UNDO, folder / DONE)
    shutil.rmtree(folder / DONE, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Take back a set that is half in place; each step may be taken twice."""
    if (folder / UNDO).is_dir():
        for path in list((folder / UNDO / "old").iterdir()):
            os.replace(path, folder / path.name)
        for path in (folder / UNDO / "absent").iterdir():
            (folder / path.name).unlink(missing_ok=True)
        os.rename(folder / UNDO, folder / DONE)
    for left in (WRITING, DONE):
        if (folder / left).is_dir():
            shutil.rmtree(folder / left)
