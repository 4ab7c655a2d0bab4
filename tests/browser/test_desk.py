"""Articles coded at the desk in a real JupyterLab, on a copy of the study."""

import json
import shutil
from pathlib import Path

import pytest
from at_desk import MOST_KEYS, Keys, field, focused, message
from in_lab import command, open_notebook, run_all, save_notebook, write_notebook

from analysis.coding.changes import rows_of
from analysis.coding.log import LOG, read_log
from analysis.places import DATA

AXE = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core").Axe()
PARAGRAPHS = [
    "Tokayev received Putin in Astana for a talk of many hours.",
    "Kazakhstan means to send more oil to Germany, Tokayev said; <b>Transneft</b> keeps silent.",
    "Nothing more was told.",
]
ARABIC = "قال توقاييف إن كازاخستان صديقة لروسيا."
CELL = "import analysis\nanalysis.desk({study!r}, {texts}coder='c1', {more}language={language!r})"


@pytest.fixture
def study(lab) -> Path:
    """A copy of the first study beside the notebook, whose paraphrases are optional, and texts."""
    folder, texts = lab.root / "study", lab.root / "texts"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir()
    (texts / "D005.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    (texts / "D006.txt").write_text(ARABIC, encoding="utf-8")
    (texts / "leaflet.txt").write_bytes("Газпром и Россия договорились.".encode("cp1251"))
    shutil.copytree(DATA / "kazakhstan-russia", folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        for each in table["schema"]["fields"]:
            if each["name"].startswith("paraphrase_"):
                each["constraints"]["required"] = False
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.fixture
def opened(lab, page, study):
    """Open the desk in a new notebook."""

    def open_desk(texts: str = "'texts', ", language: str = "en", more: str = "") -> Path:
        cell = CELL.format(study="study", texts=texts, language=language, more=more)
        notebook = write_notebook(lab.root / "coding.ipynb", cell, "# the end")
        open_notebook(page, lab, notebook)
        run_all(page)
        page.locator(".ad-doc").first.wait_for()
        return notebook

    return open_desk


def document(page, name: str) -> None:
    page.locator(".ad-doc", has_text=name).first.click()
    page.locator(".ad-head", has_text=name).wait_for()


def last_row(study: Path) -> dict[str, str]:
    rows = rows_of((study / "statements.csv").read_text(encoding="utf-8"))
    return [row for row in rows if row["document_id"] == "D005"][-1]


def test_an_article_is_coded_with_few_keys_and_taken_back(opened, page, study):
    path = study / "statements.csv"
    before = path.read_bytes()
    notebook = opened()
    document(page, "D005")
    page.locator(".ad-par").nth(2).wait_for()
    keys = Keys(page)
    keys.press("ArrowDown", "s", "c")
    focused(page, "speaker")
    assert "<b>Transneft</b>" in page.locator(".ad-chosen-words").inner_text()
    keys.press("3")
    focused(page, "actor")
    keys.press("1")
    focused(page, "target")
    keys.press("2")
    focused(page, "sector")
    keys.press("1")
    focused(page, "relation")
    keys.press("a", "g", "r", "Enter", "+", "Enter")
    page.get_by_text("Saved: D005-31").wait_for()
    assert keys.count <= MOST_KEYS
    added = "D005-31,D005,par 2,2024-11-27,day,tokayev,kazakhstan,germany,oil,agree,1,,,c1,,\n"
    assert path.read_bytes().replace(added.encode(), b"") == before
    span = page.locator("mark.ad-span.ad-friendly")
    assert "".join(span.all_inner_texts()) == PARAGRAPHS[1]
    assert page.evaluate("document.activeElement.className") == "ad-pick"

    keys.press("a", "b", "x", "d", "d", "Escape")  # would add, cut and delete cells
    page.locator("dialog").wait_for(state="detached")
    assert page.locator(".jp-CodeCell").count() == 2
    page.locator(".ad-pick").first.focus()
    keys.press("Control+z")
    page.get_by_text("taken back: D005-31").wait_for()
    assert path.read_bytes() == before
    assert field(page, "target").input_value() == "Germany", "an undone row can be mended"
    deeds = [each["deed"] for each in read_log(study / LOG)[0] if each.get("by") == "c1"]
    assert deeds == ["add", "undo"]

    save_notebook(page)
    kept = notebook.read_text(encoding="utf-8")
    assert "<Coding desk of c1>" in kept and "analysis.desk('study'" in kept
    assert "send more oil" not in kept and "many hours" not in kept
    assert "many hours" not in "".join(each.read_text() for each in (study / "desk").glob("*.*"))


@pytest.mark.long
def test_words_are_chosen_with_the_mouse_and_a_row_is_edited(opened, page, study):
    opened()
    document(page, "D005")
    page.locator("mark", has_text="Transneft").dblclick()
    assert page.locator(".ad-chosen-words").inner_text() == "“Transneft”"
    assert field(page, "locator").input_value() == "par 2"
    for name, label in (("speaker", "Tokayev"), ("actor", "Transneft"), ("target", "Germany")):
        page.locator(f".ad-field:has([id$='-{name}']) .ad-chip", has_text=label).click()
    page.locator(".ad-field:has([id$='-sector']) .ad-chip", has_text="Oil").click()
    field(page, "relation").fill("rej")
    field(page, "relation").press("Enter")
    page.get_by_label("−1 strained").check()
    page.locator(".ad-save").click()
    page.get_by_text("Saved: D005-31").wait_for()
    assert page.locator("mark.ad-strained").inner_text() == "Transneft"
    assert page.locator("mark.ad-strained").get_attribute("data-sign") == "−1"
    span = rows_of((study / "desk/spans.csv").read_text(encoding="utf-8"))[0]
    whole = "\n\n".join(PARAGRAPHS)
    assert whole[int(span["start"]) : int(span["end"])] == "Transneft"

    page.locator(".ad-rows li").first.focus()
    page.keyboard.press("e")
    page.get_by_role("button", name="Save D005-31").wait_for()
    field(page, "target").fill("germny")
    field(page, "target").press("Escape")
    message(page, "target", "'germny' is not in actors; expected 'germany' (nearest)").wait_for()
    assert field(page, "target").get_attribute("aria-invalid") == "true"
    page.keyboard.press("Control+Enter")
    page.get_by_text("Not saved: see the fields marked.").wait_for()
    field(page, "target").fill("герм")
    field(page, "target").press("Enter")
    page.get_by_label("0 neutral").check()
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved: D005-31").wait_for()
    assert (last_row(study)["target"], last_row(study)["stance"]) == ("germany", "0")
    page.locator("mark.ad-neutral").wait_for()

    page.locator(".ad-rows li").first.focus()
    page.keyboard.press("h")
    page.locator("dialog li", has_text="stance: -1 → 0").wait_for()
    page.keyboard.press("Escape")
    page.locator(".ad-rows li").first.focus()
    page.keyboard.press("r")
    page.locator("dialog textarea").fill("Is it a refusal?")
    page.get_by_label("doubtful").check()
    page.locator("dialog .ad-main").click()
    page.locator(".ad-rows q", has_text="Is it a refusal?").wait_for()
    page.locator(".ad-rows li").first.focus()
    page.keyboard.press("Delete")
    page.get_by_text("Deleted: D005-31").wait_for()
    assert last_row(study)["statement_id"] == "D005-30"
    assert page.locator("mark.ad-span").count() == 0


@pytest.mark.long
def test_a_document_and_an_actor_are_added_in_place(opened, page, study):
    opened()
    page.locator(".ad-doc", has_text="leaflet.txt").click()
    page.locator(".ad-help", has_text="read as windows-1251").or_(
        page.locator(".ad-help", has_text="read as cp1251")
    ).wait_for()
    page.locator(".ad-head .ad-main").click()
    dialog = page.locator("dialog")
    dialog.locator("[data-name=document_id]").wait_for()
    given = {
        "title": "A leaflet",
        "publisher": "Nobody",
        "language": "ru",
        "url": "https://example.org/leaflet",
        "family": "leaflet",
    }
    for name, value in given.items():
        dialog.locator(f"[data-name={name}]").fill(value)
    chosen = {"date_basis": "none", "side": "other", "kind": "other", "quality": "C"}
    for name, value in chosen.items():
        dialog.locator(f"[data-name={name}]").select_option(value)
    dialog.locator(".ad-main").click()
    page.locator(".ad-head h3", has_text="A leaflet").wait_for()
    page.locator(".ad-pick").first.focus()
    page.keyboard.press("c")
    field(page, "speaker").fill("Nobody")
    page.keyboard.press("Enter")
    dialog.locator("[data-name=kind]").select_option("media")
    for name in ("ru", "kk"):
        dialog.locator(f"[data-name=name_{name}]").fill("Никто")
    dialog.locator(".ad-main").last.click()
    focused(page, "actor")  # the next that is empty
    assert field(page, "speaker").input_value() == "Nobody"
    assert "nobody,media" in (study / "actors.csv").read_text(encoding="utf-8")
    texts = rows_of((study / "desk/texts.csv").read_text(encoding="utf-8"))
    assert [each["file"] for each in texts] == ["leaflet.txt"]
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("Control+z")
    page.locator(".ad-doc", has_text="A leaflet").wait_for(state="detached")
    assert "A leaflet" not in (study / "documents.csv").read_text(encoding="utf-8")


@pytest.mark.long
def test_what_is_found_is_recoded_and_actors_merged_after_a_look(opened, page, study):
    opened()
    before = (study / "statements.csv").read_bytes()
    page.get_by_role("button", name="Search").click()
    page.locator("dialog input").first.fill("rosatom.*nuclear|nuclear")
    page.locator("dialog .ad-main").first.click()
    page.locator("dialog .ad-hits button").first.wait_for()
    page.get_by_label("Where").select_option("texts")
    page.locator("dialog input").first.fill("ger[a-z]+y")
    page.locator("dialog .ad-main").first.click()
    page.locator("dialog li", has_text="more oil to Germany").locator("button").click()
    page.locator(".ad-par:has(:checked)", has_text="Germany").wait_for()
    page.get_by_role("button", name="Merge or rename").click()
    page.locator("dialog input").first.fill("qazaqgaz")
    page.locator("dialog input").nth(1).fill("kazakh_gas")
    page.get_by_role("button", name="Preview").click()
    page.locator("dialog [role=status]", has_text="Rows that would change").wait_for()
    assert (study / "statements.csv").read_bytes() == before
    page.locator("dialog .ad-main").click()
    page.locator("dialog [role=status]", has_text="Rows changed").wait_for()
    text = (study / "statements.csv").read_text(encoding="utf-8")
    assert "kazakh_gas" in text and "qazaqgaz" not in text
    page.keyboard.press("Escape")
    page.locator(".ad-undo").click()
    page.get_by_text("taken back:").wait_for()
    assert (study / "statements.csv").read_bytes() == before


@pytest.mark.long
def test_a_text_is_pasted_and_outlives_a_second_look(opened, page):
    opened(texts="", language="fr", more="document='D005', ")
    page.get_by_label("Collez le texte du document").fill("\n\n".join(PARAGRAPHS))
    page.get_by_role("button", name="Afficher les paragraphes").click()
    page.locator(".ad-par").nth(2).wait_for()
    assert page.get_by_label("Emplacement").input_value() == "par 1"
    command(page, "notebook:create-output-view")
    page.locator(".ad-par").nth(5).wait_for()


@pytest.mark.long
def test_a_table_broken_meanwhile_is_told_and_mended(opened, page, study):
    opened()
    document(page, "D005")
    path = study / "statements.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    page.locator(".ad-save").click()
    last = whole.count(b"\n")
    page.locator(".ad-problems", has_text=f"statements.csv, row {last}").wait_for()
    assert path.read_bytes() == whole[:-30]
    path.write_bytes(whole)
    field(page, "date").fill("2024-11-28")
    page.locator(".ad-problems").wait_for(state="hidden")


@pytest.mark.long
@pytest.mark.parametrize("width", [1920, 1280, 700])
def test_no_control_lacks_a_name_and_nothing_is_cut(opened, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened()
    document(page, "D006")
    assert page.locator(".ad-words").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.locator(".ad-save").click()
    message(page, "target", "expected a value").wait_for()
    controls = ".atlas-desk :is(input, select, textarea, button, summary, [role=listbox])"
    unnamed = page.locator(controls).evaluate_all(
        """all => all.filter((each) => !(each.labels?.length || each.textContent.trim() ||
            each.ariaLabel || each.closest(".ad-list"))).map((each) => each.outerHTML)"""
    )
    assert unnamed == []
    cut = page.locator(".atlas-desk, .ad-form, .ad-field, .ad-text").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 2).map((e) => e.className)"
    )
    assert cut == []
    found = AXE.run(page, context=".atlas-desk").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
