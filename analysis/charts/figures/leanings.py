"""How statements lean by any field: by actor, voice, side of the publisher, kind of relation."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked
from analysis.charts.counting import once
from analysis.charts.figures.balance import draw_on, rates, tally
from analysis.charts.figures.coverage import value_name
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import row_height
from analysis.labels import some_of, translator
from analysis.networks.statements import Source, counts_acts
from analysis.study.load import Study

HALF = 0.5


@marked(of_families=True)
def leanings(
    study: Source, *, by: str = "actor", most: int = 24, language: str = "en", seed: int = 1
) -> Chart:
    """Chart how many statements of each value of a field are friendly, strained and neutral.

    `by` is a field of the statements or of their documents, such as `speaker`, `side` or
    `relation`. The table has a line for each of the `most` values with most statements, in that
    order: the field, its `name`, the counts, and `rate` with its interval as in `charts.balance`.
    """
    t = translator(language)
    title = t("How statements lean")
    if needs := lacking("leanings", study):
        return unmet(title, needs, study, language)
    acts = counts_acts(study)
    rule = "act" if acts else "include"
    table = tally(study, language, rule, by).join(rates(study, rule, seed, by), on=by).head(most)
    if by == "side" and isinstance(study, Study):
        table["name"] = [value_name(by, value, study, language) for value in table[by]]
    return Chart(title, table, draw, find, describe, study, language, more=(acts,), seed=seed)


def draw(table: pd.DataFrame, language: str, acts: bool) -> Figure:
    """Draw strained statements to the left, friendly ones to the right, and count the rest."""
    figure = new_figure(len(table) * row_height(list(table["name"])) + 18)
    draw_on(figure.add_subplot(), table, language)
    return figure


def find(table: pd.DataFrame, language: str, acts: bool) -> str:
    """Say who leans clearly to one side, of those with enough families of documents."""
    t = translator(language)
    sure = table[table["thin"].eq(False)]
    if sure.empty:
        return t("Too few families of documents to tell how any of them leans.")
    told = [
        t(
            "Clearly more friendly than strained: {friendly} of {all} with families enough.",
            friendly=int((sure["rate_high"] < HALF).sum()),
            all=len(sure),
        )
    ]
    strained = list(sure.loc[sure["rate_low"] > HALF, "name"])
    if strained:
        told.append(t("Clearly more strained: {names}.", names=some_of(strained, language)))
    return " ".join(told)


def describe(table: pd.DataFrame, language: str, acts: bool) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    sums = {sign: int(table[sign].sum()) for sign in ("friendly", "strained", "neutral")}
    caption = t(
        "Statements of each. Right, blue: friendly; left, orange and hatched: strained; last "
        "column: neutral. In all: friendly {friendly}, strained {strained}, neutral {neutral}. "
        "Clear is what the 95 % bootstrap interval over families of documents keeps on one side.",
        **sums,
    )
    alt = t(
        "Bars for {names}. Friendly statements: {friendly}, strained: {strained}, neutral: "
        "{neutral}.",
        names=some_of(list(table["name"]), language),
        **sums,
    )
    return f"{caption} {once(language)}" if acts else caption, alt
