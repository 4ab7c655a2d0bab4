"""The balance of cooperation and friction, sector by sector."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.beside import with_frame
from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, in_words_of
from analysis.charts.counting import once
from analysis.charts.needs import lacking, unmet
from analysis.charts.paper import this_page
from analysis.charts.style import FRIENDLY, GREY, STRAINED, WRAP, name_rows, row_height
from analysis.labels import counter, percent, percents, some_of, translator
from analysis.networks.attributes import CODE_TABLES, names_in
from analysis.networks.cells import cells
from analysis.networks.matrices import check_numbers
from analysis.networks.sample import UNITS, sample
from analysis.networks.statements import Source, counts_acts, table_of
from analysis.study.load import Study
from analysis.uncertainty.shares import sign_shares

NARROW = 120  # mm of a page on which words above two columns would meet


@with_frame
def balance(study: Source, *, language: str = "en", seed: int = 1) -> Chart:
    """Chart how many statements of each sector are friendly, strained and neutral.

    An act of two sides counts once. The table has a line a sector with its `name` and these counts,
    the sectors with most first; equal ones in the order of their ids. Of a study, and of a table in
    memory that names families or documents, it has `rate` too, the strained share of what takes a
    side, with its interval from `rate_low` to `rate_high` (see `uncertainty.shares`), and whether
    it is `thin`.
    """
    t = translator(language)
    with in_words_of(study):
        title = t("Cooperation and friction by sector")
    if needs := lacking("balance", study):
        return unmet(title, needs, study, language)
    acts = counts_acts(study)
    rule = "act" if acts else "include"
    table = tally(study, language, rule).join(rates(study, rule, seed), on="sector")
    return Chart(title, table, draw, find, describe, study, language, more=(acts,), seed=seed)


def tally(
    study: Source, language: str, rule: str = "include", field: str = "sector"
) -> pd.DataFrame:
    """Return how many statements of each sector are friendly, strained and neutral, and its name.

    `rule` says which repeated ones count (see `analysis.cells`); `field` names another field.
    """
    said = cells(study, field, field, "stance", duplicates=rule)
    check_numbers(said["level"].dtype, "stance")
    truth = said["level"].dtype == bool
    level = said["level"].map({True: 1, False: -1}) if truth else said["level"]
    signs = {"friendly": level > 0, "strained": level < 0, "neutral": level == 0}
    counts = pd.DataFrame({sign: said["count"].where(there, 0) for sign, there in signs.items()})
    table = counts.groupby(said["row"].rename(field)).sum().reset_index()
    tables = [CODE_TABLES[field]] if field in CODE_TABLES else []
    table.insert(1, "name", table[field].map(names_in(study, language, *tables)))
    table["total"] = table[list(signs)].sum(axis=1)
    return table.sort_values(["total", field], ascending=[False, True], ignore_index=True)


def rates(study: Source, rule: str, seed: int, field: str = "sector") -> pd.DataFrame:
    """Return how often each sector is strained, with its interval, where there are families."""
    fields = ["rate", "rate_low", "rate_high", "thin"]
    table = table_of(study) if isinstance(study, Study) else study
    unit = next((each for each in UNITS if isinstance(table, pd.DataFrame) and each in table), None)
    if unit is None or table[unit].isna().all():
        return pd.DataFrame(columns=fields, index=pd.Index([], dtype=object))
    said = sample(study, field, field, duplicates=rule, unit=unit)
    return sign_shares(said, seed=seed)[fields]


def draw(table: pd.DataFrame, language: str, acts: bool) -> Figure:
    """Draw strained statements to the left, friendly ones to the right, and count the rest."""
    figure = new_figure(len(table) * row_height(list(table["name"])) + 18)
    draw_on(figure.add_subplot(), table, language)
    return figure


def draw_on(
    axes: Axes, table: pd.DataFrame, language: str, letters: int = WRAP, neutral: bool = True
) -> None:
    """Draw the bars on axes, names in lines of so many letters.

    On axes too narrow for it, the column of neutral statements can be left out.
    """
    rows = range(len(table))
    axes.barh(rows, -table["strained"], height=0.7, color=STRAINED, hatch="////", edgecolor="white")
    axes.barh(rows, table["friendly"], height=0.7, color=FRIENDLY)
    name_rows(axes, list(table["name"]), letters)
    right, left = max(table["friendly"].max(), 1), table["strained"].max()
    edge = right * 1.22  # where the last column is written
    axes.set_xlim(-max(left + (0.1 if neutral else 0.2) * right, 0.3 * right), edge)
    for row, line in enumerate(table.itertuples()):
        _count(axes, -line.strained, row, line.strained, "right")
        _count(axes, line.friendly, row, line.friendly, "left")
        if neutral:
            axes.text(edge, row, line.neutral or "–", ha="right", va="center", color=GREY)
    axes.axvline(0, color="#666666", linewidth=0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    _head(axes, edge, language, neutral)


def find(table: pd.DataFrame, language: str, acts: bool) -> str:
    """Say in how many sectors friendliness outweighs friction, and which is strained most often."""
    t = translator(language)
    friendly = int((table["friendly"] > table["strained"]).sum())
    told = [
        t(
            "Sectors with more friendly statements than strained ones: {friendly} of {all}.",
            friendly=friendly,
            all=len(table),
        )
    ]
    rubs = list(table.loc[table["strained"] > table["friendly"], "name"])
    if rubs:
        told.append(t("With more strained ones: {sectors}.", sectors=some_of(rubs, language)))
    if table["thin"].notna().any():  # else no documents tell how sure that is
        told.append(f"{strained_most(table, language)}.")
    return " ".join(told)


def strained_most(table: pd.DataFrame, language: str) -> str:
    """Say which sector is strained most often, of those with enough families behind them.

    It is clearly so only where its interval lies above those of all others.
    """
    t = translator(language)
    sure = table[table["thin"].eq(False)]
    if len(sure) < 2:
        return t("Too few families of documents to tell which sector is strained most often")
    first = most_strained(table)
    if first.empty:
        return t("No sector with enough families of documents has a strained statement")
    rate = percent(round(100 * first["rate"].iloc[0]), language)
    if len(first) > 1:
        names = some_of(list(first["name"]), language)
        return t(
            "Strained most often, though not clearly: {sectors}, {rate} of what takes a side",
            sectors=names,
            rate=rate,
        )
    line, others = first.iloc[0], sure.drop(first.index)
    blanks = {"sector": line["name"], "rate": rate}
    blanks["range"] = percents(line["rate_low"], line["rate_high"], language)
    if line["rate_low"] > others["rate_high"].max():
        return t("Strained most often: {sector}, {rate} ({range}) of what takes a side", **blanks)
    return t(
        "Strained most often, though not clearly: {sector}, {rate} ({range}) of what takes a side",
        **blanks,
    )


def most_strained(table: pd.DataFrame) -> pd.DataFrame:
    """Return the sectors that are strained most often, of those with enough families, if any is."""
    sure = table[table["thin"].eq(False)]
    return sure[(sure["rate"] == sure["rate"].max()) & (sure["rate"] > 0)]


def describe(table: pd.DataFrame, language: str, acts: bool) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    sums = {sign: int(table[sign].sum()) for sign in ("friendly", "strained", "neutral")}
    caption = t(
        "Statements by sector. Right, blue: friendly; left, orange and hatched: strained; last "
        "column: neutral. In all: friendly {friendly}, strained {strained}, neutral {neutral}.",
        **sums,
    )
    alt = t(
        "Bars for {sectors}. Friendly statements: {friendly}, strained: {strained}, "
        "neutral: {neutral}.",
        sectors=n("{number} sector", "{number} sectors", len(table)),
        **sums,
    )
    return f"{caption} {once(language)}" if acts else caption, alt


def _head(axes: Axes, edge: float, language: str, neutral: bool) -> None:
    """Write above each column what it counts."""
    t = translator(language)
    page = this_page()
    above = 1.3 * page.text if page.width < NARROW else 0  # else words would meet
    for place, word, colour, side, lift in [
        (-0.01 * edge, "← " + t("strained"), STRAINED, "right", 0),
        (0.01 * edge, t("friendly") + " →", FRIENDLY, "left", 0),
        (edge, t("neutral") if neutral else "", GREY, "right", above),
    ]:
        given = {"color": colour, "ha": side, "va": "bottom", "weight": "bold"}
        axes.annotate(
            word,
            (place, -0.75),
            (0, lift),
            textcoords="offset points",
            annotation_clip=False,
            **given,
        )


def _count(axes: Axes, x: float, row: int, count: int, side: str) -> None:
    if count:
        shift = -3 if side == "right" else 3
        axes.annotate(
            str(count), (x, row), (shift, 0), textcoords="offset points", ha=side, va="center"
        )
