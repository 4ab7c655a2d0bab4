"""Runs into one folder: they take turns at a job, and none calls another's work its own."""

import os
import resource
import subprocess
import sys

import pytest
from small_notebooks import PARAMETERS, SAVE, notebook, tree, wait_until

from analysis.runs.execute import run
from analysis.runs.jobs import plan

WAITS = """\
import time
from pathlib import Path
Path("started").touch()
while not Path("go").exists():
    time.sleep(0.05)
"""


def start(path, out, *words):
    command = [sys.executable, "-m", "analysis", "run", str(path), "--output", str(out), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.long
@pytest.mark.parametrize(
    ("seed", "status"), [("1", "up to date"), pytest.param("2", "done", marks=pytest.mark.long)]
)
def test_a_run_waits_for_another_of_the_same_job_and_looks_again(tmp_path, seed, status):
    path, out, lines = notebook(tmp_path / "1.ipynb", WAITS, SAVE), tmp_path / "out", []
    first = start(path, out, "-p", "seed", "1")
    wait_until((tmp_path / "started").exists, first)

    def hear(line):
        lines.append(line)
        (tmp_path / "go").touch()  # not before it waits

    (result,) = run(plan([path], {"seed": int(seed)}, out), report=hear)
    told, _ = first.communicate()
    assert (first.returncode, result.status) == (0, status), told
    assert lines[0].startswith("1  waits for another run of it in ")
    assert (out / "drawing.csv").read_text() == seed
    assert set(tree(out)) == {"drawing.csv", "notebooks/1.ipynb", ".atlas/1.json"}
    assert [r.status for r in run(plan([path], {"seed": int(seed)}, out), report=len)] == [
        "up to date"
    ]
    assert run(plan([path], {"seed": 9}, out), report=len)[0].status == "done"


@pytest.mark.long
def test_two_notebooks_of_a_run_that_write_one_file_are_told(tmp_path):
    paths = [notebook(tmp_path / f"{name}.ipynb", SAVE) for name in ("1", "2")]
    planned = plan(paths, {}, tmp_path / "out")
    one, other = run(planned, workers=1, report=len)
    assert (one.status, other.status) == ("done", "failed")
    assert other.message.startswith("drawing.csv is written by 1 too; expected by one")
    assert not planned[0].record.exists() and not planned[1].record.exists()


@pytest.mark.long
def test_a_file_taken_over_from_a_notebook_that_no_longer_runs_is_its_own(tmp_path):
    old, new = (notebook(tmp_path / f"{name}.ipynb", SAVE) for name in ("old", "new"))
    (before,) = planned = plan([old], {"seed": 1}, tmp_path / "out")
    run(planned, report=len)
    assert run(plan([new], {"seed": 2}, tmp_path / "out"), report=len)[0].status == "done"
    assert not before.record.exists()


@pytest.mark.long
def test_runs_at_the_same_time_that_write_one_file_do_not_vouch_for_it(tmp_path):
    """Each could have read the other's file as its own."""
    slow = notebook(tmp_path / "slow.ipynb", SAVE, WAITS)
    fast = notebook(tmp_path / "fast.ipynb", SAVE)
    first = start(slow, tmp_path / "out", "-p", "seed", "1")
    wait_until((tmp_path / "started").exists, first)
    (quick,) = planned = plan([fast], {"seed": 2}, tmp_path / "out")
    assert run(planned, report=len)[0].status == "done"
    (tmp_path / "go").touch()
    told, _ = first.communicate()
    assert first.returncode == 1 and "drawing.csv is written by fast too" in told
    assert not quick.record.exists() and not list((tmp_path / "out/.atlas").iterdir())


@pytest.mark.long
@pytest.mark.parametrize("change", [pytest.param("notebook", marks=pytest.mark.long), "study"])
def test_what_changes_while_it_is_run_is_run_again(tmp_path, change):
    data = tmp_path / "study"
    data.mkdir()
    (data / "datapackage.json").write_text("{}")
    path = tmp_path / "1.ipynb"
    changed = path if change == "notebook" else data / "datapackage.json"
    edits = (
        f"from pathlib import Path\np = Path({str(changed)!r})\np.write_text(p.read_text() + ' ')"
    )
    notebook(path, edits, parameters=f"study: str = {str(data)!r}\n{PARAMETERS}")
    (job,) = planned = plan([path], {}, tmp_path / "out")
    (result,) = run(planned, report=len)
    assert result.status == "failed" and "changed meanwhile; expected another run" in result.message
    assert not job.record.exists() and job.error_copy.exists()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="limits")
def test_a_full_disk_leaves_the_old_copy_whole_and_fails_with_a_line(tmp_path):
    path, out = notebook(tmp_path / "1.ipynb", "print('x' * 10)"), tmp_path / "out"
    (job,) = planned = plan([path], {}, out)
    run(planned, report=len)
    old = job.copy.read_bytes()
    notebook(path, "print('x' * 3_000_000)")

    command = [sys.executable, "-m", "analysis", "run", str(path), "--output", str(out)]
    limited = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    told = "failed: 1.ipynb: larger than a file may be here; expected room for it"
    assert limited.returncode == 1 and told in limited.stdout, limited
    assert "Traceback" not in limited.stderr
    assert set(tree(out)) == {"notebooks/1.ipynb"} and job.copy.read_bytes() == old
    assert run(planned, report=len)[0].status == "done"


def test_the_next_run_removes_what_a_killed_one_had_half_written(tmp_path):
    (job,) = planned = plan([notebook(tmp_path / "1.ipynb", "1")], {}, tmp_path / "out")
    for path in (job.copy, job.error_copy, job.record):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f".{path.name}.{os.getpid()}").write_text("half")
    run(planned, report=len)
    assert set(tree(tmp_path / "out")) == {"notebooks/1.ipynb", ".atlas/1.json"}
