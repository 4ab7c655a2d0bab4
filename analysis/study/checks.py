"""What no schema of one table can say: rows that contradict themselves, and tables each other."""

from collections.abc import Callable, Iterator

import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.places import PACKAGE_FILE
from analysis.study.acts import wrong_acts
from analysis.study.circles import in_circles
from analysis.study.events import outside_frame, wrong_events
from analysis.study.named import unknown_keys
from analysis.tables.arrow_text import before_last
from analysis.tables.constraints import is_date, is_period

FIRST_DAY = {"month": "-01", "year": "-01-01"}
LAST_DAY = {4: "-12-31", 7: "-31", 10: ""}

Cells = dict[str, pd.DataFrame]


def contradictions(cells: Cells, resources: dict) -> Iterator[Problem]:
    """Yield a line for each row whose fields are right one by one and wrong together."""
    for name, fields, check in ROW_CHECKS:
        if name in cells and name in resources and {*fields} <= {*cells[name]}:
            yield from check(resources[name]["path"], cells[name])
    for name, key in NUMBERED:
        if name in cells and _numbered(resources.get(name, {}), key):
            yield from _of_another_document(resources[name]["path"], cells[name], key)


def disagreements(package: dict, cells: Cells, resources: dict) -> Iterator[Problem]:
    """Yield a line for each row that is wrong beside those of other tables, or of the package."""
    files = {name: resources[name]["path"] for name in cells}
    for needed, check in TABLE_CHECKS:
        if all(name in cells and {*needed[name]} <= {*cells[name]} for name in needed):
            yield from check(files, *(cells[name] for name in needed))
    if "actors" in cells:
        yield from _states(files["actors"], package.get("states", []), cells["actors"])
    yield from unknown_keys(package, cells)


def _numbered(resource: dict, key: str) -> bool:
    """Tell whether the study declares that a row's id is its document and a number."""
    schema = resource.get("schema", {})
    forms = {
        field["name"]: field.get("constraints", {}).get("pattern", "")
        for field in schema.get("fields", [])
    }
    document, own = (
        forms.get(name, "").removeprefix("^").removesuffix("$") for name in ("document_id", key)
    )
    return document != "" and own.startswith(f"{document}-")


def _itself(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    for row, actor in table["actor"][table["actor"] == table["target"]].items():
        yield problem(file, row, "target", actor, "expected another", wrong="is the actor too")


def _of_another_document(file: str, table: pd.DataFrame, key: str) -> Iterator[Problem]:
    ids, documents = table[key], table["document_id"]
    own = before_last(ids, "-")
    for row, name in ids[(ids != "") & (documents != "") & (documents != own)].items():
        wrong = f"is of another document than {documents[row]!r}"
        expected = "expected its id and a number"
        yield problem(file, row, key, name, expected, wrong=wrong)


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


def _read_before(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """A page is read on the day it is published at the earliest; an event may be still to come."""
    read, published = table["accessed"], table["date"]
    early = (read != "") & (published != "") & (read < published)
    if "date_basis" in table:
        early &= table["date_basis"].isin(["published", "address"])
    for row, day in read[early].items():
        if is_date(day):
            expected = f"expected {published[row]}, its date, or a later day"
            yield problem(file, row, "accessed", day, expected, wrong="is before it was published")


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


def _two_kinds(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    first = table.groupby("project")["kind"].transform("first")
    for row, kind in table["kind"][table["kind"] != first].items():
        expected = f"expected {first[row]!r}, as in the other rows of the project"
        yield problem(file, row, "kind", kind, expected)


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
        for row, name in table[field].items() if field in table else ():
            if kinds.get(name, kind) != kind:
                wrong = f"is a {kinds[name]} in entities"
                yield problem(files["routes"], row, field, name, f"expected a {kind}", wrong=wrong)


def _same_kind(files: dict, actors: pd.DataFrame, entities: pd.DataFrame) -> Iterator[Problem]:
    """One id is one thing: a state among the actors is a state among the entities, and back."""
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    kinds = {name: kind for name, kind in kinds.items() if kind}
    for row, name, kind in entities[["entity_id", "kind"]].itertuples():
        if kind and (kind == "state") != (kinds.get(name, kind) == "state"):
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
    rows = actors[actors["actor_id"].isin(states)].reindex(
        columns=["actor_id", "kind", "part_of"], fill_value=""
    )
    for row, name, kind, whole in rows.itertuples():
        if kind not in ("state", ""):
            expected = f"{name!r} is one of the study's states; expected 'state'"
            yield problem(file, row, "kind", kind, expected)
        if whole:
            expected = f"{name!r} is one of the study's states; expected no whole above it"
            yield problem(file, row, "part_of", whole, expected)


NUMBERED = (
    ("statements", "statement_id"),
    ("frame_statements", "statement_id"),
    ("indicators", "indicator_id"),
)
ROW_CHECKS = (
    ("statements", ("actor", "target"), _itself),
    ("statements", ("actor", "act"), wrong_acts),
    ("frame_statements", ("actor", "target"), _itself),
    ("frame_statements", ("actor", "act"), wrong_acts),
    ("frame_statements", ("date", "date_precision"), _later_days),
    ("frame", ("frame_id",), wrong_events),
    ("frame", ("date", "date_precision"), _later_days),
    ("projects", ("project", "kind"), _two_kinds),
    ("statements", ("date", "date_precision"), _later_days),
    ("projects", ("date", "date_precision"), _later_days),
    ("documents", ("date", "date_basis"), _undated),
    ("documents", ("accessed", "date"), _read_before),
    ("indicators", ("period",), _no_periods),
    ("routes", ("crosses", "avoids"), _crossed_and_avoided),
    ("actors", ("role", "kind"), _leaders),
    ("actors", ("actor_id", "part_of"), _circles("actor_id")),
    ("sectors", ("sector_id", "part_of"), _circles("sector_id")),
    ("routes", ("route", "part_of"), _circles("route")),
)
TABLE_CHECKS = (
    ({"actors": ("actor_id",), "sectors": ("sector_id",)}, _shared_ids),
    (
        {"actors": ("actor_id",), "sectors": ("sector_id",), "layout": ("node",)},
        _unknown_nodes,
    ),
    (
        {"indicators": ("indicator", "unit"), "indicator_definitions": ("indicator", "unit")},
        _units,
    ),
    (
        {"frame": ("document_id",), "frame_statements": ("document_id",)},
        outside_frame,
    ),
    ({"routes": ("route",), "entities": ("entity_id", "kind")}, _routes),
    ({"actors": ("actor_id", "kind"), "entities": ("entity_id", "kind")}, _same_kind),
)
