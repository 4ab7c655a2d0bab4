"""The explorer in a real JupyterLab: from a change of filter, or a click, to what is drawn.

Times are those of the page itself, beside a bare round trip to the kernel in the same page.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from analysis.explorer import standalone
from analysis.places import ROOT
from analysis.study.load import load_study

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
FILTER = """(value) => new Promise((done) => {
    const root = document.querySelector(".atlas");
    const field = root.querySelector("[data-name=quality]");
    delete root.dataset.took;
    const begun = performance.now();
    const watcher = new MutationObserver(() => {
        if (!root.dataset.took) return;
        watcher.disconnect();
        for (const layer of root.querySelectorAll(".atlas-layer")) {
            layer.getContext("2d").getImageData(0, 0, 1, 1);
        }
        done(performance.now() - begun);
    });
    watcher.observe(root, { attributes: true });
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
})"""
"""Chooses a floor of quality; what is drawn is read back, so that it is drawn indeed."""
CLICK = """(turn) => {
    const canvas = document.querySelector(".atlas-canvas"), box = canvas.getBoundingClientRect();
    const nodes = canvas.drawn().nodes.sort((one, other) => other.weight - one.weight);
    const { x, y } = nodes[turn % nodes.length];
    const at = { clientX: box.x + x, clientY: box.y + y, bubbles: true, button: 0 };
    const begun = performance.now();
    for (const type of ["pointerdown", "pointerup"]) {
        canvas.dispatchEvent(new PointerEvent(type, at));
    }
    canvas.lastElementChild.getContext("2d").getImageData(0, 0, 1, 1);
    document.querySelector(".atlas-reading").getBoundingClientRect();
    if (!document.querySelector(".atlas-reading h2")) throw new Error("nothing was chosen");
    return performance.now() - begun;
}"""
"""Clicks the nodes tied most, one after the other."""
ZOOM = """() => new Promise((done) => {
    const begun = performance.now();
    document.querySelector(".atlas-zoom button").click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""
"""From pressing a button to the next frame."""
SEEN = """(() => new MutationObserver((_, watcher) => {
    const drawn = document.querySelector(".atlas-key span");
    const layer = drawn && document.querySelector(".atlas-layer");
    if (!layer) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
        layer.getContext("2d").getImageData(0, 0, 1, 1);
        window.seen = performance.now();
    });
}).observe(document, { childList: true, subtree: true }))()"""
"""Notes when the picture of a page is first there, since the page was asked for."""
SIZES = {"the record": "study", "2,000 nodes, 20,000 ties": "large_study(study, 2000, 20000)"}
TIMES = 7
SLOWER = 4  # times that the CPU is slowed for the site's page


def main(sizes: Mapping[str, str] = SIZES, times: int = TIMES) -> None:
    """Print milliseconds, and how many bare round trips they are."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("explorer: no browser, nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            _print_lab(browser, Path(folder), sizes, times)
            _print_site(browser, Path(folder) / "site", times)
        finally:
            browser.close()


def _print_lab(browser, folder: Path, sizes: Mapping[str, str], times: int) -> None:
    process, lab = start_lab(folder)
    try:
        for name, study in sizes.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(180_000)
            cell = CELL.format(root=str(ROOT), study=study)
            open_notebook(page, lab, write_notebook(lab.root / "b.ipynb", cell, BARE))
            run_all(page)
            page.locator(".bare").wait_for(state="attached")
            page.locator(".atlas-cell").first.wait_for()
            _print(name, page, times)
            page.close()
    finally:
        process.terminate()
        process.wait()


def _print(name: str, page, times: int) -> None:
    trip = median(page.evaluate(TRIP) for _ in range(times))
    floors = ["CB"[1 - turn % 2] for turn in range(times)]
    drawn = median(page.evaluate(FILTER, floor) for floor in floors)
    taken = {
        "click": median(page.evaluate(CLICK, turn) for turn in range(times)),
        "zoom": median(page.evaluate(ZOOM) for _ in range(times)),
    }
    told = ", ".join(f"{what} {time:.0f} ms" for what, time in taken.items())
    beyond = f"filter {drawn:.0f} ms ({drawn / trip:.1f} trips, {drawn - trip:.0f} ms beyond one)"
    print(f"explorer, {name}: {beyond}, {told}; a bare round trip {trip:.0f} ms")


def _print_site(browser, folder: Path, times: int) -> None:
    """Open the site's page anew each time, on a CPU as fast as it is and on a slow one."""
    place = standalone.write(load_study("kazakhstan-russia"), folder).as_uri()
    whole, slow = (
        median(_seen(browser, place, rate) for _ in range(times)) for rate in (1, SLOWER)
    )
    print(
        f"explorer, page of the site: first picture {whole:.0f} ms, "
        f"{slow:.0f} ms on a CPU {SLOWER} times slower"
    )


def _seen(browser, place: str, rate: int) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(SEEN)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(place)
    seen = page.wait_for_function("window.seen").json_value()
    context.close()
    return float(seen)
