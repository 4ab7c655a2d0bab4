import matplotlib.pyplot as plt
import pytest

from analysis.explorer.chosen import Choices
from analysis.explorer.exports import chart
from analysis.explorer.figure import CAMPS
from analysis.explorer.figure_words import title_of
from analysis.explorer.view import picture
from analysis.locale import languages

ACTORS = {"mode": "actors", "aggregation": "subtract", "normalization": "average"}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("given", [ACTORS, {"layout": "circle"}, {"places": ("china 0.5 0.5",)}])
def test_the_figure_has_the_ties_of_the_view(study, given):
    choices = Choices(**given)
    made, shown = chart(study, choices), picture(study, choices)
    assert [*made.table["weight"]] == [edge["weight"] for edge in shown["edges"]]
    assert [ids.split() for ids in made.table["statements"]] == [
        edge["statements"] for edge in shown["edges"]
    ]


def test_nodes_stand_where_the_page_has_them(study):
    first = picture(study, Choices(**ACTORS))["nodes"][0]["id"]
    choices = Choices(**ACTORS, places=(f"{first} 0.25 0.75",))
    axes = chart(study, choices).draw().axes[0]
    places = {
        (round(float(line.get_xdata()[0]), 6), round(float(line.get_ydata()[0]), 6))
        for line in axes.lines
        if len(line.get_xdata()) == 1
    }
    shown = picture(study, choices)["nodes"]
    assert places == {(round(node["x"], 6), round(node["y"], 6)) for node in shown}
    assert (0.25, 0.75) in places
    low, high = axes.get_ylim()
    assert low > high, "down is down, as on the page"


def test_camps_are_colours_and_told_of(study):
    plain, coloured = (chart(study, Choices(**ACTORS, camps=camps)) for camps in (False, True))
    faces = [
        {line.get_markerfacecolor() for line in made.draw().axes[0].lines if line.get_marker()}
        for made in (plain, coloured)
    ]
    assert set(CAMPS) <= faces[1] and not set(CAMPS) & faces[0]
    assert "Colours of nodes" in coloured.caption and "Colours of nodes" not in plain.caption


def test_the_finding_names_the_heaviest_tie_only_where_there_is_one(study):
    made = chart(study, Choices(**ACTORS))
    first, second = made.table["weight"].head(2)
    heaviest = made.table.iloc[0]
    named = f"{heaviest.row_name} – {heaviest.column_name}"
    assert (named in made.finding) == (first != second)
    assert f"Ties drawn: {len(made.table)}." in made.finding


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"threshold": 2.0}, "Ties below 2 are left out."),
        ({"backbone": 0.05, **ACTORS}, "disparity filter, p < 0.05"),
        ({**ACTORS}, "divided by the mean number of statements"),
        ({"places": ("china 0.5 0.5",)}, "Some nodes were placed by hand."),
        ({"most": 3, **ACTORS}, "Shown are those tied most: 3 of"),
    ],
)
def test_what_was_chosen_is_told_in_the_caption(study, given, told):
    layout = {"layout": "circle"} if "mode" not in given else {}
    assert told in chart(study, Choices(**given, **layout)).caption


@pytest.mark.parametrize("language", languages())
def test_title_and_caption_are_in_the_language(study, language):
    made = chart(study, Choices(**ACTORS, language=language))
    assert made.words.title == title_of(Choices(**ACTORS, language=language))
    if language != "en":
        assert "Actors, tied by" not in made.caption
