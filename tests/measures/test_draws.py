import numpy as np
import pytest

from analysis.measures import draws
from analysis.measures.draws import drawn_means, drawn_places


@pytest.mark.parametrize("at_once", [1, 100, draws.AT_ONCE])
def test_means_are_those_of_one_draw_after_another(at_once, monkeypatch):
    monkeypatch.setattr(draws, "AT_ONCE", at_once)
    chance = np.random.default_rng(3)
    for size in (1, 2, 7, 8, 9, 40, 129, 300):
        values = chance.integers(-9, 9, size) / chance.integers(1, 9, size)
        singly = [values[places].mean() for places in drawn_places(size, draws=11, seed=4)]
        assert drawn_means(values, draws=11, seed=4).tolist() == singly


def test_no_draw_has_no_mean():
    assert drawn_means(np.array([1.0]), draws=0).tolist() == []
