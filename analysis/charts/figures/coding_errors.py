"""How much of what is uncertain is coding, and how much is sampling."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of
from analysis.charts.style import (
    BLUE,
    GREY,
    ORANGE,
    PALE,
    label_ticks,
    name_rows,
    row_height,
)
from analysis.errors import InputError
from analysis.labels import counter, number, some_of, tick, translator
from analysis.measures.agreement import codings
from analysis.measures.confusion import confusion, truth
from analysis.networks.arrays import Array
from analysis.networks.sample import sample, unit_of
from analysis.networks.statements import Record, Scale, Source, frame_of, repeats_within
from analysis.study.load import Study
from analysis.study.selection import most_heard
from analysis.uncertainty.bootstrap import bootstrap

FIELDS = ["column", "estimate", "low", "high", "sampling", "coding", "families", "thin", "name"]


def coding_errors(
    study: Source,
    *,
    coding: pd.DataFrame | None = None,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart the mean stance on each subject, its interval, and what of it is coding or sampling.

    `coding` is a table of `measures.confusion.confusion`, by default that of all further codings of
    the study. The table has a line for each of the subjects heard most that have five families or
    more, with the columns of `analysis.bootstrap(..., coding=coding)`, most families first.
    """
    t = translator(language)
    title = t("Coding or sampling")
    needs = lacking("coding_errors", study)
    if needs and (coding is None or needs != ["codings"]):
        return unmet(title, needs, study, language, FIELDS)
    empty = pd.DataFrame(columns=FIELDS)
    words = (title, empty, draw, find, describe, study, language)
    record, rows, scale = asked(study, rows, None, scale)
    if not any_said(record, "stance"):
        return Chart(*words, empty=none_of(record, t("No statement has a stance.")))
    table = confused(study) if coding is None else coding
    if table is None or (coding is None and not _knows(table, record)):
        told = t("Coders agree too little, or on too few codes, to tell errors from chance.")
        return Chart(*words, empty=told)
    record = most_heard(record, "sector", most)
    rule, unit = repeats_within(record), unit_of(record)
    said = sample(record, rows, duplicates=rule, unit=unit, scale=scale)
    found = bootstrap(said, mean_stance, coding=table, draws=draws, seed=seed)
    found = _told(found, names_of(study, language, pd.Index(found["node"])))
    more = (int(table.to_numpy().sum()), scale or (-1, 1))
    told = t("No subject has families enough to part coding from sampling.")
    words = (title, found, draw, find, describe, record, language)
    return Chart(*words, more=more, seed=seed, empty=none_of(record, told))


def _knows(table: pd.DataFrame, record: Record) -> bool:
    """Tell whether coders were seen to give every code that the record has."""
    return set(frame_of(record)["stance"].dropna()).issubset(table.index)


def confused(study: Source) -> pd.DataFrame | None:
    """Return how often codes of the study are others in its further codings; None of no use."""
    if not isinstance(study, Study):
        return None
    found = None
    for each in codings(study).values():
        try:
            table = confusion(study.statements, each)
        except InputError:  # nothing that both coded
            continue
        found = table if found is None else found.add(table, fill_value=0)
    return found if found is not None and _tells_errors(found) else None


def _tells_errors(table: pd.DataFrame) -> bool:
    try:
        truth(table)
    except InputError:
        return False
    return True


def mean_stance(array: Array) -> pd.Series:
    """Return the mean stance on each column; 0 where there is none."""
    x = array.x.sum(axis=0)
    number = x.sum(axis=1)
    sums = x @ array.levels.to_numpy(float)
    means = np.divide(sums, number, out=np.zeros(len(sums)), where=number > 0)
    return pd.Series(means, array.columns)


def _told(found: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    table = found.rename(columns={"node": "column"}).assign(name=found["node"].map(names))
    table = table[~table["thin"]]  # a draw may lack a subject of few families, which has no mean
    order = ["families", "column"]
    return table.sort_values(order, ascending=[False, True], ignore_index=True)[FIELDS]


def draw(table: pd.DataFrame, language: str, units: int, scale: Scale) -> Figure:
    """Draw a row a subject: the mean with its interval, and beside it the widths of both kinds."""
    t = translator(language)
    names = [*table["name"]]
    at = np.arange(len(names))
    figure = new_figure(len(names) * row_height(names) + 30)
    means, widths = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
    means.axvline(sum(scale) / 2, color=PALE, linewidth=0.8, zorder=0)
    means.hlines(at, table["low"], table["high"], color=GREY, linewidth=1.2)
    means.plot(table["estimate"], at, "o", color=BLUE, markersize=4.5)
    name_rows(means, names)
    label_ticks(means, lambda value: tick(value, language))
    means.set_xlabel(t("mean stance"))
    for shift, field, colour, label in (
        (-0.2, "sampling", BLUE, t("sampling")),
        (0.2, "coding", ORANGE, t("coding")),
    ):
        widths.barh(at + shift, table[field], height=0.38, color=colour, label=label)
    widths.tick_params(left=False, labelleft=False)
    widths.set_xlim(left=0)
    label_ticks(widths, lambda value: tick(value, language))
    widths.set_xlabel(t("width of the interval of each alone"))
    figure.legend(frameon=False, loc="outside upper right", ncols=2)
    return figure


def find(table: pd.DataFrame, language: str, units: int, scale: Scale) -> str:
    """Say on how many subjects, and which, coding leaves more open than sampling."""
    t, n = translator(language), counter(language)
    more = table[table["coding"] > table["sampling"]]
    told = n(
        "Of {number} subject with families enough, coding leaves more open than sampling on {few}.",
        "Of {number} subjects with families enough, coding leaves more open than sampling on "
        "{few}.",
        len(table),
        few=number(len(more), language),
    )
    if len(more):
        told = told + " " + t("More by coding: {names}.", names=some_of([*more["name"]], language))
    return told


def describe(table: pd.DataFrame, language: str, units: int, scale: Scale) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Mean stance on each subject; repeats within a family of documents count once. Bars at "
        "the left: 95 % of draws of families with codes redrawn from what coders confuse in "
        "{units}, each actor by its own distribution; they need not lie around the mean as coded. "
        "At the right: how wide the interval would be with families drawn alone, and with codes "
        "redrawn alone. Errors that coders share, and statements that none of them saw, are in "
        "neither. Subjects of fewer than five families are left out.",
        units=n("{number} unit coded twice", "{number} units coded twice", units),
    )
    subjects = n("{number} subject", "{number} subjects", len(table))
    return caption, t("A row for each of {subjects}, with two bars each.", subjects=subjects)
