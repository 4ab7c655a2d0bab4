"""What a reader does with the explorer's page, for the tests that look at it in a browser."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

from in_lab import POLLING

CELL = (
    "import analysis\n{before}explorer = analysis.explore({source}, {folder!r}{choices})\nexplorer"
)
DRAWN = "document.querySelector('.atlas-canvas').drawn()"
"""Nodes and ties as they are drawn, in pixels of the canvas."""


def told(page) -> str:
    return page.locator(".atlas-counts").inner_text()


def change(page, act) -> None:
    """Do something that changes the view, and wait until it is drawn."""
    page.evaluate("delete document.querySelector('.atlas').dataset.took")
    act()
    page.wait_for_function("document.querySelector('.atlas').dataset.took", polling=POLLING)


def choose(page, name: str, value: str) -> None:
    unfold(page, "more")
    change(page, lambda: page.locator(f".atlas [data-name={name}]").select_option(value))
    page.locator(".atlas-counts").click()  # which folds it again


def tick(page, group: str, code: str) -> None:
    page.locator(f"details[data-name={group}]").evaluate("each => { each.open = true; }")
    box = page.locator(f"details[data-name={group}] input[value={code}]")
    change(page, box.click)


def unfold(page, name: str) -> None:
    page.locator(f"details[data-name={name}]").evaluate("each => { each.open = true; }")


def press(page, what: str) -> None:
    """Press a button of those that save."""
    unfold(page, "saving")
    page.locator(f"[data-save={what}]").click()


def cell(page, row: str, column: str):
    return page.locator(f".atlas-cell[aria-label^='{row} – {column}:']")


def place_of(page, part: dict) -> tuple[float, float]:
    """Where on the page a node or the middle of a tie is drawn."""
    canvas = page.locator(".atlas-canvas").first
    canvas.evaluate("each => each.scrollIntoView({ block: 'center' })")
    box = canvas.bounding_box()
    return box["x"] + part["x"], box["y"] + part["y"]


def find(page, name: str) -> None:
    """Type a name into the box that finds, and take the first that is found."""
    page.locator(".atlas-sought").fill(name)
    page.locator(".atlas-hit").first.wait_for()
    page.keyboard.press("Enter")


def drawn(page, name: str, path: Path) -> Path:
    """Take the view along as a picture or a drawing."""
    unfold(page, "share")
    with page.expect_download() as download:
        page.locator(f"[data-share={name}]").click()
    download.value.save_as(path)
    return path


def texts(path: Path) -> list[str]:
    """The texts of a drawing, which is well-formed."""
    return [
        "".join(each.itertext()) for each in ElementTree.parse(path).iter() if "text" in each.tag
    ]
