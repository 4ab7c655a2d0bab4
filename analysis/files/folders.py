"""Puts a folder in place whole, and offers a place beside it in which to make it."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.files.lock import locked
from analysis.files.unwritten import told


@contextmanager
def making(output: Path) -> Iterator[Path]:
    """Yield an empty folder beside `output` to make it in, which goes in the end.

    One process at a time has it, and what a killed one left there goes first. Raises
    `Unwritten`, an `InputError`, when the disk is full or the place cannot be written, inside
    too.
    """
    beside = output.with_name(f".{output.name}.making")
    with told(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        with locked(output):
            _mend(output)
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            try:
                yield beside
            finally:
                shutil.rmtree(beside, ignore_errors=True)


def put_folder(made: Path, output: Path) -> None:
    """Put a folder made by `making` in the place of `output`, whose old content goes.

    On Linux the two change places in one step. Elsewhere there is a moment without the folder: who
    is killed then leaves the old one hidden, and the next `making` brings it back.
    """
    if not output.exists():
        os.rename(made, output)
    elif not _exchange(made, output):
        old = _old(output)
        try:
            os.rename(output, old)
            os.rename(made, output)
        finally:
            _mend(output)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _mend(output: Path) -> None:
    if not _old(output).is_dir():
        return
    if output.exists():
        shutil.rmtree(_old(output))
    else:
        os.rename(_old(output), output)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places, and return whether the system could."""
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux
        return False
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return exchange(here, os.fsencode(one), here, os.fsencode(other), swap) == 0
