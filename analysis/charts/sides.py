"""Who sides with whom: each pair of speakers, closer or further apart than chance would put it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.style import (
    FRIENDLY,
    INK,
    PALE,
    STRAINED,
    Words,
    empty_words,
    house_style,
    name_rows,
    new_figure,
    nothing,
    row_height,
    wrap,
)
from analysis.labels import check_language, counter, listing, translator

CHANCE = 0.05
"""A tie whose p-value is below this is drawn as beyond chance."""


def tally(
    ties: pd.DataFrame, chance: pd.DataFrame, camps: pd.Series, names: dict[str, str]
) -> pd.DataFrame:
    """Return one line a pair of speakers, each end with its name, camp and place in the drawing.

    `ties` is what `analysis.bootstrap` gives for congruence minus conflict, `chance` what
    `analysis.null_test` gives; `camps` those of `analysis.measures.camps`. Speakers are placed camp
    by camp, within each by the number of families behind their ties, the most heard first; the row
    is the one placed later.
    """
    beside = chance[["row", "column", "expected", "p"]]
    table = ties.merge(beside, on=["row", "column"], how="left", validate="one_to_one")
    place = _places(table, camps)
    turned = table["row"].map(place) < table["column"].map(place)
    table[["row", "column"]] = table[["row", "column"]].where(
        ~turned, table[["column", "row"]].to_numpy()
    )
    for end in ("row", "column"):
        table[f"{end}_name"] = table[end].map(names)
        table[f"{end}_camp"] = table[end].map(camps)
        table[f"{end}_place"] = table[end].map(place)
    return table.sort_values(["row_place", "column_place"], ignore_index=True)


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw a circle for each pair, its area by the weight, filled where it is beyond chance."""
    check_language(language)
    if table.empty:
        return nothing(language)
    speakers = _speakers(table)
    figure = new_figure(len(speakers) * row_height(list(speakers["name"])) + 34)
    axes = figure.add_subplot()
    _name_axes(axes, speakers)
    most = table["estimate"].abs().max()
    for line in table.itertuples():
        colour, marker = (FRIENDLY, "o") if line.estimate > 0 else (STRAINED, "D")
        axes.scatter(line.column_place, line.row_place, s=6 + 140 * abs(line.estimate) / most,
                     facecolor=colour if line.p < CHANCE else "white", edgecolor=colour,
                     linewidth=0.9, marker=marker, zorder=3)  # fmt: skip
    _legend(axes, language)
    return figure


def describe(table: pd.DataFrame, language: str) -> Words:
    """Return the title, caption and alt text of the drawing."""
    t, n = translator(language), counter(language)
    title = t("Who sides with whom")
    if table.empty:
        return empty_words(language, title)
    caption = t(
        "Congruence minus conflict of the speakers heard most: circles (blue) where two take the "
        "same stance on the same sectors more often than the opposite one, diamonds (orange) where "
        "less often; area: by how much. Filled: beyond what chance gives when stances are "
        "shuffled among statements (p < {level}); open: within it. The line parts the two camps "
        "that split the network best.",
        level=CHANCE,
    )
    beyond = table[table["p"] < CHANCE]
    camps = _speakers(table).groupby("camp")["name"].agg(list)
    told = "; ".join(listing(list(members), language) for members in camps)
    alt = t(
        "A triangle of {pairs}: {friends}, {rivals}. The camps: {camps}.",
        pairs=n("{number} pair of speakers", "{number} pairs of speakers", len(table)),
        friends=n(
            "{number} stands closer than chance would put it",
            "{number} stand closer than chance would put them",
            int((beyond["estimate"] > 0).sum()),
        ),
        rivals=n(
            "{number} further apart",
            "{number} further apart",
            int((beyond["estimate"] < 0).sum()),
        ),
        camps=told,
    )
    return Words(language, title, caption, alt)


def _places(table: pd.DataFrame, camps: pd.Series) -> dict[str, int]:
    """Return the place of each speaker in the drawing."""
    ends = pd.concat([table[[end, "families"]].set_axis(["id", "families"], axis=1)
                      for end in ("row", "column")])  # fmt: skip
    heard = ends.groupby("id")["families"].sum()
    order = sorted(heard.index, key=lambda each: (camps[each], -heard[each], each))
    return {each: number for number, each in enumerate(order)}


def _speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return name and camp of each speaker in the order of their places."""
    fields = ["place", "name", "camp"]
    ends = [table[[f"{end}_{field}" for field in fields]].set_axis(fields, axis=1)
            for end in ("column", "row")]  # fmt: skip
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


def _legend(axes: Axes, language: str) -> None:
    t = translator(language)
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle="", markersize=7, label=label,
               markerfacecolor=face)
        for colour, marker, face, label in [
            (FRIENDLY, "o", FRIENDLY, t("closer than by chance")),
            (FRIENDLY, "o", "white", t("close, within chance")),
            (STRAINED, "D", "white", t("apart, within chance")),
            (STRAINED, "D", STRAINED, t("further apart than by chance")),
        ]
    ]  # fmt: skip
    axes.legend(handles=handles, loc="upper right")
