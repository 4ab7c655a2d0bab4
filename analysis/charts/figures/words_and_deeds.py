"""Words and deeds: the quad classes of the relations, sector by sector."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.beside import with_frame
from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import FRIENDLY, GREY, STRAINED, name_rows, row_height
from analysis.labels import counter, translator
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.load import Study

QUADS = {
    "verbal cooperation": (FRIENDLY, "////"),
    "material cooperation": (FRIENDLY, None),
    "verbal conflict": (STRAINED, "////"),
    "material conflict": (STRAINED, None),
    "structural": (GREY, None),
}


@with_frame
def words_and_deeds(study: Study, *, language: str = "en") -> Chart:
    """Chart the statements of each sector by the quad class of their relation.

    The table has a line a sector with its `name` and a count a class, the sectors with most
    statements first; equal ones in the order of their ids.
    """
    study_of(study, "charts.words_and_deeds")
    t = translator(language)
    title = t("Words and deeds by sector")
    if needs := lacking("words_and_deeds", study):
        return unmet(title, needs, study, language)
    quads = study.statements["relation"].map(study.relations.set_index("relation_id")["quad"])
    counts = pd.crosstab(study.statements["sector"], quads).reindex(
        columns=list(QUADS), fill_value=0
    )
    table = counts.rename_axis("sector").rename_axis(None, axis=1).reset_index()
    table.insert(1, "name", table["sector"].map(names_by_id(study.sectors, language)))
    table["total"] = table[list(QUADS)].sum(axis=1)
    table = table.sort_values(["total", "sector"], ascending=[False, True], ignore_index=True)
    requests = _requests(study)
    return Chart(title, table, draw, find, describe, study, language, more=(requests,))


def _requests(study: Study) -> bool:
    """Tell whether there are requests, of any stance, that count as conflict in words."""
    quad = study.relations.set_index("relation_id")["quad"].get("request")
    return quad == "verbal conflict" and bool((study.statements["relation"] == "request").any())


def draw(table: pd.DataFrame, language: str, requests: bool) -> Figure:
    """Draw a column of bars for each quad class, on one scale; words are hatched, deeds solid."""
    figure = new_figure(len(table) * row_height(list(table["name"])) + 16)
    panels = figure.subplots(1, len(QUADS), sharey=True)
    reach = table[list(QUADS)].to_numpy().max() * 1.25
    for axes, (quad, word) in zip(panels, _headings(language).items(), strict=True):
        _draw_panel(axes, table[quad], *QUADS[quad])
        axes.set_title(word, color=QUADS[quad][0])
        axes.set_xlim(0, reach)
    name_rows(panels[0], list(table["name"]))
    return figure


def find(table: pd.DataFrame, language: str, requests: bool) -> str:
    """Say how much is said and how much done."""
    t = translator(language)
    sums = table[list(QUADS)].sum()
    words, deeds = (int(sums.filter(like=kind).sum()) for kind in ("verbal", "material"))
    return t(
        "Statements of words: {words}, of deeds: {deeds}, of lasting dependence: {structural}.",
        words=words,
        deeds=deeds,
        structural=int(sums["structural"]),
    )


def describe(table: pd.DataFrame, language: str, requests: bool) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    sums = {quad.replace(" ", "_"): int(table[quad].sum()) for quad in QUADS}
    caption = t(
        "Statements by sector and quad class of their relation (PLOVER). Hatched: words; solid: "
        "deeds; blue: cooperation; orange: conflict; grey: structural dependence."
    )
    if requests:
        caption += " " + t("Requests count as conflict in words, friendly ones too.")
    alt = t(
        "Bars for {sectors} in five columns. Verbal cooperation: {verbal_cooperation}, "
        "material cooperation: {material_cooperation}, verbal conflict: {verbal_conflict}, "
        "material conflict: {material_conflict}, structural: {structural}.",
        sectors=n("{number} sector", "{number} sectors", len(table)),
        **sums,
    )
    return caption, alt


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
    axes.barh(
        counts.index, counts, height=0.7, color=face, edgecolor=colour, hatch=hatch, linewidth=0.8
    )
    for row, count in counts[counts > 0].items():
        axes.annotate(str(count), (count, row), (3, 0), textcoords="offset points", va="center")
    axes.axvline(0, color="#666666", linewidth=0.6)
    axes.set_xticks([])
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
