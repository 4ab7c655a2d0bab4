"""The explorer in a real JupyterLab, on a copy of the study, as a reader uses it."""

import json
import shutil
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
from analysis.explorer.choices import read_choices
from analysis.explorer.view import picture
from analysis.networks.graphs import graph
from analysis.places import DATA
from analysis.runs.grid import grid
from analysis.study.load import load_study
from analysis.study.selection import roll_up, select

HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
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
    change(page, lambda: page.locator(f".atlas [data-name={name}]").select_option(value))


def tick(page, group: str, code: str) -> None:
    page.locator(f"details[data-name={group}]").evaluate("each => { each.open = true; }")
    box = page.locator(f"details[data-name={group}] input[value={code}]")
    change(page, box.click)


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
    page.locator(".atlas-reading h4", has_text="Kazakhstan – Energy").wait_for()
    assert 0 < page.locator(".atlas-reading h4").bounding_box()["y"] < 700, (
        "it is brought into view"
    )
    assert f"{edge['weight']} statements" in page.locator(".atlas-reading").inner_text()
    shown = page.locator(".atlas-statements li")
    first = whole.statements.set_index("statement_id").loc[edge["statements"][0]]
    assert shown.first.get_attribute("data-statement") == edge["statements"][0]
    assert first["paraphrase_en"] in shown.first.inner_text()
    source = whole.documents.set_index("document_id").loc[first["document_id"]]
    link = shown.first.locator("a")
    assert link.get_attribute("href") == source["url"] and source["title"] in link.inner_text()
    assert link.get_attribute("rel") == "noopener noreferrer"
    while page.locator(".atlas-more").is_visible():
        page.locator(".atlas-more").click()
    ids = shown.evaluate_all("items => items.map((item) => item.dataset.statement)")
    assert tuple(ids) == edge["statements"]


def test_a_tie_of_the_drawing_itself_can_be_clicked(opened, page):
    opened()
    canvas = page.locator(".atlas-canvas")
    canvas.scroll_into_view_if_needed()
    # The upper end of the column of sectors: its node is the last thing on its line.
    box = canvas.bounding_box()
    margin = min(210, max(90, box["width"] * 0.31))
    found = None
    for down in range(4, int(box["height"]), 4):
        page.mouse.click(box["x"] + box["width"] - margin, box["y"] + down)
        if page.locator(".atlas-reading h4").count():
            found = page.locator(".atlas-reading h4").inner_text()
            break
    assert found, "a node on the right was met"
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
    assert page.locator(".atlas-reading h4").inner_text() == name
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
    whole = load_study(study)
    given: dict = {}
    for name, value in [("quality", "B"), ("duplicates", "family"), ("aggregation", "subtract")]:
        choose(page, name, value)
        given[name] = value
        counts = picture(whole, read_choices(given))["counts"]
        assert told(page).startswith(f"{counts['statements']} statements"), name
    change(page, lambda: page.get_by_label("Actors as states").click())
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
        "figure": "explored.pdf",
        "parameters": "explored.yaml",
        "statements": "explored-statements.csv",
        "network": "explored.gexf",
    }
    for what, file in files.items():
        page.locator(f"[data-save={what}]").click()
        page.locator(".atlas-written", has_text=file).wait_for()
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
    page.locator(".atlas [data-name=target]").select_option("nature")
    page.locator("[data-save=figure]").click()
    page.locator(".atlas-written", has_text="explored.tiff").wait_for()


def test_an_empty_selection_says_so_and_wrong_dates_are_told(opened, page):
    folder = opened()
    first = told(page)
    change(page, lambda: page.get_by_label("To", exact=True).fill("2013-12-31"))
    assert told(page) == "No statement meets this selection."
    page.locator("[data-save=figure]").click()
    page.locator(".atlas-refused", has_text="no statement meets it").wait_for()
    assert not folder.exists() or not list(folder.glob("*.pdf"))
    change(page, lambda: page.get_by_label("From", exact=True).fill("2020-01-01"))
    page.locator(".atlas-notes", has_text="is after until").wait_for()
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
    assert HARM in page.locator(".atlas-reading h4").inner_text()
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
    data = kept["cells"][0]["outputs"][0]["data"]
    still = explore(study)._still().words.alt  # what a reader hears of the picture that is kept
    assert "18 actors" in still and still in "".join(data["text/plain"]) and data["image/png"]
    assert "widgets" not in kept["metadata"], "neither scripts nor the record are stored"
    load_notebook(page, lab, lab.root / "explore.ipynb")
    run_all(page)
    page.locator(".atlas-counts", has_text=statements).wait_for()
