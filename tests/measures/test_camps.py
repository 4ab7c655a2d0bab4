"""Expected values: the definition, brute force over all splits, and planted camps."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.camps import camps, polarisation, polarisation_of
from analysis.networks.arrays import count
from analysis.networks.matrices import one_mode


def pair(camp: np.ndarray, noise: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return congruence and conflict as camps have them, apart from a share of noise."""
    same = np.equal.outer(camp, camp)
    agree = np.where(same, 1 - noise, noise)
    generator = np.random.default_rng(seed)
    ids = [f"n{node:02d}" for node in range(len(camp))]
    tables = []
    for mean in (agree, 1 - agree):
        counts = np.triu(generator.poisson(3 * mean), 1).astype(float)
        tables.append(pd.DataFrame(counts + counts.T, ids, ids))
    return tables[0], tables[1]


@st.composite
def pairs(draw, most=7):
    size, tables = draw(st.integers(1, most)), []
    ids = list("abcdefg")[:size]
    for _ in range(2):
        weights, number = np.zeros((size, size)), size * (size - 1) // 2
        weights[np.triu_indices(size, 1)] = draw(
            st.lists(st.integers(0, 3), min_size=number, max_size=number)
        )
        tables.append(pd.DataFrame(weights + weights.T, ids, ids))
    return tuple(tables)


def by_definition(congruence: pd.DataFrame, conflict: pd.DataFrame, camp: np.ndarray) -> float:
    """Return the signed modularity of a split as Gómez, Jensen and Arenas write it."""
    same, total = (
        np.equal.outer(camp, camp),
        congruence.to_numpy().sum() + conflict.to_numpy().sum(),
    )
    value = 0.0
    for table, sign in ((congruence.to_numpy(), 1), (conflict.to_numpy(), -1)):
        strength = table.sum(axis=1)
        expected = np.outer(strength, strength) / (strength.sum() or 1)
        value += sign * (table - expected)[same].sum()
    return value / (total or 1)


@tries(50)
@given(pairs())
def test_polarisation_is_that_of_the_camps_and_none_is_greater(tables):
    best = max(
        by_definition(*tables, np.array((0, *others)))
        for others in product((0, 1), repeat=len(tables[0]) - 1)
    )
    found = polarisation(*tables)
    assert found == pytest.approx(best)
    assert found == pytest.approx(by_definition(*tables, camps(*tables).to_numpy()))
    assert 0 <= found <= 0.5 + 1e-12


@pytest.mark.parametrize("seed", range(10))
def test_no_split_of_a_network_of_chance_is_better(seed):
    """Where nothing is planted, the first guess is seldom the best of the 4096 splits."""
    tables = pair(np.zeros(13, int), 0.5, seed)
    splits = np.array([(0, *others) for others in product((0, 1), repeat=12)])
    same, total = splits[:, :, None] == splits[:, None, :], sum(t.to_numpy().sum() for t in tables)
    worth = np.zeros(len(splits))
    for table, sign in zip(tables, (1, -1), strict=True):
        strength = table.to_numpy().sum(axis=1)
        beyond = table.to_numpy() - np.outer(strength, strength) / strength.sum()
        worth += sign * (same * beyond).sum(axis=(1, 2)) / total
    assert polarisation(*tables) == pytest.approx(worth.max())


@tries(25)
@given(st.integers(6, 15), st.integers(6, 25), st.floats(0, 0.2), st.integers(0, 10**6))
def test_planted_camps_are_found(small, large, noise, seed):
    camp = np.random.default_rng(seed).permutation(np.repeat([0, 1], [small, large]))
    tables = pair(camp, noise, seed)
    found = camps(*tables).to_numpy()
    assert len(set(found)) == 2
    # Noise may make another split the better one; a worse one is never taken.
    gain = modularity(tables, found) - modularity(tables, camp)
    assert gain > -1e-9
    if gain < 1e-9:
        assert (found == camp).all() or (found != camp).all()
        assert small == large or (found == 0).sum() == max(small, large)


def modularity(tables, split):
    """The signed modularity of a split, by its definition."""
    same, worth = split[:, None] == split[None, :], 0.0
    for table, sign in zip(tables, (1, -1), strict=True):
        strength = table.to_numpy().sum(axis=1)
        if strength.any():
            beyond = table.to_numpy() - np.outer(strength, strength) / strength.sum()
            worth += sign * (same * beyond).sum()
    return worth / sum(table.to_numpy().sum() for table in tables)


def test_planted_camps_are_found_in_statements():
    """Fourteen actors on eight sectors; six of them favour what the others oppose."""
    generator = np.random.default_rng(2)
    actors = [f"a{n:02d}" for n in range(14)]
    lines = [
        (actor, f"s{sector}", int((sector % 2 * 2 - 1) * (1 if n < 6 else -1) * wrong))
        for n, actor in enumerate(actors)
        for sector in range(8)
        for wrong in generator.choice([1, -1], 1, p=[0.9, 0.1])
    ]
    said = pd.DataFrame(lines, columns=["actor", "sector", "stance"])
    tables = [
        one_mode(said, aggregation=name, scale=(-1, 1)) for name in ("congruence", "conflict")
    ]
    assert camps(*tables).tolist() == [1] * 6 + [0] * 8
    shuffled = said.assign(stance=generator.permutation(said["stance"]))
    chance = [
        one_mode(shuffled, aggregation=name, scale=(-1, 1)) for name in ("congruence", "conflict")
    ]
    assert polarisation(*chance) < polarisation(*tables) / 2


def test_polarisation_is_half_for_two_equal_camps_and_falls_with_noise():
    camp = np.repeat([0, 1], 10)
    same = np.equal.outer(camp, camp)
    congruence, conflict = pd.DataFrame(same - np.eye(20)), pd.DataFrame(1.0 - same)
    assert polarisation(congruence, conflict) == pytest.approx(0.5)
    means = [
        np.mean([polarisation(*pair(camp, noise, seed)) for seed in range(5)])
        for noise in (0, 0.1, 0.2, 0.3, 0.5)
    ]
    assert means == sorted(means, reverse=True)
    assert means[0] > 0.45 and means[-1] < 0.12


def test_polarisation_of_chance_goes_to_nothing_as_networks_grow():
    chance = [polarisation(*pair(np.zeros(size, int), 0.5, 1)) for size in (10, 40, 160)]
    assert chance == sorted(chance, reverse=True) and chance[-1] < 0.05


@tries(30)
@given(pairs(), st.integers(0, 9))
def test_camps_are_blind_to_order_and_scale(tables, seed):
    found, order = camps(*tables), np.random.default_rng(seed).permutation(len(tables[0]))
    other = [table.iloc[order, order] * 4 for table in tables]
    pd.testing.assert_series_equal(camps(*other)[found.index], found)
    assert polarisation(*other) == pytest.approx(polarisation(*tables))


@tries(30)
@given(pairs())
def test_camp_0_is_the_larger_or_that_of_the_first_and_has_those_without_ties(tables):
    found = camps(*tables)
    tied = (tables[0] + tables[1]).to_numpy().any(axis=1)
    assert (found[~tied] == 0).all()
    ones, zeros = (found[tied] == 1).sum(), (found[tied] == 0).sum()
    assert zeros > ones or (zeros == ones and (not zeros or found[tied].iloc[0] == 0))


def test_nodes_without_ties_do_not_make_a_camp_the_larger():
    ids = list("abcdefg")
    camp = np.array([1, 1, 0, 0, 0, 2, 2])
    tied = (camp[:, None] < 2) & (camp < 2)
    same = np.equal.outer(camp, camp)
    congruence = pd.DataFrame(1.0 * (tied & same) - np.diag(1.0 * (camp < 2)), ids, ids)
    conflict = pd.DataFrame(1.0 * (tied & ~same), ids, ids)
    assert camps(congruence, conflict).tolist() == [1, 1, 0, 0, 0, 0, 0]


def test_the_seed_gives_the_same_every_time():
    tables = pair(np.zeros(40, int), 0.5, 3)
    pd.testing.assert_series_equal(camps(*tables), camps(*tables))
    assert polarisation(*tables, seed=4) == polarisation(*tables, seed=4)


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "b", "c"]])
def test_without_ties_there_is_one_camp(ids):
    nothing = pd.DataFrame(0.0, ids, ids)
    assert camps(nothing, nothing).to_dict() == dict.fromkeys(ids, 0)
    assert polarisation(nothing, nothing) == 0


def test_agreement_of_all_is_one_camp():
    ids = list("abcd")
    friends, nothing = pd.DataFrame(1 - np.eye(4), ids, ids), pd.DataFrame(0.0, ids, ids)
    assert camps(friends, nothing).tolist() == [0] * 4
    assert polarisation(friends, nothing) == 0


TIED = pd.DataFrame([[0.0, 1], [1, 0]], list("ab"), list("ab"))


@pytest.mark.parametrize("measure", [camps, polarisation])
@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ((TIED, -TIED), "conflict: -1 at 'a', 'b'; expected a network of non-negative weights"),
        ((-TIED, TIED), "congruence: -1 at 'a', 'b'; expected a network of non-negative weights"),
        ((TIED, TIED.loc[["a"], ["a"]]), "conflict: other ids than those of congruence; expected"),
        ((TIED, TIED.iloc[::-1, ::-1]), "conflict: other ids than those of congruence; expected"),
        ((TIED.set_axis(list("xy"), axis=1), TIED), "congruence: two-mode; expected a one-mode"),
    ],
)
def test_a_wrong_input_is_told(measure, tables, expected):
    with pytest.raises(InputError) as raised:
        measure(*tables)
    assert str(raised.value).startswith(expected)


def test_counted_cells_are_as_divided_as_their_congruence_and_conflict(study):
    cells = count(study.statements, "speaker")
    parts = (
        one_mode(study.statements, "speaker", aggregation=each, scale=study.scale)
        for each in ("congruence", "conflict")
    )
    assert polarisation_of(cells, scale=study.scale) == polarisation(*parts)
