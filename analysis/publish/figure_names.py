"""What a figure may be called, on any file system and in any page."""

import re
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)", re.IGNORECASE)


def name_problems(name: object) -> list[str]:
    """Return a line when a name can name no figure.

    >>> name_problems("balance-2024"), len(name_problems("../balance")), len(name_problems("CON"))
    ([], 1, 1)
    """
    if isinstance(name, str) and NAME.fullmatch(name) and not DEVICES.fullmatch(name):
        return []
    return [
        f"name: {name!r}; expected Latin letters, digits, - and _, a hundred at most, and no "
        "name of a device, for LaTeX and any file system"
    ]


def twin_problems(name: str, folder: Path) -> list[str]:
    """Return a line when a figure in a folder has the same name but for capitals.

    Some file systems, and so those who receive the folder, take the two for one.
    """
    there = sorted({path.stem for path in folder.glob("*.json")} - {name})
    return [
        f"name: {name!r}; {each!r} is there already, which some file systems take for the "
        "same; expected another name"
        for each in there
        if each.casefold() == name.casefold()
    ]
