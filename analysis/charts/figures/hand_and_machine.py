"""Hand against machine: the stance of a record coded by hand over that of events machines coded."""

import ibis
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.events_shown import gapped, no_events, over_gaps, with_events
from analysis.charts.figures.course import first_day
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import unsaid
from analysis.charts.style import BLUE, GREY, VERMILION, wrap, yearly_line
from analysis.labels import counter, number, percent, tick, translator
from analysis.measures.hand_and_machine import compared, leads, side_by_side, states_of
from analysis.measures.reciprocity import independent_periods
from analysis.networks.asked import PERIODS
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import bilateral

FIELDS = ["period", "statements", "families", "hand", "hand_low", "hand_high", "thin"]
FIELDS += ["events", "machine"]
LETTERS = 24
CHANCE = 1.96  # standard errors, of which a rank correlation by chance has one over √(n − 1)


def hand_and_machine(
    study: Study,
    *,
    events: ibis.Table | None = None,
    by: str = "quarter",
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart the stance between the two states as coded by hand, over that of coded events.

    `events` is a table of `analysis.read_events`, by default that of the files in `data/events/`,
    or the made-up example where there are none. The table is that of
    `measures.hand_and_machine.side_by_side`; `more` holds those of `compared` and `leads`, which
    tell how far the two go together, how much of the record the machine saw, and which comes first.
    """
    study_of(study, "charts.hand_and_machine")
    t = translator(language)
    title = t("Coded by hand and by machine")
    if needs := lacking("hand_and_machine", study):
        return unmet(title, needs, study, language, FIELDS)
    at_hand = with_events(events, states_of(study))
    if at_hand is None or bilateral(study).statements.empty:
        return no_events(title, bilateral(study), language, FIELDS)
    table = side_by_side(study, at_hand.table, by=by, draws=draws, seed=seed)[FIELDS]
    if table["hand"].isna().all():
        why = unsaid(bilateral(study), language, "stance", "date")
        return Chart(title, table.head(0), draw, find, describe, study, language, empty=why)
    more = (compared(study, at_hand.table, by=by, draws=draws, seed=seed), leads(table), by)
    between, example = bilateral(study), at_hand.example
    return Chart(
        title, table, draw, find, describe, between, language, more=more, seed=seed, example=example
    )


def draw(
    table: pd.DataFrame, language: str, together: pd.DataFrame, leading: pd.DataFrame, by: str
) -> Figure:
    """Draw one over the other on one axis of time, each on its own scale."""
    figure = new_figure(100)
    upper, lower = figure.subplots(2, 1, sharex=True)
    at = [_middle(label, by) for label in table["period"]]
    table = table.assign(at=at)
    _draw_hand(upper, table)
    _draw_machine(lower, table, PERIODS[by].months / 12)
    t = translator(language)
    upper.set_ylabel(wrap(t("mean stance coded by hand"), LETTERS), color=BLUE)
    lower.set_ylabel(wrap(t("mean score coded by machine"), LETTERS), color=VERMILION)
    first, last = int(min(at)), int(max(at)) + 1
    lower.set_xlim(first - 0.2, last + 0.2)
    step = -(-(last - first) // 12)
    lower.set_xticks(range(first, last + 1, step), [str(y) for y in range(first, last + 1, step)])
    for axes in (upper, lower):
        axes.axhline(0, color=GREY, linewidth=0.6, zorder=0)
        axes.yaxis.set_major_formatter(lambda value, _: tick(value, language))
    return figure


def find(
    table: pd.DataFrame, language: str, together: pd.DataFrame, leading: pd.DataFrame, by: str
) -> str:
    """Say how far the two go together, how much the machine saw, and how often they agree."""
    lines = together.set_index("measure")
    sign = _sure_sign(lines.loc["correlation"], table)
    told = [
        _of_correlation(lines.loc["correlation"], sign, language),
        _of_lag(leading, language) if sign > 0 else "",
        _of_coverage(lines.loc["coverage"], language),
        _of_agreement(lines.loc["agreement"], lines.loc["chance"], language),
    ]
    return " ".join(filter(None, told))


def describe(
    table: pd.DataFrame, language: str, together: pd.DataFrame, leading: pd.DataFrame, by: str
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Above, the mean stance of what is said to pass between the two states, coded by hand; "
        "each family of documents counts once in a period, bars are 95 % bootstrap intervals over "
        "families. Below, the mean score (−10 to +10) of the events between them that machines "
        "coded from the news. The two scales cannot be compared, only their rise and fall."
    )
    if table["thin"].any():
        caption += " " + t("Open marks: fewer than five families, too few to say.")
    if gapped([_middle(label, by) for label in _known(table)], PERIODS[by].months / 12):
        caption += " " + over_gaps(language)
    caption += " " + t("Intervals in the text are over families of documents too.")
    both = table[["hand", "machine"]].notna().all(axis=1).sum()
    alt = t(
        "Two charts over time, one over the other, {periods} with both, from {first} to {last}.",
        periods=n("{number} period", "{number} periods", int(both)),
        first=table["period"].iloc[0],
        last=table["period"].iloc[-1],
    )
    return caption, alt


def _of_correlation(line: pd.Series, sign: int, language: str) -> str:
    t, n = translator(language), counter(language)
    if pd.isna(line["value"]) or pd.isna(line["low"]):
        return t("Too few periods have both to say whether they go together.")
    told = {name: _signed(line[name], language) for name in ("value", "low", "high")}
    periods = n("{number} period", "{number} periods", line["of"])
    if sign > 0:
        return t(
            "Over {periods} both rise and fall together: rank correlation {value} ({low} to "
            "{high}).",
            periods=periods,
            **told,
        )
    if sign < 0:
        return t(
            "Over {periods} one rises where the other falls: rank correlation {value} ({low} to "
            "{high}).",
            periods=periods,
            **told,
        )
    return t(
        "Over {periods} no common course is certain: rank correlation {value} ({low} to {high}).",
        periods=periods,
        **told,
    )


def _sure_sign(line: pd.Series, table: pd.DataFrame) -> int:
    """Return 1 or -1 where a correlation is certain, else 0.

    Its interval over families has to keep clear of 0, and it has to be greater than chance alone
    makes that of so many periods in 95 of 100 cases: its variance is 1 / (n - 1) when ranks are
    dealt out at random, where n is of independent periods, for one is like the next.
    """
    both = table[["hand", "machine"]].dropna()
    pairs = independent_periods(both["hand"], both["machine"])
    if not _varies(line) or abs(line["value"]) <= CHANCE / max(pairs - 1, 1) ** 0.5:
        return 0
    return int(line["low"] > 0) - int(line["high"] < 0)


def _of_lag(leading: pd.DataFrame, language: str) -> str:
    """Say at which distance the two go together best, where that is not at once."""
    t, n = translator(language), counter(language)
    known = leading.dropna(subset="correlation")
    if known.empty or known["correlation"].max() <= 0:
        return ""
    best = known.loc[known["correlation"].idxmax()]
    lag = int(best["lag"])
    told = {"value": _signed(best["correlation"], language)}
    told["periods"] = n("{number} period", "{number} periods", abs(lag))
    if lag > 0:
        return t("They go together best with the machine {periods} later ({value}).", **told)
    if lag < 0:
        return t("They go together best with the hand {periods} later ({value}).", **told)
    return t("They go together best without a delay ({value}).", **told)


def _of_coverage(line: pd.Series, language: str) -> str:
    t, n = translator(language), counter(language)
    if not line["of"]:
        return t("No day coded by hand lies within the days of the events.")
    seen = round(line["value"] * line["of"])
    if not _varies(line):
        return n(
            "The machine saw {seen} of the {number} day coded by hand.",
            "The machine saw {seen} of the {number} days coded by hand.",
            line["of"],
            seen=seen,
        )
    return n(
        "The machine saw {seen} of the {number} day coded by hand ({share}, {low} to {high}).",
        "The machine saw {seen} of the {number} days coded by hand ({share}, {low} to {high}).",
        line["of"],
        seen=seen,
        share=_share(line["value"], language),
        low=_share(line["low"], language),
        high=_share(line["high"], language),
    )


def _of_agreement(line: pd.Series, chance: pd.Series, language: str) -> str:
    t, n = translator(language), counter(language)
    if not line["of"]:
        return t("On no day do both have an event of the same direction.")
    shares = {"share": line["value"], "chance": chance["value"]}
    told = {name: _share(value, language) for name, value in shares.items()}
    if not _varies(line):
        return n(
            "Where days and directions match ({number} statement), {share} of the events are of "
            "its quad class; chance would give {chance}.",
            "Where days and directions match ({number} statements), {share} of the events are of "
            "their quad class; chance would give {chance}.",
            line["of"],
            **told,
        )
    return n(
        "Where days and directions match ({number} statement), {share} of the events are of its "
        "quad class ({low} to {high}); chance would give {chance}.",
        "Where days and directions match ({number} statements), {share} of the events are of their "
        "quad class ({low} to {high}); chance would give {chance}.",
        line["of"],
        **told,
        low=_share(line["low"], language),
        high=_share(line["high"], language),
    )


def _varies(line: pd.Series) -> bool:
    """Tell whether draws of families differ: an interval of draws all alike would tell nothing."""
    return bool(line["low"] < line["high"])


def _signed(value: float, language: str) -> str:
    sign = "−" if value <= -0.005 else "+" if value >= 0.005 else ""
    return sign + number(round(abs(value), 2), language)


def _middle(label: str, by: str) -> float:
    """Return the middle of a period as a year with a fraction."""
    start = first_day(label, PERIODS[by].months)
    return start.year + (start.month - 1 + PERIODS[by].months / 2) / 12


def _draw_hand(axes: Axes, table: pd.DataFrame) -> None:
    axes.vlines(table["at"], table["hand_low"], table["hand_high"], color=BLUE, linewidth=1)
    for thin, face in ((False, BLUE), (True, "white")):
        part = table[(table["thin"] == thin) & table["hand"].notna()]
        axes.plot(part["at"], part["hand"], "o", color=face, markeredgecolor=BLUE, markersize=4)


def _draw_machine(axes: Axes, table: pd.DataFrame, step: float) -> None:
    known = table[table["machine"].notna()]
    yearly_line(axes, [*known["at"]], [*known["machine"]], VERMILION, step=step)
    axes.plot(known["at"], known["machine"], "s", color=VERMILION, markersize=3)


def _known(table: pd.DataFrame) -> pd.Series:
    return table.loc[table["machine"].notna(), "period"]


def _share(value: float, language: str) -> str:
    return percent(round(100 * value), language)
