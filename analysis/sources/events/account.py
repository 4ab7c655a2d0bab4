"""What became of every row of files of events: read, or left out and why."""

from collections.abc import Iterator
from pathlib import Path

import ibis
import pandas as pd
from ibis import _

from analysis.errors import check_choice
from analysis.sources.events.codes import QUAD_OF_TYPE, types
from analysis.sources.events.event_rows import event_layouts, is_reduced, named_in, statements_of
from analysis.sources.events.laid_out import Layout
from analysis.sources.events.published import FORMS
from analysis.sources.events.text import raw_table
from analysis.tables.compiled import executed

LONG = 10
"""Years before the day of its news, from which an event is dated long before. Some are remembered
rightly, and some are years that a machine misread: all of a day of 2020 were once put into 1920."""

REASONS = (
    "bad_date",
    "no_actor_country",
    "no_target_country",
    "not_a_country",
    "same_country",
)
"""Why a row whose cells are all there is no event between two countries, in this order."""

FLAGS = (
    "future_date",
    "long_before",
    "no_code",
    "no_stance",
    "several_countries",
    "unknown_code",
)
"""What is worth knowing of a row, though nothing is left out for it."""


def accounted(source: str | Path, form: str) -> pd.DataFrame:
    """Return what became of the rows of each file, as a table of `file`, `measure` and `value`.

    `rows_in_file` are all lines below a header, `rows_readable` those with as many cells as the
    form has and a day that exists, of which `read_events` makes statements, and
    `rows_of_a_country_dyad` those between two countries. `left_out_first_reason_...` tells why the
    others are not, by the first of wrong_width, bad_date, no_actor_country, no_target_country,
    not_a_country (kept in `actor_written` or `target_written`) and same_country, and
    `any_reason_...` counts each alone. `flag_...` tells of rows that are kept, at the date they
    bear: a date after the day of the news, or more than ten years before it; a code that is
    missing or unknown, no stance, several countries. What is told again
    stands in `rows_with_an_id_seen_before`, and among these `exact_copies_beyond_the_first`.
    Measures of no row are left out, but for the first three and the last two.
    """
    check_choice("form", form, list(FORMS))
    parts = [_of_file(layout, form) for layout in event_layouts(source, form)]
    return pd.concat(parts, ignore_index=True)


def _of_file(layout: Layout, form: str) -> pd.DataFrame:
    raw = named_in(raw_table([layout]), form)
    found, lost = _flagged(raw, form), _lost(layout, raw)
    reasons = found[[*REASONS]]
    left_out = reasons.any(axis=1)
    first = reasons[left_out].to_numpy().argmax(axis=1)
    counts = {
        "rows_in_file": len(found) + lost,
        "rows_readable": int((~found["bad_date"]).sum()),
        "rows_of_a_country_dyad": int((~left_out).sum()),
        "left_out_first_reason_wrong_width": lost,
        **{
            f"left_out_first_reason_{reason}": int((first == place).sum())
            for place, reason in enumerate(REASONS)
        },
        "any_reason_wrong_width": lost,
        **{f"any_reason_{reason}": int(found[reason].sum()) for reason in REASONS},
        **{f"flag_{flag}": int(found[flag].sum()) for flag in FLAGS},
    }
    counts = {name: value for name, value in counts.items() if value or name.startswith("rows")}
    counts |= dict(_told_again(raw))
    table = pd.DataFrame({"measure": [*counts], "value": [*counts.values()]})
    table.insert(0, "file", layout.file.name)
    return table


def _lost(layout: Layout, raw: ibis.Table) -> int:
    """Return how many lines of a file, blank ones apart, have another number of cells."""
    if not layout.sign:
        return 0
    with layout.file.path.open("rb") as file:
        lines = sum(1 for line in file if line.strip()) - layout.skip
    return lines - int(executed(raw.count()))


def _id_of(raw: ibis.Table) -> str:
    return next((name for name in ("Event ID", "GLOBALEVENTID") if name in raw.columns), "")


def _told_again(raw: ibis.Table) -> Iterator[tuple[str, int]]:
    total, name = int(executed(raw.count())), _id_of(raw)
    yield "exact_copies_beyond_the_first", total - int(executed(raw.distinct().count()))
    yield "rows_with_an_id_seen_before", total - int(executed(raw[name].nunique())) if name else 0


def _flagged(raw: ibis.Table, form: str) -> pd.DataFrame:
    """Return a line for each row with a truth value for each reason and flag.

    A row of several countries is several statements, and a row of sums too: a reason holds for it
    when it holds for all of them. Its number takes the place of the id, with which theirs begin.
    """
    number = ibis.row_number().cast("string")
    table = statements_of(raw.mutate(**{_id_of(raw) or "GLOBALEVENTID": number}), form)
    row = table.statement_id.re_extract(r"^\S*", 0)
    if is_reduced(raw):
        row = table.statement_id.re_replace(r" \d+$", "")
    known = list(types()) if form != "polecat" else list(QUAD_OF_TYPE)
    code = table.cameo if form != "polecat" else table["kind"]
    flags = table.select(
        row=row,
        bad_date=_.date.isnull(),
        no_actor_country=_.actor_written.isnull(),
        no_target_country=_.target_written.isnull(),
        not_a_country=(_.actor.isnull() & _.actor_written.notnull())
        | (_.target.isnull() & _.target_written.notnull()),
        same_country=(_.actor == _.target).fill_null(False),
        future_date=(_.date > _.added).fill_null(False),
        long_before=(_.added.year() - _.date.year() > LONG).fill_null(False),
        no_code=code.isnull(),
        no_stance=_.stance.isnull(),
        several_countries=_.actor_written.contains(";").fill_null(False)
        | _.target_written.contains(";").fill_null(False),
        unknown_code=(~code.isin(known)).fill_null(False),
    )
    every = {name: flags[name].all() for name in flags.columns if name != "row"}
    return executed(flags.group_by("row").aggregate(**every))
