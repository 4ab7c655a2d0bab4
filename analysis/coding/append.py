"""Adds a row to a coder's table, or takes it back: whole or not at all, beside other writers."""

from pathlib import Path

from analysis.coding.lines import insert, remove
from analysis.coding.rows import Tables, check, next_id, read, table_of
from analysis.errors import InputError, Problem
from analysis.files import write_whole
from analysis.files.lock import locked


class RowError(InputError):
    """A row cannot be added; `faults` says why, field by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(
            Problem(f"{field}: {fault}", field=field, expectation=fault)
            for field, fault in faults.items()
        )


def add(folder: Path, row: dict[str, str]) -> dict[str, str]:
    """Add a row to the table of its coder in a study, and return it with its id.

    The table is read anew, checked whole, and replaced in one step while no other session writes;
    all other rows keep their bytes. Raises `RowError` for a wrong row, and `InputError` when a
    table is not as it should be, or the disk full or read-only: nothing is written.
    """
    path = table_of(folder, row["coder"])
    with locked(path):
        before, tables = _whole(path), read(folder, row["coder"])
        number = next_id(row["document_id"], tables.statements["statement_id"])
        given = {name: row.get(name, "") for name in _fields(tables)}
        added = given | {"statement_id": number}
        if faults := check(added, tables):
            raise RowError(faults)
        _replace(path, before, insert(before.decode(), added).encode())
    return added


def take_back(folder: Path, row: dict[str, str]) -> None:
    """Take a row that `add` returned out of the table again.

    Raises `InputError` when it is gone or was changed since, and what `add` raises.
    """
    path = table_of(folder, row["coder"])
    with locked(path):
        before = _whole(path)
        read(folder, row["coder"])
        _replace(path, before, remove(before.decode(), row).encode())


def _fields(tables: Tables) -> list[str]:
    return [field["name"] for field in tables.schema["fields"]]


def _whole(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.endswith(b"\n"):
        raise InputError(
            f"{path.name}: no line end after the last row, which may be cut off; expected the "
            "file whole"
        )
    return content


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Put new content in place of what was read, unless another program has written since."""
    if path.read_bytes() != before:
        raise InputError(f"{path.name}: another program has just written it; try again")
    write_whole(path, after)
