"""The choices of the explorer, by mouse and keys, in a real JupyterLab."""

import pytest
from explorer_page import change, choose, press, tick, told, unfold

from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.study.load import load_study

ROWS = """form => new Set([...form.children].filter((each) => each.offsetHeight)
    .map((each) => Math.round(each.getBoundingClientRect().bottom / 8))).size"""
AXE = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()


@pytest.mark.long
def test_every_control_has_a_label_and_changes_the_view(open_explorer, page, study_folder):
    open_explorer()
    unnamed = page.locator(".atlas").evaluate(
        """root => [...root.querySelectorAll("input, select, button")].filter((each) =>
            !(each.labels?.length || each.getAttribute("aria-label") || each.textContent.trim()))
            .map((each) => each.outerHTML)"""
    )
    assert unnamed == []
    for name in ("more", "saving", "share"):
        unfold(page, name)
        found = AXE.run(page, context=".atlas").response["violations"]
        assert [each["id"] for each in found] == [], name
    whole = load_study(study_folder)
    given: dict = {}
    for name, value in [("quality", "B"), ("duplicates", "family"), ("aggregation", "subtract")]:
        choose(page, name, value)
        given[name] = value
        counts = picture(whole, read_choices(given))["counts"]
        assert told(page).startswith(f"{counts['statements']} statements"), name
    unfold(page, "more")
    change(page, lambda: page.get_by_label("Actors as states").click())
    page.get_by_label("Nodes a side, at most").select_text()
    page.keyboard.type("5")
    change(page, lambda: page.keyboard.press("Tab"))
    assert "10 of" in told(page)
    choose(page, "language", "kk")
    rows = page.locator(".atlas-controls").evaluate(ROWS)
    assert rows <= 2, "in the longest words too"
    choose(page, "language", "fr")
    page.get_by_label("Langue", exact=True).wait_for()
    tick(page, "actors", "tokayev")
    page.keyboard.press("Escape")
    change(page, lambda: page.get_by_role("button", name="Réinitialiser").click())
    page.get_by_label("Language", exact=True).wait_for()


def test_what_is_typed_counts_once_it_is_whole_and_no_click_is_lost(
    open_explorer, page, study_folder
):
    open_explorer()
    first = told(page)
    since = page.get_by_label("From", exact=True)
    since.click(position={"x": 12, "y": 10})
    page.keyboard.type("02242022")
    assert since.input_value() == "2022-02-24" and told(page) == first
    change(page, lambda: page.keyboard.press("Enter"))
    expected = picture(load_study(study_folder), read_choices({"since": "2022-02-24"}))["counts"]
    assert told(page).startswith(f"{expected['statements']} statements")
    assert since.evaluate("each => each === document.activeElement")
    unfold(page, "more")
    page.get_by_label("Nodes a side, at most").fill("5")
    page.get_by_label("Sectors as wide fields").click()  # the number counts, and so does the click
    expected = picture(
        load_study(study_folder), read_choices({"since": "2022-02-24", "most": 5, "wide": False})
    )["counts"]
    counts = f"{expected['nodes']} of {expected['of']} nodes"
    page.locator(".atlas-counts", has_text=counts).wait_for()
    page.keyboard.press("Escape")
    page.locator("details[data-name=actors] summary").click()
    page.get_by_role("searchbox", name="Find a name").fill("kaz")
    boxes = page.locator("details[data-name=actors] .atlas-box:visible")
    found = boxes.count()
    for place in (0, 1):
        change(page, boxes.nth(place).click)
        assert boxes.count() == found, "names that were found stay"
    assert page.locator("details[data-name=actors] summary b").inner_text() == "2"


@pytest.mark.long
def test_a_year_is_stepped_and_all_years_stay(open_explorer, page):
    open_explorer()
    first, years = told(page), page.locator(".atlas-year").count()
    change(page, lambda: page.locator("[data-name=year-2023]").click())
    assert page.locator(".atlas-year").count() == years
    assert page.locator(".atlas-year[aria-pressed=true]").count() == 1
    page.locator("[data-name=on]").focus()
    change(page, lambda: page.keyboard.press("Enter"))
    assert page.locator(".atlas-steering output").inner_text() == "2024"
    assert page.evaluate("document.activeElement.dataset.name") == "on"
    change(page, lambda: page.get_by_label("Years shown at once").select_option("3"))
    assert page.locator(".atlas-year[aria-pressed=true]").count() == 3
    change(page, lambda: page.locator("[data-name=whole]").click())
    assert told(page) == first
    page.locator("[data-name=play]").click()
    page.locator(".atlas-steering output", has_text="2016").wait_for()
    page.locator("[data-name=play]").click()


@pytest.mark.long
def test_an_empty_selection_says_so_and_wrong_dates_are_told(open_explorer, page):
    folder = open_explorer()
    first = told(page)
    change(page, lambda: page.get_by_label("To", exact=True).fill("2013-12-31"))
    assert told(page) == "No tie meets this selection."
    press(page, "figure")
    page.locator(".atlas-refused", has_text="No tie meets this selection.").wait_for()
    change(page, lambda: page.get_by_label("From", exact=True).fill("2020-01-01"))
    wrong = "“From” (2020-01-01) is later than “To” (2013-12-31)."
    page.locator(".atlas-notes", has_text=wrong).wait_for()
    for what in ("figure", "parameters", "statements", "network"):
        saved = page.locator("[data-name=saving] .atlas-written").first
        saved.evaluate("each => each.replaceChildren()")
        press(page, what)
        page.locator(".atlas-refused", has_text=wrong).wait_for()
    assert not folder.exists() or not list(folder.iterdir())
    page.locator(".atlas-counts").click()
    change(page, lambda: page.get_by_role("button", name="Reset").click())
    assert told(page) == first
