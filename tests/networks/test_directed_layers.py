import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.networks.directed import directed_matrices

ACTS = pd.DataFrame(
    [("a", "b", "x", 1), ("a", "b", "x", -1), ("a", "b", "y", -1), ("c", "a", "y", 1)],
    columns=["actor", "target", "sector", "stance"],
)


def test_who_acts_toward_whom_by_hand():
    layers = directed_matrices(ACTS, "sector")
    assert list(layers) == ["x", "y"]
    assert layers["x"].loc["a", "b"] == 2 and layers["x"].to_numpy().sum() == 2
    assert layers["y"].loc["c", "a"] == 1 and layers["y"].loc["a", "c"] == 0
    net = directed_matrices(ACTS, "sector", aggregation="subtract")
    assert net["x"].loc["a", "b"] == 0 and net["y"].loc["a", "b"] == -1


def test_layers_share_their_nodes_and_sum_to_the_whole(study):
    for aggregation in ("ignore", "subtract"):
        whole = directed_matrices(study.statements, aggregation=aggregation)["all"]
        for layer in ("sector", "relation"):
            layers = directed_matrices(study.statements, layer, aggregation=aggregation)
            assert all(matrix.index.equals(whole.index) for matrix in layers.values())
            np.testing.assert_allclose(sum(layers.values()), whole)


def test_the_duplicates_rule_thins_the_layers():
    once = directed_matrices(ACTS, "sector", duplicates="acrossrange")
    assert once["x"].loc["a", "b"] == 1


def test_a_boolean_level_counts_for_and_against():
    table = ACTS.assign(agree=ACTS["stance"] > 0)
    net = directed_matrices(table, level="agree", aggregation="subtract")["all"]
    assert net.loc["a", "b"] == -1


def test_no_statement_gives_an_empty_matrix():
    assert directed_matrices(ACTS[:0])["all"].shape == (0, 0)
    assert directed_matrices(ACTS[:0], "sector") == {}


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"layer": "sectr"}, "field: 'sectr' is unknown; expected 'sector'"),
        ({"aggregation": "congruence"}, "aggregation: 'congruence'; expected one of: ignore, sub"),
        ({"level": "sector", "aggregation": "subtract"}, "level: 'sector' is text"),
        ({"duplicates": "day"}, "duplicates: 'day'"),
    ],
)
def test_a_wrong_choice_is_told(choices, expected):
    with pytest.raises(InputError) as raised:
        directed_matrices(ACTS, **choices)
    assert expected in str(raised.value)
