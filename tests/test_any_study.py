"""What is true of any record: whatever it lacks, it is counted, drawn, explored and written."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest
from every_chart import FEW
from example_pensions import workbook
from turns import in_turn, some_or_all

import analysis
from analysis import charts
from analysis.__main__ import main
from analysis.charts.layout import store_order
from analysis.charts.needs import NEEDS
from analysis.errors import InputError
from analysis.exchange import export
from analysis.exchange.network_files import FORMATS
from analysis.exchange.statement_files import STATEMENT_FORMATS, statement_table
from analysis.explorer import standalone
from analysis.explorer.chosen import Choices
from analysis.explorer.exports import write
from analysis.explorer.record import codes, needless, record, rules_of
from analysis.explorer.view import picture, ties
from analysis.indicators.fetch import fetch
from analysis.measures.headlines import concentration, dependences, floors, voiced
from analysis.publish.readable import as_told, readable, to_follow, voices_heard
from analysis.study.load import Study
from analysis.study.write import write_study
from analysis.uncertainty.chance import split, tie_counts

SAID = pd.DataFrame(
    {
        "who": ["Verband", "Verband", "Kammer", "Kammer", "Rat", "Rat"],
        "what": ["Löhne", "Zeiten", "Löhne", "Zeiten", "Löhne", "Löhne"],
        "view": [1, -1, -1, 1, 0, 1],
        "when": pd.to_datetime(["2021-03-01", "2021-04-01"] * 2 + ["2023-05-01", "2023-06-01"]),
        "where": ["A", "A", "B", "B", "C", "D"],
        "by": ["Ida", "Ida", "Paul", "Paul", "Ute", "Ute"],
    }
)
LEAST = {"actor": "who", "sector": "what"}
MORE = {"stance": "view", "date": "when", "document": "where", "speaker": "by"}
KINDS = {
    "least": LEAST,
    "one": LEAST | MORE,
    "whole": LEAST | MORE,
    **{f"only {field}": LEAST | {field: MORE[field]} for field in ("stance", "document")},
    **{
        f"without {field}": LEAST | {each: MORE[each] for each in MORE if each != field}
        for field in ("stance", "date", "speaker")
    },
}
"""The fields of each study; that of one statement has them all."""

DRAWN = (
    *("backbone", "change", "clusters", "influence", "network_change", "phases", "polarisation"),
    *("positions", "profiles", "sides"),
)
quiet = pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")


@pytest.fixture(scope="module", params=KINDS)
def any_study(request) -> Study:
    rows = SAID.head(1) if request.param == "one" else SAID
    return analysis.study_from(rows, language="de", **KINDS[request.param])


@pytest.mark.sample(2)
@quiet
@some_or_all(3, NEEDS)
def test_every_chart_says_something(any_study, request, few):
    place = list(KINDS).index(request.node.callspec.params["any_study"])
    for name in in_turn(NEEDS, place, few):
        few = {"draws": FEW} if name in DRAWN else {}
        chart = getattr(charts, name)(any_study, language="de", **few)
        assert chart.finding and chart.caption and chart.words.alt, name


@pytest.mark.sample(3)
@quiet
def test_every_export_is_written(any_study, tmp_path):
    network = analysis.graph(any_study, "party")
    for ending in FORMATS:
        assert export(network, tmp_path / f"n.{ending}").is_file()
    for ending in STATEMENT_FORMATS:
        assert export(any_study, tmp_path / f"s.{ending}", language="fr").is_file()
    table = statement_table(any_study, language="de")
    assert set(any_study.statements) <= set(table)
    assert list(table["actor_name"]) == list(table["actor"])
    assert "target_name" not in table and "quad" not in table


@quiet
def test_the_explorer_tells_what_there_is(any_study):
    said, shown = any_study.statements, picture(any_study, Choices())
    signed = "stance" in said
    assert shown["signed"] is signed and bool(shown["years"]) is ("date" in said)
    assert ("net_stance" in ties(shown)) is signed and len(ties(shown)) == len(shown["edges"])
    told = record(any_study, "de")
    assert set(told) == set(said["statement_id"])
    first = told[said["statement_id"].iloc[0]]
    assert first["stance"] == (said["stance"].iloc[0] if signed else None)
    assert first["target"] == first["relation"] == first["told"] == ""
    assert codes(any_study, "de")["relations"] == []
    assert ("aggregation" in needless(any_study)) is not signed
    assert {"relations", "by_state", "wide", "quality"} <= set(needless(any_study))
    assert shown["counts"]["documents"] == (
        said["document_id"].nunique() if "document_id" in said else None
    )
    if not shown["years"]:  # each would be drawn
        assert set(standalone.files(any_study)) >= {"en.js", "de.js", "explorer.js"}


@quiet
def test_the_explorer_offers_the_rules_for_which_the_study_has_a_field(any_study):
    said, rules = any_study.statements, rules_of(any_study)
    assert ("document" in rules) is ("document_id" in said)
    assert ("week" in rules) is ("year" in rules) is ("date" in said)
    assert {"include", "acrossrange"} <= {*rules} and not {"act", "family"} & {*rules}


@pytest.mark.sample(1)
@quiet
def test_words_speak_of_families_only_where_there_are_documents(any_study):
    documents = "document_id" in any_study.statements
    for name in ("backbone", "balance", "change", "network_change", "sides"):
        few = {} if name == "balance" else {"draws": FEW}
        chart = getattr(charts, name)(any_study, language="en", **few)
        told = f"{chart.finding} {chart.caption} {chart.words.alt}"
        assert documents or not re.search("famil|Source", told), name


@pytest.mark.sample(1)
@quiet
def test_a_study_of_a_file_gets_a_layout_and_every_export(any_study, tmp_path, capsys):
    folder = write_study(any_study, tmp_path / "any")
    assert main(["layout", str(folder)]) == 0
    made = analysis.load_study(folder)
    assert {*made.layout["node"]} == {*made.statements["actor"], *made.statements["sector"]}
    assert main(["check", str(folder)]) == 0
    capsys.readouterr()
    for what in ("network", "statements", "two-mode", "one-mode"):
        file = str(tmp_path / f"{what}.csv")
        assert main(["export", file, "--what", what, "--study", str(folder)]) == 0, what
    counted = "congruence" if "stance" in made.statements else "pairs of statements"
    assert capsys.readouterr().out.strip().endswith(counted)


@quiet
def test_measures_count_or_say_what_they_lack(any_study):
    assert concentration(any_study)["statements"].item() == len(any_study.statements)
    assert tie_counts(any_study, draws=FEW)["estimate"].sum() <= len(any_study.statements)
    if "stance" in any_study.statements:
        assert len(floors(any_study)) == 1 and floors(any_study)["documents"].item() == "all"
        assert len(split(any_study, draws=FEW)) == 1
        return
    for measure in (floors, voiced):
        with pytest.raises(InputError, match="its statements have no stances"):
            measure(any_study)


@quiet
def test_tables_of_notebooks_show_what_the_record_has(any_study):
    network = charts.network(any_study)
    tie = to_follow(network.table).iloc[0]
    behind = analysis.statements_behind(
        any_study, analysis.graph(any_study, "party"), tie["row"], tie["column"]
    )
    told = readable(as_told(behind), any_study, "de")
    assert list(told)[:2] == ["actor", "sector"] and len(told)
    heard = voices_heard(any_study)
    told = {"speaker", "target"} <= {*any_study.statements}  # else it is a debate
    assert heard.index.name == ("speaker" if told else "actor")


def test_a_study_in_memory_says_that_nothing_can_be_written_beside_it(any_study, tmp_path):
    writers = (
        lambda: store_order(any_study),
        lambda: list(fetch(any_study)),
        lambda: write("parameters", any_study, Choices(), str(tmp_path)),
    )
    for writer in writers:
        with pytest.raises(InputError, match=r"folder"):
            writer()
    assert not list(tmp_path.iterdir())


def test_ties_of_a_record_without_stances_have_no_sign():
    study = analysis.study_from(SAID, language="de", **LEAST, date="when")
    chart = charts.network(study)
    assert not {"sign", "positive", "negative", "net_stance"} & set(chart.table)
    assert chart.finding.startswith("Ties drawn: 5.")
    words = [chart.caption, chart.words.alt, charts.heatmap(study).caption, chart.finding]
    assert not [word for word in words if "friendly" in word or "strained" in word]
    periods = charts.network_periods(study)
    assert len(periods.table) and "friendly" not in periods.caption + periods.words.alt


def test_what_is_asked_with_levels_is_refused_without_them():
    said = SAID.rename(columns={"who": "actor", "what": "sector"})[["actor", "sector"]]
    assert analysis.graph(said).edges["Rat", "Löhne"] == {"weight": 2, "statements": ("5", "6")}
    assert analysis.two_mode(said).loc["Rat", "Löhne"] == 2
    for refused in (
        lambda: analysis.one_mode(said),
        lambda: analysis.graph(said, aggregation="subtract"),
    ):
        with pytest.raises(InputError, match="level: missing"):
            refused()
    with pytest.raises(InputError, match="'stance' is unknown"):
        analysis.graph(said, level="stance")
    with pytest.raises(InputError, match="'stance' is unknown; expected 'Stance'"):
        analysis.graph(said.assign(Stance=1))


@quiet
@pytest.mark.parametrize("lost", [0, 2, 6])
def test_shares_of_a_period_are_of_its_statements_whoever_is_addressed(study, lost):
    """Whether all, some or none of the statements tell toward whom an actor acts."""
    said = SAID.rename(columns={"who": "actor", "what": "sector", "view": "stance", "when": "date"})
    said["target"] = ["Kammer", "Kammer", "Rat", "Rat", "Verband", "Verband"]
    said.loc[said.index[:lost], "target"] = None
    said = said if lost < len(said) else said.drop(columns="target")
    table = charts.network_change(said, draws=FEW).table
    early = said[said["date"].dt.year < 2023]
    for tie in table.itertuples():
        ends = early[early["sector"] == tie.column]
        named = (ends["actor"] == tie.row) | (ends.get("target", "") == tie.row)
        assert tie.earlier == pytest.approx(named.sum() / len(early))


def test_dependence_is_what_passes_between_the_two_states(study):
    said = dependences(study).statements
    assert set(said["relation"]) == {"depend"} and set(said["actor"]) == set(study.states)
    none = replace(study, statements=study.statements.drop(columns="relation"))
    assert dependences(none).statements.empty


def test_names_of_any_language_stand_at_the_nodes(study):
    actors = study.actors.rename(columns={"name_en": "name_zh", "name_ru": "name_ar"})
    network = analysis.graph(replace(study, actors=actors), "party")
    named = network.nodes["kazakhstan"]
    assert (named["name_zh"], named["name_ar"]) == ("Kazakhstan", "Казахстан")


@pytest.mark.long
def test_notebooks_run_through_on_a_debate(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_PROJECT", str(tmp_path))
    workbook(tmp_path / "coded.xlsx")
    columns = {"actor": "Organisation", "sector": "Konzept", "stance": "Zustimmung"}
    columns |= {"date": "Datum", "document": "Beitrag", "speaker": "Person"}
    mapped = [f"{field}={column}" for field, column in columns.items()]
    for words in (
        ["new", "debate", "--from", str(tmp_path / "coded.xlsx"), "--map", *mapped],
        ["run", "-p", "study", "debate"],
    ):
        command = [sys.executable, "-m", "analysis", *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "7 done, 5 skipped" in done.stdout
    written = chain.from_iterable(p.glob("*.png") for p in (tmp_path / "figures").iterdir())
    assert {"network", "sides", "influence"} <= {path.stem for path in written}
