from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest

from analysis.charts.figures import balance
from analysis.explorer.tallies import by_sector, by_year, counts_of, silent, undated


def test_sectors_count_what_the_figure_of_balance_counts(study):
    found = by_sector(study)
    expected = balance.tally(study, "en")[["sector", "friendly", "neutral", "strained", "total"]]
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected, check_dtype=False)


def test_a_statement_without_a_stance_is_of_no_sign(study):
    said = study.statements.assign(stance=study.statements["stance"].where(lambda each: each != 0))
    assert by_sector(replace(study, statements=said))["neutral"].sum() == 0
    assert sum(line["neutral"] for line in by_year(said)) == 0


def test_what_counts_nowhere_is_counted(study):
    said = study.statements.head(5)
    assert (silent(said, said), undated(said)) == (0, 0)
    assert silent(said.drop(columns="stance"), said) == undated(said.drop(columns="date")) == 0
    gaps = said.assign(
        stance=said["stance"].where(said.index > 1), date=said["date"].where(said.index > 0)
    )
    assert (silent(gaps, gaps.tail(3)), undated(gaps)) == (2, 1)
    assert silent(gaps, gaps.tail(4)) == 1, "a tie without a sign rests on it"
    assert undated(gaps.assign(date=pd.NaT)) == 0, "there are no years from which it is missing"


def test_years_stand_from_first_to_last_and_count_everything(study):
    lines = by_year(study.statements)
    years = [line["year"] for line in lines]
    assert years == list(range(years[0], years[-1] + 1))
    assert sum(sum(line.values()) - line["year"] for line in lines) == len(study.statements)


def test_without_stances_years_count_statements_and_sectors_nothing(study):
    bare = study.statements.drop(columns="stance")
    assert {*by_year(bare)[0]} == {"year", "statements"}
    assert by_sector(replace(study, statements=bare)).empty


@pytest.mark.parametrize("dates", [None, pd.NaT])
def test_without_dates_there_are_no_years(study, dates):
    bare = study.statements.drop(columns="date")
    assert by_year(bare if dates is None else bare.assign(date=pd.to_datetime(dates))) == []


def test_documents_that_nobody_tells_are_not_counted(study):
    shown = nx.Graph(of=[3, 2])
    assert counts_of(study.statements.drop(columns="document_id"), shown)["documents"] is None
    assert counts_of(study.statements, shown)["of"] == 5
