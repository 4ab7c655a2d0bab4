"""Backbones of concepts and signed validated ties: reference cases, all sets, planted backbone."""

from itertools import combinations, product

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from planted import planted

from analysis.errors import InputError
from analysis.measures.allied import _tails, allies_and_opponents, both_tails
from analysis.measures.concepts import (
    _annealed,
    backbone_of,
    loss_of,
    nested,
    penalised,
)
from analysis.networks.arrays import count
from analysis.networks.matrices import two_mode

SCALE = (-2, 2)


@pytest.mark.parametrize("case", cases.names("concepts"))
def test_backbones_are_the_reference(case):
    told = cases.parameters(case)
    network = {"aggregation": told["aggregation"]}
    network |= {"normalization": told.get("normalization", "none")}
    array = count(cases.statements(), scale=SCALE)
    steps = nested(array, **network)
    for line in steps.itertuples():
        assert cases.value(case, line.column, "nested step") == line.step
        loss = cases.value(case, f"step {line.step}", "nested loss")
        assert line.loss == pytest.approx(loss, abs=1e-9)
    sets = {
        f"fixed {number}": backbone_of(array, number, **network)
        for number in range(1, len(array.columns))
    }
    for number, each in enumerate(sets.values(), 1):
        loss = cases.value(case, f"size {number}", "fixed loss")
        assert each.loss == pytest.approx(loss, abs=1e-9)
    for name in told["penalty"].split(","):
        sets[f"penalty {name}"] = found = penalised(array, float(name), **network)
        worth = cases.value(case, "all", f"penalised {name}")
        assert found.loss == pytest.approx(worth, abs=1e-9)
    for name in told["multiplied"].split(","):
        found = penalised(array, float(name), multiplied=True, **network)
        sets[f"multiplier {name}"] = found
        worth = cases.value(case, "all", f"multiplied {name}")
        assert found.loss == pytest.approx(worth, abs=1e-9)
    for name, each in sets.items():
        kept = [concept for concept in array.columns if cases.value(case, concept, name) == 1]
        assert each.kept == kept and each.exact, name


@pytest.mark.parametrize("seed", [3, 41, 42])
def test_the_planted_backbone_is_found(seed):
    table, truth = planted("backbone", seed)
    array = count(table, scale=SCALE, duplicates="family")
    kept = truth[truth["value"] == 1]["id"].tolist()
    assert {*nested(array)["column"].iloc[:6]}.isdisjoint(kept)
    assert backbone_of(array, 4).kept == kept


def test_annealing_finds_what_all_sets_have_as_best():
    array = count(cases.statements(), scale=SCALE)
    loss = loss_of(array)
    best = min(combinations(range(8), 4), key=loss)
    for seed in (1, 2):
        assert loss(_annealed(loss, (4, 5, 6, 7), 8, seed)) == pytest.approx(loss(best), abs=1e-12)


def test_the_whole_has_no_loss_and_is_what_nothing_costs():
    array = count(cases.statements(), scale=SCALE)
    assert backbone_of(array, 8).loss == 0
    assert penalised(array, 0).kept == [*array.columns]
    assert len(penalised(array, 100).kept) == 1


def test_a_product_does_not_make_the_whole_the_best_at_any_penalty():
    """In Discourse Network Analyzer 3 the whole has 0 at any penalty, so it always wins."""
    array = count(cases.statements(), scale=SCALE)
    assert len(penalised(array, 50, multiplied=True).kept) < 8


def signed_of(case: str):
    told = cases.parameters(case)
    table = cases.statements()
    table = table[table["date"].between(told["from"], told["to"] + " 23:59")]
    if told["signed"] == "no":
        everyone = sorted(cases.statements()["actor"].unique())
        matrix = two_mode(table).reindex(everyone, fill_value=0.0)
        return both_tails(matrix).assign(kind="shared")
    return allies_and_opponents(count(table, scale=SCALE))


@pytest.mark.sample(1)
@pytest.mark.parametrize("case", cases.names("validated"))
def test_both_tails_are_the_reference(case):
    found = signed_of(case)
    for line in found.itertuples():
        pair = f"{line.row} | {line.other}"
        for name in ("number", "expected", "upper", "lower", "two_sided"):
            wanted = cases.value(case, pair, f"{line.kind} {name}")
            assert getattr(line, name) == pytest.approx(wanted, abs=1e-7), (pair, name)
    assert 5 * len(found) == len(cases.expected(case))


def test_tails_are_sums_over_all_that_may_happen():
    events = np.array([0.2, 0.5, 0.9, 0.3])
    for number in range(5):
        ways = {
            way: np.prod([p if each else 1 - p for p, each in zip(events, way, strict=True)])
            for way in product([0, 1], repeat=4)
        }
        upper = sum(chance for way, chance in ways.items() if sum(way) >= number)
        lower = sum(chance for way, chance in ways.items() if sum(way) <= number)
        assert _tails(events, number) == pytest.approx((upper, lower))


def test_planted_allies_and_opponents_are_those_of_the_camps():
    table, truth = planted("camps")
    camps = truth[truth["what"] == "camp"].set_index("id")["value"].astype(int)
    array = count(table, scale=SCALE, duplicates="family")
    # Nearly everyone says both on every sector, so sides are those of the mean.
    net = (array.x @ array.levels.to_numpy(float))[:, :, None]
    levels = pd.Index([-1, 1], name="stance")
    sides = array._replace(x=np.concatenate([net < 0, net > 0], axis=2) * 1.0, levels=levels)
    found = allies_and_opponents(sides, scale=(-1, 1))
    same = camps[found["row"]].to_numpy() == camps[found["other"]].to_numpy()
    likely = found["upper"] < 0.05
    allies, opponents = (likely & (found["kind"] == kind) for kind in ("same", "opposite"))
    assert allies.any() and same[allies].mean() > 0.9
    assert opponents.any() and (~same[opponents]).mean() > 0.9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: backbone_of(a, 9), "number: 9; expected a number of concepts from 1 to 8"),
        (lambda a: backbone_of(a, 0), "number: 0; expected"),
        (lambda a: penalised(a, -1), "penalty: -1; expected a number of zero or more"),
        (lambda a: nested(a, aggregation="combine"), "aggregation: 'combine'"),
    ],
)
def test_what_has_no_backbone_is_told(call, message):
    with pytest.raises(InputError, match=message):
        call(count(cases.statements(), scale=SCALE))
