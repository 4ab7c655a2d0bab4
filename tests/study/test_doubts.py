"""What is likely wrong is told with its row, rule and section; a row may answer."""

import pytest
from tiny_study import set_cell, tiny_study

from analysis.__main__ import main
from analysis.study.conflicts import bounds
from analysis.study.doubts import doubts
from analysis.study.load import load_study


@pytest.fixture
def folder(tmp_path):
    """A study of which no row is doubted."""
    folder = tiny_study(tmp_path / "study")
    set_cell(folder, "statements", 3, "because", "")
    return set_cell(folder, "statements", 3, "stance", "1")


def told(folder) -> list[str]:
    return [str(line) for line in doubts(load_study(folder))]


def test_a_study_without_a_doubt(folder, capsys):
    assert told(folder) == []
    assert main(["check", str(folder), "--strict"]) == 0
    assert "note:" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "cells", "line"),
    [
        (
            "statements",
            [(2, "stance", "-1")],
            "statements.csv, row 2, field stance: '-1' against the relation 'agree'; expected a "
            "friendly stance, or the reason in 'because' (codebook, Stance)",
        ),
        ("statements", [(2, "stance", "0")], "'0' against the relation 'agree'"),
        ("statements", [(4, "stance", "1")], "'1' against the relation 'sanction'"),
        (
            "statements",
            [(2, "date", "2021-03-05")],
            "statements.csv, row 2, field date: '2021-03-05' is after D000 was published, on "
            "2021-03-04; expected an event before its publication, or the reason in 'because' "
            "(codebook, Documents)",
        ),
        ("actors", [(4, "since", "2021-05-01")], "'minister' acts on 2021-03-01, before taking"),
        ("actors", [(4, "until", "2021-02-27")], "'minister' acts on 2021-03-01, after leaving"),
        (
            "documents",
            [
                (4, "family", "three"),
                (3, "title", "We meet here again"),
                (4, "title", "We meet: here, AGAIN"),
            ],
            "documents.csv, row 4, field title: 'We meet: here, AGAIN' stands in D001, of another "
            "family, too",
        ),
        (
            "statements",
            [(2, "paraphrase_en", "They agree on gas."), (4, "paraphrase_en", "They agree on gas")],
            "row 4, field paraphrase_en: 'They agree on gas' stands in D000",
        ),
        (
            "indicators",
            [(3, "period", "2020"), (3, "value", "14"), (3, "precision", "exact")],
            "indicators.csv, row 3, field value: '14' contradicts '12.5' in row 2; expected "
            "figures that agree within their precision, or the reason in 'because' (codebook, "
            "Indicators)",
        ),
        ("indicators", [(2, "period", "2021-04")], "begins after D000 was published"),
        ("projects", [(2, "date", "2021-03-05")], "projects.csv, row 2, field date"),
    ],
)
def test_each_rule_names_row_rule_and_section(folder, table, cells, line):
    for row, field, value in cells:
        set_cell(folder, table, row, field, value)
    lines = told(folder)
    assert any(line in each for each in lines), lines
    assert all("(codebook, " in each for each in lines)


@pytest.mark.filterwarnings("always")
def test_a_row_answers(folder, capsys):
    set_cell(folder, "statements", 2, "stance", "0")
    assert len(told(folder)) == 1
    assert main(["check", str(folder)]) == 0
    assert "note: statements.csv, row 2, field stance" in capsys.readouterr().err
    assert main(["check", str(folder), "--strict"]) == 1
    assert "statements.csv, row 2, field stance" in capsys.readouterr().err
    set_cell(folder, "statements", 2, "because", "He does not mean it.")
    assert told(folder) == [] and main(["check", str(folder), "--strict"]) == 0


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("statements", [(3, "relation", "depend"), (3, "stance", "-1")]),
        ("documents", [(2, "date_basis", "event"), (2, "date", "2021-03-01")]),
        ("documents", [(4, "family", "three"), (3, "title", "(Same)"), (4, "title", "(Same)")]),
        ("indicators", [(3, "period", "2020"), (3, "value", "12"), (3, "precision", "about")]),
        ("indicators", [(3, "period", "2020"), (3, "value", "12"), (3, "precision", "above")]),
        ("indicators", [(2, "status", "planned"), (2, "period", "2030")]),
        ("actors", [(4, "since", "2021-03-31")]),
    ],
)
def test_what_a_rule_allows_is_not_doubted(folder, table, cells):
    for row, field, value in cells:
        set_cell(folder, table, row, field, value)
    assert told(folder) == []


@pytest.mark.parametrize(
    ("value", "precision", "low", "high"),
    [("28.7", "exact", 28.65, 28.75), ("30", "about", 25, 35), ("0", "about", -0.5, 0.5)],
)
def test_a_figure_is_known_to_half_a_unit_of_its_last_digit(value, precision, low, high):
    assert tuple(map(float, bounds(value, precision))) == (low, high)
