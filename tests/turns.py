"""Of many cases, those that a run of all tests tries, always the same; the long run tries all."""

from collections.abc import Collection

import pytest


def some_or_all(few: int, of: Collection[object]) -> pytest.MarkDecorator:
    """Run a test with `few` of so many cases, and in the long run with all of them."""
    every = pytest.param(len(of), marks=pytest.mark.long)
    return pytest.mark.parametrize("few", [few, every], ids=["some", "all"])


def in_turn(names: Collection[str], place: int, few: int) -> list[str]:
    """Return the next `few` names at each place, so that each has its turn as often as others.

    >>> [in_turn("abcde", place, 2) for place in range(3)]
    [['a', 'b'], ['c', 'd'], ['e', 'a']]
    """
    ring = list(names)
    return [ring[(place * few + step) % len(ring)] for step in range(min(few, len(ring)))]
