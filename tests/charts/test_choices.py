"""What is said of how much a choice changes, by how many ties there are to tell it."""

import pandas as pd
import pytest

from analysis import charts


def said(actors: int) -> pd.DataFrame:
    rows = [
        (f"a{actor}", f"x{sector}", 1 if (actor + sector) % 2 else -1, f"d{actor}{sector}")
        for actor in range(actors)
        for sector in range(4)
    ]
    return pd.DataFrame(rows, columns=["actor", "sector", "stance", "document_id"])


@pytest.mark.parametrize(("actors", "few"), [(3, True), (8, False)])
def test_few_ties_tell_nothing_of_choices(actors, few):
    finding = charts.choices(said(actors), scale=(-1, 1)).finding
    assert (finding == "Too few ties to tell which choice changes their weights most.") == few
    assert few or finding.startswith("Lowest correlation with the weights drawn: ")
