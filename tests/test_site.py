import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import nbformat
import pytest

from analysis import site
from analysis.__main__ import main
from analysis.errors import InputError
from analysis.places import NOTEBOOKS, ROOT
from analysis.site.sources import cite, front, gallery, page

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
FIGURES = sorted((ROOT / "figures").glob("*.json"))
pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning:myst_parser")


class Page(HTMLParser):
    """What a page links to, loads and shows, and the places on it that a link can name."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links, self.loads, self.images, self.anchors = [], [], {}, {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.anchors |= {told[key] for key in ("id", "name") if told.get(key)}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "link" and told.get("rel") not in ("canonical", "license"):
            self.loads.append(told["href"])
        elif "src" in told:
            self.loads.append(told["src"])
        if tag == "img":
            self.images[told["src"]] = told.get("alt")


@pytest.fixture
def without_extra(monkeypatch):
    monkeypatch.setattr(site.importlib.util, "find_spec", lambda name: None)


def test_what_to_install_is_told_in_one_line(without_extra, tmp_path, capsys):
    assert main(["site", "--output", str(tmp_path / "site")]) == 1
    told = capsys.readouterr().err.strip()
    expected = "Sphinx, MyST-NB, Furo not installed; python -m pip install --editable '.[site]'"
    assert told == f"site: {expected}" and not (tmp_path / "site").exists()


def test_the_front_page_leaves_out_the_commands_and_what_follows():
    readme = "# A\n\nOne.\n\n```\nmake\n```\n\nIt makes.\n\nTwo.\n\n## Data\n\nThree.\n"
    told = front(readme + "\n## Open the notebooks\n\nFour.\n", {})
    assert told.startswith("# A\n\nOne.\n\nTwo.\n\n## Data\n\nThree.\n\n## Read on")
    assert "Four" not in told and "make" not in told


def test_a_figure_that_no_notebook_draws_is_shown_at_the_end():
    told = {"figure": "a", "title": "T", "caption": "x < y", "alt": 'an "x"', "there": ["png"]}
    text = gallery({"a": told}, {})
    assert "## Other figures\n\n### T" in text
    assert 'alt="an &quot;x&quot;"' in text and "<p>x &lt; y</p>" in text


def test_a_picture_takes_the_alt_text_of_the_figure_saved_after_it():
    picture = nbformat.v4.new_output("display_data", {"image/png": ""})
    first = nbformat.v4.new_code_cell("figure", outputs=[picture])
    book = page(
        nbformat.v4.new_notebook(cells=[first, nbformat.v4.new_code_cell('save(figure, "a")')]),
        {"a": {"alt": "An A."}},
    )
    assert book.cells[0].metadata.mystnb == {"image": {"alt": "An A."}}
    assert all("hide-input" in cell.metadata.tags for cell in book.cells[:2])
    assert 'href="../gallery.html#figure-a"' in book.cells[2].source


def test_the_reference_is_that_of_the_citation_file(tmp_path):
    (tmp_path / "CITATION.cff").write_text(
        "message: Cite.\ntitle: An Atlas\nversion: 1.2\ndate-released: 2026-01-02\n"
        "doi: 10.1/x\nauthors:\n  - {family-names: Doe, given-names: Jo}\n  - {name: The Others}\n",
        encoding="utf-8",
    )
    text = cite(tmp_path, "# A\n\n## Cite\n\nFreely.\n")
    assert "Doe, Jo, The Others (2026). *An Atlas* (version 1.2)." in text
    assert "author = {Doe, Jo and {The Others}}" in text and "doi = {10.1/x}" in text
    assert text.rstrip().endswith("## Licences\n\nFreely.")


def needs_extra():
    for package in ("sphinx", "myst_nb", "furo"):
        pytest.importorskip(package, reason="the extra `site` is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    needs_extra()
    return site.build(tmp_path_factory.mktemp("whole") / "site").parent


@pytest.fixture(scope="module")
def pages(built) -> dict[str, Page]:
    return {path.relative_to(built).as_posix(): Page(path) for path in built.rglob("*.html")}


@pytest.fixture
def project(tmp_path) -> Path:
    """A project of one notebook and one figure."""
    needs_extra()
    root = tmp_path / "project"
    for folder in ("figures", "notebooks", "data"):
        (root / folder).mkdir(parents=True)
    for name in ("CITATION.cff", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    for path in FIGURES[0].parent.glob(f"{FIGURES[0].stem}.*"):
        shutil.copy(path, root / "figures")
    shutil.copy(BOOKS[0], root / "notebooks")
    (root / "README.md").write_text("# Atlas\n\n[Codebook](data/README.md)\n", encoding="utf-8")
    (root / "data" / "README.md").write_text("# Codebook\n\nRules.\n", encoding="utf-8")
    return root


def test_every_link_and_everything_loaded_is_there(built, pages):
    missing = []
    for name, told in pages.items():
        for link in [*told.links, *told.loads]:
            if re.match(r"(https?|mailto|data):", link):
                continue
            there = urlsplit(urljoin(f"/{name}", link))
            target, anchor = unquote(there.path).lstrip("/"), unquote(there.fragment)
            if not (built / target).is_file():
                missing.append(f"{name}: {link}")
            elif target in pages and anchor not in pages[target].anchors:
                missing.append(f"{name}: {link} (no such place)")
    assert not missing


def test_nothing_is_loaded_from_another_host(built, pages):
    outside = re.compile(r"(https?:)?//")
    assert not [link for told in pages.values() for link in told.loads if outside.match(link)]
    for path in built.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(@import|url\()\s*['\"]?((https?:)?//)", text), path
    for path in built.rglob("*.html"):
        assert not re.search(r"mathjax|require\.min\.js|cdn\.", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_the_gallery_shows_each_figure_and_offers_its_files(path, pages):
    told = json.loads(path.read_text(encoding="utf-8"))
    shown, here = pages["gallery.html"], f"figures/{path.stem}"
    assert shown.images[f"{here}.png"] == told["alt"] != ""
    assert {f"{here}.{end}" for end in ("pdf", "svg", "png", "csv", "json")} <= set(shown.links)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_each_notebook_is_a_page_with_its_code_folded(path, built, pages):
    text = (built / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
    code = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert text.count('<details class="admonition hide') == len(code)
    assert all(pages[f"notebooks/{path.stem}.html"].images.values()), "a picture without alt text"
    assert f"notebooks/{path.stem}.html" in pages["index.html"].links


def test_no_page_names_a_path_of_the_machine(built):
    texts = [path for path in built.rglob("*") if path.suffix in (".html", ".js", ".json", ".css")]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert not [place for place in (ROOT, Path.home(), built) if f"{place}/" in text], path


def test_the_same_sources_give_the_same_bytes(project, tmp_path):
    first, elsewhere = tmp_path / "one", shutil.copytree(project, tmp_path / "elsewhere")
    site.build(first, project)
    command = "import sys; from pathlib import Path as P; from analysis import site; "
    command += "site.build(P(sys.argv[1]), P(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", command, str(tmp_path / "two"), str(elsewhere)],
                   check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"})  # fmt: skip
    files = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    again = tmp_path / "two"
    assert files == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert not [
        name for name in files if (first / name).read_bytes() != (again / name).read_bytes()
    ]


def test_a_link_that_leads_nowhere_is_told_by_file_and_line(project, tmp_path):
    (project / "data" / "README.md").write_text("# A\n\n[B](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^data/README\.md:3: WARNING: .*nowhere\.md"):
        site.build(tmp_path / "site", project)


def test_a_folder_of_other_things_is_left_alone(project, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.tex").write_text("Years of work.", encoding="utf-8")
    with pytest.raises(InputError, match="holds other things; expected a new folder, or a site"):
        site.build(tmp_path / "site", project)
    assert (tmp_path / "site" / "thesis.tex").is_file()


def test_an_earlier_site_is_made_anew(project, tmp_path):
    (tmp_path / "site").mkdir()
    for name in (site.MARK, "old.html"):
        (tmp_path / "site" / name).touch()
    assert site.build(tmp_path / "site", project) == tmp_path / "site" / "index.html"
    assert not (tmp_path / "site" / "old.html").exists()


@pytest.mark.parametrize(("folder", "told"), [("figures", "make figures"), ("notebooks", "none")])
def test_a_project_without_figures_or_notebooks_is_told(folder, told, project, tmp_path):
    shutil.rmtree(project / folder)
    with pytest.raises(InputError, match=f"{folder}: .*{told}"):
        site.build(tmp_path / "site", project)
