import pytest

from analysis.measures.headlines import by_quality, floors, headlines, voiced
from analysis.networks.arrays import count
from analysis.study.selection import roll_up, select


def test_each_number_is_that_of_the_table(study):
    said = voiced(roll_up(study))
    cells = count(said, "voice")
    found = {name: number(cells) for name, number in headlines(said).items()}
    stance, leaders = said["stance"], said["voice"] == "leaders"
    largest = said["sector"].value_counts().index[:2]
    assert found["mean"] == pytest.approx(stance.mean())
    assert found["gap"] == pytest.approx(stance[leaders].mean() - stance[~leaders].mean())
    assert found["friendly"] == pytest.approx((stance > 0).mean())
    assert found["strained"] == pytest.approx((stance < 0).mean())
    for sector in largest:
        on = said["sector"] == sector
        assert found[f"share:{sector}"] == pytest.approx(on.mean())
        assert found[f"on:{sector}"] == pytest.approx(stance[on].mean())


def test_leaders_are_those_with_a_role(study):
    said = voiced(study)
    assert {"putin", "tokayev"} <= set(said.loc[said["voice"] == "leaders", "speaker"])
    assert "peskov" in set(said.loc[said["voice"] == "others", "speaker"])


def test_no_statement_gives_zeros(study):
    said = voiced(select(study, until="2000"))
    assert {number(count(said, "voice")) for number in headlines(said).values()} == {0.0}


def test_headlines_of_sectors_stand_under_their_names(study):
    columns = list(floors(roll_up(study)).columns)
    assert columns[:3] == ["documents", "statements", "families"]
    assert "share of Energy" in columns and not [name for name in columns if ":" in name]


def test_of_no_statement_nothing_is_told_by_quality(study):
    nothing = by_quality(select(study, until="2000"))
    assert nothing.empty and nothing.index.names == ["kind", "voice"]
    assert list(by_quality(study).columns) == ["C", "B", "A"]
