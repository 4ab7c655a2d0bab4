"""The notebooks hold for other parameters and for another study, not only as stored."""

import json
import tomllib
from importlib.metadata import version

import pytest

from analysis.places import NOTEBOOKS, ROOT
from analysis.runs.execute import run
from analysis.runs.jobs import plan
from analysis.study.new import new_study

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


def test_the_figures_kept_are_drawn_again_byte_for_byte(tmp_path):
    """nbval does not compare pictures; this does, with the versions that the lock names."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {(package["name"], package["version"]) for package in lock["package"]}
    for package in ("matplotlib", "networkx", "pandas", "pillow"):
        if (package, version(package)) not in locked:
            pytest.skip(f"{package} {version(package)} is not the version that drew the figures")
    assert not failures({}, tmp_path)
    kept = {path.name: path for path in (ROOT / "figures").iterdir() if path.is_file()}
    drawn = {path.name: path for path in tmp_path.iterdir() if path.is_file()}
    assert set(drawn) == set(kept)
    changed = [name for name, path in drawn.items() if path.read_bytes() != kept[name].read_bytes()]
    assert not changed, "look at what changed, then: make figures"
