"""The backbone of a one-mode network as arcs: the ties that stand out, and how sure they are."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, none_of
from analysis.charts.counting import rests_on_documents
from analysis.charts.needs import lacking, unmet
from analysis.charts.nodes import MARKERS
from analysis.charts.style import FRIENDLY, GREY, INK, row_height, wrap
from analysis.labels import counter, translator
from analysis.measures.communities import stable_communities
from analysis.measures.disparity import backbone as filtered
from analysis.measures.disparity import disparity
from analysis.names import name_of
from analysis.networks.attributes import names_in
from analysis.networks.graphs import one_mode_graph
from analysis.networks.matrices import one_mode_of
from analysis.networks.sample import observed, sample, unit_of
from analysis.networks.statements import Scale, Source, record_of, repeats_within, speaking
from analysis.study.selection import most_heard
from analysis.uncertainty.bootstrap import bootstrap

SURE = 0.95
"""A tie that exists in fewer of the draws is drawn dotted."""


def backbone(
    study: Source,
    *,
    rows: str | None = None,
    most: int = 24,
    alpha: float = 0.1,
    draws: int = 1000,
    scale: Scale | None = None,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart the ties of congruence that carry more of an end's weight than an even spread would.

    Congruence is divided by the mean number of statements of the two (average activity), the
    backbone is that of the disparity filter at `alpha` (see `measures.disparity`). The table has a
    line a tie that stays, as `analysis.bootstrap` gives it, with names and groups of its ends.
    A table without speakers has its actors as rows; the range of its numeric stances is `scale`.
    """
    t = translator(language)
    title = t("The backbone of congruence")
    if needs := lacking("backbone", study):
        return unmet(title, needs, study, language)
    record = record_of(study)
    rows = rows or speaking(record)
    heard = most_heard(record, rows, most)
    rule, unit = repeats_within(record), unit_of(record)
    said = sample(heard, rows, duplicates=rule, unit=unit, scale=scale)
    congruent = partial(one_mode_of, normalization="average")
    whole = congruent(observed(said))
    groups = stable_communities(whole, seed=seed).partition
    found = bootstrap(said, congruent, draws=draws, seed=seed)
    kept = filtered(whole, disparity(whole), alpha=alpha)
    table = _staying(found, kept, groups, names_in(study, language, "actors"))
    network = one_mode_graph(record, whole, rows)
    speakers = rows == "speaker"
    return Chart(
        title,
        table,
        draw,
        find,
        describe,
        study,
        language,
        more=(groups, network, speakers, rests_on_documents(study)),
        seed=seed,
        empty=none_of(study, t("No tie stands out.")),
    )


def _staying(
    found: pd.DataFrame, kept: pd.DataFrame, groups: pd.Series, named: Callable[[str], str]
) -> pd.DataFrame:
    stays = [kept.loc[line.row, line.column] != 0 for line in found.itertuples()]
    table = found[np.array(stays, bool)].reset_index(drop=True)
    for end in ("row", "column"):
        table[f"{end}_name"] = table[end].map(named)
        table[f"{end}_group"] = table[end].map(groups)
    return table


def draw(
    table: pd.DataFrame,
    language: str,
    groups: pd.Series,
    network: nx.Graph,
    speakers: bool,
    documents: bool,
) -> Figure:
    """Draw the tied nodes in rows, group by group, and the ties of the backbone as arcs.

    `network` names the nodes and their kinds, as `analysis.one_mode_graph` does.
    """
    rows = _rows(table, groups)
    named = [name_of(network.nodes[node], language) for node in rows]
    figure = new_figure((max(rows.values()) + 1) * row_height(named) + 14)
    axes = figure.add_subplot()
    most = table["estimate"].max()
    longest = max(abs(rows[line.row] - rows[line.column]) for line in table.itertuples())
    for line in table.sort_values("estimate").itertuples():
        span = abs(rows[line.row] - rows[line.column]) / longest
        _arc(axes, rows[line.row], rows[line.column], span, line, most)
    for node, row in rows.items():
        kind = network.nodes[node].get("kind")
        axes.plot(0, row, marker=MARKERS.get(kind, "o"), markersize=6, color=INK, zorder=3)
    axes.set_yticks(list(rows.values()), [wrap(name) for name in named])
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-0.02, 1.02), ylim=(max(rows.values()) + 0.6, -0.6), xticks=[])
    axes.spines[:].set_visible(False)
    _legend(figure, table, language)
    return figure


def find(
    table: pd.DataFrame,
    language: str,
    groups: pd.Series,
    network: nx.Graph,
    speakers: bool,
    documents: bool,
) -> str:
    """Say how many ties stand out, and how many of them are unsure."""
    t, n, ties = translator(language), counter(language), len(table)
    unsure = int(_unsure(table).sum())
    if not unsure:
        return n(
            "{number} tie stands out, and it is well supported.",
            "{number} ties stand out, all of them well supported.",
            ties,
        )
    if unsure == ties:
        return n(
            "{number} tie stands out, and it is unsure or thin.",
            "{number} ties stand out, all of them unsure or thin.",
            ties,
        )
    return t(
        "Ties that stand out: {ties}; of these unsure or thin: {unsure}.", ties=ties, unsure=unsure
    )


def describe(
    table: pd.DataFrame,
    language: str,
    groups: pd.Series,
    network: nx.Graph,
    speakers: bool,
    documents: bool,
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t = translator(language)
    who = (
        t("Speakers who take the same stance on the same sectors.")
        if speakers
        else t("Actors who take the same stance on the same sectors.")
    )
    told = [
        who,
        t(
            "Drawn are only the ties that carry more of their ends’ weight than an even spread "
            "would give them (disparity filter). Width: congruence."
        ),
    ]
    if _unsure(table).any():
        told.append(
            t(
                "Dotted: a tie missing from more than one in twenty bootstrap draws over families "
                "of documents, or with fewer than five families behind one of its ends."
            )
            if documents
            else t(
                "Dotted: a tie missing from more than one in twenty bootstrap draws over "
                "statements, or with fewer than five statements behind one of its ends."
            )
        )
    if groups[list(_rows(table, groups))].nunique() > 1:
        told.append(t("Rows with a gap between them are of two communities."))
    return " ".join(told), _alt(table, language, len(_rows(table, groups)), speakers)


def _alt(table: pd.DataFrame, language: str, rows: int, speakers: bool) -> str:
    t, n = translator(language), counter(language)
    blanks = {
        "speakers": n("{number} speaker", "{number} speakers", rows)
        if speakers
        else n("{number} actor", "{number} actors", rows),
        "arcs": n("{number} arc", "{number} arcs", len(table)),
        "unsure": int(_unsure(table).sum()),
    }
    first = table[np.isclose(table["estimate"], table["estimate"].max())]
    if len(first) > 1:
        return t("{speakers} in rows, joined by {arcs}, {unsure} of them dotted.", **blanks)
    return t(
        "{speakers} in rows, joined by {arcs}, {unsure} of them dotted. The heaviest joins {one} "
        "and {other}.",
        **blanks,
        one=first["row_name"].iloc[0],
        other=first["column_name"].iloc[0],
    )


def _unsure(table: pd.DataFrame) -> pd.Series:
    return (table["share"] < SURE) | table["thin"]


def _rows(table: pd.DataFrame, groups: pd.Series) -> dict[str, float]:
    """Return the row of each tied node: those of a group together, by strength, then a gap."""
    weight = pd.concat([table.groupby(end)["estimate"].sum() for end in ("row", "column")])
    strength = weight.groupby(level=0).sum()
    order = sorted(strength.index, key=lambda node: (groups[node], -strength[node], node))
    gaps = np.cumsum([0, *(groups[one] != groups[other] for one, other in pairwise(order))])
    return {
        node: float(place + 0.8 * gap)
        for place, (node, gap) in enumerate(zip(order, gaps, strict=True))
    }


def _arc(axes: Axes, one: float, other: float, span: float, line: tuple, most: float) -> None:
    reach = 0.1 + 1.2 * span  # a curve reaches three quarters of the way to its handles
    curve = Curve([(0, one), (reach, one), (reach, other), (0, other)], [1, 4, 4, 4])
    unsure = line.share < SURE or line.thin
    axes.add_patch(
        PathPatch(
            curve,
            fill=False,
            edgecolor=GREY if unsure else FRIENDLY,
            linewidth=0.7 + 3.3 * line.estimate / most,
            alpha=0.5 if unsure else 0.9,
            capstyle="butt",
            linestyle=(0, (1, 1.2)) if unsure else "-",
            zorder=1 if unsure else 2,
        )
    )


def _legend(figure: Figure, table: pd.DataFrame, language: str) -> None:
    t = translator(language)
    sure = ~_unsure(table)
    lines = [
        Line2D([], [], color=colour, linewidth=2, linestyle=style, label=label)
        for style, colour, label, present in [
            ("-", FRIENDLY, t("well supported"), sure.any()),
            ((0, (1, 1.2)), GREY, t("unsure or thin"), (~sure).any()),
        ]
        if present
    ]
    figure.legend(handles=lines, loc="outside upper center", ncols=2, columnspacing=3)
