"""Leaders and joint texts against all other voices: how friendly each is, with uncertainty."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.beside import with_frame
from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.leading import (
    Leading,
    begun,
    leading_in,
    one_voice,
    voice_names,
    voices_shown,
)
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import BLUE, GREY, PALE, VERMILION, name_rows
from analysis.labels import listing, signed, strung, translator, valued
from analysis.measures.headlines import LEADERS, OTHERS, by_kind
from analysis.measures.stance import mean_stance, on_one_scale, reached
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.acts import one_row_an_act
from analysis.study.load import Study
from analysis.study.selection import bilateral, wholes
from analysis.uncertainty.warmth import warmth

VOICES = {"leaders": (BLUE, "D", -0.16), "others": (VERMILION, "o", 0.16)}
DIMENSIONS = ("kind", "sector")
FIELDS = [
    "dimension",
    "value",
    "name",
    "voice",
    "statements",
    "families",
    "mean",
    "low",
    "high",
    "thin",
]
ROW = 5.4  # mm, for two marks a row


@with_frame
def voices(study: Study, *, language: str = "en", seed: int = 1) -> Chart:
    """Chart how friendly each voice shows the two states, by kind of relation and sector.

    Only statements between the two states and their parts count, an act of two sides once. The
    table has the columns `dimension`, `value`, `name`, `voice` (`leaders`: leaders and texts signed
    by both states, as speakers; `others`), then those of `mean_stance` in `measures.stance`.
    Sectors are rolled up to their wholes and come by number of statements.
    """
    study_of(study, "charts.voices")
    t = translator(language)
    title = t("Who speaks warmly")
    if needs := lacking("voices", study):
        return unmet(title, needs, study, language, FIELDS)
    between = bilateral(on_one_scale(study))
    statements = _marked(between)
    parts = [_by_dimension(statements, dimension, seed) for dimension in DIMENSIONS]
    table = pd.concat(parts, ignore_index=True)
    words = _kinds(language) | names_by_id(study.sectors, language)
    table.insert(2, "name", table["value"].map(lambda value: words.get(value, value)))
    more = leading_in(between), warmth(study, seed=seed)
    return Chart(title, table, draw, find, describe, between, language, more=more, seed=seed)


def _by_dimension(statements: pd.DataFrame, dimension: str, seed: int) -> pd.DataFrame:
    part = mean_stance(statements, [dimension, "voice"], seed=seed)
    part = part.rename(columns={dimension: "value"})
    part.insert(0, "dimension", dimension)
    if dimension == "sector":
        total = part.groupby("value")["statements"].transform("sum")
        order = part.assign(total=-total).sort_values(["total", "value", "voice"]).index
        part = part.loc[order]
    return part


def draw(table: pd.DataFrame, language: str, leading: Leading, gaps: pd.DataFrame) -> Figure:
    """Draw the means as marks with their intervals; thin groups are drawn open."""
    t = translator(language)
    parts = {name: table[table["dimension"] == name] for name in DIMENSIONS}
    rows = {name: part["value"].nunique() for name, part in parts.items()}
    figure = new_figure(sum(rows.values()) * ROW + 34)
    panels = figure.subplots(len(rows), 1, height_ratios=list(rows.values()), sharex=True)
    titles = {"kind": t("Words and deeds"), "sector": t("By sector")}
    for axes, (name, part) in zip(panels, parts.items(), strict=True):
        draw_on(axes, part)
        axes.set_title(titles[name])
        axes.tick_params(axis="x", length=0)
    figure.legend(handles=_handles(table, language, leading), loc="outside upper right", ncols=2)
    return figure


def find(table: pd.DataFrame, language: str, leading: Leading, gaps: pd.DataFrame) -> str:
    """Say in which kinds of relation leaders and other voices can be told apart."""
    t, leaders = translator(language), voice_names(leading, language)[LEADERS]
    if only := one_voice(table, leading, language):
        return only
    sure = reached(table[(table["dimension"] == "kind") & ~table["thin"]])
    ends = {voice: sure[sure["voice"] == voice].set_index("name") for voice in (LEADERS, OTHERS)}
    both = ends[LEADERS].join(ends[OTHERS], how="inner", suffixes=("", "_others"))
    if both.empty:
        return t(
            "In no kind of relation do both voices have enough families of documents to be "
            "compared."
        )
    warmer = list(both.index[both["low"] > both["high_others"]])
    colder = list(both.index[both["high"] < both["low_others"]])
    told = [
        t(
            "{leaders} sound warmer than others in: {kinds}.",
            leaders=leaders,
            kinds=listing(warmer, language),
        ),
        t(
            "{leaders} sound colder than others in: {kinds}.",
            leaders=leaders,
            kinds=listing(colder, language),
        ),
    ]
    told = [begun(each) for each, kinds in zip(told, (warmer, colder), strict=True) if kinds]
    same = t("{leaders} and other voices cannot be told apart", leaders=leaders)
    told = told or [f"{begun(same)}."]
    return " ".join([*told, *_gaps_told(gaps, language)])


def _gaps_told(gaps: pd.DataFrame, language: str) -> list[str]:
    """Say what is left of a gap in words by the kind of relation, and in one event."""
    t, lines = translator(language), sure_gaps(gaps).set_index("compared")
    told = []
    if "beside" in lines.index:
        told.append(
            t(
                "In words the gap that the kind of relation does not explain is {gap} ({low} to "
                "{high}).",
                **_ends(lines.loc["beside"], language),
            )
        )
    if "one event" in lines.index:
        told.append(
            t(
                "Where both speak in one family of documents, the gap is {gap} ({low} to {high}).",
                **_ends(lines.loc["one event"], language),
            )
        )
    return told


def sure_gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps that can be told: of families enough, and not the same in every draw.

    That none of them moves is no precision: stances then follow from relations, or all agree.
    """
    moved = gaps["high"].astype(float) - gaps["low"].astype(float) > 1e-9
    return gaps[moved & ~gaps["thin"].astype(bool)]


def _ends(line: pd.Series, language: str) -> dict[str, str]:
    return {name: signed(line[name], language) for name in ("gap", "low", "high")}


def describe(
    table: pd.DataFrame, language: str, leading: Leading, gaps: pd.DataFrame
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, named = translator(language), voice_names(leading, language)
    caption = t(
        "Mean stance (−1 strained, +1 friendly) of what is said to pass between the two states, by "
        "kind of relation and sector. {voices}. Each family of documents counts once; bars: 95 % "
        "bootstrap intervals over families.",
        voices=voices_shown(table, leading, language),
    )
    if table["thin"].any():
        caption += " " + t("Open marks: fewer than five families, too few to say.")
    if agreed(table).any():
        caption += " " + t(
            "Dotted: all families agree; so far could families not seen move the mean."
        )
    kinds = table[table["dimension"] == "kind"]
    told = strung(
        (
            valued(f"{line.name}, {named[line.voice]}", signed(line.mean, language), language)
            for line in kinds.itertuples(index=False)
        ),
        language,
    )
    alt = t("Marks with intervals on a scale from −1 to +1. {means}.", means=told)
    return caption, alt


def _handles(table: pd.DataFrame, language: str, leading: Leading) -> list[Line2D]:
    """Return a mark for a legend for each voice, open where it has open ones only."""
    called, handles = voice_names(leading, language), []
    for voice, (colour, marker, _) in VOICES.items():
        thin = table.loc[table["voice"] == voice, "thin"].astype(bool)
        if len(thin):
            inside = "white" if thin.all() else colour
            handle = Line2D([], [], color=inside, marker=marker, linestyle="", label=called[voice])
            handle.set_markeredgecolor(colour)
            handles.append(handle)
    return handles


def draw_on(axes: Axes, lines: pd.DataFrame) -> None:
    """Draw the lines of one dimension on axes."""
    values = list(dict.fromkeys(lines["value"]))
    named = lines.drop_duplicates("value").set_index("value")["name"]
    name_rows(axes, [named[value] for value in values])
    axes.hlines(range(len(values)), -1, 1, color=PALE, linewidth=0.5, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    for voice, (colour, marker, shift) in VOICES.items():
        own = lines[lines["voice"] == voice]
        for line, same in zip(reached(own).itertuples(), agreed(own), strict=True):
            row, style = values.index(line.value) + shift, ":" if same else "-"
            axes.plot([line.low, line.high], [row, row], style, color=colour, linewidth=1.2)
            axes.plot(
                line.mean,
                row,
                marker,
                color="white" if line.thin else colour,
                markeredgecolor=colour,
                markersize=4.5,
                linestyle="",
            )
    axes.set_xlim(-1.08, 1.08)
    axes.set_xticks([-1, 0, 1], ["−1", "0", "+1"])


def agreed(table: pd.DataFrame) -> pd.Series:
    """Tell the lines whose families all agree, so that drawing them again moves nothing."""
    return table["low"] == table["high"]


def _marked(study: Study) -> pd.DataFrame:
    """Return the statements with the fields to group them by."""
    statements = one_row_an_act(by_kind(bilateral(study)))
    return statements.assign(sector=statements["sector"].map(wholes(study.sectors, "sector_id")))


def _kinds(language: str) -> dict[str, str]:
    t = translator(language)
    return {"verbal": t("Words"), "material": t("Deeds"), "structural": t("Dependence")}
