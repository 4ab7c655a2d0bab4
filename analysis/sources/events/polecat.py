"""Rows of POLECAT as statements, a row of several countries as one of each pair."""

import ibis
from ibis import _

from analysis.sources.events.codes import quad_of_name
from analysis.sources.events.known import with_country
from analysis.sources.events.typed import day, real, several, text

SIDES = {"actor": "Actor", "target": "Recipient"}


def polecat(raw: ibis.Table) -> ibis.Table:
    """Return the rows of POLECAT as statements.

    Its types are those of PLOVER; older ones, such as DEMAND, stay as the event but are of no type.
    A row whose actors or recipients are of several countries is a statement of each pair of them,
    each once, without those of a country with itself.
    """
    kind = text(raw, "Event Type").upper()
    mode = text(raw, "Event Mode").lower()
    table = raw.select(
        statement_id=text(raw, "Event ID"),
        document_id=text(raw, "Event ID").re_replace("_[0-9]+$", ""),
        date=day(raw, "Event Date"),
        **{f"{side}_written": text(raw, f"{name} Country") for side, name in SIDES.items()},
        **{side: _countries(raw, name) for side, name in SIDES.items()},
        **{f"{side}_name": text(raw, f"{name} Name") for side, name in SIDES.items()},
        **{f"{side}_roles": _roles(raw, name) for side, name in SIDES.items()},
        event=several([kind, mode]).replace("; ", "/"),
        cameo=ibis.null("string"),
        kind=kind,
        quad=quad_of_name(text(raw, "Quad Code")),
        stance=real(raw, "Intensity"),
        mentions=ibis.null("int64"),
        sources=ibis.null("int64"),
        is_root=ibis.null("boolean"),
        added=day(raw, "Publication Date"),
        address=text(raw, "Source"),
    )
    return _pairs(table)


def _countries(raw: ibis.Table, name: str) -> ibis.ir.ArrayValue:
    """Return a list of countries, of one that is no code where none is told."""
    written = text(raw, f"{name} Country").upper().fill_null("-")
    return written.re_replace(r"[ ]*[;|][ ]*", ";").split(";").unique()


def _roles(raw: ibis.Table, name: str) -> ibis.ir.StringValue:
    parts = text(raw, f"{name} Sectors").re_replace("[ ]*;[ ]*", ";").split(";")
    return parts.unique().sort().join("; ").nullif("")


def _pairs(table: ibis.Table) -> ibis.Table:
    """Return a row of each pair of countries; what is none counts only where it stands alone."""
    table = table.mutate(several=(_.actor.length() > 1) | (_.target.length() > 1))
    for side in SIDES:
        table = table.mutate(alone=table[side].length() == 1)
        table = table.mutate(one=table[side].unnest()).drop(side)
        table = with_country(table, "one", side).drop("one")
        table = table.filter(table[side].notnull() | table.alone).drop("alone")
    own = _.several & (_.actor == _.target).fill_null(False)
    paired = table.filter(~own)
    ends = [paired[side].fill_null("") for side in SIDES]
    of_pair = paired.statement_id + " " + ends[0] + "-" + ends[1]
    number = paired.several.ifelse(of_pair, paired.statement_id)
    return paired.mutate(statement_id=number).drop("several")
