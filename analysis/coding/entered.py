"""What a form gives as a row: its cells, its number, and what is wrong with it."""

from analysis.coding.changes import Row
from analysis.coding.copied import copied
from analysis.coding.desk_tables import OWN
from analysis.coding.log import Entry, undoable
from analysis.coding.prompts import PARAPHRASE, asked
from analysis.coding.rows import check, next_id
from analysis.coding.session import Session, opened_quietly, table_name


def form_row(session: Session, given: dict) -> Row:
    """Return the cells that a form gives, with single spaces, and what the session knows."""
    cells = {
        name: " ".join(str(given.get(name) or "").split()) for name in asked(session.tables.schema)
    }
    return cells | {"document_id": session.document, "coder": session.coder}


def faults(session: Session, row: Row) -> dict[str, str]:
    """Return what is wrong with a row, field by field."""
    found = check(row, session.tables)
    its = opened_quietly(session)
    for name in [name for name in row if name.startswith(PARAPHRASE)] if its else ():
        if run := copied(row[name], its.paragraphs):
            found.setdefault(name, f"copies “{run}”; expected words of your own")
    return found


def new_id(session: Session) -> str:
    """Return the id of the next statement, which was that of none before, as the log knows it."""
    return next_id(session.document, taken_ids(session, session.document))


def taken_ids(session: Session, document: str) -> list[str]:
    """Return the ids that statements of a document have in the coder's table, or had."""
    table, name = session.tables.statements, table_name(session)
    known = session.journal.known.get(name)
    there = table.to_dict("records") if known is None else known.values()
    gone = [
        before
        for told in session.journal.entries
        for changed, before, _ in told["changes"]
        if changed == name and before
    ]
    return [
        row["statement_id"]
        for rows in (there, gone)
        for row in rows
        if row["document_id"] == document
    ]


def undo_told(session: Session) -> dict[str, str]:
    """Return what would be taken back and what done again, in a few words."""
    stacks = undoable(session.journal.entries, session.coder)
    return {
        name: _deed(stack[-1]) if stack else ""
        for name, stack in zip(("undo", "redo"), stacks, strict=True)
    }


def _deed(told: Entry) -> str:
    """Return a deed and the first row it was done to, with a sign where there were more."""
    rows = [after or before for table, before, after in told["changes"] if table not in OWN]
    rows = rows or [{"id": row["id"]} for _, *pair in told["changes"] for row in pair if row]
    names = [row.get("statement_id") or next(iter(row.values())) for row in rows]
    unique = list(dict.fromkeys(names))
    return f"{told['deed']} {unique[0] if unique else ''}" + ("…" if len(unique) > 1 else "")
