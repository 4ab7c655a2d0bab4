import numpy as np
from generated import tables, tries
from hypothesis import given

from analysis.networks.arrays import count
from analysis.networks.cells import cells


@tries(10)
@given(tables)
def test_an_array_holds_every_cell_once(table):
    array = count(table)
    assert array.x.shape == tuple(map(len, (array.rows, array.columns, array.levels)))
    assert array.x.sum() == len(table)
    for row, column, level, number in cells(table, "actor", "sector", "stance").to_numpy():
        place = [
            array.rows.get_loc(row),
            array.columns.get_loc(column),
            array.levels.get_loc(level),
        ]
        assert array.x[tuple(place)] == number


@tries(10)
@given(tables)
def test_without_a_level_there_is_one_place(table):
    np.testing.assert_array_equal(count(table, level=None).x[:, :, 0], count(table).x.sum(axis=2))
