"""Each figure of a project stands in the gallery of its site with all the files that it has."""

import re
from pathlib import Path

import pytest
from small_project import small_project

from analysis import charts
from analysis.pages import site, stored
from analysis.pages.site.sources import gallery
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


def test_a_figure_for_print_alone_is_told_by_its_alt_text():
    told = {"figure": "a", "title": "T", "caption": "c", "alt": "x < y", "there": ["eps", "tiff"]}
    text = gallery({"a": told}, {})
    assert "<p>x &lt; y</p>" in text and "<img" not in text
    assert 'href="figures/a.tiff" download>TIFF</a>' in text and "figures/a.eps" in text


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
