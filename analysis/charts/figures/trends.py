"""Published figures over time: a panel for each indicator, a line for each partner or route."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    PURPLE,
    VERMILION,
    Words,
    house_style,
    new_figure,
    nothing,
    wrap,
    yearly_line,
)
from analysis.indicators.series import series
from analysis.labels import names, number, translator, unit
from analysis.study.load import Study

LINES = [(BLUE, "o"), (VERMILION, "s"), (PURPLE, "D"), (INK, "^"), (GREY, "v")]
MOST = len(LINES)
HEIGHT = 46.0  # mm of a panel


def tally(study: Study, indicators: list[str], language: str) -> pd.DataFrame:
    """Return the series of the indicators that the study has, one line a figure shown.

    Columns: `indicator` and its `title`, `line` (entity and counterpart) and its `name`, then
    those of `analysis.indicators.series.series`. Only whole years are shown, and of each indicator the lines
    with most years, at most five.
    """
    known = study.indicator_definitions.set_index("indicator")
    told, t = names(study.entities, language), translator(language)
    whole, parts = t("in all"), []
    for indicator in [indicator for indicator in indicators if indicator in known.index]:
        part = series(study, indicator)
        part = part[part["period"].str.fullmatch(r"\d{4}")]
        part = part.assign(line=_lines(part), name=_names(part, told, whole))
        kept = part["line"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        part = part[part["line"].isin(kept.index[:MOST])]
        named = known.loc[indicator]
        title = f"{named[f'name_{language}']}, {unit(named['unit'], language)}"
        parts.append(part.assign(indicator=indicator, title=title))
    fields = ["indicator", "title", "line", "name", "period", "value", "precision", "low", "high",
              "sources", "unit", "status", "document_id", "entity", "counterpart"]  # fmt: skip
    return (
        pd.concat(parts)[fields].reset_index(drop=True) if parts else pd.DataFrame(columns=fields)
    )


def _lines(part: pd.DataFrame) -> pd.Series:
    return part["entity"] + " " + part["counterpart"].fillna("")


def _names(part: pd.DataFrame, told: dict[str, str], whole: str) -> pd.Series:
    """Name a line by what tells it apart: its counterpart, its entity, or both."""
    entity, counterpart = part["entity"].map(told), part["counterpart"].map(told)
    if part["entity"].nunique() == 1 and counterpart.notna().any():
        return counterpart.fillna(whole)
    return entity.where(counterpart.isna(), entity + " – " + counterpart)


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw each indicator in a panel from zero, with the spread of conflicting sources as bars."""
    if table.empty:
        return nothing(language)
    panels = list(dict.fromkeys(table["indicator"]))
    rows = (len(panels) + 1) // 2
    figure = new_figure(rows * HEIGHT + 4)
    grid = figure.subplots(rows, min(len(panels), 2), squeeze=False)
    for axes, indicator in zip(grid.flat, panels, strict=False):
        lines = table[table["indicator"] == indicator]
        draw_on(axes, lines, language)
        axes.set_title(wrap(lines["title"].iloc[0], 42))
    for axes in grid.flat[len(panels) :]:
        axes.axis("off")
        axes.set(xticks=[], yticks=[])
    return figure


def draw_on(axes: Axes, lines: pd.DataFrame, language: str, height: float = HEIGHT) -> None:
    """Draw the lines of one indicator on axes of a panel of a height in mm, named at their ends."""
    ends = []
    for (colour, marker), (_, line) in zip(LINES, lines.groupby("line", sort=True), strict=False):
        years = line["period"].astype(int)
        yearly_line(axes, years, line["value"], colour)
        axes.vlines(years, line["low"], line["high"], color=colour, linewidth=1.6, alpha=0.5)
        for exact, face in ((True, colour), (False, "white")):
            shown = (line["precision"] == "exact") == exact
            axes.plot(years[shown], line["value"][shown], marker, color=face,
                      markeredgecolor=colour, markersize=4)  # fmt: skip
        ends.append((float(line["value"].iloc[-1]), line["name"].iloc[0], colour))
    top, bottom = float(lines["high"].max()) * 1.12, min(float(lines["low"].min()) * 1.1, 0)
    first, last = lines["period"].astype(int).min(), lines["period"].astype(int).max()
    axes.set_ylim(bottom, top)
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.set_xlim(first - 0.5, last + max(last - first, 1) * 0.75)
    step = max(1, -(-(last - first) // 4))
    axes.set_xticks(range(last, first - 1, -step))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, language))
    axes.grid(axis="y")
    _label_ends(axes, ends, (top - bottom) * 3.42 / (height - 10), last)


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t = translator(language)
    title = t("Published figures over time")
    if table.empty:
        told = t("The study holds none of these figures.")
        return Words(language, title, told, told)
    caption = t(
        "Published figures by year. Where sources differ, the mark is the figure of the best "
        "status (official, agency, press, estimate, derived), then of the best and latest "
        "document; the bar spans all of them. Open marks: the source gives only a bound or “about”."
    )
    last = table.sort_values("period").drop_duplicates(["indicator", "line"], keep="last")
    told = "; ".join(
        f"{line.title}, {line.name}, {line.period}: {number(line.value, language)}"
        for line in last.sort_values(["indicator", "line"]).itertuples(index=False)
    )
    alt = t("Small line charts. The last value of each line: {values}.", values=told)
    return Words(language, title, caption, alt)


def _label_ends(axes: Axes, ends: list[tuple[float, str, str]], line: float, last: int) -> None:
    """Write each line's name beside its end, pushed up where two would touch."""
    floor = axes.get_ylim()[0]
    for value, name, colour in sorted(ends):
        told = wrap(name, 24)
        half = line * (told.count("\n") + 1) / 2
        height = max(value, floor + half)
        floor = height + half
        axes.annotate(told, (last, height), (8, 0), textcoords="offset points", color=colour,
                      va="center", linespacing=1.0, annotation_clip=False)  # fmt: skip
