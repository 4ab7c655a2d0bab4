"""The tables of a study as text on disk, read whole and written whole."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from analysis.errors import InputError
from analysis.files import heal, write_together
from analysis.files.unwritten import told as unwritten


def table_text(folder: Path, table: str, headers: Mapping[str, str]) -> str:
    """Return the text of a table; of one of `headers` that is not there yet, its header.

    Raises `InputError` for what is not there, cut off or not UTF-8.
    """
    path = folder / table
    heal(path.parent)
    if table in headers and not path.is_file():
        return headers[table]
    with unwritten(path):
        raw = path.read_bytes()
    if not raw.endswith(b"\n"):
        raise InputError(
            f"{path.name}: no line end after the last row, which may be cut off; expected the "
            "file whole"
        )
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: not UTF-8; expected canonical CSV") from None


def write_tables(folder: Path, texts: Mapping[str, str]) -> None:
    """Put tables in place, all of a folder together; a link stays one."""
    paths = {Path(os.path.realpath(folder / table)): text for table, text in texts.items()}
    for place in dict.fromkeys(path.parent for path in paths):
        here = {path.name: text for path, text in paths.items() if path.parent == place}
        write_together(place, here)


def digest(text: str) -> str:
    """Return the SHA-256 of a table."""
    return sha256(text.encode()).hexdigest()
