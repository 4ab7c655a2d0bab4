"""What is said of hand and machine is no more than the draws of families bear."""

import pandas as pd

from analysis.charts.figures.hand_and_machine import find

PERIODS = [f"2021-Q{number}" for number in range(1, 5)] + ["2022-Q1", "2022-Q2", "2022-Q3"]
SIDES = pd.DataFrame(
    {"period": PERIODS, "hand": [1.0, -1, 0.5, -0.5, 0.8, -0.2, 0.1], "machine": range(7)}
)
NOTHING = pd.DataFrame({"lag": [0], "periods": [7], "correlation": [0.9]})


def told(*lines: tuple[str, float, float, float, int], sides: pd.DataFrame = SIDES) -> str:
    compared = pd.DataFrame(lines, columns=["measure", "value", "low", "high", "of"])
    return find(sides, "en", compared, NOTHING, "quarter")


def measures(*, correlation=(0.9, 0.5, 1.0), coverage=(0.5, 0.2, 0.8), agreement=(0.5, 0.2, 0.8)):
    yield ("correlation", *correlation, 7)
    yield ("coverage", *coverage, 4)
    yield ("agreement", *agreement, 3)
    yield ("chance", 0.25, 0.2, 0.3, 3)


def test_an_interval_is_told_where_draws_differ():
    text = told(*measures())
    assert "both rise and fall together: rank correlation +0.9 (+0.5 to +1)." in text
    assert "saw 2 of the 4 days coded by hand (50%, 20% to 80%)." in text
    assert "50% of the events are of their quad class (20% to 80%); chance would give 25%" in text


def test_an_interval_of_draws_that_are_all_alike_is_not_told():
    text = told(*measures(coverage=(0.0, 0.0, 0.0), agreement=(1.0, 1.0, 1.0)))
    assert "The machine saw 0 of the 4 days coded by hand." in text
    assert "(3 statements), 100% of the events are of their quad class; chance would" in text


def test_a_course_of_one_family_is_not_certain():
    assert "no common course is certain" in told(*measures(correlation=(0.9, 0.9, 0.9)))


def test_two_series_that_drift_are_not_certain_to_go_together():
    drifting = SIDES.assign(hand=range(7))
    assert "no common course is certain" in told(*measures(), sides=drifting)


def test_without_a_common_period_nothing_is_certain():
    empty = SIDES.assign(machine=float("nan"))
    nothing = (float("nan"),) * 3
    text = told(*measures(correlation=nothing), sides=empty)
    assert "Too few periods have both" in text
