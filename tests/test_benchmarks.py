"""The benchmarks run to their end, on small inputs; what they measure then means nothing."""

import subprocess
import sys
from importlib import import_module

import nbformat
import pytest

import benchmarks
from analysis.charts import chart
from analysis.places import NOTEBOOKS, ROOT
from benchmarks import (
    cells,
    dynamics,
    events,
    explorer,
    figures,
    long_study,
    networks,
    notebooks,
    study,
    suggestions,
)

MEASURING = {
    "cells",
    "dynamics",
    "events",
    "explorer",
    "figures",
    "long_study",
    "networks",
    "notebooks",
    "study",
    "suggestions",
}
TAG = "parameters"


def test_each_measuring_module_has_a_smoke_run_here():
    assert {*benchmarks.measuring()} == MEASURING
    modules = [import_module(f"benchmarks.{name}") for name in benchmarks.measuring()]
    assert all(callable(module.main) for module in modules)


def test_dynamics_are_measured(capsys):
    small = {"points": 3, "slices": 12, "nodes": 5, "draws": 2, "size": (6, 5, 60)}
    dynamics.main(turns=1, **small)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6 and all("s, " in line or "s (" in line for line in lines)


@pytest.mark.long
def test_cells_are_measured(capsys):
    cells.main(sizes=(2_000, 0), turns=1)
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("cells of 0.002 million") and "of DuckDB's" in line


@pytest.mark.long
def test_suggestions_are_measured(capsys):
    suggestions.main(sizes=(30,), draws=1, made_rows=40)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("30 rows, asked by paraphrase: sector ")
    assert lines[-1].startswith("40 rows made up, 30% with a word of the sector: sector ")


@pytest.mark.long
def test_events_are_measured(capsys, monkeypatch):
    monkeypatch.setattr(events.shutil, "which", lambda name: None)
    events.main(sizes=(20_000, 0), turns=1)
    text, attention, parquet, spark, parts = capsys.readouterr().out.splitlines()
    assert text.startswith("dyad of 0.02 million events of text") and "of DuckDB's" in text
    assert attention.startswith("attention of 0.02 million")
    assert parquet.startswith("dyad of 0.02 million events in Parquet")
    assert spark == "Spark not measured: make engines installs it"
    assert parts.startswith("of which whatever its length ") and "0.02 million rows more" in parts


def test_networks_are_measured_with_or_without_textnets(capsys, monkeypatch):
    absent = [sys.executable, "-c", "raise SystemExit('no such package')"]
    monkeypatch.setattr(networks, "WITH_TEXTNETS", absent)
    networks.main(rows=300, draws=5, turns=1)
    told = capsys.readouterr().out
    assert "textnets projection not measured: it could not be fetched" in told
    assert "networkx projection" in told and "bootstrap, 5 draws" in told
    monkeypatch.setattr(networks, "WITH_TEXTNETS", [sys.executable, "-c", "print(1.5)"])
    networks.main(rows=300, draws=5, turns=1)
    assert "textnets projection   1.50 s" in capsys.readouterr().out


@pytest.mark.long
def test_the_study_is_measured(capsys):
    study.main(turns=1)
    assert "of frictionless validate's" in capsys.readouterr().out


def test_a_long_study_is_measured(capsys):
    long_study.main(rows=200, documents=20)
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("load_study of 200 statements") and "of pandas.read_csv's" in line


@pytest.mark.long
def test_notebooks_are_measured(tmp_path, capsys):
    cell = nbformat.v4.new_code_cell('output: str = "out"  # folder', metadata={"tags": [TAG]})
    path = tmp_path / "small.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(book, path)
    notebooks.main([path], turns=1)
    assert "of papermill's" in capsys.readouterr().out


def measured(languages: list[str], books: list, capsys) -> list[str]:
    """Return the names of the figures that were measured."""
    before = chart.save
    figures.main(languages, books, turns=1)
    assert chart.save is before
    *names, every, target = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert [every, target] == ["all", "target:"]
    return names


BOOK = NOTEBOOKS / "00-explore.ipynb"


@pytest.mark.long
def test_figures_are_measured(capsys):
    assert measured(["en"], [BOOK], capsys) == ["explored"]


@pytest.mark.long
def test_figures_are_measured_in_each_language():
    given = [figures.figures(language, [BOOK]) for language in ("fr", "ru")]
    told = [[figure.choices["words"].language for figure in each] for each in given]
    assert told == [["fr"], ["ru"]]


@pytest.mark.long
def test_every_figure_is_measured(capsys):
    names = {path.stem for path in (ROOT / "figures").glob("*.json")}
    assert set(measured(["en"], figures.BOOKS, capsys)) == names


@pytest.mark.long
def test_the_explorer_is_measured(capsys):
    pytest.importorskip("playwright")
    explorer.main({"the record": "study"}, times=1)
    told = capsys.readouterr().out
    assert "a bare round trip" in told or "no browser" in told


@pytest.mark.long
def test_a_benchmark_can_be_named():
    command = [sys.executable, "-m", "benchmarks", "study"]
    assert (
        b"load_study" in subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    )
