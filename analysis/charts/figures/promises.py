"""Promise and delivery: what was promised of a figure, when, and what was then reported."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, named_documents
from analysis.charts.leading import begun
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, GREY, VERMILION, yearly_line
from analysis.indicators.series import promised, series
from analysis.labels import amount, counter, names_by_id, number, translator, unit
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.spans import decimal_years

FIELDS = ["what", "name", "time", "period", "value", "low", "high", "unit", "document_id"]


def promises(
    study: Study,
    *,
    reported: str | None = None,
    planned: str | None = None,
    language: str = "en",
) -> Chart:
    """Chart what was reported beside what was promised.

    `reported` and `planned` are indicators, by default those that the study names as its series of
    `totals`; one that the study lacks gives no line. The table has
    a line a figure: `what` (`reported` or `promised`), `name`, `time` (the year's middle, or the
    day of the promise, as a decimal year), `period` (reported, or promised for), `value`, `low`,
    `high`, `unit`, `document_id`.
    """
    study_of(study, "charts.promises")
    t = translator(language)
    title = t("Promised and reported")
    if needs := lacking("promises", study):
        return unmet(title, needs, study, language, FIELDS)
    named = [*study.series.get("totals", []), "", ""]
    reported, planned = reported or named[0], planned or named[1]
    known, parts = set(study.indicator_definitions["indicator"]), []
    if reported in known:
        parts.append(_reported(study, reported))
    if planned in known:
        parts.append(_promised(study, planned))
    names = names_by_id(study.indicator_definitions, language)
    name = names.get(reported if reported in known else planned, "")
    table = pd.concat(parts) if parts else pd.DataFrame(columns=FIELDS)
    table = table.assign(name=name)[FIELDS].reset_index(drop=True)
    return Chart(
        title,
        table,
        draw,
        find,
        describe,
        study,
        language,
        documents=named_documents(table),
        empty=t("The study holds none of these figures."),
    )


def _reported(study: Study, indicator: str) -> pd.DataFrame:
    told = _between(study, series(study, indicator))
    told = told[told["period"].str.fullmatch(r"\d{4}")]
    return told.assign(what="reported", time=told["period"].astype(float) + 0.5)


def _promised(study: Study, indicator: str) -> pd.DataFrame:
    told = _between(study, promised(study, indicator)).dropna(subset="date")
    told = told.rename(columns={"target": "period"})
    days = decimal_years(told["date"])
    return told.assign(what="promised", time=days, low=told["value"], high=told["value"])


def _between(study: Study, lines: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures about the two states of the study."""
    states = lines["entity"].isin(study.states) & lines["counterpart"].isin(study.states)
    return lines[states]


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw the reported values as a line with their spread, the promises as open diamonds."""
    figure = new_figure(84)  # a slide, at its size of text
    axes = figure.add_subplot()
    draw_on(axes, table, language)
    axes.set_title(heading(table, language))
    figure.legend(loc="outside upper right", ncols=2)
    return figure


def draw_on(axes: Axes, table: pd.DataFrame, language: str) -> None:
    """Draw the values and promises on axes, labelled for a legend."""
    t = translator(language)
    told = table[table["what"] == "reported"].sort_values("time")
    yearly_line(axes, told["time"], told["value"], BLUE)
    axes.plot(
        told["time"], told["value"], "o", color=BLUE, markersize=4, label=t("reported for the year")
    )
    axes.vlines(told["time"], told["low"], told["high"], color=BLUE, linewidth=2, alpha=0.4)
    plans = table[table["what"] == "promised"]
    axes.plot(
        plans["time"],
        plans["value"],
        "D",
        color="white",
        markeredgecolor=VERMILION,
        markersize=5,
        label=t("promised on that day"),
    )
    axes.set_ylim(0, table["high"].max() * 1.12)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: number(value, language))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y")
    axes.axhline(0, color=GREY, linewidth=0.6)


def heading(table: pd.DataFrame, language: str) -> str:
    """Return what is promised and reported, with its unit."""
    return f"{table['name'].iloc[0]}, {unit(table['unit'].iloc[0], language)}"


def find(table: pd.DataFrame, language: str) -> str:
    """Say how many promises are above the highest of the values reported."""
    t = translator(language)
    goals, reported = (table[table["what"] == what] for what in ("promised", "reported"))
    if goals.empty:
        return t("No promise of these figures is in the study.")
    if reported.empty:
        return t("No figure that was reached is in the study.")
    if table["unit"].nunique() > 1:
        return t("What was promised cannot be compared with what was reported.")
    highest = reported["value"].max()
    return t(
        "Promises above the highest value drawn as reported ({value}): {above} of {all}.",
        value=amount(highest, table["unit"].iloc[0], language),
        above=int((goals["value"] > highest).sum()),
        all=len(goals),
    )


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, there = translator(language), set(table["what"])
    marks = {
        "reported": t("circles, as reported for the year (bars: spread of conflicting sources)"),
        "promised": t("diamonds, as promised, at the day of the document that carries the promise"),
    }
    told = "; ".join(mark for what, mark in marks.items() if what in there)
    caption = t("{name}: {marks}.", name=table["name"].iloc[0], marks=told)
    return caption, _alt(table, language)


def _alt(table: pd.DataFrame, language: str) -> str:
    t, n = translator(language), counter(language)
    told, plans = (table[table["what"] == what] for what in ("reported", "promised"))
    blanks = {
        "values": n("{number} yearly value", "{number} yearly values", len(told)),
        "highest": number(told["value"].max(), language),
        "promises": n("{number} promise", "{number} promises", len(plans)),
        "least": number(plans["value"].min(), language),
        "most": number(plans["value"].max(), language),
    }
    if plans.empty:
        return t("A line of {values} up to {highest}.", **blanks)
    if told.empty:
        return begun(t("{promises} between {least} and {most}.", **blanks))
    return t(
        "A line of {values} up to {highest}, and {promises} between {least} and {most}.", **blanks
    )
