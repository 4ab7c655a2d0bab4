"""Published figures over time: a panel for each indicator, a line for each partner or route."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, named_documents
from analysis.charts.marks import bounds_told, draw_marks
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, GREY, INK, PURPLE, VERMILION, wrap, yearly_line
from analysis.indicators.series import series
from analysis.labels import counter, number, span, strung, tick, translator, unit, valued
from analysis.locale import apart
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.load import Study

LINES = [(BLUE, "o"), (VERMILION, "s"), (PURPLE, "D"), (INK, "^"), (GREY, "v")]
MOST = len(LINES)
HEIGHT = 46.0  # mm of a panel

FIELDS = [
    "indicator",
    "title",
    "line",
    "name",
    "period",
    "value",
    "precision",
    "low",
    "high",
    "sources",
    "unit",
    "status",
    "document_id",
    "entity",
    "counterpart",
    "basis",
]


def trends(study: Study, *, indicators: Sequence[str] | None = None, language: str = "en") -> Chart:
    """Chart the series of the indicators that the study has, one panel an indicator.

    By default they are those that the study names as its series of `trends`, or all that it has.

    The table has a line a figure shown: `indicator` and its `title`, `line` (entity and
    counterpart) and its `name`, then the columns of `indicators.series.series`. Only whole years
    are shown, and of each indicator the lines with most years, at most five.
    """
    study_of(study, "charts.trends")
    t = translator(language)
    title = t("Published figures over time")
    if needs := lacking("trends", study):
        return unmet(title, needs, study, language, FIELDS)
    known = study.indicator_definitions["indicator"].tolist()
    if indicators is None:
        indicators = study.series.get("trends", known)
    parts = [_shown(study, each, language) for each in indicators if each in known]
    table = (
        pd.concat(parts)[FIELDS].reset_index(drop=True) if parts else pd.DataFrame(columns=FIELDS)
    )
    return Chart(
        title,
        table,
        draw,
        find,
        describe,
        study,
        language,
        documents=named_documents(table),
        empty=t("The study holds none of these figures."),
    )


def _shown(study: Study, indicator: str, language: str) -> pd.DataFrame:
    """Return the lines of an indicator that are drawn, those with most years."""
    t = translator(language)
    part = series(study, indicator)
    part = part[part["period"].str.fullmatch(r"\d{4}")]
    whole = t("in all")
    told = _names(part, names_by_id(study.entities, language), whole)
    part = part.assign(line=_lines(part), name=told)
    kept = part["line"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    part = part[part["line"].isin(kept.index[:MOST])]
    titles = names_by_id(study.indicator_definitions, language)
    units = study.indicator_definitions.set_index("indicator")["unit"]
    title = f"{titles[indicator]}, {unit(units[indicator], language)}"
    return part.assign(indicator=indicator, title=title)


def _lines(part: pd.DataFrame) -> pd.Series:
    return part["entity"] + " " + part["counterpart"].fillna("")


def _names(part: pd.DataFrame, told: dict[str, str], whole: str) -> pd.Series:
    """Name a line by what tells it apart: its counterpart, its entity, or both."""
    entity, counterpart = (
        part[field].map(told).astype(object).fillna(part[field])
        for field in ("entity", "counterpart")
    )
    of_one = part["entity"].nunique() == 1 and _lines(part).nunique() > 1
    if of_one and counterpart.notna().any():
        return counterpart.fillna(whole)
    return entity.where(counterpart.isna(), entity + " – " + counterpart)


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw each indicator in a panel from zero, with the spread of conflicting sources as bars."""
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
        line = line.assign(time=line["period"].astype(int))
        for _, same in line.groupby("basis", dropna=False):
            yearly_line(axes, same["time"], same["value"], colour)
        axes.vlines(line["time"], line["low"], line["high"], color=colour, linewidth=1.6, alpha=0.5)
        draw_marks(axes, line, colour, marker, 4)
        ends.append((float(line["value"].iloc[-1]), line["name"].iloc[0], colour))
    top, bottom = float(lines["high"].max()) * 1.12, min(float(lines["low"].min()) * 1.1, 0)
    first, last = lines["period"].astype(int).min(), lines["period"].astype(int).max()
    axes.set_ylim(bottom, top)
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.set_xlim(first - 0.5, last + max(last - first, 1) * 0.75)
    step = max(1, -(-(last - first) // 4))
    axes.set_xticks(range(last, first - 1, -step))
    axes.yaxis.set_major_formatter(lambda value, _: tick(value, language))
    axes.grid(axis="y")
    _label_ends(axes, ends, (top - bottom) * 3.42 / (height - 10), last)


def find(table: pd.DataFrame, language: str) -> str:
    """Say how many indicators are shown, and between which years."""
    n = counter(language)
    return n(
        "{number} indicator, {years}.",
        "{number} indicators, {years}.",
        table["indicator"].nunique(),
        years=span(f"{table['period'].min()}/{table['period'].max()}", language),
    )


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    told = [t("Published figures by year.")]
    if (table["low"] < table["high"]).any():
        told.append(
            t(
                "Where sources differ, the mark is the figure of the best status (official, "
                "agency, press, estimate, derived), then of the best and latest document; the bar "
                "spans all of them."
            )
        )
    told += [text for text in [bounds_told(table, language)] if text]
    if table["basis"].notna().any():
        told.append(t("Figures that count something else than the others are not joined to them."))
    last = table.sort_values("period").drop_duplicates(["indicator", "line"], keep="last")
    values = strung(
        (
            valued(
                f"{apart(line.title, language)}, {apart(line.name, language)}, {line.period}",
                number(line.value, language),
                language,
            )
            for line in last.sort_values(["indicator", "line"]).itertuples(index=False)
        ),
        language,
    )
    alt = t("Small line charts. The last value of each line: {values}.", values=values)
    return " ".join(told), alt


def _label_ends(axes: Axes, ends: list[tuple[float, str, str]], line: float, last: int) -> None:
    """Write each line's name beside its end, pushed up where two would touch."""
    floor = axes.get_ylim()[0]
    for value, name, colour in sorted(ends):
        told = wrap(name, 24)
        half = line * (told.count("\n") + 1) / 2
        height = max(value, floor + half)
        floor = height + half
        axes.annotate(
            told,
            (last, height),
            (8, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            linespacing=1.0,
            annotation_clip=False,
        )
