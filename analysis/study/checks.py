"""What no schema of one table can say: rows that contradict themselves, and tables each other."""

from collections.abc import Callable, Iterator

import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.places import PACKAGE_FILE
from analysis.study.circles import in_circles
from analysis.tables.arrow_text import before_last
from analysis.tables.constraints import is_date, is_period

FIRST_DAY = {"month": "-01", "year": "-01-01"}
LAST_DAY = {4: "-12-31", 7: "-31", 10: ""}

Cells = dict[str, pd.DataFrame]


def contradictions(cells: Cells, resources: dict) -> Iterator[Problem]:
    """Yield a line for each row whose fields are right one by one and wrong together."""
    for name, check in ROW_CHECKS:
        if name in cells and name in resources:
            yield from check(resources[name]["path"], cells[name])


def disagreements(package: dict, cells: Cells, resources: dict) -> Iterator[Problem]:
    """Yield a line for each row that is wrong beside those of other tables, or of the package."""
    files = {name: resources[name]["path"] for name in cells}
    for names, check in TABLE_CHECKS:
        if set(names) <= set(cells):
            yield from check(files, *(cells[name] for name in names))
    if "actors" in cells:
        yield from _states(files["actors"], package["states"], cells["actors"])


def _itself(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    for row, actor in table["actor"][table["actor"] == table["target"]].items():
        yield problem(file, row, "target", actor, "expected another", wrong="is the actor too")


def _of_another_document(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """A statement's id is its document and a number."""
    ids, documents = table["statement_id"], table["document_id"]
    own = before_last(ids, "-")
    for row, name in ids[(ids != "") & (documents != "") & (documents != own)].items():
        wrong = f"is of another document than {documents[row]!r}"
        expected = "expected its id and a number"
        yield problem(file, row, "statement_id", name, expected, wrong=wrong)


def _later_days(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """A date known to the month or the year is its first day."""
    for precision, first in FIRST_DAY.items():
        dates = table["date"][table["date_precision"] == precision]
        for row, day in dates[~dates.str.endswith(first)].items():
            if is_date(day):
                right = day[: -len(first)] + first
                expected = f"expected its first day, {right}"
                yield problem(file, row, "date", day, expected, wrong=f"for the {precision}")


def _undated(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """A document has no date where its date rests on nothing, and there only."""
    dates, basis = table["date"], table["date_basis"]
    for row, day in dates[(dates == "") != (basis == "none")].items():
        if basis[row]:
            wanted = "no date" if day else "a date, or 'none' as its basis"
            expected = f"expected {wanted}, for date_basis is {basis[row]!r}"
            yield problem(file, row, "date", day, expected)


def _no_periods(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    wrong = {text for text in table["period"].unique() if text and not _is_span(text)}
    for row, text in table["period"][table["period"].isin(wrong)].items():
        expected = "expected a day, month or year that is one, or two with the earlier first"
        yield problem(file, row, "period", text, expected)


def _is_span(text: str) -> bool:
    ends = text.split("/")
    if len(ends) > 2 or not all(map(is_period, ends)):
        return False
    return ends[0] + "-01" * ((10 - len(ends[0])) // 3) <= ends[-1] + LAST_DAY[len(ends[-1])]


def _crossed_and_avoided(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    both = (table["crosses"] == table["avoids"]) & (table["crosses"] != "")
    for row, state in table["avoids"][both].items():
        yield problem(file, row, "avoids", state, "expected one of both", wrong="is crossed too")


def _leaders(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    wrong = (table["role"] == "leader") & ~table["kind"].isin(["person", ""])
    for row, kind in table["kind"][wrong].items():
        yield problem(
            file, row, "kind", kind, "expected 'person'", wrong="has the role of a leader"
        )


def _circles(key: str) -> Callable[[str, pd.DataFrame], Iterator[Problem]]:
    """A thing that is part of its own part would send a roll-up round for ever."""

    def check(file: str, table: pd.DataFrame) -> Iterator[Problem]:
        pairs = zip(table[key], table["part_of"], strict=True)
        above = {part: whole for part, whole in pairs if whole}
        round_ = in_circles(above)
        for row, part in table[key][table[key].isin(round_)].items():
            wrong, expected = f"leads back to {part!r}", "expected a whole above it"
            yield problem(file, row, "part_of", above[part], expected, wrong=wrong)

    return check


def _shared_ids(files: dict, actors: pd.DataFrame, sectors: pd.DataFrame) -> Iterator[Problem]:
    """An id that names both an actor and a sector would make one node of two."""
    ids = sectors["sector_id"]
    for row, value in ids[ids.isin(actors["actor_id"])].items():
        expected = "expected ids that differ from all actors'"
        wrong = "is an actor's id too"
        yield problem(files["sectors"], row, "sector_id", value, expected, wrong=wrong)


def _unknown_nodes(
    files: dict, actors: pd.DataFrame, sectors: pd.DataFrame, layout: pd.DataFrame
) -> Iterator[Problem]:
    """A node is an actor or a sector, which one foreign key cannot say."""
    known = [*actors["actor_id"], *sectors["sector_id"]]
    home, nodes = "actors.csv or sectors.csv", layout["node"]
    for row, node in nodes[(nodes != "") & ~nodes.isin(known)].items():
        yield problem(
            files["layout"],
            row,
            "node",
            node,
            one_of(node, known),
            wrong="is neither in actors nor in sectors",
            missing_in=home,
        )


def _units(files: dict, table: pd.DataFrame, definitions: pd.DataFrame) -> Iterator[Problem]:
    units = dict(zip(definitions["indicator"], definitions["unit"], strict=True))
    for row, indicator, unit in table[["indicator", "unit"]].itertuples():
        if units.get(indicator, unit) != unit:
            expected = f"expected {units[indicator]!r}, the unit of {indicator!r}"
            yield problem(files["indicators"], row, "unit", unit, expected)


def _routes(files: dict, table: pd.DataFrame, entities: pd.DataFrame) -> Iterator[Problem]:
    """What figures are told of is of the kind that the field says."""
    kinds = dict(zip(entities["entity_id"], entities["kind"], strict=True))
    for field, kind in (("route", "route"), ("crosses", "state"), ("avoids", "state")):
        for row, name in table[field].items():
            if kinds.get(name, kind) != kind:
                wrong = f"is a {kinds[name]} in entities"
                yield problem(files["routes"], row, field, name, f"expected a {kind}", wrong=wrong)


def _same_kind(files: dict, actors: pd.DataFrame, entities: pd.DataFrame) -> Iterator[Problem]:
    """One id is one thing: a state among the actors is a state among the entities, and back."""
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    for row, name, kind in entities[["entity_id", "kind"]].itertuples():
        if (kind == "state") != (kinds.get(name, kind) == "state"):
            expected = f"{name!r} is a {kinds[name]} in actors; expected the same kind"
            yield problem(files["entities"], row, "kind", kind, expected)


def _states(file: str, states: list[str], actors: pd.DataFrame) -> Iterator[Problem]:
    ids = list(actors["actor_id"])
    for state in [state for state in states if state not in ids]:
        yield problem(
            PACKAGE_FILE,
            None,
            "states",
            state,
            one_of(state, ids),
            wrong="is not in actors",
            missing_in="actors.csv",
        )
    for row, name, kind, whole in actors[["actor_id", "kind", "part_of"]].itertuples():
        if name in states and kind not in ("state", ""):
            expected = f"{name!r} is one of the study's states; expected 'state'"
            yield problem(file, row, "kind", kind, expected)
        if name in states and whole:
            expected = f"{name!r} is one of the study's states; expected no whole above it"
            yield problem(file, row, "part_of", whole, expected)


ROW_CHECKS = (
    ("statements", _itself),
    ("statements", _of_another_document),
    ("statements", _later_days),
    ("projects", _later_days),
    ("documents", _undated),
    ("indicators", _no_periods),
    ("routes", _crossed_and_avoided),
    ("actors", _leaders),
    ("actors", _circles("actor_id")),
    ("sectors", _circles("sector_id")),
    ("routes", _circles("route")),
)
TABLE_CHECKS = (
    (("actors", "sectors"), _shared_ids),
    (("actors", "sectors", "layout"), _unknown_nodes),
    (("indicators", "indicator_definitions"), _units),
    (("routes", "entities"), _routes),
    (("actors", "entities"), _same_kind),
)
