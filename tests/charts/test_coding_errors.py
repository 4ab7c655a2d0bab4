"""The chart of errors of coding, and what the charts of movement say of odd records."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from planted import planted, planted_codings

from analysis import charts
from analysis.charts.figures.coding_errors import confused, mean_stance
from analysis.charts.figures.polarisation import find as find_deep
from analysis.charts.figures.smoothed import find as find_changed
from analysis.measures.agreement import codings
from analysis.measures.confusion import confusion
from analysis.networks.arrays import count
from analysis.networks.planted import planted as made_up
from analysis.study.selection import roll_up
from analysis.uncertainty.stance_course import StanceCourse

SCALE = (-2, 2)


def chart(**asked) -> charts.Chart:
    _, (first, second) = planted_codings(3)
    told = {"coding": confusion(first, second), "scale": SCALE, "draws": 20}
    return charts.coding_errors(first, **(told | asked))


def test_a_table_with_the_confusion_of_its_coders_is_charted():
    made = chart()
    assert len(made.table) == 6 and not made.table.isna().any(axis=None)
    assert (made.table["low"] <= made.table["high"]).all()
    assert made.finding.startswith("Of 6 subjects with families enough, coding leaves more open")
    assert f"{len(planted_codings(3)[0])} units coded twice" in made.caption
    made.draw()


def test_the_means_are_those_of_the_statements():
    table = planted_codings(3)[0]
    found = mean_stance(count(table, scale=SCALE))
    pd.testing.assert_series_equal(
        found, table.groupby("sector")["stance"].mean(), check_names=False
    )


def test_without_a_second_coding_the_chart_says_what_it_needs(study):
    bare = replace(study, folder=None)
    told = charts.coding_errors(bare, draws=2)
    assert told.finding == "For this figure the study would need a second coding of its documents."
    first, _ = planted_codings(3)[1]
    told = charts.coding_errors(first, scale=SCALE, draws=2)
    assert told.finding.startswith("Coders agree too little")


@pytest.mark.long
def test_the_confusion_of_a_study_is_that_of_all_its_further_codings(study):
    found = confused(study)
    parts = [confusion(study.statements, each) for each in codings(study).values()]
    assert found.to_numpy().sum() == sum(part.to_numpy().sum() for part in parts)


def test_few_families_tell_nothing_of_coding():
    _, (first, second) = planted_codings(3)
    few = first[first["family"].isin(first["family"].unique()[:3])]
    told = charts.coding_errors(few, coding=confusion(first, second), scale=SCALE, draws=2)
    assert told.finding == "No subject has families enough to part coding from sampling."


def test_camps_that_are_found_and_camps_that_are_given_are_told_apart():
    """Found ones are held against camps sought in dealt stances, given ones by their intervals."""
    table, truth = planted("camps")
    camps = truth[truth["what"] == "camp"].set_index("id")["value"]
    found = charts.profiles(table, scale=SCALE, draws=20).finding
    given = charts.profiles(table, camps=camps, scale=SCALE, draws=20).finding
    assert "camps sought in stances dealt out at random" in found and "clearly" not in found
    assert given.startswith("The camps are clearly apart on ")


ONE = made_up(families=60).assign(stance=1)


@pytest.mark.parametrize(
    ("name", "record", "told"),
    [
        ("positions", ONE, "Nothing that was said sets the actors apart."),
        ("clusters", ONE, "No division is better than one group of all."),
        ("profiles", ONE, "There are no two camps."),
        ("polarisation", ONE.drop(columns="stance"), "No statement has a stance."),
        ("smoothed", ONE.drop(columns="stance"), "No statement has a stance."),
        ("concept_backbone", ONE.drop(columns="stance"), "No statement has a stance."),
        ("smoothed", ONE.drop(columns="date"), "No statement has a date that tells its period."),
        ("concept_backbone", ONE[ONE["actor"] == "Left 1"], "No two actors meet on a subject."),
        ("positions", ONE.iloc[:0], "No statement meets this selection."),
    ],
)
def test_what_is_said_of_an_odd_record_is_true(name, record, told):
    made = getattr(charts, name)(record, scale=(-1, 1), draws=3)
    assert made.finding == told
    made.draw()


@pytest.mark.parametrize(
    ("p", "told"),
    [
        ([0.04, 0.5, 0.6, 0.7], "In none of the 4 periods"),
        ([0.04, 0.02, 0.03, 0.01], "Division is deeper than chance in 4 of 4 periods"),
        ([0.01, 0.5, 0.6, 0.7], "Division is deeper than chance in 1 of 4 periods"),
    ],
)
def test_a_period_among_many_is_deep_only_when_corrected_for_their_number(p, told):
    table = pd.DataFrame({"slice": ["2021", "2022", "2023", "2024"], "p": p, "thin": False})
    assert find_deep(table, "en").startswith(told)


def test_of_how_many_subjects_a_change_was_sought_is_told():
    said = pd.DataFrame({"column": [*"ab"], "name": ["oil", "gas"]})
    changes = pd.DataFrame({"column": [*"ab"], "low": [0.1, -1], "high": [1, 1]})
    found = StanceCourse(said, changes)
    told = "2 subjects have families enough at two times. Clearly friendlier than at first: oil."
    assert find_changed(said, "en", found, 1, (-1, 1)) == told


def test_a_study_has_a_curve_for_each_of_its_main_subjects(study):
    made = charts.smoothed(roll_up(study), subjects=4, draws=3)
    assert made.table["column"].nunique() == 4
    sure = made.table[~made.table["thin"].astype(bool)]
    assert len(sure) and np.isfinite(sure[["low", "high"]]).all(axis=None)


def test_a_code_that_no_coder_was_seen_to_give_is_told_and_no_fault(study):
    """Of statements of leaders alone coders gave one code twice, and the record has three."""
    leaders = study.actors.loc[study.actors["role"].notna(), "actor_id"]
    said = study.statements[study.statements["speaker"].isin(leaders)].reset_index(drop=True)
    made = charts.coding_errors(replace(study, statements=said), draws=3)
    assert made.finding == (
        "Coders agree too little, or on too few codes, to tell errors from chance."
    )
