"""Attention: to whom the events of a state go over time, as machines coded them."""

from collections.abc import Sequence

import ibis
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart
from analysis.charts.events_shown import gapped, no_events, over_gaps, with_events
from analysis.charts.needs import lacking, unmet
from analysis.charts.strata import spread
from analysis.charts.style import BLUE, GREY, INK, PURPLE, VERMILION, wrap, yearly_line
from analysis.errors import InputError, problem
from analysis.labels import counter, percent, strung, translator, valued
from analysis.locale.countries import country_name
from analysis.measures.dyads import attention as shares
from analysis.measures.dyads import several
from analysis.measures.hand_and_machine import states_of
from analysis.networks.statements import study_of
from analysis.sources.events.at_hand import EUROPEAN_UNION
from analysis.study.load import Study

LOOKS = [(BLUE, "o"), (VERMILION, "s"), (PURPLE, "D"), (INK, "^"), (GREY, "v")]
POWERS = ("RUS", "CHN", "USA", "TUR")
UNION = "EU"
FIELDS = ["period", "target", "name", "events", "all_events", "share"]
NAMED = 0.3  # of the time shown: room for the names at its end
LETTERS = 22


def attention(
    study: Study,
    *,
    events: ibis.Table | None = None,
    among: Sequence[str] | None = None,
    language: str = "en",
) -> Chart:
    """Chart to whom the events of the study's first state go, year by year, as shares.

    `events` is a table of `analysis.read_events`, by default that of the files in `data/events/`,
    or the made-up example where there are none. `among` names at most four states by alpha-3 code,
    by default the study's second one and three powers, of which those without any event are left
    out; the European Union, with its members since 2020, is the last line. A share is of all
    events of the state with a known other state. The table has the columns `period`, `target` and
    its `name`, `events`, `all_events` and `share`. Raises `InputError` for more states.
    """
    study_of(study, "charts.attention")
    t = translator(language)
    title = t("To whom attention goes")
    if needs := lacking("attention", study):
        return unmet(title, needs, study, language, FIELDS)
    state, second = states_of(study)
    at_hand = with_events(events, [state])
    if at_hand is None or study.statements.empty:
        return no_events(title, study, language, FIELDS)
    powers = [second, *(each for each in POWERS if each not in (state, second))]
    others = _others(powers[: len(LOOKS) - 1] if among is None else among, state)
    members = [each for each in EUROPEAN_UNION if each != state]
    table = shares(at_hand.table, state, by="year", among=others, together={UNION: members})
    if among is None:
        table = _with_events(table, second)
    table["name"] = [country_name(code, language) for code in table["target"]]
    more = (country_name(state, language),)
    return Chart(
        title,
        table[FIELDS],
        draw,
        find,
        describe,
        study,
        language,
        more=more,
        documents=(),
        example=at_hand.example,
    )


def _others(among: Sequence[str], state: str) -> list[str]:
    """Return the states whose shares are drawn, no more than there are looks of lines for."""
    others = [each for each in several("among", among) if each != state]
    if len(others) > (most := len(LOOKS) - 1):
        expected = f"expected at most {most} states beside {state}"
        raise InputError(problem("", None, "among", ", ".join(others), expected))
    return others


def _with_events(table: pd.DataFrame, second: str) -> pd.DataFrame:
    """Leave out whom no event goes to in any year; the study's second state stays."""
    any_event = table.groupby("target")["events"].transform("sum") > 0
    return table[any_event | (table["target"] == second)].reset_index(drop=True)


def draw(table: pd.DataFrame, language: str, state: str) -> Figure:
    """Draw a line for each, named at its end."""
    figure = new_figure(80)
    axes = figure.add_subplot()
    for (colour, marker), (_, line) in zip(
        LOOKS, table.groupby("target", sort=False), strict=False
    ):
        years = line["period"].astype(int)
        yearly_line(axes, list(years), list(line["share"]), colour)
        axes.plot(years, line["share"], marker, color=colour, markersize=4)
    years = table["period"].astype(int)
    first, last = int(years.min()), int(years.max())
    top = table["share"].max() * 1.08 or 1.0
    axes.set_ylim(0, top)
    axes.set_xlim(first - 0.5, last + max(last - first, 2) * NAMED)
    step = max(1, -(-(last - first) // 8))
    axes.set_xticks(range(last, first - 1, -step))
    axes.yaxis.set_major_formatter(lambda value, _: _share(value, language))
    axes.grid(axis="y")
    _name_ends(axes, table, top)
    return figure


def find(table: pd.DataFrame, language: str, state: str) -> str:
    """Say to whom most attention goes in the last year, and to whom it did in the first.

    Beside each year stands of how many events the shares are, for of a few they say little.
    """
    t, n = translator(language), counter(language)
    told = []
    for period in dict.fromkeys([table["period"].min(), table["period"].max()]):
        part = table[table["period"] == period].sort_values("share", ascending=False, kind="stable")
        names = ", ".join(
            f"{line.name} {_share(line.share, language)}" for line in part.itertuples(index=False)
        )
        events = n("{number} event", "{number} events", int(part["all_events"].max()))
        told.append(valued(f"{period} ({events})", names, language))
    shares = strung(told, language)
    return t("Shares of the events of {state}: {shares}.", state=state, shares=shares)


def describe(table: pd.DataFrame, language: str, state: str) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Events from {state} to another state, coded by machines from the news: the "
        "share of each. The European Union is counted with its members since 2020. Shares, for "
        "machines read ever more news.",
        state=state,
    )
    if gapped(table["period"].astype(int).unique()):
        caption += " " + over_gaps(language)
    alt = t(
        "Lines over {years} for {states}.",
        years=n("{number} year", "{number} years", table["period"].nunique()),
        states=", ".join(dict.fromkeys(table["name"])),
    )
    return caption, alt


def _name_ends(axes: Axes, table: pd.DataFrame, top: float) -> None:
    """Write the name of each line at its end, moved where two would touch."""
    last = table[table["period"] == table["period"].max()]
    colours = dict(zip(dict.fromkeys(table["target"]), LOOKS, strict=False))
    last = last.sort_values("share", kind="stable")
    told = [wrap(name, LETTERS) for name in last["name"]]
    heights = [top * 0.062 * (name.count("\n") + 1) for name in told]
    at = int(table["period"].max()) + 0.4
    places = spread(list(last["share"]), heights, 0.0)
    for name, target, height in zip(told, last["target"], places, strict=True):
        axes.text(at, height, name, color=colours[target][0], va="center", linespacing=1.0)


def _share(value: float, language: str) -> str:
    return percent(round(100 * value), language)
