"""Which concepts carry the network of actors, and in how many draws they do."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of, unsaid
from analysis.charts.style import BLUE, GREY, PALE, label_ticks, name_rows, row_height
from analysis.labels import counter, listing, number, percent, tick, translator
from analysis.networks.statements import Scale, Source
from analysis.study.selection import most_heard
from analysis.uncertainty.concept_backbone import FIELDS, ConceptBackbone
from analysis.uncertainty.concept_backbone import concept_backbone as backbone_of

SURE = 0.95


@marked(of_families=True)
def concept_backbone(
    study: Source,
    *,
    keep: int | None = None,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart what the network of those heard most loses without each concept, one after the other.

    The table is that of `analysis.concept_backbone`, with the `name` of each concept, that which
    carries most first: of the `most` speakers and concepts heard most. `keep` is how many concepts
    are kept.
    """
    t = translator(language)
    title = t("What carries the network")
    fields = [*FIELDS, "name"]
    if needs := lacking("concept_backbone", study):
        return unmet(title, needs, study, language, fields)
    record, rows, scale = asked(study, rows, most, scale)
    told = none_of(record, t("No two actors meet on a subject."))
    empty = pd.DataFrame(columns=fields)
    if not any_said(record, "stance"):
        told = unsaid(record, language, "stance")
        return Chart(title, empty, draw, find, describe, study, language, empty=told)
    record = most_heard(record, "sector", most)
    found = backbone_of(record, rows, number=keep, scale=scale, draws=draws, seed=seed)
    names = names_of(study, language, pd.Index(found.table["column"]))
    table = found.table.assign(name=found.table["column"].map(names))
    return Chart(
        title, table, draw, find, describe, record, language, more=(found,), seed=seed, empty=told
    )


def draw(table: pd.DataFrame, language: str, found: ConceptBackbone) -> Figure:
    """Draw a row a concept: what is lost once it goes, and how often it is kept."""
    t = translator(language)
    names = [*table["name"]]
    at = [*range(len(names))]
    figure = new_figure(len(names) * row_height(names) + 26)
    losses, shares = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
    colours = [BLUE if kept else PALE for kept in table["kept"]]
    dropped = table["loss"].where(table["step"] < len(table))
    losses.barh(at, dropped, height=0.6, color=colours, edgecolor=GREY, linewidth=0.4)
    name_rows(losses, names)
    label_ticks(losses, lambda value: tick(value, language))
    losses.set_xlim(left=0)
    losses.set_xlabel(t("network lost once it goes too"))
    shares.hlines(at, 0, 1, color=PALE, linewidth=0.5, zorder=0)
    for thin in (False, True):
        some = table[table["thin"] == thin]
        face = "white" if thin else BLUE
        shares.plot(
            some["share"], some.index, "o", color=face, markeredgecolor=BLUE, markersize=4.5
        )
    shares.set_xlim(-0.03, 1.03)
    shares.tick_params(left=False, labelleft=False)
    label_ticks(shares, lambda share: percent(round(100 * share), language))
    shares.set_xlabel(t("draws that keep it"))
    return figure


def find(table: pd.DataFrame, language: str, found: ConceptBackbone) -> str:
    """Say which concepts carry the network, how well, and of which draws are sure."""
    t, n = translator(language), counter(language)
    kept = table[table["kept"]]
    names = listing([*kept["name"]], language)
    if len(kept) == len(table):
        return t("No subject can be left out without changing who is near whom.")
    told = n(
        "{number} subject carries the network: {names}. Without all others it changes by "
        "{loss} of 2.",
        "{number} subjects carry the network: {names}. Without all others it changes by {loss} "
        "of 2.",
        len(kept),
        names=names,
        loss=number(round(found.loss, 2), language),
    )
    sure = [*kept.loc[(kept["share"] >= SURE) & ~kept["thin"].astype(bool), "name"]]
    if not sure:
        return told + " " + t("Of no subject with families enough is that sure.")
    return told + " " + t("Kept in at least 95 % of draws: {names}.", names=listing(sure, language))


def describe(table: pd.DataFrame, language: str, found: ConceptBackbone) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Subjects are left out one by one, from the bottom up, each time that without which the "
        "network of actors (agreement) changes least. Left: how far the spectrum of what remains "
        "is from that of all, from 0 to 2, once the subject is left out too; the first row is "
        "what remains last. Blue: kept. Right: in how many draws of families of documents the "
        "subject is among as many kept; open marks: fewer than five families."
    )
    subjects = n("{number} subject", "{number} subjects", len(table))
    kept = number(int(table["kept"].sum()), language)
    return caption, t("A row for each of {subjects}; kept: {kept}.", subjects=subjects, kept=kept)
