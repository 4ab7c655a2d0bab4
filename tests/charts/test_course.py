from copy import deepcopy
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from odd_studies import STATES, study_of

from analysis import charts
from analysis.errors import InputError
from analysis.measures.headlines import voiced
from analysis.measures.stance import mean_stance
from analysis.publish.legible import illegible, shown
from analysis.study.acts import one_row_an_act
from analysis.study.resources import field_of
from analysis.study.selection import bilateral, select


@pytest.fixture(scope="module")
def chart(charted):
    return charted("course")


@pytest.fixture(scope="module")
def years(chart):
    return chart.table


@pytest.fixture(scope="module")
def halves(study):
    return charts.course(study, period="halfyear").table


def joined(figure):
    """How many pairs of neighbouring periods are joined."""
    return sum(
        line.get_linestyle() == "-" and len(line.get_xdata()) == 2 and line.get_marker() == "None"
        for line in figure.axes[0].lines
    )


def test_each_year_has_the_means_of_its_statements(study, years):
    said = one_row_an_act(voiced(bilateral(study)))
    alone = said[(said["date"].dt.year == 2024) & (said["voice"] == "others")]
    expected = alone.groupby("family")["stance"].mean()
    line = years.set_index(["voice", "period"]).loc[("others", "2024")]
    assert line["mean"] == pytest.approx(expected.mean()) and line["families"] == len(expected)
    bounds = mean_stance(alone, ["voice"]).iloc[0]
    assert (line["low"], line["high"]) == (bounds["low"], bounds["high"])


def test_every_statement_counts_once_where_its_date_is_known_well_enough(study, years, halves):
    said = one_row_an_act(bilateral(study).statements)
    assert years["statements"].sum() == len(said)
    known = said["date_precision"] != "year"
    assert halves["statements"].sum() == known.sum()


def test_periods_are_told_by_their_days(study, halves):
    first = halves.set_index("period").loc["2024-H2"].iloc[0]
    assert [str(first[end].date()) for end in ("start", "end")] == ["2024-07-01", "2024-12-31"]
    months = charts.course(study, period="month").table.set_index("period")
    assert str(months.loc["2024-11", "end"].iloc[0].date()) == "2024-11-30"


def test_only_neighbours_with_enough_families_are_joined(chart, drawn, years):
    figure = drawn("course")
    pairs = 0
    for _, lines in years[~years["thin"]].groupby("voice"):
        pairs += (lines["period"].astype(int).diff() == 1).sum()
    assert joined(figure) == pairs == 7  # leaders 2022 to 2025, others 2022 to 2026
    apart = replace(chart, table=years[years["period"] != "2024"])
    assert joined(apart.draw()) == 3


def test_thin_marks_are_open_and_every_mark_has_its_families(drawn, years):
    figure = drawn("course")
    open_marks = [
        line
        for line in figure.axes[0].lines
        if line.get_markerfacecolor() == "white" and len(line.get_xdata())
    ]
    assert sum(len(line.get_xdata()) for line in open_marks) == years["thin"].sum()
    text = [each.get_text() for each in shown(figure)]
    assert all(str(number) in text for number in years["families"])
    bars = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)]
    assert sum(len(each.get_segments()) for each in bars) == len(years) + 1  # and the zero line


@pytest.mark.parametrize("period", ["year", "halfyear"])
@pytest.mark.parametrize("language", ["fr", "kk"])
def test_every_text_can_be_read(study, period, language):
    chart = charts.course(study, period=period, language=language)
    assert illegible(chart.draw(), least=8, most=8) == []
    means = chart.table.loc[~chart.table["thin"], "mean"]
    assert chart.words.alt.count("−") == 1 + (means < -0.005).sum()  # one is that of the scale
    assert all(
        label in chart.words.alt for label in chart.table.loc[~chart.table["thin"], "period"]
    )


def test_few_years_and_one_voice_are_drawn(study):
    one = select(study, since="2026")
    both = charts.course(one)
    others = replace(both, table=both.table.query("voice == 'others'"))
    figure = others.draw()
    assert illegible(figure, least=8, most=8) == [] and joined(figure) == 0
    assert "With enough families: 2026" in others.words.alt


def test_no_statement_gives_an_empty_table_and_words(study):
    nothing = charts.course(select(study, until="2000"), language="ru")
    assert nothing.table.empty and "mean" in nothing.table.columns
    words = nothing.words
    assert words.caption == words.alt and len(shown(nothing.draw())) == 1


def test_an_unknown_period_is_refused(study):
    with pytest.raises(InputError, match="period: 'decade'; expected one of: year, halfyear"):
        charts.course(study, period="decade")


def test_the_same_seed_gives_the_same_intervals(study, years):
    pd.testing.assert_frame_equal(years, charts.course(study).table)
    other = charts.course(study, seed=2).table
    assert not other["low"].equals(years["low"]) and other["mean"].equals(years["mean"])


@pytest.mark.parametrize("chart", [charts.course, charts.voices])
def test_stances_of_a_wider_scale_are_drawn_from_one_to_minus_one(study, chart):
    one = study_of(study, 60, actors=STATES)
    package = deepcopy(one.package)
    field_of(package, "statements", "stance")["constraints"] |= {"minimum": -3, "maximum": 3}
    said = one.statements.assign(stance=one.statements["stance"] * 3)
    wide, plain = chart(replace(one, statements=said, package=package)), chart(one)
    assert wide.table.equals(plain.table)
    assert (wide.finding, wide.words.alt) == (plain.finding, plain.words.alt)
