import numpy as np
import pandas as pd
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.stance import mean_stance, reached


def table(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "family", "stance"])


def test_a_family_counts_once_however_much_it_says():
    said = table([("a", "one", 1)] * 9 + [("a", "two", -1)])
    measured = mean_stance(said, ["group"]).iloc[0]
    assert measured["mean"] == 0
    assert (measured["statements"], measured["families"], measured["thin"]) == (10, 2, True)


def test_the_interval_is_that_of_the_normal_theory_where_there_is_much():
    generator = np.random.default_rng(5)
    stances = generator.choice([-1, 0, 1], 2000)
    said = table([("a", f"f{n}", int(stance)) for n, stance in enumerate(stances)])
    measured = mean_stance(said, ["group"], draws=2000).iloc[0]
    half = 1.96 * stances.std() / np.sqrt(2000)
    assert abs((measured["high"] - measured["low"]) / 2 - half) < 0.1 * half


rows = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(-1, 1)),
    min_size=1,
    max_size=20,
)


@tries(40)
@given(rows)
def test_means_lie_in_their_intervals_and_do_not_depend_on_order(said):
    measured = mean_stance(table(said), ["group"], draws=200)
    assert (measured["low"] <= measured["mean"] + 1e-9).all()
    assert (measured["high"] >= measured["mean"] - 1e-9).all()
    assert measured[["mean", "low", "high"]].abs().max(axis=None) <= 1
    pd.testing.assert_frame_equal(measured, mean_stance(table(said[::-1]), ["group"], draws=200))


def test_the_seed_decides():
    said = table([("a", f"f{n}", n % 3 - 1) for n in range(40)])
    first, second = (mean_stance(said, ["group"], draws=101, seed=seed) for seed in (1, 1))
    pd.testing.assert_frame_equal(first, second)
    assert not mean_stance(said, ["group"], draws=101, seed=2).equals(first)


def test_no_statement_gives_no_line():
    assert mean_stance(table([]), ["group"]).empty


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([-1, 0, 1])), min_size=1))
@tries(20)
def test_an_interval_that_reaches_holds_the_mean_and_stays_on_the_scale(said):
    rows = [(group, f"f{n}", stance) for n, (group, stance) in enumerate(said)]
    found = mean_stance(table(rows), ["group"], draws=50)
    far = reached(found)
    assert far["low"].between(-1, far["mean"]).all() and far["high"].between(far["mean"], 1).all()
    apart = found["low"] < found["high"]
    assert far[apart].equals(found[apart])
    assert (far.loc[~apart, "low"] < far.loc[~apart, "high"]).all()


def test_families_that_all_say_neither_could_be_moved_both_ways():
    found = reached(mean_stance(table([("a", f"f{n}", 0) for n in range(5)]), ["group"]))
    assert found[["low", "high"]].round(3).to_numpy().tolist() == [[-0.451, 0.451]]
