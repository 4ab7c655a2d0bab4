"""The drawing of the explorer: what it shows, and what a hand does with it."""

import pytest
from explorer_page import DRAWN, change, choose, place_of, told, unfold

from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.study.load import load_study

STROKES = """() => {
    const pen = CanvasRenderingContext2D.prototype, { stroke } = pen;
    window.strokes = {};
    pen.stroke = function (...given) {
        window.strokes[this.strokeStyle] = this.getLineDash().join(" ");
        stroke.apply(this, given);
    };
}"""
"""Notes with which dashes each colour is drawn from now on."""
COLOUR = """line => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.strokeStyle = getComputedStyle(line).stroke;
    return pen.strokeStyle;
}"""


PLACES = """() => [...document.querySelectorAll(".atlas-canvas")].map((each) =>
    each.drawn().nodes.map(({ id, x, y }) => [id, x, y]))"""


@pytest.mark.long
def test_a_node_its_name_and_a_tie_of_the_drawing_can_be_clicked(open_explorer, page):
    open_explorer()
    drawn = page.evaluate(DRAWN)
    title = page.locator(".atlas-reading h2")
    node = next(each for each in drawn["nodes"] if each["side"] == 1)
    page.mouse.click(*place_of(page, node))
    assert title.inner_text() == node["name"]
    tie = drawn["ties"][0]  # drawn over the others
    names = {each["id"]: each["name"] for each in drawn["nodes"]}
    page.mouse.move(*place_of(page, tie))
    page.locator(".atlas-tip", has_text=f"{names[tie['row']]} – {names[tie['column']]}").wait_for()
    page.mouse.click(*place_of(page, tie))
    assert title.inner_text() == f"{names[tie['row']]} – {names[tie['column']]}"
    assert page.locator(".atlas-layer.atlas-faded").count() == 1
    other = next(each for each in drawn["nodes"] if each["side"] == 0)
    x, y = place_of(page, other)
    page.mouse.click(x - 30, y)
    assert title.inner_text() == other["name"], "a name stands for its node"
    box = page.locator(".atlas-canvas").bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    page.get_by_text("Choose a tie or a node").wait_for()
    assert page.locator(".atlas-layer.atlas-faded").count() == 0


@pytest.mark.long
def test_key_and_picture_agree_and_the_matrix_is_whole(open_explorer, page):
    open_explorer()
    drawn = page.evaluate(DRAWN)
    signs = {tie["sign"] for tie in drawn["ties"]}
    kinds = {node["kind"] for node in drawn["nodes"] if node["side"] == 0}
    page.evaluate(STROKES)
    change(page, lambda: page.get_by_label("To", exact=True).fill("2025-12-31"))
    strokes = page.evaluate("window.strokes")
    for sign in signs:
        line = page.locator(f".atlas-key-{sign} line")
        assert line.get_attribute("stroke-dasharray") == strokes[line.evaluate(COLOUR)], sign
    key = page.locator(".atlas-key-kind").all_inner_texts()
    assert sorted(text.strip() for text in key) == sorted([*kinds, "sector"])
    assert page.locator(".atlas-key span").count() == len(signs) + len(key)
    for width in (1920, 1280):
        page.set_viewport_size({"width": width, "height": 1000})
        beyond = page.locator(".atlas-scroll").evaluate(
            "each => [each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight]"
        )
        assert max(beyond) <= 1, width


@pytest.mark.long
def test_what_is_near_is_drawn_larger_and_moved_by_hand(open_explorer, page):
    open_explorer()
    whole = page.evaluate(DRAWN)["nodes"]
    page.locator(".atlas-canvas").focus()
    page.keyboard.press("+")
    page.wait_for_function(f"{DRAWN}.nodes[0].y !== {whole[0]['y']}")
    near = page.evaluate(DRAWN)["nodes"]
    assert [each["x"] for each in near] == [each["x"] for each in whole], "columns stay"
    across = page.locator(".atlas-canvas").bounding_box()
    middle = across["x"] + across["width"] / 2, across["y"] + across["height"] - 5
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0], middle[1] - 40, steps=4)
    page.mouse.up()
    page.wait_for_function(f"{DRAWN}.nodes[0].y < {near[0]['y']} - 30")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function(f"{DRAWN}.nodes[0].y === {whole[0]['y']}")


@pytest.mark.long
def test_names_for_which_there_is_no_room_are_told(open_explorer, page):
    open_explorer(", by_state=False, wide=False, most=150")
    left_out = page.locator(".atlas-left-out")
    nodes = len(page.evaluate(DRAWN)["nodes"])
    assert f"of {nodes} nodes" in left_out.inner_text()
    assert "Rows: the 40 with the heaviest ties, of " in page.locator("caption").inner_text()
    assert page.locator(".atlas-matrix tbody tr").count() == 40
    page.locator(".atlas-canvas").focus()
    for _ in range(6):
        page.keyboard.press("+")
    left_out.wait_for(state="hidden")


@pytest.mark.long
def test_actors_and_sectors_among_themselves(open_explorer, page, study_folder):
    open_explorer()
    assert told(page).endswith("of 41 nodes, those with most statements")
    page.get_by_role("button", name="Draw more").click()
    assert page.evaluate("document.activeElement.dataset.name") == "most", "it leads to the choice"
    page.locator(".atlas-counts").click()
    choose(page, "mode", "actors")
    given = {"mode": "actors", "aggregation": "congruence"}
    shown = picture(load_study(study_folder), read_choices(given))
    assert told(page).startswith(f"{shown['counts']['statements']} statements")
    tie = shown["edges"][0]
    page.locator(".atlas-cell").first.click()
    sides = page.locator(".atlas-reading section h3")
    ends = {node["id"]: node["name"] for node in shown["nodes"]}
    numbers = [
        f"{ends[end]} ({len(ids)})"
        for end, ids in zip((tie["row"], tie["column"]), tie["sides"], strict=True)
    ]
    assert sides.all_inner_texts() == numbers
    unfold(page, "more")
    for name, value in [("aggregation", "subtract"), ("normalization", "average")]:
        choose(page, name, value)
    unfold(page, "more")
    change(page, lambda: page.get_by_label("Camps as colours").click())
    page.locator(".atlas-counts").click()
    assert page.locator(".atlas-key-camp").all_inner_texts() == [" first camp", " second camp"]
    first = page.evaluate(DRAWN)["nodes"][0]
    page.mouse.move(*place_of(page, first))
    box = page.locator(".atlas-canvas").bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    change(page, page.mouse.up)
    moved = page.evaluate(DRAWN)["nodes"][0]
    assert moved["id"] == first["id"]
    assert abs(moved["x"] - box["width"] / 2) < 3, "it stays where it was put"
    choose(page, "layout", "matrix")
    assert not page.locator(".atlas-canvas").is_visible()
    assert page.locator(".atlas-matrix").is_visible()


@pytest.mark.long
def test_two_periods_stand_beside_each_other(open_explorer, page):
    open_explorer(", until='2021', then_since='2022'")
    assert page.locator(".atlas-span").all_inner_texts() == ["… – 2021", "2022 – …"]
    assert [each.partition(": ")[0] for each in told(page).split(" | ")] == ["… – 2021", "2022 – …"]
    places = page.evaluate(PLACES)
    assert places[0] == places[1]
    page.locator(".atlas-canvas").last.focus()
    page.keyboard.press("+")
    page.wait_for_function(f"({PLACES})()[0][0][2] !== {places[0][0][2]}")
    assert len({str(each) for each in page.evaluate(PLACES)}) == 1, "both are moved as one"
    change_told = page.locator(".atlas-changes li").first
    name = change_told.locator("button").inner_text()
    change_told.locator("button").click()
    assert page.locator(".atlas-reading h2").inner_text() == name
    assert page.locator(".atlas-reading h3").count() == 2
