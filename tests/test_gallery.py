"""Each figure of a project stands in the gallery of its site with all the files that it has."""

import re
from pathlib import Path

import pytest
from PIL import Image
from small_project import small_project

from analysis import charts
from analysis.pages import site, stored
from analysis.pages.site.gallery import gallery, thumbnails
from analysis.places import ROOT
from analysis.publish.targets import FORMATS
from analysis.study.selection import roll_up, select


@pytest.fixture
def project(tmp_path) -> Path:
    for package in ("sphinx", "myst_nb", "furo"):
        pytest.importorskip(package, reason="the extra `site` is not installed")
    return small_project(tmp_path / "project")


def test_a_figure_that_no_notebook_draws_is_shown_at_the_end():
    told = {"figure": "a", "title": "T <b>", "caption": "x < y", "alt": 'an "x"', "there": ["png"]}
    text = gallery({"a": told}, {})
    assert "## Other figures\n\n### T \\<b\\>" in text
    assert 'alt="an &quot;x&quot;"' in text and "<p>x &lt; y</p>" in text


def test_the_gallery_knows_each_format_that_is_written():
    assert set(FORMATS) < set(stored.FORMATS)


@pytest.mark.parametrize(("there", "shown"), [(["pdf", "svg", "png"], "png"), (["svg"], "svg")])
def test_the_gallery_shows_a_picture_that_a_browser_can_show(there, shown):
    told = {"figure": "a", "title": "T", "caption": "c", "alt": "x", "there": there}
    assert f'<a href="figures/a.{shown}"><img src="figures/a.{shown}"' in gallery({"a": told}, {})


def test_a_small_picture_leads_to_the_whole_one():
    told = {"figure": "a", "title": "T", "caption": "c", "alt": "x", "there": ["png"]}
    text = gallery({"a": told}, {}, small={"a"})
    assert '<a href="figures/a.png"><img src="thumbnails/a.webp" alt="x"' in text


@pytest.mark.long
def test_small_pictures_of_all_figures_and_their_page_take_little(tmp_path):
    figures = {path.stem: {} for path in (ROOT / "figures").glob("*.json")}
    assert thumbnails(figures, ROOT / "figures", tmp_path) == set(figures)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == len(figures) and sum(sizes) < 320_000
    with Image.open(tmp_path / "explored.webp") as opened:
        assert opened.width == 400


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_figure_without_a_picture_that_can_be_read_has_no_small_one(content, tmp_path):
    (tmp_path / "a.png").write_bytes(content)
    assert thumbnails({"a": {}, "b": {}}, tmp_path, tmp_path / "small") == set()


def test_a_figure_for_print_alone_is_told_by_its_alt_text():
    told = {"figure": "a", "title": "T", "caption": "c", "alt": "x < y", "there": ["eps", "tiff"]}
    text = gallery({"a": told}, {})
    assert "<p>x &lt; y</p>" in text and "<img" not in text
    assert 'href="figures/a.tiff" download>TIFF</a>' in text and "figures/a.eps" in text


@pytest.mark.long
def test_a_figure_for_a_journal_is_in_the_gallery_with_all_its_files(project, tmp_path, study):
    chosen = select(study, documents=["D000"])
    chart = charts.balance(roll_up(chosen))
    for name, formats in (("all", None), ("print", ["eps", "tiff"])):
        chart.save(name, project / "figures", target="nature", width=89, formats=formats)
    built = site.build(tmp_path / "site", project).parent
    page = (built / "gallery.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="(figures/[^"]+)"', page))
    written = {path.name for path in (project / "figures").glob("all.*")}
    assert {f"all.{end}" for end in ("pdf", "svg", "png", "tiff", "csv", "json", "md", "tex")} == (
        written
    )
    written |= {f"print.{end}" for end in ("eps", "tiff", "csv", "json", "md", "tex")}
    assert {f"figures/{name}" for name in written} <= links
    assert all((built / link).is_file() for link in links)
