"""The explorer in a real JupyterLab, on a copy of the study, as a reader uses it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from in_lab import (
    POLLING,
    load_notebook,
    open_notebook,
    run_all,
    save_notebook,
    set_theme,
    write_notebook,
)

from analysis import explore
from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.networks.graphs import graph
from analysis.places import DATA
from analysis.runs.grid import grid
from analysis.study.load import load_study
from analysis.study.selection import roll_up, select

AXE = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()
HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
NODE = """() => {
    const cy = document.querySelector(".atlas-canvas")._cyreg.cy;
    const node = cy.nodes("[side = 1]").sort((a, b) => a.position("y") - b.position("y")).first();
    const [at, box] = [node.renderedPosition(), cy.container().getBoundingClientRect()];
    return [box.x + at.x, box.y + at.y, node.data("name")];
}"""
CELL = "import analysis\nexplorer = analysis.explore('study', {folder!r}{choices})\nexplorer"


@pytest.fixture
def study(lab) -> Path:
    """A copy of the first study beside the notebook."""
    folder = lab.root / "study"
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(DATA / "kazakhstan-russia", folder))


@pytest.fixture
def opened(lab, page, study):
    """Open the explorer in a new notebook, and give the folder into which it saves."""

    def open_explorer(choices: str = "") -> Path:
        folder = lab.root / "saved"
        shutil.rmtree(folder, ignore_errors=True)
        cell = CELL.format(folder=str(folder), choices=choices)
        open_notebook(page, lab, write_notebook(lab.root / "explore.ipynb", cell, "# the end"))
        run_all(page)
        page.locator(".atlas-key span").first.wait_for()
        return folder

    return open_explorer


def told(page) -> str:
    return page.locator(".atlas-counts").inner_text()


def change(page, act) -> None:
    """Do something that changes the view, and wait until it is drawn."""
    page.evaluate("delete document.querySelector('.atlas').dataset.took")
    act()
    page.wait_for_function("document.querySelector('.atlas').dataset.took", polling=POLLING)


def choose(page, name: str, value: str) -> None:
    unfold(page, "more")
    change(page, lambda: page.locator(f".atlas [data-name={name}]").select_option(value))
    page.locator(".atlas-counts").click()  # which folds it again


def tick(page, group: str, code: str) -> None:
    page.locator(f"details[data-name={group}]").evaluate("each => { each.open = true; }")
    box = page.locator(f"details[data-name={group}] input[value={code}]")
    change(page, box.click)


def unfold(page, name: str) -> None:
    page.locator(f"details[data-name={name}]").evaluate("each => { each.open = true; }")


def press(page, what: str) -> None:
    """Press a button of those that save."""
    unfold(page, "saving")
    page.locator(f"[data-save={what}]").click()


def cell(page, row: str, column: str):
    return page.locator(f".atlas-cell[aria-label^='{row} – {column}:']")


def test_a_reader_filters_clicks_a_tie_and_reads_its_statements(opened, page, study):
    opened()
    whole = load_study(study)
    expected = picture(whole, read_choices({}))["counts"]
    assert told(page).startswith(f"{expected['statements']} statements")

    tick(page, "sectors", "energy")
    change(page, lambda: page.get_by_label("From", exact=True).fill("2024-01-01"))
    tick(page, "sectors", "energy")
    network = graph(roll_up(select(whole, since="2024-01-01")), "party")
    edge = network.edges["kazakhstan", "energy"]
    cell(page, "Kazakhstan", "Energy").click()
    page.locator(".atlas-reading h2", has_text="Kazakhstan – Energy").wait_for()
    assert 0 < page.locator(".atlas-reading h2").bounding_box()["y"] < 700, (
        "it is brought into view"
    )
    assert f"{edge['weight']} statements" in page.locator(".atlas-reading").inner_text()
    shown = page.locator(".atlas-statements li")
    said = whole.statements.set_index("statement_id").loc[list(edge["statements"])]
    by_date = said.reset_index().sort_values(["date", "statement_id"])["statement_id"].tolist()
    first = said.loc[by_date[0]]
    assert shown.first.get_attribute("data-statement") == by_date[0]
    assert first["paraphrase_en"] in shown.first.inner_text()
    source = whole.documents.set_index("document_id").loc[first["document_id"]]
    link = shown.first.locator("a")
    assert link.get_attribute("href") == source["url"] and source["title"] in link.inner_text()
    assert link.get_attribute("rel") == "noopener noreferrer"
    while page.locator(".atlas-more").is_visible():
        page.locator(".atlas-more").click()
    ids = shown.evaluate_all("items => items.map((item) => item.dataset.statement)")
    assert ids == by_date
    unfold_sieve = page.locator(".atlas-sieve summary")
    unfold_sieve.click()
    page.get_by_label("Sorted by").select_option("stance")
    assert said.loc[shown.first.get_attribute("data-statement"), "stance"] == said["stance"].max()


def test_a_tie_of_the_drawing_itself_can_be_clicked(opened, page):
    opened()
    canvas = page.locator(".atlas-canvas")
    canvas.evaluate("each => each.scrollIntoView({ block: 'center' })")
    x, y, name = page.evaluate(NODE)
    page.mouse.click(x, y)
    assert page.locator(".atlas-reading h2").inner_text() == name
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    page.locator(".atlas-hint").wait_for()


def test_keys_alone_lead_to_the_statements_and_leave_the_notebook_alone(opened, page):
    opened()
    page.locator(".atlas-canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    name = page.locator(".atlas-tip div").first.inner_text()
    page.keyboard.type("abxdd")  # would add, cut and delete cells
    assert page.locator(".jp-CodeCell").count() == 2
    page.keyboard.press("Enter")
    assert page.locator(".atlas-reading h2").inner_text() == name
    page.keyboard.press("Escape")
    page.locator(".atlas-hint").wait_for()


def test_every_control_has_a_label_and_changes_the_view(opened, page, study):
    opened()
    unnamed = page.locator(".atlas").evaluate(
        """root => [...root.querySelectorAll("input, select, button")].filter((each) =>
            !(each.labels?.length || each.getAttribute("aria-label") || each.textContent.trim()))
            .map((each) => each.outerHTML)"""
    )
    assert unnamed == []
    unfold(page, "more")
    found = AXE.run(page, context=".atlas").response["violations"]
    assert [each["id"] for each in found] == []
    whole = load_study(study)
    given: dict = {}
    for name, value in [("quality", "B"), ("duplicates", "family"), ("aggregation", "subtract")]:
        choose(page, name, value)
        given[name] = value
        counts = picture(whole, read_choices(given))["counts"]
        assert told(page).startswith(f"{counts['statements']} statements"), name
    change(page, lambda: page.get_by_label("Actors as states").click())
    unfold(page, "more")
    page.get_by_label("Nodes a side, at most").select_text()
    page.keyboard.type("5")
    change(page, lambda: page.keyboard.press("Tab"))
    assert "10 of" in told(page)
    choose(page, "language", "fr")
    page.get_by_label("Langue", exact=True).wait_for()
    tick(page, "actors", "tokayev")
    page.keyboard.press("Escape")
    change(page, lambda: page.get_by_role("button", name="Réinitialiser").click())
    page.get_by_label("Language", exact=True).wait_for()


def test_what_was_seen_is_saved_and_can_be_run_again(opened, page, study):
    folder = opened()
    tick(page, "sectors", "energy")
    page.keyboard.press("Escape")  # closes the list, which lies over the buttons
    files = {
        "figure": "explored (pdf, svg, png, csv, json)",
        "parameters": "explored (yaml)",
        "statements": "explored-statements (csv)",
        "network": "explored (gexf)",
    }
    for what, told_shortly in files.items():
        press(page, what)
        page.locator(".atlas-written", has_text=told_shortly).wait_for()
    [(label, given)] = grid(folder / "explored.yaml")
    assert label == "explored" and "energy" not in given["sectors"]
    del given["study"]
    whole, choices = load_study(study), read_choices(given)
    again = picture(whole, choices)
    assert told(page).startswith(f"{again['counts']['statements']} statements")
    numbers = pd.read_csv(folder / "explored.csv")
    assert list(numbers["weight"]) == [edge["weight"] for edge in again["edges"]]
    network = nx.read_gexf(folder / "explored.gexf")
    assert network.number_of_nodes() == again["counts"]["of"]
    assert len(pd.read_csv(folder / "explored-statements.csv")) == again["counts"]["statements"]
    before = (folder / "explored.png").read_bytes()
    page.locator(".atlas [data-name=target]").select_option("nature")
    press(page, "figure")
    page.locator(".atlas-written", has_text="Already there: explored (csv, json").wait_for()
    assert (folder / "explored.png").read_bytes() == before
    press(page, "free")
    page.locator(".atlas-written", has_text="explored-2 (pdf, svg, png, tiff").wait_for()
    page.locator(".atlas [data-name=save_name]").fill("energy off")
    press(page, "parameters")
    page.locator(".atlas-refused", has_text="'energy off'").wait_for()
    page.locator(".atlas [data-name=save_name]").fill("energy-off")
    press(page, "parameters")
    page.locator(".atlas-written", has_text="energy-off (yaml)").wait_for()
    assert [label for label, _ in grid(folder / "energy-off.yaml")] == ["energy-off"]


def test_an_empty_selection_says_so_and_wrong_dates_are_told(opened, page):
    folder = opened()
    first = told(page)
    change(page, lambda: page.get_by_label("To", exact=True).fill("2013-12-31"))
    assert told(page) == "No statement meets this selection."
    press(page, "figure")
    page.locator(".atlas-refused", has_text="No statement meets this selection.").wait_for()
    change(page, lambda: page.get_by_label("From", exact=True).fill("2020-01-01"))
    wrong = "“From” (2020-01-01) is later than “To” (2013-12-31)."
    page.locator(".atlas-notes", has_text=wrong).wait_for()
    for what in ("figure", "parameters", "statements", "network"):
        page.locator(".atlas-written").evaluate("each => each.replaceChildren()")
        press(page, what)
        page.locator(".atlas-refused", has_text=wrong).wait_for()
    assert not folder.exists() or not list(folder.iterdir())
    page.locator(".atlas-counts").click()
    change(page, lambda: page.get_by_role("button", name="Reset").click())
    assert told(page) == first


def test_a_study_edited_meanwhile_is_noticed_and_read_again(opened, page, study):
    opened()
    path = study / "statements.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    left = picture(load_study(study), read_choices({}))["counts"]["statements"]
    page.locator(".atlas-notes", has_text="changed on disk").wait_for()
    page.get_by_role("button", name="Reload it").click()
    page.locator(".atlas-counts", has_text=f"{left} statements").wait_for()
    path.write_text("".join(lines[:-1]).replace(",kazakhstan,", ",kazakstan,", 1), encoding="utf-8")
    page.get_by_role("button", name="Reload it").click()
    page.locator(".atlas-notes", has_text="'kazakstan'").wait_for()
    assert told(page).startswith(f"{left} statements"), "what was read before stays"


def test_a_name_with_script_in_it_is_text(opened, page, study):
    path = study / "actors.csv"
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[table["actor_id"] == "china", "name_en"] = HARM
    table.to_csv(path, index=False, lineterminator="\n")
    opened()
    page.locator(".atlas-cell[aria-label*='window.harmed']").first.click()
    assert HARM in page.locator(".atlas-reading h2").inner_text()
    page.locator("details[data-name=actors]").evaluate("each => { each.open = true; }")
    assert page.locator(".atlas-box", has_text="window.harmed").count() == 1
    assert page.evaluate("window.harmed") is None
    assert page.locator(".atlas script, .atlas img").count() == 0


def test_themes_sizes_and_reloading(opened, page, lab, study):
    opened()
    statements = told(page).partition(" in ")[0].partition(" from ")[0]
    ground = "each => getComputedStyle(each).backgroundColor"
    light = page.locator(".atlas").evaluate(ground)
    set_theme(page, "JupyterLab Dark")
    page.locator(".atlas.atlas-dark").wait_for()
    assert light != page.locator(".atlas").evaluate(
        "each => getComputedStyle(each).backgroundColor"
    )
    for width in (1920, 700):
        page.set_viewport_size({"width": width, "height": 1000})
        beyond = page.locator(".atlas").evaluate("each => each.scrollWidth - each.clientWidth")
        assert beyond <= 1, width
    set_theme(page, "JupyterLab Light")
    save_notebook(page)
    kept = json.loads((lab.root / "explore.ipynb").read_text(encoding="utf-8"))
    view, still = (output["data"] for output in kept["cells"][0]["outputs"])
    assert len(view) == 1, "a reader without widgets reads no word of one"
    alt = explore(study)._still().words.alt  # what a reader hears of the picture that is kept
    assert "18 actors" in alt and alt in "".join(still["text/plain"]) and still["image/png"]
    assert "widgets" not in kept["metadata"], "neither scripts nor the record are stored"
    picture_kept = page.locator("[id^=atlas-still]")
    assert not picture_kept.is_visible(), "the view itself is there"
    page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    load_notebook(page, lab, lab.root / "explore.ipynb")
    picture_kept.locator("img").wait_for()
    assert "Sources: " in picture_kept.locator("figcaption").inner_text()
    page.wait_for_function("document.querySelector('.jp-OutputArea').textContent.includes('model')")
    assert not page.get_by_text("model not found").is_visible()
    run_all(page)
    page.locator(".atlas-counts", has_text=statements).wait_for()
    assert not picture_kept.is_visible()


def test_the_still_picture_stands_in_html_of_the_notebook(context, lab, study, tmp_path):
    """Made by another program, which stores the state of widgets; and read without a network."""
    cell = CELL.format(folder=str(tmp_path), choices="")
    book = write_notebook(lab.root / "printed.ipynb", cell)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(book)]
    subprocess.run(command, check=True, capture_output=True)
    page = context.new_page()
    page.goto(book.with_suffix(".html").as_uri())
    page.locator("[id^=atlas-still] img").wait_for()
    assert "Sources: " in page.locator("[id^=atlas-still] figcaption").inner_text()
    page.close()


def test_what_is_typed_counts_once_it_is_whole_and_no_click_is_lost(opened, page, study):
    opened()
    first = told(page)
    since = page.get_by_label("From", exact=True)
    since.click(position={"x": 12, "y": 10})
    page.keyboard.type("02242022")
    assert since.input_value() == "2022-02-24" and told(page) == first
    change(page, lambda: page.keyboard.press("Enter"))
    expected = picture(load_study(study), read_choices({"since": "2022-02-24"}))["counts"]
    assert told(page).startswith(f"{expected['statements']} statements")
    assert since.evaluate("each => each === document.activeElement")
    unfold(page, "more")
    page.get_by_label("Nodes a side, at most").fill("5")
    page.get_by_label("Sectors as wide fields").click()  # the number counts, and so does the click
    expected = picture(
        load_study(study), read_choices({"since": "2022-02-24", "most": 5, "wide": False})
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


def test_a_year_is_stepped_and_all_years_stay(opened, page):
    opened()
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


def test_key_and_picture_agree_and_the_matrix_is_whole(opened, page):
    opened()
    signs, kinds = page.evaluate(
        """() => {
            const cy = document.querySelector(".atlas-canvas")._cyreg.cy;
            const all = (those, name) => [...new Set(those.map((each) => each.data(name)))].sort();
            return [all(cy.edges(), "sign"), all(cy.nodes("[side = 0]"), "kind")];
        }"""
    )
    dashes = page.evaluate(
        """() => Object.fromEntries(document.querySelector(".atlas-canvas")._cyreg.cy.edges().map(
            (each) => [each.data("sign"), each.style("line-style") === "dashed"
                ? each.style("line-dash-pattern") : ""]))"""
    )
    for sign in signs:
        line = page.locator(f".atlas-key-{sign} line")
        assert line.get_attribute("stroke-dasharray") == str(dashes[sign]).strip("[]").replace(
            ",", ""
        ), sign
    key = page.locator(".atlas-key-kind").all_inner_texts()
    assert sorted(text.strip() for text in key) == sorted([*kinds, "sector"])
    assert page.locator(".atlas-key span").count() == len(signs) + len(key)
    for width in (1920, 1280):
        page.set_viewport_size({"width": width, "height": 1000})
        beyond = page.locator(".atlas-scroll").evaluate(
            "each => [each.scrollWidth - each.clientWidth, each.scrollHeight - each.clientHeight]"
        )
        assert max(beyond) <= 1, width


def test_actors_and_sectors_among_themselves(opened, page, study):
    opened()
    choose(page, "mode", "actors")
    given = {"mode": "actors", "aggregation": "congruence"}
    shown = picture(load_study(study), read_choices(given))
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
    box = page.locator(".atlas-canvas").bounding_box()
    place = "document.querySelector('.atlas-canvas')._cyreg.cy.nodes().first().renderedPosition()"
    at = page.evaluate(place)
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    change(page, page.mouse.up)
    moved = page.evaluate(place)
    assert abs(moved["x"] - box["width"] / 2) < 3, "it stays where it was put"
    choose(page, "layout", "matrix")
    assert not page.locator(".atlas-canvas").is_visible()
    assert page.locator(".atlas-matrix").is_visible()


def test_two_periods_stand_beside_each_other(opened, page):
    opened(", until='2021', then_since='2022'")
    assert page.locator(".atlas-span").all_inner_texts() == ["… – 2021", "2022 – …"]
    places = page.evaluate(
        """() => [...document.querySelectorAll(".atlas-canvas")].map((each) =>
            each._cyreg.cy.nodes().map((node) => [node.id(), node.position()]))"""
    )
    assert places[0] == places[1]
    change_told = page.locator(".atlas-changes li").first
    name = change_told.locator("button").inner_text()
    change_told.locator("button").click()
    assert page.locator(".atlas-reading h2").inner_text() == name
    assert page.locator(".atlas-reading h3").count() == 2


def test_one_box_finds_names_statements_and_documents(opened, page, study):
    opened()
    box = page.get_by_role("combobox", name="Find a name, a word, a document")
    box.fill("энерг")  # in another language than that of the page
    page.locator(".atlas-hits", has_text="Nothing in this view.").wait_for()
    box.fill("énergy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".atlas-reading h2").inner_text() == "Energy"
    box.fill("pipeline")
    page.locator(".atlas-hit", has_text="All statements with “pipeline”").click()
    items = page.locator(".atlas-statements li")
    assert items.count() > 1 and page.locator(".atlas-reading h2").inner_text() == "“pipeline”"
    document = load_study(study).documents.set_index("document_id").loc["D012"]
    box.fill(document["title"][:30])
    page.locator(".atlas-hit", has_text=document["title"][:30]).last.click()
    link = items.first.locator("a").get_attribute("href")
    assert link == document["url"]
