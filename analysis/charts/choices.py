"""How far a picture depends on the choices made in drawing it."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.style import (
    BLUE,
    INK,
    PALE,
    Words,
    empty_words,
    house_style,
    label_ticks,
    name_rows,
    new_figure,
    nothing,
    row_height,
)
from analysis.labels import check_language, counter, number, percent, translator
from analysis.measures.likeness import correlation, overlap

MOST = 10
LETTERS = 44


def tally(
    baseline: pd.DataFrame, others: dict[tuple[str, str], pd.DataFrame], language: str
) -> pd.DataFrame:
    """Return how alike the baseline network and each of the others are, one line a choice.

    `others` holds the network that each choice gives, by the argument and the value that it
    changes. Columns: `argument`, `value`, `name` (both in words), `correlation` of weights and
    `overlap`, the share of the baseline's ten heaviest ties that are among the ten heaviest there.
    A baseline without ties gives no line.
    """
    words = _arguments(language)
    others = others if (baseline != 0).any(axis=None) else {}
    lines = [
        (argument, value, f"{words.get(argument, argument)}: {words.get(value, value)}",
         correlation(baseline, other), overlap(baseline, other, MOST))
        for (argument, value), other in others.items()
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=["argument", "value", "name", "correlation", "overlap"])


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw for each choice its correlation with the baseline and the heaviest ties kept."""
    check_language(language)
    if table.empty:
        return nothing(language)
    t = translator(language)
    figure = new_figure(len(table) * row_height(list(table["name"]), LETTERS) + 20)
    panels = figure.subplots(1, 2, sharey=True)
    titles = (t("Correlation of weights"), t("Ten heaviest ties kept"))
    name_rows(panels[0], list(table["name"]), LETTERS)
    low = min(0.0, table["correlation"].min())
    for axes, field, title in zip(panels, ("correlation", "overlap"), titles, strict=True):
        rows = range(len(table))
        axes.hlines(rows, low if field == "correlation" else 0, 1, color=PALE, linewidth=0.5,
                    zorder=0)  # fmt: skip
        axes.plot(table[field], rows, "o" if field == "correlation" else "D", markersize=4.5,
                  color=BLUE if field == "correlation" else INK)  # fmt: skip
        axes.set_title(title)
        axes.set_xlim((low if field == "correlation" else 0) - 0.04, 1.04)
    label_ticks(panels[0], lambda value: number(round(value, 2), language))
    label_ticks(panels[1], lambda share: percent(round(100 * share), language))
    panels[1].tick_params(axis="y", length=0, labelleft=False)
    panels[1].spines["left"].set_visible(False)
    return figure


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t, n = translator(language), counter(language)
    title = t("What the choices change")
    if table.empty:
        return empty_words(language, title)
    caption = t(
        "Each row changes one choice and compares the network with the one drawn: correlation of "
        "the weights of all ties (circles) and share of its ten heaviest ties that stay among the "
        "ten heaviest (diamonds)."
    )
    least = table.loc[table["correlation"].idxmin()]
    alt = t(
        "{rows}. Correlations lie between {least} and {most}; the lowest is that of “{name}”.",
        rows=n("{number} row of two marks", "{number} rows of two marks", len(table)),
        least=number(round(table["correlation"].min(), 2), language),
        most=number(round(table["correlation"].max(), 2), language),
        name=least["name"],
    )
    return Words(language, title, caption, alt)


def _arguments(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "aggregation": t("aggregation"),
        "normalization": t("normalization"),
        "duplicates": t("duplicates"),
        "quality": t("lowest quality"),
    }
