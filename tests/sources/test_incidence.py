"""Matrices of actors by concepts: each cell is the statements that it counts, or one stance."""

from functools import partial

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from coded_tables import csv_file, noted, told
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from analysis import read_incidence
from analysis.networks.matrices import two_mode

MATRIX = pd.DataFrame({"oil": [1, 0], "gas": [2, 1]}, ["007", "B"])
STATEMENTS = [
    ["B2", "007", "oil"],
    ["C2.1", "007", "gas"],
    ["C2.2", "007", "gas"],
    ["C3", "B", "gas"],
]


@pytest.mark.parametrize(
    "text",
    [
        ",oil,gas\n007,1,2\nB,0,1\n",
        "Actor;oil;gas\n007;1;2\n\nB;;1\n".replace("\n\n", "\n"),
        '"oil","gas"\n"007",1,2\n"B",0,1\n',  # R's write.table
        '"oil" "gas"\n"007" 1 2\n"B" 0 1\n',
        "sep=;\nName;oil;gas;\n007;1;2;\nB;;1;\n",
        "Name\toil\tgas\n007\t1.0\t+2\nB\t0.0\t1\n",
    ],
)
def test_counts_become_statements(tmp_path, text):
    table = read_incidence(csv_file(tmp_path, text))
    assert [*table] == ["statement_id", "actor", "sector"]
    assert table.to_numpy().tolist() == STATEMENTS


def test_every_door_gives_the_same_statements(tmp_path):
    MATRIX.rename_axis("Name").reset_index().to_parquet(tmp_path / "m.parquet")
    rows = [["", "oil", "gas"], [7, 1, 2], ["B", None, 1]]
    graph = nx.Graph([("007", "oil"), ("007", "gas"), ("B", "gas")])
    graph["007"]["gas"]["weight"] = 2
    sparse = nx.bipartite.biadjacency_matrix(graph, ["007", "B"], ["oil", "gas"])
    doors = [
        MATRIX,
        MATRIX.reset_index(),
        MATRIX.astype(float).replace(0, np.nan),
        pd.DataFrame.sparse.from_spmatrix(sparse, ["007", "B"], ["oil", "gas"]),
        tmp_path / "m.parquet",
        workbook(tmp_path, rows, formats={"A2": "000"}),
    ]
    for door in doors:
        assert read_incidence(door).to_numpy().tolist() == STATEMENTS
    assert read_incidence(MATRIX > 0)["statement_id"].tolist() == ["B2", "C2", "C3"]


def test_signs_and_scores_become_stances(tmp_path):
    text = ",oil,gas\nA,1,-1\nB,0,0.5\n"
    table = read_incidence(csv_file(tmp_path, text), cells="stances")
    assert table.to_numpy().tolist() == [
        ["B2", "A", "oil", 1],
        ["C2", "A", "gas", -1],
        ["C3", "B", "gas", 0.5],
    ]
    with_comma = csv_file(tmp_path, ";oil;gas\nA;1;-1\nB;0;0,5\n")
    again, notes = noted(lambda: read_incidence(with_comma, cells="stances"))
    pd.testing.assert_frame_equal(again, table)
    assert notes == ["codings.csv, column 'gas': a decimal comma, as in 0,5"]


def test_axes_may_be_other_fields():
    table = read_incidence(MATRIX, rows="speaker", columns="frame")
    assert [*table] == ["statement_id", "speaker", "frame"]
    for fields in ({"rows": "sector"}, {"columns": "stance"}, {"rows": "statement_id"}):
        [line] = told(lambda fields=fields: read_incidence(MATRIX, **fields))
        assert line.startswith("rows, columns: ") and "expected two fields" in line


counts = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=4)


@tries(25)
@given(counts)
def test_the_matrix_comes_back(rows):
    matrix = pd.DataFrame(rows, [f"a{n}" for n in range(len(rows))], ["x", "y", "z"])
    table = read_incidence(matrix)
    assert table["statement_id"].is_unique and len(table) == matrix.to_numpy().sum()
    back = two_mode(table, level=None).reindex(
        index=matrix.index, columns=matrix.columns, fill_value=0
    )
    assert (back == matrix).all(axis=None)
    signed = read_incidence(matrix - 1, cells="stances")
    assert signed["stance"].sum() == (matrix - 1).to_numpy().sum()


def test_what_is_no_count_or_name_is_told(tmp_path):
    text = "Name,oil,gas,\nA,1,-2,\nA,0.5,x,5\n,1,,\n"
    assert told(lambda: read_incidence(csv_file(tmp_path, text))) == [
        "codings.csv: column 4 has no name; expected one in row 1",
        "codings.csv, row 4: has no name; expected one in its first cell",
        "codings.csv, row 3: 'A' stands in row 2 too; expected each name once",
        "codings.csv, row 3, column 'oil': '0.5'; expected a count such as 0 or 2, or "
        "cells='stances'",
        "codings.csv, row 3, column 'gas': 'x'; expected a number such as -1 or 0.5",
        "codings.csv, row 2, column 'gas': '-2'; expected a count such as 0 or 2, or "
        "cells='stances'",
    ]


@pytest.mark.parametrize(
    ("text", "choices", "line"),
    [
        (
            "Name\nA\n",
            {},
            "codings.csv: no concepts; expected their names in row 1, from the second column on",
        ),
        (
            "Name,a,a\nA,1,1\n",
            {},
            "codings.csv: column 'a' stands more than once; expected it once",
        ),
        (
            "Name,a\nA,1\n",
            {"cells": "count"},
            "cells: 'count'; expected 'counts' (nearest), or one of: counts, stances",
        ),
        (
            "Name,a\nA,20000000\n",
            {},
            "codings.csv: its cells count 20000000 statements; expected at most 10000000",
        ),
        (
            "Name,a\nA,1\n",
            {"sheet": "s"},
            "sheet: 's', but codings.csv has no sheets; expected none given",
        ),
    ],
)
def test_a_wrong_matrix_or_choice_is_told(tmp_path, text, choices, line):
    assert told(lambda: read_incidence(csv_file(tmp_path, text), **choices)) == [line]


def test_an_unread_cell_of_a_workbook_is_told_once(tmp_path):
    path = workbook(tmp_path, [["", "oil"], ["A", "=1+1"], ["=A2", 1]])
    assert told(lambda: read_incidence(path)) == [
        f"codings.xlsx, row {row}{column}: {text!r}; a formula without a kept result; expected the "
        "file saved by a spreadsheet"
        for row, column, text in [(3, "", "=A2"), (2, ", column 'oil'", "=1+1")]
    ]


def test_an_empty_matrix_has_no_statements(tmp_path):
    for cells in ("counts", "stances"):
        table = read_incidence(csv_file(tmp_path, "Name,a\nA,0\n"), cells=cells)
        assert table.empty and table["actor"].dtype == "str"
        assert read_incidence(csv_file(tmp_path, "Name,a\n"), cells=cells).empty


def test_zeros_beside_empty_cells_are_told_to_be_no_stances(tmp_path):
    note = "codings.csv: 2 cells of 0 read as no statement, as empty ones are"
    both = csv_file(tmp_path, "Name,a,b\nA,0,1\nB,-1,0\nC,,1\n")
    table, notes = noted(lambda: read_incidence(both, cells="stances"))
    assert table["stance"].tolist() == [1, -1, 1] and notes == [note]
    for cells, text in (("stances", "A,0,1\nB,-1,0\n"), ("counts", "A,0,1\nB,2,\n")):
        path = csv_file(tmp_path, f"Name,a,b\n{text}")
        assert noted(partial(read_incidence, path, cells=cells))[1] == []
