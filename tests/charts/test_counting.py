"""What captions say of statements that do not count, and of families where there are none."""

import pandas as pd
import pytest
from matplotlib.transforms import Bbox

from analysis import charts, graph, study_from

FIELDS = {"actor": "actor", "sector": "sector", "stance": "stance"}
LONG = "Association of the {} of the country and of its towns"
COUNTING = ("network", "network_change", "network_periods", "change", "heatmap", "influence")
OF_FAMILIES = ("clusters", "profiles", "concept_backbone", "leanings", "positions")


def debate(actors=("A", "B", "C", "D"), sectors=("x", "y", "z"), **more):
    """Two camps who contradict each other, each statement in a document of its own."""
    pairs = [(actor, sector) for _ in range(6) for actor in actors for sector in sectors]
    said = pd.DataFrame(pairs, columns=["actor", "sector"])
    half = said["actor"].isin(actors[: len(actors) // 2])
    said["stance"] = half.map({True: 1, False: -1}).astype("Int64")
    said["document"] = [f"D{n}" for n in said.index]
    said["date"] = [f"{2020 + n % 4}-05-06" for n in said.index]
    return said.assign(**more)


def made(said, name, **choices):
    fields = FIELDS | {each: each for each in ("document", "date") if each in said}
    more = (
        {"draws": 20} if name not in ("network", "network_periods", "heatmap", "leanings") else {}
    )
    return getattr(charts, name)(study_from(said, **fields), **more, **choices)


@pytest.mark.parametrize("name", COUNTING)
def test_statements_without_a_stance_are_told_where_they_do_not_count(name):
    said = debate()
    assert "without a stance" not in made(said, name).caption
    said.loc[[0, 5, 9], "stance"] = pd.NA
    chart = made(said, name)
    assert not chart.table.empty
    assert "Not counted: 3 statements without a stance." in chart.caption


def test_without_any_stance_all_statements_count():
    chart = charts.network(study_from(debate(), actor="actor", sector="sector"))
    assert "stance" not in chart.caption and chart.table["weight"].sum() == len(debate())


@pytest.mark.parametrize("name", OF_FAMILIES)
def test_where_no_documents_are_named_it_is_told_what_a_family_is(name):
    told = "No documents are named here: each statement is a family of its own."
    assert told not in made(debate(), name).caption
    chart = made(debate().drop(columns=["document", "date"]), name)
    assert "famil" in chart.caption.replace(told, "") and told in chart.caption


def test_a_network_of_single_statements_says_so():
    chart = made(debate().drop_duplicates(["actor", "sector"]), "network")
    assert "Each tie is one statement." in chart.caption and "1 to 1" not in chart.caption


def test_positions_speak_of_camps_where_there_are_two():
    told = "Marks: the two camps found."
    assert told in made(debate(), "positions").caption
    alone = debate(actors=("A", "B"), stance=1)
    assert told not in made(alone, "positions").caption


@pytest.mark.parametrize("target", [{}, {"target": "nature", "width": 89}])
def test_names_of_camps_stay_on_the_page(target):
    chart = made(debate(actors=[LONG.format(each) for each in "ABCDEF"]), "profiles")
    figure = chart.draw(**target)
    [legend] = figure.legends
    assert Bbox.intersection(figure.bbox, legend.get_window_extent()).extents == pytest.approx(
        legend.get_window_extent().extents, abs=1
    )


def test_each_camp_is_told_apart_in_the_alt_text():
    alt = made(debate(), "profiles").words.alt
    assert alt == "Rows of 3 subjects, each with a mark for A and B; C and D."


def test_undated_statements_are_not_of_the_years_told():
    said = debate()
    said.loc[:6, "date"] = None
    chart = charts.coverage(study_from(said, **FIELDS, document="document", date="date"))
    assert chart.finding.startswith("65 statements in 4 years. Of no known year: 7.")
    assert chart.words.alt.startswith("1 panel of bars over 65 statements.")


def test_a_document_without_a_publisher_or_a_title_goes_by_its_id():
    said = debate().head(3).assign(document="Minutes 1")
    chart = charts.network(study_from(said, **FIELDS, document="document"))
    assert chart.caption.endswith("Source: Minutes 1, undated.")
    dated = charts.network(
        study_from(said.assign(date="2023-04"), **FIELDS, document="document", date="date")
    )
    assert dated.caption.endswith("Source: Minutes 1, Apr 2023.")


@pytest.mark.parametrize(
    ("stance", "told"),
    [
        (
            [1, 1, -1],
            "Width: how many more are positive than negative, or the other way round (1 to 2)",
        ),
        ([2, 2, -1], "Width: the sum of stances (up to 4 either way)"),
    ],
)
def test_a_sum_of_stances_is_a_number_of_statements_on_a_scale_of_three_alone(stance, told):
    said = pd.DataFrame({"actor": ["A", "A", "B"], "sector": "x", "stance": stance})
    study = study_from(said, **FIELDS)
    chart = charts.network(study, graph=graph(study, aggregation="subtract"))
    assert told in chart.caption


def test_a_period_whose_first_place_is_shared_by_many_says_by_how_many():
    said = debate(sectors=("x", "y", "z", "w")).drop_duplicates(["actor", "sector"])
    heavy = said[said["sector"] != "w"]
    said = pd.concat([said, heavy], ignore_index=True).assign(date="2020-05-06", document="D1")
    later = said.assign(date="2021-05-06", document="D2")
    chart = made(pd.concat([said, later], ignore_index=True), "network_periods")
    assert chart.words.alt.endswith("2021: 16 ties, the heaviest 12 alike.")
