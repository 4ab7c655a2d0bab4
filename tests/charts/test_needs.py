"""Each chart of a study that lacks something is whole, or empty and says what it would need."""

import warnings
from dataclasses import replace

import pandas as pd
import pytest
from every_chart import ASKED
from tiny_study import tiny_study
from turns import in_turn, some_or_all

import analysis
from analysis import charts
from analysis.charts import _FIGURES
from analysis.charts.needs import NEEDS, THERE, lacking, unmet
from analysis.errors import InputNote
from analysis.locale import languages
from analysis.study.load import Study, load_study
from analysis.uncertainty.chance import split, tie_counts

STATEMENTS = (
    "document_id",
    "locator",
    "date",
    "date_precision",
    "speaker",
    "target",
    "relation",
    "stance",
    "paraphrase_en",
    "coder",
)
FIELDS = {
    "documents": (
        "date",
        "date_basis",
        "publisher",
        "side",
        "title",
        "language",
        "url",
        "kind",
        "quality",
        "family",
    ),
    "actors": ("kind", "country", "part_of", "role", "aliases"),
    "sectors": ("part_of", "isic", "aliases"),
    "relations": ("quad",),
    "indicators": ("counterpart", "precision", "status", "document_id", "note"),
    "routes": ("part_of", "crosses", "avoids", "document_id"),
    "projects": ("sector", "date_precision", "document_id", "what"),
    "statements": STATEMENTS,
}
TABLES = ("relations", "indicators", "indicator_definitions", "entities", "routes", "projects")
KEYS = ("states", "turns", "languages", "sides", "leaders", "series", "founding")
LACKS = [
    *((table, field) for table, fields in FIELDS.items() for field in fields),
    *((table, None) for table in TABLES),
    *(("package", key) for key in KEYS),
    ("statements", STATEMENTS),
]


OF_FIGURES = ("alluvial", "promises", "trends")
"""Charts of published figures, of which the small study has too few."""


@pytest.fixture(scope="module")
def some(tmp_path_factory) -> Study:
    return load_study(tiny_study(tmp_path_factory.mktemp("some") / "tiny"))


@pytest.fixture(scope="module")
def first() -> Study:
    return load_study("kazakhstan-russia")


def without(study: Study, table: str, what: object) -> Study:
    """Return a study that never had a field, a table or a key of its package."""
    package = dict(study.package)
    if table == "package":
        package.pop(what, None)
        return replace(study, package=package)
    whole = getattr(study, table)
    gone = {what} if isinstance(what, str) else set(what or ())
    left = whole.drop(columns=list(gone)) if gone else whole.head(0)
    resources = [dict(each) for each in package["resources"]]
    for each in [each for each in resources if each["name"] == table and gone]:
        fields = [field for field in each["schema"]["fields"] if field["name"] not in gone]
        each["schema"] = each["schema"] | {"fields": fields}
    package["resources"] = [each for each in resources if gone or each["name"] != table]
    # no coding has the field, or names a relation that is in no table
    bare = table == ("statements" if gone else "relations")
    folder = None if bare else study.folder
    return replace(study, folder=folder, package=package, **{table: left})


def test_every_chart_declares_what_it_needs():
    assert set(NEEDS) == set(_FIGURES)
    assert {need for needs in NEEDS.values() for need in needs} == set(THERE)


@pytest.mark.sample(3)
@pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")
@some_or_all(2, ASKED)
@pytest.mark.parametrize(("table", "what"), LACKS, ids=lambda part: str(part)[:40])
def test_no_chart_fails_for_what_a_study_lacks(some, first, table, what, few):
    for name in in_turn(ASKED, LACKS.index((table, what)), few):
        level, chart = ASKED[name]
        study = without(first if name in OF_FIGURES else some, table, what)
        made = chart(level(study), language="en")
        needs = lacking(name, study) if name in NEEDS else []
        assert made.finding and all(made.words[:4]) and made.caption, name
        assert made.table.empty or not needs, name
        if needs:
            assert made.finding.startswith("For this figure the study would need "), name


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("need", THERE)
def test_a_need_is_told_in_a_sentence_of_each_language(some, need, language):
    made = unmet("A title", [need], some, language, ["a"])
    assert made.finding.endswith(".") and len(made.finding) > 20
    assert made.finding == made.words.caption == made.words.alt
    assert language == "en" or made.finding != unmet("", [need], some, "en").finding
    assert list(made.table) == ["a"]


def test_a_study_of_a_relationship_lacks_nothing(some):
    assert [name for name in NEEDS if lacking(name, some)] == []
    assert lacking("voices", pd.DataFrame()) == []


def test_a_record_without_documents_draws_its_statements_without_a_note():
    """That it has none is its own say, and captions tell what is drawn."""
    rows = [
        {"who": who, "what": what, "view": view, "when": f"{year}-03-01"}
        for year in (2021, 2023)
        for who, view in (("Rat", 1), ("Bund", -1))
        for what in ("Zoll", "Geld")
    ]
    fields = {"actor": "who", "sector": "what", "stance": "view", "date": "when"}
    study = analysis.study_from(pd.DataFrame(rows), **fields)
    with warnings.catch_warnings(action="error", category=InputNote):
        for name in ("backbone", "change", "network_change", "sides"):
            assert getattr(charts, name)(study, draws=9).finding
        assert len(tie_counts(study, draws=9)) and len(split(study, draws=9)) == 1
