import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis.publish.legible import illegible, outside, overlaps, shown


@pytest.fixture
def figure() -> Figure:
    return Figure(figsize=(4, 2))  # 288 by 144 pt


def words(figure: Figure, *texts: tuple[float, float, str], **how: object) -> Figure:
    for x, y, text in texts:
        figure.text(x, y, text, **{"fontsize": 8, "family": "DejaVu Sans"} | how)
    return figure


def test_text_side_by_side_is_legible(figure):
    assert illegible(words(figure, (0.1, 0.5, "Мұнай"), (0.5, 0.5, "Газ")), 8, 8) == []


def test_sizes_are_told_with_what_was_expected(figure):
    words(figure, (0.1, 0.5, "small"), fontsize=4.5)
    words(figure, (0.5, 0.5, "large"), fontsize=8)
    assert illegible(figure, least=5, most=7) == [
        "text 'small': 4.5 pt; expected at least 5 pt",
        "text 'large': 8 pt; expected at most 7 pt",
    ]


def test_text_on_text_is_told(figure):
    words(figure, (0.1, 0.5, "one"), (0.12, 0.5, "other"), (0.8, 0.5, "third"))
    assert illegible(figure) == ["text 'one' overlaps 'other'"]


@pytest.mark.parametrize("angle", [30, 45, 50, 90])
@pytest.mark.parametrize(("apart", "count"), [(20, 0), (2, 1)])
def test_turned_text_overlaps_by_its_letters_not_by_its_frame(angle, apart, count):
    figure = Figure(figsize=(4, 4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    for shift in (0, apart):  # pt along the page; sine times as much across the turned lines
        axes.annotate(
            "a name of some length",
            (0.3, 0.3),
            (shift / np.sin(np.deg2rad(angle)), 0),
            textcoords="offset points",
            fontsize=8,
            rotation=angle,
            rotation_mode="anchor",
            annotation_clip=False,
        )
    assert len(overlaps(figure)) == count


def test_text_beyond_the_page_is_told_with_how_far(figure):
    words(figure, (-0.1, 0.5, "left"), (0.9, 0.5, "a long name at the right"))
    left, right = outside(figure)
    assert left == "text 'left' leaves the page by 28.8 pt"  # a tenth of 288 pt
    assert right.startswith("text 'a long name at the right' leaves the page by ")


def test_letters_that_a_font_lacks_are_told(figure):
    words(figure, (0.1, 0.5, "石油 Мұнай"))
    assert illegible(figure) == [
        "text '石油 Мұнай': no glyph for U+6CB9 (油), U+77F3 (石), script Han; expected a font "
        "that has them: the Debian package fonts-noto-cjk, or a folder named in ATLAS_FONTS"
    ]


def test_what_is_not_drawn_is_not_judged(figure):
    axes = figure.add_axes((0.2, 0.2, 0.6, 0.6))
    axes.set_xticks([0.5, 5], ["within", "beyond"])
    axes.set_xlim(0, 1)
    figure.text(0.5, 0.5, "unseen", visible=False)
    told = [text.get_text() for text in shown(figure)]
    assert "within" in told and "beyond" not in told and "unseen" not in told
    axes.axis("off")
    assert shown(figure) == []


def test_many_problems_are_counted(figure):
    words(figure, *((0.5, 0.5, f"text {number}") for number in range(12)))
    told = illegible(figure)
    assert len(told) == 9 and told[-1] == "… and 58 more of this kind"  # 12 * 11 / 2 pairs


def test_a_figure_without_text_is_legible(figure):
    assert illegible(figure, 5, 7) == []
