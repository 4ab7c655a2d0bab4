"""What is likely wrong in a record, and a row may answer: warnings of `atlas check`.

A doubt names the row, the rule and the section of the codebook that has it. A row whose field
`because` is filled is not doubted, for it has answered.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import Problem, problem
from analysis.study.conflicts import conflicting_figures
from analysis.study.load import SAID, Study
from analysis.study.package import table_paths
from analysis.study.resources import by_name
from analysis.study.texts import same_texts
from analysis.tables.study_tables import read_cells

Cells = dict[str, pd.DataFrame]
Lines = Iterator[Problem]

ANSWER = "or the reason in 'because'"
FREE = ("consult", "request")
"""Relations of which the codebook gives the stance case by case."""

EITHER_WAY = ("retreat",)
"""Relations that may be neutral as well."""


def doubts(study: Study) -> list[Problem]:
    """Return a line for each row of a study that is likely wrong by a rule of the codebook.

    A study made in memory has no files, and none of its rows is doubted.
    """
    if study.folder is None:
        return []
    cells = _cells(study, study.folder)
    files = {name: each["path"] for name, each in by_name(study.package).items()}
    found = [line for check in CHECKS for line in check(study, cells, files)]
    answered = {
        files[name]: set(table.index[table["because"].str.strip() != ""])
        for name, table in cells.items()
        if "because" in table
    }
    return [line for line in found if line.row not in answered.get(line.file, ())]


def doubts_of_row(scale: tuple[float, float] | None, cells: Cells) -> list[Problem]:
    """Return why a row is likely wrong while it is coded, unless it has answered.

    `cells` holds the row alone as `statements`, with `documents`, `actors` and `relations`.
    """
    files = dict.fromkeys(cells, "")
    answered = cells["statements"].get("because", pd.Series([""]))
    if answered.str.strip().ne("").any():
        return []
    found = [_against(scale or (0, 0), cells, files), _not_in_office(cells, files)]
    return [*(line for lines in found for line in lines), *_too_early(cells, files)]


def _cells(study: Study, folder: Path) -> Cells:
    """Return the tables as they stand in the files, numbered as a spreadsheet counts rows."""
    declared = by_name(study.package)
    read = {
        name: read_cells(path, declared[name]["schema"])[0]
        for name, path in table_paths(folder, study.package).items()
    }
    return {name: table for name, table in read.items() if table is not None}


def _has(cells: Cells, name: str, *fields: str) -> bool:
    return name in cells and {*fields} <= {*cells[name]}


def _rule(expected: str, section: str) -> str:
    return f"expected {expected}, {ANSWER} (codebook, {section})"


def _against_relation(study: Study, cells: Cells, files: dict[str, str]) -> Lines:
    """A relation of cooperation is friendly and one of conflict strained, unless a row says why."""
    yield from _against(study.scale or (0, 0), cells, files)


def _against(scale: tuple[float, float], cells: Cells, files: dict[str, str]) -> Lines:
    low, high = scale
    if not (low < 0 < high and _has(cells, "relations", "quad")):
        return
    relations = cells["relations"]
    quads = dict(zip(relations["relation_id"], relations["quad"], strict=True))
    for name in [each for each in SAID if _has(cells, each, "relation", "stance")]:
        for row, relation, stance in cells[name][["relation", "stance"]].itertuples():
            if stance and (wanted := _wanted(relation, quads.get(relation, ""), float(stance))):
                wrong = f"against the relation {relation!r}"
                expected = _rule(wanted, "Stance")
                yield problem(files[name], row, "stance", stance, expected, wrong=wrong)


def _wanted(relation: str, quad: str, stance: float) -> str:
    """Return which stance a relation asks for, where it is another one."""
    kind = quad.rpartition(" ")[2]
    if relation in FREE or kind not in ("cooperation", "conflict"):
        return ""
    towards = stance if kind == "cooperation" else -stance
    if towards > 0 or (towards == 0 and relation in EITHER_WAY):
        return ""
    wanted = "a friendly stance" if kind == "cooperation" else "a strained stance"
    return f"{wanted} or a neutral one" if relation in EITHER_WAY else wanted


def _out_of_office(study: Study, cells: Cells, files: dict[str, str]) -> Lines:
    """A person speaks and acts as a holder of an office only while holding it."""
    yield from _not_in_office(cells, files)


def _not_in_office(cells: Cells, files: dict[str, str]) -> Lines:
    terms = _terms(cells)
    for name in [each for each in SAID if terms and _has(cells, each, "date")]:
        yield from _terms_broken(files[name], cells[name], terms)


def _terms_broken(file: str, said: pd.DataFrame, terms: dict[str, tuple[str, str]]) -> Lines:
    for row, line in said.iterrows():
        first, last = _days(line["date"], line.get("date_precision", ""))
        for field in ("speaker", "actor"):
            since, until = terms.get(line.get(field, ""), ("", ""))
            wrong = ""
            if since and last and last < since:
                wrong = f"acts on {line['date']}, before taking office on {since}"
            elif until and first and first > until:
                wrong = f"acts on {line['date']}, after leaving office on {until}"
            if wrong:
                expected = _rule("a day in office", "Actors")
                yield problem(file, row, field, line[field], expected, wrong=wrong)


def _terms(cells: Cells) -> dict[str, tuple[str, str]]:
    actors = cells.get("actors", pd.DataFrame())
    table = actors.reindex(columns=["actor_id", "since", "until"], fill_value="")
    held = table[(table["since"] != "") | (table["until"] != "")]
    return {actor: (since, until) for _, actor, since, until in held.itertuples()}


def _days(date: str, precision: str) -> tuple[str, str]:
    """Return the first and the last day that a date can mean, as texts that can be compared."""
    return date, {"month": date[:7] + "-31", "year": date[:4] + "-12-31"}.get(precision, date)


def _published_before(study: Study, cells: Cells, files: dict[str, str]) -> Lines:
    """A document cannot tell what has not happened; one dated by its event may be later."""
    yield from _too_early(cells, files)


def _too_early(cells: Cells, files: dict[str, str]) -> Lines:
    if not _has(cells, "documents", "date"):
        return
    basis = ["date", "date_basis", "document_id"]
    documents = cells["documents"].reindex(columns=basis, fill_value="")
    dated = documents[(documents["date"] != "") & (documents["date_basis"] != "event")]
    published = dict(zip(dated["document_id"], dated["date"], strict=True))
    for name in (*SAID, "projects"):
        if not _has(cells, name, "date", "document_id"):
            continue
        for row, day, document in cells[name][["date", "document_id"]].itertuples():
            if day and published.get(document, "9999") < day:
                wrong = f"is after {document} was published, on {published[document]}"
                expected = _rule("an event before its publication", "Documents")
                yield problem(files[name], row, "date", day, expected, wrong=wrong)
    yield from _figures_of_the_future(cells, files, published)


def _figures_of_the_future(cells: Cells, files: dict[str, str], published: dict) -> Lines:
    if not _has(cells, "indicators", "period", "document_id", "status"):
        return
    table = cells["indicators"]
    for row, period, document in table.loc[
        ~table["status"].isin(["planned", "estimate"]), ["period", "document_id"]
    ].itertuples():
        if published.get(document, "9999") < period.partition("/")[0]:
            wrong = f"begins after {document} was published, on {published[document]}"
            expected = _rule("the status 'planned' or 'estimate'", "Indicators")
            yield problem(files["indicators"], row, "period", period, expected, wrong=wrong)


def _twice(study: Study, cells: Cells, files: dict[str, str]) -> Lines:
    """One text in two families would be counted as two independent sources."""
    if _has(cells, "documents", "family"):
        expected = _rule("one family for one text", "Documents")
        for name, row, field, text, other in same_texts(cells):
            wrong = f"stands in {other}, of another family, too"
            yield problem(files[name], row, field, text, expected, wrong=wrong)


def _contradicted(study: Study, cells: Cells, files: dict[str, str]) -> Lines:
    """Figures of one thing and period agree within what they are rounded to."""
    if _has(cells, "indicators", "indicator", "period", "entity", "value"):
        expected = _rule("figures that agree within their precision", "Indicators")
        for row, value, other in conflicting_figures(cells["indicators"]):
            wrong = f"contradicts {other}"
            yield problem(files["indicators"], row, "value", value, expected, wrong=wrong)


CHECKS: tuple[Callable[[Study, Cells, dict[str, str]], Lines], ...] = (
    _against_relation,
    _out_of_office,
    _published_before,
    _twice,
    _contradicted,
)
