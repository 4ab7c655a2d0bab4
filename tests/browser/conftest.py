"""A JupyterLab and a Chromium for the tests that look at pages; skipped where there is none.

There is one of each for all tests of this folder, which one worker runs (see `conftest.py` of the
project). They end with the folder: Playwright keeps an event loop running, in which other tests
could not start theirs. What one page has loaded is kept for the next, as for any reader.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from explorer_page import CELL
from in_lab import FLAGS, PATIENCE, Lab, open_notebook, run_all, start_lab, write_notebook

from analysis.places import DATA

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator:
    """The Chromium of this machine, which reaches this machine only."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def context(browser) -> Iterator:
    """The pages of one reader."""
    begun = browser.new_context(viewport={"width": 1280, "height": 800})
    yield begun
    begun.close()


@pytest.fixture(scope="package")
def lab_page(context) -> Iterator:
    """The page in which a reader has the lab open."""
    shown = context.new_page()
    shown.set_default_timeout(PATIENCE * 1000)
    yield shown
    shown.close()


@pytest.fixture
def page(lab_page) -> Iterator:
    """That page in a window of 1280 by 800; it must meet no error."""
    errors: list[str] = []

    def note(error: Exception) -> None:
        errors.append(str(error))

    lab_page.set_viewport_size({"width": 1280, "height": 800})
    lab_page.on("pageerror", note)
    yield lab_page
    lab_page.remove_listener("pageerror", note)
    assert not errors


@pytest.fixture(scope="package")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """A JupyterLab with a folder of its own."""
    process, started = start_lab(tmp_path_factory.mktemp("lab"))
    yield started
    process.terminate()
    process.wait()


@pytest.fixture
def study_folder(lab) -> Path:
    """A copy of the first study beside the notebook."""
    folder = lab.root / "study"
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(DATA / "kazakhstan-russia", folder))


@pytest.fixture
def open_explorer(lab, page, study_folder) -> Callable[..., Path]:
    """Open the explorer of a source in a new notebook, and give the folder into which it saves."""

    def opened(choices: str = "", source: str = "'study'", before: str = "") -> Path:
        folder = lab.root / "saved"
        shutil.rmtree(folder, ignore_errors=True)
        cell = CELL.format(source=source, folder=str(folder), choices=choices, before=before)
        open_notebook(page, lab, write_notebook(lab.root / "explore.ipynb", cell, "# the end"))
        run_all(page)
        page.locator(".atlas-counts:not(:empty)").wait_for()
        return folder

    return opened
