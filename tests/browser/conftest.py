"""A JupyterLab and a Chromium for the tests that look at pages; skipped where there is none.

There is one of each for all tests of this folder, which one worker runs (see `conftest.py` of the
project). They end with the folder: Playwright keeps an event loop running, in which other tests
could not start theirs. What one page has loaded is kept for the next, as for any reader.
"""

import shutil
from collections.abc import Iterator

import pytest
from in_lab import FLAGS, PATIENCE, Lab, start_lab

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
