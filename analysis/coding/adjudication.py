"""Two codings of a document side by side at the desk, and the row that is settled on."""

import pandas as pd

from analysis.coding.changes import Change, Row, rows_of
from analysis.coding.desk_tables import PARENTS, coding_name, own_rows
from analysis.coding.editing import Refused, told_after
from analysis.coding.entered import faults, new_id
from analysis.coding.roles import ADJUDICATOR, role_of
from analysis.coding.session import Session, coding, done, refresh, table_name
from analysis.coding.storage import table_text
from analysis.errors import InputError, check_choice
from analysis.measures.agreement import VARIABLES, agreement, align, seen_by_one
from analysis.measures.codewise import codewise
from analysis.measures.side_by_side import against_standard, crossed
from analysis.study.resources import by_name

SHOWN = ("locator", "speaker", "actor", "target", "sector", "relation", "stance")
DRAWS = 200


def compare(session: Session, message: dict) -> dict:
    """Lay two codings of the document that is open side by side, their agreement above.

    Only an adjudicator sees it, for a second coding is blind.
    """
    refresh(session)
    _only_adjudicator(session)
    there = codings_of(session)
    names = [message.get("first") or there[0], message.get("second") or there[-1]]
    first, second = (_table(session, name) for name in names)
    both = set(first["document_id"]) & set(second["document_id"])
    whole = [each[each["document_id"].isin(both)] for each in (first, second)]
    return {
        "codings": there,
        **_units(session, names),
        "alone": seen_by_one(align(*whole)),
        "agreement": _plain(agreement(*whole, draws=DRAWS)),
        "codewise": _plain(against_standard(codewise(*whole, draws=DRAWS))),
        "confusion": {name: _crossed(crossed(*whole, name)) for name in VARIABLES},
    }


def _units(session: Session, names: list[str]) -> dict:
    tables = (_table(session, name) for name in names)
    mine, theirs = (each[each["document_id"] == session.document] for each in tables)
    return {"chosen": names, "units": units(mine, theirs, settled(session))}


def units(first: pd.DataFrame, second: pd.DataFrame, done_with: dict) -> list[dict]:
    """Return the statements of two codings that are one unit, and the fields in which they part."""
    rows = [
        {row["statement_id"]: row for row in each.to_dict("records")} for each in (first, second)
    ]
    found = []
    for pair in align(first, second).itertuples(index=False, name=None):
        one, other = (its.get(name) for its, name in zip(rows, pair, strict=True))
        parted = [
            name for name in SHOWN if one and other and one.get(name, "") != other.get(name, "")
        ]
        found.append(
            {
                "first": _shown(one),
                "second": _shown(other),
                "parted": parted,
                "settled": done_with.get(tuple(name or "" for name in pair), ""),
            }
        )
    return found


def adjudicate(session: Session, message: dict) -> dict:
    """Write the row that is settled on into the adjudicator's table, with both its parents.

    `take` says whose row it is, `first` or `second`; `row` may change fields of it. Raises
    `Refused` for a row that is wrong.
    """
    refresh(session)
    _only_adjudicator(session)
    names = dict(zip(("first", "second"), message["chosen"], strict=True))
    check_choice("take", message["take"], ("first", "second"))
    ids = {side: message.get(f"{side}_id") or "" for side in names}
    taken = _row(session, names[message["take"]], ids[message["take"]])
    fields = [field["name"] for field in session.tables.schema["fields"]]
    own = {"statement_id": new_id(session), "coder": session.coder}
    row = {name: (taken | message.get("row", {}) | own).get(name, "") for name in fields}
    if found := faults(session, row):
        raise Refused(found)
    parents = {"coding": coding(session), "statement_id": row["statement_id"]} | {
        "first": f"{names['first']}/{ids['first']}" if ids["first"] else "",
        "second": f"{names['second']}/{ids['second']}" if ids["second"] else "",
    }
    done(
        session,
        "settle",
        [Change(table_name(session), None, row), Change(PARENTS, None, parents)],
    )
    told = {"settled": row["statement_id"]} | told_after(session, [row["statement_id"]])
    return told | _units(session, message["chosen"])


def settled(session: Session) -> dict[tuple[str, str], str]:
    """Return the settled row of each pair of ids."""
    rows = own_rows(session.journal, PARENTS, coding=coding(session))
    return {
        tuple(row[side].rpartition("/")[2] for side in ("first", "second")): row["statement_id"]
        for row in rows
    }


def codings_of(session: Session) -> list[str]:
    """Return the codings of a study but for the adjudicator's own: `statements` first."""
    found = sorted(path.stem for path in (session.folder / "codings").glob("*.csv"))
    return ["statements", *(name for name in found if name != coding(session))]


def _only_adjudicator(session: Session) -> None:
    if role_of(session.package, session.coder) != ADJUDICATOR:
        raise InputError(
            f"coder: {session.coder!r} codes, and does so blind; expected an adjudicator, as "
            "datapackage.json declares in 'coders'"
        )


def _path(session: Session, name: str) -> str:
    path = by_name(session.package)["statements"]["path"]
    return path if name == coding_name(path) else f"codings/{name}.csv"


def _table(session: Session, name: str) -> pd.DataFrame:
    check_choice("coding", name, codings_of(session))
    rows = rows_of(table_text(session.folder, _path(session, name), {}))
    fields = [field["name"] for field in session.tables.schema["fields"]]
    return pd.DataFrame(rows, columns=fields, dtype="str").fillna("")


def _row(session: Session, name: str, statement: str) -> Row:
    table = _table(session, name)
    found = table[table["statement_id"] == statement].to_dict("records")
    if not found:
        raise InputError(f"{statement}: not in {name}; expected a row of it")
    return found[0]


def _shown(row: Row | None) -> dict | None:
    return row and {name: row.get(name, "") for name in ("statement_id", *SHOWN)}


def _plain(table: pd.DataFrame) -> list[dict]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _crossed(table: pd.DataFrame) -> dict:
    return {"codes": [str(name) for name in table.index], "counts": table.to_numpy().tolist()}
