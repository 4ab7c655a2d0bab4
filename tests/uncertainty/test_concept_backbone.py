"""The concepts that carry a network: planted ones kept in all draws, and limits."""

import dynamics_cases as cases
import pandas as pd
import pytest
from planted import planted

from analysis.errors import InputError
from analysis.measures.concepts import nested
from analysis.networks.arrays import count
from analysis.uncertainty.concept_backbone import SMALL, concept_backbone

SCALE = (-2, 2)


@pytest.mark.parametrize("seed", [3, 4])
def test_planted_concepts_carry_the_network_in_every_draw(seed):
    table, truth = planted("backbone", seed)
    found = concept_backbone(table, scale=SCALE, draws=10, seed=seed)
    right = {*truth.loc[truth["value"] == 1, "id"]}
    assert {*found.table.loc[found.table["kept"], "column"]} == right
    assert (found.table["share"] == found.table["column"].isin(right)).all()
    assert found.number == 4 and found.loss <= SMALL


def test_the_order_and_the_losses_are_those_of_the_nested_backbone():
    table = cases.statements()
    found = concept_backbone(table, number=3, duplicates="include", scale=SCALE, draws=2)
    order = nested(count(table, scale=SCALE))
    assert found.table["column"].iloc[:0:-1].tolist() == order["column"].tolist()
    assert found.table["loss"].iloc[:0:-1].tolist() == order["loss"].tolist()
    assert found.table["kept"].tolist() == [True] * 3 + [False] * (len(found.table) - 3)
    assert found.loss == order["loss"].iloc[-3]


def test_the_seed_decides_and_not_the_order_of_rows():
    table = cases.statements()
    mixed = table.sample(frac=1, random_state=1)
    one, other = (
        concept_backbone(each, scale=SCALE, draws=5, seed=2).table for each in (table, mixed)
    )
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("kept", [slice(0), slice(1), slice(2)])
def test_where_no_two_actors_meet_nothing_carries_a_network(kept):
    table = cases.statements()[kept].assign(sector=["a", "b"][: len(cases.statements()[kept])])
    found = concept_backbone(table, scale=SCALE, draws=2)
    assert found.table.empty and found.number == 0


@pytest.mark.parametrize("number", [0, 99, 1.5])
def test_a_number_of_concepts_that_cannot_be_is_told(number):
    with pytest.raises(InputError, match=r"number: .*; expected a number of concepts from 1 to 8"):
        concept_backbone(cases.statements(), number=number, scale=SCALE, draws=2)
