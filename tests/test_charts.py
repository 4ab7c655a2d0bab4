from itertools import combinations

import matplotlib as mpl
import networkx as nx
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from analysis import charts
from analysis.charts.style import WIDTH, wrap
from analysis.graphs import graph
from analysis.labels import LANGUAGES
from analysis.study import select


def network(study, language):
    ties = graph(study)
    return charts.network.draw(ties, language), charts.network.describe(ties, language)


def heatmap(study, language):
    table = charts.heatmap.tally(graph(study), language)
    return charts.heatmap.draw(table, language), charts.heatmap.describe(table, language)


def dependence(study, language):
    tables = charts.dependence.tally(study, language), charts.dependence.shares(study, language)
    return charts.dependence.draw(*tables, language), charts.dependence.describe(*tables, language)


def simple(chart):
    def draw(study, language):
        table = chart.tally(study, language)
        return chart.draw(table, language), chart.describe(table, language)

    return draw


CHARTS = {
    "network": network,
    "heatmap": heatmap,
    "dependence": dependence,
    "balance": simple(charts.balance),
    "words_and_deeds": simple(charts.words_and_deeds),
    "sequence": simple(charts.sequence),
}


def boxes(figure: Figure) -> list[tuple[str, object]]:
    """Return each visible text of a figure with its box in pixels, rotated ones left out."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()
    ]
    shown = [text for text in texts if text.get_rotation() == 0]
    # an annotation's own window extent would include its arrow
    return [(t.get_text(), Text.get_window_extent(t, canvas.get_renderer())
             if not isinstance(t, Annotation) else t.get_tightbbox(canvas.get_renderer()))
            for t in shown]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_overlaps_another_or_leaves_the_page(study, name, language):
    figure, words = CHARTS[name](study, language)
    assert abs(figure.get_figwidth() * 25.4 - WIDTH) < 1e-9
    found = boxes(figure)
    assert len(found) > 5
    for text, box in found:
        assert box.x0 >= -1 and box.x1 <= figure.bbox.width + 1, text
        assert box.y0 >= -1 and box.y1 <= figure.bbox.height + 1, text
    for (one, a), (other, b) in combinations(found, 2):
        overlap = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(overlap) <= 1.5, (one, other)
    assert words.language == language and words.title and words.caption and words.alt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_selection_without_statements_says_so(study, name, language):
    figure, words = CHARTS[name](select(study, until="2000"), language)
    told = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    assert told == [words.caption] == [words.alt]


def test_the_network_shows_each_tie_with_its_sign_and_weight(study):
    ties = graph(study)
    table = charts.network.tally(ties, "en")
    assert len(table) == ties.number_of_edges()
    assert list(table["weight"]) == sorted(table["weight"], reverse=True)
    assert set(table.query("negative > 0 and positive > 0")["sign"]) == {"mixed"}
    figure, _ = network(study, "en")
    lines = [patch for patch in figure.axes[0].patches if not patch.get_fill()]
    assert len(lines) == len(table)
    assert {line.get_linestyle() for line in lines} != {"-"}
    assert max(line.get_linewidth() for line in lines) == 4.0


def test_a_network_of_one_tie_is_drawn(study):
    one = select(study, relations=["assault"])
    figure, words = network(one, "en")
    assert "2 actors and 1 sectors" in words.alt
    assert isinstance(figure, Figure)


def test_names_of_two_hundred_letters_are_wrapped():
    assert max(map(len, wrap("organization " * 16).splitlines())) <= 26


def test_tables_count_each_statement_once(study):
    total = len(study.statements)
    assert charts.balance.tally(study, "en")["total"].sum() == total
    assert charts.words_and_deeds.tally(study, "en")["total"].sum() == total
    assert len(charts.sequence.tally(study, "en")) == total
    depend = study.statements["relation"] == "depend"
    assert charts.dependence.tally(study, "en")["total"].sum() == depend.sum()


def test_the_share_of_oil_is_shown_as_a_bound(study):
    figure, words = dependence(study, "fr")
    assert "> 80\xa0%" in words.alt
    assert "> 80\xa0%" in [text.get_text() for text in figure.findobj(Text)]


def test_charts_leave_the_callers_settings_alone(study):
    before = {name: value for name, value in mpl.rcParams.items() if name != "backend"}
    network(study, "en")
    assert {name: mpl.rcParams[name] for name in before} == before


def test_the_matrix_and_the_drawing_hold_the_same_ties(study):
    ties = graph(study)
    drawn = charts.network.tally(ties, "en").set_index(["row", "column"])["weight"]
    table = charts.heatmap.tally(ties, "en").set_index(["row", "column"])["weight"]
    pd.testing.assert_series_equal(drawn.sort_index(), table.sort_index())
    assert nx.number_of_nodes(ties) == len(
        set(drawn.index.get_level_values(0)) | set(drawn.index.get_level_values(1))
    )
