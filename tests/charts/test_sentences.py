"""Every sentence of every chart over odd studies is true, by a count of its own."""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

import pytest
from every_chart import SHARE, TURNOVER
from odd_studies import STUDIES
from readings import Record
from templates import TEMPLATES
from tiny_study import tiny_study
from turns import in_turn, some_or_all

from analysis import charts
from analysis.charts.chart import Chart
from analysis.locale import languages
from analysis.study.load import Study, load_study

DRAWS = 9
CHARTS: dict[str, Callable[..., Chart]] = {
    "backbone": partial(charts.backbone, draws=DRAWS, alpha=0.6),
    "balance": charts.balance,
    "change": partial(charts.change, draws=DRAWS),
    "choices": charts.choices,
    "course": charts.course,
    "coverage": charts.coverage,
    "dependence": charts.dependence,
    "heatmap": charts.heatmap,
    "influence": partial(charts.influence, draws=DRAWS),
    "network": charts.network,
    "network_change": partial(charts.network_change, draws=DRAWS),
    "network_periods": charts.network_periods,
    "overview": partial(charts.overview, turnover=TURNOVER, share=SHARE),
    "sequence": charts.sequence,
    "sides": partial(charts.sides, draws=60),
    "voices": charts.voices,
    "words_and_deeds": charts.words_and_deeds,
}
"""All but those of figures and projects, which no odd statement touches."""

SLOW = {"backbone", "change", "choices", "influence", "network_change", "sides"}
ALL = {"one", "three", "forty", "one family", "a shift", "camps"}
PATTERNS = [(re.compile(pattern), check) for pattern, check in TEMPLATES]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Callable[[str, int], dict[str, tuple[Study, Chart]]]:
    """Return the study and a few charts of a kind, made once."""
    base = load_study(tiny_study(tmp_path_factory.mktemp("tiny") / "study"))

    @cache
    def of_kind(kind: str, few: int) -> dict[str, tuple[Study, Chart]]:
        study = STUDIES[kind](base)
        names = [name for name in CHARTS if kind in ALL or name not in SLOW]
        names = in_turn(names, list(STUDIES).index(kind), few)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {name: (study, CHARTS[name](study)) for name in names}

    return of_kind


def of_states(text: str) -> str:
    """Return what is said of a study without states in the words of one that has two."""
    words = {"positive": "friendly", "negative": "strained"}
    words |= {here.capitalize(): there.capitalize() for here, there in words.items()}
    return re.sub("|".join(words), lambda found: words[found[0]], text)


def sentences(text: str) -> Iterator[tuple[Callable, re.Match]]:
    """Yield the check of each sentence of a text with its match; each must have one."""
    rest = text
    while rest:
        found = [(check, match) for regex, check in PATTERNS if (match := regex.match(rest))]
        found = [each for each in found if each[1].end()]
        assert found, f"no template reads: {rest!r}"
        check, match = max(found, key=lambda each: each[1].end())
        yield check, match
        rest = rest[match.end() :].lstrip()


@pytest.mark.sample(2)
@some_or_all(3, CHARTS)
@pytest.mark.parametrize("kind", STUDIES)
def test_each_sentence_is_true_of_its_study(made, kind, few):
    for name, (study, chart) in made(kind, few).items():
        record = Record(study, chart)
        for text in dict.fromkeys([chart.finding, *chart.words[2:]]):
            for check, match in sentences(text if study.states else of_states(text)):
                try:
                    check(record, match)
                except AssertionError as error:
                    raise AssertionError(f"{name} of {kind}: {match[0]!r}: {error}") from error


@pytest.mark.sample(2)
@some_or_all(3, CHARTS)
@pytest.mark.parametrize("kind", STUDIES)
def test_other_languages_say_it_with_the_same_numbers(made, kind, few):
    """Names are the same in all languages here, so that a number must be too."""
    for name, (_, chart) in made(kind, few).items():
        if chart.table.empty:
            continue
        for language in languages()[1:]:
            other = replace(chart, language=language)
            for english, told in zip(
                (chart.finding, *chart.words[2:]), (other.finding, *other.words[2:]), strict=True
            ):
                assert digits(told) == digits(english), (name, language, told)
                assert not re.search(r"\bnan\b|None|NaT|  |[^.]\.\.$", told), told
                assert told[:1] == told[:1].upper(), (name, language, told)


def digits(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
