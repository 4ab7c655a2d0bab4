"""The course of stance over time: leaders and joint texts against all other voices."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.beside import with_frame
from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.compared import undated
from analysis.charts.leading import (
    Leading,
    begun,
    leading_in,
    one_voice,
    voice_names,
    voices_shown,
)
from analysis.charts.needs import lacking, unmet
from analysis.charts.strata import spread
from analysis.charts.style import BLUE, GREY, VERMILION, wrap
from analysis.labels import counter, signed, strung, translator, valued
from analysis.measures.headlines import LEADERS, OTHERS, voiced
from analysis.measures.stance import mean_stance, on_one_scale, reached
from analysis.networks.periods import CALENDAR, by_period
from analysis.networks.statements import study_of
from analysis.study.acts import one_row_an_act
from analysis.study.load import Study
from analysis.study.selection import bilateral

LOOKS = {LEADERS: (BLUE, "D", -0.07), OTHERS: (VERMILION, "o", 0.07)}
NAMED = 0.2  # of the time shown: room for the names at its end
LETTERS = 18
LINE = 0.12  # of stance, the height of a line of text
FIELDS = [
    "voice",
    "name",
    "period",
    "start",
    "end",
    "statements",
    "families",
    "mean",
    "low",
    "high",
    "thin",
]


@with_frame
def course(study: Study, *, period: str = "year", language: str = "en", seed: int = 1) -> Chart:
    """Chart the mean stance of each voice in each period, with its interval over families.

    Only statements between the two states and their parts count, an act of two sides once. The
    table has the columns `voice` (`leaders`: leaders and texts signed by both states, as speakers;
    `others`) and its `name`; `period`, of the kind that `networks.periods.by_period` makes, with
    its first day `start` and its last `end`; then those of `mean_stance` in `measures.stance`.
    Periods without a statement of the voice have no line, and statements whose date is not known to
    the period count in none.
    """
    study_of(study, "charts.course")
    t = translator(language)
    title = t("Stance over time")
    if needs := lacking("course", study):
        return unmet(title, needs, study, language, FIELDS)
    between = bilateral(on_one_scale(study))
    parts = [
        part.assign(period=label)
        for label, part in by_period(one_row_an_act(voiced(between)), period).items()
        if len(part)
    ]
    leading = leading_in(between)
    table = pd.DataFrame(columns=FIELDS)
    if parts:
        means = mean_stance(pd.concat(parts), ["period", "voice"], seed=seed)
        table = _dated(means, period, voice_names(leading, language))
    empty = none_of(between, undated(language))
    more = (leading,)
    return Chart(
        title, table, draw, find, describe, between, language, more=more, seed=seed, empty=empty
    )


def _dated(means: pd.DataFrame, period: str, named: dict[str, str]) -> pd.DataFrame:
    table = means.sort_values(["voice", "period"], ignore_index=True)
    start = pd.Series([first_day(label, CALENDAR[period]) for label in table["period"]])
    end = start + pd.DateOffset(months=CALENDAR[period]) - pd.Timedelta(days=1)
    name = table["voice"].map(named)
    return table.assign(name=name, start=start, end=end)[FIELDS]


def draw(table: pd.DataFrame, language: str, leading: Leading) -> Figure:
    """Draw means with their intervals, joined from one period to the next, and families below."""
    figure = new_figure(92)
    axes, counts = figure.subplots(2, 1, sharex=True, height_ratios=[8, 1])
    for voice, (colour, marker, shift) in LOOKS.items():
        lines = table[table["voice"] == voice]
        at = _middles(lines) + shift * (_middles(lines) - _years(lines["start"])) * 2
        _draw_voice(axes, lines.assign(at=at), colour, marker)
    _count_families(counts, table, language)
    _draw_frame(axes, table, language)
    _name_ends(axes, table)
    return figure


def find(table: pd.DataFrame, language: str, leading: Leading) -> str:
    """Say in how many periods the voices can be compared, and are clearly apart."""
    t, n = translator(language), counter(language)
    if only := one_voice(table, leading, language):
        return only
    both = _compared(table)
    if both.empty:
        return t("In no period do both voices have enough families of documents to be compared.")
    warmer = int((both["low", LEADERS] > both["high", OTHERS]).sum())
    colder = int((both["high", LEADERS] < both["low", OTHERS]).sum())
    if not warmer + colder:
        return n(
            "In {number} period both voices have enough families of documents: neither is clearly "
            "warmer.",
            "In {number} periods both voices have enough families of documents: in none of them is "
            "either clearly warmer.",
            len(both),
        )
    told = n(
        "In {number} period both voices have enough families of documents: {leaders} are clearly "
        "warmer in {warmer} and clearly colder in {colder}.",
        "In {number} periods both voices have enough families of documents: {leaders} are clearly "
        "warmer in {warmer} and clearly colder in {colder}.",
        len(both),
        leaders=voice_names(leading, language)[LEADERS],
        warmer=warmer,
        colder=colder,
    )
    return begun(told)


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """Return the bounds of both voices in the periods in which both have enough families."""
    sure = reached(table[table["thin"].eq(False)]).pivot(
        index="period", columns="voice", values=["low", "high"]
    )
    low, high = (sure.reindex(columns=[(end, LEADERS), (end, OTHERS)]) for end in ("low", "high"))
    return pd.concat([low, high], axis=1).dropna()


def describe(table: pd.DataFrame, language: str, leading: Leading) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    caption = t(
        "Mean stance (−1 strained, +1 friendly) of what is said to pass between the two states, at "
        "the date of the statement. {voices}. Each family of documents counts once in a period; "
        "bars: 95 % bootstrap intervals over families, none where all families agree. Lines join "
        "periods next to each other that have enough families. Below, the number of families. What "
        "could be coded differs from period to period: a change of stance can be one of sample.",
        voices=voices_shown(table, leading, language),
    )
    if table["thin"].any():
        caption += " " + t("Open marks: fewer than five families, too few to say.")
    sure, named = table[~table["thin"].astype(bool)], voice_names(leading, language)
    told = strung(
        (
            valued(f"{line.period}, {named[line.voice]}", signed(line.mean, language), language)
            for line in sure.itertuples()
        ),
        language,
    )
    alt = t(
        "Marks with intervals over time, on a scale from −1 to +1. With enough families: {means}.",
        means=told or t("none"),
    )
    return caption, alt


def first_day(label: str, months: int) -> pd.Timestamp:
    """Return the first day of a period of so many months: of 2024-H2, the first of July."""
    year, _, part = label.partition("-")
    month = (int(part.lstrip("HQ")) - 1) * months + 1 if part else 1
    return pd.Timestamp(int(year), month, 1)


def _years(days: pd.Series) -> pd.Series:
    """Return days as years with a fraction."""
    return days.dt.year + (days.dt.month - 1) / 12 + days.dt.day / 372


def _middles(lines: pd.DataFrame) -> pd.Series:
    return (_years(lines["start"]) + _years(lines["end"])) / 2


def _draw_voice(axes: Axes, lines: pd.DataFrame, colour: str, marker: str) -> None:
    axes.vlines(lines["at"], lines["low"], lines["high"], color=colour, linewidth=1.2)
    for one, other in pairwise(lines.itertuples()):
        follows = other.start == one.end + pd.Timedelta(days=1)
        if follows and not (one.thin or other.thin):
            axes.plot([one.at, other.at], [one.mean, other.mean], color=colour, linewidth=1)
    for thin, face in ((False, colour), (True, "white")):
        part = lines[lines["thin"] == thin]
        axes.plot(
            part["at"], part["mean"], marker, color=face, markeredgecolor=colour, markersize=4.5
        )


def _draw_frame(axes: Axes, table: pd.DataFrame, language: str) -> None:
    t = translator(language)
    first, last = table["start"].dt.year.min(), table["end"].dt.year.max() + 1
    axes.hlines(0, first, last, color=GREY, linewidth=0.6, zorder=0)
    axes.set_ylim(-1.1, 1.1)
    axes.set_yticks([-1, 0, 1], [t("−1 strained"), "0", t("+1 friendly")])
    axes.set_xlim(first, last + max(last - first, 2) * NAMED)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    axes.spines["bottom"].set_visible(False)


def _count_families(axes: Axes, table: pd.DataFrame, language: str) -> None:
    """Write the number of families behind each mark, a row for each voice, over the years."""
    t, rows = translator(language), {voice: row for row, voice in enumerate(LOOKS)}
    end = table["end"].dt.year.max() + 1
    for voice in sorted(set(table["voice"])):
        colour, marker, _ = LOOKS[voice]
        axes.plot(end, rows[voice], marker, color=colour, markersize=4.5)
    for line, at in zip(table.itertuples(), _middles(table), strict=True):
        axes.text(
            at,
            rows[line.voice],
            str(line.families),
            ha="center",
            va="center",
            color=LOOKS[line.voice][0],
        )
    axes.set_ylim(1.6, -0.6)
    axes.set_yticks([0.5], [wrap(t("families of documents"), LETTERS)])
    years = range(table["start"].dt.year.min(), end)
    step = -(-len(years) // 16)
    axes.set_xticks([year + 0.5 for year in years[::step]], [str(year) for year in years[::step]])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _name_ends(axes: Axes, table: pd.DataFrame) -> None:
    """Write each voice beside its last mark."""
    last = table.drop_duplicates("voice", keep="last").sort_values("mean")
    told = [wrap(name, LETTERS) for name in last["name"]]
    heights = [LINE * (name.count("\n") + 1) for name in told]
    at = table["end"].dt.year.max() + 1
    for name, voice, height in zip(
        told, last["voice"], spread(list(last["mean"]), heights, -1.1), strict=True
    ):
        axes.text(at, height, name, color=LOOKS[voice][0], va="center", linespacing=1.0)
