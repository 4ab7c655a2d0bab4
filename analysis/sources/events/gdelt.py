"""Rows of GDELT as statements, of version 1 and 2, and of the reduced file of the early years."""

import ibis
from ibis import _

from analysis.sources.events.known import with_code
from analysis.sources.events.typed import compact_day, real, several, text, whole


def gdelt(raw: ibis.Table) -> ibis.Table:
    """Return the rows of GDELT as statements.

    Country codes of actors are those of CAMEO; places, which are in another system, tell nothing
    of an actor. The quad class is the file's own: it counts investigations (09) as class 2.
    """
    sides = {"actor": "Actor1", "target": "Actor2"}
    for side, name in sides.items():
        raw = with_code(raw, f"{name}CountryCode", side)
    code, address = text(raw, "EventCode"), text(raw, "SOURCEURL")
    return raw.select(
        *sides,
        statement_id=raw["GLOBALEVENTID"].cast("string")
        if "GLOBALEVENTID" in raw.columns
        else ibis.null("string"),
        document_id=address,
        date=compact_day(raw, "SQLDATE"),
        **{f"{side}_written": text(raw, f"{name}CountryCode") for side, name in sides.items()},
        **{f"{side}_name": text(raw, f"{name}Name") for side, name in sides.items()},
        **{f"{side}_roles": _roles(raw, name) for side, name in sides.items()},
        event=code,
        cameo=code,
        quad=whole(raw, "QuadClass").cast("int8"),
        stance=real(raw, "GoldsteinScale"),
        mentions=whole(raw, "NumMentions"),
        sources=whole(raw, "NumSources"),
        is_root=whole(raw, "IsRootEvent") == 1,
        added=compact_day(raw, "DATEADDED"),
        address=address,
    )


def _roles(raw: ibis.Table, name: str) -> ibis.ir.StringValue:
    return several([text(raw, f"{name}Type{place}Code") for place in (1, 2, 3)])


def reduced(raw: ibis.Table) -> ibis.Table:
    """Return the rows of GDELT's reduced file as statements, as many of a row as it counts events.

    Its source and target are whole codes of actors, of which the first three letters are the
    country; its mentions are those of all events of a row, and no row has an id.
    """
    sides = ("actor", "target")
    raw = raw.rename(actor_code="Source", target_code="Target")  # SQL takes Target for target
    codes = {side: text(raw, f"{side}_code") for side in sides}
    first = {f"{side}_written": code.substr(0, 3).nullif("") for side, code in codes.items()}
    raw = raw.mutate(**first)
    for side in sides:
        raw = with_code(raw, f"{side}_written", side)
    event = text(raw, "CAMEOCode")
    every = [text(raw, name).fill_null("") for name in raw.columns if name != "NumEvents"]
    table = raw.select(
        *sides,
        *first,
        row=ibis.literal(" ").join(every),
        place=ibis.range(whole(raw, "NumEvents")),
        date=compact_day(raw, "Date"),
        **{f"{side}_roles": code.substr(3).nullif("") for side, code in codes.items()},
        event=event,
        cameo=event,
        quad=whole(raw, "QuadClass").cast("int8"),
        stance=real(raw, "Goldstein"),
    )
    table = table.mutate(place=table.place.unnest())
    numbered = table.mutate(statement_id=_.row + " " + (_.place + 1).cast("string"))
    missing = {name: ibis.null("string") for name in ("document_id", "actor_name", "target_name")}
    counts = {"mentions": ibis.null("int64"), "sources": ibis.null("int64")}
    rest = {"is_root": ibis.null("boolean"), "added": ibis.null("date")}
    return numbered.mutate(**missing, **counts, **rest, address=ibis.null("string")).drop(
        "row", "place"
    )
