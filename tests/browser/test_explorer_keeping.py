"""What is saved from the explorer, and what stands where it was when no kernel answers."""

import json
import subprocess
import sys

import networkx as nx
import pandas as pd
import pytest
from explorer_page import CELL, press, tick, told
from in_lab import load_notebook, run_all, save_notebook, set_theme, write_notebook

from analysis import explore
from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.runs.grid import grid
from analysis.study.load import load_study


@pytest.mark.long
def test_what_was_seen_is_saved_and_can_be_run_again(open_explorer, page, study_folder):
    folder = open_explorer()
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
    whole, choices = load_study(study_folder), read_choices(given)
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


@pytest.mark.long
def test_themes_sizes_and_reloading(open_explorer, page, lab, study_folder):
    open_explorer()
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
    alt = (
        explore(study_folder)._still().words.alt
    )  # what a reader hears of the picture that is kept
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


@pytest.mark.long
def test_the_still_picture_stands_in_html_of_the_notebook(context, lab, study_folder, tmp_path):
    """Made by another program, which stores the state of widgets; and read without a network."""
    cell = CELL.format(source="'study'", folder=str(tmp_path), choices="", before="")
    book = write_notebook(lab.root / "printed.ipynb", cell)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(book)]
    subprocess.run(command, check=True, capture_output=True)
    page = context.new_page()
    page.goto(book.with_suffix(".html").as_uri())
    page.locator("[id^=atlas-still] img").wait_for()
    assert "Sources: " in page.locator("[id^=atlas-still] figcaption").inner_text()
    page.close()
