import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.stance import mean_stance
from analysis.study.selection import most_heard
from analysis.study.units import units


@pytest.mark.parametrize("blank", [None, "", " ", float("nan"), pd.NA])
def test_what_is_missing_is_nothing_in_common(blank):
    table = pd.DataFrame({"family": ["b", blank, "a", "b", blank]}, index=[3, 3, 1, 0, 9])
    assert units(table).tolist() == [1, 2, 0, 1, 3] and units(table).index.equals(table.index)
    assert units(table[:0]).empty


def test_statements_without_a_family_count_each_for_itself():
    table = pd.DataFrame(
        {"actor": list("aaabb"), "family": ["f", "f", "f", None, None], "stance": [1, 1, 1, -1, 1]}
    )
    assert set(most_heard(table, "actor", 1)["actor"]) == {"b"}
    means = mean_stance(table, ["actor"], draws=5).set_index("actor")
    assert means["families"].to_dict() == {"a": 1, "b": 2}
    assert means["statements"].to_dict() == {"a": 3, "b": 2}


def test_a_table_without_families_is_told():
    with pytest.raises(InputError, match="field: 'family' is unknown; expected one of: stance"):
        mean_stance(pd.DataFrame({"stance": [1]}), [])
