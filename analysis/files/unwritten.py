"""What keeps a file from being written, in words."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import InputError

_FULL = "expected room for it"
_BARRED = "may not be written; expected a place that can be written"
_NO_FOLDER = "a file stands where a folder is needed; expected another place"

REASONS = {
    "ENOSPC": f"the disk is full; {_FULL}",
    "EDQUOT": f"the disk quota is used up; {_FULL}",
    "EFBIG": f"larger than a file may be here; {_FULL}",
    "EROFS": "the disk is read-only; expected a place that can be written",
    "EACCES": _BARRED,
    "EPERM": _BARRED,
    "EISDIR": "is a folder; expected the name of a file",
    "ENOTDIR": _NO_FOLDER,
    "EEXIST": _NO_FOLDER,
    "ENAMETOOLONG": "the name is too long; expected a shorter one",
}
"""What keeps a file from being written, by the name the system gives to it."""


class Unwritten(InputError, OSError):
    """Nothing was written: the disk is full, the folder read-only, or the like."""


@contextmanager
def told(path: Path, names: Iterable[str] = ()) -> Iterator[None]:
    """Raise what the system says against writing a path, or `names` in it, as `Unwritten`."""
    try:
        yield
    except Unwritten:
        raise
    except OSError as error:
        names = list(names)
        culprit = Path(os.fsdecode(error.filename or path)).name
        reason = REASONS.get(errno.errorcode.get(error.errno or 0, ""))
        name = culprit if culprit in names or not reason else path.name
        name = names[0] if len(names) == 1 else name
        name = os.fsdecode(error.filename or path) if reason == _NO_FOLDER else name
        reason = reason or error.strerror or str(error)
        raise Unwritten(f"{name}: {reason}; nothing was written") from None
