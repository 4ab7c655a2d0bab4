"""The explorer on a page of its own, without a kernel: its address, its pictures, its sources."""

import pandas as pd
import pytest
from explorer_page import DRAWN, change, drawn, find, place_of, texts, told
from in_lab import PATIENCE
from PIL import Image

from analysis.explorer import standalone
from analysis.explorer.chosen import Choices
from analysis.explorer.view import picture
from analysis.locale import languages
from analysis.sources.study_from import study_from
from analysis.study.load import Study, load_study
from analysis.study.selection import select

TEXT_BOXES = """() => [...document.querySelectorAll("text")]
    .map((each) => each.getBoundingClientRect())
    .map(({ x, y, width, height }) => [x, y + 2, x + width, y + height - 2])"""
"""Where texts of a drawing stand, without the air above and below letters."""
HARM = "<img src=x onerror='window.harmed = 1'>"


def lying_on_others(boxes: list, others: list) -> list:
    """Boxes of left, top, right and bottom that share more than a pixel with another."""
    return [
        (one, other)
        for one in boxes
        for other in others
        if one is not other
        and min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    ]


@pytest.fixture(scope="module")
def part() -> Study:
    """A part of the study, of which all is drawn."""
    return select(load_study("kazakhstan-russia"), documents=["D001", "D012", "D113", "D181"])


@pytest.fixture(scope="module")
def still(tmp_path_factory, part) -> str:
    """The address of the page that needs no kernel."""
    return standalone.write(part, tmp_path_factory.mktemp("still")).as_uri()


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
    page.locator(".atlas-canvas").focus()
    page.keyboard.press("+")
    page.wait_for_url("**zoom=1.30*")
    sent = visit(page.url)
    assert sent.evaluate(DRAWN)["nodes"][0]["y"] == pytest.approx(
        page.evaluate(DRAWN)["nodes"][0]["y"], abs=1
    ), "what was zoomed to is seen"
    sent.locator(".atlas-reading h2", has_text=title).wait_for()
    assert told(sent) == told(page) and sent.url == page.url
    sent.locator("[data-name=undo]").click()
    sent.locator("#atlas-explorer[lang=en]").wait_for()


def test_the_arrows_of_the_browser_go_back_and_forth(still, visit):
    page = visit(still)
    whole = told(page)
    change(page, lambda: page.locator("[data-name=year-2024]").click())
    of_2024, address = told(page), page.url
    page.locator(".atlas-cell").first.click()
    page.locator(".atlas-reading h2").wait_for()
    page.go_back()
    page.locator(".atlas-hint").first.wait_for()
    assert (told(page), page.url) == (of_2024, address)
    change(page, page.go_back)
    assert (told(page), page.url) == (whole, still)
    change(page, page.go_forward)
    assert (told(page), page.url) == (of_2024, address)


def test_what_is_around_a_node_and_between_two_is_found_and_can_be_sent(still, visit, part):
    page = visit(still)
    whole = told(page)
    find(page, "Energy")
    change(page, page.locator("[data-ask=ego]").click)
    change(page, page.locator("[data-steps='2']").click)
    around = picture(part, Choices(ego="energy", steps=2))["counts"]
    assert told(page).startswith(f"{around['statements']} statements from {around['documents']} ")
    sent = visit(page.url)
    assert told(sent) == told(page) and sent.locator("[data-steps='2'][aria-pressed=true]").count()
    change(page, lambda: page.keyboard.press("Control+z"))
    change(page, page.get_by_role("button", name="Show all again").click)
    assert told(page) == whole and "ego" not in page.url
    find(page, "Energy")
    page.locator("[data-ask=paths]").click()
    assert page.locator(".atlas-sought").evaluate("box => box === document.activeElement")
    change(page, lambda: find(page, "Diplomacy"))
    between = picture(part, Choices(ego="energy", path_to="diplomacy"))
    assert page.locator(".atlas-ego b").inner_text().endswith("(2 steps)")
    assert {each["id"] for each in page.evaluate(DRAWN)["nodes"]} == {
        each["id"] for each in between["nodes"]
    }
    assert "ego=energy&path_to=diplomacy" in page.url


def test_who_sides_with_whom_and_on_which_statements(still, visit):
    page = visit(still)
    change(page, lambda: page.locator("[data-name=mode]").select_option("actors"))
    assert {"agree", "differ"} <= {
        each.strip() for each in page.locator(".atlas-key span").all_inner_texts()
    }
    assert "Each statement of one end is compared" in page.locator(".atlas-key").inner_text()
    years = page.locator(".atlas-years")
    hint = years.locator("small").inner_text()
    assert ("Dotted: a new phase begins." in hint) == (years.locator(".atlas-turn").count() > 0)
    tie = page.locator(".atlas-cell.atlas-on-friendly").first
    names = tie.get_attribute("aria-label").partition(":")[0].split(" – ")
    apart = page.locator(".atlas-cell.atlas-on-strained").first
    assert (
        apart.get_attribute("aria-label")
        .partition(": ")[2]
        .startswith(f"agreement minus disagreement: {apart.inner_text()[:1]}")
    )
    assert apart.inner_text().startswith("−") and not tie.inner_text().startswith("−")
    tie.click()
    sides = page.locator(".atlas-reading h3").all_inner_texts()
    assert [side.rpartition(" (")[0] for side in sides] == names
    page.locator(".atlas-statements li").first.wait_for()
    page.locator(".atlas-reading .atlas-sure", has_text="independent document").wait_for()
    change(page, page.get_by_label("Pale what is not clear").check)
    page.locator(".atlas-unsure").first.wait_for()
    sent = visit(page.url)
    sent.locator(".atlas-unsure").first.wait_for()
    assert sent.locator(".atlas-reading h3").all_inner_texts() == sides
    sent.set_viewport_size({"width": 390, "height": 800})
    for language in languages():
        sent.locator("[data-name=language]").select_option(language)
        sent.locator(f"#atlas-explorer[lang={language}] .atlas:not([aria-busy])").wait_for()
        assert sent.evaluate("document.documentElement.scrollWidth") == 390, language


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "asked",
    [
        "year=1900",
        "nowhere",
        f"chosen={HARM}",
        "year=2024&year=2022",
        "by_state=perhaps",
        "language=tlh",
        "ego=nobody",
        "path_to=energy",
        "ego=energy&path_to=energy",
        "ego=energy&steps=9",
        "mode=sectors",
        "zoom=near",
        "zoom=0.5 0.5 0.5",
        "mode=actors&aggregation=subtract",
        "%E0%A4%A",
    ],
)
def test_an_address_that_names_no_view_says_so_and_shows_the_whole(asked, still, visit):
    whole = told(visit(still))
    page = visit(f"{still}#{asked}")
    page.locator(".atlas-notes", has_text="The address names no view of this page").wait_for()
    assert told(page) == whole
    assert page.evaluate("window.harmed") is None
    page.locator("[data-name=by_state]").uncheck()
    page.locator(".atlas-notes:empty").wait_for(state="attached")


def test_a_tip_goes_with_the_pointer_and_with_the_next_key(still, visit):
    page = visit(still)
    tip, at = page.locator(".atlas-tip"), place_of(page, page.evaluate(DRAWN)["nodes"][0])
    for leave in (
        lambda: page.mouse.move(2, 2),
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Zoom in").click(),
    ):
        page.mouse.move(*at)
        tip.wait_for()
        leave()
        tip.wait_for(state="hidden")
        page.mouse.move(2, 2)
    find(page, "Energy")
    tip.wait_for()
    page.keyboard.press("Tab")
    tip.wait_for(state="hidden")


def test_on_paper_stand_the_picture_and_what_is_read_and_nothing_to_click(still, visit):
    page = visit(still)
    page.locator(".atlas-cell").first.click()
    page.locator(".atlas-statements li").first.wait_for()
    title, counts = page.locator(".atlas-reading h2").inner_text(), told(page)
    behind = int(page.locator(".atlas-counted").inner_text().split()[0])
    page.emulate_media(media="print", color_scheme="dark")
    page.locator(".atlas-printed svg").wait_for()
    shown = page.locator(".atlas").inner_text()
    assert title in shown and page.locator(".atlas-statements li").count() == behind
    drawn_texts = page.locator(".atlas-printed text").all_text_contents()
    assert {"friendly", "Energy"} <= set(drawn_texts) and counts in " ".join(drawn_texts)
    pressed = page.locator("button, select, input, summary, [role=application]")
    assert not [each for each in pressed.all() if each.is_visible()]
    ground = page.locator(".atlas").evaluate("each => getComputedStyle(each).backgroundColor")
    assert ground == "rgb(255, 255, 255)", "whatever the screen has"
    page.emulate_media(media="screen", color_scheme="light")
    page.locator(".atlas-printed svg").wait_for(state="detached")


def test_fifty_long_names_can_be_read_and_none_is_lost_on_paper(visit, tmp_path):
    names = [f"Association of the Friends of the Public Good No {at}" for at in range(50)]
    record = study_from(
        pd.DataFrame([(name, what) for name in names for what in "ab"], columns=["who", "what"]),
        actor="who",
        sector="what",
    )
    page = visit(standalone.write(record, tmp_path).as_uri() + "#mode=actors")
    assert ", those tied most" in told(page) and "18 of 50 nodes" in told(page)
    seen = page.evaluate(DRAWN)
    boxes = [each["box"] for each in seen["names"]]
    marks = [[each["x"], each["y"], each["x"], each["y"]] for each in seen["nodes"]]
    assert lying_on_others(boxes, [*boxes, *marks]) == []
    path = drawn(page, "svg", tmp_path / "a.svg")
    page.goto(path.as_uri())
    boxes = page.evaluate(TEXT_BOXES)
    assert lying_on_others(boxes, boxes) == []
    told_there = " ".join(texts(path)).replace("\n", " ")
    assert all(each["name"].split()[-1] in told_there for each in seen["nodes"])


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


def test_what_is_not_counted_is_told(visit, tmp_path):
    table = {"actor": ["Ann", "Bo", "Cy"], "sector": "tax", "stance": [1, -1, None]}
    table |= {"date": ["2024-03-01", None, "2024-03-02"]}
    page = visit(standalone.write(study_from(pd.DataFrame(table)), tmp_path).as_uri())
    assert told(page).endswith(". Not counted: 1 statement without a stance.")
    hint = page.locator(".atlas-years .atlas-hint")
    assert hint.inner_text() == "1 statement without a date."
    find(page, "Ann")
    change(page, page.locator("[data-ask=ego]").click)
    assert "Not counted" not in told(page)
    assert hint.inner_text() == ""


def test_a_study_is_opened_in_its_own_language(visit, tmp_path):
    table = pd.DataFrame({"who": ["Ann", "Bo"], "what": ["Rente", "Rente"]})
    record = study_from(table, actor="who", sector="what", language="de")
    page = visit(standalone.write(record, tmp_path).as_uri())
    assert page.locator("#atlas-explorer").get_attribute("lang") == "de"
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("[data-name=language]").input_value() == "de"
    assert page.locator("[data-name=mode]").is_visible()


def test_an_arrow_between_arabic_names_points_at_whom_the_statement_is_to(tmp_path, visit):
    """Set from right to left, it would stand the wrong way about."""
    said = {"actor": ["فرنسا"], "target": ["الجزائر"], "sector": ["الغاز"], "stance": [1]}
    said["paraphrase"] = ["(مختلق) فرنسا تؤيد الجزائر."]
    page = visit(standalone.write(study_from(pd.DataFrame(said)), tmp_path).as_uri())
    page.locator(".atlas-cell").first.click()
    line = page.locator(".atlas-statements li").first
    places = line.locator(".atlas-who").evaluate(
        """(told) => ["فرنسا", "→", "الجزائر"].map((part) => {
            const text = [...told.childNodes].find((node) => node.textContent.includes("→"));
            const range = document.createRange();
            range.setStart(text, text.textContent.indexOf(part));
            range.setEnd(text, text.textContent.indexOf(part) + part.length);
            return range.getBoundingClientRect().x;
        })"""
    )
    assert places == sorted(places)
    assert (
        line.locator(".atlas-told").evaluate("(told) => getComputedStyle(told).direction") == "rtl"
    )
