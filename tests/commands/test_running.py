"""Values and studies are checked before a kernel starts, and what would be run is told."""

import io
import json

import pytest
from small_notebooks import notebook
from tiny_study import tiny_study

from analysis.__main__ import main
from analysis.commands.progress import Progress
from analysis.places import ROOT
from analysis.runs.execute import run
from analysis.runs.jobs import environment, fingerprint, plan, remember
from analysis.runs.notebook_needs import lacking, needs
from analysis.study.selection import select

PARAMETERS = """\
study: str = "kazakhstan-russia"  # which
since: str = ""
until: str = ""
actors: list[str] = []
quality: str = "C"
language: str = "en"
output: str = "figures"
seed: int = 1"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A working folder with one notebook about the first study."""
    notebook(tmp_path / "notebooks" / "1.ipynb", parameters=PARAMETERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_needs(path, told):
    book = json.loads(path.read_text())
    book["cells"][1]["metadata"]["needs"] = told
    path.write_text(json.dumps(book))
    return path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-p", "language=xx"], "language: 'xx'; expected one of: en, de, fr"),
        (["-p", "quality", "D"], "quality: 'D' is unknown; expected one of: A, B, C"),
        (["-p", "since=soon"], "since: 'soon'; expected a day, month or year"),
        (["-p", "since=2025", "-p", "until=2024"], "2025"),
        (["-p", "actors", "putim"], "'putim' is unknown; expected 'putin' (nearest)"),
        (["-p", "seed=-1"], "seed: -1; expected a whole number from 0"),
        (["--params", "no.yaml"], "no.yaml: no such file"),
        (["--study", "nowhere"], "study 'nowhere': no such folder"),
    ],
)
def test_a_wrong_value_is_told_once_before_any_kernel_starts(words, told, project, capsys):
    notebook(project / "notebooks" / "2.ipynb", parameters=PARAMETERS)
    assert main(["run", *words]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and told in lines[0]
    assert not (project / "figures").exists()


def test_a_study_that_is_wrong_is_told_once(project, capsys):
    folder = tiny_study(project / "tiny")
    (folder / "actors.csv").unlink()
    assert main(["run", "-p", f"study={folder}"]) == 1
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == 1 and "actors" in err and not out


def test_parameters_come_from_a_file_and_p_goes_before_it(project, capsys):
    (project / "p.yaml").write_text("since: 2024\nlanguage: fr\nactors: [putin, tokayev]\n")
    (project / "p.json").write_text('{"since": "2024", "language": "fr"}')
    for name, actors in (("p.yaml", "-p actors putin,tokayev "), ("p.json", "")):
        assert main(["run", "--params", name, "-p", "language=kk", "--plan"]) == 0
        told = capsys.readouterr().out
        assert f"-p since 2024 {actors}-p language kk --output" in told.replace("'", "")


@pytest.mark.parametrize("text", ["[1, 2]", "a: {b: c}", "1: x", "a: null", ""])
def test_a_file_of_something_else_is_told(text, project, capsys):
    (project / "p.yaml").write_text(text)
    assert main(["run", "--params", "p.yaml"]) == 1
    assert "p.yaml: " in capsys.readouterr().err


def test_a_dry_run_tells_what_is_stale_and_why(project, capsys):
    path = project / "notebooks" / "1.ipynb"
    [job] = plan([path], {}, project / "figures")

    def told() -> str:
        assert main(["run", "--dry-run"]) == 0
        return capsys.readouterr().out.strip()

    assert told() == "1  to be run: never run"
    job.output.mkdir()
    (job.output / "a.csv").write_text("1")
    remember(job, fingerprint(job, environment()), ["a.csv"])
    assert told() == "1  up to date"
    assert main(["run", "--dry-run", "--force"]) == 0
    assert "asked for with --force" in capsys.readouterr().out
    (job.output / "a.csv").write_text("2")
    assert told() == "1  to be run: a.csv was changed since"
    (job.output / "a.csv").unlink()
    notebook(path, "1 + 1", parameters=PARAMETERS)
    assert told() == "1  to be run: the notebook changed; a.csv is gone"
    job.record.write_text("{}")
    assert told() == "1  to be run: the record of its last run cannot be read"


def test_a_notebook_that_makes_no_sense_for_a_study_is_left_out(project, capsys):
    folder = tiny_study(project / "tiny")
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    told |= {"states": [], "name": "debate"}
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    with_needs(project / "notebooks" / "1.ipynb", ["stances", "states"])
    assert main(["run", "--study", str(folder)]) == 1  # nothing is left to run
    assert "1  skipped: debate has no states" in capsys.readouterr().out.replace(
        str(folder), "debate"
    )
    assert not (project / "figures").exists()


def test_what_a_study_lacks_of_what_is_needed(study, tmp_path):
    bare = select(study, documents=["D012"])
    bare = bare.__class__(
        **{**vars(bare), "projects": study.projects.head(0), "package": {"name": "x"}}
    )
    assert lacking(study, ["states", "projects", "routes"]) == []
    assert lacking(bare, ["states", "projects or indicators", "projects or routes"]) == [
        "no states"
    ]
    assert lacking(bare, ["projects"]) == ["no projects"]


def test_a_need_that_is_none_is_told(tmp_path):
    path = with_needs(notebook(tmp_path / "1.ipynb"), ["stats"])
    with pytest.raises(ValueError, match=r"1\.ipynb: it needs 'stats'; expected 'states'"):
        needs(path)
    with pytest.raises(ValueError, match=r"its needs are 'x'; expected a list of texts"):
        needs(with_needs(path, "x"))


def test_figures_of_two_studies_do_not_mix(project, capsys, folder):
    (project / "figures").mkdir()
    (project / "figures" / "a.json").write_text('{"study": {"name": "pensions"}}')
    assert main(["run"]) == 1
    assert "has figures of pensions; expected another folder" in capsys.readouterr().err
    assert main(["run", "-p", f"study={folder}", "--plan"]) == 0
    assert f"--output {project}/figures/copy" in capsys.readouterr().out


def test_a_file_that_hides_the_package_is_told_before_kernels_fail(project, capsys):
    (project / "notebooks" / "analysis.py").touch()
    assert main(["run"]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "analysis.py hides the package 'analysis'" in told
    (project / "analysis.py").touch()
    assert main(["list", "studies"]) == 0
    assert capsys.readouterr().err.startswith(f"note: {project}/analysis.py hides")


def test_many_runs_are_stated_where_nobody_can_answer(project, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    from analysis.commands import running

    options = running.argparse.Namespace(yes=False, workers=3)
    assert running._asked(21, options) == 3
    assert capsys.readouterr().err == "21 runs of notebooks, 3 at once\n"


@pytest.mark.parametrize(
    ("answers", "workers"), [([""], 2), (["y"], 2), (["what", "4"], 4), (["0", "1"], 1)]
)
def test_an_answer_is_a_number_of_runs_at_once(answers, workers, monkeypatch):
    from analysis.commands.running import _answer

    left = iter(answers)
    monkeypatch.setattr("builtins.input", lambda _: next(left))
    assert _answer("30 runs of notebooks, 2 at once", 2) == workers


def test_the_answer_no_stops(monkeypatch):
    from analysis.commands.running import _answer

    monkeypatch.setattr("builtins.input", lambda _: "n")
    with pytest.raises(KeyboardInterrupt):
        _answer("30 runs", 2)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_what_runs_and_how_many_are_left():
    out = Terminal()
    with Progress(3, out=out).shown() as progress:
        progress.started("1")
        assert progress.status() == "running 1 (0 s); 2 to come"
        progress.line("[1/3] 1  0.5 s")
        assert progress.status() == "" and progress.waiting() == 2
    assert "\r\x1b[K[1/3] 1  0.5 s\n" in out.getvalue()


def test_without_a_terminal_lines_are_plain_and_a_quiet_run_tells_failures_only():
    plain, quiet = io.StringIO(), io.StringIO()
    for out, level in ((plain, 0), (quiet, -1)):
        with Progress(2, level, out).shown() as progress:
            progress.started("1")
            progress.line("[1/2] 1  0.5 s")
            progress.line("[2/2] 2  failed: ValueError: no")
    assert "\x1b" not in plain.getvalue()
    first, *others = plain.getvalue().splitlines()
    assert first.startswith("1  started ") and first.endswith(", 1 to come")
    assert others == ["[1/2] 1  0.5 s", "[2/2] 2  failed: ValueError: no"]
    assert quiet.getvalue() == "[2/2] 2  failed: ValueError: no\n"


def test_a_kernel_finds_the_project_of_its_caller(project, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = notebook(
        elsewhere / "2.ipynb", "from analysis.places import project; assert str(project()) == here"
    )
    path = notebook(
        path,
        "from analysis.places import project\nassert str(project()) == here, project()",
        parameters=f"here: str = {str(project)!r}",
    )
    started = []
    [result] = run(plan([path], {}, project / "out"), report=len, started=started.append)
    assert (result.status, result.message, started) == ("done", "", ["2"])
    assert str(ROOT) != str(project)
