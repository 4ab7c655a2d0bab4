"""Coverage of the record: statements by year, side, language and quality of document."""

import pandas as pd
from babel import Locale
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, ROW, name_rows
from analysis.labels import counter, percent, some_of, translator
from analysis.measures.stance import FEW as THIN
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import with_documents
from analysis.study.spans import spans
from analysis.study.units import units

FEW = 4
"""Languages of fewer documents are shown together."""
DIMENSIONS = ("year", "side", "language", "quality")


def coverage(study: Study, *, language: str = "en") -> Chart:
    """Chart where the record is thick and where it is thin.

    The table has a line for each value of each dimension: its statements, documents and families.
    Years and qualities come in their order, sides and languages by number of statements. A
    statement without a date is of no year, and one without a family is a family of its own.
    """
    study_of(study, "charts.coverage")
    t = translator(language)
    title = t("Coverage of the record")
    if needs := lacking("coverage", study):
        return unmet(title, needs, study, language)
    statements = with_documents(study)
    statements["year"] = spans(statements)[0].dt.strftime("%Y")
    statements["family"] = units(statements)
    documents = statements.groupby("language")["document_id"].transform("nunique")
    statements["language"] = statements["language"].where(documents >= FEW, "other")
    parts = [_counted(statements, dimension, language) for dimension in DIMENSIONS]
    table = pd.concat(parts, ignore_index=True)
    return Chart(title, table, draw, find, describe, study, language)


def _counted(statements: pd.DataFrame, dimension: str, language: str) -> pd.DataFrame:
    counts = statements.groupby(dimension).agg(
        statements=("statement_id", "count"),
        documents=("document_id", "nunique"),
        families=("family", "nunique"),
    )
    if dimension in ("side", "language"):
        counts = counts.sort_values("statements", ascending=False, kind="stable")
    counts = counts.rename_axis("value").reset_index()
    counts.insert(0, "dimension", dimension)
    counts.insert(2, "name", [_name(dimension, value, language) for value in counts["value"]])
    return counts


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a panel of bars for each dimension; beside each bar, statements and documents."""
    t = translator(language)
    titles = {
        "year": t("By year"),
        "side": t("By publisher’s side"),
        "language": t("By language"),
        "quality": t("By quality"),
    }
    parts = {dimension: table[table["dimension"] == dimension] for dimension in DIMENSIONS}
    left = max(len(parts["year"]), 3)
    figure = new_figure(max(left, sum(len(parts[d]) + 2.5 for d in DIMENSIONS[1:])) * ROW + 12)
    halves = figure.subfigures(1, 2)
    heights = [len(parts[dimension]) + 0.6 for dimension in DIMENSIONS[1:]]
    panels = [halves[0].add_subplot(), *halves[1].subplots(3, 1, height_ratios=heights)]
    reach = table["statements"].max()
    for axes, dimension in zip(panels, DIMENSIONS, strict=True):
        _draw_panel(axes, parts[dimension].reset_index(drop=True), reach)
        axes.set_title(titles[dimension])
    return figure


def find(table: pd.DataFrame, language: str) -> str:
    """Say how much there is, and in which years it is thin."""
    t, n = translator(language), counter(language)
    years, total = table[table["dimension"] == "year"], _total(table)
    statements = n("{number} statement", "{number} statements", total)
    told = [
        t(
            "{statements} in {years}.",
            statements=statements,
            years=n("{number} year", "{number} years", len(years)),
        )
        if len(years)
        else f"{statements}."
    ]
    if missing := total - int(years["statements"].sum()):
        told.append(t("Of no known year: {statements}.", statements=missing))
    if thin := list(years.loc[years["families"] < THIN, "value"]):
        told.append(
            t(
                "Years with fewer than five families of documents: {years}.",
                years=some_of(thin, language),
            )
        )
    return " ".join(told)


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    years = table[table["dimension"] == "year"]
    total, busiest = _total(table), years[years["statements"] == years["statements"].max()]
    told = n("{number} statement", "{number} statements", total)
    caption = t(
        "Number of statements by year, by the side on which the publisher stands, by the "
        "document’s language and by its quality (A original, B agency copy, C aggregator). In "
        "parentheses: documents."
    )
    sides = _listed(table, "side")
    if len(busiest) != 1:
        return caption, t(
            "Four panels of bars over {statements}. {sides}.", statements=told, sides=sides
        )
    alt = t(
        "Four panels of bars over {statements}. The year with most statements is {year}, "
        "with {share} of all. {sides}.",
        statements=told,
        year=busiest["value"].iloc[0],
        share=percent(round(100 * busiest["statements"].iloc[0] / total), language),
        sides=sides,
    )
    return caption, alt


def _total(table: pd.DataFrame) -> int:
    """Return the number of statements; one without a date is of no year, but has a quality."""
    return int(table.groupby("dimension")["statements"].sum().max())


def _listed(table: pd.DataFrame, dimension: str) -> str:
    lines = table[table["dimension"] == dimension]
    return ", ".join(f"{line.name}: {line.statements}" for line in lines.itertuples(index=False))


def _name(dimension: str, value: str, language: str) -> str:
    if dimension == "language" and value != "other":
        return Locale(language).languages.get(value, value).capitalize()
    t = translator(language)
    sides = {
        "KZ": t("Kazakhstan"),
        "RU": t("Russia"),
        "UA": t("Ukraine"),
        "west": t("Western"),
        "other": t("Other"),
    }
    return sides.get(value, value) if dimension in ("side", "language") else value


def _draw_panel(axes: Axes, lines: pd.DataFrame, reach: int) -> None:
    axes.barh(lines.index, lines["statements"], height=0.7, color=BLUE)
    name_rows(axes, list(lines["name"]))
    for row, line in lines.iterrows():
        axes.annotate(
            f"{line['statements']} ({line['documents']})",
            (line["statements"], row),
            (3, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_xlim(0, reach * 1.35)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
