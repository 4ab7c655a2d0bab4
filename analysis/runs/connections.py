"""How kernels are reached: through sockets in a folder of the run's own, which goes when it ends.

Kernels that start at the same instant take each other's TCP ports, and whoever is on the machine
may listen there. Files in a fresh folder that its owner alone may enter are nobody else's.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX, LOCK = "atlas-kernels-", "in-use"
LONGEST = 90  # bytes in the name of the folder: the system allows 107 in that of a socket


@contextmanager
def folder_of_sockets() -> Iterator[Path | None]:
    """Make a folder for the sockets of a run, and remove it and those of runs that were killed.

    Gives None where kernels must be reached by TCP: not on Linux, or with too long a name.
    """
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire()
        yield folder if sys.platform == "linux" and len(bytes(folder)) <= LONGEST else None
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_abandoned() -> None:
    """The system lets go of a lock when its holder is killed, so what is not locked is nobody's."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError, Timeout), FileLock(lock, blocking=False):
            shutil.rmtree(lock.parent, ignore_errors=True)
