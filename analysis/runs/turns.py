"""Who is at a job: runs of one job in one folder, whatever process they are in, take turns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout

from analysis.files.lock import let_go

LOOK = 0.5  # seconds between looks at whether the run was stopped


@contextmanager
def turn(
    path: Path, stopped: Event, waiting: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Hold a lock, for as long as it takes to get it; the system frees that of a killed process.

    Calls `waiting` once when another holds it. Raises `KeyboardInterrupt` when the run is stopped
    meanwhile. The file is removed in the end.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock, told = FileLock(path), False
    while not lock.is_locked:
        try:
            lock.acquire(timeout=LOOK)
        except Timeout:
            if stopped.is_set():
                raise KeyboardInterrupt from None
            if not told:
                waiting()
                told = True
    with let_go(lock):
        yield
