"""Profiles of camps: reference cases, counts by hand, planted camps and the cover of intervals."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from planted import camp_chances, planted

from analysis.errors import InputError
from analysis.uncertainty.camp_profiles import profiles

SCALE = (-2, 2)


@pytest.mark.parametrize("case", cases.names("profile"))
def test_profiles_are_the_reference(case):
    told = cases.parameters(case)
    table = cases.statements()
    if "from" in told:
        table = table[table["date"].between(told["from"], told["to"] + " 23:59")]
    ones = told["camp1"].split(",")
    camps = pd.Series({actor: int(actor in ones) for actor in cases.statements()["actor"].unique()})
    found = profiles(table, camps=camps, duplicates="include", scale=SCALE, draws=2)
    lines = found.table.set_index(["column", "camp"])
    for wanted in cases.expected(case).itertuples():
        if wanted.row == "all":
            name = "concepts" if wanted.column == "sectors" else wanted.column
            assert found.apart[name].item() == pytest.approx(wanted.value, abs=1e-9)
            continue
        name, _, camp = wanted.column.partition(" of ")
        here = lines[name].get((wanted.row, int(camp)), 0)
        if np.isnan(wanted.value):
            assert np.isnan(here)
        else:
            assert here == pytest.approx(wanted.value, abs=1e-9)


@tries(25)
@given(tables)
def test_shares_are_counted_by_hand(table):
    camps = pd.Series({"a": 0, "b": 0, "c": 1, "d": 1})
    found = profiles(table, camps=camps, duplicates="include", scale=SCALE, draws=2).table
    said = table.assign(camp=table["actor"].map(camps))
    for line in found.itertuples():
        part = said[(said["camp"] == line.camp) & (said["sector"] == line.column)]
        part = part[part["stance"] != 0]
        assert line.statements == len(part) and line.families == part["family"].nunique()
        if len(part):
            by_family = (part["stance"] > 0).groupby(part["family"]).mean()
            assert line.share == pytest.approx(by_family.mean())
            assert 0 <= line.low <= line.high <= 1
        else:
            assert np.isnan([line.share, line.low, line.high]).all()


def right(found: pd.Series, truth: pd.DataFrame) -> int:
    camps = truth[truth["what"] == "camp"].set_index("id")["value"].astype(int)
    same = int((found.reindex(camps.index) == camps).sum())
    return max(same, len(camps) - same)


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", [3, 21, 22])
def test_planted_camps_and_their_distance_are_found(seed):
    table, truth = planted("camps", seed)
    found = profiles(table, scale=SCALE, draws=20, seed=seed)
    assert right(found.camps, truth) >= 18
    assert found.apart["distance"].item() == pytest.approx(0.4333, abs=0.12)
    assert found.apart["expected"].item() < 0.25 < found.apart["low"].item()
    assert found.apart["covered"].item() == 1


def test_the_statements_shown_are_on_the_side_of_their_camp():
    table, _ = planted("camps")
    found = profiles(table, scale=SCALE, draws=2, show=3)
    assert (np.sign(found.statements["stance"]) == np.sign(found.statements["gap"])).all()
    each = found.statements.groupby(["camp", "sector"]).size()
    assert each.max() == 3
    ids = found.statements["statement_id"]
    assert ids.isin(table["statement_id"]).all()


def test_camps_may_be_a_field_of_the_statements():
    table = cases.statements()
    found = profiles(table, camps="source", scale=SCALE, draws=2)
    assert {*found.table["camp"]} == {*table["source"]}
    assert found.apart["expected"].isna().all()


@pytest.mark.long
def test_intervals_hold_the_planted_shares():
    """Families drawn whole hold 0.88 to 0.975 of the planted shares; single statements fewer."""
    chances, held = camp_chances(), {"families": [], "statements": []}
    for seed in range(200, 240):
        table, truth = planted("camps", seed)
        camps = truth[truth["what"] == "camp"].set_index("id")["value"].astype(int)
        alone = table.assign(family=table["statement_id"], document_id=table["statement_id"])
        for name, said in (("families", table), ("statements", alone)):
            found = profiles(said, camps=camps, scale=SCALE, draws=400, seed=seed).table
            truths = chances[found["camp"], found["column"].str[-2:].astype(int) - 1]
            held[name].append(found["low"].le(truths).mul(found["high"].ge(truths)).mean())
    assert 0.88 <= np.mean(held["families"]) <= 0.975
    assert np.mean(held["statements"]) < 0.85


@pytest.mark.sample(1)
@pytest.mark.parametrize("mean", [-2, 2])
def test_a_share_at_the_end_has_an_interval_all_the_same(mean):
    table = cases.statements().assign(stance=mean)
    found = profiles(table, scale=SCALE, draws=20, camps=pd.Series({"Gazprom": 0}))
    lines = found.table.dropna(subset="share")
    assert (lines["high"] > lines["low"]).all()
    assert lines["share"].between(lines["low"], lines["high"]).all()
    assert found.apart.empty


def test_a_record_without_statements_has_empty_profiles():
    whole = profiles(cases.statements(), scale=SCALE, draws=2)
    empty = profiles(cases.statements().iloc[:0], scale=SCALE, draws=2)
    assert [*empty.table] == [*whole.table] and [*empty.apart] == [*whole.apart]
    assert {*whole.statements} == {*empty.statements} and empty.statements.empty


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"camps": pd.Series({"nobody": 1})}, "camps: of no row of the record"),
        ({"camps": "colour"}, "field: 'colour' is unknown"),
        ({"draws": 0}, "draws: 0; expected a number from 1 up"),
        ({"scale": None}, "scale: missing"),
    ],
)
def test_what_has_no_profile_is_told(asked, message):
    with pytest.raises(InputError, match=message):
        profiles(cases.statements(), **({"scale": SCALE, "draws": 2} | asked))


@pytest.mark.long
def test_found_camps_are_held_against_camps_sought_in_stances_dealt_out():
    """Of planted camps the distance is more than that; where no camps are, it is not."""
    planted_camps = profiles(planted("camps")[0], scale=SCALE, draws=40).apart
    assert planted_camps["p"].item() == pytest.approx(1 / 41)
    for seed in range(3):
        generator = np.random.default_rng(seed)
        table = planted("camps", seed)[0].drop_duplicates(["family", "actor", "sector"])
        likely = dict(zip(sorted(table["sector"].unique()), generator.random(12), strict=True))
        agrees = generator.random(len(table)) < table["sector"].map(likely)
        found = profiles(table.assign(stance=np.where(agrees, 1, -1)), scale=SCALE, draws=40)
        assert (found.apart["p"] > 0.05).all()


def test_a_share_of_one_family_has_an_interval_of_one():
    """Wilson's of 1 of 2 agreeing in one family: the share 0.5 of one unit, 0.5 ± 0.45."""
    table = pd.DataFrame(
        {"actor": ["a", "a", "b"], "sector": "x", "stance": [1, -1, 1], "family": ["f", "f", "g"]}
    ).assign(actor=["a", "c", "b"])
    camps = pd.Series({"a": 0, "c": 0, "b": 1})
    lines = profiles(table, camps=camps, scale=(-1, 1), draws=10).table.set_index("camp")
    assert lines.loc[0, ["low", "high"]].tolist() == pytest.approx([0.0546, 0.9454], abs=1e-4)
    assert lines.loc[1, ["low", "high"]].tolist() == pytest.approx([0.2065, 1], abs=1e-4)
