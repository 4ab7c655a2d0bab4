"""Coverage of the record: statements by year, side, language and quality of document."""

import pandas as pd
from babel import Locale
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, ROW, name_rows
from analysis.labels import counter, listing, percent, some_of, translator, valued
from analysis.measures.stance import FEW as THIN
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import with_documents
from analysis.study.spans import spans
from analysis.study.units import families

FEW = 4
"""Languages of fewer documents are shown together."""
DIMENSIONS = ("year", "side", "language", "quality")
FIELDS = ["dimension", "value", "name", "statements", "documents", "families"]


def coverage(study: Study, *, language: str = "en") -> Chart:
    """Chart where the record is thick and where it is thin.

    The table has a line for each value of each dimension that the study has: its statements,
    documents and families.
    Years and qualities come in their order, sides and languages by number of statements. A
    statement without a date is of no year, and one without a family is a family of its own.
    """
    study_of(study, "charts.coverage")
    t = translator(language)
    title = t("Coverage of the record")
    if needs := lacking("coverage", study):
        return unmet(title, needs, study, language, FIELDS)
    statements = with_documents(study)
    statements["family"] = families(statements)
    if "date" in statements:
        statements["year"] = spans(statements)[0].dt.strftime("%Y")
    if "language" in statements:
        documents = statements.groupby("language")["document_id"].transform("nunique")
        statements["language"] = statements["language"].where(documents >= FEW, "other")
    told = [dimension for dimension in DIMENSIONS if dimension in statements]
    parts = [_counted(statements, dimension, study, language) for dimension in told]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=FIELDS)
    total = len(statements)
    return Chart(title, table, draw, find, describe, study, language, more=(total,))


def _counted(statements: pd.DataFrame, dimension: str, study: Study, language: str) -> pd.DataFrame:
    counts = statements.groupby(dimension).agg(
        statements=("statement_id", "count"),
        documents=("document_id", "nunique"),
        families=("family", "nunique"),
    )
    if dimension in ("side", "language"):
        counts = counts.sort_values("statements", ascending=False, kind="stable")
    counts = counts.rename_axis("value").reset_index()
    counts.insert(0, "dimension", dimension)
    counts.insert(
        2, "name", [value_name(dimension, value, study, language) for value in counts["value"]]
    )
    return counts


def draw(table: pd.DataFrame, language: str, total: int) -> Figure:
    """Draw a panel of bars for each dimension; beside each bar, statements and documents."""
    t, there = translator(language), _there(table)
    titles = {
        "year": t("By year"),
        "side": t("By publisher’s side"),
        "language": t("By language"),
        "quality": t("By quality"),
    }
    parts = {dimension: table[table["dimension"] == dimension] for dimension in there}
    columns = [[each for each in there if (each == "year") == first] for first in (True, False)]
    columns = [column for column in columns if column]
    heights = [[len(parts[each]) + 0.6 for each in column] for column in columns]
    rows = [
        sum(len(parts[each]) + 2.5 * (each != "year") for each in each_of) for each_of in columns
    ]
    figure = new_figure(max(3, *rows) * ROW + 12)
    reach = table["statements"].max()
    halves = figure.subfigures(1, len(columns), squeeze=False)[0]
    for half, column, height in zip(halves, columns, heights, strict=True):
        panels = half.subplots(len(column), 1, height_ratios=height, squeeze=False)[:, 0]
        for axes, dimension in zip(panels, column, strict=True):
            _draw_panel(axes, parts[dimension].reset_index(drop=True), reach)
            axes.set_title(titles[dimension])
    return figure


def _there(table: pd.DataFrame) -> list[str]:
    """Return the dimensions of which the table has a line."""
    return [each for each in DIMENSIONS if (table["dimension"] == each).any()]


def find(table: pd.DataFrame, language: str, total: int) -> str:
    """Say how much there is, and in which years it is thin."""
    t, n = translator(language), counter(language)
    years = table[table["dimension"] == "year"]
    dated = int(years["statements"].sum())
    statements = n("{number} statement", "{number} statements", dated or total)
    told = [
        t(
            "{statements} in {years}.",
            statements=statements,
            years=n("{number} year", "{number} years", len(years)),
        )
        if len(years)
        else f"{statements}."
    ]
    if missing := total - dated:
        told.append(t("Of no known year: {statements}.", statements=missing))
    if thin := list(years.loc[years["families"] < THIN, "value"]):
        told.append(
            t(
                "Years with fewer than five families of documents: {years}.",
                years=some_of(thin, language),
            )
        )
    return " ".join(told)


def describe(table: pd.DataFrame, language: str, total: int) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, there = translator(language), _there(table)
    words = {
        "year": t("by year"),
        "side": t("by the side on which the publisher stands"),
        "language": t("by the document’s language"),
        "quality": t("by its quality (A original, B agency copy, C aggregator)"),
    }
    caption = t(
        "Number of statements {ways}. In parentheses: documents.",
        ways=listing([words[each] for each in there], language),
    )
    return caption, _alt(table, language, total)


def _alt(table: pd.DataFrame, language: str, total: int) -> str:
    t, n = translator(language), counter(language)
    shown = int(table.groupby("dimension")["statements"].sum().max())  # an undated one has no bar
    statements, panels = n("{number} statement", "{number} statements", shown), len(_there(table))
    told = [
        t("Four panels of bars over {statements}.", statements=statements)
        if panels == len(DIMENSIONS)
        else n(
            "{number} panel of bars over {statements}.",
            "{number} panels of bars over {statements}.",
            panels,
            statements=statements,
        )
    ]
    years = table[table["dimension"] == "year"]
    busiest = years[years["statements"] == years["statements"].max()]
    if len(busiest) == 1 and len(years) > 1:
        told.append(
            t(
                "The year with most statements is {year}, with {share} of all.",
                year=busiest["value"].iloc[0],
                share=percent(round(100 * busiest["statements"].iloc[0] / total), language),
            )
        )
    if sides := _listed(table, "side", language):
        one = int((table["dimension"] == "side").sum()) == 1
        ways = t("By publisher’s side")
        told.append(f"{valued(ways, sides, language) if one else sides}.")
    return " ".join(told)


def _listed(table: pd.DataFrame, dimension: str, language: str) -> str:
    lines = table[table["dimension"] == dimension]
    told = (valued(line.name, line.statements, language) for line in lines.itertuples(index=False))
    return ", ".join(told)


def value_name(dimension: str, value: str, study: Study, language: str) -> str:
    """Return what a side of publishers, or a language, is called in the language of the figure."""
    if dimension == "language" and value != "other":
        return Locale(language).languages.get(value, value).capitalize()
    sides = {each["side"]: each.get("names", {}) for each in study.package.get("sides", [])}
    named = sides.get(value, {}) if dimension == "side" else {}
    if named:
        return named.get(language) or next(iter(named.values()))
    t = translator(language)
    return t("Other") if value == "other" and dimension in ("language", "side") else value


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
