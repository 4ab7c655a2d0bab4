"""The statements of one document in the order in which it makes them."""

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import FRIENDLY, NEUTRAL, PALE, STRAINED, name_rows, row_height
from analysis.labels import counter, translator
from analysis.names import names_by_id
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import select

MARKS = {"friendly": ("^", FRIENDLY), "neutral": ("o", NEUTRAL), "strained": ("v", STRAINED)}


def sequence(study: Study, *, language: str = "en") -> Chart:
    """Chart the statements of the document that has most of them, in its order.

    Of documents that have as many, it is the first by
    id. The table has a line a statement: `place` (1, 2, ...), `statement_id`, `document_id`,
    `locator` (missing where the study has none), `sector` with its `name`, and `sign`.
    """
    study_of(study, "charts.sequence")
    t = translator(language)
    title = t("The statements in their order")
    if needs := lacking("sequence", study):
        return unmet(title, needs, study, language)
    statements = study.statements
    longest = statements["document_id"].mode()  # of those that have as many, the first by id
    table = statements[statements["document_id"].isin(longest[:1])].sort_values(
        "statement_id", key=_places, kind="stable"
    )
    sign = table["stance"].map(lambda stance: _sign(stance))
    table = table.assign(locator=table.get("locator"))  # where none is told, no passage is marked
    table = table[["statement_id", "document_id", "locator", "sector"]].assign(sign=sign)
    table.insert(0, "place", range(1, len(table) + 1))
    table.insert(5, "name", table["sector"].map(names_by_id(study.sectors, language)))
    table = table.reset_index(drop=True)
    read = select(study, documents=table["document_id"].unique())
    return Chart(title, table, draw, find, describe, read, language, more=(len(longest),))


def _places(ids: pd.Series) -> pd.Series:
    """Return the number with which each id ends; where one has none, the order of the table."""
    numbers = ids.str.extract(r"(\d+)$")[0]
    return numbers.astype(int) if numbers.notna().all() else pd.Series(range(len(ids)), ids.index)


def draw(table: pd.DataFrame, language: str, alike: int) -> Figure:
    """Draw a mark for each statement: place from left to right, its sector's row, its sign."""
    sectors = table.drop_duplicates("sector")  # a sector's row follows its first mention
    rows = {sector: row for row, sector in enumerate(sectors["sector"])}
    figure = new_figure(len(rows) * row_height(list(sectors["name"])) + 24)
    axes = figure.add_subplot()
    name_rows(axes, list(sectors["name"]))
    axes.hlines(range(len(rows)), 0, len(table) + 1, color=PALE, linewidth=0.5, zorder=0)
    for sign, (marker, colour) in MARKS.items():
        points = table[table["sign"] == sign]
        axes.scatter(
            points["place"],
            points["sector"].map(rows),
            marker=marker,
            s=22,
            color=colour,
            label=_words(language)[sign],
        )
    _mark_passages(axes, table)
    t = translator(language)
    told = (
        t("Place of the statement")
        if table["locator"].isna().any()
        else t("Passage of the document")
    )
    axes.set_xlabel(told)
    figure.legend(loc="outside upper right", ncols=3)
    return figure


def find(table: pd.DataFrame, language: str, alike: int) -> str:
    """Say how the signs of the statements are spread, and whether other documents have as many."""
    n, counts = counter(language), table["sign"].value_counts()
    told = n(
        "The document drawn makes {number} statement – friendly: {friendly}, neutral: {neutral}, "
        "strained: {strained}.",
        "The document drawn makes {number} statements – friendly: {friendly}, neutral: {neutral}, "
        "strained: {strained}.",
        len(table),
        **{sign: int(counts.get(sign, 0)) for sign in MARKS},
    )
    if alike < 2:
        return told
    others = n(
        "{number} other document makes as many.",
        "{number} other documents make as many.",
        alike - 1,
    )
    return f"{told} {others}"


def describe(table: pd.DataFrame, language: str, alike: int) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    counts = table["sign"].value_counts()
    document = table["document_id"].iloc[0]
    caption = t(
        "Each mark is a statement of document {document}, placed in its order and on its sector's "
        "row. Triangle up, blue: friendly; triangle down, orange: strained; dot, grey: neutral.",
        document=t("“{name}”", name=document) if " " in document else document,
    )
    alt = t(
        "{statements} on {sectors}, from left to right. Friendly: {friendly}, strained: "
        "{strained}, neutral: {neutral}.",
        statements=n("{number} statement", "{number} statements", len(table)),
        sectors=n("{number} sector", "{number} sectors", table["sector"].nunique()),
        **{sign: int(counts.get(sign, 0)) for sign in MARKS},
    )
    return caption, f"{alt} {_strained(table, language)}".strip()


def _strained(table: pd.DataFrame, language: str) -> str:
    """Tell where the strained statements stand, if there are any."""
    t, places = translator(language), table.loc[table["sign"] == "strained", "place"]
    told = ", ".join(map(str, places))
    if not told:
        return ""
    if len(places) == 1:
        return t("The strained one stands at place {places}.", places=told)
    return t("The strained ones stand at places {places}.", places=told)


def _place(locator: str) -> str:
    """Return the last word of a locator that has a number, or else the last.

    >>> _place("paragraph 12"), _place("第 3 段"), _place("headline")
    ('12', '3', 'headline')
    """
    words = locator.split()
    return next((word for word in reversed(words) if re.search(r"\d", word)), words[-1])


def _sign(stance: int) -> str:
    return "friendly" if stance > 0 else "strained" if stance < 0 else "neutral"


def _words(language: str) -> dict[str, str]:
    t = translator(language)
    return {"friendly": t("friendly"), "strained": t("strained"), "neutral": t("neutral")}


def _mark_passages(axes: Axes, table: pd.DataFrame) -> None:
    """Separate the passages of the document and write below each the part that tells it.

    What has no locator is told by its place alone.
    """
    axes.set_xlim(0.3, len(table) + 0.7)
    axes.spines["bottom"].set_visible(False)
    if table["locator"].isna().any():
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        return
    passage = (table["locator"] != table["locator"].shift()).cumsum()
    spans = table.groupby(passage).agg({"place": ["min", "max"], "locator": "first"})
    spans.columns = ["first", "last", "locator"]
    axes.set_xticks((spans["first"] + spans["last"]) / 2, spans["locator"].map(_place))
    axes.tick_params(axis="x", length=0)
    axes.vlines(
        spans["first"].iloc[1:] - 0.5,
        -0.5,
        axes.get_ylim()[0],
        color="#AAAAAA",
        linewidth=0.5,
        linestyle=(0, (2, 2)),
    )
