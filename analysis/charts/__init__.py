"""The figures: each module holds one, as its table (`tally`), drawing (`draw`), words (`describe`).

A drawing takes tables or graphs and returns a Matplotlib figure; it writes nothing.
"""

from analysis.charts.figures import (
    alluvial,
    backbone,
    balance,
    change,
    choices,
    course,
    coverage,
    dependence,
    heatmap,
    influence,
    network,
    network_change,
    network_periods,
    overview,
    projects,
    promises,
    sequence,
    sides,
    trends,
    voices,
    words_and_deeds,
)

__all__ = [
    "alluvial",
    "backbone",
    "balance",
    "change",
    "choices",
    "course",
    "coverage",
    "dependence",
    "heatmap",
    "influence",
    "network",
    "network_change",
    "network_periods",
    "overview",
    "projects",
    "promises",
    "sequence",
    "sides",
    "trends",
    "voices",
    "words_and_deeds",
]
