"""A document coded in a real JupyterLab, on a copy of the study."""

import shutil
from pathlib import Path

import pytest
from in_lab import command, open_notebook, run_all, save_notebook, write_notebook

from analysis.places import DATA

PARAGRAPHS = [
    "Tokayev received Putin in Astana for a talk of many hours.",
    "Kazakhstan means to send more oil to Germany, Tokayev said; <b>Transneft</b> keeps silent.",
    "Nothing more was told.",
]
CELL = "import analysis\nanalysis.code({study!r}, 'D005', {text}coder='c1', language={language!r})"


@pytest.fixture
def study(lab) -> Path:
    """A copy of the first study beside the notebook, and a text outside it."""
    folder = lab.root / "study"
    shutil.rmtree(folder, ignore_errors=True)
    (lab.root / "article.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    return Path(shutil.copytree(DATA / "kazakhstan-russia", folder))


@pytest.fixture
def opened(lab, page, study):
    """Open the pane in a new notebook."""

    def open_pane(text: str = "'article.txt', ", language: str = "en") -> Path:
        cell = CELL.format(study="study", text=text, language=language)
        notebook = write_notebook(lab.root / "coding.ipynb", cell, "# the end")
        open_notebook(page, lab, notebook)
        run_all(page)
        page.locator(".ac-form").wait_for()
        return notebook

    return open_pane


def field(page, name: str):
    return page.locator(f".ac-form [id$='-{name}']")


def chip(page, name: str, label: str):
    return page.locator(f".ac-field:has([id$='-{name}']) .ac-chip", has_text=label)


def message(page, name: str, told: str):
    return page.locator(f"[id$='-{name}-message']", has_text=told)


def test_an_article_is_coded_and_the_last_row_taken_back(opened, page, study):
    path = study / "statements.csv"
    before = path.read_bytes()
    notebook = opened()
    page.locator(".ac-par").nth(1).click()
    assert field(page, "locator").input_value() == "par 2"
    assert page.locator("mark", has_text="oil").get_attribute("class") == "ac-sector"
    assert "<b>Transneft</b>" in page.locator(".ac-par").nth(1).inner_text()
    chip(page, "speaker", "Tokayev").click()
    chip(page, "actor", "Kazakhstan").click()
    chip(page, "sector", "Oil").click()

    field(page, "target").fill("germny")
    field(page, "target").press("Escape")
    message(page, "target", "'germny' is not in actors; expected 'germany' (nearest)").wait_for()
    assert field(page, "target").get_attribute("aria-invalid") == "true"
    field(page, "target").fill("алман")  # no such beginning in any language
    page.locator(".ac-list", has_text="No such name or id").wait_for()
    field(page, "target").fill("герм")
    field(page, "target").press("Enter")
    assert field(page, "target").input_value() == "Germany"
    field(page, "relation").select_option("agree")
    page.get_by_label("+1 friendly").check()
    field(page, "paraphrase_en").fill(PARAGRAPHS[1])
    message(page, "paraphrase_en", "expected words of your own").wait_for()
    field(page, "paraphrase_en").press("Control+Enter")
    page.get_by_text("Not saved: see the fields marked.").wait_for()
    assert path.read_bytes() == before

    field(page, "paraphrase_en").fill('Tokayev says "more oil", Germany gets it.')
    field(page, "paraphrase_fr").fill("Tokaïev : « plus de pétrole », pour l’Allemagne.")
    field(page, "paraphrase_fr").press("Control+Enter")
    page.get_by_text("Saved: D005-31").wait_for()
    added = (
        "D005-31,D005,par 2,2024-11-27,day,tokayev,kazakhstan,germany,oil,agree,1,"
        '"Tokayev says ""more oil"", Germany gets it.",'
        '"Tokaïev : « plus de pétrole », pour l’Allemagne.",c1,,\n'
    )
    assert path.read_bytes().replace(added.encode(), b"") == before
    assert added in path.read_text(encoding="utf-8")
    page.locator(".ac-par").nth(1).locator(".ac-badge", has_text="31").wait_for()
    assert field(page, "actor").input_value() == "" and field(page, "locator").input_value()

    page.get_by_role("button", name="Undo D005-31").click()
    page.get_by_text("Taken back: D005-31").wait_for()
    assert path.read_bytes() == before
    assert field(page, "target").input_value() == "Germany", "an undone row can be mended"

    save_notebook(page)
    kept = notebook.read_text(encoding="utf-8")
    assert "<Coding of D005 by c1>" in kept and "analysis.code('study'" in kept
    assert "send more oil" not in kept and "many hours" not in kept


def test_all_is_done_with_keys_and_the_notebook_keeps_its_own_away(opened, page, study):
    before = (study / "statements.csv").read_bytes()
    opened()
    page.locator(".ac-pick").first.focus()
    page.keyboard.press("ArrowDown")
    assert field(page, "locator").input_value() == "par 2"
    page.keyboard.type("abxdd")  # would add, cut and delete cells
    assert page.locator(".jp-CodeCell").count() == 2
    field(page, "speaker").focus()
    for name in ("speaker", "actor", "target"):
        assert field(page, name).evaluate("each => each === document.activeElement"), name
        page.keyboard.type({"speaker": "tok", "actor": "kazakhstan", "target": "russia"}[name])
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.classList.contains('ac-chip')"):
            page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("[role=option]", has_text="Oil").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field(page, "sector").input_value() == "Oil", "what the paragraph names comes first"
    field(page, "relation").focus()
    page.keyboard.type("Sup")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("Oil binds.")
    page.keyboard.press("Tab")
    page.keyboard.type("Le pétrole lie.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved: D005-31").wait_for()
    row = (study / "statements.csv").read_text(encoding="utf-8")
    assert ",par 2,2024-11-27,day,tokayev,kazakhstan,russia,oil,support,0,Oil binds." in row
    page.locator(".ac-undo").focus()
    page.keyboard.press("Control+z")
    page.get_by_text("Taken back: D005-31").wait_for()
    assert (study / "statements.csv").read_bytes() == before


def test_a_text_is_pasted_and_outlives_a_second_look(opened, page):
    opened(text="", language="fr")
    page.get_by_label("Collez le texte du document").fill("\n\n".join(PARAGRAPHS))
    page.get_by_role("button", name="Afficher les paragraphes").click()
    page.locator(".ac-par").nth(2).wait_for()
    assert page.get_by_label("Emplacement").input_value() == "par 1"
    command(page, "notebook:create-output-view")
    page.locator(".ac-par").nth(5).wait_for()


def test_a_table_broken_meanwhile_is_told_and_mended(opened, page, study):
    opened()
    path = study / "statements.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    page.locator(".ac-save").click()
    last = whole.count(b"\n")
    page.locator(".ac-problems", has_text=f"statements.csv, row {last}").wait_for()
    assert path.read_bytes() == whole[:-30]
    path.write_bytes(whole)
    field(page, "paraphrase_en").fill("x")
    page.locator(".ac-problems").wait_for(state="hidden")


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 700])
def test_no_control_lacks_a_name_and_nothing_is_cut(opened, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened()
    page.locator(".ac-save").click()
    message(page, "target", "expected a value").wait_for()
    controls = ".atlas-coding :is(input, select, textarea, button, summary, [role=listbox])"
    unnamed = page.locator(controls).evaluate_all(
        """all => all.filter((each) => each.role !== "listbox" && !(each.labels?.length ||
            each.textContent.trim() || each.ariaLabel)).map((each) => each.outerHTML)"""
    )
    assert unnamed == []
    cut = page.locator(".atlas-coding, .ac-form, .ac-field, .ac-text").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 2).map((e) => e.className)"
    )
    assert cut == []
