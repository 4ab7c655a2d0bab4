"""The charts: each function returns one as an object that a notebook shows and `save` writes.

Each stands in a module of `figures`, and in the table below.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.charts.chart import Chart, findings
    from analysis.charts.figures.alluvial import alluvial
    from analysis.charts.figures.attention import attention
    from analysis.charts.figures.backbone import backbone
    from analysis.charts.figures.balance import balance
    from analysis.charts.figures.change import change
    from analysis.charts.figures.choices import choices
    from analysis.charts.figures.clusters import clusters
    from analysis.charts.figures.coding_errors import coding_errors
    from analysis.charts.figures.concept_backbone import concept_backbone
    from analysis.charts.figures.course import course
    from analysis.charts.figures.coverage import coverage
    from analysis.charts.figures.dependence import dependence
    from analysis.charts.figures.hand_and_machine import hand_and_machine
    from analysis.charts.figures.heatmap import heatmap
    from analysis.charts.figures.influence import influence
    from analysis.charts.figures.leanings import leanings
    from analysis.charts.figures.network import network
    from analysis.charts.figures.network_change import network_change
    from analysis.charts.figures.network_periods import network_periods
    from analysis.charts.figures.overview import overview
    from analysis.charts.figures.phases import phases
    from analysis.charts.figures.polarisation import polarisation
    from analysis.charts.figures.positions import positions
    from analysis.charts.figures.profiles import profiles
    from analysis.charts.figures.projects import projects
    from analysis.charts.figures.promises import promises
    from analysis.charts.figures.sequence import sequence
    from analysis.charts.figures.sides import sides
    from analysis.charts.figures.smoothed import smoothed
    from analysis.charts.figures.trends import trends
    from analysis.charts.figures.voices import voices
    from analysis.charts.figures.words_and_deeds import words_and_deeds

_FIGURES = [
    "alluvial",
    "attention",
    "backbone",
    "balance",
    "change",
    "choices",
    "clusters",
    "coding_errors",
    "concept_backbone",
    "course",
    "coverage",
    "dependence",
    "hand_and_machine",
    "heatmap",
    "influence",
    "leanings",
    "network",
    "network_change",
    "network_periods",
    "overview",
    "phases",
    "polarisation",
    "positions",
    "profiles",
    "projects",
    "promises",
    "sequence",
    "sides",
    "smoothed",
    "trends",
    "voices",
    "words_and_deeds",
]

__all__ = ["Chart", "findings", *_FIGURES]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'analysis.charts' has no attribute {name!r}")
    home = f"figures.{name}" if name in _FIGURES else "chart"
    return getattr(import_module(f"analysis.charts.{home}"), name)


def __dir__() -> list[str]:
    return __all__
