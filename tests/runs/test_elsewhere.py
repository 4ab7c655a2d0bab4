"""Jobs as other programs run them, and results that came from other machines."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documents import blocks, steps
from small_notebooks import SAVE, notebook, study

from analysis.__main__ import main
from analysis.places import NOTEBOOKS, ROOT
from analysis.runs.jobs import (
    environment,
    environment_parts,
    fingerprint,
    is_current,
    plan,
    remember,
)
from analysis.runs.plans import as_json
from analysis.runs.reasons import reasons

GUIDE = (NOTEBOOKS / "guides" / "engines.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
PARAMETERS = """\
output: str = "figures"
language: str = "en"
since: str = ""
until: str = ""
seed: int = 1"""
FAILS = """\
from pathlib import Path
if language == "fr" and not Path("mended").exists():
    raise OSError"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a notebook that fails in French until a file is there."""
    notebook(tmp_path / "notebooks" / "00-explore.ipynb", FAILS, SAVE, parameters=PARAMETERS)
    shutil.copytree(ROOT / "data" / "examples", tmp_path / "data" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATLAS_OUTPUT_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def told(jobs) -> list[dict]:
    return json.loads(as_json(jobs, relative=True))


def test_a_plan_tells_all_of_a_job(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = notebook(tmp_path / "books" / "1.ipynb")
    jobs = plan([path], {"seed": 2}, tmp_path / "out", [("a", {"threshold": 1})])
    [job] = told(jobs)
    assert job["command"][1:3] == ["-m", "analysis"]
    words = "run books/1.ipynb -p seed 2 -p threshold 1.0 --output out/a"
    assert shlex.join(job["command"][3:]) == words
    del job["command"]
    assert job == {
        "name": "a/1",
        "notebook": "books/1.ipynb",
        "parameters": {"seed": 2, "threshold": 1.0},
        "output": "out/a",
        "record": "out/a/.atlas/1.json",
    }
    [whole] = json.loads(as_json(jobs))
    assert whole["record"] == str(tmp_path / "out/a/.atlas/1.json")
    assert whole["command"][0] == sys.executable


def test_a_study_at_a_path_is_seen_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = notebook(tmp_path / "1.ipynb", parameters='study: str = ""')
    jobs = plan([path], {"study": str(study(tmp_path / "mine"))}, tmp_path / "out")
    [job] = told(jobs)
    assert job["parameters"] == {"study": "./mine"} and "./mine" in job["command"]
    assert plan([path], job["parameters"], tmp_path / "out") == jobs


def test_the_command_prints_a_plan(project, capsys):
    assert main(["run", "00-explore", "--plan", "json", "--relative"]) == 0
    [job] = json.loads(capsys.readouterr().out)
    assert job["notebook"] == "notebooks/00-explore.ipynb"
    assert main(["run", "--plan", "00-explore"]) == 0
    assert capsys.readouterr().out.startswith("atlas run ")
    assert main(["run", "00-explore", "--relative"]) == 1
    assert "--relative: given without a plan; expected it beside --plan json" in (
        capsys.readouterr().err
    )


def test_results_of_another_machine_are_up_to_date(tmp_path):
    """A project in another place, its study at another path, and all its times newer."""
    digests = []
    for name in ("here", "there"):
        root = tmp_path / name
        path = notebook(root / "1.ipynb", parameters='study: str = ""')
        (job,) = plan([path], {"study": str(study(root / "mine"))}, root / "out")
        digests.append(fingerprint(job, environment()))
        if name == "here":
            (root / "out").mkdir()
            (root / "out" / "drawing.csv").write_text("1")
            remember(job, digests[0], ["drawing.csv"])
        else:
            shutil.copytree(tmp_path / "here" / "out", root / "out", copy_function=shutil.copyfile)
    assert digests[0] == digests[1] and is_current(job, digests[1])
    (root / "mine" / "statements.csv").write_text("statement_id,actor\n")
    assert not is_current(job, fingerprint(job, environment()))
    assert reasons(job, environment_parts()) == ["the study changed: statements.csv"]


def test_a_notebook_of_events_is_run_anew_for_other_files(project):
    path = notebook(
        project / "notebooks" / "9.ipynb", "charts.attention", parameters="seed: int = 1"
    )
    (job,) = plan([path], {}, project / "out")
    (project / "out").mkdir()
    remember(job, fingerprint(job, environment()), [])
    assert is_current(job, fingerprint(job, environment()))
    folder = project / "data" / "events" / "gdelt1"
    folder.mkdir(parents=True)
    (folder / "20240105.export.CSV").write_text("x")
    assert not is_current(job, fingerprint(job, environment()))
    assert reasons(job, environment_parts()) == ["other event files"]


def records(folder: Path) -> dict[str, int]:
    found = folder.glob("out/*/*/.atlas/*.json")
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in found}


@pytest.mark.long
def test_snakemake_runs_the_jobs_and_a_failed_one_again_alone(project):
    places = os.pathsep.join([os.environ["PATH"], str(ROOT / ".venv-snakemake" / "bin")])
    program = shutil.which("snakemake", path=places)
    if not program:
        pytest.skip("no snakemake is here: make engines installs it")
    [snakefile] = [each for each in blocks(GUIDE, "py") if "rule all:" in each]
    (project / "Snakefile").write_text(snakefile, encoding="utf-8")
    command = [program, "--cores", "2", "--keep-going", "--quiet", "all"]
    first = subprocess.run(command, capture_output=True, text=True)
    assert first.returncode == 1
    done = records(project)
    assert len(done) == 6 and not any("/fr/" in name for name in done)
    (project / "notebooks" / "mended").touch()
    again = subprocess.run(command, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert len(records(project)) == 8
    assert done.items() <= records(project).items(), "what was done is not done again"


@pytest.mark.long
def test_dask_runs_the_jobs(project, capsys):
    pytest.importorskip("dask", reason="the group engines is not installed")
    (project / "notebooks" / "mended").touch()
    [step] = [each for each in steps(GUIDE, ("py",)) if "dask" in each.code]
    exec(compile(step.code, "the guide", "exec"), {"__name__": "prose"})
    assert capsys.readouterr().out == step.printed
    assert len(records(project)) == 8
