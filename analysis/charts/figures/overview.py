"""The whole relationship on one page: a panel for each finding, six on a page, four on a slide."""

from collections.abc import Callable, Sequence
from functools import partial
from math import isfinite

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure, SubFigure

from analysis.charts import nodes
from analysis.charts.chart import Chart
from analysis.charts.figures import balance, network, projects, promises, trends, voices
from analysis.charts.headings import FINDINGS, in_all, of_whole
from analysis.charts.layout import stored_order
from analysis.charts.needs import lacking, unmet
from analysis.charts.panels import Finding, compose, height_of, room
from analysis.charts.style import FRIENDLY, NEUTRAL, STRAINED
from analysis.labels import listing, names_by_id, percent, translator
from analysis.networks.graphs import graph, strongest
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import bilateral, roll_up, with_documents

BODY = 42.0  # mm of a picture
STRIP = 9.0  # mm of the bar below the title
ON_SLIDE = 4
LETTERS, TIED = 18, 24  # in a line of a name, and of one in the network
SHARES = {
    "friendly": (FRIENDLY, FRIENDLY, None),
    "neutral": (NEUTRAL, "#666666", None),
    "strained": (STRAINED, STRAINED, "////"),
}


def overview(
    study: Study,
    *,
    turnover: tuple[str, str],
    share: str,
    most: int = 5,
    slide: bool = False,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart the whole relationship on one page, or on a slide the first four panels that fit it.

    `turnover` are the indicators of what was reported and what was promised, `share` that of a
    dependence; the network has the `most` actors and sectors tied most. A panel without a line is
    left out; without a statement between the two states there is none. The table has the lines of
    all panels, by the column `panel`.
    """
    study_of(study, "charts.overview")
    t = translator(language)
    title = t("The relationship on one page")
    if needs := lacking("overview", study):
        return unmet(title, needs, study, language)
    ties = strongest(graph(roll_up(study), "party"), most)
    tables = panels(study, ties, turnover, share, language, seed)
    more = (tables, ties, slide, seed, stored_order(study))
    documents = _behind(study, tables)
    return Chart(
        title,
        _numbers(tables),
        draw,
        find,
        describe,
        study,
        language,
        more=more,
        documents=documents,
        seed=seed,
    )


def panels(
    study: Study,
    ties: nx.Graph,
    turnover: tuple[str, str],
    share: str,
    language: str,
    seed: int,
) -> dict[str, pd.DataFrame]:
    """Return the table of each panel by its name, and the `whole` in one line."""
    between = bilateral(study)
    if between.statements.empty:
        return {}
    told = voices.voices(between, language=language, seed=seed).table
    reported, planned = turnover
    third = network.edges(ties, language)
    tables = {
        "whole": _whole(between, language),
        "balance": balance.balance(roll_up(between), language=language).table,
        "voices": told[told["dimension"] == "kind"],
        "promises": promises.promises(
            study, reported=reported, planned=planned, language=language
        ).table,
        "share": trends.trends(study, [share], language=language).table,
        "projects": projects.projects(study, language=language).table,
        "network": third.assign(third=~third["row"].isin(study.states)),
    }
    return {name: table for name, table in tables.items() if len(table)}


def _numbers(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of all panels as one, with a column `panel`, for the file of numbers."""
    if not tables:
        return pd.DataFrame(columns=["panel"])
    parts = [table.astype(object).assign(panel=name) for name, table in tables.items()]
    whole = pd.concat(parts, ignore_index=True)
    return whole[["panel", *whole.columns.drop("panel")]]


def _behind(study: Study, tables: dict[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the ids of the documents behind the page: of its statements, figures and projects."""
    if not tables:
        return ()
    plotted = [table["document_id"] for table in tables.values() if "document_id" in table]
    return tuple(sorted(set(pd.concat([study.statements["document_id"], *plotted]))))


def draw(
    table: pd.DataFrame,
    language: str,
    tables: dict[str, pd.DataFrame],
    ties: nx.Graph,
    slide: bool,
    seed: int,
    order: Sequence[str],
) -> Figure:
    """Draw the panels two by two; on a slide the first four, which fill it."""
    shown = _shown(tables, language, slide)
    title = of_whole(tables["whole"], language)
    names = nodes.height(ties, language, TIED) + 12
    heights = [max(BODY, names) if name == "network" else BODY for name in shown]
    fill = slide and isfinite(room()[1])
    figure, strip, places = compose(
        title, list(shown.values()), None if fill else heights, 0 if slide else STRIP
    )
    if not slide:
        _draw_strip(strip, tables["whole"].iloc[0], language)
    drawings = _drawings(ties, slide, seed, order)
    for name, place in zip(shown, places, strict=True):
        drawings[name](place, tables[name], language)
    return figure


def find(
    table: pd.DataFrame,
    language: str,
    tables: dict[str, pd.DataFrame],
    ties: nx.Graph,
    slide: bool,
    seed: int,
    order: Sequence[str],
) -> str:
    """Say how friendly the relationship is said to be."""
    return of_whole(tables["whole"], language).told + "."


def describe(
    table: pd.DataFrame,
    language: str,
    tables: dict[str, pd.DataFrame],
    ties: nx.Graph,
    slide: bool,
    seed: int,
    order: Sequence[str],
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    caption = t(
        "What documents say of the two states, and figures they give. Blue: friendly; orange, "
        "hatched or dashed: strained; grey: neutral. Bars through marks: 95 % bootstrap intervals "
        "over families of documents for stances, the spread of conflicting sources for figures. "
        "Presidents: with the texts that both states sign."
    )
    told = [of_whole(tables["whole"], language), *_shown(tables, language, slide).values()]
    alt = t("A page of panels. {findings}.", findings=". ".join(each.told for each in told))
    return caption, alt


def _whole(study: Study, language: str) -> pd.DataFrame:
    said, named = with_documents(study), names_by_id(study.actors, language)
    signs = {
        "friendly": said["stance"] > 0,
        "neutral": said["stance"] == 0,
        "strained": said["stance"] < 0,
    }
    return pd.DataFrame(
        [
            {
                "name": listing([named[state] for state in study.states], language),
                "statements": len(said),
                "documents": said["document_id"].nunique(),
                "families": said["family"].nunique(),
                "first": said["date"].min().year,
                "last": said["date"].max().year,
                **{sign: int(each.sum()) for sign, each in signs.items()},
            }
        ]
    )


def _shown(tables: dict[str, pd.DataFrame], language: str, slide: bool) -> dict[str, Finding]:
    """Return the findings of the panels that are shown, in their order."""
    shown = [name for name in FINDINGS if name in tables]
    if slide:  # which has no room for a network
        shown = [name for name in shown if name != "network"][:ON_SLIDE]
    return {name: FINDINGS[name](tables[name], language) for name in shown}


def _draw_strip(strip: SubFigure, whole: pd.Series, language: str) -> None:
    """Draw the statements as one bar across the page; its colours are those of all panels."""
    t = translator(language)
    words = {"friendly": t("friendly"), "neutral": t("neutral"), "strained": t("strained")}
    axes, start = strip.add_subplot(), 0.0
    # beside each other, whatever the shares are
    labels = {
        "friendly": ("left", 0, 0),
        "neutral": ("center", 0.3, 0.7),
        "strained": ("right", 1, 1),
    }
    for sign, (colour, ink, hatch) in SHARES.items():
        share = whole[sign] / whole["statements"]
        axes.barh(
            0,
            share,
            left=start,
            height=1,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0,
        )
        side, least, most = labels[sign]
        axes.annotate(
            f"{words[sign]} {percent(round(100 * share), language)}",
            (min(max(start + share / 2, least), most), 0.5),
            (0, 2),
            color=ink,
            ha=side,
            weight="bold",
            textcoords="offset points",
        )
        start += share
    axes.set(xlim=(0, 1), ylim=(-0.5, 0.5))
    axes.axis("off")


def _drawings(
    ties: nx.Graph, slide: bool, seed: int, order: Sequence[str]
) -> dict[str, Callable[..., None]]:
    return {
        "balance": partial(_balance, slide),
        "voices": lambda place, *given: voices.draw_on(place.add_subplot(), *given),
        "promises": lambda place, *given: promises.draw_on(place.add_subplot(), *given),
        "share": partial(_share, slide),
        "projects": lambda place, *given: projects.draw_states(place.add_subplot(), *given),
        "network": partial(_network, ties, seed, order),
    }


def _balance(slide: bool, place: SubFigure, table: pd.DataFrame, language: str) -> None:
    rows = 4 if slide else 7
    balance.draw_on(place.add_subplot(), table.head(rows), language, LETTERS, neutral=False)


def _share(slide: bool, place: SubFigure, table: pd.DataFrame, language: str) -> None:
    shown = in_all(table) if slide else table
    trends.draw_on(place.add_subplot(), shown, language, height_of(place) + 3)


def _network(
    ties: nx.Graph,
    seed: int,
    order: Sequence[str],
    place: SubFigure,
    table: pd.DataFrame,
    language: str,
) -> None:
    network.draw_on(place.add_subplot(), table, language, ties, seed, order, TIED)
    handles = nodes.sign_handles(table["sign"], language)
    place.legend(handles=handles, loc="outside lower left", ncols=2)
