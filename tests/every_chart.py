"""Every chart of the first study, as its notebooks ask for it, quickly."""

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from _pytest.mark import ParameterSet
from turns import in_turn

from analysis import charts
from analysis.charts.chart import Chart
from analysis.locale import languages
from analysis.networks.graphs import graph, strongest
from analysis.study.load import Study
from analysis.study.selection import roll_up

FEW = 20
"""Draws: enough for every mark of a chart to be there, whatever its interval is."""

WAYS = {"indicator": "oil_exports_by_route", "total": "oil_exports", "back": "oil_transit"}
TURNOVER = ("goods_trade_turnover", "goods_trade_turnover_promised")
SHARE = "oil_export_share_through_russia"
PUBLISHED = ["oil_exports_by_route", "goods_imports", "share_of_exports", "un_vote_agreement"]

narrow = partial(roll_up, actors=False)


def whole(study: Study) -> Study:
    return study


def network_of_actors(study: Study, *, language: str) -> Chart:
    return charts.network(study, graph=strongest(graph(study, "party"), 24), language=language)


ASKED: dict[str, tuple[Callable[..., Study], Callable[..., Chart]]] = {
    "alluvial": (whole, partial(charts.alluvial, **WAYS)),
    "attention": (whole, charts.attention),
    "backbone": (whole, partial(charts.backbone, draws=FEW)),
    "balance": (whole, charts.balance),
    "leanings": (whole, charts.leanings),
    "change": (roll_up, partial(charts.change, draws=FEW)),
    "choices": (whole, charts.choices),
    "clusters": (roll_up, partial(charts.clusters, draws=3)),
    "coding_errors": (roll_up, partial(charts.coding_errors, draws=3)),
    "concept_backbone": (roll_up, partial(charts.concept_backbone, draws=3)),
    "course": (whole, charts.course),
    "coverage": (whole, charts.coverage),
    "dependence": (roll_up, charts.dependence),
    "hand_and_machine": (whole, partial(charts.hand_and_machine, draws=FEW)),
    "heatmap": (narrow, charts.heatmap),
    "influence": (roll_up, partial(charts.influence, draws=FEW)),
    "network": (roll_up, charts.network),
    "network_change": (roll_up, partial(charts.network_change, draws=FEW)),
    "network_of_actors": (whole, network_of_actors),
    "network_periods": (roll_up, charts.network_periods),
    "overview": (whole, partial(charts.overview, turnover=TURNOVER, share=SHARE)),
    "phases": (roll_up, partial(charts.phases, draws=FEW)),
    "polarisation": (roll_up, partial(charts.polarisation, period="year", draws=3)),
    "positions": (roll_up, partial(charts.positions, draws=3)),
    "profiles": (roll_up, partial(charts.profiles, draws=FEW)),
    "projects": (whole, charts.projects),
    "promises": (
        whole,
        partial(charts.promises, reported=TURNOVER[0], planned=TURNOVER[1]),
    ),
    "sequence": (whole, charts.sequence),
    "sides": (narrow, partial(charts.sides, draws=FEW)),
    "smoothed": (roll_up, partial(charts.smoothed, draws=FEW)),
    "trends": (whole, partial(charts.trends, indicators=PUBLISHED)),
    "voices": (whole, charts.voices),
    "words_and_deeds": (whole, charts.words_and_deeds),
}
"""By its name, the level at which a chart counts and how it is asked for."""


def make(name: str, study: Study, language: str) -> Chart:
    """Return a chart of a study in a language."""
    level, chart = ASKED[name]
    return chart(level(study), language=language)


def languages_in_turn(place: int) -> list[ParameterSet]:
    """Return all languages as parameters of a test: one by turns, and in the long run all."""
    return [
        pytest.param(language, marks=() if language in now(place) else pytest.mark.long)
        for language in languages()
    ]


def now(place: int) -> list[str]:
    """Return the language of which it is the turn in a run of all tests."""
    return in_turn(languages(), place, 1)


def in_languages(names: Iterable[object]) -> list[ParameterSet]:
    """Return each name with each language in turn, as parameters of a test."""
    return [
        pytest.param(name, *each.values, marks=each.marks)
        for place, name in enumerate(names)
        for each in languages_in_turn(place)
    ]
