"""Where the names of nodes stand in a figure: free of one another, of nodes, and on the page.

AdjustText moves names until they overlap less; here none may, and who has no room is told below.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

GAP = 2.0  # points from a node to its name


class Node(NamedTuple):
    """A node on the page, in points from the lower left: its middle and half its width."""

    x: float
    y: float
    r: float


class Box(NamedTuple):
    """A rectangle on the page in points."""

    left: float
    low: float
    right: float
    high: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.low + self.high) / 2


Size = tuple[float, float]


class Room:
    """What of a page is taken."""

    def __init__(self, page: Box, taken: Sequence[Box]) -> None:
        self._page = page
        self._taken = np.array(taken, dtype=float).reshape(-1, 4)

    def take_first(self, boxes: Iterable[Box]) -> Box | None:
        """Take the first of the boxes that is free, and return it."""
        found = next((box for box in boxes if self._free(box)), None)
        if found:
            self._taken = np.vstack([self._taken, found])
        return found

    def _free(self, box: Box) -> bool:
        page, (left, low, right, high) = self._page, self._taken.T
        inside = page.left <= box.left and box.right <= page.right
        inside = inside and page.low <= box.low and box.high <= page.high
        apart = (box.left >= right) | (box.right <= left) | (box.low >= high) | (box.high <= low)
        return bool(inside and apart.all())


def placed_names(
    nodes: Mapping[str, Node],
    sizes: Mapping[str, Sequence[Size]],
    page: Box,
    *,
    outward: bool = False,
) -> dict[str, tuple[int, Box]]:
    """Return which of its sizes the name of each node has, and the box in which it stands.

    Nodes come in the order in which their names choose. `sizes` are widths and heights, the best
    first; a name for which none has room is absent. With `outward` names lead away from the middle
    of the page.

    >>> nodes = {"a": Node(50, 50, 4), "b": Node(60, 50, 4)}
    >>> page = Box(0, 0, 100, 100)
    >>> placed_names(nodes, {"a": [(30, 10)], "b": [(30, 10)]}, page)["b"]
    (0, Box(left=45.0, low=56.0, right=75.0, high=66.0))
    """
    room = Room(page, [_around(node) for node in nodes.values()])
    found = {}
    for name, node in nodes.items():
        for shape, size in enumerate(sizes[name]):
            if box := room.take_first(_places(node, size, page, outward=outward)):
                found[name] = shape, box
                break
    return found


def _around(node: Node) -> Box:
    return Box(node.x - node.r, node.y - node.r, node.x + node.r, node.y + node.r)


def _places(node: Node, size: Size, page: Box, *, outward: bool) -> list[Box]:
    """Return the places about a node: below, above, beside, and at its corners."""
    wide, tall = size
    far, near = node.r + GAP, 0.7 * node.r + GAP / 2
    centred = max(page.left, min(node.x - wide / 2, page.right - wide))
    corners = [
        (centred, node.y - far - tall),
        (centred, node.y + far),
        (node.x + far, node.y - tall / 2),
        (node.x - far - wide, node.y - tall / 2),
        (node.x + near, node.y - near - tall),
        (node.x - near - wide, node.y - near - tall),
        (node.x + near, node.y + near),
        (node.x - near - wide, node.y + near),
    ]
    found = [Box(left, low, left + wide, low + tall) for left, low in corners]
    return sorted(found, key=partial(_inward, node, page.middle)) if outward else found


def _inward(node: Node, middle: tuple[float, float], box: Box) -> float:
    """Return how far a box lies from its node toward the middle; outward is below zero."""
    (x, y), (across, up) = box.middle, middle
    return (x - node.x) * (across - node.x) + (y - node.y) * (up - node.y)
