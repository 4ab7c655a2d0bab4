"""What is said beside a figure."""

from typing import NamedTuple


class Words(NamedTuple):
    """The title of a figure, its caption, and its text for who cannot see it, in one language."""

    language: str
    title: str
    caption: str
    alt: str
