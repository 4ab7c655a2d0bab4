"""Files of events in UTF-8 with line ends alike; a copy stands for a file that is otherwise.

Some files hold single bytes of other encodings, or were put together of parts with other line ends,
on which an engine gives up. Whatever is right in them stays as it is.
"""

import codecs
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from analysis.files.temporary import folder_of_process
from analysis.files.unwritten import told
from analysis.sources.events.files import UNPACKED

PART = 1 << 18
OTHER = "atlas-single-bytes"
"""What is told of bytes that are no UTF-8 to a decoder: each is a letter of Windows-1252."""


def cleaned(path: Path) -> Path:
    """Return a file, or a copy in UTF-8 with line ends alike where it is otherwise.

    The whole file is looked at. The copy goes with the process, as unpacked archives do.
    """
    is_text, returns = _glance(path)
    if is_text and (not returns or _ends_alike(path)):
        return path
    state = path.stat()
    return _copy(path.resolve(), state.st_mtime_ns, state.st_size)


def _parts(path: Path) -> Iterator[bytes]:
    """Yield a file in parts of whole lines."""
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part + file.readline()


def _glance(path: Path) -> tuple[bool, bool]:
    """Tell whether a file is UTF-8, and whether it has carriage returns; it is read fast."""
    decoder, part, returns = codecs.getincrementaldecoder("utf-8")(), bytearray(PART), False
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(part):
            if size < PART:
                del part[size:]
            returns = returns or b"\r" in part
            if part.isascii() and not decoder.getstate()[0]:
                continue
            try:
                decoder.decode(part)
            except UnicodeDecodeError:
                return False, returns
    return not decoder.getstate()[0], returns


def _ends_alike(path: Path) -> bool:
    """Tell whether lines end in a line feed, or all in a carriage return before it."""
    kinds = set()
    for part in _parts(path):
        returns = part.count(b"\r")
        pairs = part.count(b"\r\n") if returns else 0
        if returns != pairs or 0 < pairs < part.count(b"\n"):
            return False
        kinds.add(bool(pairs))
    return len(kinds) < 2


@cache
def _copy(path: Path, changed: int, size: int) -> Path:
    """Write a file anew, once as long as it is the same; a return within a line is a space."""
    copy = folder_of_process(UNPACKED) / f"copy{path.suffix.lower()}"
    with told(copy), copy.open("wb") as file:
        for part in _parts(path):
            text = part if part.isascii() else part.decode("utf-8", OTHER).encode()
            file.write(text.replace(b"\r\n", b"\n").replace(b"\r", b" "))
    return copy


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
    return "".join(letters), error.end


codecs.register_error(OTHER, _single_bytes)
