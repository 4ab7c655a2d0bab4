"""The explorer on a page of its own, without a kernel: its address, its pictures, its sources."""

import pandas as pd
import pytest
from explorer_page import drawn, texts, told
from in_lab import PATIENCE
from PIL import Image

from analysis.explorer import standalone
from analysis.sources.study_from import study_from
from analysis.study.load import load_study
from analysis.study.selection import select

HARM = "<img src=x onerror='window.harmed = 1'>"


@pytest.fixture(scope="module")
def still(tmp_path_factory) -> str:
    """The address of the page that needs no kernel, of a part of the study."""
    folder = tmp_path_factory.mktemp("still")
    part = select(load_study("kazakhstan-russia"), documents=["D001", "D012", "D113", "D181"])
    return standalone.write(part, folder).as_uri()


@pytest.fixture
def visit(context):
    """Open an address in a page of its own, which must meet no error and no dialog."""
    pages, problems = [], []

    def opened(address: str):
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator(".atlas-key span").first.wait_for()
        return page

    yield opened
    for page in pages:
        page.close()
    assert not problems


def test_a_view_of_the_site_is_in_the_address_and_can_be_sent(still, visit):
    page = visit(still)
    assert page.url == still
    page.locator("[data-name=by_state]").uncheck()
    page.locator("[data-name=year-2024]").click()
    page.locator("[data-name=language]").select_option("kk")
    page.locator("#atlas-explorer[lang=kk]").wait_for()
    page.locator(".atlas-cell").first.click()
    title = page.locator(".atlas-reading h2").inner_text()
    sent = visit(page.url)
    sent.locator(".atlas-reading h2", has_text=title).wait_for()
    assert told(sent) == told(page) and sent.url == page.url
    sent.locator("[data-name=undo]").click()
    sent.locator("#atlas-explorer[lang=en]").wait_for()


@pytest.mark.parametrize(
    "part",
    [
        "year=1900",
        "nowhere",
        f"chosen={HARM}",
        "year=2024&year=2022",
        "by_state=perhaps",
        "language=tlh",
        "%E0%A4%A",
    ],
)
def test_an_address_that_names_no_view_says_so_and_shows_the_whole(part, still, visit):
    whole = told(visit(still))
    page = visit(f"{still}#{part}")
    page.locator(".atlas-notes", has_text="The address names no view of this page").wait_for()
    assert told(page) == whole
    assert page.evaluate("window.harmed") is None
    page.locator("[data-name=by_state]").uncheck()
    page.locator(".atlas-notes:empty").wait_for(state="attached")


def test_a_picture_is_taken_along_without_a_kernel(still, visit, tmp_path):
    page = visit(still)
    with Image.open(drawn(page, "png", tmp_path / "a.png")) as image:
        assert image.width == 3000
    assert "Kazakhstan" in texts(drawn(page, "svg", tmp_path / "a.svg"))


def test_a_document_without_a_title_is_told_by_its_id(visit, tmp_path):
    table = pd.DataFrame({"who": ["Ann"], "what": ["tax"], "paper": ["Evening News 7"]})
    record = study_from(table, actor="who", sector="what", document="paper")
    page = visit(standalone.write(record, tmp_path).as_uri() + "#chosen=Ann")
    assert "Evening News 7" in page.locator(".atlas-where").inner_text()
