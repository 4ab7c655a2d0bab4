"""A study broken anywhere is refused in lines, or is the study that it was, or another right one.

What is right is judged apart from the library: by the public validator with the schema of the
model, and by the codebook's rules, written down here a second time.
"""

import json
import shutil
import signal
import warnings
from pathlib import Path
from random import Random

import frictionless
import pandas as pd
import pytest
from mutations import mutate
from tiny_study import read_rows, tiny_study

from analysis import charts
from analysis.errors import InputError, InputNote
from analysis.indicators.series import promised, series
from analysis.measures.agreement import coded_schema, codings
from analysis.networks.graphs import graph
from analysis.networks.matrices import one_mode, two_mode
from analysis.places import DATA, PACKAGE_FILE
from analysis.publish.sidecar import caption, sidecar
from analysis.study.load import TABLES, Study, load_study
from analysis.study.repair import repairs, write
from analysis.study.resources import model_package
from analysis.study.selection import (
    bilateral,
    documents_behind,
    roll_up,
    select,
    with_documents,
)

LONGEST = 20  # seconds of work, not of waiting, so that a busy machine fails nothing


def meaning(study: Study, further: dict[str, pd.DataFrame]) -> dict[str, object]:
    """Return all that a study says, whatever the order of its rows and columns."""
    package = study.package
    said = {key: package.get(key) for key in ("name", "title", "version", "states", "turns")}
    said["scale"] = study.scale
    tables = {name: getattr(study, name) for name in TABLES} | further
    for name, table in tables.items():
        cells = table[sorted(table)].astype("str")
        said[name] = sorted(map(tuple, cells.to_numpy(dtype=str, na_value="").tolist()))
    return said


def use(study: Study) -> None:
    """Do with a study what notebooks do: count, draw from, cite."""
    with_documents(study), select(study, since="2021", quality="B")
    both = roll_up(bilateral(study) if study.states else study)
    two_mode(study.statements), one_mode(study.statements, scale=study.scale)
    network = graph(study, "party")
    for indicator in study.indicator_definitions["indicator"]:
        series(study, indicator), promised(study, indicator)
    for chart in (
        charts.balance,
        charts.coverage,
        charts.dependence,
        charts.projects,
        charts.sequence,
    ):
        words = chart(study).words
        assert chart(both, language="fr").finding
    assert len(charts.heatmap(study, language="kk").table) <= network.number_of_edges()
    caption(words, study), sidecar("x", {}, words, study, documents_behind(study))


def unruly(folder: Path) -> list[str]:
    """Return what the model's schema or the codebook has against the files as they lie there."""
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8-sig"))
    model = model_package(("en", "fr", "ru", "kk"), ("en", "fr")) | {"name": "x", "title": "x"}
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    own = {resource["name"]: resource for resource in package["resources"]}
    model["resources"] = [each for each in model["resources"] if each["name"] in paths]
    for resource in model["resources"]:
        resource |= {"path": paths[resource["name"]], "encoding": "utf-8-sig"}
        theirs = {field["name"]: field for field in own[resource["name"]]["schema"]["fields"]}
        for field in resource["schema"]["fields"]:
            if field["name"] in ("side", "stance"):
                field |= theirs[field["name"]]
    second = next(each for each in model["resources"] if each["name"] == "statements")
    model["resources"] += [
        second
        | {"name": path.stem, "path": f"codings/{path.name}"}
        | {"schema": coded_schema(path, second["schema"])}
        for path in folder.glob("codings/*.csv")
    ]
    for described in (model, *model["resources"]):
        described.pop("profile", None)
    model = json.loads(json.dumps(model))  # for the validator changes what it is given
    report = frictionless.Package(model, basepath=str(folder)).validate()
    told = [
        str(line)
        for line in report.flatten(["title", "rowNumber", "fieldName", "message"])
        if line[0] not in ("Blank Row", "Incorrect Label")
    ]
    return told + _against_the_codebook(folder, package, paths)


def _against_the_codebook(folder: Path, package: dict, paths: dict) -> list[str]:
    tables = {}
    for name, path in paths.items():
        header, *rows = read_rows(folder / path)
        tables[name] = [
            dict(zip([n.lstrip("\ufeff") for n in header], row, strict=True)) for row in rows if row
        ]
    kinds = {row["actor_id"]: row["kind"] for row in tables["actors"]}
    said = tables["statements"]
    told = [
        f"hidden: {cell!r}"
        for rows in tables.values()
        for row in rows
        for cell in row.values()
        if not cell.isprintable() and cell.isascii()
    ]
    told += [str(row) for row in said if row["document_id"] != row["statement_id"].split("-")[0]]
    told += [
        str(row)
        for row in said + tables.get("projects", [])
        if (row["date_precision"] == "month" and row["date"][8:] != "01")
        or (row["date_precision"] == "year" and row["date"][5:] != "01-01")
    ]
    told += [str(row) for row in said if row["actor"] == row["target"]]
    told += [str(row) for row in tables.get("indicators", []) if not _is_period(row["period"])]
    if "states" not in package:  # as of a study that is no one's relationship
        return told
    states = package["states"]
    told += [state for state in states if kinds.get(state) != "state"]
    return told + ([] if len(set(states)) == 2 else [str(states)])


def _is_period(text: str) -> bool:
    first, _, last = text.partition("/")
    try:
        return pd.Period(first).start_time <= pd.Period(last or first).end_time
    except ValueError:
        return False


def judged(folder: Path, before: dict[str, object]) -> str:
    """Return how a study fared; fail where it is read silently wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputNote)
        try:
            study = load_study(folder)
            further = codings(study)
        except InputError as error:
            assert all(line == line.strip() != "" and "\n" not in line for line in error.problems)
            assert len(str(error)) < 30_000
            return "refused"
        if meaning(study, further) == before:
            return "same"
        use(study)
        said = meaning(study, further)
        write(repairs(folder))
    assert not unruly(folder)
    repaired = load_study(folder)
    assert meaning(repaired, codings(repaired)) == said and not repairs(folder)
    return "another"


def fates(original: Path, tmp_path: Path, seeds: range) -> set[str]:
    signal.signal(signal.SIGVTALRM, signal.default_int_handler)
    study = load_study(original)
    before, found = meaning(study, codings(study)), set()
    for seed in seeds:
        folder = Path(shutil.copytree(original, tmp_path / f"{seed}" / "study"))
        done = mutate(folder, Random(seed))
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            found.add(judged(folder, before))
        except BaseException as error:
            raise AssertionError(f"seed {seed}: {done}") from error
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        shutil.rmtree(folder.parent)
    return found


@pytest.mark.long
def test_a_broken_study_is_refused_or_right(tmp_path):
    original = tiny_study(tmp_path / "original")
    assert fates(original, tmp_path, range(8)) == {"refused", "same", "another"}


@pytest.mark.long
def test_the_first_study_broken_is_refused_or_right(tmp_path):
    assert "refused" in fates(DATA / "kazakhstan-russia", tmp_path, range(6, 9))


@pytest.mark.long
def test_a_study_broken_in_many_ways_is_refused_or_right(tmp_path):
    original = tiny_study(tmp_path / "original")
    assert fates(original, tmp_path, range(8, 1500)) == {"refused", "same", "another"}


@pytest.mark.long
def test_the_first_study_broken_in_many_ways_is_refused_or_right(tmp_path):
    assert "refused" in fates(DATA / "kazakhstan-russia", tmp_path, range(3, 150))
