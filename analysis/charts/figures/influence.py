"""Whether a result hangs on one source: headline numbers, with and without."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    VERMILION,
    Words,
    empty_words,
    house_style,
    label_ticks,
    name_rows,
    new_figure,
    nothing,
    row_height,
)
from analysis.labels import check_language, number, translator

LETTERS = 40


def tally(
    intervals: dict[str, pd.DataFrame],
    left_out: dict[str, pd.DataFrame],
    founding: str,
    sectors: dict[str, str],
    language: str,
) -> pd.DataFrame:
    """Return one line a number: its interval, its range without any one family, and without one.

    `intervals` holds what `analysis.bootstrap` gives for each of the `headlines` of
    `analysis.measures.headlines`, `left_out` what `analysis.influence` gives; `founding` is the
    family whose absence is told by `without`, `sectors` are their names.
    `least` and `most` are the least and greatest value without any one family, `unit` the family
    that moves it most.
    """
    lines = []
    for name, found in left_out.items():
        if found.empty:
            continue
        bounds = intervals[name].iloc[0]
        without = found.loc[found["unit"] == founding, "without"]
        lines.append(
            (_name(name, sectors, language), bounds["estimate"], bounds["low"],
             bounds["high"], bounds["families"],
             found["without"].min(), found["without"].max(), found["unit"].iloc[0],
             without.iloc[0] if len(without) else None)
        )  # fmt: skip
    fields = ["name", "estimate", "low", "high", "families", "least", "most", "unit", "without"]
    return pd.DataFrame(lines, columns=fields)


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw each number as a mark, on its interval (thin) and its leave-one-out range (thick)."""
    check_language(language)
    if table.empty:
        return nothing(language)
    figure = new_figure(len(table) * max(7.0, row_height(list(table["name"]), LETTERS)) + 24)
    axes = figure.add_subplot()
    name_rows(axes, list(table["name"]), LETTERS)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    for row, line in enumerate(table.itertuples()):
        axes.axhline(row, color=PALE, linewidth=0.5, zorder=0)
        axes.plot([line.low, line.high], [row, row], color=INK, linewidth=1)
        axes.plot([line.least, line.most], [row, row], color=BLUE, linewidth=4,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot(line.estimate, row, "o", color="white", markeredgecolor=INK, markersize=5)
        if not pd.isna(line.without):
            axes.plot(line.without, row, "x", color=VERMILION, markersize=6, markeredgewidth=1.6)
    label_ticks(axes, lambda value: number(round(value, 2), language))
    _legend(axes, table, language)
    return figure


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t = translator(language)
    title = t("Is it all one article?")
    if table.empty:
        return empty_words(language, title)
    caption = t(
        "Headline numbers (circles) with 95 % bootstrap intervals over families of documents "
        "(thin), and the range of values when any one family is left out (thick). Crosses: "
        "without the founding article."
    )
    told = "; ".join(
        t(
            "{name}: {estimate}, without any one family {least} to {most}",
            name=line.name,
            estimate=number(round(line.estimate, 2), language),
            least=number(round(line.least, 2), language),
            most=number(round(line.most, 2), language),
        )
        for line in table.itertuples(index=False)
    )
    return Words(language, title, caption, t("Rows of marks on lines. {numbers}.", numbers=told))


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
        Line2D([], [], color=INK, marker="o", markerfacecolor="white", linewidth=1,
               label=t("all, with its interval")),
        Line2D([], [], color=BLUE, linewidth=4, label=t("without any one family")),
    ]  # fmt: skip
    if table["without"].notna().any():
        cross = {"color": VERMILION, "marker": "x", "linestyle": "", "markeredgewidth": 1.6}
        handles.append(Line2D([], [], **cross, label=t("without the founding article")))
    axes.figure.legend(handles=handles, loc="outside upper center", ncols=3)
