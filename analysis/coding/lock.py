"""One writer at a time: a lock on a file, kept among processes, that ends with its holder."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import InputError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    import msvcrt


@contextmanager
def locked(path: Path, patience: float = 20) -> Iterator[None]:
    """Hold the lock of a file; the system lets go of it when its holder is killed.

    The lock is that of a file beside it, since the file itself is replaced. Raises `InputError`
    when another holds it for more than `patience` seconds, and `OSError` when the folder cannot be
    written.
    """
    beside, end = path.with_name(f".{path.name}.lock"), time.monotonic() + patience
    while (held := _take(beside)) is None:
        if time.monotonic() > end:
            raise InputError(
                f"{path.name}: another program has been writing it for {patience:g} s; "
                "expected it free; try again"
            )
        time.sleep(0.005)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps what is open; it stays, and does no harm
            beside.unlink()
        os.close(held)


def _take(beside: Path) -> int | None:
    """Return the open file when the lock was had, None when another has it."""
    file = os.open(beside, os.O_CREAT | os.O_RDONLY, 0o666)
    try:
        _lock(file)
        if _is_at(file, beside):
            return file
    except (BlockingIOError, PermissionError):
        pass
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _lock(file: int) -> None:
    if os.name == "nt":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        flock(file, LOCK_EX | LOCK_NB)


def _is_at(file: int, path: Path) -> bool:
    """Whether the open file is still the one of that name: its last holder removed it."""
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
