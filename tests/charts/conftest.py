"""Charts of the first study, which the tests of a worker share."""

from collections.abc import Callable
from functools import cache

import pytest
from every_chart import make
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.study.load import Study


@pytest.fixture(scope="session")
def charted(study: Study) -> Callable[..., Chart]:
    """Return a chart of `every_chart` in a language, made once."""

    @cache
    def one(name: str, language: str = "en") -> Chart:
        return make(name, study, language)

    return one


@pytest.fixture(scope="session")
def drawn(charted: Callable[..., Chart]) -> Callable[..., Figure]:
    """Return the figure of such a chart, drawn once: a test must not change it."""

    @cache
    def one(name: str, language: str = "en") -> Figure:
        return charted(name, language).draw()

    return one
