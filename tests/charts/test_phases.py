import numpy as np
from odd_studies import study_of

from analysis import charts


def test_only_periods_without_statements_are_left_grey(study):
    odd = study_of(study, 60)
    said = odd.statements[odd.statements["date"].dt.year != 2021]
    chart = charts.phases(said, period="year", draws=9)
    [cells] = chart.draw().axes[0].collections[:1]
    drawn = np.ma.filled(cells.get_array(), np.nan).reshape(5, 5)
    empty = np.isnan(drawn)
    assert empty[2].all() and empty[:, 2].all() and empty.sum() == 9
    assert (np.diagonal(drawn)[[0, 1, 3, 4]] == 0).all()
