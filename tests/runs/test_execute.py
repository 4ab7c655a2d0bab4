"""Running notebooks: what is refused, skipped, repeated, kept apart and left after a kill.

The notebooks are tiny and the kernels real.
"""

import json
import os
import shlex
import signal
import subprocess
import sys

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from small_notebooks import PARAMETERS, SAVE, notebook, sources, study, tree, wait_until

from analysis.__main__ import main
from analysis.commands.arguments import held
from analysis.commands.parser import parser
from analysis.errors import InputError
from analysis.places import ROOT
from analysis.runs import jobs
from analysis.runs.execute import Result, _text, run, store
from analysis.runs.jobs import (
    Job,
    command,
    environment,
    fingerprint,
    forget,
    is_current,
    plan,
    remember,
)
from analysis.runs.parameters import from_texts

# What is planned


def test_plan_gives_each_notebook_the_parameters_it_declares(tmp_path):
    first = notebook(tmp_path / "1.ipynb", parameters="seed: int = 1")
    second = notebook(tmp_path / "2.ipynb", parameters="seed: int = 1\nlanguage: str = 'en'")
    assert plan([first, second], {"seed": 2, "language": "fr"}, tmp_path / "out") == [
        Job("1", first, {"seed": 2}, tmp_path / "out"),
        Job("2", second, {"seed": 2, "language": "fr"}, tmp_path / "out"),
    ]


def test_plan_tells_every_wrong_parameter_before_anything_runs(tmp_path):
    first = notebook(tmp_path / "1.ipynb")
    second = notebook(tmp_path / "2.ipynb", parameters="seed: str = ''")
    points = [("a", {"thresold": 1.0}), ("b", {"thresold": 2.0})]
    with pytest.raises(InputError) as error:
        plan([first, second], {"seed": 1}, tmp_path / "out", points)
    assert error.value.problems == [
        "2.ipynb: parameter 'seed' is 1, of type int; expected str",
        "1.ipynb, 2.ipynb: no parameter is named 'thresold'; "
        "expected 'threshold' (nearest), or one of: output, seed, threshold",
    ]
    assert not (tmp_path / "out").exists()


def test_plan_refuses_what_collides(tmp_path):
    first, second = notebook(tmp_path / "a/1.ipynb"), notebook(tmp_path / "b/1.ipynb")
    (tmp_path / "file").touch()
    with pytest.raises(InputError) as error:
        plan([first, second], {"seed": 1, "output": "x"}, tmp_path / "file", [("a", {"seed": 2})])
    stem, folder, twice, output = error.value.problems
    assert stem.startswith("1.ipynb: two notebooks have this name")
    assert folder.endswith("file: a file; expected a folder for the output")
    assert twice == "parameter 'seed' is given and is in the grid; expected one of both"
    assert "expected it as --output" in output


def test_plan_gives_each_point_of_a_grid_a_folder(tmp_path):
    path = notebook(tmp_path / "1.ipynb")
    points = [("before/fr", {"seed": 2}), ("after/fr", {"seed": 3})]
    assert plan([path], {"threshold": 1}, tmp_path, points) == [
        Job("before/fr/1", path, {"seed": 2, "threshold": 1.0}, tmp_path / "before/fr"),
        Job("after/fr/1", path, {"seed": 3, "threshold": 1.0}, tmp_path / "after/fr"),
    ]


def test_a_study_given_as_a_path_is_seen_from_where_the_run_was_called(tmp_path, monkeypatch):
    folder = study(tmp_path / "mine")
    path = notebook(tmp_path / "notebooks/1.ipynb", parameters="study: str = 'x'")
    monkeypatch.chdir(tmp_path)
    (job,) = plan([path], {"study": "./mine"}, tmp_path)
    assert job.parameters == {"study": str(folder)}
    with pytest.raises(InputError, match="study 'absent': no such folder"):
        plan([path], {"study": "absent"}, tmp_path)


LINES = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.sampled_from(
    ["-draft", "--output", "-1", "--", "-p", "$HOME `id`", "a\nb", "\\n", "' \"", " a ", "=", ""]
)
REALS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9)


@given(LINES, st.integers(), REALS, st.booleans(), st.lists(LINES), st.lists(REALS))
def test_the_command_of_a_job_plans_that_same_job(tmp_path_factory, t, n, x, b, texts, reals):
    folder = tmp_path_factory.mktemp("with space")
    declared = "t: str = ''\nn: int = 1\nx: float = 1\nb: bool = True\n"
    lists = "texts: list[str] = []\nreals: list[float] = []"
    path = notebook(folder / "1.ipynb", parameters=declared + lists)
    values = {"t": t, "n": n, "x": x, "b": b, "texts": texts, "reals": reals}
    planned = plan([path], values, folder)
    words = shlex.split(command(planned[0], timeout=0.1))
    assert words[:2] == ["atlas", "run"]
    options = parser().parse_args(held(words[1:]))
    assert (options.notebooks, options.output, options.timeout) == ([str(path)], folder, 0.1)
    given = from_texts([path], options.parameters)
    assert repr(plan([path], given, options.output)) == repr(planned)  # 1.0 is not 1


@pytest.mark.long
def test_what_a_plan_prints_runs_as_printed(tmp_path, capfd):
    """The values of shared case run-dash-parameter, and their like, through a real shell."""
    values = [
        "-draft",
        "--output",
        "a b",
        "$HOME",
        "it's",
        'say "x"',
        "back\\slash",
        "two\nlines",
        "é",
    ]
    path = notebook(tmp_path / "my notebooks/1.ipynb", "1 + 1", parameters="s: str = ''")
    points = [(f"v{number}", {"s": value}) for number, value in enumerate(values)]
    planned = plan([path], {}, tmp_path / "my output", points)
    script = "\n".join(f"{command(job, 600.0)} --plan" for job in planned)
    program = f'atlas() {{ {shlex.quote(sys.executable)} -m analysis "$@"; }}\n'
    told = subprocess.run(["bash", "-ec", program + script], capture_output=True, text=True)
    assert (told.stdout, told.stderr) == (
        "\n".join(command(job, 600.0) for job in planned) + "\n",
        "",
    )


@pytest.mark.long
def test_a_value_that_begins_with_a_dash_reaches_the_notebook(tmp_path, capsys):
    path = notebook(tmp_path / "1.ipynb", "print(s, n)", parameters="s: str = ''\nn: int = 1")
    words = ["run", str(path), "-p", "s", "--output", "-p", "n", "-1", "--output"]
    assert main([*words, str(tmp_path / "out")]) == 0
    copy = nbformat.read(tmp_path / "out/notebooks/1.ipynb", as_version=4)
    assert copy.cells[-1].outputs[0].text == "--output -1\n"


# What is up to date


@pytest.fixture
def done(tmp_path):
    """A job written down as done, its study and its environment."""
    declared = f"study: str = {str(study(tmp_path / 'study'))!r}\nseed: int = 1"
    path = notebook(tmp_path / "1.ipynb", parameters=declared)
    (job,) = plan([path], {}, tmp_path / "out")
    job.output.mkdir()
    (job.output / "drawing.csv").write_text("1\n")
    remember(job, fingerprint(job, environment()), ["drawing.csv"])
    return job


def edit_notebook(job):
    notebook(job.notebook, "1 + 1", parameters="seed: int = 1")


def edit_data(job):
    (job.output.parent / "study/statements.csv").write_text("statement_id\ns1\n")


def add_data(job):
    (job.output.parent / "study/events.csv").touch()


def remove_output(job):
    (job.output / "drawing.csv").unlink()


def cut_output(job):
    (job.output / "drawing.csv").write_text("")


def write_over_output(job):
    (job.output / "drawing.csv").write_text("2\n")


def fetch_data(job):
    (job.output.parent / "study/cache").mkdir()
    (job.output.parent / "study/cache/series.csv").touch()


def cut_record(job):
    job.record.write_text(job.record.read_text()[:20])


@pytest.mark.parametrize(
    "change",
    [
        edit_notebook,
        edit_data,
        add_data,
        remove_output,
        cut_output,
        write_over_output,
        cut_record,
        fetch_data,
        forget,
    ],
)
def test_a_job_is_current_until_something_changes(done, change):
    assert is_current(done, fingerprint(done, environment()))
    change(done)
    assert not is_current(done, fingerprint(done, environment()))


def test_a_job_is_not_current_with_other_parameters_or_packages(done):
    other = Job(done.name, done.notebook, {"seed": 2}, done.output)
    assert not is_current(other, fingerprint(other, environment()))
    assert not is_current(done, fingerprint(done, "another environment"))


@pytest.mark.long
def test_the_environment_is_the_library_and_the_packages(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "__file__", str(tmp_path / "jobs.py"))
    library = environment()
    (tmp_path / "paper.mplstyle").write_text("font.size: 8")
    assert environment() != library
    library = environment()
    monkeypatch.setattr(jobs.metadata, "version", lambda name: f"{name} 0.0")
    assert environment() != library


def test_hidden_files_and_bytecode_change_nothing(done):
    before = fingerprint(done, environment())
    (done.output.parent / "study/.~lock.statements.csv#").touch()
    assert fingerprint(done, environment()) == before


def test_a_run_with_nothing_to_do_imports_nothing_heavy(tmp_path):
    path = notebook(tmp_path / "1.ipynb")
    (job,) = plan([path], {}, tmp_path / "out")
    remember(job, fingerprint(job, environment()), [])
    code = (
        "import sys; from analysis.__main__ import main; code = main(sys.argv[1:]); "
        "heavy = {'pandas', 'numpy', 'matplotlib', 'papermill', 'nbformat'} & set(sys.modules); "
        "sys.exit(code or str(heavy or ''))"
    )
    arguments = ["run", str(path), "--output", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.stdout, done.stderr.strip()) == ("[1/1] 1  up to date\n", "")


# What is run


def test_a_run_from_first_success_through_failure_to_success(tmp_path):
    out, lines = tmp_path / "out", []
    good = notebook(
        tmp_path / "notebooks/1-good.ipynb",
        SAVE,
        "import os, warnings\nwarnings.warn('careful')\nprint(os.getcwd())",
    )
    own = SAVE.replace("drawing", "own")
    frail = notebook(tmp_path / "notebooks/2-frail.ipynb", own, "1 + 1")
    planned = plan([good, frail], {"seed": 7}, out)

    assert [r.status for r in run(planned, report=lines.append)] == ["done", "done"]
    first = tree(out)
    assert set(first) == {
        "drawing.csv",
        "own.csv",
        "notebooks/1-good.ipynb",
        "notebooks/2-frail.ipynb",
        ".atlas/1-good.json",
        ".atlas/2-frail.json",
    }
    assert first["drawing.csv"] == b"7"
    assert sorted(line.split("  ")[0] for line in lines) in (
        ["[1/2] 1-good", "[2/2] 2-frail"],
        ["[1/2] 2-frail", "[2/2] 1-good"],
    )

    frail_before = frail.read_bytes()
    notebook(frail, own.replace("seed", "seed + 1"), "1 / 0")
    results = run(planned, report=lines.append)
    assert [r.status for r in results] == ["up to date", "failed"]
    assert lines[2] == "[1/2] 1-good  up to date"
    error_copy = out / "notebooks/errors/2-frail.ipynb"
    assert f"failed: ZeroDivisionError: division by zero (see {error_copy})" in lines[3]
    assert "1 / 0" in sources(error_copy)
    assert sources(out / "notebooks/2-frail.ipynb")[-1] == "1 + 1"

    # The notebook is as it was, but the failed run has written over a file of the good one.
    frail.write_bytes(frail_before)
    assert (out / "own.csv").read_text() == "8"
    assert [r.status for r in run(planned, report=lines.append)] == ["up to date", "done"]
    assert tree(out) == first
    assert [r.status for r in run(planned, report=lines.append)] == ["up to date"] * 2


@pytest.mark.long
def test_an_executed_copy_shows_what_was_run_and_nothing_of_the_run_itself(tmp_path):
    warn = "import os, warnings\nprint('a', flush=True)\nwarnings.warn('careful')\nprint('b')"
    path = notebook(tmp_path / "notebooks/1.ipynb", warn, "os.getcwd()")
    (job,) = plan([path], {"seed": 7}, tmp_path / "out")
    assert run([job], report=len)[0].status == "done"
    copy = nbformat.read(job.copy, as_version=4)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert copy.metadata == {"kernelspec": kernel, "language_info": {"name": "python"}}
    injected = f'# Parameters\nseed = 7\noutput = "{tmp_path / "out"}"\n'
    assert [(cell.id, cell.metadata, cell.source) for cell in copy.cells] == [
        ("id-0", {}, "# Title"),
        ("id-1", {"tags": ["parameters"]}, PARAMETERS),
        ("injected-parameters-2", {"tags": ["injected-parameters"]}, injected),
        ("id-2", {}, warn),
        ("id-3", {}, "os.getcwd()"),
    ]
    stdout, stderr = copy.cells[3].outputs
    assert stdout.text == "a\nb\n"
    assert stderr.text.startswith("<cell>:3: UserWarning: careful\n")
    assert copy.cells[4].outputs[0].data["text/plain"] == repr(str(path.parent))


def test_an_output_folder_in_the_project_is_named_from_there(tmp_path):
    injected = new_code_cell(f'seed = 1\noutput = "{ROOT}/figures/fr"\nx = 2')
    injected.metadata.tags = ["injected-parameters"]
    text = _text(new_notebook(cells=[injected]), ROOT / "figures/fr")
    assert nbformat.reads(text, as_version=4).cells[0].source == (
        'seed = 1\noutput = "figures/fr"\nx = 2'
    )


@pytest.mark.long
def test_a_kernel_that_dies_fails_its_job_and_no_other(tmp_path):
    path = notebook(tmp_path / "1.ipynb", "print('so far')", "import os; os._exit(1)")
    other = notebook(tmp_path / "2.ipynb", "1 + 1")
    planned = plan([path, other], {}, tmp_path / "out")
    died, done = run(planned, report=len)
    assert done.status == "done"
    assert died.message == f"DeadKernelError: Kernel died (see {planned[0].error_copy})"
    assert "so far" in planned[0].error_copy.read_text()
    assert not planned[0].copy.exists()


DIES_ONCE = """\
import os, pathlib
attempt = pathlib.Path({marker!r})
if not attempt.exists():
    attempt.touch()
    os._exit(1)
"""


@pytest.mark.long
def test_a_kernel_that_dies_before_replying_is_started_again(tmp_path, monkeypatch):
    startup = tmp_path / "ipython/profile_default/startup/00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text(DIES_ONCE.format(marker=str(tmp_path / "died")))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    planned = plan([notebook(tmp_path / "1.ipynb")], {}, tmp_path / "out")
    assert run(planned, report=len)[0].status == "done"
    assert (tmp_path / "died").exists()


@pytest.mark.long
def test_a_job_that_cannot_write_fails_and_says_so(tmp_path):
    planned = plan([notebook(tmp_path / "1.ipynb")], {}, tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/notebooks").touch()
    (result,) = run(planned, report=len)
    assert result.status == "failed"
    assert str(tmp_path / "out/notebooks") in result.message


WAIT = """\
import os, time
from pathlib import Path
Path("pid").write_text(str(os.getpid()))
while not Path("go").exists():
    time.sleep(0.1)"""


@pytest.fixture
def interrupted(tmp_path, request):
    """A run of two notebooks, stopped by a signal when one is done and the other half done."""
    fast = notebook(tmp_path / "notebooks/1-fast.ipynb", SAVE)
    slow = notebook(tmp_path / "notebooks/2-slow.ipynb", WAIT, SAVE.replace("drawing", "other"))
    planned = plan([fast, slow], {}, tmp_path / "out")
    words = ["run", str(fast), str(slow), "--output", str(tmp_path / "out"), "--workers", "2"]
    (tmp_path / "temporary").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in background
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")},
    )
    pid = tmp_path / "notebooks/pid"
    wait_until(lambda: planned[0].record.exists() and pid.exists() and pid.read_text(), process)
    locks = tmp_path / "out" / ".atlas"  # on a busy machine those of the first are let go later
    wait_until(lambda: [path.name for path in locks.glob("*.lock")] == ["2-slow.lock"], process)
    process.send_signal(request.param)
    _, stderr = process.communicate()
    return planned, process.returncode, stderr.decode(), int(pid.read_text())


BY_KILL = pytest.mark.parametrize("interrupted", [signal.SIGKILL], ids=["kill"], indirect=True)
BY_CTRL_C = pytest.mark.parametrize(
    "interrupted",
    [
        signal.SIGINT,
        pytest.param(signal.SIGTERM, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
    indirect=True,
    ids=["ctrl-c", "terminated", "hung-up"],
)


@pytest.mark.long
@BY_KILL
def test_a_killed_run_leaves_nothing_half_written_and_the_next_completes_it(interrupted, tmp_path):
    planned, *_ = interrupted
    left = set(tree(tmp_path / "out"))
    lock = ".atlas/2-slow.lock"  # let go by the system, removed by the next run
    assert left == {"drawing.csv", "notebooks/1-fast.ipynb", ".atlas/1-fast.json", lock}
    nbformat.validate(nbformat.read(planned[0].copy, as_version=4))
    (tmp_path / "notebooks/go").touch()
    assert [result.status for result in run(planned, report=len)] == ["up to date", "done"]
    assert set(tree(tmp_path / "out")) == left - {lock} | {
        "other.csv",
        "notebooks/2-slow.ipynb",
        ".atlas/2-slow.json",
    }


@pytest.mark.long
@BY_CTRL_C
def test_ctrl_c_ends_the_kernels_and_writes_nothing_more(interrupted, tmp_path):
    _, code, stderr, kernel = interrupted
    assert (code, stderr) == (130, "stopped\n")
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)
    assert not list((tmp_path / "temporary").iterdir())
    assert set(tree(tmp_path / "out")) == {
        "drawing.csv",
        "notebooks/1-fast.ipynb",
        ".atlas/1-fast.json",
    }


def test_store_keeps_outputs_in_the_notebook_and_leaves_a_failing_one_alone(tmp_path):
    good = notebook(tmp_path / "1.ipynb", "seed + 1")
    old = json.loads(good.read_text()) | {"nbformat_minor": 4}
    for cell in old["cells"]:
        del cell["id"]
    good.write_text(json.dumps(old))
    bad = notebook(tmp_path / "2.ipynb", "1 / 0")
    before = sources(good), bad.read_bytes()
    results = store([good, bad], report=len)
    assert {result.name: result.message for result in results} == {
        "1": "",
        "2": "ZeroDivisionError: division by zero",
    }
    assert (sources(good), bad.read_bytes()) == before
    stored = json.loads(good.read_text())
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert stored["cells"][2]["outputs"][0]["data"] == {"text/plain": ["2"]}
    assert [cell["id"] for cell in stored["cells"]] == ["cell-0", "cell-1", "cell-2"]
    assert set(tree(tmp_path)) == {"1.ipynb", "2.ipynb"}


def test_a_result_reads_as_a_line_of_progress():
    assert str(Result("02-network", "done", 3.14)) == "02-network  3.1 s"
    assert str(Result("fr/02-network", "up to date")) == "fr/02-network  up to date"
    assert str(Result("02-network", "failed", 1, "ValueError: no")) == (
        "02-network  failed: ValueError: no"
    )


def test_the_command_line_tells_a_misspelt_parameter_and_exits_with_1(tmp_path, capsys):
    path = notebook(tmp_path / "1.ipynb")
    code = main(["run", str(path), "-p", "sead", "1", "--output", str(tmp_path / "out")])
    assert code == 1
    assert "expected 'seed' (nearest)" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
