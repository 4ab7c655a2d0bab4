"""How friendly each subject was at each time, statements near in time counting more."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of, slice_name, unsaid
from analysis.charts.style import BLUE, GREY, PALE, wrap
from analysis.labels import counter, digits, number, some_of, translator
from analysis.networks.statements import Scale, Source
from analysis.study.selection import most_heard
from analysis.uncertainty.stance_course import StanceCourse, stance_course

FIELDS = ["slice", "column", "mean", "low", "high", "statements", "effective", "thin", "name"]
PANELS = 3
HIGH = 38  # mm of a row of panels


def smoothed(
    study: Source,
    *,
    width: float = 365,
    subjects: int = 6,
    rows: str | None = None,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart the mean stance on each of the `subjects` heard most, smoothed over time.

    The table is that of `analysis.stance_course` with the `name` of each subject; `width` is the
    half-width of the kernel in days.
    """
    t = translator(language)
    title = t("How each subject moved")
    if needs := lacking("smoothed", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, None, scale)
    if not any_said(record, "date", "stance"):
        empty = unsaid(record, language, "date", "stance")
        table = pd.DataFrame(columns=FIELDS)
        return Chart(title, table, draw, find, describe, study, language, empty=empty)
    record = most_heard(record, "sector", subjects)
    found = stance_course(record, rows, width=width, scale=scale, draws=draws, seed=seed)
    ids = most_first(found)
    names = names_of(study, language, ids)
    table = found.table.assign(
        column=pd.Categorical(found.table["column"], ids), name=found.table["column"].map(names)
    ).sort_values(["column", "slice"], kind="stable", ignore_index=True)
    more = (found, width, scale or (-1, 1))
    table = table.astype({"column": "str"})
    return Chart(title, table, draw, find, describe, record, language, more=more, seed=seed)


def most_first(found: StanceCourse) -> pd.Index:
    """Return the subjects, that with most weight over all times first."""
    weights = found.table.groupby("column")["statements"].sum()
    return weights.sort_values(ascending=False, kind="stable").index


def draw(
    table: pd.DataFrame, language: str, found: StanceCourse, width: float, scale: Scale
) -> Figure:
    """Draw a panel a subject: the mean with its band, broken where families are few."""
    t = translator(language)
    subjects = [*table["column"].drop_duplicates()]
    across = min(PANELS, len(subjects))
    down = -(-len(subjects) // across)
    figure = new_figure(down * HIGH + 12)
    panels = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    for axes, subject in zip(panels.flat, subjects, strict=False):
        _course(axes, table[table["column"] == subject], scale)
    for axes in panels.flat[len(subjects) :]:
        axes.set_axis_off()
    for axes in panels.flat[max(0, len(subjects) - across) : len(subjects)]:
        axes.tick_params(labelbottom=True)  # also above a place without a panel
    last = panels[-1, 0]
    begin, end = np.floor(last.get_xlim())
    years = np.arange(begin + 1, end + 1)
    step = -(-len(years) // 4) or 1
    ticks = years[::step]
    last.set_xticks(ticks, [digits(f"{year:.0f}", language) for year in ticks])
    middle = sum(scale) / 2
    last.set_yticks([scale[0], middle, scale[1]])
    last.set_yticklabels([number(each, language) for each in (scale[0], middle, scale[1])])
    figure.supylabel(t("mean stance"), size="medium")
    return figure


def _course(axes: Axes, lines: pd.DataFrame, scale: Scale) -> None:
    at = pd.DatetimeIndex(lines["slice"])
    years = (at.year + (at.day_of_year - 1) / 365.25).to_numpy()
    sure = ~lines["thin"].to_numpy(bool)
    mean, low, high = (lines[field].to_numpy(float) for field in ("mean", "low", "high"))
    axes.axhline(sum(scale) / 2, color=PALE, linewidth=0.8, zorder=0)
    axes.fill_between(years, low, high, where=sure, color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(years, mean, ":", color=GREY, linewidth=1)
    axes.plot(years, np.where(sure, mean, np.nan), color=BLUE, linewidth=1.4)
    far = 0.05 * (scale[1] - scale[0])
    axes.set_ylim(scale[0] - far, scale[1] + far)
    axes.set_title(wrap(str(lines["name"].iloc[0])), loc="left")


def find(
    table: pd.DataFrame, language: str, found: StanceCourse, width: float, scale: Scale
) -> str:
    """Say on which subjects the stance has clearly changed from the first to the last sure time."""
    t, n = translator(language), counter(language)
    changes = found.changes
    if changes.empty:
        return t("No subject has families enough at two times far apart to tell a change.")
    names = table.drop_duplicates("column").set_index("column")["name"]
    warmer, cooler = (
        [names[key] for key in changes.loc[clear, "column"]]
        for clear in (changes["low"] > 0, changes["high"] < 0)
    )
    if not warmer and not cooler:
        return n(
            "On the {number} subject with families enough at two times, no change is clear.",
            "On none of the {number} subjects with families enough at two times is a change clear.",
            len(changes),
        )
    told = [
        n(
            "{number} subject has families enough at two times.",
            "{number} subjects have families enough at two times.",
            len(changes),
        )
    ]
    if warmer:
        told.append(
            t("Clearly friendlier than at first: {names}.", names=some_of(warmer, language))
        )
    if cooler:
        told.append(
            t("Clearly less friendly than at first: {names}.", names=some_of(cooler, language))
        )
    return " ".join(told)


def describe(
    table: pd.DataFrame, language: str, found: StanceCourse, width: float, scale: Scale
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Mean stance on the subjects heard most, statements weighted by their distance in time "
        "(Epanechnikov kernel, half-width {days} days); what is repeated within a family of "
        "documents counts once. Bands: 95 % of draws of families, so that of twenty subjects "
        "that did not change one would look clear. Dotted: fewer than five families of equal "
        "weight.",
        days=number(width, language),
    )
    ends = table["slice"].agg(["min", "max"])
    subjects = n("{number} subject", "{number} subjects", table["column"].nunique())
    return caption, t(
        "Curves of {subjects} from {first} to {last}.",
        subjects=subjects,
        first=slice_name(ends["min"], language),
        last=slice_name(ends["max"], language),
    )
