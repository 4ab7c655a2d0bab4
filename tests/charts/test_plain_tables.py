"""Charts of a table of statements of which nothing else is known."""

import json

import pandas as pd
import pytest

from analysis import charts
from analysis.errors import InputError, InputNote

SAID = pd.DataFrame(
    {
        "actor": ["ann", "ann", "ben", "ben", "cat", "cat", "ann", "ben"],
        "sector": ["oil", "gas", "oil", "gas", "oil", "gas", "oil", "gas"],
        "stance": [1, 1, 1, 1, -1, -1, 0, 1],
        "date": pd.to_datetime([f"202{n}-05-01" for n in range(8)]),
    }
)
PLAIN = {
    "network": {},
    "heatmap": {},
    "balance": {},
    "sides": {"scale": (-1, 1), "draws": 9},
    "backbone": {"scale": (-1, 1), "draws": 9, "alpha": 1},
    "choices": {"scale": (-1, 1)},
    "change": {"draws": 9},
    "network_periods": {},
    "network_change": {"draws": 9},
    "clusters": {"scale": (-1, 1), "draws": 3},
    "phases": {"scale": (-1, 1), "draws": 9},
    "polarisation": {"scale": (-1, 1), "draws": 3},
    "positions": {"scale": (-1, 1), "draws": 3},
    "profiles": {"scale": (-1, 1), "draws": 9},
    "concept_backbone": {"scale": (-1, 1), "draws": 3},
    "smoothed": {"scale": (-1, 1), "draws": 3},
}
FULL = [
    "coverage",
    "sequence",
    "course",
    "voices",
    "words_and_deeds",
    "projects",
    "dependence",
    "influence",
    "overview",
]
pytestmark = pytest.mark.filterwarnings("ignore:unit")


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param(name, language, marks=() if (place + turn) % 2 else pytest.mark.long)
        for place, name in enumerate(PLAIN)
        for turn, language in enumerate(["en", "kk"])
    ],
)
def test_a_plain_table_is_charted_and_saved_without_sources(name, language, tmp_path):
    chart = getattr(charts, name)(SAID, language=language, **PLAIN[name])
    assert chart.study is None and len(chart.table) and chart.finding
    assert chart.caption == chart.words.caption
    chart.save(name, tmp_path)
    told = json.loads((tmp_path / f"{name}.json").read_text())
    assert told["study"] is None and told["sources"] == [] and told["data"] == {}


@pytest.mark.parametrize("name", ["network", "heatmap", "balance"])
def test_a_file_is_charted_as_the_table_in_it(name, tmp_path):
    SAID.to_csv(tmp_path / "said.csv", index=False)
    of_file = getattr(charts, name)(tmp_path / "said.csv").table
    pd.testing.assert_frame_equal(of_file, getattr(charts, name)(SAID).table, check_dtype=False)


def test_names_fall_back_to_ids_and_kinds_are_absent():
    table = charts.network(SAID).table
    assert (table["row_name"] == table["row"]).all()
    assert set(table["sign"]) == {"friendly", "strained"}


def test_truth_values_are_signs():
    agree = SAID.assign(stance=SAID["stance"] > 0)
    assert charts.balance(agree).table["strained"].sum() == 3
    assert charts.network(agree).table["negative"].sum() == 3


@pytest.mark.parametrize("name", FULL)
def test_a_chart_that_needs_more_tables_says_so(name):
    more = {"turnover": ("a", "b"), "share": "c"} if name == "overview" else {}
    with pytest.raises(InputError, match=rf"^charts.{name}: DataFrame; expected a study, such as"):
        getattr(charts, name)(SAID, **more)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: charts.sides(SAID), "scale: missing; expected the declared range"),
        (lambda: charts.network(SAID.assign(stance="yes")), "graph: edges without signs"),
        (lambda: charts.balance(SAID.assign(stance="yes")), "level: 'stance' is text"),
        (lambda: charts.network_periods(SAID.drop(columns="date")), "field: 'date' is unknown"),
    ],
)
def test_what_a_table_lacks_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)


def test_a_table_without_families_is_said_to_be_drawn_by_statements():
    with pytest.warns(InputNote, match="each statement is drawn as a unit of its own"):
        charts.sides(SAID, scale=(-1, 1), draws=2)
