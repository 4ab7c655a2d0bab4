"""The site's interactive page in a real browser: from a file and from a plain server, offline."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest
from in_lab import PATIENCE
from small_project import set_cell, small_project

for package in ("sphinx", "myst_nb", "furo"):
    pytest.importorskip(package, reason="the extra `site` is not installed")

from analysis.names import names_by_id  # noqa: E402
from analysis.pages import site  # noqa: E402
from analysis.places import NOTEBOOKS  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning:myst_parser")
NAMES = {"kazakhstan": "<script>alert(1)</script>", "russia": '"><img src=x onerror=alert(1)>'}
DOCUMENTS = 60  # of several years
TIE = """() => {
    const canvas = document.querySelector(".atlas-canvas"), { ties } = canvas.drawn();
    const [tie, box] = [ties[0], canvas.getBoundingClientRect()];  // drawn over the others
    return [box.x + tie.x, box.y + tie.y, tie.statements.length, tie.row];
}"""
PALE = """() => {
    const parts = (colour) => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        const scale = colour.startsWith("color(") ? 1 : 255;
        return [...numbers.slice(0, 3).map((each) => each / scale), numbers[3] ?? 1];
    };
    const over = (top, under) => top.slice(0, 3).map(
        (each, at) => each * top[3] + under[at] * (1 - top[3])).concat(1);
    const light = (colour) => colour.slice(0, 3).map((each) => each <= 0.04045
        ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = (element) => {
        const own = parts(getComputedStyle(element).backgroundColor);
        return own[3] === 1 ? own : over(own, ground(element.parentElement));
    };
    const told = [];
    for (const element of document.querySelectorAll("#atlas-explorer *")) {
        const texts = [...element.childNodes].filter((each) => each.nodeType === 3);
        if (!texts.some((each) => each.data.trim()) || !element.checkVisibility()) continue;
        const behind = ground(element);
        const shown = over(parts(getComputedStyle(element).color), behind);
        const [low, high] = [light(behind), light(shown)].sort((one, other) => one - other);
        const ratio = (high + 0.05) / (low + 0.05);
        if (ratio < 4.5) told.push(`${element.className} ${element.textContent}: ${ratio}`);
    }
    return told;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and does not tell of it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A site whose two states have markup for names."""
    root = small_project(tmp_path_factory.mktemp("browser") / "project", DOCUMENTS)
    for actor, name in NAMES.items():
        set_cell(root, "actors", actor, name_en=name)
    return site.build(root.parent / "site", root).parent


@pytest.fixture(scope="module")
def server(built) -> Iterator[str]:
    """The site on a plain server of files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=built)) as started:
        threading.Thread(target=started.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{started.server_port}"
        started.shutdown()


@pytest.fixture
def open_page(browser, built):
    """Open a page; it may load files of the site only, and must meet no error and no dialog."""
    contexts, problems = [], []

    def refuse(route) -> None:
        problems.append(route.request.url)
        route.abort()

    def opened(name: str = "explore.html", at: str = "", width: int = 1280, scheme: str = "light"):
        base = at or built.as_uri()
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        context.route(lambda url: not url.startswith(base), refuse)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.goto(f"{base}/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems


def choose(page, language: str) -> None:
    page.locator("[data-name=language]").select_option(language)
    page.locator(f"#atlas-explorer[lang={language}] .atlas:not([aria-busy])").wait_for()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "served", [False, pytest.param(True, marks=pytest.mark.long)], ids=["file", "server"]
)
def test_a_tie_is_clicked_and_its_statements_are_read(served, open_page, server, study):
    told = {language: names_by_id(study.actors, language) for language in ("en", "kk")}
    page = open_page(at=server if served else "")
    x, y, number, actor = page.evaluate(TIE)
    page.mouse.click(x, y)
    items = page.locator(".atlas-statements li")
    items.first.wait_for()
    assert items.count() == min(number, 40)
    assert items.first.locator("a").get_attribute("href").startswith("http")
    choose(page, "kk")
    assert items.count() == min(number, 40), "what was chosen stays so in another language"
    title = page.locator(".atlas-reading h2").inner_text()
    assert title.startswith(told["kk"][actor]) and not title.startswith(told["en"][actor])


def test_a_year_is_chosen_and_left_by_a_second_click(open_page):
    page = open_page()
    counts = page.locator(".atlas-counts")
    before = counts.inner_text()
    year = page.locator(".atlas-year").last
    name = year.get_attribute("title").partition(":")[0]
    year.click()
    counts.filter(has_text=f"{name}: ").wait_for()
    page.locator("[data-name=by_state]").uncheck()
    counts.filter(has_text=f"{name}: ").wait_for()
    page.locator("[data-name=by_state]").check()
    page.locator(".atlas-year").last.click()
    counts.filter(has_text=before).wait_for()


@pytest.mark.long
def test_a_language_that_cannot_be_loaded_changes_nothing(open_page, server):
    page = open_page(at=server)
    page.route("**/ru.js", lambda route: route.abort())
    before = page.locator(".atlas-counts").inner_text()
    page.locator("[data-name=language]").select_option("ru")
    page.locator(".atlas:not([aria-busy])").wait_for()
    assert page.locator("[data-name=language]").input_value() == "en"
    assert page.locator(".atlas-counts").inner_text() == before


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "name",
    [
        "explore.html",
        "gallery.html",
        pytest.param("notebooks/00-explore.html", marks=pytest.mark.long),
    ],
)
def test_names_that_are_markup_are_text(name, open_page):
    page = open_page(name)
    assert page.locator("img[src=x]").count() == 0
    if name == "explore.html":
        page.locator(".atlas-cell").first.click()
        shown = page.locator("#atlas-explorer").inner_text()
        assert all(each in shown for each in NAMES.values())


AXE = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()


def failures(page, of: str = "html") -> list[str]:
    """What axe-core finds wrong in a part of a page: the rule, and where."""
    found = AXE.run(page, context=of).response["violations"]
    return [
        f"{each['id']}: {node['html']} {node.get('failureSummary')}"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.long
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), pytest.param(390, "dark", marks=pytest.mark.long)]
)
def test_every_page_is_accessible(width, scheme, open_page, built):
    page = open_page("index.html", width=width, scheme=scheme)
    names = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    assert {"cite.html", "gallery.html", "search.html", "statements.html"} <= set(names)
    for name in names:
        page.goto(f"{built.as_uri()}/{name}")
        page.wait_for_load_state()
        assert failures(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_search_of_the_site_finds_what_was_said(open_page, server, study):
    said = study.statements.set_index("statement_id").loc["D006-03"]
    word = "worries"
    assert word in said["paraphrase_en"]
    page = open_page(f"search.html?q={word}", at=server)
    page.locator("#search-results a", has_text=f"Statements of {said['date'].year}").click()
    page.get_by_text(said["paraphrase_en"]).wait_for()


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_explorer_is_accessible(scheme, open_page):
    page = open_page(scheme=scheme)
    assert failures(page, "#atlas-explorer") == []
    page.locator(".atlas-cell").first.click()
    page.locator(".atlas-sieve summary").click()
    assert failures(page, "#atlas-explorer") == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        (1280, "light"),
        pytest.param(390, "light", marks=pytest.mark.long),
        pytest.param(1280, "dark", marks=pytest.mark.long),
    ],
)
def test_it_fits_and_can_be_read_in_any_theme(width, scheme, open_page):
    page = open_page(width=width, scheme=scheme)
    page.locator(".atlas-cell").first.click()
    page.locator(".atlas-statements li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(PALE) == []
    assert page.locator(".atlas-dark").count() == (scheme == "dark")


@pytest.mark.long
def test_it_follows_the_theme_of_the_system(open_page):
    page = open_page()
    page.emulate_media(color_scheme="dark")
    page.locator(".atlas-dark").wait_for()
    assert page.evaluate(PALE) == []


ARTICLE = 736  # pixels that the theme leaves for text in a window of 1280
FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"


@pytest.fixture(scope="module")
def page(context) -> Iterator:
    """A page that shows what it is given."""
    shown = context.new_page()
    yield shown
    shown.close()


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_tables_of_a_notebook_fit_a_window_of_1280(path, page):
    outputs = [each for cell in nbformat.read(path, 4).cells for each in cell.get("outputs", [])]
    tables = [each.data["text/html"] for each in outputs if "text/html" in each.get("data", {})]
    style = (site.CONFIGURATION / "static" / "atlas.css").read_text(encoding="utf-8")
    boxes = "".join(f'<div class="text_html">{table}</div>' for table in tables)
    page.set_content(
        f"<style>{style} body {{ font: 16px {FONT}; --font-size--small: 87.5%; }}</style>"
        f'<div class="cell_output" style="width: {ARTICLE}px">{boxes}</div>'
    )
    widths = page.eval_on_selector_all(".text_html", "all => all.map(each => each.scrollWidth)")
    assert len(widths) == len(tables) and all(width <= ARTICLE for width in widths), widths
