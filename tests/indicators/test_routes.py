from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.indicators.routes import BACK, REST, both_ways, by_course, separate
from analysis.study.load import load_study

EXPORTS = ("oil_exports_by_route", "oil_exports")
WAYS = (*EXPORTS, "oil_transit")


@pytest.fixture(scope="module")
def exports(study):
    return by_course(study, *EXPORTS, entity="kazakhstan", state="russia")


def changed(study, **figures):
    """The study with figures by route of the year 2001, and a total."""
    rows = {route: (EXPORTS[0], route) for route in figures} | {"total": (EXPORTS[1], "world")}
    lines = [
        {
            "indicator": rows[name][0],
            "period": "2001",
            "entity": "kazakhstan",
            "counterpart": rows[name][1],
            "value": float(value),
            "precision": "exact",
            "unit": "mn t",
            "document_id": "D338",
            "status": "press",
        }
        for name, value in figures.items()
    ]
    return replace(study, indicators=pd.DataFrame(lines))


def sums(table):
    return table.groupby(["year", "course"])["value"].sum().round(6).to_dict()


def test_the_figures_are_those_of_the_documents(exports):
    """D338 for 2009, D339 for 2013, D350 and D351 for 2025."""
    assert sums(exports) == {
        (2009, "crosses"): 27.5 + 17.5,
        (2009, "avoids"): 7.7,
        (2009, "unknown"): round(11.1 + 4 + 0.3, 6),  # the rest is 68.1 less 67.8
        (2013, "crosses"): round(28.7 + 15.4 + 0.856, 6),
        (2013, "avoids"): 11.8,
        (2013, "unknown"): 6.3 + 9,
        (2025, "crosses"): 64.8 + 8.8 + 2.2,
        (2025, "avoids"): 1.5 + 1,
        (2025, "unknown"): 0.4,  # 78.7 less 78.3; 2.1 by Druzhba are among the 8.8 to Samara
    }
    last = exports[(exports["year"] == 2025) & (exports["course"] == "crosses")]
    derived = 96.3  # the study's own row, of D350
    assert 100 * last["share"].sum() == pytest.approx(derived, abs=0.05)


def test_shares_of_a_year_add_up_to_one(exports):
    assert exports.groupby("year")["share"].sum().to_numpy() == pytest.approx(1)
    assert exports.groupby("year")["value"].sum().to_numpy() == pytest.approx([68.1, 72.056, 78.7])


def test_a_year_with_a_gap_or_a_part_of_a_year_is_left_out(study, exports):
    """2022 and 2023 lack Samara; 2024 has all routes, but of ten months only."""
    assert set(exports["year"]) == {2009, 2013, 2025}
    covered = changed(study, total=100, cpc_pipeline=90)
    assert list(by_course(covered, *EXPORTS, entity="kazakhstan", state="russia")["route"]) == [
        "cpc_pipeline",
        REST,
    ]
    thin = changed(study, total=100, cpc_pipeline=89.9)
    assert by_course(thin, *EXPORTS, entity="kazakhstan", state="russia").empty


def test_plans_are_no_figures(study, exports):
    cpc = exports.set_index(["year", "route"]).loc[(2025, "cpc_pipeline")]
    assert (cpc["value"], cpc["high"]) == (64.8, 64.8)  # 68 was forecast


def test_the_spread_of_sources_is_kept(study):
    both = changed(study, total=53.1, cpc_pipeline=53.1)
    other = both.indicators.tail(1).assign(value=54.0, status="estimate", document_id="D342")
    both = replace(both, indicators=pd.concat([both.indicators, other], ignore_index=True))
    line = by_course(both, *EXPORTS, entity="kazakhstan", state="russia").iloc[0]
    assert (line["value"], line["low"], line["high"], line["sources"]) == (53.1, 53.1, 54.0, 2)


def test_each_value_course_and_total_has_its_document(study, exports):
    known = set(study.documents["document_id"])
    for field in ("document_id", "total_document_id"):
        assert set(exports[field]) <= known
    assert exports["course_document_id"].isna().equals(exports["route"] == REST)


def test_a_course_is_told_only_for_the_state_crossed(study):
    other = by_course(study, *EXPORTS, entity="kazakhstan", state="china")
    assert set(other["course"]) == {"unknown"}


def test_what_the_other_state_sends_stands_beside(study):
    table = both_ways(study, *WAYS)
    back = table[table["course"] == BACK]
    assert back[["year", "route", "value"]].to_numpy().tolist() == [[2025, "china", 10.0]]
    assert set(table["state"]) == {"russia"}


def test_a_figure_for_all_stands_for_its_parts(study):
    whole = study.indicators.query("indicator == 'oil_transit' and period == '2025'").iloc[[1]]
    whole = whole.assign(counterpart=None, value=11.0)
    more = replace(study, indicators=pd.concat([study.indicators, whole], ignore_index=True))
    back = both_ways(more, *WAYS).query("course == 'back'")
    assert back[["route", "value"]].to_numpy().tolist() == [["world", 11.0]]


def test_only_five_years_are_kept(study):
    lines = changed(study, total=1, cpc_pipeline=1).indicators
    years = [lines.assign(period=str(year)) for year in range(2001, 2009)]
    many = replace(study, indicators=pd.concat(years, ignore_index=True))
    assert list(both_ways(many, *WAYS)["year"]) == [2001, 2005, 2006, 2007, 2008]


def test_a_study_without_figures_or_courses_gives_nothing(study):
    assert both_ways(study, "none", "oil_exports", "oil_transit").empty
    assert both_ways(replace(study, indicators=study.indicators.head(0)), *WAYS).empty
    assert both_ways(replace(study, routes=study.routes.head(0)), *WAYS).empty
    assert list(both_ways(study, *EXPORTS, "none").columns) == list(both_ways(study, *WAYS).columns)


def test_a_total_in_another_unit_is_refused(study):
    told = "total: 'uranium_exports' is in 'bn USD'; expected 'mn t', the unit of 'oil_exports_by"
    with pytest.raises(InputError, match=told):
        by_course(study, EXPORTS[0], "uranium_exports", entity="kazakhstan", state="russia")
    with pytest.raises(InputError, match="indicator: 'oil' is unknown"):
        by_course(study, "oil", "oil_exports", entity="kazakhstan", state="russia")


ABOVE = {"b": "a", "c": "a", "d": "b", "e": "b", "g": "f"}
values = st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9).map(float))


def lineage(route):
    return {route} | (lineage(ABOVE[route]) if route in ABOVE else set())


@given(values)
def test_routes_that_are_added_up_do_not_overlap_and_leave_none_out(values):
    kept = separate(values, ABOVE)
    assert kept == sorted(set(kept)) and set(kept) <= set(values)
    for one in kept:
        assert not lineage(one) & set(kept) - {one}
    for route in values:  # itself, a whole or a part of each is kept
        assert any(route in lineage(each) or each in lineage(route) for each in kept)


@given(values)
def test_their_sum_is_that_of_the_outermost(values):
    outer = [route for route in values if not lineage(route) & set(values) - {route}]
    total = sum(values[route] for route in outer)
    assert sum(values[route] for route in separate(values, ABOVE)) == pytest.approx(total, rel=0.03)


@pytest.mark.parametrize(
    ("row", "cells", "told"),
    [
        (2, {"part_of": "aktau"}, "field part_of: 'aktau' is not in this table"),
        (2, {"crosses": "russia"}, "field avoids: 'russia' is crossed too; expected one of both"),
        (4, {"part_of": "aktau_baku"}, "field part_of: 'aktau_port' leads back to 'aktau_baku'"),
        (2, {"document_id": ""}, "field document_id: ''"),
        (2, {"avoids": "rusia"}, "field avoids: 'rusia' is not in entities"),
    ],
)
def test_mistakes_in_the_table_are_told(change, row, cells, told):
    with pytest.raises(InputError) as raised:
        load_study(change("routes", row, **cells))
    assert any(told in problem for problem in raised.value.problems), raised.value.problems
