"""What cancels in exact arithmetic is zero, and what is equal is equal, on scales of every kind."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.stance import mean_stance
from analysis.measures.structural_balance import balanced_triads
from analysis.networks.arrays import count
from analysis.networks.directed import directed_matrices
from analysis.networks.exact import exact, mean, over_one, quotient, summed
from analysis.networks.graphs import graph, ties
from analysis.networks.matrices import one_mode, one_mode_of, two_mode, two_mode_of
from analysis.networks.sample import sample
from analysis.uncertainty.bootstrap import bootstrap, bootstrap_change

SCALES = {
    "1-4": range(1, 5),
    "1-7": range(1, 8),
    "1-10": range(1, 11),
    "tenths": ["0.1", "0.2", "0.3", "-0.1", "-0.3"],
    "halves": ["-2.5", "-1", "0", "1", "2.5"],
    "thirds": ["-1", "-1/3", "1/3", "1"],
    "long": ["0.12345678901234", "0.1", "-0.22345678901234"],
    "wide": ["123456789012345", "0.1", "-123456789012345.1", "0"],
}

scales = st.one_of(
    st.sampled_from(list(SCALES.values())).map(lambda levels: [*map(Fraction, levels)]),
    st.lists(st.decimals(-50, 50, places=3).map(Fraction), min_size=2, max_size=5, unique=True),
)


@st.composite
def told(draw):
    """Return a table of statements, its levels as fractions, and the scale."""
    levels = draw(scales)
    lines = draw(
        st.lists(
            st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from(levels)),
            min_size=1,
            max_size=16,
        )
    )
    table = pd.DataFrame(lines, columns=["actor", "sector", "level"])
    return table.assign(stance=table["level"].astype(float)), (min(levels), max(levels))


def by_hand(table: pd.DataFrame, aggregation: str, scale) -> dict[tuple[str, str], Fraction]:
    """Return Σ over pairs of statements on one sector, in fractions."""
    sums, width = {}, scale[1] - scale[0]
    lines = list(table[["actor", "sector", "level"]].itertuples(index=False))
    for one in lines:
        for other in lines:
            if one.actor != other.actor and one.sector == other.sector:
                apart = abs(one.level - other.level) / width
                worth = {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}
                ends = one.actor, other.actor
                sums[ends] = sums.get(ends, 0) + worth[aggregation]
    return sums


@tries(60)
@given(
    told(),
    st.sampled_from(["congruence", "conflict", "subtract"]),
    st.sampled_from(["none", "average", "jaccard", "cosine"]),
)
def test_one_mode_is_zero_where_fractions_are(told, aggregation, normalization):
    table, scale = told
    bare = table.drop(columns="level")
    matrix = one_mode(
        bare, aggregation=aggregation, normalization=normalization, scale=tuple(map(float, scale))
    )
    sums = by_hand(table, aggregation, scale)
    for one in matrix.index:
        for other in matrix.index:
            expected = sums.get((one, other), 0)
            assert np.sign(matrix.loc[one, other]) == np.sign(float(np.sign(expected)))
            if normalization == "none":
                assert matrix.loc[one, other] == float(expected)
    assert (matrix.to_numpy() == matrix.to_numpy().T).all()


@tries(60)
@given(told(), st.sampled_from(["none", "activity", "prominence"]))
def test_two_mode_is_zero_where_fractions_are(told, normalization):
    table, _ = told
    bare = table.drop(columns="level")
    matrix = two_mode(bare, aggregation="subtract", normalization=normalization)
    for (row, column), part in table.groupby(["actor", "sector"]):
        total = sum(part["level"], Fraction(0))
        by = {
            "none": 1,
            "activity": (table["actor"] == row).sum(),
            "prominence": (table["sector"] == column).sum(),
        }[normalization]
        assert matrix.loc[row, column] == float(total / int(by))
    net = directed_matrices(bare.assign(target=table["sector"]), aggregation="subtract")["all"]
    sums = two_mode(bare, aggregation="subtract")
    assert (net.loc[sums.index, sums.columns] == sums).all(axis=None)


@tries(20)
@given(told())
def test_a_change_there_and_back_is_none(told):
    """Two tables of one congruence, the second with every statement twice, do not differ."""
    table, scale = told
    table = table.drop(columns="level").assign(family=table["sector"])
    twice = pd.concat([table, table], ignore_index=True)
    once, both = sample(table), sample(twice)
    for statistic in (
        lambda cells: one_mode_of(cells, normalization="cosine", scale=tuple(map(float, scale))),
        lambda cells: two_mode_of(cells, aggregation="subtract", normalization="activity"),
    ):
        assert bootstrap_change(once, both, statistic, draws=2).empty


def test_a_tie_that_cancels_is_in_no_draw():
    table = pd.DataFrame(
        {
            "actor": list("aaaab"),
            "sector": "x",
            "family": list("ppppq"),
            "stance": [0.1, 0.2, -0.3, 0, 0.3],
        }
    )
    net = bootstrap(
        sample(table), lambda cells: two_mode_of(cells, aggregation="subtract"), draws=50
    )
    assert net["row"].tolist() == ["b"]
    both = pd.concat([table, table.assign(actor="c", stance=-table["stance"])], ignore_index=True)
    assert (
        bootstrap(
            sample(both),
            lambda cells: (
                one_mode_of(cells, scale=(-0.3, 0.3))
                - one_mode_of(cells, aggregation="conflict", scale=(-0.3, 0.3))
            ),
            draws=5,
        )["estimate"]
        .abs()
        .min()
        > 1e-3
    )


def test_a_triad_of_what_cancels_is_none():
    """a and b are as far alike as apart, once 1/3 and once −1/3: the triad is not closed."""
    table = pd.DataFrame({"actor": list("abababcc"), "sector": list("xxyyzwzw")})
    for levels, scale in [
        ([1, 1 / 3, -1 / 3, 1, 1, 1, 1, -1], (-1, 1)),
        ([1, 3, 5, 1, 1, 1, 1, 7], (1, 7)),
        ([0.1, 0.2, 0.1, 0.3, 0.1, 0.1, 0.1, 0.4], (0.1, 0.4)),
    ]:
        matrix = one_mode(table.assign(stance=levels), aggregation="subtract", scale=scale)
        assert matrix.loc["a", "b"] == 0 and matrix.loc["a", "c"] == 1 == -matrix.loc["b", "c"]
        assert balanced_triads(matrix) == 1, "one negative tie among three would be unbalanced"


def test_a_graph_has_no_edge_of_what_cancels(article):
    said = article.statements.assign(stance=np.resize([0.1, 0.2, -0.3], len(article.statements)))
    network = graph(replace(article, statements=said), "party", aggregation="subtract")
    matrix = two_mode(said, "party", aggregation="subtract")
    assert {(row, column): edge["weight"] for row, column, edge in ties(network)} == {
        (row, column): value for (row, column), value in matrix.stack().items() if value
    }
    assert min(abs(edge["weight"]) for *_, edge in ties(network)) >= 0.1


def test_a_mean_of_what_cancels_is_zero():
    table = pd.DataFrame({"family": list("abc"), "stance": [0.1, 0.2, -0.3], "side": "s"})
    assert mean_stance(table, ["side"], draws=5)["mean"].item() == 0


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_a_level_is_what_it_was_written_as(kind):
    levels = np.array([0.1, 1 / 3, 2.5], kind)
    assert [exact(level) for level in levels] == [Fraction(1, 10), Fraction(1, 3), Fraction(5, 2)]
    table = pd.DataFrame({"actor": list("ab"), "sector": "x", "stance": levels[:2]})
    matrix = one_mode(table, scale=(0.1, 1))
    assert matrix.loc["a", "b"] == float(1 - Fraction(7, 30) / Fraction(9, 10))


@given(st.lists(st.decimals(-(10**15), 10**15, places=6).map(Fraction), min_size=1, max_size=6))
def test_sums_are_exact_however_great_the_numbers(levels):
    wholes, denominator = over_one(levels)
    most = len(levels)  # so many weights are added up
    sums, by = summed(lambda weights: np.array([weights.sum()]), wholes, denominator, most)
    assert quotient(sums, by)[0] == float(sum(levels))
    assert quotient(sums, by, np.array([7.0]))[0] == float(sum(levels) / 7)


@pytest.mark.parametrize("normalization", ["none", "activity"])
def test_great_numbers_told_twice_are_rounded_as_once(normalization):
    said = pd.DataFrame(
        {"actor": "a", "sector": list("xxxxyyy"), "stance": [123456789012345.0] * 3 + [0.1] * 4}
    )
    twice = pd.concat([said, said], ignore_index=True)
    once, both = (
        two_mode(table, aggregation="subtract", normalization=normalization)
        for table in (said, twice)
    )
    assert once.equals(both if normalization == "activity" else both / 2)


def test_what_is_no_number_is_told():
    array = count(pd.DataFrame({"actor": list("ab"), "sector": "x", "stance": [1, 2.5]}))
    array = array._replace(levels=pd.Index([1, np.inf], name="stance"))
    with pytest.raises(InputError, match="level: inf; expected a finite number"):
        two_mode_of(array, aggregation="subtract")
    with pytest.raises(InputError, match=r"scale: \(0, inf\); expected two finite numbers"):
        one_mode_of(array, scale=(0, np.inf))


def test_a_mean_of_numbers_too_great_for_floats_is_exact():
    levels = pd.Index([123456789012345.0, 0.1, -123456789012345.1])
    assert mean(levels, np.ones(3)) == 0 == mean(levels, np.zeros(3))
    assert mean(levels, np.array([1, 0, 0])) == levels[0]
