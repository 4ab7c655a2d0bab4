"""Kernels that take too long, die, ask, print much or leave processes: a line, and nothing left."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from small_notebooks import notebook, wait_until

from analysis.runs.execute import run
from analysis.runs.jobs import plan


def outcome(tmp_path, *cells, timeout=None):
    """Run a notebook of these cells; return its result and its copy, as far as it got."""
    (job,) = plan([notebook(tmp_path / "1.ipynb", *cells)], {}, tmp_path / "out")
    (result,) = run([job], report=len, timeout=timeout)
    path = job.copy if result.status == "done" else job.error_copy
    return result, nbformat.read(path, as_version=4)


def printed(copy):
    outputs = (output for cell in copy.cells for output in cell.get("outputs", []))
    return "".join(output.get("text", "") for output in outputs)


FOREVER = "import time\nwhile True: time.sleep(1)"
CATCHES = f"print('first')\ntry:\n    {FOREVER.splitlines()[0]}\n    time.sleep(10**6)\nexcept KeyboardInterrupt:\n    print('caught')"  # noqa: E501
REFUSES = """\
# refuses
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
while True: time.sleep(1)"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("cell", "first"),
    [
        pytest.param(FOREVER, "import time", marks=pytest.mark.long),
        (CATCHES, "print('first')"),
        (REFUSES, "# refuses"),
    ],
    ids=["interrupted", "catches", "refuses"],
)
def test_a_cell_that_takes_too_long_fails_with_its_number_and_first_line(
    cell, first, tmp_path, monkeypatch
):
    monkeypatch.setattr("analysis.runs.sessions.GRACE", 1)
    result, copy = outcome(tmp_path, "print('so far')", cell, "print('never')", timeout=2)
    assert result.status == "failed"
    assert result.message.startswith(f"cell 4, {first!r}, took more than 2 s (see ")
    assert "so far" in printed(copy) and "never" not in printed(copy)


@pytest.mark.long
def test_cells_that_keep_to_the_limit_each_are_done(tmp_path):
    result, copy = outcome(tmp_path, *["import time; time.sleep(0.6); print('x')"] * 3, timeout=600)
    assert result.status == "done" and printed(copy) == "x\n" * 3


@pytest.mark.long
def test_a_question_to_nobody_is_an_error(tmp_path):
    result, _ = outcome(tmp_path, "input('name?')")
    assert result.message.startswith("StdinNotImplementedError: ")


LEAVES = """\
import subprocess, sys
from pathlib import Path
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(10**6)"])
Path("child").write_text(str(child.pid))
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
@pytest.mark.parametrize(
    "end",
    [
        "1 + 1",
        pytest.param("1 / 0", marks=pytest.mark.long),
        "import os; os._exit(3)",
        pytest.param("exit()", marks=pytest.mark.long),
    ],
)
def test_what_a_kernel_started_ends_with_it(tmp_path, end):
    outcome(tmp_path, LEAVES, end)
    child = int((tmp_path / "child").read_text())
    wait_until(lambda: _gone(child))


def _gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{process}/stat")  # a zombie that nobody has waited for has ended too
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


MUCH = """\
import os, signal, subprocess
from IPython.display import display
reader = os.getppid()
os.kill(reader, signal.SIGSTOP)
subprocess.Popen(["sh", "-c", f"sleep 5; kill -CONT {reader}"])
for number in range(4000):
    display(number)"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_reader_that_falls_behind_misses_nothing(tmp_path):
    """ZeroMQ drops messages beyond 1,000 that nobody reads, and the last one is that of the end."""
    path, out = notebook(tmp_path / "1.ipynb", MUCH), tmp_path / "out"
    words = [sys.executable, "-m", "analysis", "run", str(path), "--output", str(out)]
    assert subprocess.run(words, stdout=subprocess.PIPE).returncode == 0
    outputs = nbformat.read(out / "notebooks/1.ipynb", as_version=4).cells[-1].outputs
    assert [output.data["text/plain"] for output in outputs] == [str(n) for n in range(4000)]


@pytest.mark.long
@pytest.mark.parametrize("many", [3, pytest.param(6, marks=pytest.mark.long)])
def test_kernels_started_at_once_do_not_meet_and_leave_no_file(tmp_path, monkeypatch, many):
    (tmp_path / "t").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "t"))
    paths = [notebook(tmp_path / f"{n}.ipynb", f"print({n})") for n in range(many)]
    planned = plan(paths, {}, tmp_path / "out")
    assert {result.status for result in run(planned, workers=many, report=len)} == {"done"}
    copies = [nbformat.read(job.copy, as_version=4) for job in planned]
    assert [printed(copy) for copy in copies] == [f"{n}\n" for n in range(many)]
    assert not list((tmp_path / "t").iterdir())


@pytest.mark.long
def test_where_the_temporary_folder_has_a_long_name_kernels_are_reached_by_tcp(
    tmp_path, monkeypatch
):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    result, copy = outcome(tmp_path, "print('by TCP')")
    assert result.status == "done" and printed(copy) == "by TCP\n"
    assert not list(folder.iterdir())
