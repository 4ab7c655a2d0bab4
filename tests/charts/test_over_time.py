import pytest

from analysis.charts.canvas import new_figure
from analysis.charts.over_time import label_years


@pytest.mark.parametrize(("first", "last"), [(2022.1, 2023.5), (2022.2, 2022.4), (2021.0, 2040.5)])
def test_each_year_is_written_once(first, last):
    figure = new_figure(40)
    axes = figure.add_subplot()
    axes.plot([first, last], [0, 0])
    label_years(axes, "en")
    figure.draw_without_rendering()
    low, high = axes.get_xlim()
    ticks = axes.xaxis.get_major_ticks()
    told = [tick.label1.get_text() for tick in ticks if low <= tick.get_loc() <= high]
    assert len(told) == len({*told}) >= 2
    assert low <= first and last <= high
