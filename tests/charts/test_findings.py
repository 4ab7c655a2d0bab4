"""What charts say of their tables: whole sentences that are true, of any study, in any language."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial

import pandas as pd
import pytest
from tiny_study import tiny_study
from turns import in_turn, some_or_all

from analysis import charts
from analysis.charts.chart import Chart
from analysis.locale import languages
from analysis.measures.stance import reached
from analysis.study.acts import one_row_an_act
from analysis.study.load import Study, load_study
from analysis.study.selection import bilateral, roll_up, select

TURNOVER = ("goods_trade_turnover", "goods_trade_turnover_promised")
SHARE = "oil_export_share_through_russia"
ROUTES = {
    "indicator": "oil_exports_by_route",
    "total": "oil_exports",
    "back": "oil_transit",
}
DRAWS = 20

CHARTS: dict[str, Callable[..., Chart]] = {
    "alluvial": lambda study, **k: charts.alluvial(study, **ROUTES, **k),
    "attention": charts.attention,
    "backbone": partial(charts.backbone, draws=DRAWS),
    "balance": charts.balance,
    "change": partial(charts.change, draws=DRAWS),
    "choices": charts.choices,
    "clusters": partial(charts.clusters, draws=3),
    "coding_errors": partial(charts.coding_errors, draws=3),
    "concept_backbone": partial(charts.concept_backbone, draws=3),
    "course": charts.course,
    "coverage": charts.coverage,
    "dependence": charts.dependence,
    "hand_and_machine": partial(charts.hand_and_machine, draws=3),
    "heatmap": charts.heatmap,
    "influence": partial(charts.influence, draws=DRAWS),
    "leanings": charts.leanings,
    "network": charts.network,
    "network_change": partial(charts.network_change, draws=DRAWS),
    "network_periods": charts.network_periods,
    "overview": partial(charts.overview, turnover=TURNOVER, share=SHARE),
    "phases": partial(charts.phases, period="year", draws=DRAWS),
    "polarisation": partial(charts.polarisation, period="year", draws=3),
    "positions": partial(charts.positions, draws=3),
    "profiles": partial(charts.profiles, draws=3),
    "projects": charts.projects,
    "promises": partial(charts.promises, reported=TURNOVER[0], planned=TURNOVER[1]),
    "sequence": charts.sequence,
    "sides": partial(charts.sides, draws=DRAWS),
    "smoothed": partial(charts.smoothed, draws=DRAWS),
    "trends": lambda study, **k: charts.trends(study, indicators=[SHARE, TURNOVER[0]], **k),
    "voices": charts.voices,
    "words_and_deeds": charts.words_and_deeds,
}


def cut(study: Study, kept: slice | pd.Series = slice(None), **fields: object) -> Study:
    """Return the study with some of its statements, and fields of them set."""
    statements = study.statements[kept].assign(**fields).reset_index(drop=True)
    return replace(study, statements=statements)


def of_one_actor(study: Study) -> Study:
    return cut(study, study.statements["actor"] == "kazakhstan", target="russia")


def in_ties(study: Study) -> Study:
    """One statement of each pair of actors on each sector, and of one stance."""
    statements = study.statements.drop_duplicates(["actor", "target", "sector"])
    part = cut(replace(study, statements=statements), slice(None, None, 3))
    return cut(part, stance=1, speaker=part.statements["actor"])


def spoken(study: Study, leading: bool) -> Study:
    leaders = study.actors.loc[study.actors["role"].notna(), "actor_id"]
    said = study.statements["speaker"].isin(leaders) == leading
    return cut(cut(study, said), slice(None, None, 3))


ODD: dict[str, Callable[[Study], Study]] = {
    "none": lambda study: cut(study, slice(0)),
    "one": lambda study: cut(study, slice(1)),
    "three": lambda study: cut(study, slice(3)),
    "one actor": of_one_actor,
    "one document": lambda study: select(study, documents=["D000"]),
    "neutral": lambda study: cut(study, slice(None, None, 9), stance=0),
    "friendly": lambda study: cut(study, slice(None, None, 9), stance=1),
    "strained": lambda study: cut(study, slice(None, None, 9), stance=-1),
    "leaders": lambda study: spoken(study, True),
    "no leader": lambda study: spoken(study, False),
    "vague": lambda study: cut(study, slice(None, None, 9), date_precision="year"),
    "undated": lambda study: cut(study, slice(None, None, 9), date=pd.NaT),
    "one period": lambda study: select(study, since="2024-11-27", until="2024-11-27"),
    "ties": in_ties,
    "sample": lambda study: cut(study, slice(None, None, 4)),
}


SLOW = {
    "backbone",
    "change",
    "choices",
    "clusters",
    "coding_errors",
    "concept_backbone",
    "influence",
    "network_change",
    "phases",
    "polarisation",
    "positions",
    "profiles",
    "sides",
    "smoothed",
}
FIGURES = {"alluvial", "projects", "promises", "trends"}
"""Charts of published figures and projects, which no odd statement touches."""

SELDOM = SLOW | FIGURES | {"overview"}
"""Charts that a run of all tests makes of the fewest kinds of studies."""

FEWEST = {"none", "one", "ties"}
FEW = FEWEST | {"one document", "undated"}
SOME = FEWEST | {"undated", "leaders", "tiny"}
"""Kinds of studies: a run of all tests makes charts of these, the long one of all of them, though
slow charts of few."""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Study:
    return load_study(tiny_study(tmp_path_factory.mktemp("tiny") / "study"))


def made(name: str, study: Study, language: str = "en") -> Chart:
    return CHARTS[name](study, language=language)


def check_form(text: str) -> None:
    assert re.search(r"[^.\s]\.$", text), text
    assert not re.search(r"\bnan\b|None|NaT|[{}]|  |\s[.,]|\.\.", text), text


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.long)])
def extent(request) -> str:
    """How many kinds of studies and languages are tried."""
    return request.param


@pytest.fixture(scope="module")
def every(extent, study, tiny) -> Callable[[str], dict[str, Chart]]:
    """A chart of odd studies in English, by the kind of study; made once, of slow ones fewer."""
    odd = {kind: make(study) for kind, make in ODD.items()} | {"tiny": tiny}
    seldom, few, often = (SELDOM, FEWEST, SOME) if extent == "some" else (SLOW, FEW, {*odd})
    return cache(
        lambda name: {
            kind: made(name, part)
            for kind, part in odd.items()
            if kind in (few if name in seldom else often)
        }
    )


def test_the_charts_here_are_all_there_are():
    assert set(CHARTS) == set(charts.__all__) - {"Chart", "findings"}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_says_what_it_finds_in_each_language(every, extent, name):
    others = languages()[1:]
    for place, (kind, chart) in enumerate(every(name).items(), list(CHARTS).index(name)):
        now = in_turn(others, place, 1) if extent == "some" else others
        check_languages(kind, chart, ["en", *now])


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(set(ODD) - FEW))
def test_slow_figures_too_say_it_of_any_study(study, kind):
    for name in SLOW:
        check_languages(kind, made(name, ODD[kind](study)), languages())


def check_languages(kind: str, chart: Chart, tongues: Iterable[str]) -> None:
    """The words of the table stay English, but for those of an empty one, which has none."""
    english = chart.finding
    for language in tongues:
        told = replace(chart, language=language) if len(chart.table) else chart
        check_form(told.finding)
        assert len(chart.table) == 0 or (told.finding == english) == (language == "en")
        assert told.words.caption and told.words.alt, (kind, language)
        assert not re.search(r"\bnan\b|None", told.words.alt), (kind, told.words.alt)
        if language == "fr" and len(chart.table):
            check_french(" ".join([told.finding, told.words.caption, told.words.alt]), chart.table)


def check_french(text: str, table: pd.DataFrame) -> None:
    """French has a space before colons and semicolons, and a comma before decimals.

    What the table calls a row stays as it is.
    """
    for name in table.get("name", []):
        text = text.replace(str(name), "")
    assert not re.search(r"\S[:;](?=\s)|\d\.\d", text), text


EMPTY = [("none", name) for name in CHARTS if name not in SLOW]
EMPTY += [("one", name) for name in ("backbone", "sides")] + [("undated", "course")]


@pytest.mark.sample(2)
@some_or_all(3, EMPTY)
@pytest.mark.parametrize("language", languages()[1:])
def test_emptiness_is_said_in_each_language(study, language, few):
    for kind, name in in_turn(EMPTY, languages().index(language), few):
        text = made(name, ODD[kind](study), language).finding
        check_form(text)
        assert not re.search(r"\b(the|of|are|and|no)\b", text.replace("oil", "")), text


NOTHING = "No statement meets this selection."
OTHERS = {"change", "network_change", "dependence"}  # which say what they would need


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", CHARTS)
def test_no_statement_is_told_apart_from_none_to_be_shown(study, name):
    none, undated = (made(name, ODD[kind](study)).finding for kind in ("none", "undated"))
    assert (none != NOTHING) == (name in FIGURES | OTHERS)
    assert undated != NOTHING
    if name in ("course", "network_periods"):
        assert undated == "No statement has a date that tells its period."


def test_one_speaker_alone_is_told_apart_from_no_statement(study):
    lone = {
        name: made(name, ODD["one"](study)).finding for name in ("sides", "backbone", "choices")
    }
    assert lone == {
        "sides": "No two speakers stand closer or further apart.",
        "backbone": "No tie stands out.",
        "choices": "No two speakers are tied.",
    }


def counts(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<![\w.−+%])\d+(?![\w%])", text)]


def shown(every, name: str) -> list[tuple[str, Chart]]:
    return [(kind, chart) for kind, chart in every(name).items() if len(chart.table)]


def test_balance_counts_sectors_and_names_those_strained(every):
    for _, chart in shown(every, "balance"):
        table, text = chart.table, chart.finding
        warm = sum(line.friendly > line.strained for line in table.itertuples())
        cold = [line.name for line in table.itertuples() if line.strained > line.friendly]
        assert f"strained ones: {warm} of {len(table)}." in text
        named = [
            name
            for name in cold
            if name in text.partition("With more")[2].partition("Strained most")[0]
        ]
        assert named == (cold if len(cold) <= 5 else cold[:4])
        assert (f"{len(cold) - 4} others" in text) == (len(cold) > 5)


def test_words_and_deeds_add_up(every):
    for _, chart in shown(every, "words_and_deeds"):
        assert sum(counts(chart.finding)) == chart.table["total"].sum()


def test_coverage_counts_every_statement(every):
    for kind, chart in shown(every, "coverage"):
        total = len(chart.study.statements)
        assert chart.finding.startswith(f"{total} statement{'s' * (total != 1)}")
        missing = re.search(r"Of no known year: (\d+)\.", chart.finding)
        assert bool(missing) == (kind == "undated")
        if missing:
            assert int(missing[1]) == chart.study.statements["date"].isna().sum() > 0


def test_the_fullest_cell_stands_alone(every):
    kinds = set()
    for _, chart in shown(every, "heatmap"):
        weights = sorted(chart.table["weight"], reverse=True)
        alone = len(weights) == 1 or weights[0] > weights[1]
        assert ("the fullest is" in chart.finding) == alone
        assert ("fullest cell is" in chart.words.alt) == alone
        if alone:
            assert f"({weights[0]} statement" in chart.finding
        kinds.add(alone)
    assert kinds == {True, False}


def test_the_heaviest_tie_stands_alone(every):
    kinds = set()
    for _, chart in shown(every, "network"):
        weights = sorted(chart.table["weight"], reverse=True)
        alone = len(weights) > 1 and weights[0] > weights[1]
        assert ("The heaviest" in chart.finding) == alone
        ties, *signs = counts(chart.finding.partition(" The heaviest")[0])
        assert ties == len(weights) == sum(signs)
        kinds.add(alone)
    assert kinds == {True, False}


def test_ties_alike_share_the_first_place_of_a_period(every):
    for _, chart in shown(every, "network_periods"):
        for _, lines in chart.table.groupby("period"):
            alike = [line for line in lines.itertuples() if line.weight == lines["weight"].max()]
            assert f"{alike[0].row_name} – {alike[0].column_name}" in chart.finding
            assert len(alike) <= 5 or f"{len(alike) - 4} others" in chart.finding


@pytest.mark.parametrize("name", ["change", "network_change"])
def test_clear_changes_exclude_none(every, name):
    for _, chart in shown(every, name):
        apart = [
            line
            for line in chart.table.itertuples()
            if line.low * line.high > 0 and line.clear and not line.thin
        ]
        if not apart:
            assert chart.finding == "No change shown is clear."
            continue
        told = f"Clear changes: {len(apart)} of {len(chart.table)} shown."
        assert chart.finding.startswith(told)
        named = chart.finding.partition("points: ")[2]
        signs = re.findall(r" (?:([+−])\d+|0)(?=,| and|\.)", named)
        expected = ["+" if line.estimate > 0 else "−" for line in apart]
        shown_of = expected if len(apart) <= 5 else expected[:4]
        assert all(one in ("", other) for one, other in zip(signs, shown_of, strict=True))


def test_voices_that_are_warmer_share_no_stance(every):
    for _, chart in shown(every, "voices"):
        kinds = reached(chart.table[(chart.table["dimension"] == "kind") & ~chart.table["thin"]])
        apart, both = [], 0
        for name, pair in kinds.groupby("name"):
            ends = {line.voice: line for line in pair.itertuples()}
            both += len(ends) == 2
            if len(ends) == 2 and ends["leaders"].low > ends["others"].high:
                apart.append(name)
        told = re.search(r"warmer than others in: (.*?)\.", chart.finding)
        assert bool(told) == bool(apart) and all(name in told[1] for name in apart)
        if chart.table["voice"].nunique() == 1:
            assert re.match("Only .* speak here|No leading voice speaks here", chart.finding)
        else:
            assert chart.finding.startswith("In no kind of relation") == (both == 0)


def test_course_counts_periods_that_can_be_compared(every):
    for _, chart in shown(every, "course"):
        sure, warmer, colder = reached(chart.table[~chart.table["thin"].astype(bool)]), 0, 0
        pairs = [
            {line.voice: line for line in part.itertuples()}
            for _, part in sure.groupby("period")
            if len(part) == 2
        ]
        for pair in pairs:
            warmer += pair["leaders"].low > pair["others"].high
            colder += pair["leaders"].high < pair["others"].low
        if pairs and not warmer + colder:
            assert counts(chart.finding) == [len(pairs)] and "clearly warmer" in chart.finding
        elif pairs:
            assert counts(chart.finding) == [len(pairs), warmer, colder]
        elif chart.table["voice"].nunique() == 1:
            assert re.match("Only .* speak here|No leading voice speaks here", chart.finding)
        else:
            assert chart.finding.startswith("In no period do both voices")


def test_the_lowest_correlation_is_that_of_the_choices_named(every):
    for _, chart in shown(every, "choices"):
        known = chart.table.dropna(subset="correlation").sort_values("correlation")
        told = re.search(r"drawn: (−?-?[\d.]+), for (.*)\.$", chart.finding)
        if known.empty or known["correlation"].iloc[0] > 1 - 1e-6:
            assert not told
            continue
        assert known["name"].iloc[0] in told[2]
        assert float(told[1].replace("−", "-")) == round(known["correlation"].iloc[0], 2)


def test_pairs_beyond_chance_are_counted_on_its_either_side(every):
    for _, chart in shown(every, "sides"):
        beyond = [line for line in chart.table.itertuples() if line.q < 0.05]
        closer = sum(line.estimate > line.expected for line in beyond)
        few = sum(line.families < 5 for line in beyond)
        told = [closer, len(chart.table), len(beyond) - closer, *([few] if few else [])]
        assert counts(chart.finding) == told


@pytest.mark.long
def test_ties_of_the_backbone_are_sure_unless_told(every):
    for _, chart in shown(every, "backbone"):
        unsure = sum(line.share < 0.95 or line.thin for line in chart.table.itertuples())
        if 0 < unsure < len(chart.table):
            assert counts(chart.finding) == [len(chart.table), unsure]
        else:
            assert ("well supported" in chart.finding) == (unsure == 0)


def test_headline_numbers_keep_their_sign_or_are_named(every):
    for _, chart in shown(every, "influence"):
        lost = [
            line.name
            for line in chart.table.itertuples()
            if not (line.least > 0 or line.most < 0 or line.least == line.most == 0)
        ]
        if chart.table["families"].max() < 2:
            assert chart.finding.startswith("One family")
        elif lost:
            assert lost[0] in chart.finding and "lose or change" in chart.finding
        else:
            assert "keep" in chart.finding


def test_the_document_drawn_is_counted_by_sign(every):
    for _, chart in shown(every, "sequence"):
        total, *signs = counts(chart.finding)
        assert total == sum(signs) == len(chart.table)


def test_ways_in_which_no_dependence_is_shown_are_not_told(study):
    statements = study.statements
    plain = (statements["relation"] == "depend") & (statements["stance"] == 0)
    chart = charts.dependence(replace(study, statements=statements[plain]))
    assert chart.caption.startswith(
        "Statements that one side depends on another, by sector (grey: plain fact)."
    )
    [legend] = chart.draw().legends
    assert [text.get_text() for text in legend.get_texts()] == ["plain fact"]


def test_dependence_is_counted_by_its_ends(every):
    for _, chart in shown(every, "dependence"):
        ways = chart.table.groupby(["actor_name", "target_name"])["total"].sum()
        (actor, target), most = ways.idxmax(), ways.max()
        assert f"({most})" in chart.finding.partition(",")[0] + ","
        if (ways == most).sum() == 1:
            assert chart.finding.startswith(f"Statements of dependence: {actor} → {target} ({most}")


def test_promises_are_held_to_the_figures_of_their_year(study):
    chart = made("promises", study)
    lines = chart.table.to_dict("records")
    reported = {line["period"]: line for line in lines if line["what"] == "reported"}
    goals = [line for line in lines if line["what"] == "promised"]
    due = [line for line in goals if line["due"] == "period" and line["period"] in reported]
    reached = sum(reported[line["period"]]["low"] >= line["value"] for line in due)
    missed = sum(reported[line["period"]]["high"] < line["value"] for line in due)
    openly = sum(line["due"] == "open" for line in goals)
    disputed = len(due) - reached - missed
    assert counts(chart.finding) == [reached, disputed, missed, openly]
    for reported, planned in (("nothing", TURNOVER[1]), (TURNOVER[0], "nothing")):
        half = charts.promises(study, reported=reported, planned=planned)
        assert half.finding in (
            "No figure that was reached is in the study.",
            "No promise of these figures is in the study.",
        )
    none = charts.promises(study, reported="nothing", planned="nothing")
    assert none.finding == "The study holds none of these figures."


def test_the_share_that_crosses_is_told_between_least_and_most(study):
    chart = made("alluvial", study)
    out = chart.table[chart.table["course"] != "back"]
    for year in (out["year"].min(), out["year"].max()):
        shares = out[out["year"] == year].groupby("course")["share"].sum()
        least = round(100 * shares.get("crosses", 0))
        most = round(100 * (shares.get("crosses", 0) + shares.get("unknown", 0)))
        told = f"{least}%" if least == most else f"at least {least}% and at most {most}%"
        assert f"{told} in {year}" in chart.finding


def test_projects_are_counted_once_in_their_last_state(study):
    chart = made("projects", study)
    total, *states = counts(chart.finding.partition(" Of ")[0])
    assert total == sum(states) == study.projects["project"].nunique()


def test_one_is_written_as_one(study):
    """A single year, indicator, project, family or tie is none in the plural."""
    lone = cut(study, slice(1))
    assert made("coverage", lone).finding.startswith("1 statement in 1 year.")
    assert made("heatmap", lone).finding.startswith("2 filled cells; none is the fullest alone.")
    assert charts.trends(study, indicators=[SHARE]).finding.startswith("1 indicator, ")
    one = replace(study, projects=study.projects.head(1))
    assert made("projects", one).finding.startswith("1 project, by its last documented state")


def test_a_name_that_ends_in_a_stop_ends_the_sentence_once(study):
    sectors = study.sectors.assign(name_en=study.sectors["name_en"] + " etc.")
    told = made("network", replace(roll_up(study), sectors=sectors)).finding
    assert told.endswith(" etc.") and "etc.." not in told


def test_braces_in_a_name_are_letters(study):
    sectors = study.sectors.assign(name_en="{oops} " + study.sectors["name_en"])
    assert "{oops} " in made("heatmap", replace(study, sectors=sectors)).finding


@pytest.mark.long
def test_the_page_says_the_shares_of_both_signs(study):
    said = one_row_an_act(bilateral(study).statements)["stance"]
    friendly, strained = (round(100 * share.mean()) for share in (said > 0, said < 0))
    text = made("overview", study).finding
    assert text.startswith(f"Kazakhstan and Russia in this record ({study.sample['en']}): ")
    assert f" {friendly}% friendly (" in text and f" {strained}% strained (" in text
