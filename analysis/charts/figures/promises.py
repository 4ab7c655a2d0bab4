"""Promise and delivery: what was promised of a figure, when, and what was then reported."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, named_documents
from analysis.charts.leading import begun
from analysis.charts.marks import bounds_told, draw_marks
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import label_years
from analysis.charts.style import BLUE, GREY, VERMILION, yearly_line
from analysis.indicators.series import promised, series
from analysis.labels import counter, number, strung, tick, translator, unit, valued
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.behind import families_of
from analysis.study.load import Study
from analysis.study.spans import decimal_years

FIELDS = [
    "what",
    "name",
    "time",
    "period",
    "value",
    "low",
    "high",
    "precision",
    "unit",
    "due",
    "outcome",
    "document_id",
]
OUTCOMES = ("reached", "disputed", "missed")


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
    a line a figure: `what` (`reported` or `promised`), `name`, `time` (the middle of the year that
    it is of, or the day of a promise for no year, as a decimal year), `period`, `value`, `low`,
    `high`, `precision`, `unit`, `due` and `outcome` of a promise, and `document_id`.

    A promise that is `due` in a `period` is held against the figures reported for it: it is
    `reached` where all of them are as high, `missed` where none is, `disputed` where sources differ
    on it, and has no outcome where none is reported. One that is `open` names no year, and is held
    against nothing. Promises of one family of documents with the same value and year are one.
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
    table = table.assign(name=name).reindex(columns=FIELDS).reset_index(drop=True)
    table["outcome"] = _outcomes(table)
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
    family = told.merge(families_of(study), on="document_id", how="left")["family"].to_numpy()
    told = told.assign(family=family).drop_duplicates(["family", "value", "period", "due"])
    middle = decimal_years(told["start"] + (told["end"] - told["start"]) / 2)
    days = decimal_years(told["date"]).where(told["due"] == "open", middle)
    return told.assign(what="promised", time=days, low=told["value"], high=told["value"])


def _outcomes(table: pd.DataFrame) -> pd.Series:
    """Return whether each promise for a period was reached, by all figures reported for it."""
    reported = table[table["what"] == "reported"].drop_duplicates("period").set_index("period")
    low, high = (table["period"].map(reported[end]).astype(float) for end in ("low", "high"))
    same = table["period"].map(reported["unit"]) == table["unit"]
    held = (table["what"] == "promised") & (table["due"] == "period") & same
    told = pd.Series(None, table.index, dtype=object)
    told[held & (low >= table["value"])] = "reached"
    told[held & (high < table["value"])] = "missed"
    return told.mask(held & told.isna(), "disputed")


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
    axes.vlines(told["time"], told["low"], told["high"], color=BLUE, linewidth=2, alpha=0.4)
    draw_marks(axes, told, BLUE, "o", 4)
    axes.plot([], [], "o", color=BLUE, markersize=4, label=t("reported for the year"))
    plans = table[table["what"] == "promised"]
    for due, marker, size, label in (
        ("period", "D", 5, t("promised for the year")),
        ("open", ">", 5, t("promised on that day, for no year")),
    ):
        part = plans[plans["due"] == due]
        axes.plot(
            part["time"],
            part["value"],
            marker,
            color="white",
            markeredgecolor=VERMILION,
            markersize=size,
            label=label if len(part) else None,
        )
    axes.set_ylim(0, table["high"].max() * 1.12)
    axes.yaxis.set_major_formatter(lambda value, _: tick(value, language))
    label_years(axes, language)
    axes.grid(axis="y")
    axes.axhline(0, color=GREY, linewidth=0.6)


def heading(table: pd.DataFrame, language: str) -> str:
    """Return what is promised and reported, with its unit."""
    return f"{table['name'].iloc[0]}, {unit(table['unit'].iloc[0], language)}"


def find(table: pd.DataFrame, language: str) -> str:
    """Say how many promises for a year were reached in it, and how many name no year."""
    t = translator(language)
    goals, reported = (table[table["what"] == what] for what in ("promised", "reported"))
    if goals.empty:
        return t("No promise of these figures is in the study.")
    if reported.empty:
        return t("No figure that was reached is in the study.")
    if table["unit"].nunique() > 1:
        return t("What was promised cannot be compared with what was reported.")
    return f"{kept(table, language)}."


def kept(table: pd.DataFrame, language: str) -> str:
    """Say how many promises for a year were reached in it, and how many name no year."""
    t, goals = translator(language), table[table["what"] == "promised"]
    counts = {each: int((goals["outcome"] == each).sum()) for each in OUTCOMES}
    told = t(
        "Promised for a year: {reached} reached, {disputed} disputed, {missed} missed",
        **counts,
    )
    if not sum(counts.values()):
        told = t("No promise is for a year with a figure")
    without = int((goals["due"] == "open").sum())
    if not without:
        return told
    return strung([told, t("for no year: {open}", open=without)], language)


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, there = translator(language), set(table["what"])
    marks = {
        "reported": t("circles, as reported for the year (bars: spread of conflicting sources)"),
        "period": t("diamonds, as promised, at the year that the promise is for"),
        "open": t("triangles, as promised for no year, at the day of the document"),
    }
    there |= set(table["due"].dropna())
    told = strung((mark for what, mark in marks.items() if what in there), language)
    caption = t("{name}: {marks}.", name=table["name"].iloc[0], marks=told)
    if "period" in there:
        caption += " " + t(
            "Reached is what all figures for the year reach, missed what none does, disputed what "
            "some do. Promises of one family of documents with one value and year are one."
        )
    return f"{caption} {bounds_told(table, language)}".strip(), _alt(table, language)


def _alt(table: pd.DataFrame, language: str) -> str:
    t, n = translator(language), counter(language)
    told, plans = (table[table["what"] == what] for what in ("reported", "promised"))
    blanks = {
        "values": n("{number} yearly value", "{number} yearly values", len(told)),
        "highest": number(told["value"].max(), language),
        "promises": n("{number} promise", "{number} promises", len(plans)),
    }
    if plans.empty:
        return t("A line of {values} up to {highest}.", **blanks)
    promised = valued(blanks["promises"], _range(plans["value"], language), language)
    if told.empty:
        return f"{begun(promised)}."
    return t("A line of {values} up to {highest}. {promises}.", **blanks | {"promises": promised})


def _range(values: pd.Series, language: str) -> str:
    """Tell from what to what values reach, or the one that there is."""
    t = translator(language)
    least, most = (number(end, language) for end in (values.min(), values.max()))
    if least == most:
        return least
    return t("{low} to {high}", low=least, high=most)
