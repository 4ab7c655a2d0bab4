"""Actors by sectors: the network as a matrix, the most exact of its pictures."""

import math

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked
from analysis.charts.leading import begun
from analysis.charts.needs import lacking, unmet
from analysis.charts.nodes import shown_words, to_draw, trimmed
from analysis.charts.style import FRIENDLY, INK, PALE, STRAINED, name_rows, row_height, wrap
from analysis.labels import counter, translator
from analysis.measures.stance import FEW
from analysis.names import name_of
from analysis.networks.graphs import ties
from analysis.networks.statements import SCALED, Source, scale_of

STANCE = LinearSegmentedColormap.from_list("stance", [STRAINED, "#F2F2F2", FRIENDLY])


@marked(of_stances=True)
def heatmap(study: Source, *, most: int = 18, language: str = "en") -> Chart:
    """Chart the number of statements that tie each actor to each sector, and their mean stance.

    Drawn are `most` actors and sectors, those tied most. The table has a line an edge of the
    two-mode graph: ends, names, weight and mean stance. Colours reach to the ends of the study's
    scale, or to the strongest mean of a table; a record without stances has neither means nor
    colours.
    """
    t = translator(language)
    title = t("Actors by sectors")
    if needs := lacking("heatmap", study):
        return unmet(title, needs, study, language)
    network = to_draw(study, None, most)
    edges = [
        (
            row,
            column,
            name_of(network.nodes[row], language),
            name_of(network.nodes[column], language),
            edge["weight"],
            edge.get("net_stance", math.nan) / edge["weight"],
        )
        for row, column, edge in ties(network)
    ]
    fields = ["row", "column", "row_name", "column_name", "weight", "mean_stance"]
    table = pd.DataFrame(edges, columns=fields).sort_values(["row", "column"], ignore_index=True)
    if not all("net_stance" in edge for *_, edge in network.edges(data=True)):
        table = table.drop(columns="mean_stance")
    strongest = max([1, *table.get("mean_stance", pd.Series()).abs()])
    scale = scale_of(study, SCALED) or (-strongest, strongest)
    return Chart(title, table, draw, find, describe, study, language, more=(scale, network))


def draw(table: pd.DataFrame, language: str, scale: tuple[int, int], network: nx.Graph) -> Figure:
    """Draw a cell for each tie: its number of statements, on the colour of their mean stance."""
    rows, columns = _by_weight(table, "row"), _by_weight(table, "column")
    figure = new_figure(len(rows) * row_height(list(table["row_name"])) + 42)
    axes = figure.add_subplot()
    means = table.get("mean_stance", pd.Series(0.0, table.index))
    stance = table.assign(mean=means).pivot(index="row", columns="column", values="mean")
    stance = stance.loc[rows.index, columns.index]
    image = axes.pcolormesh(
        stance, cmap=STANCE, vmin=scale[0], vmax=scale[1], edgecolor="white", linewidth=1
    )
    _mark_cells(axes, table.assign(mean=means), rows, columns, scale)
    _name_axes(axes, table, rows, columns)
    if "mean_stance" in table:
        _explain(figure, axes, image, scale, language)
    return figure


def _explain(
    figure: Figure, axes: Axes, image: QuadMesh, scale: tuple[int, int], language: str
) -> None:
    """Put a bar of the colours beside the table."""
    t = translator(language)
    bar = figure.colorbar(image, ax=axes, shrink=0.35, aspect=12, anchor=(0, 1), pad=0.02)
    bar.set_ticks([scale[0], 0, scale[1]], labels=[t("strained"), t("neutral"), t("friendly")])
    bar.outline.set_visible(False)


def find(table: pd.DataFrame, language: str, scale: tuple[int, int], network: nx.Graph) -> str:
    """Say which cell is the fullest, when one is."""
    t, n = translator(language), counter(language)
    most = table[table["weight"] == table["weight"].max()]
    cells = n("{number} filled cell", "{number} filled cells", len(table))
    if trimmed(network):
        cells = begun(t("{cells} shown", cells=cells))
    if len(most) > 1:
        return t("{cells}; none is the fullest alone.", cells=cells)
    line = most.iloc[0]
    return t(
        "{cells}; the fullest is {actor} on {sector} ({statements}).",
        cells=cells,
        actor=line["row_name"],
        sector=line["column_name"],
        statements=n("{number} statement", "{number} statements", int(line["weight"])),
    )


def describe(
    table: pd.DataFrame, language: str, scale: tuple[int, int], network: nx.Graph
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    signed = t(
        "Number of statements that tie an actor to a sector, on the colour of their mean stance: "
        "blue friendly, orange and framed strained. Empty: no statement."
    )
    bare = t("Number of statements that tie an actor to a sector. Empty: no statement.")
    caption = signed if "mean_stance" in table else bare
    thin = [t("Pale: fewer than five statements.")] if (table["weight"] < FEW).any() else []
    caption = " ".join([caption, *thin, *shown_words(network, language)])
    sizes = {
        "actors": n("{number} actor", "{number} actors", table["row"].nunique()),
        "sectors": n("{number} sector", "{number} sectors", table["column"].nunique()),
        "cells": n("{number} filled cell", "{number} filled cells", len(table)),
    }
    fullest = table[table["weight"] == table["weight"].max()]
    if len(fullest) > 1:
        return caption, t("A table of {actors} and {sectors} with {cells}.", **sizes)
    heaviest = fullest.iloc[0]
    alt = t(
        "A table of {actors} and {sectors} with {cells}. The fullest cell is {actor} on {sector} "
        "with {statements}.",
        **sizes,
        actor=heaviest["row_name"],
        sector=heaviest["column_name"],
        statements=n("{number} statement", "{number} statements", heaviest["weight"]),
    )
    return caption, alt


def _by_weight(table: pd.DataFrame, end: str) -> pd.Series:
    """Return the number of statements of each row or column, the heaviest first."""
    return table.groupby(end)["weight"].sum().sort_values(ascending=False, kind="stable")


def _mark_cells(
    axes: Axes, table: pd.DataFrame, rows: pd.Series, columns: pd.Series, scale: tuple[int, int]
) -> None:
    """Write each cell's count, and frame it where strain prevails, for readers without colour."""
    for line in table.itertuples():
        x, y = columns.index.get_loc(line.column), rows.index.get_loc(line.row)
        thin = line.weight < FEW
        strong = abs(line.mean) > 0.75 * max(map(abs, scale)) and not thin
        if thin:
            axes.add_patch(Rectangle((x, y), 1, 1, color="white", alpha=0.6, linewidth=0))
        axes.text(
            x + 0.5,
            y + 0.5,
            line.weight,
            ha="center",
            va="center",
            color="white" if strong else INK,
        )
        if line.mean < 0:
            frame = Rectangle((x + 0.08, y + 0.06), 0.84, 0.88, fill=False, edgecolor=INK)
            axes.add_patch(frame)


def _name_axes(axes: Axes, table: pd.DataFrame, rows: pd.Series, columns: pd.Series) -> None:
    named = {
        end: table.drop_duplicates(end).set_index(end)[f"{end}_name"] for end in ("row", "column")
    }
    name_rows(axes, list(named["row"][rows.index]))
    axes.set_yticks(np.arange(len(rows)) + 0.5, axes.get_yticklabels())
    axes.set_ylim(len(rows), 0)
    axes.xaxis.tick_top()
    # Turned names stand close: a second line would lie on the neighbour.
    told = [wrap(name) for name in named["column"][columns.index]]
    axes.set_xticks(
        np.arange(len(columns)) + 0.5, told, rotation=50, ha="left", rotation_mode="anchor"
    )
    axes.tick_params(axis="x", length=0)
    axes.spines[:].set_visible(False)
    axes.hlines(np.arange(len(rows) + 1), 0, len(columns), color=PALE, linewidth=0.4, zorder=0)
    axes.vlines(np.arange(len(columns) + 1), 0, len(rows), color=PALE, linewidth=0.4, zorder=0)
