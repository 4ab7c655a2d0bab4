"""A source is anything with statements, and a study tells more of them than a table."""

from itertools import islice

import ibis
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.networks.arrays import count
from analysis.networks.cells import cells, kept, left_out, scoped
from analysis.networks.directed import directed_matrices
from analysis.networks.graphs import actor_graph, graph, one_mode_graph, statements_behind
from analysis.networks.matrices import one_mode, one_mode_of, two_mode
from analysis.networks.periods import by_period, by_turn, by_window
from analysis.networks.sample import observed, sample
from analysis.networks.statements import all_named, speaking, study_of
from analysis.study.selection import most_heard, with_documents
from analysis.uncertainty.bootstrap import bootstrap, bootstrap_change, influence, null_test


@pytest.fixture(scope="module")
def doors(study, tmp_path_factory):
    """The study's statements by every door but the study itself."""
    said = with_documents(study)
    folder = tmp_path_factory.mktemp("doors")
    said.to_parquet(folder / "said.parquet")
    said.to_csv(folder / "said.csv", index=False)
    return [said, folder / "said.parquet", str(folder / "said.csv"), ibis.memtable(said)]


COUNTED = ({}, {"duplicates": "family"}, {"by": ["publisher"]}, {"by": ["quarter"]})


@pytest.mark.sample(2)
@pytest.mark.parametrize("choices", COUNTED, ids=["plain", "families", "publishers", "quarters"])
def test_a_study_counts_as_its_statements_with_their_documents(study, doors, choices):
    ours = cells(study, "actor", "sector", "stance", **choices)
    for table in doors:
        theirs = cells(table, "actor", "sector", "stance", **choices)
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


@pytest.mark.sample(1)
@pytest.mark.parametrize("rows", ["publisher", "party"])
def test_a_study_has_the_matrices_of_its_statements(study, doors, rows):
    ours = two_mode(study, rows)
    assert all(ours.equals(two_mode(table, rows)) for table in doors)


def test_a_study_has_the_acts_of_its_statements(study, doors):
    ours = directed_matrices(study, "sector")
    for table in doors:
        theirs = directed_matrices(table, "sector")
        assert ours.keys() == theirs.keys() and all(
            ours[name].equals(theirs[name]) for name in ours
        )


def test_of_a_study_nothing_is_left_out(study):
    assert left_out(study, "actor", "sector") == 0
    assert len(scoped(study, "actor", "sector")) == len(study.statements)
    assert "publisher" in kept(study, "actor", "sector").columns


def test_a_study_gives_the_scale_of_its_stances_alone(study, doors):
    ours = one_mode(study, "speaker", duplicates="family")
    for table in doors:
        theirs = one_mode(table, "speaker", duplicates="family", scale=study.scale)
        pd.testing.assert_frame_equal(ours, theirs)
    assert count(study).scale == sample(study).empty.scale == study.scale
    assert count(study, level="relation").scale is None and count(doors[0]).scale is None
    wide = one_mode(study, "speaker", scale=(-5, 5))
    assert (wide.to_numpy() >= one_mode(study, "speaker").to_numpy()).all() and wide.any(axis=None)
    assert one_mode_of(count(study, "speaker"), scale=(-5, 5)).equals(
        one_mode_of(count(study.statements, "speaker", scale=(-5, 5)))
    )


def test_a_sample_answers_every_question_as_its_table_does(study, doors):
    ours = sample(study, "speaker", duplicates="family")
    theirs = sample(doors[0], "speaker", duplicates="family", scale=study.scale)
    assert one_mode_of(observed(ours)).equals(one_mode(study, "speaker", duplicates="family"))
    for question in (bootstrap, null_test):
        pd.testing.assert_frame_equal(
            question(ours, one_mode_of, draws=3), question(theirs, one_mode_of, draws=3)
        )


@pytest.mark.long
def test_graphs_have_the_defaults_and_the_weights_of_two_mode(study, doors):
    for aggregation in ("ignore", "subtract"):
        for duplicates in ("include", "document", "month"):
            choices = {"aggregation": aggregation, "duplicates": duplicates}
            matrix = two_mode(study, **choices)
            expected = {cell: value for cell, value in matrix.stack().items() if value}
            for source in (study, doors[0], doors[2]):
                network = graph(source, **choices)
                assert {
                    (row, column): network.edges[row, column]["weight"] for row, column in expected
                } == expected
                assert network.number_of_edges() == len(expected)


def test_a_statement_without_a_stance_is_in_neither():
    said = pd.DataFrame({"actor": ["a", "b"], "sector": ["x", "x"], "stance": [1, None]})
    assert list(graph(said).edges) == [("a", "x")] and two_mode(said).index.tolist() == ["a"]
    assert len(graph(said, level=None).edges) == 2 == len(two_mode(said, level=None))


@pytest.mark.sample(2)
@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.long)])
def test_every_edge_of_a_plain_table_leads_back_to_its_rows(doors, tmp_path, step):
    said = doors[0].drop(columns="statement_id").head(60)
    said.to_csv(tmp_path / "said.csv", index=False)
    for source in (said, tmp_path / "said.csv"):
        network = graph(source)
        for row, column, edge in islice(network.edges(data=True), 0, None, step):
            row, column = (row, column) if network.nodes[row]["bipartite"] == 0 else (column, row)
            behind = statements_behind(source, network, row, column)
            assert len(behind) == edge["weight"] == len(edge["statements"])
            assert set(behind["actor"]) == {row} and set(behind["sector"]) == {column}
    acts = actor_graph(said)
    for actor, target, layer in islice(acts.edges(keys=True), 0, None, step):
        behind = statements_behind(said, acts, actor, target, layer)
        assert set(zip(behind["actor"], behind["target"], behind["sector"], strict=True)) == {
            (actor, target, layer)
        }
    ties = one_mode_graph(said, one_mode(said, scale=(-1, 1)))
    assert all(told["label"] == node and "kind" not in told for node, told in ties.nodes(data=True))


@pytest.mark.long
def test_parts_of_a_study_are_studies_and_those_of_a_table_tables(study, doors):
    for cut in (
        lambda source: by_period(source, "year"),
        lambda source: by_window(source, 365, 365),
        lambda source: by_turn(source, study.turns),
    ):
        ours, theirs = cut(study), [cut(table) for table in doors]
        for parts in theirs:
            assert list(parts) == list(ours)
            for name, part in ours.items():
                assert part.scale == study.scale and len(part.statements) == len(parts[name])
                ids = parts[name]["statement_id"].astype(str)
                assert part.statements["statement_id"].tolist() == ids.tolist()
    assert by_turn(study).keys() == by_turn(study, study.turns).keys()
    heard = most_heard(study, "speaker", 5)
    assert heard.statements["speaker"].nunique() == 5
    ids = most_heard(doors[0], "speaker", 5)["statement_id"]
    assert heard.statements["statement_id"].tolist() == ids.tolist()


def test_who_is_named_and_who_speaks_is_told_by_the_fields(study):
    plain = study.statements[["actor", "sector"]]
    assert (all_named(study), all_named(plain)) == ("party", "actor")
    assert (speaking(study), speaking(plain)) == ("speaker", "actor")


def test_in_a_debate_the_actors_speak_whoever_spoke_for_them(study):
    debate = study.statements[["actor", "speaker", "sector"]]
    assert speaking(debate) == speaking(debate.assign(target=None)) == "actor"
    assert speaking(debate.assign(target=study.statements["target"])) == "speaker"


SAID = pd.DataFrame({"actor": ["a", "b"], "sector": ["x", "x"], "stance": [1, 1], "family": "f"})


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: bootstrap(SAID, one_mode_of), "sample: DataFrame; expected what analysis.sample"),
        (lambda: null_test(None, one_mode_of), "sample: NoneType; expected what analysis.sample"),
        (lambda: influence("said.csv", len), "sample: str; expected what analysis.sample returns"),
        (
            lambda: bootstrap_change(sample(SAID), SAID, one_mode_of),
            "later: DataFrame; expected what analysis.sample returns",
        ),
        (
            lambda: influence(sample(SAID, scale=(-1, 1)), one_mode_of),
            "statistic: gives a DataFrame; expected one number",
        ),
        (lambda: bootstrap(sample(SAID), one_mode_of), "scale: missing; expected the declared"),
        (lambda: one_mode_graph(SAID, two_mode(SAID)), "matrix: not one-mode; expected one as of"),
        (lambda: graph(SAID.assign(sector="a")), "rows and columns: 'a' stands in 'actor' and in"),
        (lambda: graph(SAID, level=None, aggregation="subtract"), "level: missing; aggregation"),
        (
            lambda: graph(SAID.assign(stance="yes"), aggregation="subtract"),
            "level: 'stance' is text; aggregation 'subtract' expects numbers",
        ),
        (lambda: most_heard(SAID, "speaker", 5), "field: 'speaker' is unknown; expected"),
        (lambda: study_of([], "charts.course"), "charts.course: list; expected a study, such as"),
        (lambda: two_mode([1]), "source: list; expected a"),
    ],
)
def test_a_wrong_source_is_told(call, expected):
    with pytest.raises(InputError) as raised:
        call()
    assert expected in str(raised.value)
