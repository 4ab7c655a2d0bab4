"""Letters that the house's font lacks: found in a folder, or told with script and package."""

import matplotlib.font_manager as manager
import numpy as np
import pandas as pd
import pytest
from made_up import font, outlines
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import analysis
from analysis import charts
from analysis.charts.style import wrap
from analysis.errors import InputError
from analysis.publish import fonts
from analysis.publish.formats import render
from analysis.publish.glyphs import missing, script
from analysis.publish.save import save
from analysis.publish.scripts import isolated

HAN = "石油天然气"


@pytest.fixture
def bare(monkeypatch):
    """A machine that has no fonts but Matplotlib's."""
    own = [each for each in manager.fontManager.ttflist if each.name.startswith("DejaVu")]
    monkeypatch.setattr(manager.fontManager, "ttflist", own)
    monkeypatch.setattr(fonts, "findSystemFonts", lambda paths=None: _in(paths))
    monkeypatch.delenv("ATLAS_FONTS", raising=False)


def _in(paths):
    return manager.findSystemFonts(paths) if paths else []


def said(*sectors: str) -> pd.DataFrame:
    rows = [
        (f"s{row}", actor, sector, stance)
        for row, (actor, sector, stance) in enumerate(
            (actor, sector, stance)
            for actor, stance in (("one", 1), ("two", -1))
            for sector in sectors
        )
    ]
    return pd.DataFrame(rows, columns=["statement_id", "actor", "sector", "stance"])


@pytest.mark.parametrize("name", ["balance", "network", "heatmap"])
def test_a_letter_without_a_glyph_is_an_error_before_a_figure_is_shown(bare, name):
    with pytest.raises(InputError) as raised:
        getattr(charts, name)(said(HAN, "ऊर्जा")).draw()
    told = "\n".join(raised.value.problems)
    assert "U+77F3 (石)" in told and "script Han" in told and "fonts-noto-cjk" in told
    assert "U+0930 (र)" in told and "script Devanagari" in told and "fonts-noto-core" in told
    assert "ATLAS_FONTS" in told


@pytest.mark.parametrize("target", ["slide", "nature"])
def test_outlines_of_postscript_are_for_screens_alone(bare, tmp_path, monkeypatch, target, caplog):
    """Most fonts of Chinese have them: a slide takes them embedded, a journal refuses them."""
    outlines(tmp_path, "Made Up Han", HAN)
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path))
    chart = charts.balance(said(HAN, "Oil"))
    if target == "slide":
        saved = chart.save("balance", tmp_path / "out", target=target, formats=["pdf", "png"])
        assert "balance.pdf" in saved.written.files and "weight bold" not in caplog.text
        return
    with pytest.raises(InputError, match=r"outlines of PostScript, not TrueType; expected fonts"):
        chart.save("balance", tmp_path / "out", target=target)


@pytest.mark.parametrize("target", [None, "nature"])
def test_it_is_an_error_before_one_is_saved_with_or_without_a_target(bare, tmp_path, target):
    with pytest.raises(InputError, match=r"no glyph for U\+.*script Han"):
        charts.balance(said(HAN)).save("balance", tmp_path, target=target)
    assert not list(tmp_path.iterdir())


def test_a_figure_of_ones_own_is_checked_too(bare, article, tmp_path):
    figure, chart = Figure(), charts.balance(article)
    figure.text(0.5, 0.5, "ไทย")
    with pytest.raises(InputError, match=r"script Thai; expected a font that has them"):
        save(figure, "own", tmp_path, table=chart.table, words=chart.words, study=article)


@pytest.mark.long
def test_a_font_in_a_folder_of_the_setting_is_taken(bare, tmp_path, monkeypatch):
    font(tmp_path, "Made Up Han", HAN)
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path))
    chart = charts.balance(said(HAN, "Oil"))
    chart.save("balance", tmp_path / "out")
    svg = (tmp_path / "out" / "balance.svg").read_text(encoding="utf-8")
    assert "'DejaVu Sans', 'Made Up Han'" in svg and HAN in svg
    assert b"MadeUpHan" in (tmp_path / "out" / "balance.pdf").read_bytes()
    again = render(chart.draw(), "svg", chart.words)
    assert again == (tmp_path / "out" / "balance.svg").read_bytes()


def test_two_fonts_share_the_letters(bare, tmp_path, monkeypatch):
    font(tmp_path, "Made Up Han", HAN)
    font(tmp_path, "Made Up Thai", "ไทย")
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path))
    assert set(fonts.fonts_for(HAN + "ไทย")) == {"Made Up Han", "Made Up Thai"}
    charts.network(said(HAN, "ไทย")).draw()


def test_a_folder_that_is_not_there_is_told(bare, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path / "no"))
    with pytest.raises(InputError, match=r"ATLAS_FONTS: '.*no' is no folder; expected one with"):
        charts.balance(said(HAN)).draw()


def test_a_file_that_is_no_font_is_passed_over(bare, tmp_path, monkeypatch):
    (tmp_path / "a.ttf").write_bytes(b"no font")
    font(tmp_path, "Made Up Han", HAN)
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path))
    assert fonts.fonts_for(HAN) == ["Made Up Han"]


def test_scripts_are_told_apart():
    told = [script(letter) for letter in "石ひ무ーबא"]
    assert told == ["Hani", "Hira", "Hang", "Kana", "Deva", "Hebr"]
    assert [line.split(", script")[0] for line in missing("石무")] == [
        "no glyph for U+BB34 (무)",
        "no glyph for U+77F3 (石)",
    ]
    assert "fonts-symbola" in missing("\U0001f600")[0]


def test_signs_as_wide_as_chinese_ones_come_with_their_font():
    [line] = missing("（石）")
    assert "fonts-noto-cjk" in line and "（" in line


def test_of_many_letters_the_first_are_told():
    [line] = missing("一丁七万三上下")
    assert line.count("U+") == 5 and "and 2 more, script Han" in line


def picture(text: str) -> np.ndarray:
    figure = Figure(figsize=(3, 0.6))
    figure.text(0.1, 0.3, text, family="DejaVu Sans")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba())


def test_hebrew_goes_from_right_to_left_and_arabic_is_joined():
    """As when the letters are forced, by an override, into the order in which they are seen."""
    assert (picture("אבג") == picture("\u202dגבא")).all()
    assert not (picture("אבג") == picture("\u202dאבג")).all()
    joined, parted = picture("سلم"), picture("س\u200cل\u200cم")
    assert not (joined == parted).all()
    assert (picture("BP (אב) 24") == picture("\u202dBP (בא) 24")).all()


def test_a_text_of_an_svg_that_begins_from_right_to_left_is_isolated():
    assert isolated("<text x='1'>مصر BP</text>") == "<text x='1'>\u2067مصر BP\u2069</text>"
    assert isolated("<text x='1'>BP مصر</text>") == "<text x='1'>BP مصر</text>"


def test_names_without_spaces_are_broken_at_their_signs():
    lines = wrap("中华人民共和国外交部发言人办公室新闻司", 14).split("\n")
    assert "".join(lines) == "中华人民共和国外交部发言人办公室新闻司"
    assert all(len(line) <= 7 for line in lines)
    assert wrap("甲乙丙丁戊己庚、辛", 14) == "甲乙丙丁戊己\n庚、辛"
    assert wrap("대한민국 산업통상자원부", 14) == "대한민국\n산업통상자원부"


@pytest.mark.parametrize("text", ["中国 政府", "日本のエネルギー", "한국 정부", "ऊर्जा क्षेत्र"])
def test_names_are_set_in_fonts_of_this_machine(text):
    if not fonts.fonts_for(text.replace(" ", "")):
        pytest.skip("no font for it here: Debian's fonts-noto-cjk and fonts-noto-core bring them")
    chart = charts.balance(said(text, "Oil النفط"))
    assert isinstance(chart.draw(), Figure)
    assert analysis.graph(said(text)).number_of_edges() == 2
