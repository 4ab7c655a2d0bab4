"""The paper a chart is drawn for: its width, and the size of text on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from analysis.errors import InputError
from analysis.publish.targets import check_size, find_target

WIDTH = 183.0  # mm, the full width of most journals' pages
TEXT = 8.0  # pt, of all text; the style sheet says the same


class Page(NamedTuple):
    """The width in mm and the size of text in pt in which charts are drawn, and for whom."""

    width: float = WIDTH
    text: float = TEXT
    target: str | None = None


_PAGE: ContextVar[Page] = ContextVar("page", default=Page())  # noqa: B039 - it cannot be changed


@contextmanager
def drawn_for(target: str, width: float | None = None) -> Iterator[Page]:
    """Draw charts in the width and text size of a target of `publish.targets`.

    Without a width it is the house's 183 mm where the target takes that, else its widest. Heights
    follow the size of text. Raises `InputError` for a target that is unknown or another width.

    >>> with drawn_for("science") as page:
    ...     page
    Page(width=184, text=7, target='science')
    """
    found = find_target(target)
    if width is None:
        width = found.widths[-1] if check_size(found, WIDTH, 0) else WIDTH
    problems = check_size(found, width, 0)
    if problems:
        raise InputError(problems)
    before = _PAGE.set(Page(width, found.text, target))
    try:
        yield _PAGE.get()
    finally:
        _PAGE.reset(before)


def this_page() -> Page:
    """Return the page for which charts are drawn."""
    return _PAGE.get()
