"""The counts of a cell of events, as the reference tables have them, from rows in memory."""

from collections.abc import Iterator
from pathlib import Path

import ibis
import pandas as pd

from analysis.places import ROOT
from analysis.sources.events import read_events
from analysis.sources.events.codes import QUAD_OF_TYPE, types
from analysis.sources.events.event_rows import every_row
from analysis.tables.compiled import executed

FOLDER = Path(__file__).parent / "reference" / "events"
SHARED = ROOT.parent / "shared" / "reference" / "events"
LENGTHS = {"month": 7, "year": 4}
LOOKED_AT = (
    *("actor", "target", "date", "added", "stance"),
    *("cameo", "event", "quad", "plover", "plover_quad"),
)
"""The columns from which a cell is counted: to read the others as well takes twice as long."""


def tables(source, form: str) -> dict[str, pd.DataFrame]:
    """Return rows and events under each filter, by the name of their column in the reference."""
    found = {"rows": every_row(source, form), "count": read_events(source, form)}
    found["day_code"] = read_events(source, form, once_a_day=True)
    if form.startswith("gdelt"):
        found["root_only"] = read_events(source, form, root_only=True)
        found["sources2"] = read_events(source, form, min_sources=2)
        found["root_sources2_day_code"] = read_events(
            source, form, root_only=True, min_sources=2, once_a_day=True
        )
    return {name: executed(_looked_at(table)) for name, table in found.items()}


def _looked_at(table: ibis.Table) -> ibis.Table:
    return table.select(*(name for name in LOOKED_AT if name in table.columns))


def cell(parts: dict[str, pd.DataFrame], line) -> dict[str, float]:
    """Return the counts of one line of a reference table."""
    mine = {name: _of_cell(table, line) for name, table in parts.items()}
    found = {name: len(table) for name, table in mine.items()}
    found |= _means(mine)
    events = mine["count"]
    quads, plovers = events["quad"].value_counts(), events["plover_quad"].value_counts()
    found |= {f"quad{quad}": quads.get(quad, 0) for quad in (1, 2, 3, 4)}
    found |= {f"plover{quad}": plovers.get(quad, 0) for quad in (1, 2, 3, 4)}
    found["quad_none"] = events["quad"].isna().sum()
    found["plover_none"] = events["plover"].isna().sum()
    found["sanction"] = (events["plover"] == "SANCTION").sum()
    found["stance_n"] = events["stance"].notna().sum()
    polecat = events["cameo"].isna().all() and not events["event"].isna().all()
    root = events["event"].str.split("/").str[0] if polecat else events["event"].str[:2]
    known = root.isin([*QUAD_OF_TYPE]) if polecat else events["cameo"].isin([*types()])
    found["known_code"] = known.sum()
    found["day_root"] = len(pd.DataFrame({"day": events["date"], "root": root}).drop_duplicates())
    found["day_type"] = len(events[["date", "plover"]].drop_duplicates())
    return found


def _means(mine: dict[str, pd.DataFrame]) -> Iterator[tuple[str, float]]:
    names = {"count": "stance_mean", "day_code": "day_code_stance_mean"}
    names |= {name: f"{name}_stance_mean" for name in ("root_only", "sources2")}
    return ((names[name], mine[name]["stance"].mean()) for name in names if name in mine)


def _of_cell(table: pd.DataFrame, line) -> pd.DataFrame:
    table = table[(table["actor"] == line.actor) & (table["target"] == line.target)]
    if line.period == "all_not_future":
        return table[~(table["date"] > table["added"])]
    if line.by == "all":
        return table
    return table[table["date"].astype("str").str[: LENGTHS[line.by]] == str(line.period)]


def differing(parts: dict[str, pd.DataFrame], expected: pd.DataFrame) -> list[str]:
    """Return what differs from a reference table, a line a count."""
    wrong = []
    for line in expected.itertuples():
        found = cell(parts, line)
        for name in found.keys() & set(expected.columns):
            wanted = getattr(line, name)
            same = pd.isna(wanted) and (pd.isna(found[name]) or not found[name])
            if not same and not abs(found[name] - wanted) < 1e-6:
                place = f"{line.actor} {line.target} {line.period} {name}"
                wrong.append(f"{place}: {found[name]}, not {wanted}")
    return wrong
