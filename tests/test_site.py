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
from killing import contents, kill, leftovers
from small_project import STUDY, set_cell, small_project

from analysis.__main__ import main
from analysis.errors import InputError
from analysis.explorer.standalone import files
from analysis.files import FILES_TYPE
from analysis.locale import languages
from analysis.pages import site, stored
from analysis.pages.edition import without_prompts
from analysis.pages.site.sources import cite, explore, front, page
from analysis.places import NOTEBOOKS, ROOT
from analysis.study.load import load_study
from analysis.study.resources import MODEL

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


def test_prompts_of_a_codebook_that_nobody_filled_in_stay_off_the_pages():
    prompts = (MODEL / "codebook.md").read_text(encoding="utf-8")
    own = prompts.replace("What the choice of documents favours or leaves out.", "No radio.")
    shown = without_prompts(f"# A\n\n{own}")
    assert "No radio." in shown and "What the study says of itself" in shown
    assert "Who coded" not in shown and "Which documents, from whom" not in shown


def test_guides_to_which_the_readme_leads_stand_among_the_pages():
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    contents = front(told, {}).split("```{toctree}")[1]
    guides = [f"notebooks/guides/{path.stem}" for path in NOTEBOOKS.glob("guides/*.md")]
    assert guides and {*guides} <= {*contents.splitlines()}


def test_the_front_page_leaves_out_the_commands_and_what_follows():
    readme = "# A\n\nOne.\n\n```\nmake\n```\n\nIt makes.\n\nTwo.\n\n## Data\n\nThree.\n"
    told = front(readme, {})
    assert told.startswith("# A\n\nOne.\n\nTwo.\n\n## Read on")
    assert "Three" not in told and "make" not in told


def picture(alt: str, *files: str) -> nbformat.NotebookNode:
    """Return an output as a chart shows it, with the files that it wrote."""
    data = {"image/png": "iVBORw0KGgo=", "text/plain": alt}
    return nbformat.v4.new_output("display_data", data | ({FILES_TYPE: [*files]} if files else {}))


def told_once(caption: str, *files: str) -> nbformat.NotebookNode:
    data = {"text/markdown": caption, "text/plain": caption}
    return nbformat.v4.new_output("display_data", data | ({FILES_TYPE: [*files]} if files else {}))


FIGURES_TOLD = {name: {"alt": f"{name}!", "figure": name} for name in ("a", "b", "explored")}


def test_a_picture_has_the_alt_text_of_its_figure_and_leads_to_it():
    outputs = [told_once("**Found.**"), picture("as drawn", "b.png", "b.json"), told_once("Of.")]
    cell = nbformat.v4.new_code_cell("chart.save('b', output)", outputs=outputs)
    book = page(nbformat.v4.new_notebook(cells=[cell]), FIGURES_TOLD)
    assert book.cells[0].metadata.mystnb == {"image": {"alt": "b!"}}
    assert "hide-input" in book.cells[0].metadata.tags
    assert [len(book.cells), len(book.cells[0].outputs)] == [2, 3]
    assert 'href="../gallery.html#figure-b"' in book.cells[1].source


def test_the_picture_of_the_explorer_is_that_of_the_figure_that_it_keeps():
    shown = nbformat.v4.new_code_cell("explorer", outputs=[picture("explored!")])
    kept = nbformat.v4.new_code_cell(outputs=[told_once("Of.", "explored.json")])
    book = nbformat.v4.new_notebook(cells=[shown, kept])
    cells = page(book, FIGURES_TOLD).cells
    assert cells[0].metadata.mystnb == {"image": {"alt": "explored!"}}
    assert 'href="../explore.html"' in cells[1].source and "#figure-explored" in cells[2].source
    assert cells[3].outputs == kept.outputs and len(cells) == 4


def test_a_figure_is_of_the_first_notebook_that_shows_it():
    def book(*outputs):
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[*outputs])])

    books = {
        "1": book(picture("explored!"), picture("of no figure", "z.json"), picture("<Figure>")),
        "2": book(picture("a!", "a.json"), picture("explored!", "explored.json")),
    }
    by_book = stored.drawn(books, FIGURES_TOLD)
    assert {where: list(names) for where, names in by_book.items()} == {
        "1": ["explored"],
        "2": ["a"],
        None: ["b"],
    }


def test_two_figures_of_one_alt_text_are_told_apart_by_what_was_written():
    figures = {name: {"alt": "No statement."} for name in ("a", "b")}
    assert stored.pictured(picture("No statement.", "b.json"), figures) == "b"
    assert stored.pictured(picture("No statement."), figures) is None
    assert stored.pictured(picture("No statement."), figures, {"a"}) == "a", "written apart"


def test_a_made_up_example_is_not_the_figure_whose_alt_text_it_has():
    figures = {"groups": {"alt": "Two groups."}}
    found, again = picture("Two groups.", "groups.json"), picture("Two groups.")
    made_up = picture("Two groups.")
    made_up.data["image/png"] = "b3RoZXI="
    cell = nbformat.v4.new_code_cell(outputs=[found, made_up])
    shown = stored.shown(nbformat.v4.new_notebook(cells=[cell]))
    assert stored.pictured(found, figures, elsewhere=shown) == "groups"
    assert stored.pictured(again, figures, elsewhere=shown) == "groups"
    assert stored.pictured(made_up, figures, elsewhere=shown) is None


def test_what_is_said_to_users_of_a_notebook_is_not_on_its_page():
    tags = {"tags": [stored.IN_JUPYTER]}
    cells = [
        nbformat.v4.new_markdown_cell("# A"),
        nbformat.v4.new_markdown_cell("Run this cell again.", metadata=tags),
        nbformat.v4.new_code_cell("1"),
    ]
    assert len(page(nbformat.v4.new_notebook(cells=cells), {}).cells) == 2


def test_a_name_in_an_output_is_no_markup():
    output = nbformat.v4.new_output("display_data", {"text/markdown": "1 < 2, **<img src=x>**"})
    cell = nbformat.v4.new_code_cell("", outputs=[output])
    [told] = page(nbformat.v4.new_notebook(cells=[cell]), {}).cells[0].outputs
    assert told.data["text/markdown"] == "1 < 2, **&lt;img src=x>**"


def test_the_figures_are_of_one_study():
    figures = {name: {"study": {"name": name}} for name in ("b", "a")}
    with pytest.raises(InputError, match=r"^figures: of a, b; expected those of one study$"):
        stored.study(figures)


def test_the_explorer_leads_from_each_tie_to_its_statements(article):
    told = {name: text for name, text in files(article).items() if name != "explorer.js"}
    own = ("", "-statements", "-actors")
    parts = {f"{language}{part}.js" for language in languages() for part in own}
    shared = {f"{mode}.js" for mode in ("two-mode", "actors")}
    assert set(told) == {"explorer.css"} | parts | shared
    for language in languages():
        head, _, json_text = told[f"{language}.js"].partition(" = ")
        assert head == f'(globalThis.atlasTold ??= {{}})["{language}"]'
        data = json.loads(json_text.removesuffix(";\n"))
        later, _, record = told[f"{language}-statements.js"].partition(" = ")
        assert later == f"{head}.record", "statements come after the picture"
        data["record"] = json.loads(record.removesuffix(";\n"))
        levels = data["pictures"]["two-mode"]
        assert set(levels["states"]) == {"", "2024"}
        edges = [
            edge
            for years in levels.values()
            for picture in years.values()
            for edge in picture["edges"]
        ]
        assert edges and all(set(edge["statements"]) <= set(data["record"]) for edge in edges)


@pytest.mark.long
def test_the_explorer_shows_all_years_of_which_one_is_chosen(built):
    told = (built / "explorer" / "en.js").read_text(encoding="utf-8")
    data = json.loads(told.partition(" = ")[2].removesuffix(";\n"))
    whole, one = (data["pictures"]["two-mode"]["actors"][year] for year in ("", "2022"))
    assert whole["years"] == one["years"] and len(whole["years"]) > 10
    [counts] = [line for line in whole["years"] if line["year"] == 2022]
    assert one["counts"]["statements"] == sum(counts.values()) - 2022


def test_names_that_are_markup_stay_text(project):
    set_cell(project, "actors", "kazakhstan", name_en="</script><script>alert(1)</script>")
    set_cell(project, "documents", "D000", title="<img src=x onerror=alert(1)>")
    study = load_study(project / "data" / STUDY)
    set_cell(project, "documents", "D000", url="javascript:alert(1)")
    with pytest.raises(InputError, match="field url: 'javascript:"):
        load_study(project / "data" / STUDY)
    study.package["title"] = "<script>alert(2)</script>\n\n```"
    told = files(study)
    assert "alert(1)" in told["en.js"] and "alert(1)" in told["en-statements.js"]
    assert "<" not in told["en.js"] + told["en-statements.js"]
    assert "\\<script\\>alert(2)\\</script\\> \\`\\`\\`" in explore(study, {})


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
    needs_extra()
    return small_project(tmp_path / "project")


@pytest.mark.long
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


@pytest.mark.long
def test_nothing_is_loaded_from_another_host(built, pages):
    outside = re.compile(r"(https?:)?//")
    assert not [link for told in pages.values() for link in told.loads if outside.match(link)]
    for path in built.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(@import|url\()\s*['\"]?((https?:)?//)", text), path
    for path in built.rglob("*.html"):
        assert not re.search(r"mathjax|require\.min\.js|cdn\.", path.read_text(encoding="utf-8"))


@pytest.mark.long
@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_the_gallery_shows_each_figure_and_offers_its_files(path, pages):
    told = json.loads(path.read_text(encoding="utf-8"))
    shown = pages["gallery.html"]
    assert shown.images[f"thumbnails/{path.stem}.webp"] == told["alt"] != ""
    files = {f"figures/{each.name}" for each in path.parent.glob(f"{path.stem}.*")}
    assert files <= set(shown.links)


@pytest.mark.long
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_each_notebook_is_a_page_with_its_code_folded(path, built, pages):
    text = (built / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
    code = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert text.count('<details class="admonition hide') == len(code)
    assert "IPython" not in text and "&lt;analysis." not in text
    images = pages[f"notebooks/{path.stem}.html"].images
    assert len(images) == len(set(images)) == len(set(images.values())), "each figure once"
    assert all(alt and not alt.endswith(".png") for alt in images.values()), "no alt text"
    assert f"notebooks/{path.stem}.html" in pages["index.html"].links


@pytest.mark.long
def test_the_page_of_the_explorer_is_light_and_opens_from_a_file(built, pages):
    text = (built / "explore.html").read_text(encoding="utf-8")
    assert len(text) < 30_000 and 'type="module"' not in text
    loads = [link for link in pages["explore.html"].loads if link.startswith("explorer/")]
    assert loads == ["explorer/explorer.css", "explorer/en.js", "explorer/explorer.js"]
    for name in ("index", "gallery", "notebooks/00-explore"):
        assert any(link.endswith("explore.html") for link in pages[f"{name}.html"].links)


@pytest.mark.long
def test_no_page_names_a_path_of_the_machine(built):
    texts = [path for path in built.rglob("*") if path.suffix in (".html", ".js", ".json", ".css")]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert not [place for place in (ROOT, Path.home(), built) if f"{place}/" in text], path


@pytest.mark.long
def test_the_same_sources_give_the_same_bytes(project, tmp_path):
    first, elsewhere = tmp_path / "one", shutil.copytree(project, tmp_path / "elsewhere")
    site.build(first, project)
    command = "import sys; from pathlib import Path as P; from analysis.pages import site; "
    command += "site.build(P(sys.argv[1]), P(sys.argv[2]))"
    subprocess.run(
        [sys.executable, "-c", command, str(tmp_path / "two"), str(elsewhere)],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
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


@pytest.mark.long
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


CANARY = "canary-7c1e"


def hostile(canary: Path) -> list[str]:
    """Words that would take a file into a page, were they read as markup."""
    fences = ("```", "~~~", ":::")
    openings = [
        f"A\n\n{fence}{{{name}}} {canary}\n{fence}\n"
        for fence in fences
        for name in ("include", "literalinclude")
    ]
    raw = f"B\n```\n\n```{{raw}} html\n:file: {canary}\n```\n"
    return [
        *openings,
        raw,
        f"C {{download}}`x <{canary}>`",
        f"D\u2028```{{include}} {canary}\x85```",
    ]


@pytest.mark.long
def test_words_of_figures_and_data_take_no_file_into_a_page(project, tmp_path):
    (tmp_path / "canary.txt").write_text(CANARY, encoding="utf-8")
    words = "".join(hostile(tmp_path / "canary.txt"))
    sidecar = project / "figures" / "explored.json"
    told = json.loads(sidecar.read_text(encoding="utf-8"))
    told |= {"title": words, "caption": words, "alt": words}
    sidecar.write_text(json.dumps(told), encoding="utf-8")
    citation = {
        "message": words,
        "title": words,
        "version": words,
        "date-released": "2026-01-02",
        "authors": [{"name": words}],
        "url": words,
    }
    (project / "CITATION.cff").write_text(json.dumps(citation), encoding="utf-8")
    package = project / "data" / STUDY / "datapackage.json"
    study = json.loads(package.read_text(encoding="utf-8"))
    package.write_text(json.dumps(study | {"title": words}), encoding="utf-8")
    with pytest.raises(InputError, match=r"title: .*; expected text in one line"):
        site.build(tmp_path / "refused", project)
    study["title"] = "{include} ``` :::"  # what a line can hold of it
    package.write_text(json.dumps(study), encoding="utf-8")
    book = nbformat.read(project / "notebooks" / "00-explore.ipynb", 4)
    role = hostile(tmp_path / "canary.txt")[-2]
    shown = nbformat.v4.new_output("display_data", {"text/markdown": role})
    book.cells.append(nbformat.v4.new_code_cell("1", outputs=[shown]))
    nbformat.write(book, project / "notebooks" / "00-explore.ipynb")
    built = site.build(tmp_path / "site", project).parent
    pages = [path for path in built.rglob("*") if path.is_file()]
    assert len(pages) > 20 and not [p for p in pages if CANARY.encode() in p.read_bytes()]
    assert "literalinclude" in (built / "gallery.html").read_text(encoding="utf-8"), "as text"


@pytest.mark.parametrize(
    "name", ["a\n```{include} x\n```", "a`b", "a<b>", "a\u2028b", "{a}", "[a](b)"]
)
def test_a_figure_or_notebook_of_a_hostile_name_is_told(project, tmp_path, name):
    (project / "notebooks" / "00-explore.ipynb").rename(project / "notebooks" / f"{name}.ipynb")
    with pytest.raises(InputError, match=r"^notebook '.*'; expected a name of letters, digits"):
        stored.read(project)
    (project / "figures" / "explored.json").rename(project / "figures" / f"{name}.json")
    with pytest.raises(InputError, match=r"^figures: name: '.*'; expected Latin letters"):
        stored.read(project)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", r"^figures/explored\.json: not JSON in UTF-8 \("),
        ("[]", r"^figures/explored\.json: expected what is told of a figure"),
        ('{"title": "A", "caption": 1}', r"^figures/explored\.json: no caption; expected what"),
    ],
)
def test_a_damaged_sidecar_is_told(project, content, told):
    (project / "figures" / "explored.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        stored.read(project)


@pytest.mark.parametrize("content", ["{", "{}", '{"cells": [], "metadata": {}, "nbformat": 4}'])
def test_a_damaged_notebook_is_told(project, content):
    (project / "notebooks" / "00-explore.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"^notebooks/00-explore\.ipynb: no"):
        stored.read(project)


@pytest.mark.long
def test_a_link_out_of_the_project_takes_no_file_along(project, tmp_path):
    (tmp_path / "canary.txt").write_text(CANARY, encoding="utf-8")
    (project / "README.md").write_text("# A\n\n[B](../canary.txt)\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"canary\.txt"):
        site.build(tmp_path / "site", project)
    assert not (tmp_path / "site").exists()


@pytest.mark.long
def test_a_build_that_fails_leaves_the_old_site(project, tmp_path):
    (tmp_path / "site").mkdir()
    for name in (site.MARK, "old.html"):
        (tmp_path / "site" / name).touch()
    (project / "data" / "README.md").write_text("# A\n\n[B](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(InputError, match="nowhere"):
        site.build(tmp_path / "site", project)
    assert (tmp_path / "site" / "old.html").is_file() and not leftovers(tmp_path)


BUILD = """
from pathlib import Path
from analysis.pages import site
"""


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_while_a_site_is_built_leaves_the_old_one_or_the_new(project, tmp_path):
    place = tmp_path / "place"
    (place / "site").mkdir(parents=True)
    for name in (site.MARK, "old.html"):
        (place / "site" / name).touch()
    before = contents(place)
    whole, killed = kill(place, BUILD, f"site.build(target / 'site', Path({str(project)!r}))", 12)
    after = contents(whole)
    for folder in killed:
        assert contents(folder) in (before, after)
        site.build(folder / "site", project)
        assert contents(folder) == after and [each.name for each in folder.iterdir()] == ["site"]
