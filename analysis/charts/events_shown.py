"""The events that a chart shows: those given, those of the project, or the made-up example."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import ibis
import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.needs import NOTHING
from analysis.labels import translator
from analysis.sources.events.at_hand import Events, events_at_hand
from analysis.study.load import Study
from analysis.tables.compiled import executed


def with_events(events: ibis.Table | None, states: Sequence[str]) -> Events | None:
    """Return the events given, or else those at hand, where they tell of the states."""
    if events is not None:
        return Events(events, "", example=False)
    found = events_at_hand()
    if found is None:
        return None
    return found if all(_acts(found.table, state) for state in states) else None


def _acts(events: ibis.Table, state: str) -> bool:
    """Tell whether a state acts in any event, for which the first one is enough."""
    return len(executed(events.filter(events["actor"] == state).select("actor").limit(1))) > 0


def no_events(title: str, study: Study, language: str, fields: Sequence[str]) -> Chart:
    """Return the empty chart that says where event files are looked for."""
    t = translator(language)
    told = t("No event files of these states are here: put them into data/events/.")
    if study.statements.empty:
        told = ""
    table = pd.DataFrame(columns=list(fields))
    return Chart(title, table, *NOTHING, study, language, empty=told)


def gapped(times: Iterable[float], step: float = 1) -> bool:
    """Tell whether times, as years, lie further apart anywhere than one step.

    >>> gapped([2014, 2015, 2018]), gapped([2014.125, 2014.375], step=0.25)
    (True, False)
    """
    return any(after - before > 1.5 * step for before, after in pairwise(sorted(times)))


def over_gaps(language: str) -> str:
    """Say what is dotted in a line over time."""
    t = translator(language)
    return t("Dotted lines pass over time without events.")
