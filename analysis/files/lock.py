"""One writer at a time: a lock on a file, kept among processes, that ends with its holder."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import InputError
from analysis.files.unwritten import told

PATIENCE = 60.0
"""Seconds for which a writer waits for another, who needs a part of one on a quiet machine."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file; the system lets go of it when its holder is killed.

    The lock is that of a file beside it, since the file itself is replaced. Raises `InputError`
    when another holds it for more than `patience` seconds, or the folder cannot be written.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=patience, poll_interval=0.005)
    with told(Path(lock.lock_file)):
        try:
            lock.acquire()
        except Timeout:
            raise InputError(
                f"{path.name}: another program has been writing it for {patience:g} s; "
                "expected it free; try again"
            ) from None
    with let_go(lock):
        yield


@contextmanager
def let_go(lock: FileLock) -> Iterator[None]:
    """Let go of a lock that is held in the end, and take its file away."""
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps what is open; it stays, and does no harm
            Path(lock.lock_file).unlink()  # who waited for it sees that it is gone, and asks anew
        lock.release()
