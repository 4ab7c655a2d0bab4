"""Events that machines coded from the news: GDELT, ICEWS and POLECAT as statements."""

from pathlib import Path

import ibis
import pandas as pd

from analysis.errors import InputError, check_choice, is_choice, problem
from analysis.locale.countries import alpha3, country_expected
from analysis.sources.events.event_rows import (
    Source,
    as_one,
    dated,
    has_ids,
    is_reduced,
    raw_of,
    with_types,
)
from analysis.sources.events.mentions import mentions_of, with_mentions
from analysis.sources.events.once import once_daily, without_repeats
from analysis.sources.events.published import FORMS

SCALE = (-10.0, 10.0)
"""The least and the greatest stance: Goldstein's scores, and intensities of ICEWS and POLECAT."""


def read_events(
    source: Source,
    form: str,
    *,
    between: tuple[str, str] | None = None,
    once_a_day: bool = False,
    root_only: bool = False,
    min_sources: int = 1,
    mentions: str | Path | ibis.Table | None = None,
    sanction: int = 4,
) -> ibis.Table:
    """Return machine-coded events as a lazy table of statements, one line an event.

    `form` is `gdelt1` (58 columns, 57 in the files up to March 2013, or 17 in the reduced file of
    the early years), `gdelt2` (61), `icews` or `polecat`. `source` is a file, a folder, a pattern
    such as `events/2024*.zip`, an archive, a DataFrame or an Ibis table with the form's columns,
    such as that of GDELT in BigQuery. Files are text as published, in archives or not, or Parquet
    with a column for each wanted; nothing is read before it is asked for. Archives are unpacked
    into a temporary folder, which goes with the process; so is a copy of a file with bytes that are
    no UTF-8, each of which is read as Windows-1252, or with lines that end in several ways.

    The columns are `statement_id`; `document_id`; `date`; `actor` and `target`, countries as ISO
    3166-1 alpha-3, missing where there is none, and as the file has them in `actor_written` and
    `target_written`; their names and roles (`actor_name`, `actor_roles` in the order of the
    alphabet); `event`, the full code as it stands (of CAMEO, of POLECAT as `CONSULT/visit`, or the
    text of an event without a code); `cameo`, text, for 010 is not 10; `plover`, the type that
    CAMEO's longest beginning has in PLOVER's table of 2021, none for roots 01 and 02; `sector`, the
    type or else CAMEO's root; `quad`, class 1 to 4 as the file has it, of ICEWS by the root, and
    `plover_quad`, by the type; `stance`, Goldstein's score or the intensity, from -10 to 10
    (`SCALE`); `mentions`, `sources` and `is_root`, which GDELT alone has; `added`, the day the file
    gives for its news; and `address`. So `analysis.two_mode(events, "actor", "sector")` and all
    others take it as they take statements coded by hand.

    Left out are lines of another number of cells and days that do not exist; `accounted` of
    `analysis.sources.events.account` tells how many, and of what. All other rows are kept, those
    with codes and countries that nobody knows too. A row told again counts once: the key is the id,
    in ICEWS the id and the date, in POLECAT the id and the pair, for a row of several countries
    is a statement of each pair of them; of a table without a column of ids nothing is dropped.
    Where ICEWS has no codes, as in the file of 2017, they are
    found by the event's text: to leave them missing would lose the quad class of every row, and
    the text tells each code of three and four digits apart.

    - `between=("KAZ", "RUS")` keeps what the two do to each other.
    - `once_a_day` keeps one event of a date, actor, target and full code; there is no consensus on
      that, so it is off by default.
    - `root_only` keeps what stands at the top of a report, and `min_sources=2` what two sources
      tell; both of GDELT alone.
    - `mentions` names the files of mentions of GDELT 2.0, or a table of them: `mentions` and
      `sources` (papers) are then counted over all time, not the first quarter of an hour, beside
      `sure`, those of 50 per cent of confidence and more, and `confidence`, their mean. Where it
      is not given, files of mentions in a folder are passed over.
    - `sanction` is the quad class of SANCTION in `plover_quad`: 4, deeds, as in the summary of
      PLOVER's manual, or 3, words, as in its table of classes.

    Raises `InputError` for files of another form or of several, a column that is missing, an
    archive that is cut off, codes that are numbers, what is no country in `between`, and a filter
    for which the form has no column.

    >>> rows = pd.DataFrame({
    ...     "Event ID": ["7", "8", "8"], "Event Date": ["2024-01-05", "2024-01-09", "2024-01-09"],
    ...     "Source Country": "Russian Federation",
    ...     "Target Country": ["Kazakhstan", "China", "China"],
    ...     "CAMEO Code": ["042", "1712", "1712"], "Intensity": [1.9, -9.2, -9.2]})
    >>> events = read_events(rows, "icews").order_by("date")
    >>> events.execute()[["actor", "target", "cameo", "plover", "quad", "stance"]]
      actor target cameo   plover  quad  stance
    0   RUS    KAZ   042  CONSULT     1     1.9
    1   RUS    CHN  1712  ASSAULT     4    -9.2
    """
    check_choice("form", form, list(FORMS))
    if between:
        _check_between(between)
    _check_flags(once_a_day=once_a_day, root_only=root_only)
    if not isinstance(min_sources, int) or min_sources < 1:
        expected = "expected a whole number, 1 or more"
        raise InputError(problem("", None, "min_sources", min_sources, expected))
    if mentions is not None and form != "gdelt2":
        expected = "expected form 'gdelt2', the only one that has them"
        raise InputError(problem("", None, "mentions", str(mentions), expected))
    raws = raw_of(source, form)
    _check_filters(form, any(map(is_reduced, raws)), root_only, min_sources)
    table = as_one(raws, form)
    if between:
        pair = [*between]  # each end by itself, which an engine looks up as it reads
        table = table.filter(table.actor.isin(pair), table.target.isin(pair))
        table = table.filter(table.actor != table.target)
    table = without_repeats(table) if has_ids(raws) else dated(table)
    if mentions is not None:
        table = with_mentions(table, mentions_of(mentions))
    if root_only:
        table = table.filter(table.is_root)
    if min_sources > 1:
        table = table.filter(table.sources >= min_sources)
    return with_types(once_daily(table) if once_a_day else table, sanction)


def _check_between(between: tuple[str, str]) -> None:
    pair = [*between] if isinstance(between, list | tuple | set) else []
    if len(pair) != 2 or pair[0] == pair[1]:
        expected = "expected two countries, such as ('KAZ', 'RUS')"
        raise InputError(problem("", None, "between", str(between), expected))
    lines = [
        problem("", None, "between", each, country_expected(each))
        for each in pair
        if not is_choice(each, alpha3().values())
    ]
    if lines:
        raise InputError(lines)


def _check_flags(**flags: object) -> None:
    """Refuse what is no truth value, for a text such as "no" would count as true."""
    lines = [
        problem("", None, name, value, "expected True or False")
        for name, value in flags.items()
        if not isinstance(value, bool)
    ]
    if lines:
        raise InputError(lines)


def _check_filters(form: str, reduced: bool, root_only: bool, min_sources: int) -> None:
    """Refuse to filter by what rows do not tell, for nothing would be left or all kept."""
    if form.startswith("gdelt") and not reduced:
        return
    asked = {"root_only": root_only, "min_sources": min_sources > 1}
    told = "the reduced file" if reduced else form
    expected = "expected files of single events" if reduced else "expected 'gdelt1' or 'gdelt2'"
    lines = [
        problem("", None, name, told, expected, wrong="tells nothing of it")
        for name, is_asked in asked.items()
        if is_asked
    ]
    if lines:
        raise InputError(lines)
