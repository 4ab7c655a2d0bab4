"""Whether a result hangs on one source: headline numbers, with and without."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, in_words_of, marked
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PALE,
    VERMILION,
    label_ticks,
    name_rows,
    row_height,
)
from analysis.labels import counter, number, some_of, strung, tick, translator
from analysis.locale import apart
from analysis.measures.headlines import headlines, heard, voiced
from analysis.names import names_by_id
from analysis.networks.arrays import Array
from analysis.networks.sample import sample, unit_of
from analysis.networks.statements import repeats_within, study_of
from analysis.study.frame import carries, framed
from analysis.study.load import Study
from analysis.uncertainty import bootstrap as uncertainty

LETTERS = 40
IN_FRAME = ["frame", "frame_low", "frame_high"]

FIELDS = [
    "name",
    "estimate",
    "low",
    "high",
    "families",
    "least",
    "most",
    "unit",
    "without",
    *IN_FRAME,
]


@marked(of_stances=True)
def influence(study: Study, *, draws: int = 1000, language: str = "en", seed: int = 1) -> Chart:
    """Chart each headline number with its interval, and without any one family of documents.

    The table has a line for each of the `measures.headlines`: `estimate`, `low` and `high` over
    draws of families, `least` and `most` without any one family, `unit` the family that moves it
    most, and `without`, its value without the family that the study declares as its `founding` one;
    `frame` with `frame_low` and `frame_high`, its value in the frame alone, where that carries it.
    """
    study_of(study, "charts.influence")
    t = translator(language)
    title = t("Is it all one article?")
    if needs := lacking("influence", study):
        return unmet(title, needs, study, language, FIELDS)
    statements = voiced(study)
    rule, unit = repeats_within(statements), unit_of(study)
    rows = heard(statements)
    said = sample(statements, rows, duplicates=rule, unit=unit)
    founding, lines = study.package.get("founding"), []
    beside = _in_frame(study, rows, draws, seed)
    for name, headline in headlines(statements).items():
        left_out = uncertainty.influence(said, headline)
        if len(left_out):
            bounds = uncertainty.bootstrap(said, headline, draws=draws, seed=seed)
            with in_words_of(study):
                told = _name(name, names_by_id(study.sectors, language), language)
            line = _line(bounds.iloc[0], left_out, founding)
            lines.append((told, *line, *beside(name, headline)))
    table = pd.DataFrame(lines, columns=FIELDS)
    return Chart(title, table, draw, find, describe, study, language, seed=seed)


def _in_frame(study: Study, rows: str, draws: int, seed: int) -> Callable[..., tuple]:
    """Return what finds a headline number in the frame alone: its value and interval, or none."""
    none = (None,) * len(IN_FRAME)
    if not carries(study):
        return lambda name, headline: none
    statements = voiced(framed(study))
    rule, unit = repeats_within(statements), unit_of(study)
    said = sample(statements, rows, duplicates=rule, unit=unit)
    there = {f"on:{sector}" for sector in statements["sector"]}
    there |= {name for name in headlines(statements) if ":" not in name}

    def find_it(name: str, headline: Callable[[Array], float]) -> tuple:
        if name not in there and not name.startswith("share:"):
            return none
        bounds = uncertainty.bootstrap(said, headline, draws=draws, seed=seed)
        return tuple(bounds.iloc[0][["estimate", "low", "high"]])

    return find_it


def _line(bounds: pd.Series, left_out: pd.DataFrame, founding: str | None) -> tuple:
    without = left_out.loc[left_out["unit"] == founding, "without"]
    return (
        *bounds[["estimate", "low", "high", "families"]],
        left_out["without"].min(),
        left_out["without"].max(),
        left_out["unit"].iloc[0],
        without.iloc[0] if len(without) else None,
    )


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw each number as a mark, on its interval (thin) and its leave-one-out range (thick)."""
    figure = new_figure(len(table) * max(7.0, row_height(list(table["name"]), LETTERS)) + 24)
    axes = figure.add_subplot()
    name_rows(axes, list(table["name"]), LETTERS)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    for row, line in enumerate(table.itertuples()):
        axes.axhline(row, color=PALE, linewidth=0.5, zorder=0)
        axes.plot([line.low, line.high], [row, row], color=INK, linewidth=1)
        axes.plot(
            [line.least, line.most], [row, row], color=BLUE, linewidth=4, solid_capstyle="butt"
        )
        axes.plot(line.estimate, row, "o", color="white", markeredgecolor=INK, markersize=5)
        if not pd.isna(line.without):
            axes.plot(line.without, row, "x", color=VERMILION, markersize=6, markeredgewidth=1.6)
        if not pd.isna(line.frame):
            below = row + 0.3
            axes.plot([line.frame_low, line.frame_high], [below, below], color=GREEN, linewidth=1)
            axes.plot(line.frame, below, "^", color=GREEN, markersize=5)
    label_ticks(axes, lambda value: tick(value, language))
    _legend(axes, table, language)
    return figure


def find(table: pd.DataFrame, language: str) -> str:
    """Say which headline numbers would not keep their sign without one family of documents."""
    t, n = translator(language), counter(language)
    if table["families"].max() < 2:
        return t("One family of documents holds all: without it nothing is left.")
    signs = np.sign(table[["least", "estimate", "most"]])
    turned, signed = table[signs.nunique(axis=1) > 1], table[table["estimate"] != 0]
    turned = turned[turned["estimate"] != 0]  # else there is no sign to lose
    if turned.empty:
        return n(
            "{number} headline number keeps its sign whichever family of documents is left out.",
            "All {number} headline numbers keep their sign whichever family of documents is left "
            "out.",
            len(signed),
        )
    return t(
        "When one family of documents is left out, these can lose or change their sign: {names}.",
        names=some_of(list(turned["name"]), language),
    )


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    caption = t(
        "Headline numbers (circles) with 95 % bootstrap intervals over families of documents "
        "(thin), and the range of values when any one family is left out (thick)."
    )
    if table["without"].notna().any():
        caption += " " + t("Crosses: without the founding article.")
    if table["frame"].notna().any():
        caption += " " + t("Triangles, with their intervals: in the frame alone.")
    told = strung((_numbers(line, language) for line in table.itertuples(index=False)), language)
    return caption, t("Rows of marks on lines. {numbers}.", numbers=told)


def _numbers(line: tuple, language: str) -> str:
    """Tell a headline number, and its range; where all rests on one family it has none."""
    t = translator(language)
    estimate, least, most = (
        number(round(value, 2), language) for value in (line.estimate, line.least, line.most)
    )
    if line.families < 2:
        return f"{apart(line.name, language)} {estimate}"
    told = t(
        "{name}: {estimate}, without any one family {least} to {most}",
        name=line.name,
        estimate=estimate,
        least=least,
        most=most,
    )
    if pd.isna(line.frame):
        return told
    beside = number(round(line.frame, 2), language)
    return t("{number}, in the frame {frame}", number=told, frame=beside)


def _name(headline: str, sectors: dict[str, str], language: str) -> str:
    t = translator(language)
    what, _, sector = headline.partition(":")
    return {
        "mean": t("mean stance"),
        "gap": t("leaders less all others, mean stance"),
        "friendly": t("share of friendly statements"),
        "strained": t("share of strained statements"),
        "share": t("share of {sector} among statements", sector=sectors.get(sector, sector)),
        "on": t("mean stance on {sector}", sector=sectors.get(sector, sector)),
    }[what]


def _legend(axes: Axes, table: pd.DataFrame, language: str) -> None:
    t = translator(language)
    handles = [
        Line2D(
            [],
            [],
            color=INK,
            marker="o",
            markerfacecolor="white",
            linewidth=1,
            label=t("all, with its interval"),
        ),
        Line2D([], [], color=BLUE, linewidth=4, label=t("without any one family")),
    ]
    if table["without"].notna().any():
        cross = {"color": VERMILION, "marker": "x", "linestyle": "", "markeredgewidth": 1.6}
        handles.append(Line2D([], [], **cross, label=t("without the founding article")))
    if table["frame"].notna().any():
        label = t("in the frame alone")
        handles.append(Line2D([], [], color=GREEN, marker="^", linewidth=1, label=label))
    axes.figure.legend(
        handles=handles, loc="outside upper center", ncols=2 if len(handles) > 3 else 3
    )
