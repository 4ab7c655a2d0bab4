import json
import random

import pytest

import analysis
from analysis.coding.answers import answer
from analysis.coding.changes import rows_of
from analysis.coding.roles import role_of
from analysis.errors import InputError
from analysis.study.load import load_study

ROLES = {"c1": "first", "c2": "second", "c3": "second", "a1": "adjudicator"}


@pytest.fixture
def declared(small):
    """A study that says who may write what."""
    path = small / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["coders"] = [{"coder": coder, "role": role} for coder, role in ROLES.items()]
    path.write_text(json.dumps(package), encoding="utf-8")
    return small


def desk(folder, coder: str):
    session = analysis.desk(folder, coder=coder, document="D000")._session
    answer(session, {"kind": "open"})
    return session


def generated(row: dict, seed: int) -> list[dict]:
    """Return the rows that a coder of our making gives to six passages, wrong in some places."""
    chance, rows = random.Random(seed), []
    for place in range(1, 7):
        sector = "gas" if chance.random() < 0.2 else ("oil", "nuclear", "trade")[place % 3]
        stance = "0" if chance.random() < 0.2 else "1"
        given = {"locator": f"par {place}", "sector": sector, "stance": stance}
        if chance.random() < 0.9:
            rows.append(row | given)
    return rows


def test_two_coders_code_blind_and_a_third_settles(declared, row):
    first = (declared / "statements.csv").read_bytes()
    for seed, coder in enumerate(("c2", "c3")):
        session = desk(declared, coder)
        opened = answer(session, {"kind": "open"})
        assert opened["rows"]["listed"] == [], "nothing of the first"
        states = {each["id"]: each["state"] for each in opened["page"]["documents"]}
        assert states == {"D000": "due", "D005": "due"}
        for each in generated(row, seed):
            assert "saved" in answer(session, {"kind": "save", "row": each})
        told = answer(session, {"kind": "compare"})["problems"][0]
        assert told.startswith(f"coder: '{coder}' codes, and does so blind; expected an adj")
    assert (declared / "statements.csv").read_bytes() == first

    judge = desk(declared, "a1")
    told = answer(judge, {"kind": "compare", "first": "c2", "second": "c3"})
    assert told["codings"] == ["statements", "c2", "c3"]
    assert [each["variable"] for each in told["agreement"]] == ["sector", "relation", "stance"]
    assert sum(map(sum, told["confusion"]["sector"]["counts"])) == told["agreement"][0]["units"]
    parted = [each for each in told["units"] if each["parted"]]
    assert parted and {name for each in parted for name in each["parted"]} <= {"sector", "stance"}
    for unit in told["units"]:
        ids = {f"{side}_id": (unit[side] or {}).get("statement_id") for side in ("first", "second")}
        take = "first" if ids["first_id"] else "second"
        told = answer(judge, {"kind": "adjudicate", "chosen": ["c2", "c3"], "take": take, **ids})
        assert told["settled"]
    assert all(each["settled"] for each in told["units"])
    parents = rows_of((declared / "desk/parents.csv").read_text(encoding="utf-8"))
    assert len(parents) == len(told["units"])
    assert parents[0]["first"].startswith("c2/D000-") or parents[0]["second"].startswith("c3/D000-")
    assert load_study(declared).package["coders"]
    answer(judge, {"kind": "undo"})
    assert len(rows_of((declared / "desk/parents.csv").read_text())) == len(parents) - 1


def test_who_is_no_coder_of_the_study_is_told(declared):
    with pytest.raises(InputError, match=r"^coder: 'c9' is no coder of the study; expected"):
        analysis.desk(declared, coder="c9")
    with pytest.raises(InputError, match=r"^role of c1: 'boss'; expected"):
        role_of({"coders": [{"coder": "c1", "role": "boss"}]}, "c1")
    with pytest.raises(InputError, match="expected a list of coders"):
        role_of({"coders": "c1"}, "c1")
