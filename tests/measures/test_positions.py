"""Correspondence analysis and the graded response model: reference cases and planted positions."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from planted import planted
from scipy.optimize import check_grad
from scipy.stats import spearmanr

from analysis.errors import InputError
from analysis.measures import graded
from analysis.measures.correspondence import correspondence
from analysis.networks.arrays import count
from analysis.uncertainty.ideal_points import ideal_points

SCALE = (-2, 2)


@pytest.mark.parametrize("case", cases.names("correspondence"))
def test_correspondence_analysis_is_the_reference(case):
    told = cases.parameters(case)
    array = count(cases.statements(), scale=SCALE)
    conditional = told["conditional"] == "yes"
    found = correspondence(array, conditional=conditional, plus=told["plus"], minus=told["minus"])
    for place, axis in enumerate(["axis 1", "axis 2"]):
        inertia = cases.value(case, "all", f"inertia {place + 1}")
        assert found.inertia[place] == pytest.approx(inertia, abs=1e-9)
        scores = pd.concat([found.rows[axis], found.columns[axis]])
        wanted = cases.expected(case)
        for line in wanted[wanted["column"] == axis].itertuples():
            np.testing.assert_allclose(scores[line.row], line.value, atol=1e-9)
    assert found.total == pytest.approx(cases.value(case, "all", "inertia"), abs=1e-9)
    assert found.oriented


def test_the_posterior_of_the_graded_model_is_the_reference():
    told = {name: float(value) for name, value in cases.parameters("graded").items()}
    array = count(cases.statements(), scale=SCALE)
    n, m, _ = array.x.shape
    i, j, k = np.nonzero(array.x)
    said = graded.Answers(i, j, k, array.x[i, j, k], np.full(m, 5))
    theta = told["spread"] * (np.arange(n) - (n - 1) / 2) / n
    slope = told["slope"] * (-1) ** np.arange(m) * (1 + np.arange(m) / m)
    threshold = told["gap"] * (np.arange(4) - 1.5) + 0.1 * np.arange(m)[:, None]
    found = graded.posterior(theta, slope, threshold, said)
    assert found == pytest.approx(cases.value("graded", "all", "log posterior"), abs=1e-9)


def test_the_gradient_of_the_graded_model_is_its_slope():
    array = count(planted("positions")[0], scale=SCALE)
    said = graded.answers(array.x)
    n, m = array.x.shape[:2]
    mask = np.arange(4) < said.grades[:, None] - 1
    at = np.random.default_rng(1).normal(0, 0.5, n + m + m * 4)

    def part(place):
        return lambda values: graded._negative(values, said, n, m, mask)[place]

    assert check_grad(part(0), part(1), at) < 1e-2 * np.linalg.norm(part(1)(at)) / 100


@pytest.mark.parametrize("seed", [3, 31])
def test_planted_positions_are_found_and_taste_is_not_taken_for_them(seed):
    table, truth = planted("positions", seed)
    said = truth.set_index(["what", "id"])["value"]
    anchors = {"plus": said["anchor", "plus"], "minus": said["anchor", "minus"]}
    found = ideal_points(table, scale=SCALE, draws=10, **anchors)
    true = said["position"].astype(float)[found.rows["row"]]
    assert spearmanr(found.rows["position"], true)[0] >= 0.95
    assert spearmanr(found.rows["quick"], true)[0] >= 0.92
    assert found.oriented and found.converged
    slopes = said["slope"].astype(float)[found.columns["column"]]
    assert spearmanr(found.columns["slope"], slopes)[0] >= 0.85
    dull = found.columns[slopes.to_numpy() == 0]
    assert (dull["slope"].abs() < found.columns["slope"].abs().max() / 3).all()


def test_the_plain_analysis_follows_what_is_talked_about():
    table, truth = planted("positions")
    array = count(table, scale=SCALE, duplicates="family")
    said = truth.set_index(["what", "id"])["value"]
    true, taste = (said[what].astype(float)[array.rows] for what in ("position", "taste"))
    plain = correspondence(array, conditional=False).rows["axis 1"]
    assert abs(spearmanr(plain, taste)[0]) > abs(spearmanr(plain, true)[0])


def test_without_anchors_there_is_no_direction():
    found = ideal_points(cases.statements(), scale=SCALE, draws=3)
    assert not found.oriented
    turned = ideal_points(
        cases.statements(), scale=SCALE, draws=3, plus="Samruk-Energy", minus="Gazprom"
    )
    again = ideal_points(
        cases.statements(), scale=SCALE, draws=3, minus="Samruk-Energy", plus="Gazprom"
    )
    np.testing.assert_allclose(turned.rows["position"], -again.rows["position"], atol=1e-9)
    assert turned.rows["position"].mean() == pytest.approx(0, abs=1e-9)
    assert turned.rows["position"].std(ddof=0) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    "odd",
    [
        cases.statements().assign(stance=2),
        cases.statements().query("actor == 'Gazprom'"),
        cases.statements().query("sector == 'trade'"),
        cases.statements().iloc[:1],
        cases.statements().iloc[:0],
    ],
)
def test_odd_records_have_positions_without_nan(odd):
    found = ideal_points(odd, scale=SCALE, draws=3)
    assert np.isfinite(found.rows["position"]).all() and np.isfinite(found.columns["slope"]).all()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"plus": "Gazprom"}, "plus and minus: one without the other"),
        (
            {"plus": "Gazprom", "minus": "nobody"},
            "minus: 'nobody' is none; expected one of the rows",
        ),
        ({"plus": "Gazprom", "minus": "Gazprom"}, "plus and minus: 'Gazprom' twice"),
        ({"scale": None}, "scale: missing"),
        ({"scale": (-1, 1)}, "expected a range that holds every level"),
    ],
)
def test_what_has_no_positions_is_told(asked, message):
    with pytest.raises(InputError, match=message):
        ideal_points(cases.statements(), **({"scale": SCALE, "draws": 2} | asked))
