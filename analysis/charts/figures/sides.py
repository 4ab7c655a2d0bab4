"""Who sides with whom: each pair of speakers, closer or further apart than chance would put it."""

from collections.abc import Callable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.counting import rests_on_documents
from analysis.charts.needs import lacking, unmet
from analysis.charts.style import FRIENDLY, INK, PALE, STRAINED, name_rows, row_height, wrap
from analysis.labels import counter, listing, number, strung, translator
from analysis.measures.camps import camps
from analysis.measures.draws import ALPHA
from analysis.networks.attributes import names_in
from analysis.networks.matrices import one_mode_of
from analysis.networks.sample import observed, sample, unit_of
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.study.selection import most_heard
from analysis.uncertainty.bootstrap import bootstrap
from analysis.uncertainty.dealt import pairs_by_chance

DEALT = 20
"""So many draws from chance for each from documents: many pairs ask for small p-values."""


def sides(
    study: Source,
    *,
    rows: str | None = None,
    most: int = 16,
    draws: int = 1000,
    scale: Scale | None = None,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart who sides with whom, beside what chance gives.

    The table has a line a pair of the `most` speakers heard most: the estimate and interval of
    congruence minus conflict; what chance gives that keeps sectors and families (`expected`, `p`,
    and `q`, corrected for the number of pairs: `uncertainty.dealt`); and each end with its name,
    camp (see `measures.camps`) and place in the drawing. Speakers are placed camp by camp, within
    each by the number of families behind their ties, the most heard first; the row is the one
    placed later.
    A table without speakers has its actors as rows; the range of its numeric stances is `scale`.
    """
    t = translator(language)
    title = t("Who sides with whom")
    if needs := lacking("sides", study):
        return unmet(title, needs, study, language)
    record = record_of(study)
    rows = rows or speaking(record)
    heard = most_heard(record, rows, most)
    rule, unit = repeats_within(record), unit_of(record)
    said = sample(heard, rows, duplicates=rule, unit=unit, scale=scale)
    closeness = partial(one_mode_of, aggregation="subtract")
    pairs = bootstrap(said, closeness, draws=draws, seed=seed)
    chance = pairs_by_chance(said, draws=DEALT * draws, seed=seed)
    congruence, conflict = (
        one_mode_of(observed(said), aggregation=each) for each in ("congruence", "conflict")
    )
    camp = camps(congruence, conflict, seed=seed)
    table = _placed(pairs, chance, camp, names_in(study, language, "actors"))
    speakers = rows == "speaker"
    nobody = (
        t("No two speakers stand closer or further apart.")
        if speakers
        else t("No two actors stand closer or further apart.")
    )
    empty, more = none_of(study, nobody), (speakers, rests_on_documents(study))
    return Chart(
        title, table, draw, find, describe, study, language, more=more, seed=seed, empty=empty
    )


def _placed(
    pairs: pd.DataFrame, chance: pd.DataFrame, camp: pd.Series, named: Callable[[str], str]
) -> pd.DataFrame:
    beside = chance[["row", "column", "expected", "p", "q"]]
    table = pairs.merge(beside, on=["row", "column"], how="left", validate="one_to_one")
    place = _places(table, camp)
    turned = table["row"].map(place) < table["column"].map(place)
    table[["row", "column"]] = table[["row", "column"]].where(
        ~turned, table[["column", "row"]].to_numpy()
    )
    for end in ("row", "column"):
        table[f"{end}_name"] = table[end].map(named)
        table[f"{end}_camp"] = table[end].map(camp)
        table[f"{end}_place"] = table[end].map(place)
    return table.sort_values(["row_place", "column_place"], ignore_index=True)


def draw(table: pd.DataFrame, language: str, speakers: bool, documents: bool) -> Figure:
    """Draw a circle for each pair, its area by the weight, filled where it is beyond chance."""
    placed = _speakers(table)
    figure = new_figure(len(placed) * row_height(list(placed["name"])) + 34)
    axes = figure.add_subplot()
    _name_axes(axes, placed)
    most = table["estimate"].abs().max()
    for line in table.itertuples():
        colour, marker = (FRIENDLY, "o") if line.estimate > 0 else (STRAINED, "D")
        axes.scatter(
            line.column_place,
            line.row_place,
            s=6 + 140 * abs(line.estimate) / most,
            facecolor=colour if line.q < ALPHA else "white",
            edgecolor=colour,
            linewidth=0.9,
            marker=marker,
            zorder=3,
        )
    _legend(figure, language)
    return figure


def find(table: pd.DataFrame, language: str, speakers: bool, documents: bool) -> str:
    """Say how many pairs stand closer, and how many further apart, than chance would put them.

    Where few families are behind a pair, that is said too.
    """
    t = translator(language)
    closer, apart = _beyond(table)
    told = t(
        "Pairs closer than chance would put them: {closer} of {all} shown; further apart: {apart}.",
        closer=closer,
        apart=apart,
        all=len(table),
    )
    few = int((table["thin"] & (table["q"] < ALPHA)).sum())
    if not few:
        return told
    thin = (
        t("Of these on fewer than five families of documents: {few}.", few=few)
        if documents
        else t("Of these on fewer than five statements: {few}.", few=few)
    )
    return f"{told} {thin}"


def _beyond(table: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs are beyond chance on either side of what it gives."""
    beyond = table[table["q"] < ALPHA]
    closer = beyond["estimate"] > beyond["expected"]
    return int(closer.sum()), int((~closer).sum())


def _marks(language: str, speakers: bool, documents: bool) -> str:
    """Say what the marks mean, and what chance was given."""
    t = translator(language)
    if not documents:
        return t(
            "Circles (blue): two take the same stance on the same sectors more often than the "
            "opposite one; diamonds (orange): less often; area: by how much. Filled: beyond what "
            "chance gives when, within each sector, statements change hands, corrected for the "
            "number of pairs (false discovery rate below {level}); open: within it.",
            level=number(ALPHA, language),
        )
    if not speakers:
        return t(
            "Circles (blue): two take the same stance on the same sectors more often than the "
            "opposite one; diamonds (orange): less often; area: by how much. Filled: beyond what "
            "chance gives when, within each sector, what an actor says in one family of documents "
            "changes hands, corrected for the number of pairs (false discovery rate below "
            "{level}); open: within it.",
            level=number(ALPHA, language),
        )
    return t(
        "Circles (blue): two take the same stance on the same sectors more often than the opposite "
        "one; diamonds (orange): less often; area: by how much. Filled: beyond what chance gives "
        "when, within each sector, what a speaker says in one family of documents changes hands, "
        "corrected for the number of pairs (false discovery rate below {level}); open: within it.",
        level=number(ALPHA, language),
    )


def describe(
    table: pd.DataFrame, language: str, speakers: bool, documents: bool
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    who = (
        t("Congruence minus conflict of the speakers heard most.")
        if speakers
        else t("Congruence minus conflict of the actors heard most.")
    )
    caption = _marks(language, speakers, documents)
    parts = _speakers(table).groupby("camp")["name"].agg(list)
    told = [who, caption]
    if len(parts) == 2:
        told.append(
            t("The line parts the two camps that split it best; every network has such a split.")
        )
    return " ".join(told), _alt(table, list(parts), language, speakers)


def _alt(table: pd.DataFrame, camps: list[list[str]], language: str, speakers: bool) -> str:
    t, n = translator(language), counter(language)
    closer, apart = _beyond(table)
    blanks = {
        "pairs": n("{number} pair of speakers", "{number} pairs of speakers", len(table))
        if speakers
        else n("{number} pair of actors", "{number} pairs of actors", len(table)),
        "friends": n(
            "{number} stands closer than chance would put it",
            "{number} stand closer than chance would put them",
            closer,
        ),
        "rivals": n("{number} further apart", "{number} further apart", apart),
    }
    told = strung((listing(members, language) for members in camps), language)
    if len(camps) < 2:
        return t(
            "A triangle of {pairs}: {friends}, {rivals}. No split in camps: {names}.",
            **blanks,
            names=told,
        )
    return t(
        "A triangle of {pairs}: {friends}, {rivals}. The camps: {camps}.", **blanks, camps=told
    )


def _places(table: pd.DataFrame, camps: pd.Series) -> dict[str, int]:
    """Return the place of each speaker in the drawing."""
    ends = pd.concat(
        [table[[end, "families"]].set_axis(["id", "families"], axis=1) for end in ("row", "column")]
    )
    heard = ends.groupby("id")["families"].sum()
    order = sorted(heard.index, key=lambda each: (camps[each], -heard[each], each))
    return {each: number for number, each in enumerate(order)}


def _speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return name and camp of each speaker in the order of their places."""
    fields = ["place", "name", "camp"]
    ends = [
        table[[f"{end}_{field}" for field in fields]].set_axis(fields, axis=1)
        for end in ("column", "row")
    ]
    return pd.concat(ends).drop_duplicates("place").set_index("place").sort_index()


def _name_axes(axes: Axes, speakers: pd.DataFrame) -> None:
    """Name rows at the left and, where each row ends, the column that begins there."""
    last = len(speakers) - 1
    name_rows(axes, list(speakers["name"]))
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    for place, name in speakers["name"].items():
        axes.plot([-0.5, place], [place, place], color=PALE, linewidth=0.4, zorder=0)
        axes.plot([place, place], [place, last + 0.5], color=PALE, linewidth=0.4, zorder=0)
        axes.annotate(wrap(name), (place, place), (4, 0), textcoords="offset points", va="center")
    border = (speakers["camp"] == speakers["camp"].iloc[0]).sum() - 0.5
    if border < last:
        axes.plot([-0.5, border], [border, border], color=INK, linewidth=0.8, zorder=1)
        axes.plot([border, border], [border, last + 0.5], color=INK, linewidth=0.8, zorder=1)


def _legend(figure: Figure, language: str) -> None:
    t = translator(language)
    handles = [
        Line2D(
            [],
            [],
            color=colour,
            marker=marker,
            linestyle="",
            markersize=7,
            label=label,
            markerfacecolor=face,
        )
        for colour, marker, face, label in [
            (FRIENDLY, "o", FRIENDLY, t("closer than by chance")),
            (FRIENDLY, "o", "white", t("close, within chance")),
            (STRAINED, "D", "white", t("apart, within chance")),
            (STRAINED, "D", STRAINED, t("further apart than by chance")),
        ]
    ]
    figure.legend(handles=handles, loc="outside upper right", ncols=2)
