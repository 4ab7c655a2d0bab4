"""The log of a study: one line of JSON for each deed, only ever added to.

A deed is `begin` (a table as it was found first), `elsewhere` (what another program changed),
`undo`, `redo`, or what the desk calls it: `add`, `edit`, `delete`, `recode`, `merge` and the like.
Each names who did it and when, the rows before and after, and the hash of each table it left.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.coding.changes import Change, Row

LOG = "desk/log.jsonl"

Entry = dict[str, Any]


def entry(
    number: int,
    by: str,
    deed: str,
    changes: Iterable[Change] = (),
    hashes: dict[str, str] | None = None,
    **more: object,
) -> Entry:
    """Return an entry of the log; the time is that of Greenwich."""
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    lines = [list(each) for each in changes]
    return (
        {"n": number, "at": at, "by": by, "deed": deed}
        | more
        | {
            "changes": lines,
            "hashes": hashes or {},
        }
    )


def line(told: Entry) -> bytes:
    """Return an entry as the log has it."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_log(path: Path, start: int = 0) -> tuple[list[Entry], int]:
    """Return the entries from a byte on, and the byte behind the last whole one.

    A last line that has no end is of a writer that was killed, and is none.
    """
    if not path.is_file():
        return [], 0
    with path.open("rb") as file:
        file.seek(start)
        raw = file.read()
    whole = raw[: raw.rfind(b"\n") + 1]
    return [json.loads(each) for each in whole.splitlines() if each], start + len(whole)


def changes_of(told: Entry) -> list[Change]:
    """Return the changes of an entry."""
    return [Change(*each) for each in told.get("changes", [])]


def undoable(entries: Iterable[Entry], by: str) -> tuple[list[Entry], list[Entry]]:
    """Return what a coder can take back, and what can be done again, the last one last.

    >>> log = [{"n": 1, "by": "c1", "deed": "add"}, {"n": 2, "by": "c1", "deed": "undo", "of": 1}]
    >>> [[each["n"] for each in stack] for stack in undoable(log, "c1")]
    [[], [1]]
    """
    numbered = {each["n"]: each for each in entries if "deed" in each}
    done: list[Entry] = []
    back: list[Entry] = []
    for told in numbered.values():
        if told["by"] != by or told["deed"] == "begin":
            continue
        if told["deed"] == "undo":
            done = [each for each in done if each["n"] != told["of"]]
            back.append(numbered[told["of"]])
        elif told["deed"] == "redo":
            back = [each for each in back if each["n"] != told["of"]]
            done.append(numbered[told["of"]])
        else:
            done.append(told)
            back = []
    return done, back


def history(entries: Iterable[Entry], table: str, key: Row) -> list[Entry]:
    """Return what befell one row, the first thing first; `key` has the fields that name it."""
    return [
        told
        for told in entries
        for change in changes_of(told)
        if change.table == table and any(_is(row, key) for row in (change.before, change.after))
    ]


def _is(row: Row | None, key: Row) -> bool:
    return row is not None and all(row.get(name) == value for name, value in key.items())
