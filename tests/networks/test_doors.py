"""A table gives the same statements whatever door it comes through."""

import warnings

import doors
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis.errors import InputNote
from analysis.networks.asked import PERIODS
from analysis.networks.cells import cells, kept, left_out, scoped
from analysis.networks.repeats import DUPLICATES

names = st.sampled_from(
    [
        "010",
        "10",
        "1.1",
        "1.10",
        "1e5",
        "NA",
        "TRUE",
        "nan",
        "null",
        "None",
        "2020-01-02",
        "2-1-2020",
        "Agency, Inc.",
        'the "A"',
        "Café",
        "Cafe\u0301",
        "  Café",
        "Ca\u200bfé",
        "a  b",
        "a\u00a0b",
        "می\u200cخواهم",
        "میخواهم",
        "inf",
        "-",
        "#1",
        "'",
        "a\\b",
        None,
    ]
)
statement = st.fixed_dictionaries(
    {
        "actor": names,
        "target": names,
        "sector": names,
        "stance": st.sampled_from(["1", "+1", "-1", "0", "1.0", "-0.5", ".5", "1e0", None]),
        "date": st.sampled_from(
            ["2024-01-31", "20240131", "2024-12-30", "2025-01-01", "2024-01-01T01:30:00", None]
        ),
        "document_id": st.sampled_from(["01", "1", "Dé", "De\u0301", "D"]),
        "family": st.sampled_from(["F", "F ", "1.0", "1"]),
        "act": st.sampled_from(["1", "01", "a", None]),
    }
)
tables = st.lists(statement, min_size=1, max_size=12).map(
    lambda rows: pd.DataFrame(rows, dtype="str").assign(
        statement_id=[f"{number:02}" for number in range(len(rows))]
    )
)


def quietly(call):
    with warnings.catch_warnings(action="ignore", category=InputNote):
        return call()


every = given(
    tables,
    st.sampled_from(DUPLICATES),
    st.sampled_from([[], *([p] for p in PERIODS)]),
    st.sampled_from(["actor", "party"]),
    st.booleans(),
)


def check(door, folder, table, duplicates, by, rows, same_level):
    source = quietly(lambda: door(table, folder))
    choices = {"duplicates": duplicates, "same_level": same_level}
    columns = ["row", "column", "level", *by]

    def counted(given):
        return cells(given, rows, "sector", "stance", by=by, **choices)

    def statements(given):
        found = kept(given, rows, "sector", "stance", by=by, **choices).execute()[columns]
        return found.sort_values(columns, ignore_index=True).astype({"level": float})

    for ours in (counted, statements):
        expected = quietly(lambda: ours(table))  # noqa: B023
        pd.testing.assert_frame_equal(quietly(lambda: ours(source)), expected)  # noqa: B023


@pytest.mark.sample(2)
@pytest.mark.parametrize("door", doors.DOORS[1:])
@settings(max_examples=2, derandomize=True, phases=[Phase.generate])
@every
def test_every_door_gives_the_same(tmp_path_factory, door, table, duplicates, by, rows, same_level):
    check(door, tmp_path_factory.getbasetemp(), table, duplicates, by, rows, same_level)


@pytest.mark.long
@pytest.mark.parametrize("door", doors.DOORS[1:])
@settings(max_examples=50, derandomize=True)
@every
def test_many_tables(tmp_path_factory, door, table, duplicates, by, rows, same_level):
    check(door, tmp_path_factory.getbasetemp(), table, duplicates, by, rows, same_level)


@pytest.mark.parametrize("door", [doors.csv_path, doors.workbook_path, doors.database])
def test_every_door_gives_the_same_units_and_leaves_out_the_same(door, tmp_path):
    table = pd.DataFrame(
        {
            "actor": ["A", "A\u200b", " ", None],
            "sector": ["x", "x ", "x", "x"],
            "stance": ["+1", "1.0", "1", "1"],
            "document_id": ["1", "De\u0301", "2", "3"],
            "date": ["20240101", "2024-01-01", "2024-01-02", None],
            "statement_id": list("abcd"),
        },
        dtype="str",
    )
    source = quietly(lambda: door(table, tmp_path))
    assert quietly(lambda: left_out(source, "actor", "sector", "stance")) == 2
    found = quietly(
        lambda: scoped(
            source, "actor", "sector", "stance", duplicates="month", fields=["document_id"]
        )
    )
    assert found["document_id"].tolist() == ["1", "D\u00e9"]
    assert found["once"].tolist() == [0, 0] and found["level"].tolist() == [1, 1]


@pytest.mark.parametrize("door", [doors.frame, doors.typed_frame, doors.csv_path])
def test_whole_numbers_written_as_decimals_are_whole_by_every_door(door, tmp_path):
    table = pd.DataFrame({"actor": "A", "sector": "x", "stance": ["1", "1.0"], "date": None})
    table = table.assign(statement_id=["1", "2"])
    found = quietly(lambda: cells(door(table, tmp_path), "actor", "sector", "stance"))
    assert found["level"].dtype == "int64" and found["level"].tolist() == [1]
