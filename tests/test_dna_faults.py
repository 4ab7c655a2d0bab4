"""Faults known of Discourse Network Analyzer and rDNA that no other test holds us free of.

The others: the kernel that weighs one side double (networks/test_smoothed), eigenvalues that are
shares of degrees (measures/test_distances), true camps split (test_polarisation_course),
a product that always keeps the whole (measures/test_concepts), positions that follow what is talked
about (measures/test_positions), pooled redraws of codes (uncertainty/test_coding_errors), results
that depend on the locale (networks/test_networks).
"""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest

from analysis.measures.concepts import nested
from analysis.measures.correspondence import correspondence
from analysis.measures.distances import DISTANCES, distances
from analysis.measures.spectra import spectra
from analysis.networks.arrays import count
from analysis.networks.matrices import one_mode, two_mode
from analysis.networks.smoothed import smoothed
from analysis.networks.time_weights import KERNELS
from analysis.uncertainty.ideal_points import ideal_points

SCALE = (-2, 2)


@pytest.mark.parametrize("measure", DISTANCES)
def test_the_distance_of_two_slices_does_not_depend_on_which_others_are_there(measure):
    """There, distances are divided by the greatest of all."""
    days = ["2021-06-01", "2022-06-01", "2023-06-01", "2024-06-01"]
    told = {"width": 200, "mode": "one", "scale": SCALE}
    whole = distances(smoothed(cases.statements(), times=days, **told), measure)
    part = distances(smoothed(cases.statements(), times=days[:2], **told), measure)
    np.testing.assert_allclose(part, whole[:2, :2], atol=1e-12)


def test_the_width_of_the_gaussian_is_its_standard_deviation():
    """There, it is half of the window."""
    assert KERNELS["gaussian"](np.ones(1))[0] == pytest.approx(np.exp(-0.5))


def test_a_negative_tie_is_not_no_tie():
    """There, weights below zero are taken as zero, and conflict is lost."""
    network = np.zeros((3, 3))
    network[[0, 1], [1, 2]] = 1
    with_conflict = network.copy()
    with_conflict[0, 2] = -1
    both = [spectra(each + each.T) for each in (network, with_conflict)]
    assert np.abs(both[0] - both[1]).sum() > 0.1


def test_of_concepts_that_tie_one_is_dropped_at_a_time():
    """There, those of one loss go together."""
    table = pd.DataFrame(
        {"actor": [*"ab"] * 3, "sector": ["x", "x", "y", "y", "z", "z"], "stance": 1}
    )
    order = nested(count(table, scale=SCALE))
    assert order["column"].tolist() == ["x", "y"] and order["step"].tolist() == [1, 2]


def test_who_disagrees_is_not_who_is_silent():
    """There, scaling takes agreement only."""
    table = pd.DataFrame(
        {
            "actor": [*"aabbc"] * 4,
            "sector": ["x", "y", "x", "y", "z"] * 4,
            "stance": [2, -2, -2, 2, 2] * 4,
            "family": [f"f{n}" for n in range(20)],
        }
    )
    quick = correspondence(count(table, scale=SCALE)).rows["axis 1"]
    assert np.sign(quick["a"]) == -np.sign(quick["b"]) and abs(quick["c"]) < 1e-9
    line = ideal_points(table, scale=SCALE, draws=2).rows.set_index("row")["position"]
    assert min(line["a"], line["b"]) < line["c"] < max(line["a"], line["b"])


def test_levels_weigh_by_their_number_and_not_by_their_place_in_the_alphabet():
    """As text, "-1" comes before "-2" and "10" before "2"."""
    table = pd.DataFrame({"actor": [*"abc"], "sector": "x", "stance": [2, 10, -2]})
    ties = one_mode(table, scale=(-10, 10))
    assert ties.loc["a", "b"] == pytest.approx(0.6) and ties.loc["a", "c"] == pytest.approx(0.8)


def test_a_month_is_that_of_its_year():
    """There, January of one year repeats that of another."""
    dates = pd.to_datetime(["2020-01-05", "2021-01-05", "2021-01-20"])
    table = pd.DataFrame({"actor": "a", "sector": "x", "stance": 1, "date": dates})
    assert two_mode(table, duplicates="month").to_numpy().item() == 2
    assert two_mode(table, duplicates="week").to_numpy().item() == 3


def test_a_scale_is_the_one_declared_where_one_level_is_seen():
    """There, the range is that observed, and all is missing."""
    table = pd.DataFrame({"actor": [*"ab"], "sector": "x", "stance": 1})
    assert one_mode(table, scale=(-1, 1)).loc["a", "b"] == 1
    assert one_mode(table, aggregation="conflict", scale=(-1, 1)).loc["a", "b"] == 0


def test_cosine_is_that_of_what_is_said_and_not_of_how_much():
    """There, it divides by n_i n_j."""
    table = pd.DataFrame({"actor": [*"abbbb"], "sector": "x", "stance": 1})
    assert one_mode(table, normalization="cosine", scale=(-1, 1)).loc["a", "b"] == 1
