import warnings

import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given

from analysis.errors import InputNote
from analysis.networks.matrices import one_mode, one_mode_of, two_mode, two_mode_of
from analysis.networks.periods import difference
from analysis.networks.sample import sample
from analysis.study.selection import with_documents
from analysis.uncertainty.bootstrap import (
    against,
    bootstrap,
    bootstrap_change,
    influence,
    intervals,
    null_test,
)

SCALE = (-2, 2)


def congruence(cells):
    return one_mode_of(cells, scale=SCALE)


@tries(8)
@given(tables)
def test_each_tie_is_listed_once_with_its_value(table):
    listed = bootstrap(sample(table), congruence, draws=8)
    matrix = one_mode(table, scale=SCALE)
    assert len(listed) == (np.triu(matrix) != 0).sum()
    for tie in listed.itertuples():
        assert tie.estimate == matrix.loc[tie.row, tie.column]
        assert 0 <= tie.share <= 1 and tie.low <= tie.high and tie.families >= 1
        assert tie.thin == (tie.families < 5)


@tries(8)
@given(tables)
def test_the_families_behind_a_tie_are_counted_by_hand(table):
    said = sample(table)
    for tie in bootstrap(said, congruence, draws=1).itertuples():
        one, other = (table[table["actor"] == end] for end in (tie.row, tie.column))
        shared = set(one["sector"]) & set(other["sector"])
        behind = [
            part.loc[part["sector"].isin(shared), "family"].nunique() for part in (one, other)
        ]
        assert tie.families == min(behind)
    for cell in bootstrap(said, two_mode_of, draws=1).itertuples():
        behind = table[(table["actor"] == cell.row) & (table["sector"] == cell.column)]
        assert cell.families == behind["family"].nunique()


def test_the_interval_of_a_share_is_that_of_the_normal_theory():
    generator = np.random.default_rng(7)
    table = pd.DataFrame(
        {
            "actor": "a",
            "sector": generator.choice(["x", "y"], 1000, p=[0.3, 0.7]),
            "stance": 0,
            "family": np.arange(1000).astype(str),
        }
    )
    share = bootstrap(sample(table), lambda cells: two_mode_of(cells, normalization="activity"))
    x = share[share["column"] == "x"].iloc[0]
    half = 1.96 * np.sqrt(x["estimate"] * (1 - x["estimate"]) / 1000)
    assert abs((x["high"] - x["low"]) / 2 - half) < 0.1 * half
    assert x["families"] == (table["sector"] == "x").sum()


def test_the_share_of_draws_with_an_edge_is_the_chance_of_its_one_family():
    table = pd.DataFrame(
        {
            "actor": "a",
            "sector": [f"s{n}" for n in range(50)],
            "stance": 1,
            "family": [f"{n}" for n in range(50)],
        }
    )
    edges = bootstrap(sample(table), two_mode_of, draws=4000)
    assert edges["share"].mean() == pytest.approx(1 - (1 - 1 / 50) ** 50, abs=0.005)
    assert edges["thin"].all() and (edges["families"] == 1).all()


def test_numbers_and_nodes_are_measured_too(study):
    said = with_documents(study)
    drawn = sample(said)
    number = bootstrap(drawn, lambda cells: cells.x.sum(), draws=20)
    assert len(number) == 1 and number["estimate"].item() == len(said)
    assert number["families"].item() == said["family"].nunique()
    nodes = bootstrap(drawn, lambda cells: two_mode_of(cells).sum(axis=1), draws=20)
    assert nodes.set_index("node").loc["putin", "estimate"] == (said["actor"] == "putin").sum()
    putin = said.loc[said["actor"] == "putin", "family"].nunique()
    assert nodes.set_index("node").loc["putin", "families"] == putin


def camps(rows: int, noise: float, seed: int) -> pd.DataFrame:
    """Return statements of two camps that stand on opposite sides of everything."""
    generator = np.random.default_rng(seed)
    actor, sector = generator.integers(10, size=rows), generator.integers(6, size=rows)
    side = np.where(actor < 5, 1, -1) * np.where(generator.random(rows) < noise, -1, 1)
    return pd.DataFrame(
        {
            "actor": [f"a{n}" for n in actor],
            "sector": [f"s{n}" for n in sector],
            "stance": 2 * side,
            "document_id": "D1",
        }
    )


def within(cells):
    matrix = one_mode_of(cells, scale=SCALE).to_numpy()
    return matrix[:5, :5].sum() + matrix[5:, 5:].sum()


def test_what_chance_cannot_give_is_found():
    planted = null_test(sample(camps(200, 0.1, 1), unit=None), within, draws=200).iloc[0]
    assert planted["estimate"] > planted["high"] and planted["p"] < 0.02
    assert planted["low"] < planted["expected"] < planted["high"]


@pytest.mark.long
def test_what_chance_gives_is_seldom_found():
    p = [
        null_test(sample(camps(60, 0.5, seed), unit=None), within, draws=99)["p"].item()
        for seed in range(40)
    ]
    assert np.mean(np.array(p) <= 0.05) < 0.2 and min(p) > 0
    assert 0.3 < np.mean(p) < 0.75


def test_a_p_value_is_counted_by_hand():
    found = against(2.0, iter([1.0, 2.0, 3.0, 0.0]))
    assert found["p"].item() == min(1, 2 * min((1 + 2) / 5, (1 + 3) / 5))
    assert found["expected"].item() == 1.5


def test_the_seed_gives_the_same_numbers(study):
    said = sample(with_documents(study))
    first, second = (bootstrap(said, two_mode_of, draws=10, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_no_statement_gives_no_line(study):
    empty = with_documents(study)[:0]
    assert bootstrap(sample(empty), two_mode_of, draws=5).empty
    assert null_test(sample(empty), two_mode_of, draws=5).empty
    assert intervals(pd.Series(dtype=float), []).empty


def test_a_change_is_the_later_less_the_earlier(study):
    said = with_documents(study)
    said = said[said["sector"].isin(["oil", "gas", "nuclear"])]
    earlier, later = said[said["date"] < "2024-11-01"], said[said["date"] >= "2024-11-01"]
    listed = bootstrap_change(sample(earlier), sample(later), two_mode_of, draws=10)
    change = difference(two_mode(earlier), two_mode(later))
    assert len(listed) == (change != 0).sum(axis=None)
    for cell in listed.itertuples():
        assert cell.estimate == change.loc[cell.row, cell.column] == cell.later - cell.earlier
        behind = [
            part.loc[
                (part["actor"] == cell.row) & (part["sector"] == cell.column), "family"
            ].nunique()
            for part in (earlier, later)
        ]
        assert cell.families == (min(behind) or max(behind))


@pytest.mark.long
def test_what_did_not_change_mostly_lies_in_its_interval():
    held = []
    for seed in range(20):
        sector = np.random.default_rng(seed).choice(list("xy"), 200)
        table = pd.DataFrame(
            {"actor": "a", "sector": sector, "stance": 0, "family": np.arange(200).astype(str)}
        )
        changes = bootstrap_change(
            sample(table[::2]),
            sample(table[1::2]),
            lambda cells: two_mode_of(cells, normalization="activity"),
            draws=100,
        )
        held.append(((changes["low"] <= 0) & (changes["high"] >= 0)).all())
    assert 0.8 <= np.mean(held) <= 1


@tries(8)
@given(tables)
def test_without_a_family_is_without_its_statements(table):
    listed = influence(sample(table), lambda cells: cells.x.sum())
    sizes = table["family"].value_counts()
    assert set(listed["unit"]) == set(sizes.index)
    assert (listed["change"] == -listed["unit"].map(sizes)).all()
    assert (listed["without"] == len(table) + listed["change"]).all()
    assert listed["change"].abs().is_monotonic_decreasing


def test_no_unit_stands_on_the_last_one_by_mistake():
    table = pd.DataFrame(
        {
            "actor": list("aabb"),
            "sector": list("xyxy"),
            "stance": 1,
            "statement_id": list("1234"),
            "family": ["f", "f", None, None],
        }
    )
    listed = influence(sample(table), lambda cells: cells.x.sum())
    assert (listed["change"] == -listed["unit"].map({"f": 2}).fillna(1)).all() and len(listed) == 3
    assert sorted(listed["statement"].dropna()) == ["3", "4"]
    assert listed["unit"].isna().tolist() == listed["statement"].notna().tolist()
    behind = bootstrap(sample(table), two_mode_of, draws=5)
    assert behind["families"].tolist() == [1, 1, 1, 1]
    number = bootstrap(sample(table), lambda cells: cells.x.sum(), draws=400)
    assert number["families"].item() == 3 and number["low"].item() < 4 < number["high"].item()
    later = table.assign(actor="a", family=["g", None, None, None])
    change = bootstrap_change(sample(table), sample(later), two_mode_of, draws=5).set_index(
        ["row", "column"]
    )
    assert change["families"].to_dict() == {
        ("a", "x"): 1,
        ("a", "y"): 1,
        ("b", "x"): 1,
        ("b", "y"): 1,
    }


def test_chance_needs_no_documents(study):
    bare = study.statements.drop(columns="document_id")
    statistic = {"statistic": two_mode_of, "shuffle": "columns", "draws": 5}
    with warnings.catch_warnings():
        warnings.simplefilter("error", InputNote)
        pd.testing.assert_frame_equal(
            null_test(sample(bare, unit=None), **statistic),
            null_test(sample(study), **statistic),
        )


def test_equal_shares_of_two_periods_are_no_change():
    """A third is a third: 1 of 3 statements then, 2 of 6 now."""
    lines = [("a", sector, 1) for sector in "xyz"]
    earlier = pd.DataFrame(lines, columns=["actor", "sector", "stance"]).assign(family="f")
    later = pd.concat([earlier, earlier])
    shares = lambda cells: two_mode_of(cells, normalization="activity")  # noqa: E731
    assert bootstrap_change(sample(earlier), sample(later), shares, draws=5).empty
