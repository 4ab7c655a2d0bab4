"""Stance over time: how friendly leaders and all others are, half-year by half-year."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.style import (
    BLUE,
    GREY,
    PALE,
    VERMILION,
    Words,
    empty_words,
    house_style,
    new_figure,
    nothing,
    wrap,
)
from analysis.labels import translator
from analysis.measures.headlines import LEADERS, OTHERS, voiced
from analysis.measures.stance import mean_stance
from analysis.periods import by_period
from analysis.selection import bilateral
from analysis.study import Study

VOICES = {LEADERS: (BLUE, "D", -0.14), OTHERS: (VERMILION, "o", 0.14)}
LETTERS = 22


def tally(study: Study, period: str, language: str, seed: int = 1) -> pd.DataFrame:
    """Return the mean stance of each voice in each period, with its interval.

    Only statements between the two states and their parts count. Columns: `period` and its `place`
    from 0 for the first, periods without statements counted; `voice` (`leaders`: presidents and
    texts signed by both states, as speakers; `others`) and its `name`; then those of `mean_stance`
    in `measures.stance`. `period` is one of `analysis.periods.CALENDAR`; a statement whose date is
    not known that well is left out.
    """
    periods = by_period(voiced(bilateral(study)), period)
    parts = [mean_stance(part, ["voice"], seed=seed).assign(period=label, place=place)
             for place, (label, part) in enumerate(periods.items()) if len(part)]  # fmt: skip
    fields = ["period", "place", "voice", "name"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["voice"])
    table["name"] = table["voice"].map(_voices(language))
    table = table.sort_values(["voice", "place"], ignore_index=True) if parts else table
    return table.reindex(columns=[*fields, *table.columns.drop(fields, errors="ignore")])


@house_style
def draw(table: pd.DataFrame, language: str) -> Figure:
    """Draw means as marks with intervals, joined where no period is missing, families below."""
    if table.empty:
        return nothing(language)
    figure = new_figure(84)
    axes, counts = figure.subplots(2, 1, sharex=True, height_ratios=[6, 1])
    for voice, (colour, marker, shift) in VOICES.items():
        _draw_voice(axes, table[table["voice"] == voice], colour, marker, shift)
    axes.axhline(0, color=GREY, linewidth=0.6, zorder=0)
    axes.set(ylim=(-1.1, 1.1))
    axes.set_yticks([-1, 0, 1], ["−1", "0", "+1"])
    _count_families(counts, table, language)
    return figure


def _voices(language: str) -> dict[str, str]:
    t = translator(language)
    return {LEADERS: t("presidents and joint texts"), OTHERS: t("all other voices")}


def _draw_voice(axes: Axes, lines: pd.DataFrame, colour: str, marker: str, shift: float) -> None:
    at = lines["place"] + shift
    axes.vlines(at, lines["low"], lines["high"], color=colour, linewidth=1.2)
    sure = lines[~lines["thin"]]
    for (_, one), (_, other) in zip(sure[:-1].iterrows(), sure[1:].iterrows()):
        if other["place"] - one["place"] == 1:
            axes.plot([one["place"] + shift, other["place"] + shift], [one["mean"], other["mean"]], color=colour, linewidth=1)
    for thin, face in ((False, colour), (True, "white")):
        part = lines["thin"] == thin
        axes.plot(at[part], lines["mean"][part], marker, color=face, markeredgecolor=colour, markersize=4.5)


def _count_families(axes: Axes, table: pd.DataFrame, language: str) -> None:
    rows = {voice: row for row, voice in enumerate(VOICES)}
    for line in table.itertuples():
        axes.text(line.place, rows[line.voice], str(line.families), ha="center", va="center", color=VOICES[line.voice][0])
    axes.set_ylim(1.6, -0.6)
    names = table.drop_duplicates("voice").set_index("voice")["name"]
    axes.set_yticks([rows[v] for v in names.index], [wrap(n, LETTERS) for n in names])
    for tick, v in zip(axes.get_yticklabels(), names.index): tick.set_color(VOICES[v][0])
    axes.spines[:].set_visible(False); axes.tick_params(length=0)
    labs=table.drop_duplicates("place").set_index("place")["period"]
    axes.set_xticks(range(int(table.place.max())+1))
    first = min(int(p[:4]) for p in table.period)
    axes.set_xticklabels([str(first+i//2) if i%2==0 else "" for i in range(int(table.place.max())+1)])
