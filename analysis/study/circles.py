"""Finds what is above itself, which would send whatever follows it round for ever."""

from collections.abc import Mapping
from typing import TypeVar

Id = TypeVar("Id", int, str)


def in_circles(above: Mapping[Id, Id]) -> set[Id]:
    """Return what is part of its own part, given the whole above each part.

    It takes one step for each part.

    >>> sorted(in_circles({"a": "b", "b": "c", "c": "b"}))
    ['b', 'c']
    """
    found, seen = set(), set()
    for node in above:
        steps: dict[Id, int] = {}
        while node in above and node not in seen and node not in steps:
            steps[node], node = len(steps), above[node]
        if node in steps:
            found |= {each for each, place in steps.items() if place >= steps[node]}
        seen |= steps.keys()
    return found
