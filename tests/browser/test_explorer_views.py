"""Asking in the explorer, and keeping what was found: around a node, how sure, undone, shared."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from explorer_page import change, choose, drawn, find, texts, told, unfold
from PIL import Image

from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.runs.grid import grid
from analysis.study.load import load_study
from analysis.study.selection import select

HARM = "<img src=x onerror='window.harmed = 1'>"


def counts(folder: Path, **choices) -> str:
    """How many statements the page tells of choices."""
    return f"{picture(load_study(folder), read_choices(choices))['counts']['statements']} statement"


@pytest.mark.long
def test_a_node_with_its_neighbours_and_undone_by_keys(open_explorer, page, study_folder):
    open_explorer()
    whole = told(page)
    find(page, "Energy")
    change(page, page.locator("[data-ask=ego]").click)
    assert told(page).startswith(counts(study_folder, ego="energy"))
    assert page.locator(".atlas-ego b").inner_text() == "Energy and what is tied to it"
    change(page, page.locator("[data-steps='2']").click)
    assert told(page).startswith(counts(study_folder, ego="energy", steps=2))
    page.locator(".atlas-canvas").focus()
    change(page, lambda: page.keyboard.press("Control+z"))
    assert told(page).startswith(counts(study_folder, ego="energy"))
    change(page, lambda: page.keyboard.press("Control+z"))
    assert told(page) == whole and not page.locator(".atlas-ego").is_visible()
    change(page, lambda: page.keyboard.press("Control+Shift+Z"))
    assert page.locator(".atlas-ego").is_visible()
    change(page, page.get_by_role("button", name="Undo").click)
    assert page.get_by_role("button", name="Undo").is_disabled()
    assert page.locator(".jp-CodeCell").count() == 2, "the notebook undoes nothing"


@pytest.mark.long
def test_paths_lead_from_one_node_to_another_and_to_their_statements(
    open_explorer, page, study_folder
):
    open_explorer()
    find(page, "Energy")
    page.locator("[data-ask=paths]").click()
    page.locator(".atlas-ego", has_text="From Energy to which?").wait_for()
    change(page, lambda: find(page, "Diplomacy"))
    assert (
        page.locator(".atlas-ego b").inner_text()
        == "Shortest paths from Energy to Diplomacy (2 steps)"
    )
    shown = picture(
        load_study(study_folder), read_choices({"ego": "energy", "path_to": "diplomacy"})
    )
    assert told(page).startswith(f"{shown['counts']['statements']} statements")
    page.locator(".atlas-cell[aria-label^='China – Energy:']").click()
    behind = next(tie["statements"] for tie in shown["edges"] if tie["row"] == "china")
    page.locator(f"[data-statement='{behind[0]}']").wait_for()
    change(page, page.get_by_role("button", name="Show all again").click)
    find(page, "Energy")
    page.locator("[data-ask=paths]").click()
    page.locator(".atlas-canvas").focus()
    page.keyboard.press("Escape")
    assert not page.locator(".atlas-ego").is_visible(), "and it can be left"


@pytest.mark.long
def test_what_is_tied_to_nothing_is_told(open_explorer, page):
    open_explorer(", ego='tokayev'")
    assert told(page) == "“Kassym-Jomart Tokayev” is tied to nothing in this view."
    change(page, page.get_by_role("button", name="Show all again").click)
    assert "statements" in told(page)


@pytest.mark.long
def test_how_sure_ties_are_is_told_when_it_is_asked_for(open_explorer, page):
    open_explorer()
    assert page.locator(".atlas-sure").count() == 0, "nothing was computed to draw it"
    page.locator(".atlas-cell[aria-label^='Kazakhstan – Energy:']").click()
    line = page.locator(".atlas-reading .atlas-sure", has_text="mean stance +0.")
    line.wait_for()
    assert "independent documents" in line.inner_text()
    page.locator(".atlas-cell[aria-label^='Azerbaijan – Energy:']").click()
    page.locator(".atlas-reading .atlas-sure", has_text="too few to be sure").wait_for()
    unfold(page, "more")
    change(page, page.get_by_label("Pale what is not clear").click)
    page.locator(".atlas-unsure[aria-label^='Azerbaijan – Energy:']").wait_for()
    assert page.locator(".atlas-unsure[aria-label^='Kazakhstan – Energy:']").count() == 0
    assert page.locator(".atlas-key-pale").inner_text().strip() == "not clear"


@pytest.mark.long
def test_a_view_is_kept_with_its_study_and_opened_by_a_click(open_explorer, page, study_folder):
    open_explorer()
    find(page, "Energy")
    change(page, page.locator("[data-ask=ego]").click)
    expected = told(page)
    unfold(page, "saving")
    page.locator("[data-name=save_name]").fill("around-energy")
    page.locator("[data-save=view]").click()
    page.locator(".atlas-written", has_text="around-energy (yaml)").wait_for()
    [(label, given)] = grid(study_folder / "views" / "around-energy.yaml")
    assert label == "around-energy" and given["ego"] == "energy"
    page.locator("[data-save=view]").click()
    page.locator(".atlas-written", has_text="Already there").wait_for()
    page.keyboard.press("Escape")
    change(page, page.get_by_role("button", name="Reset").click)
    assert told(page) != expected
    unfold(page, "saving")
    page.locator("[data-view=around-energy]").click()
    page.locator(".atlas-counts", has_text=expected).wait_for()
    change(page, page.get_by_role("button", name="Undo").click)
    assert told(page) != expected, "and that is undone too"
    unfold(page, "saving")
    page.get_by_role("button", name="Rename around-energy").click()
    page.get_by_label("New name of around-energy").fill("../energy")
    page.keyboard.press("Enter")
    page.locator(".atlas-refused", has_text="'../energy'").wait_for()
    page.get_by_label("New name of around-energy").fill("energy")
    page.keyboard.press("Enter")
    page.locator(".atlas-written", has_text="around-energy is now called energy.").wait_for()
    assert [path.name for path in (study_folder / "views").iterdir()] == ["energy.yaml"]
    page.locator("[data-view=energy]").click()
    page.locator(".atlas-counts", has_text=expected).wait_for()
    unfold(page, "saving")
    page.get_by_role("button", name="Delete energy").click()
    page.keyboard.press("Escape")  # leaves the question, and not the list
    page.get_by_role("button", name="Delete energy").click()
    assert (study_folder / "views" / "energy.yaml").exists(), "it is asked first"
    page.locator("[data-act=do]").click()
    page.locator(".atlas-written", has_text="Deleted: energy.").wait_for()
    assert page.get_by_text("None yet.").is_visible()
    assert not [*(study_folder / "views").iterdir()]


@pytest.mark.long
def test_what_an_older_view_asks_for_in_vain_is_told(open_explorer, page, study_folder):
    folder = study_folder / "views"
    folder.mkdir()
    views = {
        "older": {"sectors": ["energy", "gone"]},
        "oldest": {"sectors": ["gone"]},
        HARM.replace("/", ""): {"colour": "red"},
    }
    for name, given in views.items():
        text = yaml.safe_dump({"view": {"it": {"study": "study"} | given}})
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    open_explorer()
    unfold(page, "saving")
    page.locator("[data-view=older]").click()
    page.locator(".atlas-notes", has_text="No longer in the study, and left out: gone.").wait_for()
    shown = told(page)
    assert shown.startswith(counts(study_folder, sectors=["energy"]))
    unfold(page, "saving")
    page.locator("[data-view=oldest]").click()
    page.locator(".atlas-notes", has_text="All that this view asks for is gone").wait_for()
    unfold(page, "saving")
    page.locator("[data-view^='<img']").click()
    page.locator(".atlas-notes", has_text="colour: no choice of the explorer").wait_for()
    assert told(page) == shown, "what was shown stays"
    assert page.evaluate("window.harmed") is None and page.locator(".atlas img").count() == 0


@pytest.mark.long
def test_the_view_is_taken_along_as_picture_and_drawing(
    open_explorer, page, study_folder, tmp_path
):
    path = study_folder / "sectors.csv"
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[table["sector_id"] == "energy", "name_en"] = HARM
    table.to_csv(path, index=False, lineterminator="\n")
    open_explorer()
    shown = texts(drawn(page, "svg", tmp_path / "a.svg"))
    counts = f"Network of actors and sectors: {told(page)}"
    assert {"Kazakhstan–Russia: coded statements", counts, "Kazakhstan", "friendly"} <= set(shown)
    assert HARM.split()[0] in " ".join(shown), "a name is text there too"
    with Image.open(drawn(page, "png", tmp_path / "a.png")) as image:
        assert image.width == 3000 and len(image.getcolors(10**7)) > 50
        assert image.getpixel((5, 5))[:3] == (255, 255, 255)
    page.locator(".atlas-counts").click()
    choose(page, "layout", "matrix")
    first = page.locator(".atlas-cell").first.inner_text()
    assert first in texts(drawn(page, "svg", tmp_path / "b.svg"))


@pytest.mark.long
def test_months_quarters_and_phases_are_shown_and_marked(open_explorer, page, study_folder):
    open_explorer()
    assert page.locator(".atlas-turn").count() == len(load_study(study_folder).turns)
    marked = page.locator("[data-name=year-2022]").get_attribute("aria-label")
    assert "A new phase begins: 2022-02-24" in marked
    length = page.get_by_label("Years shown at once")
    change(page, lambda: length.select_option("quarter"))
    change(page, page.locator("[data-name=on]").click)
    assert page.locator(".atlas-steering output").inner_text() == "Q2 2014"
    assert page.get_by_label("To", exact=True).input_value() == "2014-06-30"
    change(page, lambda: length.select_option("month"))
    change(page, page.locator("[data-name=month-2024-11]").click)
    said = select(load_study(study_folder), since="2024-11", until="2024-11")
    assert told(page).startswith(counts(study_folder, since="2024-11", until="2024-11"))
    assert len(said.statements) > 20
    change(page, lambda: length.select_option("phase"))
    change(page, lambda: page.locator("[data-name=back]").click())
    assert page.get_by_label("To", exact=True).input_value() == "2023-12-31"
    assert page.locator(".atlas-year[aria-pressed=true]").count() == 2


@pytest.mark.long
def test_a_graph_is_shown_as_it_is(open_explorer, page):
    open_explorer(source="nx.karate_club_graph()", before="import networkx as nx\n")
    assert told(page) == "78 ties; 34 of 34 nodes"
    find(page, "33")
    assert page.locator(".atlas-reading h2").inner_text() == "33"
    change(page, page.locator("[data-ask=ego]").click)
    assert "18 of 18 nodes" in told(page)
    assert page.locator("[data-name=views]").count() == 0, "it has no folder to keep them in"
