"""Distances of slices and cuts into phases: reference cases, brute force and limits."""

from itertools import combinations, pairwise

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import InputError
from analysis.measures.distances import (
    DISTANCES,
    between,
    between_all,
    distances,
    shares_of_change,
    vectors,
)
from analysis.measures.segments import best_cuts, best_further_cut, costs, silhouette
from analysis.measures.spectra import normalized_spectra, spectra
from analysis.networks.dated import dated
from analysis.networks.slices import Measured, Slices, slices
from analysis.networks.smoothed import smoothed
from analysis.networks.time_weights import by_calendar, by_kernel
from analysis.uncertainty.phases import fixed_phases

SCALE = (-2, 2)
MONTHS = {"year": 12, "halfyear": 6, "quarter": 3}


def sliced(case: str) -> Slices:
    told = cases.parameters(case)
    said = dated(cases.statements(), scale=SCALE)
    if told["slices"] in MONTHS:
        cut = by_calendar(said, told["slices"])
        first = pd.period_range("2021-01", periods=48, freq="M")[:: MONTHS[told["slices"]]]
        cut = cut._replace(labels=pd.Index(first.astype(str)))
    else:
        times = told["slices"].split(",")
        cut = by_kernel(said, times, kernel=told["kernel"], width=float(told["h"]))
        cut = cut._replace(labels=pd.Index(times))
    measured = Measured(told["mode"], told["aggregation"], told.get("normalization", "none"))
    return slices(said, cut, measured)


@pytest.mark.parametrize("case", cases.names("distance"))
def test_distances_are_the_reference(case):
    found = sliced(case)
    values = distances(found, cases.parameters(case)["measure"])
    cases.agree(pd.DataFrame(values, found.labels, found.labels), case)


@pytest.mark.parametrize("case", cases.names("spectrum"))
def test_spectra_are_the_reference(case):
    told, table = cases.parameters(case), cases.statements()
    table = table[table["date"].between(told["from"], told["to"])]
    found = smoothed(
        table,
        times=1,
        kernel="uniform",
        width=1e6,
        mode="one",
        aggregation=told["aggregation"],
        normalization=told.get("normalization", "none"),
        scale=SCALE,
    ).values[0]
    size = len(cases.expected(case)) // 2
    for name, values in (("trace", spectra(found)), ("symmetric", normalized_spectra(found))):
        wanted = [cases.value(case, name, str(rank)) for rank in range(size)]
        np.testing.assert_allclose(np.pad(values, (0, size - len(values))), wanted, atol=1e-9)


@pytest.mark.parametrize("case", cases.names("phases"))
def test_phases_of_a_given_number_are_the_reference(case):
    told, found = cases.parameters(case), sliced(case)
    between = distances(found, told["measure"])
    for number in map(int, told["k"].split(",")):
        members, cost = fixed_phases(between, number)
        wanted = [cases.value(case, label, f"phase of {number}") for label in found.labels]
        assert members.tolist() == wanted
        assert cost == pytest.approx(cases.value(case, "all", f"cost of {number}"), abs=1e-9)
        width = silhouette(between, members)
        assert width == pytest.approx(cases.value(case, "all", f"silhouette of {number}"), abs=1e-9)


cells = arrays(float, (6, 5), elements=st.integers(-3, 3).map(float))


@tries(40)
@given(cells)
def test_distances_are_what_their_formulas_say(values):
    for measure in ("l1", "relative_l1", "cosine"):
        found = between_all(values, measure)
        assert (found == found.T).all() and (np.diag(found) == 0).all() and (found >= 0).all()
        for one, other in combinations(range(6), 2):
            a, b = values[one], values[other]
            size = np.abs(a).sum() + np.abs(b).sum()
            lengths = np.sqrt((a @ a) * (b @ b))
            expected = {
                "l1": np.abs(a - b).sum(),
                "relative_l1": np.abs(a - b).sum() / size if size else 0,
                "cosine": 1 - a @ b / lengths if lengths else float(a.any() != b.any()),
            }[measure]
            assert found[one, other] == pytest.approx(expected, abs=1e-9)
            assert between(a, b, measure) == pytest.approx(expected, abs=1e-9)
            assert shares_of_change(a, b, measure).sum() == pytest.approx(expected, abs=1e-9)


@tries(30)
@given(arrays(float, (5, 5), elements=st.integers(-2, 2).map(float)))
def test_spectra_of_signed_networks_are_those_of_a_positive_semidefinite_matrix(values):
    network = np.triu(values, 1) + np.triu(values, 1).T
    found = spectra(network)
    assert (found >= 0).all() and (np.diff(found) <= 1e-12).all()
    assert found.sum() == pytest.approx(1.0 if network.any() else 0.0)
    turned = network * np.outer([1, -1, 1, 1, -1], [1, -1, 1, 1, -1])
    np.testing.assert_allclose(spectra(turned), found, atol=1e-9)  # a change of sides
    assert (normalized_spectra(network) <= 2 + 1e-9).all()


def test_known_spectra():
    """Path of three, two dyads, a cycle of four; balanced networks have an eigenvalue of zero."""
    path, dyads, cycle = np.zeros((3, 3)), np.zeros((4, 4)), np.zeros((4, 4))
    path[[0, 1], [1, 2]] = 1
    dyads[[0, 2], [1, 3]] = 1
    cycle[[0, 1, 2, 0], [1, 2, 3, 3]] = 1
    told = {0: [0.75, 0.25, 0], 1: [0.5, 0.5, 0, 0], 2: [0.5, 0.25, 0.25, 0]}
    for place, network in enumerate((path, dyads, cycle)):
        np.testing.assert_allclose(spectra(network + network.T), told[place], atol=1e-12)
    odd = cycle.copy()
    odd[0, 1] = -1
    assert spectra(odd + odd.T)[-1] > 0.01, "an unbalanced cycle is not one of degree shares"


def test_eigenvalues_are_not_shares_of_degrees():
    """What Discourse Network Analyzer calls eigenvalues are the shares of the degrees."""
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 1
    degrees = np.sort(star.sum(axis=1) / star.sum())[::-1]
    assert not np.allclose(spectra(star), degrees)
    np.testing.assert_allclose(spectra(star), np.array([4, 1, 1, 0]) / 6, atol=1e-12)


def test_spectra_need_one_mode():
    table = cases.statements()
    with pytest.raises(InputError, match="measure: 'spectral' of two-mode networks; expected mode"):
        distances(smoothed(table, times=3), "spectral")
    with pytest.raises(InputError, match="measure: 'manhattan'; expected"):
        distances(smoothed(table, times=3), "manhattan")


@tries(25)
@given(arrays(float, (7, 2), elements=st.integers(0, 3).map(float)), st.integers(1, 7))
def test_cuts_are_the_best_of_all_and_the_earliest_of_equal_ones(points, number):
    """By brute force over all ways to cut."""
    between = np.abs(points[:, None] - points[None]).sum(axis=2)
    table = costs(between)

    def total(cuts) -> float:
        bounds = [0, *cuts, 7]
        return sum(table[a, b - 1] for a, b in pairwise(bounds))

    ways = [list(cuts) for cuts in combinations(range(1, 7), number - 1)]
    least = min(map(total, ways))
    cuts, cost = best_cuts(table, number)
    assert cost == pytest.approx(least, abs=1e-9) == pytest.approx(total(cuts), abs=1e-9)
    falls = {at: table[0, 6] - total([at]) for at in range(1, 7)}
    fall, at = best_further_cut(table, [])
    assert fall == pytest.approx(max(0, *falls.values()), abs=1e-9)
    assert at == -1 or falls[at] == pytest.approx(fall, abs=1e-9)


@tries(20)
@given(arrays(float, (6, 2), elements=st.integers(0, 3).map(float)))
def test_costs_are_sums_of_squares_over_their_length(points):
    between = np.abs(points[:, None] - points[None]).sum(axis=2)
    table = costs(between)
    for a, b in combinations(range(6), 2):
        pairs = combinations(range(a, b + 1), 2)
        expected = sum(between[p, q] ** 2 for p, q in pairs) / (b - a + 1)
        assert table[a, b] == pytest.approx(expected, abs=1e-9)


def test_a_number_of_phases_that_cannot_be_is_told():
    with pytest.raises(InputError, match="number: 4; expected phases from 1 to 3"):
        fixed_phases(np.zeros((3, 3)), 4)


def test_one_mode_vectors_hold_each_pair_once():
    found = smoothed(cases.statements(), times=4, mode="one", scale=SCALE)
    assert vectors(found).shape == (4, 12 * 11 // 2)
    assert {*DISTANCES} >= {"l1", "cosine"}
