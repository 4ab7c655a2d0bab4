"""The tables that a desk may change: those of the study and its codings, and the desk's own few."""

from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.coding.changes import Row
from analysis.coding.journal import Journal
from analysis.coding.text_spans import FIELDS
from analysis.places import PACKAGE_FILE
from analysis.study.resources import by_name, keys

SPANS, REMARKS, TEXTS = "desk/spans.csv", "desk/remarks.csv", "desk/texts.csv"
PARENTS = "desk/parents.csv"
OWN = {
    SPANS: ("coding", "statement_id", "document_id", *FIELDS, "text"),
    REMARKS: ("coding", "id", "mark", "remark"),
    TEXTS: ("document_id", "file", "hash", "length"),
    PARENTS: ("coding", "statement_id", "first", "second"),
}
"""The desk's own tables: where statements stand in texts, what is remarked, which text is whose,
from which two rows one was settled on.

`coding` is `statements` or the name of a file in `codings`; `text` the hash of the text that a span
was made in; `id` that of a statement or a document.
"""
OWN_HEADERS = {table: ",".join(fields) + "\n" for table, fields in OWN.items()}
OWN_KEYS = {SPANS: ("coding", "statement_id"), REMARKS: ("coding", "id"), TEXTS: ("document_id",)}
OWN_KEYS[PARENTS] = ("coding", "statement_id")
DOUBTFUL, DONE = "doubtful", "done"
"""Marks of a statement, and of a document that holds nothing more to be coded."""
NAMED_IN_LAYOUT = ("actors", "sectors")
"""Tables whose ids the layout names without declaring it."""


def journal_of(folder: Path, package: dict) -> Journal:
    """Return the journal of a study, whose log is still to be read."""
    return Journal(folder, keys_of(package), dict(OWN_HEADERS))


def keys_of(package: dict) -> Callable[[str], Sequence[str]]:
    """Return a function that tells by which fields the rows of a table are known."""
    known: dict[str, Sequence[str]] = dict(OWN_KEYS)
    for resource in package["resources"]:
        schema = resource["schema"]
        declared = keys(schema.get("primaryKey", [])) or [schema["fields"][0]["name"]]
        known[resource["path"]] = tuple(declared)
    statements = known[by_name(package)["statements"]["path"]]

    def of_table(table: str) -> Sequence[str]:
        return known.get(table, statements)  # of a further coding

    return of_table


def path_in(folder: Path, table: Path) -> str:
    """Return a table's place in the folder of its study, as the log names it."""
    for place in (table, table.resolve()):
        if place.is_relative_to(folder):
            return place.relative_to(folder).as_posix()
    return table.as_posix()


def coding_name(table: str) -> str:
    """Return by what name the desk's own tables know the coding in a table.

    >>> coding_name("statements.csv"), coding_name("codings/c2.csv")
    ('statements', 'c2')
    """
    return Path(table).stem if table.startswith("codings/") else "statements"


def references(folder: Path, package: dict, name: str) -> dict[str, list[str]]:
    """Return the fields of each table that hold ids of another, further codings among them."""
    found: dict[str, list[str]] = {}
    for resource in package["resources"]:
        for foreign in resource["schema"].get("foreignKeys", []):
            target = foreign["reference"]["resource"] or resource["name"]
            if target == name:
                found.setdefault(resource["path"], []).extend(keys(foreign["fields"]))
    declared = by_name(package)
    if name in NAMED_IN_LAYOUT and "layout" in declared:
        found[declared["layout"]["path"]] = ["node"]
    said = found.get(declared["statements"]["path"], [])
    for path in sorted((folder / "codings").glob("*.csv")) if said else ():
        found[f"codings/{path.name}"] = said
    return {table: fields for table, fields in found.items() if (folder / table).is_file()}


def own_rows(journal: Journal, table: str, **wanted: str) -> list[Row]:
    """Return rows of one of the desk's own tables, as last looked at, that have these values."""
    known = journal.known.get(table, {}).values()
    return [row for row in known if all(row.get(name) == value for name, value in wanted.items())]


def watched(folder: Path, files: Sequence[Path]) -> list[str]:
    """Return the tables whose changes a desk logs."""
    return [path_in(folder, path) for path in files if path.name != PACKAGE_FILE]
