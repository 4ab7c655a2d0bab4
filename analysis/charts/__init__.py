"""The figures: each module holds one, as its table (`tally`), drawing (`draw`), words (`describe`).

A drawing takes tables or graphs and returns a Matplotlib figure; it writes nothing.
"""

from analysis.charts import (
    balance,
    coverage,
    dependence,
    heatmap,
    network,
    projects,
    promises,
    sequence,
    trends,
    voices,
    words_and_deeds,
)

__all__ = [
    "balance",
    "coverage",
    "dependence",
    "heatmap",
    "network",
    "projects",
    "promises",
    "sequence",
    "trends",
    "voices",
    "words_and_deeds",
]
