"""Rows of ICEWS as statements."""

import ibis

from analysis.sources.events.codes import quad_of_cameo, with_code_of_name
from analysis.sources.events.known import with_country
from analysis.sources.events.typed import day, real, text


def icews(raw: ibis.Table) -> ibis.Table:
    """Return the rows of ICEWS as statements.

    An id comes again on other dates for other events, so that both together are the statement's.
    Where a file has no codes, as that of 2017, they are found by the name of the event, which
    tells them apart; what is neither keeps its text. The quad class is that of the root.
    """
    sides = {"actor": "Source", "target": "Target"}
    for side, ours in sides.items():
        raw = with_country(raw, f"{ours} Country", side)
    if "CAMEO Code" not in raw.columns:
        raw = with_code_of_name(raw, "Event Text", "CAMEO Code")
    name, date = text(raw, "Event Text"), day(raw, "Event Date")
    code = text(raw, "CAMEO Code")
    return raw.select(
        *sides,
        statement_id=text(raw, "Event ID") + " " + date.cast("string").fill_null(""),
        document_id=text(raw, "Story ID"),
        date=date,
        **{f"{side}_written": text(raw, f"{ours} Country") for side, ours in sides.items()},
        **{f"{side}_name": text(raw, f"{ours} Name") for side, ours in sides.items()},
        **{f"{side}_roles": _sorted(raw, f"{ours} Sectors") for side, ours in sides.items()},
        event=ibis.coalesce(code, name),
        cameo=code,
        quad=quad_of_cameo(code),
        stance=real(raw, "Intensity"),
        mentions=ibis.null("int64"),
        sources=ibis.null("int64"),
        is_root=ibis.null("boolean"),
        added=ibis.null("date"),
        address=_address(raw),
    )


def _sorted(raw: ibis.Table, field: str) -> ibis.ir.StringValue:
    """Return a list of sectors in the order of their names: files have it in any, and in quotes."""
    parts = text(raw, field).re_replace('"', "").strip().re_replace("[ ]*,[ ]*", ",").split(",")
    return parts.unique().sort().join("; ").nullif("")


def _address(raw: ibis.Table) -> ibis.ir.StringValue:
    """Return what leads to the story, which is all that ICEWS tells: its publisher and number."""
    told = [text(raw, "Publisher"), ibis.literal("story ") + text(raw, "Story ID")]
    told += [ibis.literal("sentence ") + text(raw, "Sentence Number")]
    parts = [part.notnull().ifelse(ibis.literal(", ") + part, "") for part in told]
    return (parts[0] + parts[1] + parts[2]).substr(2).nullif("")
