from dataclasses import replace

import pytest

from analysis.measures.headlines import voiced
from analysis.study.selection import select
from analysis.uncertainty.chance import gap_by_chance, split


def test_a_planted_gap_is_beyond_chance(study):
    leading = voiced(study)["voice"] == "leaders"
    statements = study.statements.assign(stance=leading.map({True: 1, False: -1}))
    line = gap_by_chance(replace(study, statements=statements), draws=100).iloc[0]
    assert line["gap"] == 2 and line["p"] < 0.05 and line["low"] <= line["expected"] < 0.5


def test_stances_that_are_all_alike_have_no_gap(study):
    alike = replace(study, statements=study.statements.assign(stance=1))
    line = gap_by_chance(alike, draws=20).iloc[0]
    assert (line["gap"], line["expected"], line["p"]) == (0, 0, 1)


def test_a_voice_alone_has_no_gap(study):
    lone = replace(study, statements=study.statements[voiced(study)["voice"] == "others"])
    for each in (lone, select(study, until="2000")):
        table = gap_by_chance(each, draws=20)
        assert table.empty and list(table.columns) == ["gap", "expected", "low", "high", "p"]


def test_a_planted_split_is_deeper_than_chance(study):
    """Four speakers on eight sectors, two always friendly and two always strained."""
    document = study.documents["document_id"].iloc[0]
    lines = study.statements.head(32).reset_index(drop=True)
    planted = lines.assign(
        document_id=document,
        speaker=["putin", "tokayev", "peskov", "nazarbayev"] * 8,
        sector=[sector for sector in study.sectors["sector_id"].head(8) for _ in range(4)],
        stance=[1, 1, -1, -1] * 8,
    )
    line = split(replace(study, statements=planted), draws=60).iloc[0]
    assert line["polarisation"] > line["expected"] and line["p"] < 0.1


def test_nobody_is_not_split(study):
    line = split(select(study, until="2000"), draws=5).iloc[0]
    assert line[["polarisation", "expected"]].tolist() == [0, 0]
    assert line["p"] == pytest.approx(1)
