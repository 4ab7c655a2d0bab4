"""Announced joint projects and the states in which documents found them over time."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, named_documents
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import label_years
from analysis.charts.style import BLUE, GREY, INK, ORANGE, PALE, ROW, SKY, VERMILION, name_rows
from analysis.labels import counter, span, translator, valued
from analysis.names import names_by_row
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.spans import decimal_years

STATES = {
    "announced": ("o", "white", GREY),
    "agreed": ("o", SKY, BLUE),
    "under construction": ("s", SKY, BLUE),
    "opened": ("D", BLUE, BLUE),
    "stalled": ("v", ORANGE, VERMILION),
    "cancelled": ("X", INK, "none"),  # an edge would close its notches
}
LETTERS = 40


def projects(study: Study, *, language: str = "en") -> Chart:
    """Chart the documented states of joint projects over time.

    The table has a line a state, by project in the order of their first date; its `kind` is `works`
    where the project can open, also where a study does not say, and `accord` where it cannot.
    """
    study_of(study, "charts.projects")
    t = translator(language)
    title = t("Projects and their states")
    if needs := lacking("projects", study):
        return unmet(title, needs, study, language)
    table = study.projects.assign(name=names_by_row(study.projects, language))
    first = table.groupby("project")["date"].transform("min")
    table = table.assign(first=first).sort_values(["first", "project", "date", "document_id"])
    kind = table["kind"].fillna("works") if "kind" in table else "works"
    table = table.assign(kind=kind)
    fields = ["project", "name", "kind", "sector", "date", "date_precision", "state", "document_id"]
    table = table[fields].reset_index(drop=True)
    documents = named_documents(table)
    empty = t("The study holds no joint projects.")
    return Chart(
        title, table, draw, find, describe, study, language, documents=documents, empty=empty
    )


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a row for each project and a mark for each documented state."""
    projects = list(dict.fromkeys(table["project"]))
    named = table.drop_duplicates("project").set_index("project")["name"]
    figure = new_figure(len(projects) * ROW + 22)
    axes = figure.add_subplot()
    times = decimal_years(table["date"])
    rows = table["project"].map(projects.index)
    axes.hlines(range(len(projects)), times.min(), times.max(), color=PALE, linewidth=0.5, zorder=0)
    for project, row in zip(projects, range(len(projects)), strict=True):
        span = times[table["project"] == project]
        axes.plot([span.min(), span.max()], [row, row], color="#AAAAAA", linewidth=1, zorder=1)
    for state, (marker, face, edge) in STATES.items():
        shown = table["state"] == state
        if shown.any():
            axes.scatter(
                times[shown],
                rows[shown],
                marker=marker,
                s=28,
                color=face,
                edgecolor=edge,
                linewidth=0.8,
                label=_states(language)[state],
                zorder=2,
            )
    name_rows(axes, list(named[projects]), LETTERS)
    label_years(axes, language)
    figure.legend(loc="outside upper center", ncols=6, handletextpad=0.2, columnspacing=1.2)
    return figure


def last_states(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each project the line of its last documented state."""
    return table.sort_values("date", kind="stable").drop_duplicates("project", keep="last")


def opened(table: pd.DataFrame, language: str) -> str:
    """Say how many of the projects that can open were last seen open, and how many are stuck."""
    t, n = translator(language), counter(language)
    last = last_states(table[table["kind"] == "works"])["state"]
    if last.empty:
        return t("No project of these can open")
    return n(
        "Of {number} project that can open, last seen open: {opened}, stuck: {stuck}",
        "Of {number} projects that can open, last seen open: {opened}, stuck: {stuck}",
        len(last),
        opened=int((last == "opened").sum()),
        stuck=int(last.isin(["stalled", "cancelled"]).sum()),
    )


def draw_states(axes: Axes, table: pd.DataFrame, language: str) -> None:
    """Draw a row for each last documented state of those that can open, and when it was seen."""
    last = last_states(table[table["kind"] == "works"])
    counts, years = last["state"].value_counts(), last["date"].dt.year.groupby(last["state"])
    first, latest = years.min(), years.max()
    present = [state for state in STATES if state in counts]
    for row, state in enumerate(present):
        marker, face, edge = STATES[state]
        axes.plot(
            range(1, counts[state] + 1),
            [row] * counts[state],
            marker,
            color=face,
            markeredgecolor=edge,
            markersize=6,
            linestyle="",
        )
        axes.annotate(
            f"{counts[state]}  ({span(f'{first[state]}/{latest[state]}', language)})",
            (counts[state], row),
            (7, 0),
            va="center",
            textcoords="offset points",
        )
    name_rows(axes, [_states(language)[state] for state in present])
    axes.set_xlim(0.3, max(counts.max(), 1) * 1.8 + 0.7)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def find(table: pd.DataFrame, language: str) -> str:
    """Say in which state the projects were last seen."""
    n, words = counter(language), _states(language)
    last = last_states(table)["state"].value_counts()
    told = n(
        "{number} project, by its last documented state – {states}.",
        "{number} projects, by their last documented states – {states}.",
        int(last.sum()),
        states=", ".join(
            valued(words[state], last[state], language) for state in STATES if state in last
        ),
    )
    return f"{told} {opened(table, language)}."


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    last = last_states(table)["state"].value_counts()
    caption = t(
        "Announced joint projects, one a row, and the state in which a document found each, at the "
        "date of that state."
    )
    told = ", ".join(
        valued(_states(language)[state], last.get(state, 0), language) for state in STATES
    )
    alt = t(
        "{projects} in rows over time. Last documented states: {states}.",
        projects=n("{number} project", "{number} projects", table["project"].nunique()),
        states=told,
    )
    return caption, alt


def _states(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "announced": t("announced"),
        "agreed": t("agreed"),
        "under construction": t("under construction"),
        "opened": t("opened"),
        "stalled": t("stalled"),
        "cancelled": t("cancelled"),
    }
