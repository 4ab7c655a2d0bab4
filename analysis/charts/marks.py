"""How published figures are marked: exact ones filled, about right ones open, bounds with a tip."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.labels import translator

BOUNDS = {"above": 1, "below": -1}
"""Towards which side the true figure lies."""


def draw_marks(axes: Axes, lines: pd.DataFrame, colour: str, marker: str, size: float) -> None:
    """Draw the `value` of figures at their `time`, by the `precision` that their source gives."""
    for exact, face in ((True, colour), (False, "white")):
        part = lines[(lines["precision"] == "exact") == exact]
        axes.plot(
            part["time"], part["value"], marker, color=face, markeredgecolor=colour, markersize=size
        )
    for precision, side in BOUNDS.items():
        part = lines[lines["precision"] == precision]
        for time, value in zip(part["time"], part["value"], strict=True):
            axes.annotate(
                "",
                (time, value),
                (0, 2.6 * size * side),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour, "shrinkA": 0, "shrinkB": size / 2},
            )


def bounds_told(lines: pd.DataFrame, language: str) -> str:
    """Return what a caption says of marks that are not filled, or nothing where all are."""
    t, there = translator(language), set(lines["precision"].dropna())
    told = []
    if "about" in there:
        told.append(t("Open marks: the source gives “about”."))
    if there & {*BOUNDS}:
        told.append(t("Open marks with an arrow: the source gives a bound, on the arrow’s side."))
    return " ".join(told)
