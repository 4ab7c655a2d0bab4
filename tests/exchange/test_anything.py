import datetime as dt

import networkx as nx
import numpy as np
import openpyxl
import pandas as pd
import pytest
from readers import read_dl

from analysis import export
from analysis.errors import InputError, InputNote
from analysis.exchange import export_matrix, export_statements
from analysis.networks.graphs import graph
from analysis.networks.matrices import one_mode, two_mode

FORMULAS = ["=1+1", "+7 701 000", "-x", "@name", "\tx", "=HYPERLINK(0)"]
READERS = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


def test_each_thing_is_told_apart_by_what_it_is(study, tmp_path):
    assert nx.read_gexf(export(graph(study), tmp_path / "g.gexf")).number_of_nodes()
    said = study.statements
    told = export(study, tmp_path / "s.csv", language="fr")
    assert (
        told.read_bytes()
        == export_statements(study, tmp_path / "t.csv", language="fr").read_bytes()
    )
    for matrix in (two_mode(said), one_mode(said, scale=study.scale)):
        for ending in ("csv", "dl"):
            one = export(matrix, tmp_path / f"m.{ending}")
            assert one.read_bytes() == export_matrix(matrix, tmp_path / f"n.{ending}").read_bytes()
    table = export(study.statements, tmp_path / "table.csv")
    back = pd.read_csv(table, dtype=str, keep_default_na=False)
    assert list(back.columns) == list(study.statements.columns)
    assert list(back["statement_id"]) == list(study.statements["statement_id"])


def test_a_matrix_of_one_s_own_is_dl_and_a_table_elsewhere(tmp_path):
    matrix = pd.DataFrame([[0, 2], [1, 0]], ["a", "b"], ["x", "y"])
    assert read_dl(export(matrix, tmp_path / "m.dl").read_text())[""].loc["b", "x"] == 1
    assert export(matrix, tmp_path / "m.csv").read_text() == "id,x,y\na,0,2\nb,1,0\n"
    for ending, read in (("xlsx", pd.read_excel), ("parquet", pd.read_parquet)):
        back = read(export(matrix, tmp_path / f"m.{ending}"))
        assert back.to_dict("list") == {"id": ["a", "b"], "x": [0, 1], "y": [2, 0]}


def test_a_matrix_with_a_hole_is_told(study, tmp_path):
    matrix = two_mode(study.statements).astype(float)
    matrix.iloc[0, 0] = np.nan
    with pytest.raises(InputError, match="matrix: 1 cell is no finite number, first nan"):
        export(matrix, tmp_path / "m.csv")


def test_an_index_is_kept_unless_it_only_counts(tmp_path):
    table = pd.DataFrame({"n": [1, 2]})
    assert export(table, tmp_path / "t.csv").read_text() == "n\n1\n2\n"
    assert export(table[1:], tmp_path / "t.csv").read_text() == "id,n\n1,2\n"
    levels = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["who", None])
    told = export(table.set_index(levels), tmp_path / "t.csv").read_text()
    assert told == "who,id_2,n\na,1,1\nb,2,2\n"
    with pytest.raises(InputError, match="column 'n' stands more than once"):
        export(table.rename_axis("n"), tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("thing", "name", "told"),
    [
        (
            "study",
            "a.gexf",
            "a.gexf: ending '.gexf'; expected one of: csv, xlsx, parquet, dna, for "
            "statements; .gexf takes a graph, such as analysis.graph(study)",
        ),
        (
            "graph",
            "a.xlsx",
            "a.xlsx: ending '.xlsx'; expected one of: gexf, graphml, csv, cyjs, "
            "dl, for a graph; .xlsx takes a DataFrame",
        ),
        (
            "table",
            "a.cyjs",
            "a.cyjs: ending '.cyjs'; expected one of: csv, dl, xlsx, parquet, for "
            "a DataFrame; .cyjs takes a graph, such as analysis.one_mode_graph(study, matrix)",
        ),
        ("table", "a.doc", "a.doc: ending '.doc'; expected one of: csv, xlsx, parquet"),
        ("list", "a.csv", "export: list; expected a graph, a study or a DataFrame"),
    ],
)
def test_what_makes_no_sense_is_told(study, tmp_path, thing, name, told):
    given = {"study": study, "graph": nx.Graph(), "table": pd.DataFrame({"a": [1]}), "list": []}
    with pytest.raises(InputError) as raised:
        export(given[thing], tmp_path / name)
    assert raised.value.problems == [told] and not list(tmp_path.iterdir())


def test_what_begins_like_a_formula_stays_in_csv_and_is_text_in_a_workbook(tmp_path):
    table = pd.DataFrame({"=name": FORMULAS})
    back = pd.read_csv(export(table, tmp_path / "t.csv"))
    assert list(back["=name"]) == FORMULAS and list(back.columns) == ["=name"]
    book = openpyxl.load_workbook(export(table, tmp_path / "t.xlsx"))
    cells = [row[0] for row in book.active.iter_rows()]
    assert [cell.value for cell in cells] == ["=name", *FORMULAS]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_workbook_keeps_the_digits_of_great_numbers(tmp_path):
    table = pd.DataFrame({"account": [1234567890123456789, 5], "n": [1, 2]})
    book = openpyxl.load_workbook(export(table, tmp_path / "t.xlsx"))
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["1234567890123456789", 5]
    assert pd.read_csv(export(table, tmp_path / "t.csv"))["account"][0] == 1234567890123456789


@pytest.mark.parametrize("value", [{"a": 1}, b"x", [None], [[1]], complex(1, 2)])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_cell_that_is_no_value_is_told_by_its_row(tmp_path, value, ending):
    table = pd.DataFrame({"x": pd.Series([1, value], dtype=object)})
    with pytest.raises(InputError, match=r"^row 1: x: "):
        export(table, tmp_path / f"t.{ending}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("table", "ending", "told"),
    [
        (pd.DataFrame({"x": pd.Series([1, "a"], dtype=object)}), "parquet", "^table: "),
        (pd.DataFrame({"x": pd.Series([2**70], dtype=object)}), "parquet", "^table: .*too large"),
        (pd.DataFrame({"x": [float("inf")]}), "xlsx", "x: inf; expected a finite number"),
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), "csv", "levels"),
        (pd.DataFrame([[1, 2]], columns=["1", 1]), "csv", "column '1' stands more than once"),
        (pd.DataFrame({"x": pd.Series(["\ud800"], dtype=object)}), "csv", "no letter that UTF-8"),
    ],
)
def test_what_a_table_cannot_be_is_told(tmp_path, table, ending, told):
    with pytest.raises(InputError, match=told):
        export(table, tmp_path / f"t.{ending}")
    assert not list(tmp_path.iterdir())


def test_lists_times_and_missing_values_of_a_table(tmp_path):
    table = pd.DataFrame(
        {
            "of": [["a", "b"], ("c",)],
            "at": pd.to_datetime(["2024-11-27 10:30", None]),
            "day": pd.to_datetime(["2024-11-27", "2024-01-01"]),
            "n": pd.array([1, None], "Int64"),
        }
    )
    told = export(table, tmp_path / "t.csv").read_text()
    assert told == "of,at,day,n\na b,2024-11-27 10:30:00,2024-11-27,1\nc,,2024-01-01,\n"
    back = pd.read_excel(export(table, tmp_path / "t.xlsx"))
    assert back["at"][0] == pd.Timestamp("2024-11-27 10:30") and pd.isna(back["n"][1])
    aware = pd.DataFrame({"at": pd.to_datetime(["2024-11-27 10:30+05:00"])})
    assert pd.read_excel(export(aware, tmp_path / "t.xlsx"))["at"][0] == "2024-11-27T10:30:00+05:00"


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("kind", [nx.MultiGraph, nx.MultiDiGraph])
def test_parallel_edges_with_keys_of_text_are_read_back(tmp_path, ending, kind):
    network = kind()
    for key in ("cooperate", "criticize", "e0", 0, None):
        network.add_edge("a", "b", key=key, weight=len(str(key)))
    back = READERS[ending](export(network, tmp_path / f"n.{ending}"))
    assert sorted(w for *_, w in back.edges(data="weight")) == [1, 2, 4, 9, 9]
    if ending == "gexf":
        assert {"cooperate", "criticize", "e0"} < {key for *_, key in back.edges(keys=True)}
    else:
        assert {"cooperate", "criticize"} < {key for *_, key in back.edges(data="key")}


@pytest.mark.parametrize("ending", READERS)
def test_an_attribute_called_key_does_no_harm(tmp_path, ending):
    network = nx.Graph([("a", "b", {"key": "x", "label": "l"})])
    back = READERS[ending](export(network, tmp_path / f"n.{ending}"))
    assert back.edges["a", "b"]["edge_key" if ending == "gexf" else "key"] == "x"


def test_keys_that_are_one_text_are_told(tmp_path):
    network = nx.MultiGraph()
    network.add_edge("a", "b", key=1.5)
    network.add_edge("a", "b", key="1.5")
    with pytest.raises(InputError, match=r"^edge 'a' to 'b': key '1\.5': expected text that no ot"):
        export(network, tmp_path / "n.gexf")


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**70, 10**400])
@pytest.mark.parametrize("ending", READERS)
def test_a_number_beyond_64_bits_is_text_and_said_to_be(tmp_path, number, ending):
    network = nx.Graph()
    network.add_node("a", account=number, n=2**63 - 1)
    network.add_node("b", account=7, n=-(2**63))
    with pytest.warns(InputNote, match=r"account: whole numbers beyond 9223372036854775807, writt"):
        path = export(network, tmp_path / f"n.{ending}")
    back = READERS[ending](path)
    assert dict(back.nodes(data="account")) == {"a": str(number), "b": "7"}
    assert dict(back.nodes(data="n")) == {"a": 2**63 - 1, "b": -(2**63)}


@pytest.mark.parametrize("ending", READERS)
def test_a_great_weight_stays_a_number(tmp_path, ending):
    network = nx.Graph([("a", "b", {"weight": 2**70}), ("a", "c", {"weight": 1})])
    back = READERS[ending](export(network, tmp_path / f"n.{ending}"))
    assert back.edges["a", "b"]["weight"] == 2.0**70 and back.edges["a", "c"]["weight"] == 1


def test_javascript_gets_great_numbers_as_text(tmp_path):
    network = nx.Graph()
    network.add_node("a", account=2**53)
    with pytest.warns(InputNote, match="account: whole numbers beyond 9007199254740991"):
        path = export(network, tmp_path / "n.cyjs")
    assert '"account": "9007199254740992"' in path.read_text()


def test_a_great_number_beside_a_decimal_one_loses_no_digit(tmp_path):
    network = nx.Graph()
    network.add_node("a", n=2**60 + 1)
    network.add_node("b", n=0.5)
    back = nx.read_gexf(export(network, tmp_path / "n.gexf"))
    assert dict(back.nodes(data="n")) == {"a": str(2**60 + 1), "b": "0.5"}


@pytest.mark.parametrize("weight", [10**400, np.True_, None, "1", [1]])
def test_a_weight_that_is_no_number_is_told(tmp_path, weight):
    with pytest.raises(InputError, match=r"^edge 'a' to 'b': weight: .*; expected a finite number"):
        export(nx.Graph([("a", "b", {"weight": weight})]), tmp_path / "n.gexf")


@pytest.mark.parametrize("name", ["source_name", "target_name"])
def test_an_attribute_named_like_a_column_of_the_edge_list_is_told(tmp_path, name):
    network = nx.Graph([("a", "b", {name: "x"})])
    with pytest.raises(InputError, match=f"edges: attribute '{name}' is the file's own"):
        export(network, tmp_path / "n.csv")


def test_dates_of_numpy_and_days_stay_dates(tmp_path):
    network = nx.Graph()
    network.add_node("a", at=np.datetime64("2015-01-13", "ns"), day=dt.date(2015, 1, 13))
    network.add_node("b", at=np.datetime64("NaT"))
    told = nx.read_graphml(export(network, tmp_path / "n.graphml")).nodes["a"]
    assert told["at"] == "2015-01-13T00:00:00" and told["day"] == "2015-01-13"


def test_names_of_attributes_that_are_one_text_are_told(tmp_path):
    network = nx.Graph()
    network.add_node("a", **{"1": 1})
    network.nodes["a"][1] = 2
    with pytest.raises(InputError, match="node 'a': 1: two attributes have this name"):
        export(network, tmp_path / "n.gexf")


def test_a_side_that_is_no_number_makes_no_two_mode_network(tmp_path):
    network = nx.Graph([("a", "b")])
    nx.set_node_attributes(network, {"a": [0], "b": [1]}, "bipartite")
    assert export(network, tmp_path / "n.csv").read_text().startswith("source,target")
