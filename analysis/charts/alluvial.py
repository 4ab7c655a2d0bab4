"""An alluvial of figures by route: which ways carry how much, and which cross the other state."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve

from analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    VERMILION,
    Words,
    house_style,
    new_figure,
    nothing,
    wrap,
)
from analysis.labels import names, number, percent, translator, unit
from analysis.routes import ALL, AVOIDS, BACK, COURSES, CROSSES, REST, UNKNOWN, both_ways
from analysis.strata import ribbons, spread, stacked
from analysis.study import Study

LOOKS = {CROSSES: (BLUE, "white", None), UNKNOWN: ("#BBBBBB", INK, "////"),
         AVOIDS: (ORANGE, INK, "...."), BACK: (VERMILION, "white", None)}  # fmt: skip
ROOM, GAP, LINE, YEARS = 72.0, 5.6, 3.5, 6.0  # mm: a full stack, between groups, text, the years
SIDE, BAR, LEAD = 0.27, 0.082, 0.022  # of the width: names at a side, a stack, a leader
LETTERS = 27


def tally(study: Study, indicator: str, total: str, back: str, language: str) -> pd.DataFrame:
    """Return what `analysis.routes.both_ways` gives of these indicators, with names.

    `title`, `name` and `state` are the names of indicator, route and state crossed. A study without
    such figures, or without the courses of their routes, gives an empty table.
    """
    table, t = both_ways(study, indicator, total, back), translator(language)
    told = names(study.entities, language)
    titles = study.indicator_definitions.set_index("indicator")[f"name_{language}"]
    return table.assign(
        title=table["indicator"].map(titles),
        name=table["route"].map(told | {REST: t("Other or not reported"), ALL: t("in all")}),
        state=table["state"].map(told),
    )


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a stack of routes a year, joined by ribbons; below it what crosses the other way."""
    if table.empty:
        return nothing(language)
    scale = ROOM / table["total"].max()
    out = _placed(table[table["course"] != BACK], scale, GAP)
    back = _placed(table[table["course"] == BACK], scale, 0)
    back = back.assign(top=-YEARS - back["bottom"], bottom=-YEARS - back["top"])
    figure, axes = _canvas(out, back)
    place = _columns(sorted(set(out["year"])))
    for ribbon in ribbons(out).itertuples():
        _draw_ribbon(axes, ribbon, place)
    for block in pd.concat([out, back]).itertuples():
        _draw_block(axes, block, place[block.year])
    for year, left in place.items():
        _head(axes, out[out["year"] == year], left, language)
    _name(axes, out, place, language)
    if len(back):
        _name_back(axes, back, place, language)
    return figure


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t = translator(language)
    title = t("Which ways lead through the other state")
    if table.empty:
        told = t("The study holds none of these figures.")
        return Words(language, title, told, told)
    first = table.iloc[0]
    caption = t(
        "{indicator}, {unit}, in years whose routes make up nine tenths of the published total or "
        "more: routes across a transit country, {state} (blue), across others only (orange, "
        "dotted), and those whose course no document tells (grey, hatched). Shares are of the "
        "total, or of the routes’ sum where that is greater. Routes that overlap count once; where "
        "a year does not tell the parts of a route apart, its ribbon is divided as in the year "
        "that does. Years stand side by side, not to a scale of time.",
        indicator=first["title"], unit=unit(first["unit"], language), state=first["state"],
    )  # fmt: skip
    back = table[table["course"] == BACK]
    if len(back):
        caption += " " + t(
            "Below, to the same scale: {indicator}.", indicator=back["title"].iloc[0]
        )
    if unnamed := _unnamed(table, language):
        caption += " " + t("Not named in the drawing: {routes}.", routes=unnamed)
    return Words(language, title, caption, _alt(table, language))


def _alt(table: pd.DataFrame, language: str) -> str:
    t, told = translator(language), []
    courses = _courses(table, language)
    for (year, course), lines in table.groupby(["year", "course"]):
        value = _number(lines["value"].sum(), language)
        share = f" ({_share(lines['share'].sum(), language)})" if course != BACK else ""
        told.append(f"{year}, {courses[course]}: {value}{share}")
    return t("Stacks of routes by year, joined by ribbons. {sums}.", sums="; ".join(told))


def _courses(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Return a heading for each course."""
    t = translator(language)
    return {
        CROSSES: t("Transit country: {state}", state=table["state"].iloc[0]),
        UNKNOWN: t("Course not told"),
        AVOIDS: t("Other countries only"),
        BACK: "; ".join(dict.fromkeys(table["title"][table["course"] == BACK])),
    }


def _placed(table: pd.DataFrame, scale: float, gap: float) -> pd.DataFrame:
    """Return the blocks with their places in mm; `told` keeps the value in its unit."""
    blocks = table.assign(group=table["course"], told=table["value"], value=table["value"] * scale)
    return stacked(blocks, (*COURSES, BACK) if gap == 0 else COURSES, gap)


def _canvas(out: pd.DataFrame, back: pd.DataFrame) -> tuple[Figure, Axes]:
    low = min([-YEARS - LINE, *back["bottom"]]) - LINE / 2
    high = out["top"].max() + 2.7 * LINE
    figure = new_figure(high - low + 2)
    axes = figure.add_subplot()
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(low, high), xticks=[], yticks=[])
    return figure, axes


def _columns(years: list[int]) -> dict[int, float]:
    """Return the left edge of each year's blocks."""
    step = (1 - 2 * SIDE - BAR) / max(len(years) - 1, 1)
    return {year: SIDE + step * place for place, year in enumerate(years)}


def _draw_ribbon(axes: Axes, ribbon: tuple, place: dict[int, float]) -> None:
    left, right = place[ribbon.left_year] + BAR, place[ribbon.right_year]
    middle = (left + right) / 2
    path = Curve(
        [(left, ribbon.left_bottom), (middle, ribbon.left_bottom), (middle, ribbon.right_bottom),
         (right, ribbon.right_bottom), (right, ribbon.right_top), (middle, ribbon.right_top),
         (middle, ribbon.left_top), (left, ribbon.left_top), (left, ribbon.left_bottom)],
        [1, 4, 4, 4, 2, 4, 4, 4, 2],
    )  # fmt: skip
    same = ribbon.left_group == ribbon.right_group
    colour = _pale(LOOKS[ribbon.left_group if same else UNKNOWN][0])
    axes.add_patch(PathPatch(path, facecolor=colour, edgecolor="white", linewidth=0.5, zorder=1))


def _pale(colour: str) -> tuple[float, ...]:
    """Mix a colour with white, for it is not seen through in every format."""
    return tuple(1 - 0.35 * (1 - part) for part in to_rgb(colour))


def _draw_block(axes: Axes, block: tuple, left: float) -> None:
    colour, _, hatch = LOOKS[block.course]
    axes.add_patch(
        Rectangle((left, block.bottom), BAR, block.value, facecolor=colour, edgecolor="white",
                  linewidth=0.6, hatch=hatch, zorder=2)
    )  # fmt: skip


def _head(axes: Axes, out: pd.DataFrame, left: float, language: str) -> None:
    """Write a year's number, the sum and share of each course, and the total."""
    middle = left + BAR / 2
    style = {"ha": "center", "va": "center", "weight": "bold"}
    axes.text(middle, -YEARS / 2, str(out["year"].iloc[0]), **style)
    for _, lines in out.groupby("course"):
        told = (
            f"{_number(lines['told'].sum(), language)} · {_share(lines['share'].sum(), language)}"
        )
        axes.text(middle, lines["top"].max() + LINE * 0.7, told, **style)
    total = f"{_number(out['total'].iloc[0], language)} {unit(out['unit'].iloc[0], language)}"
    axes.text(middle, out["top"].max() + LINE * 2, total, ha="center", va="center")


def _name(axes: Axes, out: pd.DataFrame, place: dict[int, float], language: str) -> None:
    """Name the first year's routes at its left, the last one's at its right."""
    courses, years = _courses(out, language), sorted(place)
    for year in years:
        lines = out[out["year"] == year]
        if years[0] < year < years[-1]:
            _write_values(axes, lines, place[year], language)
        else:
            labels = [label for course, group in lines.groupby("course", sort=False)
                      for label in _labels(group, courses[course], language)]  # fmt: skip
            _write(axes, labels, place[year], left=year < years[-1])


def _labels(lines: pd.DataFrame, heading: str, language: str) -> list[tuple[float, str, str]]:
    """Return where and what is written beside the blocks of one course, from low to high."""
    told = [
        (_middle(line), wrap(_label(line, language), LETTERS), "normal")
        for line in lines.itertuples()
    ]
    return [*told, (lines["top"].max() + LINE * 0.7, wrap(heading, LETTERS), "bold")]


def _write(axes: Axes, labels: list[tuple[float, str, str]], edge: float, *, left: bool) -> None:
    """Write labels beside a stack, moved apart where they would touch, with leaders to blocks."""
    heights = [LINE * (told.count("\n") + 1) for _, told, _ in labels]
    floor = 0 if labels and labels[0][0] > 0 else -float("inf")
    centres = spread([centre for centre, _, _ in labels], heights, floor)
    edge, step = (edge, -LEAD) if left else (edge + BAR, LEAD)
    for centre, (wanted, told, weight) in zip(centres, labels, strict=True):
        if weight == "normal":
            axes.plot([edge, edge + 0.8 * step], [wanted, centre], color=GREY, linewidth=0.5)
        axes.text(edge + step, centre, told, ha="right" if left else "left", va="center",
                  weight=weight, linespacing=1.0)  # fmt: skip


def _write_values(axes: Axes, lines: pd.DataFrame, left: float, language: str) -> None:
    for line in lines[lines["value"] > LINE].itertuples():
        colour, ink, _ = LOOKS[line.course]
        axes.text(left + BAR / 2, _middle(line), _number(line.told, language), color=ink,
                  ha="center", va="center",
                  bbox={"facecolor": colour, "pad": 1, "linewidth": 0})  # fmt: skip


def _name_back(axes: Axes, back: pd.DataFrame, place: dict[int, float], language: str) -> None:
    """Name what crosses the other way, under the years."""
    t = translator(language)
    for year, left in place.items():
        lines = back[back["year"] == year]
        if lines.empty:
            axes.text(left + BAR / 2, -YEARS - LINE, t("no figure"), ha="center", va="center",
                      color=GREY)  # fmt: skip
        labels = [(_middle(line), wrap(_label(line, language), LETTERS), "normal")
                  for line in lines[::-1].itertuples()]  # fmt: skip
        _write(axes, labels, left, left=False)
    heading = wrap(_courses(back, language)[BACK], LETTERS)
    axes.text(min(place.values()) - LEAD, -YEARS - LINE, heading, ha="right", va="center",
              weight="bold", linespacing=1.0)  # fmt: skip


def _middle(line: tuple) -> float:
    return (line.top + line.bottom) / 2


def _label(line: tuple, language: str) -> str:
    """Write a route with its figure, how exact that is, and how far its sources lie apart."""
    sign = {"about": "≈\xa0", "above": ">\xa0", "below": "<\xa0"}.get(line.precision, "")
    told = sign + _number(line.told, language)
    if line.high > line.low:
        told += f"\xa0({_number(line.low, language)}–{_number(line.high, language)})"
    return f"{line.name}\xa0{told}"


def _unnamed(table: pd.DataFrame, language: str) -> str:
    """Return the routes that the drawing does not name: of years in between, in neither end."""
    out = table[table["course"] != BACK].assign(told=table["value"])
    first, last = out["year"].min(), out["year"].max()
    named = out["route"].isin(out[out["year"].isin([first, last])]["route"])
    thin = out["value"] * ROOM / out["total"].max() <= LINE
    lines = out[out["year"].between(first, last, inclusive="neither") & (thin | ~named)]
    return "; ".join(f"{line.year}, {_label(line, language)}" for line in lines.itertuples())


def _number(value: float, language: str) -> str:
    return number(round(value, 1), language)


def _share(share: float, language: str) -> str:
    return percent(round(100 * share, 0 if share >= 0.01 else 1), language)
