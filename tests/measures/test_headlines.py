from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import charts, study_from
from analysis.measures.headlines import (
    LEADERS,
    OTHERS,
    by_kind,
    by_quality,
    concentration,
    floors,
    gaps,
    headlines,
    heard,
    stance_by_voice,
    voiced,
)
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


@pytest.fixture
def nothing(study):
    return select(study, until="2000")


def planted(study, documents: list[str], stances: list[int], speakers: list[str]):
    """The study with so many statements of Kazakhstan on Russia, and those documents' families."""
    statements = study.statements.head(1).drop(columns=["document_id", "stance", "speaker"])
    parts = pd.DataFrame({"document_id": documents, "stance": stances, "speaker": speakers})
    statements = statements.merge(parts, how="cross")
    statements["statement_id"] = [f"X-{number}" for number in range(len(parts))]
    return replace(
        study, statements=statements.assign(actor="kazakhstan", target="russia", locator="page")
    )


def alone(study, quality: str) -> list[str]:
    """Documents of a quality, each of another family."""
    documents = study.documents[study.documents["quality"] == quality]
    return documents.drop_duplicates("family")["document_id"].tolist()


def test_a_voice_that_says_nothing_leaves_no_gap(study):
    said = planted(study, alone(study, "A")[:2], [1, -1], ["tokayev", "putin"])
    assert "gap" not in headlines(voiced(said)) and "mean" in headlines(voiced(said))


def test_two_actors_who_say_the_same_are_no_repetition_where_no_leader_speaks():
    said = pd.DataFrame(
        {"who": ["A", "B", "C", "C"], "what": "x", "how": [1, 1, -1, -1], "where": "D1"}
    )
    debate = study_from(said, actor="who", sector="what", stance="how", document="where")
    assert heard(voiced(debate)) == "actor"
    table = charts.influence(debate, draws=9).table.set_index("name")
    assert table.loc["mean stance", "estimate"] == pytest.approx(1 / 3)
    assert floors(debate)["mean"].tolist() == pytest.approx([1 / 3])


def test_means_by_quality_are_those_of_the_floors(study):
    original, copy = alone(study, "A")[0], alone(study, "C")[0]
    said = planted(study, [original, copy], [1, -1], ["tokayev", "tokayev"])
    table = by_quality(said)
    assert table.index.names == ["kind", "voice"] and list(table.columns) == ["C", "B", "A"]
    assert table.loc[("verbal", LEADERS)].tolist() == [0.0, 1.0, 1.0]


def test_stances_are_counted_by_voice(study):
    said = planted(study, alone(study, "A")[:3], [1, 1, -1], ["tokayev", "peskov", "peskov"])
    table = stance_by_voice(said)
    assert table.loc[LEADERS].to_dict() == {-1: 0, 1: 1}
    assert table.loc[OTHERS].to_dict() == {-1: 1, 1: 1}


def test_half_of_the_statements_stand_in_so_few_families(study):
    one, two, three = alone(study, "A")[:3]
    said = planted(study, [one, one, two, three], [1] * 4, ["putin"] * 4)
    line = concentration(said).iloc[0]
    assert line.to_dict() == {"statements": 4, "families": 3, "hold_half": 1, "largest": 0.5}
    said = planted(study, [one, one, two, two, three], [1] * 5, ["putin"] * 5)
    assert concentration(said)["hold_half"].tolist() == [2]


def test_the_floors_are_those_of_better_documents(study):
    original, copy = alone(study, "A")[0], alone(study, "C")[0]
    said = planted(study, [original, copy], [1, -1], ["tokayev", "peskov"])
    assert floors(said)["documents"].iloc[-1] == "frame"
    said = replace(said, frame_statements=said.frame_statements.head(0))
    table = floors(said).set_index("documents")
    assert table["statements"].to_dict() == {
        "C or better": 2,
        "B or better": 1,
        "A or better": 1,
    }
    assert table["gap"].iloc[0] == 2.0 and table["gap"].isna().sum() == 2
    assert table["mean"].tolist() == [0.0, 1.0, 1.0]
    excerpt = said.statements.assign(locator=["page", "excerpt"])
    found = floors(replace(said, statements=excerpt)).set_index("documents").iloc[-1]
    assert found.name == "found on the page" and found["statements"] == 1 and found["mean"] == 1.0


def test_gaps_are_told_where_both_voices_have_enough():
    course = pd.DataFrame(
        [
            ("2020", LEADERS, 0.75, False),
            ("2020", OTHERS, 0.25, False),
            ("2021", LEADERS, 1.0, False),
            ("2021", OTHERS, 0.0, True),
        ],
        columns=["period", "voice", "mean", "thin"],
    )
    assert gaps(course).to_dict("records") == [{"period": "2020", "gap": 0.5}]
    for none in (course.head(0), course.assign(thin=True), course[course["voice"] == LEADERS]):
        assert gaps(none).empty and list(gaps(none).columns) == ["period", "gap"]


def test_a_kind_is_the_first_word_of_a_class(study):
    assert set(by_kind(study)["kind"]) == {"verbal", "material", "structural"}


def test_of_no_statement_nothing_is_told(nothing):
    assert by_quality(nothing).empty and stance_by_voice(nothing).empty
    assert by_quality(nothing).index.names == ["kind", "voice"]
    line = concentration(nothing).iloc[0].to_dict()
    assert line == {"statements": 0, "families": 0, "hold_half": 0, "largest": 0.0}
    table = floors(nothing)
    assert (table["statements"] == 0).all() and np.isnan(table["mean"]).all()
    assert "gap" not in table
