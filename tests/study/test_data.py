"""What must hold of the first study, whatever is added to it."""

import json
import re
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from analysis.measures.agreement import STUDYS_OWN, agreement, align, codings, seen_by_one
from analysis.places import PACKAGE_FILE, ROOT
from analysis.study.load import Study
from analysis.study.seal import SEAL
from analysis.study.selection import select

SOURCE = ROOT.parent / "shared" / "source" / "astana-state-visit-2024-11-27.fr.txt"


@pytest.fixture(scope="module")
def article(study: Study):
    return study.statements[study.statements["document_id"] == "D000"]


def test_the_record_is_wide(study):
    others = study.statements[study.statements["document_id"] != "D000"]
    assert len(others) >= 400 and others["document_id"].nunique() >= 150
    assert len(study.indicators) >= 350
    years = study.statements["date"].dt.year
    assert years.min() >= 2014 and years.max() <= 2026
    assert not study.statements["paraphrase_en"].duplicated().any()


def test_undated_documents_say_so(study):
    undated = study.documents["date"].isna()
    assert undated.equals(study.documents["date_basis"] == "none")


@pytest.mark.long
def test_the_public_validator_agrees(study):
    report = frictionless.Package(str(study.folder / PACKAGE_FILE)).validate()
    assert report.valid, report.flatten(["title", "row", "field", "message"])
    assert report.stats["tasks"] == len(study.package["resources"]) >= 14


@pytest.mark.long
def test_further_codings_keep_the_rules_of_the_first(study):
    package = json.loads((study.folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    statements = next(each for each in package["resources"] if each["name"] == "statements")
    fields = statements["schema"]["fields"]
    statements["schema"]["fields"] = [each for each in fields if each["name"] not in STUDYS_OWN]
    found = codings(study)
    assert {"c2", "c3"} <= set(found)
    for coder, coding in found.items():
        statements["path"] = f"codings/{coder}.csv"
        for key in SEAL:  # which is of the first coding
            statements.pop(key, None)
        report = frictionless.Package(package, basepath=str(study.folder)).validate()
        assert report.valid, report.flatten(["title", "row", "field", "message"])
        assert set(coding["coder"]) == {coder} and coding["statement_id"].is_monotonic_increasing
        places = ["document_id", "locator"]
        whole = coding[coding["locator"].str.startswith("par ")][places]
        assert set(map(tuple, whole.values)) <= set(map(tuple, study.statements[places].values))


@pytest.mark.sample(1)
@pytest.mark.parametrize(("name", "documents"), [("all 17", []), ("`D000`", ["D000"])])
def test_the_codebook_tells_the_agreement_that_is_there(study, name, documents):
    second = codings(study)["c2"]
    documents = documents or list(second["document_id"].unique())
    first = select(study, documents=documents).statements
    second = second[second["document_id"].isin(documents)]
    units = align(first, second)
    table = agreement(first, second)
    told = [f"{len(units.dropna())} of {len(units)}"]
    told += [f"{row.alpha:.2f} ({row.low:.2f}–{row.high:.2f})" for row in table.itertuples()]
    told += [f"{seen_by_one(units):.0%}".replace("%", " %")]
    text = (study.folder.parent / "README.md").read_text(encoding="utf-8")
    assert f"| {name} | {' | '.join(told)} |" in text


def test_the_founding_document_is_coded_in_full(article):
    assert len(article) >= 40
    paragraphs = article["locator"].str.extract(r"^par (\d+)$")[0].astype(int)
    assert set(paragraphs) == set(range(1, 12))
    assert paragraphs.is_monotonic_increasing, "statements stand in the order of the article"


def test_its_sectors_and_actors_are_there(article):
    assert {
        "oil",
        "gas",
        "electricity",
        "hydropower",
        "nuclear",
        "tyres",
        "fertilisers",
        "farm_trade",
        "food",
        "language",
        "media",
        "diplomacy",
        "war_ukraine",
    } <= set(article["sector"])
    assert {
        "tokayev",
        "putin",
        "kazakhstan",
        "russia",
        "rosatom",
        "mazhilis",
        "uzbekistan",
        "russian_language_organization",
        "eurasian_economic_union",
        "kyrgyzstan",
        "ukraine",
        "western_markets",
    } <= set(article["actor"]) | set(article["target"])


@pytest.mark.parametrize(
    ("actor", "target", "sector", "relation", "stance"),
    [
        ("kazakhstan", "russia", "farm_trade", "sanction", -1),  # both import bans
        ("russia", "kazakhstan", "farm_trade", "sanction", -1),
        ("kazakhstan", "russia", "war_ukraine", "reject", -1),  # distancing from the war
        ("kazakhstan", "russia", "oil", "depend", -1),
        ("kazakhstan", "russia", "food", "depend", -1),
        ("kazakhstan", "russia", "electricity", "depend", -1),
        ("tokayev", "russia", "trade", "request", 1),  # friendly competition
        ("russia", "kazakhstan", "oil", "cooperate", 1),
        ("russia", "kazakhstan", "nuclear", "consult", 0),  # silence on the nuclear plant
        ("mazhilis", "russian_language_organization", "language", "support", 1),
    ],
)
def test_what_the_article_says_is_there(article, actor, target, sector, relation, stance):
    found = article.query(
        "actor == @actor and target == @target and sector == @sector and relation == @relation"
    )
    assert stance in set(found["stance"])


def test_the_share_of_oil_through_russia_is_a_bound(study):
    share = study.indicators.query("document_id == 'D000'").iloc[0]
    assert (share["value"], share["precision"], share["unit"]) == (80.0, "above", "%")


def test_every_code_has_its_names_and_every_table_is_in_order(study):
    for table in (study.actors, study.sectors, study.relations, study.indicator_definitions):
        named = table[[f"name_{language}" for language in ("en", "fr", "ru", "kk")]]
        assert named.notna().all(axis=None)
        assert table.iloc[:, 0].is_monotonic_increasing
    assert study.statements["statement_id"].is_monotonic_increasing


def test_no_statement_acts_on_itself(study):
    assert (study.statements["actor"] != study.statements["target"]).all()


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_no_sentence_is_copied(study, article):
    if not SOURCE.is_file():
        pytest.skip("the source text is not beside the project")
    source = _runs(Path(SOURCE).read_text(encoding="utf-8"), 6)
    others = [each[each["document_id"] == "D000"] for each in codings(study).values()]
    for line in pd.concat([article, *others]).itertuples():
        shared = _runs(line.paraphrase_fr, 6) & source
        assert not shared, (line.statement_id, shared)
