from dataclasses import replace

import pandas as pd
import pytest

from analysis import charts
from analysis.errors import InputError
from analysis.indicators.series import latest, period_bounds, promised, series


@pytest.fixture
def figures(study):
    """The study with three documents and an indicator on which they differ."""
    documents = pd.DataFrame(
        {
            "document_id": ["D1", "D2", "D3"],
            "publisher": ["P", "Q", "R"],
            "date": pd.to_datetime(["2024-01-01", "2025-01-01", None]),
            "quality": ["B", "B", "A"],
        }
    )
    fields = [
        "indicator",
        "period",
        "entity",
        "counterpart",
        "value",
        "precision",
        "unit",
        "document_id",
        "status",
    ]
    rows = [
        ("trade", "2023", "k", "r", 26.0, "exact", "bn USD", "D1", "agency"),
        ("trade", "2023", "k", "r", 27.0, "exact", "bn USD", "D2", "agency"),
        ("trade", "2023", "k", "r", 30.0, "exact", "bn USD", "D3", "press"),
        ("trade", "2022", "k", "r", 24.0, "above", "bn USD", "D1", "estimate"),
        ("trade", "2023", "k", None, 50.0, "exact", "bn USD", "D1", "official"),
        ("trade", "2030", "k", "r", 40.0, "exact", "bn USD", "D2", "planned"),
    ]
    definitions = pd.DataFrame({"indicator": ["trade"], "unit": ["bn USD"]})
    indicators = pd.DataFrame(rows, columns=fields)
    return replace(
        study, documents=documents, indicators=indicators, indicator_definitions=definitions
    )


def test_the_better_status_then_the_later_document_is_shown(figures):
    table = series(figures, "trade", counterpart="r").set_index("period")
    assert list(table.index) == ["2022", "2023"]
    assert table.loc["2023", "value"] == 27.0 and table.loc["2023", "document_id"] == "D2"
    assert (table.loc["2023", "low"], table.loc["2023", "high"]) == (26.0, 30.0)
    assert table.loc["2023", "sources"] == 3
    assert table.loc["2022", "precision"] == "above"


def test_a_series_without_counterpart_keeps_its_own(figures):
    table = series(figures, "trade")
    assert len(table) == 3 and table["counterpart"].isna().sum() == 1


def test_promises_stand_apart(figures):
    table = promised(figures, "trade")
    assert list(table["target"]) == ["2030"] and list(table["value"]) == [40.0]


def test_periods_of_any_precision_have_bounds():
    for period, first, last in [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-11-27", "2024-11-27", "2024-11-27"),
        ("2023-09/2024-04", "2023-09-01", "2024-04-30"),
    ]:
        assert period_bounds(period) == (pd.Timestamp(first), pd.Timestamp(last))


def test_an_unknown_indicator_is_told(figures):
    with pytest.raises(InputError, match="indicator: 'trad' is unknown; expected 'trade'"):
        series(figures, "trad")


def test_the_latest_figure_of_each_series_is_told(study):
    share = "oil_export_share_through_russia"
    trends = charts.trends(study, indicators=[share, "goods_trade_turnover"]).table
    table = latest(trends)
    assert len(table) == len(trends[["indicator", "line"]].drop_duplicates())
    for line in table.itertuples():
        same = trends[(trends["title"] == line.title) & (trends["name"] == line.name)]
        assert line.period == same["period"].max() and line.low <= line.value <= line.high


def test_of_no_figure_there_is_no_latest(study):
    table = latest(charts.trends(study, indicators=["nothing"]).table)
    assert table.empty and "value" in table
