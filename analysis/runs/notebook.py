"""A notebook's file, read and checked before anything runs, with the standard library alone."""

import json
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import InputError
from analysis.places import comes_with_the_package, project

CELL_TYPES = ("code", "markdown", "raw")
MOST = 500_000_000  # bytes; no notebook that a person can open is nearly so long


def load(path: Path) -> dict:
    """Return a notebook of format 4 as JSON has it, each source a text, each metadata there.

    What Jupyter always writes and other programs leave out (metadata, empty outputs) is read as
    empty, and a byte mark is passed over. Raises `InputError` with a line for all that keeps it
    from being run: no JSON, another format, a cell that is none, a language other than Python.
    """
    try:
        content = _parse(path)
        problems = list(_problems(content))
    except FileNotFoundError:
        raise InputError(f"{path}: no such notebook") from None
    except (OSError, ValueError, RecursionError) as error:
        told = "nested too deeply" if isinstance(error, RecursionError) else error
        raise InputError(f"{path}: not a notebook of format 4 ({told})") from None
    if problems:
        raise InputError(f"{path.name}: {problem}" for problem in problems)
    return content | {
        "metadata": content.get("metadata") or {},
        "cells": [_cell(cell) for cell in content["cells"]],
    }


def working_folder(path: Path) -> Path:
    """Return the folder in which the kernel of a notebook runs; nothing is left in the package."""
    return project() if comes_with_the_package(path) else path.parent


def _parse(path: Path) -> object:
    if path.stat().st_size > MOST:
        raise ValueError(f"longer than {MOST // 1_000_000} MB")
    return json.loads(path.read_text(encoding="utf-8-sig"))


def _problems(content: object) -> Iterator[str]:
    if not isinstance(content, dict) or ("cells" not in content and "worksheets" not in content):
        yield "not a notebook of format 4 (no 'cells'); expected one"
        return
    number = content.get("nbformat", 4)
    if number != 4 or isinstance(number, bool) or "cells" not in content:
        told = number if number != 4 else 3
        yield f"a notebook of format {told!r}; expected format 4: open it in JupyterLab and save it"
        return
    if not isinstance(content["cells"], list):
        yield "'cells' is no list; expected one"
        return
    if not isinstance(content.get("metadata") or {}, dict):
        yield "'metadata' is no mapping; expected one"
        return
    yield from _language_problems(content.get("metadata") or {})
    for number, cell in enumerate(content["cells"], 1):
        yield from (f"cell {number}: {problem}" for problem in _cell_problems(cell))


def _language_problems(metadata: dict) -> Iterator[str]:
    """A kernel is chosen by its language: its name is one machine's own, such as "my-env"."""
    kernel, info = (metadata.get(name) or {} for name in ("kernelspec", "language_info"))
    if not isinstance(kernel, dict) or not isinstance(info, dict):
        yield "'kernelspec' or 'language_info' is no mapping; expected one"
        return
    told = kernel.get("language") or info.get("name") or _language_by_name(kernel.get("name"))
    if not str(told).casefold().startswith(("python", "ipython")):
        yield f"written for the language {str(told)!r}; expected Python"
    elif info.get("name") and not str(info["name"]).casefold().startswith(("python", "ipython")):
        yield f"written for the language {str(info['name'])!r}; expected Python"


def _language_by_name(name: object) -> str:
    """The names under which the kernels of R and Julia install themselves; others tell more."""
    known = {"ir": "R", "xr": "R", "julia": "Julia"}
    return known.get(str(name).casefold().split("-")[0], "python")


def _cell_problems(cell: object) -> Iterator[str]:
    if not isinstance(cell, dict):
        yield f"{cell!r:.40}; expected a cell"
        return
    if cell.get("cell_type", "code") not in CELL_TYPES:
        yield f"of type {cell['cell_type']!r}; expected one of: {', '.join(CELL_TYPES)}"
    source, metadata = cell.get("source", ""), cell.get("metadata") or {}
    lines = source if isinstance(source, list) else [source]
    if not _are_texts(lines):
        yield "its source is no text; expected one"
    elif any("\ud800" <= letter <= "\udfff" for letter in "".join(lines)):
        yield "its source holds half a letter (a lone surrogate); expected text"
    if not isinstance(metadata, dict):
        yield "its metadata is no mapping; expected one"
    elif not _are_texts(metadata.get("tags") or []):
        yield f"its tags are {metadata['tags']!r}; expected a list of texts"


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _cell(cell: dict) -> dict:
    kept = {name: value for name, value in cell.items() if name not in ("outputs", "prompt_number")}
    kept |= {
        "cell_type": cell.get("cell_type", "code"),
        "source": "".join(cell.get("source", "")),
        "metadata": cell.get("metadata") or {},
    }
    return kept | ({"outputs": [], "execution_count": None} if kept["cell_type"] == "code" else {})
