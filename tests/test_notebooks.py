"""The notebooks hold for other parameters and for another study, not only as stored."""

import json

import pytest

from analysis.execute import run
from analysis.jobs import plan
from analysis.new import new_study
from analysis.places import NOTEBOOKS

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


def failures(parameters: dict, output) -> list[str]:
    results = run(plan(BOOKS, parameters, output), report=lambda line: None)
    return [str(result) for result in results if result.status != "done"]


def test_a_selection_without_statements_runs_through(tmp_path):
    assert not failures({"until": "2000", "language": "kk"}, tmp_path)
    told = json.loads((tmp_path / "network.json").read_text(encoding="utf-8"))
    assert told["caption"] == "Бұл іріктеуге бірде-бір пікір сәйкес келмейді."


@pytest.fixture
def small_study(tmp_path):
    folder = new_study("france-japan", ["FRA", "JPN"], tmp_path)
    rows = {
        "documents": "D000,2024-01-01,published,A paper,FRA,west,A title,fr,https://example.org,"
        "news,A,a",
        "sectors": "gas,,B062,Gas <&> more,Gaz,Газ,Газ,",
        "statements": "D000-01,D000,par 1,2024-01-01,day,france,france,japan,gas,agree,"
        "1,They agree.,Ils s’accordent.,c1",
    }
    for table, row in rows.items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    return folder


def test_another_study_of_one_statement_runs_through(small_study, tmp_path):
    assert not failures({"study": str(small_study)}, tmp_path / "out")
    svg = (tmp_path / "out" / "network.svg").read_text(encoding="utf-8")
    assert "Gas &lt;&amp;&gt; more" in svg
