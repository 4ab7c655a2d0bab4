"""Words and deeds: the quad classes of the relations, sector by sector."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.style import (
    FRIENDLY,
    GREY,
    STRAINED,
    Words,
    empty_words,
    house_style,
    name_rows,
    new_figure,
    nothing,
    row_height,
)
from analysis.labels import counter, names, translator
from analysis.study import Study

QUADS = {
    "verbal cooperation": (FRIENDLY, "////"),
    "material cooperation": (FRIENDLY, None),
    "verbal conflict": (STRAINED, "////"),
    "material conflict": (STRAINED, None),
    "structural": (GREY, None),
}


def tally(study: Study, language: str) -> pd.DataFrame:
    """Return one line a sector, with the number of statements of each quad class.

    The sectors with most statements come first; equal ones in the order of their ids.
    """
    quads = study.statements["relation"].map(study.relations.set_index("relation_id")["quad"])
    counts = pd.crosstab(study.statements["sector"], quads).reindex(
        columns=list(QUADS), fill_value=0
    )
    table = counts.rename_axis("sector").rename_axis(None, axis=1).reset_index()
    table.insert(1, "name", table["sector"].map(names(study.sectors, language)))
    table["total"] = table[list(QUADS)].sum(axis=1)
    return table.sort_values(["total", "sector"], ascending=[False, True], ignore_index=True)


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a column of bars for each quad class, on one scale; words are hatched, deeds solid."""
    if table.empty:
        return nothing(language)
    figure = new_figure(len(table) * row_height(list(table["name"])) + 16)
    panels = figure.subplots(1, len(QUADS), sharey=True)
    reach = table[list(QUADS)].to_numpy().max() * 1.25
    for axes, (quad, word) in zip(panels, _headings(language).items(), strict=True):
        _draw_panel(axes, table[quad], *QUADS[quad])
        axes.set_title(word, color=QUADS[quad][0])
        axes.set_xlim(0, reach)
    name_rows(panels[0], list(table["name"]))
    return figure


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t, n = translator(language), counter(language)
    title = t("Words and deeds by sector")
    if table.empty:
        return empty_words(language, title)
    sums = {quad.replace(" ", "_"): int(table[quad].sum()) for quad in QUADS}
    caption = t(
        "Statements by sector and quad class of their relation (PLOVER). Hatched: words; solid: "
        "deeds; blue: cooperation; orange: conflict; grey: structural dependence. Requests "
        "count as conflict in words, friendly ones too."
    )
    alt = t(
        "Bars for {sectors} in five columns. Verbal cooperation: {verbal_cooperation}, "
        "material cooperation: {material_cooperation}, verbal conflict: {verbal_conflict}, "
        "material conflict: {material_conflict}, structural: {structural}.",
        sectors=n("{number} sector", "{number} sectors", len(table)),
        **sums,
    )
    return Words(language, title, caption, alt)


def _headings(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "verbal cooperation": t("Words:\ncooperation"),
        "material cooperation": t("Deeds:\ncooperation"),
        "verbal conflict": t("Words:\nconflict"),
        "material conflict": t("Deeds:\nconflict"),
        "structural": t("Structural\ndependence"),
    }


def _draw_panel(axes: Axes, counts: pd.Series, colour: str, hatch: str | None) -> None:
    face = "white" if hatch else colour
    axes.barh(counts.index, counts, height=0.7, color=face, edgecolor=colour, hatch=hatch,
              linewidth=0.8)  # fmt: skip
    for row, count in counts[counts > 0].items():
        axes.annotate(str(count), (count, row), (3, 0), textcoords="offset points", va="center")
    axes.axvline(0, color="#666666", linewidth=0.6)
    axes.set_xticks([])
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
