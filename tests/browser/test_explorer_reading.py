"""What a reader finds, clicks and reads in the explorer, in a real JupyterLab."""

import pandas as pd
import pytest
from explorer_page import cell, change, tick, told

from analysis.explorer.chosen import read_choices
from analysis.explorer.view import picture
from analysis.networks.graphs import graph
from analysis.study.load import load_study
from analysis.study.selection import roll_up, select

HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"


def test_a_reader_filters_clicks_a_tie_and_reads_its_statements(open_explorer, page, study_folder):
    open_explorer()
    whole = load_study(study_folder)
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


def test_keys_alone_lead_to_the_statements_and_leave_the_notebook_alone(open_explorer, page):
    open_explorer()
    page.locator(".atlas-canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    name = page.locator(".atlas-tip div").first.inner_text()
    page.keyboard.type("abxdd")  # would add, cut and delete cells
    assert page.locator(".jp-CodeCell").count() == 2
    page.keyboard.press("Enter")
    assert page.locator(".atlas-reading h2").inner_text() == name
    page.keyboard.press("Escape")
    page.get_by_text("Choose a tie or a node").wait_for()


@pytest.mark.long
def test_one_box_finds_names_statements_and_documents(open_explorer, page, study_folder):
    open_explorer()
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
    document = load_study(study_folder).documents.set_index("document_id").loc["D012"]
    box.fill(document["title"][:30])
    page.locator(".atlas-hit", has_text=document["title"][:30]).last.click()
    link = items.first.locator("a").get_attribute("href")
    assert link == document["url"]


@pytest.mark.long
def test_a_name_with_script_in_it_is_text(open_explorer, page, study_folder):
    path = study_folder / "actors.csv"
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[table["actor_id"] == "china", "name_en"] = HARM
    table.to_csv(path, index=False, lineterminator="\n")
    open_explorer()
    page.locator(".atlas-cell[aria-label*='window.harmed']").first.click()
    assert HARM in page.locator(".atlas-reading h2").inner_text()
    page.locator("details[data-name=actors]").evaluate("each => { each.open = true; }")
    assert page.locator(".atlas-box", has_text="window.harmed").count() == 1
    assert page.evaluate("window.harmed") is None
    assert page.locator(".atlas script, .atlas img").count() == 0


@pytest.mark.long
def test_a_study_edited_meanwhile_is_noticed_and_read_again(open_explorer, page, study_folder):
    open_explorer()
    path = study_folder / "statements.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    left = picture(load_study(study_folder), read_choices({}))["counts"]["statements"]
    page.locator(".atlas-notes", has_text="changed on disk").wait_for()
    page.get_by_role("button", name="Reload it").click()
    page.locator(".atlas-counts", has_text=f"{left} statements").wait_for()
    path.write_text("".join(lines[:-1]).replace(",kazakhstan,", ",kazakstan,", 1), encoding="utf-8")
    page.get_by_role("button", name="Reload it").click()
    page.locator(".atlas-notes", has_text="'kazakstan'").wait_for()
    assert told(page).startswith(f"{left} statements"), "what was read before stays"
