"""Rewrites the tables of a study that a spreadsheet has written, in their canonical form.

What is read with a note is written as it was read; what is ambiguous or wrong stays as it is, and
so do the order of rows and of columns.
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError, counted, problem, shown
from analysis.files import write_whole
from analysis.places import PACKAGE_FILE, find_study, way_out
from analysis.study.package import read_package, table_paths
from analysis.tables.canonical import canonical_bytes
from analysis.tables.csv_text import MARK
from analysis.tables.study_tables import read_table

FIRST = 3  # lines that are shown as they were and as they will be


class Repair(NamedTuple):
    """A file to be rewritten: what it holds, what it shall hold, and what changes."""

    path: Path
    before: bytes
    after: bytes
    changes: list[str]


def repairs(folder: Path) -> list[Repair]:
    """Return the files of a study that are not in canonical form; others cannot be read, or are.

    Raises `InputError` where the data package is wrong.
    """
    return [each for each in _every(folder) if each and each.before != each.after]


def told(repair: Repair) -> str:
    """Return what changes in a file, and its first lines that do, before and after."""
    lines = [f"{repair.path.name}: written without {', '.join(repair.changes)}"]
    pairs = zip_longest(_lines(repair.before), _lines(repair.after), fillvalue="")
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    for before, after in changed[:FIRST]:
        lines += [f"  - {shown(before)}", f"  + {shown(after)}"]
    if len(changed) > FIRST:
        lines.append(f"  ... and {counted(len(changed) - FIRST, 'more line')}")
    return "\n".join(lines)


def fix(study: str | Path, *, yes: bool = False, ask: Callable[[str], str] | None = None) -> bool:
    """Show what is not in canonical form, rewrite it when agreed, and tell whether all is.

    `yes` agrees beforehand. Otherwise `ask` does, as `input` would: by default on a terminal only.
    Raises `InputError` for a file that another program has written meanwhile.
    """
    found = repairs(find_study(study))
    for repair in found:
        print(told(repair))
    if not found:
        return True
    if ask is None and sys.stdin is not None and sys.stdin.isatty():
        ask = input
    files = counted(len(found), "file")
    if not yes and ask is None:
        print(f"nothing is written; to rewrite {files}, add --yes")
        return False
    if not yes and ask and ask(f"Rewrite {files}? [y/N] ").strip().lower() not in ("y", "yes"):
        print("nothing is written")
        return False
    write(found)
    print(f"{counted(len(found), 'file')} rewritten")
    return True


def write(found: list[Repair]) -> None:
    """Put the files in place; raises `InputError` for one that is no longer what was read."""
    for repair in found:
        if repair.path.read_bytes() != repair.before:
            wrong = "another program has just written it"
            raise InputError(problem(repair.path.name, wrong=wrong, expectation="try again"))
    for repair in found:
        write_whole(repair.path, repair.after)


def _every(folder: Path) -> Iterator[Repair | None]:
    package = read_package(folder)
    yield _of_package(folder / PACKAGE_FILE)
    schemas = {each["name"]: each["schema"] for each in package["resources"]}
    for name, path in table_paths(folder, package).items():
        yield _of_table(path, schemas[name])
    for path in sorted((folder / "codings").glob("*.csv")):
        if not way_out(folder, f"codings/{path.name}"):
            yield _of_table(path, schemas["statements"])


def _of_package(path: Path) -> Repair | None:
    before = path.read_bytes()
    after = before.decode().removeprefix(MARK).encode()
    json.loads(after)
    return Repair(path, before, after, ["a byte order mark"])


def _of_table(path: Path, schema: dict) -> Repair | None:
    """Return how a table is rewritten, its columns in their order; None when it cannot be read."""
    cells, problems, traces = read_table(path, schema)
    if cells is None or problems:
        return None
    changes = [trace.told for trace in traces] or ["needless quotes and empty lines"]
    rows = zip(*(cells[name].tolist() for name in cells), strict=True)
    after = canonical_bytes([*cells], (list(row) for row in rows))
    return Repair(path, path.read_bytes(), after, changes)


def _lines(raw: bytes) -> list[str]:
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    return raw.decode("utf-16" if wide else "utf-8", "backslashreplace").splitlines()
