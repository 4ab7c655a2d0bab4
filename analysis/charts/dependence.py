"""Dependence: who is said to depend on whom and for what, and the shares that were published."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.style import (
    FRIENDLY,
    NEUTRAL,
    PALE,
    ROW,
    STRAINED,
    Words,
    empty_words,
    house_style,
    name_rows,
    new_figure,
    nothing,
    row_height,
    wrap,
)
from analysis.labels import names, percent, translator
from analysis.study import Study

SIGNS = ("asset", "vulnerability", "plain")
COLOURS = {"asset": FRIENDLY, "vulnerability": STRAINED, "plain": NEUTRAL}
MARKERS = {"asset": "^", "vulnerability": "v", "plain": "o"}
LETTERS = 36  # in a line of a row's name, which holds three names
BOUNDS = {"exact": "", "about": "≈ ", "above": "> ", "below": "< "}


def tally(study: Study, language: str) -> pd.DataFrame:
    """Return one line a dependence: actor, target and sector with names, and its statements.

    `asset`, `vulnerability` and `plain` count how the dependence is shown. The most often stated
    comes first; equal ones in the order of their ids.
    """
    depend = study.statements[study.statements["relation"] == "depend"]
    shown = {"asset": depend["stance"] > 0, "vulnerability": depend["stance"] < 0,
             "plain": depend["stance"] == 0}  # fmt: skip
    ends = ["actor", "target", "sector"]
    table = pd.DataFrame(shown).groupby([depend[end] for end in ends]).sum().reset_index()
    for end, codes in zip(ends, (study.actors, study.actors, study.sectors), strict=True):
        table[f"{end}_name"] = table[end].map(names(codes, language))
    table["total"] = table[list(SIGNS)].sum(axis=1)
    order = ["actor", "target", "total", "sector"]
    return table.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def shares(study: Study, language: str) -> pd.DataFrame:
    """Return the published shares, one line each: indicator, its name, period, value, precision."""
    table = study.indicators[study.indicators["unit"] == "%"]
    table = table.assign(name=table["indicator"].map(names(study.indicator_definitions, language)))
    fields = [
        "indicator",
        "name",
        "period",
        "entity",
        "value",
        "precision",
        "document_id",
        "status",
    ]
    return table[fields].sort_values(["indicator", "period"], ignore_index=True)


@house_style
def draw(table: pd.DataFrame, published: pd.DataFrame, language: str) -> Figure:
    """Draw a mark for each statement of dependence, and under it a bar for each published share."""
    if table.empty:
        return nothing(language)
    height = len(table) * row_height([_tie(line) for line in table.itertuples()], LETTERS)
    figure = new_figure(max(height, len(published) * 2.4 * ROW) + 16)
    widths = [1, 1.6] if len(published) else [1]
    panels = figure.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0]
    _draw_statements(panels[0], table, language)
    if len(published):
        _draw_shares(panels[1], published, language)
    return figure


def describe(table: pd.DataFrame, published: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t = translator(language)
    title = t("Who depends on whom, and for what")
    if table.empty:
        return empty_words(language, title)
    caption = t(
        "Left: each mark is a statement that one side depends on the other. Triangle up, blue: "
        "shown as an asset; triangle down, orange: as a vulnerability; dot, grey: as plain fact. "
        "Right: published shares; an arrow means that the source gives only a bound."
    )
    ties = "; ".join(f"{_tie(line)} ({line.total})" for line in table.itertuples())
    told = "; ".join(f"{line.name} {line.period}: {_value(line, language)}"
                     for line in published.itertuples(index=False))  # fmt: skip
    alt = t("Statements of dependence: {ties}. Published shares: {shares}.",
            ties=ties, shares=told or "–")  # fmt: skip
    return Words(language, title, caption, alt)


def _tie(line) -> str:
    return f"{line.sector_name} · {line.actor_name} → {line.target_name}"


def _value(line, language: str) -> str:
    return BOUNDS[line.precision] + percent(line.value, language)


def _draw_statements(axes: Axes, table: pd.DataFrame, language: str) -> None:
    t = translator(language)
    words = {
        "asset": t("an asset"),
        "vulnerability": t("a vulnerability"),
        "plain": t("plain fact"),
    }
    name_rows(axes, [_tie(line) for line in table.itertuples()], LETTERS)
    reach = table["total"].max()
    axes.hlines(range(len(table)), 0, reach + 1, color=PALE, linewidth=0.5, zorder=0)
    start = pd.Series(0, table.index)
    for sign in SIGNS:
        points = [(start[row] + place + 1, row) for row, count in table[sign].items()
                  for place in range(count)]  # fmt: skip
        start = start + table[sign]
        if points:
            axes.scatter(*zip(*points, strict=True), marker=MARKERS[sign], s=26,
                         color=COLOURS[sign], label=words[sign])  # fmt: skip
    axes.set_xlim(0.4, max(reach, 4) + 0.6)
    axes.set_title(wrap(t("Statements of dependence"), 16))
    axes.figure.legend(loc="outside lower left", ncols=3, handletextpad=0.2)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def _draw_shares(axes: Axes, published: pd.DataFrame, language: str) -> None:
    t = translator(language)
    axes.set_title(t("Published shares, in %"))
    for row, line in enumerate(published.itertuples(index=False)):
        axes.barh(row, 100, height=0.4, color="#EEEEEE")
        axes.barh(row, line.value, height=0.4, color="#555555")
        if line.precision in ("above", "below"):
            step = 6 if line.precision == "above" else -6
            axes.annotate("", (line.value + step, row), (line.value, row),
                          arrowprops={"arrowstyle": "->", "color": "#555555"})  # fmt: skip
        axes.text(0, row - 0.3, wrap(f"{line.name}, {line.period}", 44), va="bottom")
        axes.text(99, row, _value(line, language), ha="right", va="center")
    axes.set_xlim(0, 100)
    axes.set_ylim(max(len(published), 2) - 0.6, -0.9)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
