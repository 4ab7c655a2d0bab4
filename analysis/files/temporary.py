"""Folders that go with their process; of a killed one the next process takes them away.

A folder holds a lock, of which the system lets go when its holder is killed; so what is not locked
is nobody's.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "in-use"


@contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """Make a folder for as long as it is used, and remove those of killed processes."""
    _remove_abandoned(prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire()
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_process(prefix: str) -> Path:
    """Return a new folder that is there until this process ends."""
    kept = ExitStack()
    atexit.register(kept.close)
    return kept.enter_context(temporary_folder(prefix))


def _remove_abandoned(prefix: str) -> None:
    for lock in Path(tempfile.gettempdir()).glob(f"{prefix}*/{LOCK}"):
        with suppress(OSError, Timeout), FileLock(lock, blocking=False):
            shutil.rmtree(lock.parent, ignore_errors=True)
