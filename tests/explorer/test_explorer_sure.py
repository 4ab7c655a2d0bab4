"""How sure ties are, as the page is told when it asks."""

import networkx as nx
import pandas as pd
import pytest

from analysis import sample, study_from, with_documents
from analysis.explorer.chosen import Choices
from analysis.explorer.exports import chart
from analysis.explorer.graph_source import graph_study
from analysis.explorer.sure import DRAWS, sure
from analysis.explorer.view import chosen, picture
from analysis.measures.stance import mean_stance
from analysis.networks.matrices import one_mode_of
from analysis.uncertainty.bootstrap import bootstrap


def asked(study, choices):
    told = picture(study, choices)
    periods = [each["edges"] for each in (told, told["then"]) if each]
    return told, sure(study, choices, periods)


def test_a_tie_has_the_mean_stance_of_its_statements(study):
    told, [found] = asked(study, Choices())
    assert set(found) == {f"{tie['row']} {tie['column']}" for tie in told["edges"]}
    lines = with_documents(study).set_index("statement_id")
    for tie in told["edges"][:5]:  # the heaviest
        behind = lines.loc[tie["statements"]].assign(tie="it")
        expected = mean_stance(behind, ["tie"], draws=DRAWS).iloc[0]
        mine = found[f"{tie['row']} {tie['column']}"]
        assert mine["families"] == expected["families"]
        for told_as, field in {"estimate": "mean", "low": "low", "high": "high"}.items():
            assert mine[told_as] == expected[field]


def test_a_tie_in_one_mode_has_the_interval_of_its_weight(study):
    choices = Choices(mode="sectors", aggregation="congruence", most=999)
    told, [found] = asked(study, choices)
    drawn = sample(chosen(study, choices), "sector", "speaker")
    table = bootstrap(drawn, one_mode_of, draws=DRAWS).set_index(["row", "column"])
    for tie in told["edges"]:
        line = table.loc[tuple(sorted((tie["row"], tie["column"])))]
        mine = found[f"{tie['row']} {tie['column']}"]
        if not mine["thin"]:
            assert mine["estimate"] == pytest.approx(tie["weight"])
            assert (mine["low"], mine["high"]) == (line["low"], line["high"])


@pytest.mark.parametrize("mode", ["two-mode", "toward", "actors"])
def test_clear_is_what_is_not_thin_and_on_one_side(study, mode):
    aggregation = "congruence" if mode == "actors" else "ignore"
    _, [found] = asked(study, Choices(mode=mode, aggregation=aggregation))
    for each in found.values():
        assert each["thin"] == (each["families"] < 5)
        assert each["thin"] == ("estimate" not in each), "too few say nothing more"
        on_one_side = not each["thin"] and (each["low"] > 0 or each["high"] < 0)
        assert each["clear"] == on_one_side
    assert {each["clear"] for each in found.values()} == {True, False}


def test_each_period_has_its_own(study):
    told, found = asked(study, Choices(until="2021", then_since="2022"))
    assert [len(each) for each in found] == [len(told["edges"]), len(told["then"]["edges"])]


def test_without_stances_documents_alone_count():
    table = pd.DataFrame({"actor": ["a"] * 6 + ["b"], "sector": "x", "document": [*"abcdef", "a"]})
    _, [found] = asked(study_from(table), Choices())
    assert found == {
        "a x": {"families": 6, "thin": False, "clear": True},
        "b x": {"families": 1, "thin": True, "clear": False},
    }


def test_an_empty_view_has_none(study):
    for mode, aggregation in (("two-mode", "ignore"), ("actors", "congruence")):
        choices = Choices(since="9999", mode=mode, aggregation=aggregation)
        assert asked(study, choices)[1] == [{}]


def test_print_pales_what_the_page_pales(study):
    made = chart(study, Choices(pale=True))
    _, [found] = asked(study, Choices())
    clear = {f"{tie.row} {tie.column}": tie.clear for tie in made.table.itertuples()}
    assert clear == {tie: each["clear"] for tie, each in found.items()}
    assert "Pale: ties with fewer than five independent documents" in made.caption
    assert made.draw() and chart(study, Choices()).table.columns.tolist() == [
        name for name in made.table if name != "clear"
    ]


def test_a_graph_has_no_documents_to_be_sure_of():
    graph = nx.path_graph(3)
    _, [found] = asked(graph_study(graph), Choices(mode="toward"))
    assert {each["families"] for each in found.values()} == {1}
