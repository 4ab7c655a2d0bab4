import csv

import pandas as pd

from analysis.exchange import export
from analysis.networks.graphs import graph
from analysis.study.selection import select


def read(path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_two_mode_network_has_rows_and_columns(two_mode_graph, tmp_path):
    table = pd.read_csv(export(two_mode_graph, tmp_path / "deep" / "edges.csv", language="ru"))
    assert list(table.columns) == [
        "row",
        "column",
        "row_name",
        "column_name",
        "weight",
        "positive",
        "negative",
        "net_stance",
        "statements",
    ]
    assert len(table) == two_mode_graph.number_of_edges()
    assert table["weight"].sum() == two_mode_graph.size(weight="weight")
    assert "Нефть" in set(table["column_name"]) and table["row"].is_monotonic_increasing


def test_an_empty_network_keeps_its_header(study, tmp_path):
    table = pd.read_csv(export(graph(select(study, since="2100")), tmp_path / "edges.csv"))
    assert len(table) == 0 and list(table.columns)[-5:] == [
        "weight",
        "positive",
        "negative",
        "net_stance",
        "statements",
    ]


def test_layers_are_a_column(layered, tmp_path):
    lines = read(export(layered, tmp_path / "edges.csv"))
    assert [tuple(line.values()) for line in lines] == [
        ("a", "b", "a", "b", "agree", "1.0"),
        ("a", "b", "a", "b", "reject", "2.5"),
        ("b", "a", "b", "a", "agree", "4.0"),
        ("c", "c", "c", "c", "agree", "1.0"),
    ]
    assert list(lines[0])[:5] == ["source", "target", "source_name", "target_name", "layer"]


def test_awkward_names_and_full_precision(awkward, tmp_path):
    lines = read(export(awkward, tmp_path / "edges.csv"))
    assert [(line["source"], line["target"]) for line in lines] == [
        ("formula", "html"),
        ("html", "quotes"),
        ("lines", "quotes"),
    ]
    assert lines[2]["source_name"] == "first\nsecond\tthird\rfourth"
    assert lines[0]["source_name"] == "=1+1"
    assert float(lines[2]["weight"]) == 0.1 * 3 and lines[1]["statements"] == ""
    assert lines[2]["statements"] == "D1-01 D1-02"
