"""Units: F1 by hand and by brute force, and pairs that could not be otherwise."""

from itertools import permutations

import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import codings
from analysis.measures.unitising import UNITISED, UNITS, settled, unitised, unitising

FIELDS = UNITS["passage, actor, target"]

cells = st.sampled_from(["a", "b", None])
codings_of_few = st.lists(st.tuples(st.sampled_from(["D1", "D2"]), cells, cells, cells), max_size=5)


def coding(told: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(told, columns=FIELDS, dtype=object)
    return table.assign(statement_id=[f"{place}" for place in range(len(table))])


def most_found(first: list[tuple], second: list[tuple], fields: int) -> int:
    """Return how many statements can be paired at most, all pairings tried."""
    few, many = sorted((first, second), key=len)
    return max(
        sum(
            a[:fields] == b[:fields] and None not in a[:fields]
            for a, b in zip(few, order, strict=True)
        )
        for order in permutations(many, len(few))
    )


@tries(60)
@given(codings_of_few, codings_of_few)
def test_as_many_are_found_as_can_be_paired(first, second):
    table = unitising(coding(first), coding(second), draws=5)
    for (unit, fields), line in zip(UNITS.items(), table.to_dict("records"), strict=True):
        both = most_found(first, second, len(fields))
        assert (line["unit"], line["both"]) == (unit, both)
        assert (line["first"], line["second"]) == (len(first), len(second))
        if first or second:
            assert line["f1"] == pytest.approx(2 * both / (len(first) + len(second)))


@tries(30)
@given(codings_of_few, codings_of_few)
def test_it_makes_no_difference_who_comes_first(first, second):
    one, other = (unitising(*pair, draws=5) for pair in both_ways(first, second))
    pd.testing.assert_frame_equal(
        one[["both", "f1", "low", "high"]], other[["both", "f1", "low", "high"]]
    )


def both_ways(first: list[tuple], second: list[tuple]) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    pair = coding(first), coding(second)
    return [pair, pair[::-1]]


def test_a_coding_finds_itself_but_not_what_has_no_place():
    told = coding([("D1", "par 1", "a", "b"), ("D1", "par 1", "a", "b"), ("D1", None, "a", "b")])
    assert unitising(told, told, draws=5)["both"].tolist() == [2, 2, 2]
    assert unitising(told[:2], told[:2], draws=5)["low"].tolist() == [1, 1, 1]


def test_without_a_statement_there_is_nothing_to_find():
    nobody = coding([])
    table = unitising(nobody, nobody, draws=5)
    assert table[["f1", "low", "high"]].isna().all(axis=None) and (table["both"] == 0).all()
    assert unitising(coding([("D1", "p", "a", "b")]), nobody, draws=5)["f1"].tolist() == [0, 0, 0]


def test_settled_are_those_whose_parties_stand_once_in_each():
    one = coding([("D1", "p", "a", "b"), ("D1", "p", "b", "a"), ("D1", "p", "b", "a")])
    other = coding([("D1", "p", "a", "b"), ("D1", "p", "b", "a"), ("D1", "p", None, "b")])
    first, second = settled(one, other)
    assert first["statement_id"].tolist() == second["statement_id"].tolist() == ["0"]


def test_each_coder_is_measured_against_the_study(study):
    table = unitised(study)
    assert list(table.columns) == UNITISED and set(table["coder"]) == set(codings(study))
    assert table["f1"].between(table["low"], table["high"]).all()
    assert (table.groupby(["coder", "documents"])["both"].diff().dropna() <= 0).all()
