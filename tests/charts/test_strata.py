from itertools import pairwise

import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.strata import ribbons, spread, stacked

GROUPS = ("low", "middle", "high")
GAP = 2.0
PARTS = {"b1": "b", "b2": "b"}
GROUP = {"a": "low", "b": "middle", "b1": "low", "b2": "high", "c": "high", "d": "high"}


def table(rows):
    lines = pd.DataFrame(rows, columns=["year", "route", "value"])
    whole = lines["route"].map(lambda route: PARTS.get(route, route))
    return lines.assign(group=lines["route"].map(GROUP), whole=whole)


def years():
    """Tables of up to three years, in which a whole never stands beside its parts."""
    value = st.integers(1, 50).map(float)
    year = st.dictionaries(st.sampled_from(sorted(GROUP)), value, min_size=1).map(
        lambda found: {
            route: value for route, value in found.items() if not ("b" in found and route in PARTS)
        }
    )
    return st.lists(year, min_size=1, max_size=3).map(
        lambda found: table(
            [
                (2000 + place, route, value)
                for place, each in enumerate(found)
                for route, value in each.items()
            ]
        )
    )


def test_blocks_stand_on_zero_group_by_group():
    placed = stacked(table([(1, "c", 3), (1, "d", 5), (1, "a", 10), (2, "a", 4)]), GROUPS, GAP)
    assert placed[["year", "route", "bottom", "top"]].to_numpy().tolist() == [
        [1, "a", 0, 10],
        [1, "c", 12, 15],
        [1, "d", 15, 20],
        [2, "a", 0, 4],
    ]


def test_a_whole_is_divided_as_its_parts_are():
    placed = stacked(table([(1, "b", 12), (2, "b1", 2), (2, "b2", 1)]), GROUPS, GAP)
    found = ribbons(placed)
    ends = ["left_bottom", "left_top", "right_bottom", "right_top"]
    assert list(found["right_route"]) == ["b1", "b2"]
    assert found[ends].to_numpy().tolist() == [[0, 8, 0, 2], [8, 12, 4, 5]]


def test_a_route_of_one_year_only_has_no_ribbon():
    placed = stacked(table([(1, "a", 1), (1, "c", 1), (2, "a", 1), (4, "c", 1)]), GROUPS, GAP)
    assert ribbons(placed)[["left_year", "right_route"]].to_numpy().tolist() == [[1, "a"]]


@tries(40)
@given(years())
def test_blocks_are_as_high_as_their_values_and_do_not_overlap(lines):
    placed = stacked(lines, GROUPS, GAP)
    assert (placed["top"] - placed["bottom"]).to_numpy() == pytest.approx(
        placed["value"].to_numpy()
    )
    assert len(placed) == len(lines)
    for _, year in placed.groupby("year"):
        assert year["bottom"].iloc[0] == pytest.approx(0)
        space = (year["bottom"] - year["top"].shift())[1:].round(9)
        opens = (year["group"] != year["group"].shift())[1:]
        assert (space == opens * GAP).all()


@tries(40)
@given(years())
def test_ribbons_fill_the_blocks_that_have_any(lines):
    placed = stacked(lines, GROUPS, GAP)
    found = ribbons(placed)
    blocks = placed.set_index(["year", "route"])
    for side in ("left", "right"):
        ends = found.assign(width=found[f"{side}_top"] - found[f"{side}_bottom"])
        for place, ends_of in ends.groupby([f"{side}_year", f"{side}_route"]):
            block = blocks.loc[place]
            assert ends_of["width"].sum() == pytest.approx(block["value"])
            assert ends_of[f"{side}_bottom"].min() == pytest.approx(block["bottom"])
            assert ends_of[f"{side}_top"].max() == pytest.approx(block["top"])
            touching = ends_of.sort_values(f"{side}_bottom")
            lows, tops = touching[f"{side}_bottom"].to_numpy(), touching[f"{side}_top"].to_numpy()
            assert lows[1:] == pytest.approx(tops[:-1])


@tries(40)
@given(years(), st.randoms())
def test_the_order_of_rows_changes_nothing(lines, random):
    order = random.sample(range(len(lines)), len(lines))
    one, other = (stacked(each, GROUPS, GAP) for each in (lines, lines.iloc[order]))
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(ribbons(one), ribbons(other))


label = st.tuples(st.floats(0, 100), st.floats(1, 10))


@given(st.lists(label, max_size=12).map(sorted))
def test_labels_do_not_overlap_and_keep_their_order(labels):
    centres, heights = [list(each) for each in zip(*labels, strict=True)] or ([], [])
    found = spread(centres, heights, 0)
    ends = [
        (place - height / 2, place + height / 2)
        for place, height in zip(found, heights, strict=True)
    ]
    assert all(low >= -1e-9 for low, _ in ends)
    assert all(above[0] >= below[1] - 1e-6 for below, above in pairwise(ends))


def test_labels_with_room_stay_where_they_belong():
    assert spread([1, 5, 20], [2, 2, 4], 0) == [1, 5, 20]
    assert spread([0.2], [2], 0) == [1]
    assert spread([], [], 0) == []
