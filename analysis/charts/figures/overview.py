"""The whole relationship on one page: a panel for each finding, six on a page, two on a slide."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import isfinite
from typing import NamedTuple

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure, SubFigure

from analysis.charts import nodes, signs
from analysis.charts.beside import frame_of_whole
from analysis.charts.chart import Chart
from analysis.charts.counting import once
from analysis.charts.figures import balance, network, projects, promises, trends, voices
from analysis.charts.headings import FINDINGS, of_balance, of_network, of_voices, of_whole
from analysis.charts.layout import stored_order
from analysis.charts.leading import JOINT, Leading, begun, leaders_word, leading_in
from analysis.charts.needs import lacking, unmet
from analysis.charts.panel_tables import behind, numbers, panels, with_thirds
from analysis.charts.panels import Finding, compose, height_of, room
from analysis.charts.style import FRIENDLY, NEUTRAL, STRAINED, row_pitch
from analysis.labels import percent, translator
from analysis.networks.graphs import graph, strongest
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import bilateral, roll_up

BODY, LOW = 42.0, 30.0  # mm of a picture, and of one on a low page
STRIP = 9.0  # mm of the bar below the title
ON_SLIDE = 2
ROWS, ROW, HEAD = 7, 4.6, 9.5  # of sectors; mm of one, and of what heads them
LETTERS, TIED = 18, 24  # in a line of a name, and of one in the network
SHARES = {
    "friendly": (FRIENDLY, FRIENDLY, None),
    "neutral": (NEUTRAL, "#666666", None),
    "strained": (STRAINED, STRAINED, "////"),
}


class Page(NamedTuple):
    """Tables of panels, ties drawn and those of `every` party, who leads, what the frame lists."""

    tables: Mapping[str, pd.DataFrame]
    ties: nx.Graph
    every: pd.DataFrame
    leading: Leading
    listed: Mapping[str, int]
    slide: bool
    seed: int
    order: Sequence[str]


def overview(
    study: Study,
    *,
    turnover: tuple[str, str] | None = None,
    share: str | None = None,
    most: int = 5,
    slide: bool = False,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart the whole relationship on one page, or on a slide its first two panels.

    `turnover` are the indicators of what was reported and what was promised, `share` that of a
    dependence; by default they are the study's series of `totals` and the first of its `shares`.
    The network has the `most` actors and sectors tied most. A panel without a line is left out, and
    that of voices without both of them; without a statement between the two states there is none.
    Where the study has a frame with texts enough, the numbers of headings stand beside those of the
    frame alone. The table has the lines of all panels, by the column `panel`.
    """
    study_of(study, "charts.overview")
    t = translator(language)
    title = t("The relationship on one page")
    if needs := lacking("overview", study):
        return unmet(title, needs, study, language)
    turnover = turnover or (None, None)
    share = share or next(iter(study.series.get("shares", [])), "")
    whole = graph(roll_up(study), "party")
    ties = strongest(whole, most)
    tables = panels(study, ties, turnover, share, language, seed)
    every, leading = with_thirds(whole, study, language), leading_in(bilateral(study))
    listed = {"listed": len(study.frame), "read": study.frame["document_id"].notna().sum()}
    page = Page(tables, ties, every, leading, listed, slide, seed, stored_order(study))
    return Chart(
        title,
        numbers(tables),
        draw,
        find,
        describe,
        study,
        language,
        more=(page,),
        documents=behind(study, tables),
        seed=seed,
    )


def draw(table: pd.DataFrame, language: str, page: Page) -> Figure:
    """Draw the panels two by two; on a slide the first two, which fill it."""
    shown = _shown(page, language)
    title = of_whole(page.tables["whole"], language, _frame(page))
    names = nodes.height(page.ties, language, TIED) + 12
    tall = (max(BODY, names), names)
    sectors = page.tables.get("balance", pd.DataFrame({"name": []})).head(ROWS)
    rows = (max(BODY, _rows_high(sectors)), LOW)
    given = {"network": tall, "balance": rows}
    heights = [given.get(name, (BODY, LOW)) for name in shown]
    fill = page.slide and isfinite(room()[1])
    figure, strip, places = compose(
        title, list(shown.values()), None if fill else heights, 0 if page.slide else STRIP
    )
    if not page.slide:
        _draw_strip(strip, page.tables["whole"].iloc[0], language)
    drawings = _drawings(page)
    for name, place in zip(shown, places, strict=True):
        drawings[name](place, page.tables[name], language)
    return figure


def find(table: pd.DataFrame, language: str, page: Page) -> str:
    """Say how friendly the relationship is said to be, and in the frame alone."""
    told = of_whole(page.tables["whole"], language).told, frame_of_whole(_frame(page), language)
    return " ".join(f"{each}." for each in told if each)


def _frame(page: Page) -> pd.DataFrame:
    """Return the line of the frame alone, or no line."""
    return page.tables.get("frame", pd.DataFrame())


def describe(table: pd.DataFrame, language: str, page: Page) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, shown = translator(language), _shown(page, language)
    told = [
        find(page.tables["whole"], language, page),
        *(f"{each.told}." for each in shown.values()),
    ]
    alt = t("A page of panels. {findings}.", findings=" ".join(told).removesuffix("."))
    return _caption(page, shown, language), alt


def _caption(page: Page, shown: Mapping[str, Finding], language: str) -> str:
    """Return what explains the panels that are shown, and no others."""
    t, leaders = translator(language), leaders_word(page.leading, language)
    figures, stances = bool({"promises", "share"} & set(shown)), "voices" in shown
    told = [
        t("What documents say of the two states, and figures they give.")
        if figures
        else t("What documents say of the two states."),
        t("Blue: friendly; orange, hatched or dashed: strained; grey: neutral."),
    ]
    if page.tables["whole"]["acts"].iloc[0]:
        told.append(once(language))
    if figures and stances:
        told.append(
            t(
                "Bars through marks: 95 % bootstrap intervals over families of documents for "
                "stances, the spread of conflicting sources for figures."
            )
        )
    elif stances:
        told.append(t("Bars through marks: 95 % bootstrap intervals over families of documents."))
    elif figures:
        told.append(t("Bars through marks: the spread of conflicting sources."))
    if "frame" in page.tables:
        told.append(t("Events that the frame lists: {listed}; with a text: {read}.", **page.listed))
    if stances and JOINT in page.leading.roles and page.leading.roles != {JOINT}:
        told.append(begun(t("{leaders}: with the texts that both states sign.", leaders=leaders)))
    return " ".join(told)


def _shown(page: Page, language: str) -> dict[str, Finding]:
    """Return the findings of the panels that are shown, in their order."""
    tables = page.tables
    told = FINDINGS | {
        "balance": partial(of_balance, frame=tables.get("balance of the frame")),
        "voices": partial(
            of_voices,
            leading=page.leading,
            gaps=tables.get("warmth"),
            frame=tables.get("warmth of the frame"),
        ),
        "network": partial(of_network, every=page.every),
    }
    shown = [name for name in FINDINGS if name in page.tables]
    if page.slide:  # which has no room for a network
        shown = [name for name in shown if name != "network"][:ON_SLIDE]
    return {name: told[name](page.tables[name], language) for name in shown}


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


def _drawings(page: Page) -> dict[str, Callable[..., None]]:
    return {
        "balance": _balance,
        "voices": lambda place, table, _: voices.draw_on(place.add_subplot(), table),
        "promises": lambda place, *given: promises.draw_on(place.add_subplot(), *given),
        "share": _share,
        "projects": lambda place, *given: projects.draw_states(place.add_subplot(), *given),
        "network": partial(_network, page.ties, page.seed, page.order),
    }


def _balance(place: SubFigure, table: pd.DataFrame, language: str) -> None:
    named = balance.most_strained(table).index[:1]  # the heading tells of it: it has to be seen
    others = table.index.difference(named, sort=False)
    for rows in range(ROWS, 0, -1):
        shown = [*others[: rows - len(named)], *named]
        drawn = table[table.index.isin(shown)].reset_index(drop=True)
        if _rows_high(drawn) <= height_of(place):
            break
    balance.draw_on(place.add_subplot(), drawn, language, LETTERS, neutral=False)


def _rows_high(table: pd.DataFrame) -> float:
    """Return the millimetres that bars of sectors need, with what heads them."""
    return HEAD + len(table) * max(ROW, row_pitch(list(table["name"]), LETTERS))


def _share(place: SubFigure, table: pd.DataFrame, language: str) -> None:
    trends.draw_on(place.add_subplot(), table, language, height_of(place) + 3)


def _network(
    ties: nx.Graph,
    seed: int,
    order: Sequence[str],
    place: SubFigure,
    table: pd.DataFrame,
    language: str,
) -> None:
    network.draw_on(place.add_subplot(), table, language, ties, seed, order, TIED)
    handles = signs.sign_handles(table["sign"], language)
    place.legend(handles=handles, loc="outside lower left", ncols=2)
