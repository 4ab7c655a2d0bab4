"""Puts files in place whole, and names the type by which a notebook tells what it wrote."""

import os
from pathlib import Path

FILES_TYPE = "application/vnd.atlas.files+json"
"""The type of a notebook's output that lists the files it wrote, seen from its output folder."""


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file so that its name never stands for half of it, whenever the process is killed.

    Text is written in UTF-8. Folders are made as needed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
