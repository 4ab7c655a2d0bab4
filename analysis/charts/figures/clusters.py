"""Groups of actors that many methods agree on: a tree beside how often two are together."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from scipy.cluster.hierarchy import dendrogram

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of, unsaid
from analysis.charts.style import INK, PURPLE, VERMILION, name_rows, row_height
from analysis.labels import counter, number, percent, translator
from analysis.measures.draws import ALPHA
from analysis.networks.statements import Scale, Source
from analysis.uncertainty.consensus import Consensus, consensus, leaf_order

OFTEN = LinearSegmentedColormap.from_list("often", ["#FFFFFF", PURPLE])
FIELDS = ["row", "group", "together", "name"]
SURE = 0.6


@marked(of_families=True)
def clusters(
    study: Source,
    *,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart which of those heard most are put together, over all methods and draws of families.

    The table is that of `analysis.consensus` with the `name` of each row, in the order of the tree;
    those that meet no one are left out.
    """
    t = translator(language)
    title = t("Groups that methods agree on")
    if needs := lacking("clusters", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, most, scale)
    told = none_of(record, t("No two actors meet on a subject."))
    empty = pd.DataFrame(columns=FIELDS)
    if not any_said(record, "stance"):
        told = unsaid(record, language, "stance")
        return Chart(title, empty, draw, find, describe, study, language, empty=told)
    found = consensus(record, rows, scale=scale, draws=draws, seed=seed)
    ids = found.together.index[leaf_order(found)]
    table = found.table.set_index("row").loc[ids].reset_index()
    table["name"] = table["row"].map(names_of(study, language, ids))
    return Chart(
        title, table, draw, find, describe, record, language, more=(found,), seed=seed, empty=told
    )


def draw(table: pd.DataFrame, language: str, found: Consensus) -> Figure:
    """Draw the tree beside the matrix of how often two are together, groups framed."""
    t = translator(language)
    names = [*table["name"]]
    figure = new_figure(max(60, len(names) * row_height(names) + 18))
    matrix, tree = figure.subplots(1, 2, width_ratios=[3, 1])
    together = found.together.loc[table["row"], table["row"]].to_numpy()
    image = matrix.pcolormesh(together, cmap=OFTEN, vmin=0, vmax=1, rasterized=True)
    name_rows(matrix, names)
    matrix.set_yticks([place + 0.5 for place in range(len(names))], matrix.get_yticklabels())
    matrix.set_ylim(len(names), 0)
    matrix.set_xticks([])
    matrix.spines[:].set_visible(False)
    bar = figure.colorbar(image, ax=tree, shrink=0.5, aspect=14, pad=0.06)
    bar.set_ticks([0, 0.5, 1], labels=[percent(each, language) for each in (0, 50, 100)])
    bar.set_label(t("how often together"))
    bar.outline.set_visible(False)
    _frame_groups(matrix, table)
    _grow(tree, found, len(names))
    return figure


def _frame_groups(axes: Axes, table: pd.DataFrame) -> None:
    """Frame rows of one group that stand next to each other."""
    begins = table["group"].ne(table["group"].shift()).cumsum()
    for _, part in table.groupby(begins):
        start, end = part.index[0], part.index[-1] + 1
        axes.plot(
            [start, end, end, start, start],
            [start, start, end, end, start],
            color=VERMILION,
            linewidth=1.4,
            clip_on=False,
        )


def _grow(axes: Axes, found: Consensus, size: int) -> None:
    """Draw the tree with its leaves at the rows of the matrix."""
    if len(found.tree):
        shape = dendrogram(found.tree, no_plot=True)
        for heights, places in zip(shape["dcoord"], shape["icoord"], strict=True):
            axes.plot(heights, [place / 10 for place in places], color=INK, linewidth=0.8)
    axes.set_ylim(size, 0)
    axes.set_axis_off()


def find(table: pd.DataFrame, language: str, found: Consensus) -> str:
    """Say how many groups there are, and whether methods agree on them."""
    t, n = translator(language), counter(language)
    groups = table["group"].nunique()
    value = number(round(found.stability, 2), language)
    if groups == 1:
        return t("No division is better than one group of all.")
    parts = n("{number} group", "{number} groups", groups)
    if found.stability >= SURE and found.chance > ALPHA:
        return t(
            "Methods agree on {groups} (mean adjusted Rand index with them: {value}), but in "
            "{share} of draws stances dealt out at random divide as deeply: the groups are no "
            "finding.",
            groups=parts,
            value=value,
            share=percent(round(100 * found.chance), language),
        )
    if found.stability >= SURE:
        return t(
            "Methods agree on {groups} (mean adjusted Rand index with them: {value}).",
            groups=parts,
            value=value,
        )
    return t(
        "Methods do not agree on groups; the {groups} shown are only their middle (mean adjusted "
        "Rand index with them: {value}).",
        groups=parts,
        value=value,
    )


def describe(table: pd.DataFrame, language: str, found: Consensus) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "How often two actors are put in one group by seven methods (hierarchical, k-means, "
        "k-medoids, Louvain, Leiden, spectral, equivalence), on the record and on draws of its "
        "families of documents; each method takes the number of groups of greatest signed "
        "modularity. Tree: average linkage, cut by the same rule; frames: the groups."
    )
    actors = n("{number} actor", "{number} actors", len(table))
    groups = n("{number} group", "{number} groups", table["group"].nunique())
    return caption, t(
        "A table of {actors} by each other with a tree beside it, in {groups}.",
        actors=actors,
        groups=groups,
    )
