from dataclasses import replace

from analysis import charts


def test_a_line_alone_is_named_by_both_ends(study):
    some = study.indicators[study.indicators["indicator"] == "oil_transit"]
    both = charts.trends(study, indicators=["oil_transit"]).table
    assert {*both["name"]} == {"China", "Uzbekistan"}
    china = replace(study, indicators=some[some["counterpart"] == "china"])
    alone = charts.trends(china, indicators=["oil_transit"]).table
    assert {*alone["name"]} == {"Russia – China"}
