"""The explorer in a real JupyterLab: from a change of filter, or a click, to what is drawn.

Times are those of the page itself, beside a bare round trip to the kernel in the same page.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from analysis.places import ROOT

sys.path.insert(0, str(ROOT / "tests"))
from in_lab import FLAGS, open_notebook, run_all, start_lab, write_notebook

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CELL = """import sys
sys.path.insert(0, {root!r})
import analysis
from benchmarks.synthetic import large_study
study = analysis.load_study("kazakhstan-russia")
analysis.explore({study}, most=1000)
"""
BARE = """import anywidget, traitlets
class Bare(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.className = 'bare'; el.model = model; } }"
    sent = traitlets.Int().tag(sync=True)
    back = traitlets.Int().tag(sync=True)
bare = Bare()
bare.observe(lambda change: setattr(bare, "back", change["new"]), "sent")
bare
"""
TRIP = """() => new Promise((done) => {
    const model = document.querySelector(".bare").model, begun = performance.now();
    model.on("change:back", () => done(performance.now() - begun));
    model.set("sent", model.get("sent") + 1);
    model.save_changes();
})"""
SIZES = {"the record": "study", "2,000 nodes, 20,000 ties": "large_study(study, 2000, 20000)"}
TIMES = 7


def main(sizes: Mapping[str, str] = SIZES, times: int = TIMES) -> None:
    """Print milliseconds, and how many bare round trips they are."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("explorer: no browser, nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, lab = start_lab(Path(folder))
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            for name, study in sizes.items():
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.set_default_timeout(180_000)
                cell = CELL.format(root=str(ROOT), study=study)
                open_notebook(page, lab, write_notebook(lab.root / "b.ipynb", cell, BARE))
                run_all(page)
                page.locator(".bare").wait_for(state="attached")
                page.locator(".atlas-key span").first.wait_for()
                _print(name, page, times)
                page.close()
        finally:
            browser.close()
            process.terminate()
            process.wait()


def _print(name: str, page, times: int) -> None:
    trip = median(page.evaluate(TRIP) for _ in range(times))
    tall = {
        "filter": _filters(page, times),
        "click": _clicks(page, times),
        "zoom": _zooms(page, times),
    }
    told = ", ".join(
        f"{what} {time:.0f} ms ({time / trip:.1f} trips)" for what, time in tall.items()
    )
    print(f"explorer, {name}: {told}; a bare round trip {trip:.0f} ms")


def _filters(page, turns: int) -> float:
    """Switch the floor of quality to and fro; it stands among the choices that are folded."""
    page.locator("details[data-name=more]").evaluate("each => { each.open = true; }")
    times = []
    for turn in range(turns):
        page.evaluate("delete document.querySelector('.atlas').dataset.took")
        page.locator(".atlas [data-name=quality]").select_option("CB"[1 - turn % 2])
        told = page.wait_for_function("document.querySelector('.atlas').dataset.took")
        times.append(float(told.json_value()))
    return median(times)


def _clicks(page, turns: int) -> float:
    times = []
    for turn in range(turns):
        page.evaluate("delete document.querySelector('.atlas').dataset.chose")
        page.locator(".atlas-cell").nth(turn).evaluate("cell => cell.click()")
        told = page.wait_for_function("document.querySelector('.atlas').dataset.chose")
        times.append(float(told.json_value()))
    return median(times)


def _zooms(page, turns: int) -> float:
    """From pressing a key to the next frame."""
    step = """() => new Promise((done) => {
        const begun = performance.now();
        document.querySelector(".atlas-zoom button").click();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
    })"""
    return median(page.evaluate(step) for _ in range(turns))
