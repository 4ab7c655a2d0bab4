"""Places an alluvial: a stack of blocks a year, and ribbons from each block to the next year's."""

from itertools import pairwise

import pandas as pd

SIDES = ("left", "right")
FIELDS = [
    f"{side}_{field}" for field in ("year", "route", "group", "bottom", "top") for side in SIDES
]


def stacked(table: pd.DataFrame, groups: tuple[str, ...], gap: float) -> pd.DataFrame:
    """Return the table with the `bottom` and `top` of each block, in the unit of its values.

    `table` has the columns `year`, `route`, `group` and `value`. Each year's blocks stand on zero,
    group by group in the order of `groups`, `gap` between two groups that have blocks. Routes keep
    their order over the years: by their greatest value, the greatest first, in the last group last.
    """
    place = table["group"].map(groups.index)
    size = table.groupby("route")["value"].transform("max")
    order = table.assign(place=place, size=size.where(place == len(groups) - 1, -size))
    order = order.sort_values(["year", "place", "size", "route"])
    same = order["year"] == order["year"].shift()
    opens = same & (order["place"] != order["place"].shift())
    above = opens.groupby(order["year"]).cumsum() * gap
    top = order.groupby("year")["value"].cumsum() + above
    placed = order.assign(bottom=top - order["value"], top=top)
    return placed.drop(columns=["place", "size"]).reset_index(drop=True)


def ribbons(placed: pd.DataFrame) -> pd.DataFrame:
    """Return the ribbons between the blocks of each year and of the next, a line each.

    `placed` is what `stacked` gives, with a column `whole`: the outermost route of which each is a
    part, or the route itself. A ribbon joins a route to itself; where only one of two years tells
    the parts of a whole apart, the block of the whole is divided as its parts are. The columns are
    `year`, `route`, `group`, `bottom` and `top` of the `left` and the `right` end, as `left_year`.
    A block that the other year has not has no ribbon to it.
    """
    found = [pd.DataFrame(columns=FIELDS)]
    for years in pairwise(sorted(set(placed["year"]))):
        blocks = [
            placed[placed["year"] == year].add_prefix(f"{side}_")
            for side, year in zip(SIDES, years, strict=True)
        ]
        pairs = blocks[0].merge(blocks[1], how="cross")
        joined = pairs["left_route"] == pairs["right_route"]
        joined |= pairs["left_whole"] == pairs["right_route"]
        joined |= pairs["right_whole"] == pairs["left_route"]
        found.append(_divided(pairs[joined])[FIELDS])
    return pd.concat(found[1:] or found, ignore_index=True)


def spread(centres: list[float], heights: list[float], floor: float) -> list[float]:
    """Return the centres of labels that do not overlap, each as near to its own as they allow.

    Centres come from low to high; no label reaches below `floor`. Labels that would touch are piled
    up about the mean of where they belong, as in isotonic regression (Barlow et al. 1972).

    >>> spread([5, 5, 9], [2, 2, 2], floor=0)
    [4.0, 6.0, 9.0]
    """
    piles: list[tuple[float, list[float]]] = []  # where each begins, and the heights in it
    for centre, height in zip(centres, heights, strict=True):
        begin, pile = max(centre - height / 2, floor), [height]
        while piles and piles[-1][0] + sum(piles[-1][1]) > begin:
            below, under = piles.pop()
            shifted = len(under) * below + len(pile) * (begin - sum(under))
            begin, pile = max(shifted / (len(under) + len(pile)), floor), under + pile
        piles.append((begin, pile))
    return [
        begin + sum(pile[:place]) + height / 2
        for begin, pile in piles
        for place, height in enumerate(pile)
    ]


def _divided(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with the stretch of each block that their ribbon takes."""
    pairs = pairs.copy()
    for side, other in (SIDES, SIDES[::-1]):
        part = pairs.sort_values(f"{other}_bottom").groupby(f"{side}_route")[f"{other}_value"]
        scale = pairs[f"{side}_value"] / part.transform("sum")
        until = part.cumsum()
        pairs[f"{side}_top"] = pairs[f"{side}_bottom"] + scale * until
        pairs[f"{side}_bottom"] += scale * (until - pairs[f"{other}_value"])
    return pairs
