import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis.charts.figures.course import describe, draw, tally
from analysis.errors import InputError
from analysis.measures.headlines import voiced
from analysis.measures.stance import mean_stance
from analysis.publish.legible import illegible, shown
from analysis.study.selection import bilateral, select


@pytest.fixture(scope="module")
def years(study):
    return tally(study, "year", "en")


def joined(figure):
    """How many pairs of neighbouring periods are joined."""
    return sum(
        line.get_linestyle() == "-" and len(line.get_xdata()) == 2 and line.get_marker() == "None"
        for line in figure.axes[0].lines
    )


def test_each_year_has_the_means_of_its_statements(study, years):
    said = voiced(bilateral(study))
    alone = said[(said["date"].dt.year == 2024) & (said["voice"] == "others")]
    expected = alone.groupby("family")["stance"].mean()
    line = years.set_index(["voice", "period"]).loc[("others", "2024")]
    assert line["mean"] == pytest.approx(expected.mean()) and line["families"] == len(expected)
    bounds = mean_stance(alone, ["voice"]).iloc[0]
    assert (line["low"], line["high"]) == (bounds["low"], bounds["high"])


def test_every_statement_counts_once_where_its_date_is_known_well_enough(study, years):
    assert years["statements"].sum() == len(bilateral(study).statements)
    halves = tally(study, "halfyear", "en")
    known = bilateral(study).statements["date_precision"] != "year"
    assert halves["statements"].sum() == known.sum()


def test_periods_are_told_by_their_days(study):
    halves = tally(study, "halfyear", "en").set_index("period")
    first = halves.loc["2024-H2"].iloc[0]
    assert [str(first[end].date()) for end in ("start", "end")] == ["2024-07-01", "2024-12-31"]
    months = tally(study, "month", "en").set_index("period")
    assert str(months.loc["2024-11", "end"].iloc[0].date()) == "2024-11-30"


def test_only_neighbours_with_enough_families_are_joined(years):
    figure = draw(years, "en")
    pairs = 0
    for _, lines in years[~years["thin"]].groupby("voice"):
        pairs += (lines["period"].astype(int).diff() == 1).sum()
    assert joined(figure) == pairs == 7  # leaders 2022 to 2025, others 2022 to 2026
    apart = draw(years[years["period"] != "2024"], "en")
    assert joined(apart) == 3


def test_thin_marks_are_open_and_every_mark_has_its_families(years):
    figure = draw(years, "en")
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
    table = tally(study, period, language)
    assert illegible(draw(table, language), least=8, most=8) == []
    assert describe(table, language).alt.count("−") >= 0


def test_few_years_and_one_voice_are_drawn(study):
    one = select(study, since="2026")
    others = tally(one, "year", "en").query("voice == 'others'")
    figure = draw(others, "en")
    assert illegible(figure, least=8, most=8) == [] and joined(figure) == 0
    assert "With enough families: 2026" in describe(others, "en").alt


def test_no_statement_gives_an_empty_table_and_words(study):
    nothing = tally(select(study, until="2000"), "year", "ru")
    assert nothing.empty and "mean" in nothing.columns
    words = describe(nothing, "ru")
    assert words.caption == words.alt and len(shown(draw(nothing, "ru"))) == 1


def test_an_unknown_period_is_refused(study):
    with pytest.raises(InputError, match="period: 'decade'; expected one of: year, halfyear"):
        tally(study, "decade", "en")


def test_the_same_seed_gives_the_same_intervals(study, years):
    pd.testing.assert_frame_equal(years, tally(study, "year", "en"))
    other = tally(study, "year", "en", seed=2)
    assert not other["low"].equals(years["low"]) and other["mean"].equals(years["mean"])
