"""The network in periods, side by side in the same places: who was tied to what, and when."""

from collections.abc import Iterator, Mapping, Sequence

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked, none_of
from analysis.charts.compared import by_turns, undated
from analysis.charts.layout import stored_order, two_columns
from analysis.charts.needs import lacking, unmet
from analysis.charts.nodes import (
    Places,
    Stroke,
    draw_nodes,
    draw_ties,
    foremost,
    height,
    kind_legend,
    name_nodes,
    shown_words,
    to_draw,
    trimmed,
)
from analysis.charts.signs import (
    sign,
    sign_legend,
    sign_words,
    signs_of,
    stroke_of,
    without_signs,
)
from analysis.labels import counter, percent, some_of, span, strung, translator, valued
from analysis.locale.directions import tied
from analysis.names import name_of
from analysis.networks import graphs
from analysis.networks.statements import Source

WIDEST = 5.0  # points
FAINT = "#C4C4C4"  # of a node without a tie in a period
HEADING = 54  # letters that fit beside each other over all panels

Parts = Mapping[str, pd.DataFrame]

FIELDS = [
    "period",
    "row",
    "column",
    "row_name",
    "column_name",
    "sign",
    "weight",
    "share",
    "positive",
    "negative",
    "net_stance",
    "statements",
]


@marked(of_stances=True)
def network_periods(
    study: Source,
    *,
    graph: nx.Graph | None = None,
    most: int = 18,
    language: str = "en",
    seed: int = 1,
) -> Chart:
    """Chart the network once for each period that the study's turns part.

    `graph` and `most` are those of `charts.network`. The table has a line a period and tie: its
    `share` of the period's statements, counts and statements' ids. Periods come in their order, the
    heaviest ties of each first, equal ones in the order of their ends. Of a record without stances
    ties have no sign.
    """
    t = translator(language)
    title = t("The network in periods")
    if needs := lacking("network_periods", study):
        return unmet(title, needs, study, language, FIELDS)
    drawn = to_draw(study, graph, most)
    parts = by_turns(study)
    more = (drawn, parts, seed, stored_order(study))
    table = stages(drawn, parts, language)
    empty = none_of(study, undated(language))
    return Chart(
        title, table, draw, find, describe, study, language, more=more, seed=seed, empty=empty
    )


def stages(network: nx.Graph, parts: Parts, language: str) -> pd.DataFrame:
    """Return one line a period and tie of a network, as the chart's table has them.

    `parts` holds the statements of each period by its name.
    """
    names = {node: name_of(told, language) for node, told in network.nodes(data=True)}
    lines = [
        {
            "period": period,
            "row": row,
            "column": column,
            "row_name": names[row],
            "column_name": names[column],
            **_counts(stance, len(part)),
        }
        for period, part in parts.items()
        for row, column, stance in _said(network, part)
    ]
    table, order = pd.DataFrame(lines, columns=FIELDS), list(parts).index
    table = table.sort_values(["weight", "row", "column"], ascending=[False, True, True])
    table = table.sort_values(
        "period", key=lambda each: each.map(order), kind="stable", ignore_index=True
    )
    signed = all("stance" in part for part in parts.values())
    return table if signed else without_signs(table)


def draw(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    parts: Parts,
    seed: int,
    order: Sequence[str],
) -> Figure:
    """Draw the network once a period: nodes in the same places, shares on the same scale.

    A node without a tie in a period is pale in it.
    """
    figure = new_figure(height(network, language) + 30)
    figure.get_layout_engine().set(wspace=0.1)
    places = two_columns(network, seed, order)
    panels = figure.subplots(1, len(parts), squeeze=False)[0]
    strength = _strength(table)
    for axes, (period, part) in zip(panels, parts.items(), strict=True):
        told = table[table["period"] == period]
        draw_ties(axes, _strokes(told, table["share"].max()), places, alpha=0.85)
        _draw_nodes(axes, network, places, strength.get(period, {}))
        axes.set_title(_heading(period, len(part), language, len(parts)), loc="center")
    for side in (0, -1):
        name_nodes(panels[side], network, places, language, [-side])
    sign_legend(figure, signs_of(table), language)
    kind_legend(figure, network, language)
    return figure


def find(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    parts: Parts,
    seed: int,
    order: Sequence[str],
) -> str:
    """Say which ties are the heaviest in each period."""
    t = translator(language)
    told = [
        valued(span(period, language), _first(table[table["period"] == period], language), language)
        for period in parts
    ]
    if trimmed(network):
        return t(
            "Heaviest tie of each period, of those drawn. {ties}.", ties=strung(told, language)
        )
    if len(told) == 1:
        return t("One period only. Its heaviest ties: {ties}.", ties=told[0])
    return t("Heaviest tie of each period. {ties}.", ties=strung(told, language))


def _first(lines: pd.DataFrame, language: str) -> str:
    """Name the heaviest ties of a period, all of those that are alike."""
    t = translator(language)
    alike = lines[lines["weight"] == lines["weight"].max()]
    told = [tied(tie.row_name, tie.column_name, language) for tie in alike.itertuples()]
    if not told:
        return t("none")
    share = percent(round(100 * alike["share"].iloc[0]), language)
    return f"{some_of(told, language)} ({share})"


def describe(
    table: pd.DataFrame,
    language: str,
    network: nx.Graph,
    parts: Parts,
    seed: int,
    order: Sequence[str],
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Actors (left) and sectors (right) in each period, in the same places. Width: share of the "
        "period’s statements that make the tie (up to {most}); pale: without a tie in the period.",
        most=percent(round(100 * table["share"].max()), language),
    )
    told = [_heaviest(table[table["period"] == period], period, language) for period in parts]
    alt = t(
        "The same network {within}, with the heaviest ties of each. {periods}.",
        within=n("in {number} period", "in {number} periods", len(parts)),
        periods=strung(told, language),
    )
    unequal = (
        t("Periods are not of one length, nor of one number of statements: it stands above each.")
        if len(parts) > 1
        else ""
    )
    signs = sign_words(signs_of(table), language)
    shown = [caption, unequal, signs, *shown_words(network, language)]
    return " ".join(filter(None, shown)), alt


def _said(network: nx.Graph, part: pd.DataFrame) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Yield each tie that a period's statements make, with their stances by their ids."""
    stance = part["stance"] if "stance" in part else [0] * len(part)
    stances = dict(zip(part["statement_id"], stance, strict=True))
    for row, column, edge in graphs.ties(network):
        said = {name: stances[name] for name in edge["statements"] if name in stances}
        if said:
            yield row, column, said


def _counts(said: dict[str, int], total: int) -> dict:
    positive = sum(stance > 0 for stance in said.values())
    negative = sum(stance < 0 for stance in said.values())
    return {
        "sign": sign(positive, negative),
        "weight": len(said),
        "share": len(said) / total,
        "positive": positive,
        "negative": negative,
        "net_stance": sum(said.values()),
        "statements": " ".join(said),
    }


def _strength(table: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return the strength of the nodes of each period, the greatest of all periods being 1."""
    ends = [table.rename(columns={end: "node"}) for end in ("row", "column")]
    sums = pd.concat(ends).groupby(["period", "node"])["share"].sum()
    sums /= sums.max()
    return {period: part.droplevel(0).to_dict() for period, part in sums.groupby(level=0)}


def _strokes(table: pd.DataFrame, most: float) -> list[Stroke]:
    """Strained ties above the others, light ones above heavy ones."""
    table = table.assign(last=[sign == "strained" for sign in signs_of(table)] or False)
    table = table.sort_values(["last", "share"], ascending=[True, False], kind="stable")
    return [
        Stroke(tie.row, tie.column, 0.5 + (WIDEST - 0.5) * tie.share / most, *stroke_of(tie))
        for tie in table.itertuples()
    ]


def _draw_nodes(axes: Axes, network: nx.Graph, places: Places, strength: dict) -> None:
    absent = [node for node in places if node not in strength]
    draw_nodes(axes, network, places, dict.fromkeys(absent, 0), FAINT)
    draw_nodes(axes, network, places, {node: strength[node] for node in places if node in strength})


def _heading(period: str, statements: int, language: str, periods: int) -> str:
    n = counter(language)
    told = n("{number} statement", "{number} statements", statements)
    years = span(period, language)
    years = years if len(years) <= HEADING // periods else years.replace(" – ", " –\n")
    return f"{years}\n{told}"


def _heaviest(table: pd.DataFrame, period: str, language: str) -> str:
    """Name the heaviest ties of a period, no more than stand out from those that follow."""
    t, n = translator(language), counter(language)
    told = [
        f"{tied(tie.row_name, tie.column_name, language)} "
        f"({percent(round(100 * tie.share), language)})"
        for tie in table.head(foremost(list(table["weight"]))).itertuples()
    ]
    first = int((table["weight"] == table["weight"].max()).sum())
    if first == len(table):
        many = n("{number} tie, none heavier", "{number} ties, none heavier", len(table))
    else:
        many = n(
            "{number} tie, the heaviest {first} alike",
            "{number} ties, the heaviest {first} alike",
            len(table),
            first=first,
        )
    ties = ", ".join(told) or (many if len(table) else t("none"))
    return valued(span(period, language), ties, language)
