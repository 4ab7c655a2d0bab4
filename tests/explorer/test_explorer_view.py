import json
from dataclasses import asdict, replace

import networkx as nx
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis import charts, study_from
from analysis.errors import InputError
from analysis.explorer.chosen import Choices, plain, read_choices
from analysis.explorer.view import chosen, network, picture, ties, times_in
from analysis.networks.matrices import AGGREGATIONS, two_mode
from analysis.networks.repeats import DUPLICATES
from analysis.study.selection import QUALITIES, roll_up, select, wholes, with_documents

ALL = 999  # more nodes than any side has
EMPTY = {
    "signed": True,
    "nodes": [],
    "edges": [],
    "years": [],
    "months": [],
    "undated": 0,
    "sectors": [],
    "counts": {"statements": 0, "documents": 0, "nodes": 0, "of": 0, "ties": 0, "silent": 0},
    "then": None,
    "ego": None,
    "mode": "two-mode",
    "layout": "columns",
}


def few(*ids: str):
    return st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple)


spans = st.sampled_from([("", ""), ("2024", ""), ("", "2024-11"), ("2022-02-24", "2024-12-31")])
random_choices = st.builds(
    lambda span, **rest: Choices(since=span[0], until=span[1], **rest),
    spans,
    actors=few("kazakhstan", "putin", "tokayev", "china", "cpc"),
    sectors=few("energy", "gas", "trade", "space", "diplomacy"),
    relations=few("accuse", "agree", "cooperate", "support"),
    quality=st.sampled_from(["", *QUALITIES]),
    by_state=st.booleans(),
    wide=st.booleans(),
    aggregation=st.sampled_from(AGGREGATIONS),
    duplicates=st.sampled_from(DUPLICATES),
    most=st.sampled_from([1, 4, ALL]),
    language=st.sampled_from(["en", "kk"]),
)


def selected(study, choices):
    """The statements chosen, as a notebook chooses them without the explorer."""
    conditions = ("since", "until", "actors", "sectors", "relations", "quality")
    found = select(study, **{name: getattr(choices, name) for name in conditions})
    return roll_up(found, actors=choices.by_state, sectors=choices.wide)


def matrix(study, choices):
    return two_mode(
        with_documents(selected(study, choices)),
        "party",
        "sector",
        aggregation=choices.aggregation,
        duplicates=choices.duplicates,
    )


def cells(table: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The cells of a matrix that are not zero."""
    places = zip(*table.to_numpy().nonzero(), strict=True)
    return {
        (table.index[row], table.columns[column]): table.iat[row, column] for row, column in places
    }


def weights(edges, field="weight"):
    return {(edge["row"], edge["column"]): edge[field] for edge in edges}


# The numbers


@pytest.mark.sample(3)
@pytest.mark.parametrize("duplicates", DUPLICATES)
def test_a_tie_weighs_what_two_mode_counts(study, duplicates):
    for aggregation in AGGREGATIONS:
        choices = Choices(
            by_state=False, wide=False, duplicates=duplicates, aggregation=aggregation, most=ALL
        )
        ties, counted = picture(study, choices)["edges"], matrix(study, choices)
        assert weights(ties) == cells(counted.abs())
        if aggregation == "subtract":
            assert weights(ties, "net_stance") == cells(counted)


@tries(12)
@given(choices=random_choices)
def test_any_picture_agrees_with_two_mode_and_with_itself(study, choices):
    told = picture(study, choices)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    always = picture(study, replace(choices, since="", until=""))
    assert told["years"] == always["years"], "a choice of dates takes no year away"
    told["years"] = [line for line in told["years"] if not (choices.since or choices.until)]
    ties, counts, all_ties = told["edges"], told["counts"], cells(matrix(study, choices).abs())
    assert weights(ties).items() <= all_ties.items()
    if choices.most == ALL:
        assert len(ties) == len(all_ties)
        behind = {name for tie in ties for name in tie["statements"]}
        documents = study.statements.set_index("statement_id")["document_id"]
        assert counts["statements"] == len(behind)
        assert counts["documents"] == documents[sorted(behind)].nunique()
        assert counts["of"] == counts["nodes"]
    assert counts["of"] == len({end for tie in all_ties for end in tie})
    _agree(told, choices.most)


def _agree(told, most):
    nodes, ties, counts = told["nodes"], told["edges"], told["counts"]
    ids = [node["id"] for node in nodes]
    assert counts["nodes"] == len(ids) == len(set(ids))
    assert set(ids) == {tie[end] for tie in ties for end in ("row", "column")}
    assert all(sum(node["side"] == side for node in nodes) <= most for side in (0, 1))
    for node in nodes:
        own = [tie for tie in ties if node["id"] in (tie["row"], tie["column"])]
        assert (node["ties"], node["weight"]) == (len(own), sum(tie["weight"] for tie in own))
    signs = ("friendly", "neutral", "strained")
    for lines in filter(None, (told["years"], told["sectors"])):
        assert sum(line[sign] for line in lines for sign in signs) == counts["statements"]
    years = [line["year"] for line in told["years"]]
    assert years == (list(range(years[0], years[-1] + 1)) if years else [])
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)


def test_a_picture_tells_what_the_table_of_the_figure_tells(study):
    choices = Choices(since="2024", sectors=("energy",), wide=False, most=5, language="ru")
    kept = roll_up(select(study, since="2024", sectors=["energy"]), sectors=False)
    table = charts.network(kept, most=5, language="ru").table
    told = picture(study, choices)["edges"]
    assert [tie["statements"] for tie in told] == [ids.split() for ids in table["statements"]]
    fields = ["row", "column", "sign", "weight", "positive", "negative", "net_stance"]
    assert pd.DataFrame(told)[fields].equals(table[fields])


def test_the_ties_are_a_table_for_a_reader(study):
    table = ties(drawn := picture(study, Choices(most=3)))
    assert list(table)[:4] == ["actor", "sector", "sign", "weight"] and len(table) > 3
    assert table["weight"].is_monotonic_decreasing
    assert list(table["actor"]) == [tie["row"] for tie in drawn["edges"]]
    assert ties(picture(study, Choices(since="9999"))).empty


def test_each_choice_leaves_something_out(study):
    whole = picture(study, Choices())["counts"]["statements"]
    for choice in (
        {"since": "2025"},
        {"until": "2023"},
        {"actors": ("putin",)},
        {"sectors": ("space",)},
        {"relations": ("agree",)},
        {"quality": "A"},
        {"duplicates": "acrossrange"},
    ):
        assert 0 < picture(study, Choices(**choice))["counts"]["statements"] < whole, choice


def test_fewer_nodes_are_drawn_and_all_are_counted(study):
    few_drawn, all_drawn = (picture(study, Choices(most=most)) for most in (3, ALL))
    assert len(few_drawn["nodes"]) <= 6 < len(all_drawn["nodes"])
    assert few_drawn["counts"]["of"] == all_drawn["counts"]["of"]
    for same in ("years", "sectors"):
        assert few_drawn[same] == all_drawn[same]
    assert few_drawn["counts"]["statements"] == all_drawn["counts"]["statements"]


def test_a_friendly_and_a_strained_statement_of_one_document_make_up_for_each_other(article):
    one = article.statements.iloc[[0]].assign(actor="kazakhstan", target="russia", sector="trade")
    both = pd.concat(
        [
            one.assign(statement_id=f"D000-{n}", stance=stance)
            for n, stance in ((90, 1), (91, -1), (92, 1))
        ]
    )
    planted = replace(article, statements=both.reset_index(drop=True))
    told = {
        (aggregation, duplicates): weights(
            picture(planted, Choices(aggregation=aggregation, duplicates=duplicates))["edges"]
        ).get(("russia", "trade"))
        for aggregation in AGGREGATIONS
        for duplicates in ("include", "document")
    }
    assert told == {
        ("ignore", "include"): 3,
        ("ignore", "document"): 1,
        ("subtract", "include"): 1,
        ("subtract", "document"): None,
    }


@pytest.mark.parametrize("by_state", [True, False])
def test_each_tie_leads_back_to_what_was_said(study, by_state):
    said = study.statements.set_index("statement_id")
    states, fields = wholes(study.actors, "actor_id"), wholes(study.sectors, "sector_id")
    for tie in picture(study, Choices(by_state=by_state, wide=by_state, most=ALL))["edges"]:
        behind = said.loc[tie["statements"]]
        assert tie["weight"] == len(behind)
        assert tie["net_stance"] == behind["stance"].sum()
        for line in behind.itertuples():
            parties = {line.actor, line.target}
            assert tie["row"] in ({states[end] for end in parties} if by_state else parties)
            assert tie["column"] == (fields[line.sector] if by_state else line.sector)


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_nothing_chosen_is_an_empty_picture(study, aggregation):
    empty = EMPTY | {"aggregation": aggregation, "span": ["9999", ""]}
    late = picture(study, Choices(since="9999", aggregation=aggregation))
    assert late | {"years": [], "months": []} == empty and late["years"], (
        "years can still be chosen"
    )
    nobody = Choices(actors=("pipeline_bombers",))
    nothing = replace(study, statements=study.statements.iloc[:0])
    assert picture(nothing, Choices(aggregation=aggregation)) == empty | {"span": ["", ""]}
    with pytest.raises(InputError, match="'pipeline_bombers' is unknown"):
        picture(study, nobody)


def test_the_graph_of_a_view_is_one_that_figures_and_files_take(study):
    choices = Choices(aggregation="subtract", duplicates="family")
    whole = network(chosen(study, choices), choices)
    assert whole.graph["aggregation"] == "subtract" and nx.is_bipartite(whole)
    assert min(dict(whole.degree()).values()) > 0
    for *_, edge in whole.edges(data=True):
        assert edge["weight"] == edge["positive"] - edge["negative"] != 0


def test_names_come_in_the_language_and_hold_what_the_table_holds(study):
    names = study.actors.set_index("actor_id")
    odd = study.actors.replace({"Kazakhstan": '<b>Kazakhstan</b> & "co"'})
    told = picture(replace(study, actors=odd), Choices())
    assert {node["name"] for node in told["nodes"] if node["id"] == "kazakhstan"} == {
        '<b>Kazakhstan</b> & "co"'
    }
    for language in ("fr", "ru", "kk"):
        nodes = picture(study, Choices(language=language))["nodes"]
        for node in (node for node in nodes if node["side"] == 0):
            assert node["name"] == names.at[node["id"], f"name_{language}"]


# What a notebook or a page gives


def test_choices_are_read_as_they_are_written():
    assert read_choices({}) == Choices()
    given = {"since": "2024", "actors": ["russia"], "by_state": False, "most": 3, "language": "kk"}
    assert plain(read_choices(given)) == plain(Choices()) | given
    assert read_choices({"sectors": ("gas", "oil")}).sectors == ("gas", "oil")


@given(choices=random_choices)
def test_choices_survive_json(choices):
    assert read_choices(json.loads(json.dumps(plain(choices)))) == choices


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"most": "x"}, "most: 'x'; expected a whole number from 1"),
        ({"most": 0}, "most: 0; expected a whole number from 1"),
        ({"most": 2.5}, "most: 2.5; expected a whole number from 1"),
        ({"most": True}, "most: True; expected a whole number from 1"),
        ({"by_state": "yes"}, "by_state: 'yes'; expected true or false"),
        ({"wide": 1}, "wide: 1; expected true or false"),
        ({"actors": "kazakhstan"}, "actors: 'kazakhstan'; expected a list of ids"),
        ({"actors": 5}, "actors: 5; expected a list of ids"),
        ({"sectors": {"gas": 1}}, "sectors: {'gas': 1}; expected a list of ids"),
        ({"relations": [["agree"]]}, "relations: [['agree']]; expected a list of ids"),
        ({"sectors": [None]}, "sectors: [None]; expected a list of ids"),
        ({"since": 2024}, "since: 2024; expected a text"),
        ({"quality": ["A"]}, "quality: ['A']; expected a text"),
        ({"aggregation": "combine"}, "aggregation: 'combine'; expected one of: ignore, subtract"),
        ({"language": "tlh"}, "language: 'tlh'; expected one of: en, de, fr, kk, ru"),
        ({"sector": []}, "sector: no choice of the explorer; expected 'sectors' (nearest), or"),
        ({1: 2}, "1: no choice of the explorer; expected one of 27 known ids"),
    ],
)
def test_a_choice_of_the_wrong_kind_is_told(given, told):
    with pytest.raises(InputError) as raised:
        read_choices(given)
    assert str(raised.value).startswith(told) and len(raised.value.problems) == 1


@pytest.mark.parametrize("name", asdict(Choices()))
def test_no_choice_may_be_missing(name):
    with pytest.raises(InputError, match=f"^{name}: None; expected "):
        read_choices({name: None})


def test_several_mistakes_are_told_at_once():
    with pytest.raises(InputError) as raised:
        read_choices({"most": -1, "wide": "no", "until": []})
    assert [line.split(":")[0] for line in raised.value.problems] == ["most", "wide", "until"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"since": "soon"}, "since: 'soon'; expected a day, month or year"),
        ({"since": "2025", "until": "2024"}, "since: '2025' is after until: '2024'"),
        ({"actors": ["tokaev"]}, "actor_id: 'tokaev' is unknown; expected 'tokayev'"),
        ({"sectors": ["gaz"]}, "sector_id: 'gaz' is unknown; expected 'gas'"),
        ({"relations": ["agrees"]}, "relation_id: 'agrees' is unknown; expected 'agree'"),
        ({"quality": "D"}, "quality: 'D' is unknown; expected one of: A, B, C"),
        ({"duplicates": "day"}, "duplicates: 'day'; expected one of: include"),
    ],
)
def test_a_choice_that_the_study_does_not_know_is_told(study, given, told):
    with pytest.raises(InputError) as raised:
        picture(study, read_choices(given))
    assert str(raised.value).startswith(told)


def test_of_very_many_ties_the_heaviest_are_drawn_and_all_counted():
    pairs = [(f"a{one:03}", f"s{other:03}") for one in range(150) for other in range(150)]
    table = pd.DataFrame([*pairs, pairs[-1]], columns=["who", "what"])
    shown = picture(study_from(table, actor="who", sector="what"), Choices(most=150))
    assert shown["counts"] | {"documents": None} == {
        "statements": 22_501,
        "documents": None,
        "nodes": 300,
        "of": 300,
        "ties": 22_500,
        "silent": 0,
    }
    assert len(shown["edges"]) == 20_000
    assert shown["edges"][0]["row"] == "a149" and len(shown["edges"][0]["statements"]) == 2


def test_years_that_are_known_are_not_counted_again(study):
    whole = picture(study, Choices(most=5))
    first = picture(study, Choices(most=5, since="2024"))
    again = picture(study, Choices(most=5, since="2024"), times=times_in(whole))
    assert again == first
