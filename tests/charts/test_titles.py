"""Texts broken by their measured width, and titles of panels that keep apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.charts.canvas import in_house_style, new_figure
from analysis.charts.panels import Finding, _even, compose
from analysis.charts.titles import GAP, _width, filled

LONG = "Share of what each of the actors said on the subject"


@given(
    st.lists(st.text("abcШ", min_size=1, max_size=12), min_size=1, max_size=12),
    st.integers(40, 300),
)
def test_lines_are_as_few_as_there_must_be_and_of_like_length(words, space):
    font, text = FontProperties(size=8), " ".join(words)
    full, even = filled(text, font, space), _even(text, font, space)
    assert even.replace("\n", " ") == full.replace("\n", " ") == text
    assert even.count("\n") == full.count("\n")
    widest = [
        max(
            text_to_path.get_text_width_height_descent(line, font, False)[0]
            for line in broken.split("\n")
        )
        for broken in (even, full)
    ]
    assert widest[0] <= widest[1]


def beside(title: str):
    """Return a page of two panels, of which the first has a title."""
    figure = new_figure(60)
    first, second = figure.subplots(1, 2)
    first.set_title(title)
    second.set_title("Change")
    return figure


@pytest.mark.parametrize(
    ("title", "lines"), [("Share", 1), (f"{LONG}, {LONG}", 2), (", ".join([LONG] * 3), 3)]
)
def test_a_title_does_not_run_into_the_panel_beside_it(title, lines):
    figure = in_house_style(lambda: beside(title))
    first, second = figure.axes
    shown = first.get_title(loc="left")
    assert shown.count("\n") + 1 >= lines and shown.replace("\n", " ") == title
    [text] = [each for each in first.get_children() if getattr(each, "get_text", str)() == shown]
    between = (second.bbox.x0 - first.bbox.x0) * 72 / figure.dpi
    assert _width(text) <= between - GAP / 2
    assert second.get_title(loc="left") == "Change"


@pytest.mark.parametrize(("panels", "columns"), [(1, 1), (2, 2), (3, 2)])
def test_a_panel_alone_takes_the_whole_page(panels, columns):
    finding = Finding("Told", "measured")
    figure, _, places = compose(finding, [finding] * panels, [(40, 30)] * panels)
    assert len(places) == panels
    assert places[0].bbox.width == pytest.approx(figure.bbox.width / columns)


@pytest.mark.filterwarnings("ignore:Glyph")
def test_chinese_is_broken_only_where_a_word_is_too_long():
    font = FontProperties(size=8)
    assert filled("on it: 宗教事务, too", font, 60).split("\n") == ["on it:", "宗教事务, too"]
    broken = filled("边境口岸宗教事务", font, 34)
    assert "\n" in broken and broken.replace("\n", "") == "边境口岸宗教事务"


def test_no_line_of_a_heading_begins_with_a_dash():
    font = FontProperties(size=8)
    assert filled("Share of coal, Mongolia – China", font, 100).split("\n")[1] == "Mongolia – China"
