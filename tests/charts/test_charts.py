"""All charts: what holds of each in every language, and what single ones show."""

from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from every_chart import ASKED, in_languages, now
from marks import too_close
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from turns import in_turn, some_or_all

from analysis import charts
from analysis.charts.figures import promises, voices
from analysis.charts.leading import Leading
from analysis.charts.paper import WIDTH
from analysis.charts.style import VERMILION
from analysis.errors import InputError
from analysis.locale import languages
from analysis.networks.graphs import graph, strongest
from analysis.publish.legible import illegible, shown
from analysis.publish.targets import TARGETS, fits
from analysis.study.acts import one_row_an_act
from analysis.study.selection import bilateral, roll_up, select

LARGEST = {"overview": 12.8}
"""Headings in pt, where a chart has any that are larger than its text."""


@pytest.fixture(scope="module")
def nothing(study):
    """The study without a statement, figure, route or project."""
    empty = {name: getattr(study, name).head(0) for name in ("indicators", "routes", "projects")}
    return replace(select(study, until="2000"), **empty)


@pytest.mark.sample(3)
@pytest.mark.parametrize(("name", "language"), in_languages(ASKED))
def test_no_text_overlaps_another_or_leaves_the_page(charted, drawn, name, language):
    figure, chart = drawn(name, language), charted(name, language)
    assert abs(figure.get_figwidth() * 25.4 - WIDTH) < 1e-9
    assert len(shown(figure)) > 5
    assert illegible(figure, least=8, most=LARGEST.get(name, 8)) == []
    words = chart.words
    assert words.language == language and words.title and words.caption and words.alt
    assert chart.finding and chart.finding == chart.finding.strip()


@pytest.mark.sample(4)
@pytest.mark.parametrize(("name", "language"), in_languages(ASKED))
def test_a_selection_without_statements_says_so(nothing, name, language):
    level, ask = ASKED[name]
    chart = ask(level(nothing), language=language)
    told = [text.get_text() for text in chart.draw().findobj(Text) if text.get_text()]
    assert chart.table.empty and len(told) == 1
    assert told == [chart.words.caption] == [chart.words.alt] == [chart.finding]
    assert chart.words.title and chart.words.language == language


@pytest.mark.sample(2)
@some_or_all(1, languages()[1:])
@pytest.mark.parametrize("name", ASKED)
def test_each_language_has_its_words_and_the_numbers_of_all(charted, name, few):
    others = in_turn(languages()[1:], list(ASKED).index(name), few)
    made = [charted(name, language) for language in ("en", *others)]
    assert len({chart.words.title for chart in made}) == len(made)
    numbers = [chart.table.select_dtypes("number") for chart in made]
    for other in numbers[1:]:
        pd.testing.assert_frame_equal(other, numbers[0])


@pytest.mark.sample(2)
@pytest.mark.parametrize(("place", "name"), [*enumerate(ASKED)], ids=ASKED)
def test_what_differs_in_meaning_differs_for_every_reader(charted, drawn, place, name):
    """In whatever language; it is one in which the figure was drawn above."""
    figure = drawn(name, *now(place))
    if name == "alluvial":
        figure = charted(name, *now(place)).draw()
        for ribbon in figure.findobj(PathPatch):  # told by the blocks it joins, hatched and named
            ribbon.remove()
    assert too_close(figure) == []


def test_every_chart_is_looked_at():
    of_charts = {name.removesuffix("_of_actors") for name in ASKED}
    assert set(charts.__all__) - {"Chart", "findings"} == of_charts


def test_the_network_shows_each_tie_with_its_sign_and_weight(study, charted, drawn):
    ties = strongest(graph(roll_up(study), "party"), 18)
    chart = charted("network")
    table = chart.table
    assert len(table) == ties.number_of_edges()
    assert list(table["weight"]) == sorted(table["weight"], reverse=True)
    share = table["positive"] / (table["positive"] + table["negative"])
    assert (table["sign"] == "friendly").equals(share >= 2 / 3)
    assert (table["sign"] == "strained").equals(share <= 1 / 3)
    assert (table["sign"] == "neutral").equals(share.isna())
    assert "Shown are the most often named: 18 of" in chart.words.caption
    lines = drawn("network").axes[0].collections[0]
    assert len(lines.get_paths()) == len(table) == len(lines.get_linewidths())
    dashes = {str(dash) for _, dash in lines.get_linestyles()}
    assert len(dashes) >= table["sign"].nunique() and max(lines.get_linewidths()) == 4.0


def test_a_network_of_one_tie_is_drawn(article):
    chart = charts.network(roll_up(select(article, relations=["assault"])))
    assert "2 actors and 1 sector with 2 ties" in chart.words.alt
    assert isinstance(chart.draw(), Figure)


def test_tables_count_each_statement_or_act_once(study, charted):
    total, acts = len(study.statements), len(one_row_an_act(study.statements))
    assert charted("balance").table["total"].sum() == acts < total
    assert charted("words_and_deeds").table["total"].sum() == total
    years = charted("coverage").table.query("dimension == 'year'")
    assert years["statements"].sum() == total
    voices = charted("voices").table.query("dimension == 'kind'")
    assert voices["statements"].sum() == len(one_row_an_act(bilateral(study).statements))
    first = charted("sequence").table
    assert len(first) == study.statements["document_id"].value_counts().max()


def test_the_matrix_and_the_drawing_hold_the_same_ties(study):
    ties = graph(study, "party")
    drawn = charts.network(study, graph=ties).table.set_index(["row", "column"])["weight"]
    table = charts.heatmap(study, most=999).table.set_index(["row", "column"])["weight"]
    pd.testing.assert_series_equal(drawn.sort_index(), table.sort_index())
    assert nx.number_of_nodes(ties) == len(
        set(drawn.index.get_level_values(0)) | set(drawn.index.get_level_values(1))
    )


@pytest.fixture(scope="module")
def few_sectors(article):
    """A chart of five rows with names of one line on any paper."""
    chart = charts.balance(article, language="kk")
    shortest = chart.table["name"].str.len().sort_values(kind="stable").index[:5]
    return replace(chart, table=chart.table.loc[sorted(shortest)].reset_index(drop=True))


@pytest.mark.parametrize("target", TARGETS)
def test_charts_are_drawn_in_the_size_of_a_target(few_sectors, target):
    figure, asked = few_sectors.draw(target=target), TARGETS[target]
    width = figure.get_figwidth() * 25.4
    assert fits(asked, width) and width == pytest.approx(
        WIDTH if fits(asked, WIDTH) else asked.widths[-1]
    )
    assert {text.get_fontsize() for text in shown(figure)} == {asked.text}
    assert illegible(figure, asked.least, asked.most) == []
    house = few_sectors.draw()  # again as before
    assert house.get_figwidth() * 25.4 == pytest.approx(WIDTH)
    assert figure.get_figheight() / house.get_figheight() == pytest.approx(asked.text / 8)


def test_a_width_that_a_target_does_not_take_is_refused(few_sectors):
    with pytest.raises(InputError, match=r"width: 120\.0 mm; nature takes 89 or 183 mm"):
        few_sectors.draw(target="nature", width=120)
    with pytest.raises(InputError, match="target: 'cell'; expected one of: nature, science"):
        few_sectors.draw(target="cell")


def test_a_page_too_small_for_the_picture_is_refused_in_words(charted):
    with pytest.raises(InputError) as raised:
        charted("coverage").draw(target="science", width=57)
    told = "width: 57 mm; the names leave no room for the picture"
    assert raised.value.problems == [told]
    with pytest.raises(InputError, match="nature takes at most 170 mm"):
        charted("network", "fr").draw(target="nature")


def test_lines_and_marks_keep_their_size_beside_text(charted, drawn):
    house, slide = drawn("promises"), charted("promises").draw(target="slide")
    for one, other in zip(house.axes[0].lines, slide.axes[0].lines, strict=True):
        assert other.get_linewidth() == pytest.approx(one.get_linewidth() * 18 / 8)
        assert other.get_markersize() == pytest.approx(one.get_markersize() * 18 / 8)
    spread = [figure.axes[0].collections[0].get_linewidth() for figure in (house, slide)]
    assert spread[1] == pytest.approx(spread[0] * 18 / 8)


def test_the_legend_of_voices_explains_open_marks_too():
    lines = [("a", "leaders", True), ("b", "leaders", True), ("a", "others", False)]
    table = pd.DataFrame(lines, columns=["value", "voice", "thin"])
    handles = voices._handles(
        table, "en", Leading({"en": ("mayor", "mayors")}, frozenset({"leader"}))
    )
    assert [(each.get_label(), each.get_markerfacecolor()) for each in handles] == [
        ("mayors", "white"),
        ("all other voices", VERMILION),
    ]


def test_values_and_promises_are_told_by_what_there_is():
    lines = [("reported", 3.0), ("promised", 20.0)]
    table = pd.DataFrame(lines, columns=["what", "value"])
    assert promises._alt(table, "en") == "A line of 1 yearly value up to 3. 1 promise: 20."
    more = pd.concat([table, table.tail(1).assign(value=30.0)])
    assert promises._alt(more, "en").endswith("2 promises: 20 to 30.")
    assert promises._alt(more.tail(2), "fr") == "2 promesses : 20 à 30."
