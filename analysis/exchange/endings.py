"""Writes a file in the format that its ending names."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from analysis.errors import InputError, one_of, problem
from analysis.files import write_whole

Thing = TypeVar("Thing")


def write_as(
    path: str | Path,
    formats: Mapping[str, Callable[[Thing], bytes | str]],
    make: Callable[[], Thing],
) -> Path:
    """Write what `make` returns in the format of the path's ending, and return the path.

    Nothing is made before the ending is known. Folders are made as needed, and a file that stood
    there stays until the new one is whole. Raises `InputError` for an ending that has no format,
    text that is none, and a place that cannot be written.
    """
    path = Path(path)
    ending = path.suffix.removeprefix(".").lower()
    if ending not in formats:
        wrong, expected = f"ending {path.suffix!r}", one_of(ending, formats)
        raise InputError(problem(path.name, wrong=wrong, expectation=expected))
    try:
        write_whole(path, formats[ending](make()))
    except UnicodeEncodeError as error:
        wrong = error.object[error.start : error.end]
        told = f"{path.name}: {wrong!r} is no letter that UTF-8 can hold; expected text without"
        raise InputError(told) from None
    return path
