"""Two codings compared at the desk, and settled: blind coding through to rows with both parents."""

import json
import random
import shutil
from pathlib import Path

import pytest
from in_lab import open_notebook, run_all, write_notebook

import analysis
from analysis.coding.answers import answer
from analysis.coding.changes import rows_of
from analysis.places import DATA

ROLES = {"c1": "first", "c8": "second", "c9": "second", "a1": "adjudicator"}
ROW = {
    **{"date": "2024-11-27", "date_precision": "day", "speaker": "tokayev", "actor": "kazakhstan"},
    **{"target": "russia", "relation": "agree", "paraphrase_en": "They will sell more."},
    "paraphrase_fr": "Ils vendront plus.",
}
CELL = "import analysis\nanalysis.desk('compared', coder={coder!r}, document='D005')"


@pytest.fixture
def study(lab) -> Path:
    """A copy of the first study, coded by two coders of our making, who err here and there."""
    folder = lab.root / "compared"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DATA / "kazakhstan-russia", folder)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["coders"] = [{"coder": coder, "role": role} for coder, role in ROLES.items()]
    path.write_text(json.dumps(package), encoding="utf-8")
    for seed, coder in enumerate(("c8", "c9")):
        session = analysis.desk(folder, coder=coder, document="D005")._session
        told = answer(session, {"kind": "open"})
        assert told["rows"]["listed"] == [], "a second coding is blind"
        for row in coded(seed):
            assert "saved" in answer(session, {"kind": "save", "row": row})
    return folder


def coded(seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    rows = []
    for place in range(1, 7):
        sector = "gas" if chance.random() < 0.3 else ("oil", "nuclear", "trade")[place % 3]
        stance = "0" if chance.random() < 0.3 else "1"
        if place != 2 + seed:
            rows.append(ROW | {"locator": f"par {place}", "sector": sector, "stance": stance})
    return rows


def opened(page, lab, coder: str) -> None:
    notebook = write_notebook(lab.root / f"compared-{coder}.ipynb", CELL.format(coder=coder), "# .")
    open_notebook(page, lab, notebook)
    run_all(page)
    page.locator(".ad-doc").first.wait_for()


@pytest.mark.long
def test_two_blind_codings_are_compared_and_settled_with_both_parents(page, lab, study):
    opened(page, lab, "c8")
    assert page.locator(".ad-tool", has_text="Compare").count() == 0, "it is blind"
    opened(page, lab, "a1")
    page.locator(".ad-head", has_text="D005").wait_for()
    page.locator(".ad-tool", has_text="Compare two codings").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("First coder").select_option("c8")
    dialog.get_by_label("Second coder").select_option("c9")
    rows = dialog.locator(".ad-compared tr:has(td)")
    page.wait_for_function("document.querySelectorAll('.ad-compared tr').length === 6")
    assert "Sector α" in dialog.inner_text() and "n = 4" in dialog.inner_text()
    assert dialog.locator("td b").count() > 0, "where they part is marked"
    dialog.locator("summary").click()
    assert dialog.get_by_text("precision").is_visible()
    for place in range(6):
        rows.nth(place).get_by_role("button").first.click()
        dialog.locator(f"tr.ad-settled >> nth={place}").wait_for()
    page.keyboard.press("Escape")
    settled = rows_of((study / "codings" / "a1.csv").read_text(encoding="utf-8"))
    parents = rows_of((study / "desk" / "parents.csv").read_text(encoding="utf-8"))
    assert [row["coder"] for row in settled] == ["a1"] * 6
    both = [each for each in parents if each["first"] and each["second"]]
    assert len(parents) == 6 and len(both) == 4
    assert both[0]["first"].startswith("c8/D005-") and both[0]["second"].startswith("c9/D005-")
    assert page.locator(".ad-rows li").count() == 6
    page.locator(".ad-undo").click()
    page.get_by_text("taken back: D005-06").wait_for()
    assert len(rows_of((study / "desk" / "parents.csv").read_text(encoding="utf-8"))) == 5
