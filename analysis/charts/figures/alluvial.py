"""An alluvial of figures by route: which ways carry how much, and which cross the other state."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, named_documents
from analysis.charts.needs import lacking, unmet
from analysis.charts.stacks import (
    BAR,
    LINE,
    Label,
    draw_block,
    draw_ribbon,
    write_beside,
    write_inside,
    write_over,
)
from analysis.charts.strata import ribbons, stacked
from analysis.charts.style import BLUE, GREY, INK, ORANGE, VERMILION, wrap
from analysis.indicators.routes import ALL, AVOIDS, BACK, COURSES, CROSSES, REST, UNKNOWN, both_ways
from analysis.labels import amount, number, percent, strung, translator, unit, valued
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.load import Study

LOOKS = {
    CROSSES: (BLUE, "white", None),
    UNKNOWN: ("#BBBBBB", INK, "////"),
    AVOIDS: (ORANGE, INK, "...."),
    BACK: (VERMILION, "white", "\\\\\\\\"),
}
ROOM, GAP, YEARS = 72.0, 5.6, 6.0  # mm: the highest stack, between courses, for the years
SIDE = 0.27  # of the width, for names at each side
LETTERS = 27
WIDEST = 10  # letters over a stack that do not reach the next one


def alluvial(
    study: Study,
    *,
    indicator: str | None = None,
    total: str | None = None,
    back: str | None = None,
    language: str = "en",
) -> Chart:
    """Chart by which routes something leaves, and which of them cross the other state.

    The indicators of what leaves by route, of its total and of what comes back are by default those
    that the study names as its series of `flows`; without one of the total, that by route tells it.
    The table is what `indicators.routes.both_ways` gives of these indicators; `title`, `name` and
    `state` are the names of indicator, route and state crossed. A study without such figures, or
    without the courses of their routes, gives an empty table.
    """
    study_of(study, "charts.alluvial")
    t = translator(language)
    title = t("Which ways lead through the other state")
    if needs := lacking("alluvial", study):
        return unmet(title, needs, study, language)
    given, named = (indicator, total, back), [*study.series.get("flows", []), "", "", ""]
    shown = [own or theirs for own, theirs in zip(given, named, strict=False)]
    table = both_ways(study, shown[0], shown[1] or shown[0], shown[2])
    told = names_by_id(study.entities, language)
    titles = names_by_id(study.indicator_definitions, language)
    table = table.assign(
        title=table["indicator"].map(titles),
        name=table["route"].map(told | {REST: t("Other or not reported"), ALL: t("in all")}),
        state=table["state"].map(told),
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


def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a stack of routes a year, joined by ribbons; below it what crosses the other way."""
    placed = _placed(table)
    out, back = (placed[(placed["course"] == BACK) == there] for there in (False, True))
    figure, axes = _canvas(placed)
    edges = _edges(sorted(set(out["year"])))
    for ribbon in ribbons(out).itertuples():
        same = ribbon.left_group == ribbon.right_group
        look = LOOKS[ribbon.left_group if same else UNKNOWN]
        draw_ribbon(axes, ribbon, edges[ribbon.left_year], edges[ribbon.right_year], look)
    for block in placed.itertuples():
        draw_block(axes, edges[block.year], block.bottom, block.value, LOOKS[block.course])
    for year, edge in edges.items():
        _head(axes, out[out["year"] == year], edge, language)
    _name_out(axes, out, edges, language)
    if len(back):
        _name_back(axes, back, edges, language)
    return figure


def find(table: pd.DataFrame, language: str) -> str:
    """Say what share crossed the other state in the first and the last year, least and most."""
    t = translator(language)
    out = table[table["course"] != BACK]
    years = dict.fromkeys([out["year"].min(), out["year"].max()])
    told = [_crossing(out[out["year"] == year], year, language) for year in years]
    return t(
        "Share that crosses the transit country, {state}: {shares}.",
        state=table["state"].iloc[0],
        shares=strung(told, language),
    )


def _crossing(lines: pd.DataFrame, year: int, language: str) -> str:
    """Tell a year's share; routes whose course is unknown may cross or not."""
    t, shares = translator(language), lines.groupby("course")["share"].sum()
    least = shares.get(CROSSES, 0.0)
    low, high = (_share(each, language) for each in (least, least + shares.get(UNKNOWN, 0.0)))
    if low == high:
        return t("{share} in {year}", share=low, year=year)
    return t("at least {least} and at most {most} in {year}", least=low, most=high, year=year)


def describe(table: pd.DataFrame, language: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    first, there = table.iloc[0], set(table["course"])
    courses = {
        CROSSES: t("routes across a transit country, {state} (blue)", state=first["state"]),
        AVOIDS: t("routes across other countries only (orange, dotted)"),
        UNKNOWN: t("routes whose course no document tells (grey, hatched)"),
    }
    caption = t(
        "{indicator}, {unit}, in years whose routes make up nine tenths of the published total or "
        "more: {courses}. Shares are of the "
        "total, or of the routes’ sum where that is greater. Routes that overlap count once; where "
        "a year does not tell the parts of a route apart, its ribbon is divided as in the year "
        "that does. Years stand side by side, not to a scale of time.",
        indicator=first["title"],
        unit=unit(first["unit"], language),
        courses=strung((told for course, told in courses.items() if course in there), language),
    )
    back = table[table["course"] == BACK]
    if len(back):
        caption += " " + t(
            "Below, to the same scale: {indicator}.", indicator=back["title"].iloc[0]
        )
    if unnamed := _unnamed(table, language):
        caption += " " + t("Not named in the drawing: {routes}.", routes=unnamed)
    return caption, _alt(table, language)


def _alt(table: pd.DataFrame, language: str) -> str:
    t, told = translator(language), []
    courses = _courses(table, language)
    for (year, course), lines in table.groupby(["year", "course"]):
        value = _number(lines["value"].sum(), language)
        share = f" ({_share(lines['share'].sum(), language)})" if course != BACK else ""
        told.append(valued(f"{year}, {courses[course]}", f"{value}{share}", language))
    return t("Stacks of routes by year, joined by ribbons. {sums}.", sums=strung(told, language))


def _courses(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Return a heading for each course."""
    t = translator(language)
    return {
        CROSSES: t("Transit country: {state}", state=table["state"].iloc[0]),
        UNKNOWN: t("Course not told"),
        AVOIDS: t("Other countries only"),
        BACK: strung(dict.fromkeys(table["title"][table["course"] == BACK]), language),
    }


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the blocks with their places in mm; `told` keeps the value in its unit."""
    scale = ROOM / table["total"].max()
    blocks = table.assign(group=table["course"], told=table["value"], value=table["value"] * scale)
    out = stacked(blocks[blocks["course"] != BACK], COURSES, GAP)
    back = stacked(blocks[blocks["course"] == BACK], (BACK,), 0)
    back = back.assign(top=-YEARS - back["bottom"], bottom=-YEARS - back["top"])
    return pd.concat([out, back[::-1]], ignore_index=True)


def _canvas(placed: pd.DataFrame) -> tuple[Figure, Axes]:
    low = min(placed["bottom"].min(), -YEARS - 1.5 * LINE) - LINE / 2
    high = placed["top"].max() + 2.7 * LINE
    figure = new_figure(high - low + 2)
    axes = figure.add_subplot()
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(low, high), xticks=[], yticks=[])
    return figure, axes


def _edges(years: list[int]) -> dict[int, float]:
    """Return the left edge of each year's stack."""
    step = (1 - 2 * SIDE - BAR) / max(len(years) - 1, 1)
    return {year: SIDE + step * place for place, year in enumerate(years)}


def _head(axes: Axes, out: pd.DataFrame, edge: float, language: str) -> None:
    """Write a year's number, the sum and share of each course, and the total.

    A sum too long for its stack is left out; its blocks and the alt text tell it.
    """
    write_over(axes, edge, -YEARS / 2, str(out["year"].iloc[0]), weight="bold")
    for _, lines in out.groupby("course"):
        sums = lines[["told", "share"]].sum()
        share = _share(sums["share"], language)
        both = f"{_number(sums['told'], language)} · {share}"
        told = both if len(both) <= WIDEST else share
        write_over(axes, edge, lines["top"].max() + 0.7 * LINE, told, weight="bold")
    total = amount(round(out["total"].iloc[0], 1), out["unit"].iloc[0], language)
    write_over(axes, edge, out["top"].max() + 2 * LINE, total)


def _name_out(axes: Axes, out: pd.DataFrame, edges: dict[int, float], language: str) -> None:
    """Name the first year's routes at its left, the last one's at its right."""
    courses, first, last = _courses(out, language), min(edges), max(edges)
    for year, edge in edges.items():
        lines, labels = out[out["year"] == year], []
        if first < year < last:
            _write_values(axes, lines, edge, language)
            continue
        for course, group in lines.groupby("course", sort=False):
            labels += _labels(group, language)
            labels.append((group["top"].max() + 0.7 * LINE, wrap(courses[course], LETTERS), False))
        write_beside(axes, edge, labels, 0, left=year < last)


def _name_back(axes: Axes, back: pd.DataFrame, edges: dict[int, float], language: str) -> None:
    """Name what crosses the other way, under the years."""
    t, last, under = translator(language), max(edges), -YEARS - LINE
    heading = wrap(_courses(back, language)[BACK], LETTERS)
    write_beside(axes, min(edges.values()), [(under, heading, False)], -float("inf"), left=True)
    for year, edge in edges.items():
        lines = back[back["year"] == year]
        if lines.empty:
            write_over(axes, edge, under, t("no figure"), color=GREY)
        elif year < last:
            _write_values(axes, lines, edge, language)
        else:
            write_beside(axes, edge, _labels(lines, language), -float("inf"), left=False)


def _write_values(axes: Axes, lines: pd.DataFrame, edge: float, language: str) -> None:
    for line in lines[lines["value"] > LINE].itertuples():
        height = (line.top + line.bottom) / 2
        write_inside(axes, edge, height, _number(line.told, language), LOOKS[line.course])


def _labels(lines: pd.DataFrame, language: str) -> list[Label]:
    return [
        ((line.top + line.bottom) / 2, wrap(_label(line, language), LETTERS), True)
        for line in lines.itertuples()
    ]


def _unnamed(table: pd.DataFrame, language: str) -> str:
    """Return the routes that the drawing does not name: those thin, or in neither end, between."""
    first, last = table["year"].min(), table["year"].max()
    told = table["year"].isin([first, last]) & (table["course"] != BACK)
    told |= (table["course"] == BACK) & (table["year"] == last)
    named = table["route"].isin(table["route"][told])
    thin = table["value"] * ROOM / table["total"].max() <= LINE
    lines = table.assign(told=table["value"])[~told & (thin | ~named)]
    return strung(
        (f"{line.year}, {_label(line, language)}" for line in lines.itertuples()), language
    )


def _label(line: tuple, language: str) -> str:
    """Write a route with its figure, how exact that is, and how far its sources lie apart."""
    sign = {"about": "≈\xa0", "above": ">\xa0", "below": "<\xa0"}.get(line.precision, "")
    told = sign + _number(line.told, language)
    if line.high > line.low:
        told += f"\xa0({_number(line.low, language)}–{_number(line.high, language)})"
    return f"{line.name}\xa0{told}"


def _number(value: float, language: str) -> str:
    return number(round(value, 1), language)


def _share(share: float, language: str) -> str:
    return percent(round(100 * share, 0 if share >= 0.01 else 1), language)
