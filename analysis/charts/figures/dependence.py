"""Dependence: who is said to depend on whom and for what, and how that is shown."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import FRIENDLY, NEUTRAL, STRAINED, name_rows, row_height
from analysis.labels import some_of, strung, translator
from analysis.locale import apart, forwards
from analysis.locale.directions import toward
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.load import Study

SHOWN = {"vulnerability": (STRAINED, "////"), "plain": (NEUTRAL, None), "asset": (FRIENDLY, None)}
LETTERS = 44  # in a line of a row's name, which holds three names


def dependence(study: Study, *, language: str = "en") -> Chart:
    """Chart who is said to depend on whom, for what, and whether that is shown as good or bad.

    The table has a line for each actor, target and sector, with names; `vulnerability`, `plain`
    and `asset` count how the dependence is shown. The most often stated comes first; equal ones in
    the order of their ids.
    """
    study_of(study, "charts.dependence")
    t = translator(language)
    title = t("Who depends on whom, and for what")
    if needs := lacking("dependence", study):
        return unmet(title, needs, study, language)
    depend = study.statements[study.statements["relation"] == "depend"]
    stance = depend["stance"]
    shown = {"vulnerability": stance < 0, "plain": stance == 0, "asset": stance > 0}
    ends = ["actor", "target", "sector"]
    table = pd.DataFrame(shown).groupby([depend[end] for end in ends]).sum().reset_index()
    for end, codes in zip(ends, (study.actors, study.actors, study.sectors), strict=True):
        table[f"{end}_name"] = table[end].map(names_by_id(codes, language))
    table["total"] = table[list(shown)].sum(axis=1)
    ascending = [False, True, True, True]
    table = table.sort_values(["total", *ends], ascending=ascending, ignore_index=True)
    nobody = t("No statement tells of a lasting dependence.")
    return Chart(title, table, draw, find, describe, study, language, empty=nobody)


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a row for each dependence: its statements, told apart by how they show it."""
    told = [_tie(line, language) for line in table.itertuples()]
    figure = new_figure(len(table) * row_height(told, LETTERS) + 14)
    axes = figure.add_subplot()
    start = pd.Series(0, table.index)
    for shown in _ways(table):
        colour, hatch = SHOWN[shown]
        axes.barh(
            table.index,
            table[shown],
            left=start,
            height=0.7,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0,
            label=_words(language)[shown],
        )
        start = start + table[shown]
    for row, total in table["total"].items():
        axes.annotate(str(total), (total, row), (3, 0), textcoords="offset points", va="center")
    name_rows(axes, told, LETTERS)
    axes.set_xlim(0, table["total"].max() * 1.08)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    figure.legend(loc="outside upper right", ncols=3)
    return figure


def find(table: pd.DataFrame, language: str) -> str:
    """Say how often each actor is said to depend on each other, the most often first."""
    t = translator(language)
    ways = table.groupby(["actor", "target"], sort=False).agg(
        actor=("actor_name", "first"), target=("target_name", "first"), total=("total", "sum")
    )
    ways = ways.sort_values("total", ascending=False, kind="stable")
    told = [f"{toward(way.actor, way.target, language)} ({way.total})" for way in ways.itertuples()]
    return t("Statements of dependence: {ties}.", ties=some_of(told, language))


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    ties = strung(
        (f"{_tie(line, language)} ({line.total})" for line in table.itertuples()), language
    )
    return _caption(table, language), t("Statements of dependence: {ties}.", ties=ties)


def _caption(table: pd.DataFrame, language: str) -> str:
    t = translator(language)
    if (ways := _ways(table)) == list(SHOWN):
        return t(
            "Statements that one side depends on another, by sector: shown as a vulnerability "
            "(orange, hatched), as plain fact (grey) or as an asset (blue)."
        )
    colours = {
        "vulnerability": t("orange, hatched: a vulnerability"),
        "plain": t("grey: plain fact"),
        "asset": t("blue: an asset"),
    }
    told = strung((colours[way] for way in ways), language)
    return t("Statements that one side depends on another, by sector ({told}).", told=told)


def _ways(table: pd.DataFrame) -> list[str]:
    """Return how the dependences of a table are shown, in the order of the key."""
    return [way for way in SHOWN if table[way].any()]


def _tie(line, language: str) -> str:
    ends = toward(line.actor_name, line.target_name, language)
    return forwards(f"{apart(line.sector_name, language)} · {ends}", language)


def _words(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "vulnerability": t("a vulnerability"),
        "plain": t("plain fact"),
        "asset": t("an asset"),
    }
