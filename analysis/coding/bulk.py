"""What is looked for and changed in many rows at once, after a look at what would change."""

from analysis.coding.changes import Change, Row, rows_of
from analysis.coding.desk_tables import references
from analysis.coding.editing import Refused
from analysis.coding.library import article
from analysis.coding.many_rows import matching, merged, recoded
from analysis.coding.opening import open_document, page
from analysis.coding.prompts import PARAPHRASE, asked
from analysis.coding.rows import check_rows
from analysis.coding.searching import finder
from analysis.coding.session import Session, documents, done, refresh, table_name
from analysis.coding.storage import table_text
from analysis.errors import InputError, check_choice
from analysis.study.resources import by_name

MOST_SHOWN = 200
MOST_IN_TEXT = 5
AROUND = 60  # letters on each side of what was found in a text


def search(session: Session, message: dict) -> dict:
    """Find a regular expression in the rows, or in the texts of all documents."""
    refresh(session)
    if message.get("where") == "texts":
        return {"hits": _in_texts(session, message["pattern"])}
    rows = session.tables.statements.to_dict("records")
    found = matching(rows, message["pattern"], [*filter(None, [message.get("field")])])
    return {"hits": [_hit(row) for row in found[:MOST_SHOWN]], "of": len(found)}


def recode(session: Session, message: dict) -> dict:
    """Give one field of the coder's rows that are found another value; with `preview` only tell.

    Raises `Refused` where the new value is wrong in a row.
    """
    refresh(session)
    field, value = message["field"], " ".join(message["value"].split())
    check_choice(
        "field", field, [each for each in asked(session.tables.schema) if each != "locator"]
    )
    mine = [row for row in session.tables.statements.to_dict("records") if _own(session, row)]
    fields = [*filter(None, [message.get("in")])]
    found = matching(mine, message["pattern"], fields)
    changes = recoded(table_name(session), found, {field: value})
    if faults := check_rows([each.after for each in changes if each.after], session.tables):
        raise Refused(faults)
    return _made(session, "recode", changes, preview=bool(message.get("preview")))


def merge(session: Session, message: dict) -> dict:
    """Let one code become another everywhere, or be called otherwise; with `preview` only tell."""
    refresh(session)
    name = message["table"]
    check_choice("table", name, ("actors", "sectors"))
    old, new = message["id"], message["new"].strip()
    if old in session.package.get("states", []):
        raise InputError(f"{old}: is one of the study's states; expected it to stay")
    home = by_name(session.package)[name]["path"]
    fields = references(session.folder, session.package, name)
    tables = {each: _rows(session, each) for each in {home: None, **fields}}
    key = getattr(session.tables, name).columns[0]
    changes = merged(tables, fields, (home, key), old, new)
    changes = _once(changes, fields, session)
    if not message.get("preview"):
        _hold(session, changes)
    return _made(session, "merge", changes, preview=bool(message.get("preview")))


def lacking(session: Session, message: dict) -> dict:
    """List the coder's rows that lack a paraphrase."""
    refresh(session)
    told = [name for name in asked(session.tables.schema) if name.startswith(PARAPHRASE)]
    rows = session.tables.statements.to_dict("records")
    found = [row for row in rows if _own(session, row) and not all(row[name] for name in told)]
    return {"hits": [_hit(row) for row in found[:MOST_SHOWN]], "of": len(found)}


def _rows(session: Session, table: str) -> list[Row]:
    return rows_of(table_text(session.folder, table, {}))


def _once(changes: list[Change], fields: dict[str, list[str]], session: Session) -> list[Change]:
    """Leave out a place in the layout that would stand there twice."""
    kept = []
    for each in changes:
        key = session.journal.keys(each.table)
        only = each.after is not None and list(key) == fields.get(each.table) == ["node"]
        there = {row["node"] for row in _rows(session, each.table)} if only else set()
        kept.append(
            Change(each.table, each.before, None) if only and each.after["node"] in there else each
        )
    return kept


def _hold(session: Session, changes: list[Change]) -> None:
    """Raise `InputError` where a row would be left with one actor and target."""
    wrong = [
        each.after["statement_id"]
        for each in changes
        if each.after
        and "actor" in each.after
        and each.after.get("actor") == each.after.get("target")
    ]
    if wrong:
        raise InputError(f"{', '.join(wrong[:5])}: actor and target would be one; expected two")


def _made(session: Session, deed: str, changes: list[Change], *, preview: bool) -> dict:
    told = {
        "preview": [_told(each) for each in changes[:MOST_SHOWN]],
        "of": len(changes),
    }
    if preview or not changes:
        return told
    done(session, deed, changes)
    back = told | {"made": len(changes), "page": page(session)}
    return back | (open_document(session, {"id": session.document}) if session.document else {})


def _told(change: Change) -> dict:
    before, after = change.before or {}, change.after or {}
    names = [name for name in after or before if before.get(name, "") != after.get(name, "")]
    row = after or before
    return {
        "table": change.table,
        "id": row.get("statement_id") or next(iter(row.values())),
        "fields": [[name, before.get(name, ""), after.get(name, "")] for name in names],
        "gone": change.after is None,
    }


def _own(session: Session, row: Row) -> bool:
    return row.get("coder", session.coder) in (session.coder, "")


def _hit(row: Row) -> dict:
    told = [value for name, value in row.items() if name.startswith(PARAPHRASE) and value]
    codes = [row.get(name, "") for name in ("actor", "target", "sector", "relation", "stance")]
    return {
        "id": row["statement_id"],
        "document": row["document_id"],
        "told": " · ".join([*filter(None, codes), *told[:1]]),
    }


def _in_texts(session: Session, pattern: str) -> list[dict]:
    find, hits = finder(pattern), []
    for line in documents(session):
        if not line["text"]:
            continue
        try:
            text = article(session.library, line["text"]).text
        except InputError:
            continue
        for match in find(text, MOST_IN_TEXT):
            start, end = match.span()
            told = text[max(0, start - AROUND) : end + AROUND]
            where = {"id": "", "document": line["id"], "name": line["text"]}
            hits.append(where | {"told": told, "at": start})
        if len(hits) >= MOST_SHOWN:
            break
    return hits[:MOST_SHOWN]
