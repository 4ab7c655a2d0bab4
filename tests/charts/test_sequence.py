"""The statements of one document: which it is, and how its places are called."""

import pandas as pd
import pytest

import analysis
from analysis import charts
from analysis.charts.figures.sequence import _place
from analysis.study.load import Study


def said(**documents: int) -> Study:
    """Return a study of so many statements a document."""
    rows = [
        {"who": "Rat", "what": f"Feld {n}", "view": 1, "where": name}
        for name, number in documents.items()
        for n in range(number)
    ]
    fields = {"actor": "who", "sector": "what", "stance": "view", "document": "where"}
    return analysis.study_from(pd.DataFrame(rows), **fields)


def test_documents_that_share_the_first_place_are_told():
    assert charts.sequence(said(a=3, b=2)).finding.endswith("negative: 0.")
    assert charts.sequence(said(a=3, b=3)).finding.endswith("1 other document makes as many.")
    shared = charts.sequence(said(c=2, a=1, b=2, d=2))
    assert shared.finding.endswith("2 other documents make as many.")
    assert set(shared.table["document_id"]) == {"b"}


@pytest.mark.parametrize(
    ("locator", "told"),
    [("paragraph 12", "12"), ("第 3 段", "3"), ("第3段", "第3段"), ("12. bekezdés", "12.")],
)
def test_a_passage_is_called_by_its_number(locator, told):
    assert _place(locator) == told


def test_a_document_called_by_its_title_stands_in_quotes():
    chart = charts.sequence(said(**{"After the vote": 2}))
    assert "statement of document “After the vote”, placed" in chart.caption
    assert "statement of document D1, placed" in charts.sequence(said(D1=2)).caption
