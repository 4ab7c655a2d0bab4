import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import read_dl

from analysis.errors import InputError
from analysis.exchange import export
from analysis.exchange.dl import dl
from analysis.networks.graphs import actor_graph, one_mode_graph
from analysis.networks.matrices import one_mode, two_mode


def matrix(rows, columns, x=None):
    x = np.zeros((len(rows), len(columns))) if x is None else x
    return pd.DataFrame(x, list(rows), list(columns), dtype=float)


def test_the_reader_reads_an_example_of_the_format():
    """The full matrix with labels of Gephi's manual, under UCINET DL."""
    told = read_dl(
        "dl n=5\nformat = fullmatrix\nlabels:\nbarry,david,lin,pat,russ\ndata:\n"
        "0 1 1 1 0\n1 0 0 0 1\n1 0 0 1 0\n1 0 1 0 1\n0 1 0 1 0\n"
    )[""]
    assert told.loc["barry", "pat"] == 1 and told.loc["russ", "barry"] == 0


def test_one_mode_and_two_mode_say_their_size():
    assert dl({"": matrix("ab", "ab", [[0, 0.5], [0.5, 0]])}) == (
        "dl n=2 format=fullmatrix\nlabels:\na,b\ndata:\n0 0.5\n0.5 0\n"
    )
    assert dl({"": matrix("ab", "x", [[1], [-2]])}) == (
        "dl nr=2 nc=1 format=fullmatrix\nrow labels:\na,b\ncolumn labels:\nx\ndata:\n1\n-2\n"
    )


def test_layers_are_named_matrices(layered, tmp_path):
    told = read_dl(export(layered, tmp_path / "n.dl").read_text(encoding="utf-8"))
    assert list(told) == ["agree", "reject"]
    assert list(told["agree"].index) == ["a", "alone", "b", "c"]
    agree = nx.DiGraph(
        (one, other, edge)
        for one, other, edge in layered.edges(data=True)
        if edge["layer"] == "agree"
    )
    for one in "abc":
        for other in "abc":
            weight = agree.get_edge_data(one, other, {"weight": 0})["weight"]
            assert told["agree"].loc[one, other] == weight
    assert told["reject"].to_numpy().sum() == told["reject"].loc["a", "b"] == 2.5


def test_a_single_layer_keeps_its_name(layered, tmp_path):
    layered.remove_edge("a", "b", "reject")
    told = read_dl(export(layered, tmp_path / "n.dl").read_text(encoding="utf-8"))
    assert list(told) == ["agree"]


def test_an_edge_outside_all_layers_is_told(layered, tmp_path):
    layered.add_edge("alone", "a")
    with pytest.raises(InputError, match=r"^label '': UCINET DL cannot hold it"):
        export(layered, tmp_path / "n.dl")


def test_a_two_mode_network_is_the_two_mode_matrix(study, two_mode_graph, tmp_path):
    told = read_dl(export(two_mode_graph, tmp_path / "n.dl").read_text())[""]
    ours = two_mode(study.statements, rows="party")
    assert told.equals(ours.rename_axis(index=None, columns=None))


def test_a_one_mode_network_is_the_one_mode_matrix(study, tmp_path):
    ours = one_mode(study.statements, scale=study.scale, normalization="cosine")
    network = one_mode_graph(study, ours)
    told = read_dl(export(network, tmp_path / "n.dl").read_text())[""]
    assert told.equals(ours.rename_axis(index=None, columns=None))


def test_a_layer_of_the_study_is_read_back(study, tmp_path):
    network = actor_graph(study)
    told = read_dl(export(network, tmp_path / "n.dl").read_text())
    total = {layer: 0 for layer in told}
    for one, other, layer, weight in network.edges(keys=True, data="weight"):
        assert told[layer].loc[one, other] == weight
        total[layer] += weight
    assert total == {layer: x.to_numpy().sum() for layer, x in told.items()}


labels = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters='"'),
    min_size=1,
    max_size=8,
)
numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.data(),
    st.lists(labels, min_size=1, max_size=4, unique=True),
    st.lists(labels, min_size=1, max_size=4, unique=True),
)
def test_any_labels_and_numbers_are_read_back(data, rows, columns):
    x = [[data.draw(numbers) for _ in columns] for _ in rows]
    ours = matrix(rows, columns, x)
    told = read_dl(dl({"": ours}))[""]
    assert list(told.index) == rows and list(told.columns) == columns
    np.testing.assert_array_equal(told, ours)


@pytest.mark.parametrize("label", ['a "b"', "a\nb", "a\rb", "", "a\x85b", "a\u2028b"])
def test_a_label_that_the_format_has_no_way_for_is_told(label, tmp_path):
    with pytest.raises(InputError) as raised:
        dl({"": matrix(["ok", label], ["x"])})
    assert str(raised.value) == (
        f"label {label!r}: UCINET DL cannot hold it; expected text without quotation marks and "
        "line breaks"
    )


def test_awkward_labels_stand_between_quotation_marks():
    words = dl({"": matrix(["a b", "c,d", "e=f", "data:", "côte", "x-1.y_z"], ["x"])})
    assert words.splitlines()[2] == '"a b","c,d","e=f","data:",côte,x-1.y_z'
