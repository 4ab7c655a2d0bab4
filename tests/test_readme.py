"""What README, CONTRIBUTING and the prose of notebooks say is so, and what they show runs."""

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from contextlib import closing
from pathlib import Path

import examples
import pandas as pd
import pytest
from documents import blocks, calls, commands, documents, inline, own_files, steps
from openpyxl import load_workbook
from typed import run_all

import analysis
from analysis.__main__ import main
from analysis.charts.needs import NEEDS
from analysis.commands.parser import parser
from analysis.places import DATA, ROOT
from analysis.study.load import load_study

TOLD = documents()
README = TOLD["README.md"]
FIRST = load_study("kazakhstan-russia")
WORDS = {"twelve": 12}
MAPPING = {
    "actor": "Organisation",
    "sector": "Concept",
    "stance": "Code",
    "date": "Date",
    "document_id": "Article",
}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with a reader's own files, in which relative paths and outputs stand."""
    own_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["atlas"])
    monkeypatch.setenv("ATLAS_OUTPUT_ROOT", str(tmp_path))
    return tmp_path


def test_the_readme_runs_in_order_and_prints_what_it_shows(folder, capsys):
    before = {path: path.read_bytes() for path in (DATA / FIRST.name).glob("*.csv")}
    assert len([each for each in commands(README) if each.startswith("export ")]) == 2
    run_all(steps(README), "README.md", capsys, whole=False)
    assert {"network.gexf", "statements.xlsx"} <= {path.name for path in folder.iterdir()}
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.long
def test_the_readme_runs_with_all_that_takes_long(folder, capsys):
    run_all(steps(README), "README.md", capsys, whole=True)


def test_the_python_of_contributing_runs_in_order_and_prints_what_is_shown(
    folder, capsys, monkeypatch
):
    monkeypatch.setattr("analysis.charts.needs.NEEDS", {**NEEDS})  # to which it adds a line
    told = [step for step in steps(TOLD["CONTRIBUTING.md"]) if step.language == "python"]
    run_all(told, "CONTRIBUTING.md", capsys, whole=False)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_each_block_of_text_is_what_the_block_above_it_prints(name):
    printed = [step.printed for step in steps(TOLD[name]) if step.printed]
    assert printed == blocks(TOLD[name], "text") and len(printed) >= 2
    for step in steps(TOLD[name]):
        assert not step.language or ("print(" in step.code) == bool(step.printed)


@pytest.mark.long
def test_the_readme_saves_what_it_says(folder):
    [block] = [block for block in blocks(README, "python") if "save(" in block]
    exec(block, {})
    assert {path.suffix for path in (folder / "paper").iterdir()} >= {
        ".pdf",
        ".tiff",
        ".md",
        ".tex",
    }


def test_the_readme_says_what_this_is_shows_it_and_how_to_begin_first():
    title, sentence, picture, line, block, about, *_ = README.split("\n\n")
    assert title.startswith("# ") and "discourse network analysis" in sentence.replace("*", "")
    assert sentence.count(". ") == 0 and sentence.endswith(".")
    assert picture.startswith("![") and line.startswith("*")
    assert re.findall(r"^make ([a-z-]+) ", block, re.M) == ["figures", "test"]
    assert block.count("minute") == 2 and block.count(" GB") == 2, "their time and disk"
    assert "Python 3.11" in about
    assert re.findall(r"^## (.+)$", README, re.M) == [
        "Look",
        "Change a parameter",
        "Take a figure",
        "Your own data",
        "Another study",
        "The library",
        "Cite",
    ]


def test_the_examples_are_the_debate_that_is_told(tmp_path):
    for name, write in examples.FILES.items():
        write(tmp_path / name)
        assert content(tmp_path / name) == content(examples.EXAMPLES / name), name
    [grid] = blocks(README, "yaml")
    assert (examples.EXAMPLES / "grid.yaml").read_text(encoding="utf-8") == grid


def content(path: Path) -> list:
    """Return what a workbook or a database holds; its bytes may tell when it was written."""
    if path.suffix == ".xlsx":
        return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]
    if path.suffix == ".qdpx":
        with zipfile.ZipFile(path) as archive:
            return [archive.read("project.qde")]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8").splitlines()
    with closing(sqlite3.connect(path)) as base:
        return list(base.iterdump())


def test_the_two_examples_are_one_debate(folder):
    """Read by either door, the same organizations stand as near and as far."""
    table = analysis.read_coded("data/examples/coded.xlsx", MAPPING)
    debate = analysis.read_dna("data/examples/debate.dna")
    one = analysis.one_mode(table, "actor", "sector", level="stance", scale=(-1, 1))
    other = analysis.one_mode(debate, "organization", "concept", level="agreement")
    assert one.to_numpy().tolist() == other.to_numpy().tolist()
    assert one.loc["Grid", "Ministry"] == 3 and one.loc["Lake group", "Village"] == 2


CALLS = [(name, call) for name in TOLD for call in calls(TOLD[name])]
GIVEN = """import analysis
from analysis import charts
study = chosen = analysis.load_study("kazakhstan-russia")
wide = analysis.roll_up(study)
network = ties = analysis.graph(wide)
actor, sector = "kazakhstan", "energy"
"""


@pytest.fixture(scope="module")
def given() -> dict[str, object]:
    """What a call finds; a test must not change it."""
    space: dict[str, object] = {}
    exec(GIVEN, space)
    return space


@pytest.mark.parametrize(("name", "call"), CALLS, ids=[call for _, call in CALLS])
def test_a_call_in_a_line_of_prose_runs(name, call, given, folder):
    assert eval(call, dict(given)) is not None


def test_the_prose_has_calls_and_commands_to_run():
    assert any("analysis.desk(" in call for _, call in CALLS)
    assert any("statements_behind(" in call for _, call in CALLS)
    assert len(COMMANDS) >= 14


COMMANDS = [(name, command) for name in TOLD for command in commands(TOLD[name])]
BOOKS = len([name for name in TOLD if name.endswith(".ipynb")])


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[command for _, command in COMMANDS])
def test_a_command_of_the_prose_is_one_of_ours(name, command):
    if command == "--help":
        return
    options = parser().parse_args(shlex.split(command))
    for notebook in getattr(options, "notebooks", []):
        assert (ROOT / "notebooks" / f"{notebook}.ipynb").is_file()


RUNS = [
    command
    for _, command in COMMANDS
    if re.match(r"run .*-", command) and not re.search("france-japan|pensions|lake", command)
]


@pytest.mark.parametrize("command", RUNS)
def test_a_run_of_the_prose_has_parameters_that_notebooks_take(command, folder, capsys):
    assert main([*shlex.split(command), "--plan"]) == 0, capsys.readouterr().err
    assert re.match("atlas run ", capsys.readouterr().out)


@pytest.mark.parametrize("name", [name for name in TOLD if blocks(TOLD[name], "")])
def test_a_block_of_commands_is_shell(name):
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no shell")
    for block in blocks(TOLD[name], ""):
        told = subprocess.run([shell, "-n"], input=block, text=True, capture_output=True)
        assert told.returncode == 0, f"{block}{told.stderr}"


def test_each_target_of_make_that_is_named_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    helped = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    for name, text in TOLD.items():
        for block in [*blocks(text, ""), *inline(text)]:
            assert set(re.findall(r"^make ([a-z-]+)", block, re.M)) <= targets, name
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split()
    assert helped == set(phony), "make help lists each target"
    everyday = {"test", "test-long", "lint", "notebooks", "site", "report", "benchmark"}
    listed = re.findall(r"^make ([a-z-]+)", TOLD["CONTRIBUTING.md"], re.M)
    assert everyday <= set(listed)


PATHS = re.compile(r"(?:analysis|benchmarks|data|figures|notebooks|tests)/[\w./-]*")
MADE = re.compile(
    r"(data|figures)/(france-japan|pensions|notebooks|events)/|analysis/locale/pl\.po"
)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        *sorted(name for name in TOLD if name.startswith("notebooks")),
    ],
)
def test_each_path_that_is_named_is_there(name):
    for code in inline(TOLD[name]):
        path = code.rstrip("/")
        if PATHS.fullmatch(code) and not MADE.match(code):
            assert (ROOT / path).exists(), code


ROOMS = re.findall(r"^\| (`.+?) \|", TOLD["CONTRIBUTING.md"], re.M)


def test_each_room_of_the_house_has_its_row():
    names = [re.findall(r"`([^`]+)`", row) for row in ROOMS]
    folders = {path.parent.name for path in (ROOT / "analysis").glob("*/__init__.py")}
    files = {path.name for path in (ROOT / "analysis").glob("[a-z]*.py")}
    told = [name for row in names for name in row]
    assert len(told) == len(set(told)) and set(told) == folders | files | {"locale"}
    assert len(ROOMS) <= 16 and all(len(row) == 1 for row in names[1:])


def test_the_line_that_is_told_is_the_one_that_is_held():
    """Import-linter's contract begins with what is furthest to the right."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = project["tool"]["importlinter"]["contracts"]
    held = [
        {name.strip().removeprefix("analysis.").split(".")[0] for name in layer.split("|")}
        for layer in reversed(contract["layers"])
    ]
    line = re.search(r"^    errors -> .*\n.*", TOLD["CONTRIBUTING.md"], re.M)[0]
    told = [{name.strip() for name in step.split("|")} for step in line.split("->")]
    assert told == held
    order = [name for row in ROOMS[1:] for name in re.findall(r"`([^`]+)`", row)]
    assert order == sorted(order, key=lambda name: [name in step for step in told].index(True))


NETWORK = json.loads((ROOT / "figures" / "network.json").read_text(encoding="utf-8"))


def test_the_picture_of_the_readme_has_the_words_of_its_figure():
    [(alt, file)] = re.findall(r"!\[(.*?)\]\((.*?)\)", README)
    assert file == "figures/network.png" and alt == NETWORK["alt"]


def test_the_line_below_the_picture_says_what_it_shows():
    line = re.search(r"^\*(.+)\*$", README, re.M)[1]
    ties = pd.read_csv(ROOT / "figures" / "network.csv")
    years = sorted(source["date"][:4] for source in NETWORK["sources"] if source["date"])
    counts = (NETWORK["statements"], len(NETWORK["sources"]))
    assert line.startswith(
        f"{counts[0]} statements from {counts[1]} documents, "
        f"{years[0]}–{years[-1]}, at the level of states"
    )
    weights = ties.groupby("column_name")["weight"].sum().sort_values(ascending=False)
    assert "energy, diplomacy and trade" in line
    assert [name.lower() for name in weights.index[:3]] == ["energy", "diplomacy", "trade"]
    two = ties[ties["row"].isin(["kazakhstan", "russia"])].set_index("column_name")["sign"]
    assert {*two[["Energy", "Diplomacy"]]} == {"friendly"}
    assert {*two[["Trade"]]} == {"friendly", "mixed"}
    assert all("strained" in {*two[[name]]} for name in ("War in Ukraine", "Food"))
    assert "in trade the tone is mixed for one of them; the war in Ukraine and food strain" in line


def test_the_numbers_of_the_readme_are_those_of_the_data():
    projects = FIRST.projects
    second = pd.read_csv(FIRST.folder / "codings" / "c2.csv")
    of_record = [FIRST.statements, FIRST.indicators, FIRST.projects, FIRST.routes]
    alone = set(FIRST.frame_statements["document_id"]).difference(
        *(table["document_id"] for table in of_record)
    )
    told = [
        f"{len(FIRST.statements)} coded statements",
        f"{len(FIRST.indicators)} published figures",
        f"{len(projects)} states of {projects['project'].nunique()} joint projects",
        f"{len(set(FIRST.documents['document_id']) - alone)} documents they rest on",
        f"{len(FIRST.frame)} meetings and calls of the presidents",
        f"coded apart ({FIRST.frame_statements['document_id'].nunique()} texts)",
        f"coded {second['document_id'].nunique()} of the documents",
        f"{cases()} reference matrices",
    ]
    for each in told:
        assert each in README, each
    assert WORDS[re.search(r"JupyterLab on (\w+) notebooks", README)[1]] == BOOKS


def cases() -> int:
    return pd.read_csv(ROOT / "tests" / "reference" / "expected.csv.gz")["case"].nunique()


def test_the_numbers_of_the_other_texts_are_those_of_the_data():
    titles = FIRST.documents["title"].str.startswith("(")
    assert f"({titles.sum()} of {len(titles)})" in TOLD["data/README.md"]
    figures = len(list((ROOT / "figures").glob("*.json")))
    assert f"all {figures} figures in four languages" in TOLD["benchmarks/README.md"]
    reference = (ROOT / "tests" / "reference" / "README.md").read_text(encoding="utf-8")
    assert f"{cases()} matrices" in reference


def test_the_figures_are_as_large_as_the_readme_says():
    from PIL import Image

    with Image.open(ROOT / "figures" / "network.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.width == pytest.approx(183 / 25.4 * 300, abs=1)
    assert "(300 dpi, 183 mm wide, text of 8 pt)" in README


def test_the_table_that_comes_in_is_the_readers(folder):
    table = analysis.read_coded("data/examples/coded.xlsx", MAPPING)
    assert len(table) == len(examples.STATEMENTS) and set(table["stance"]) == {-1, 1}


@pytest.mark.long
def test_what_the_words_section_extracts_is_what_the_test_of_words_expects(tmp_path):
    """Both commands of CONTRIBUTING run and leave the catalogues as they are."""
    [block] = [block for block in blocks(TOLD["CONTRIBUTING.md"], "") if "pybabel" in block]
    shutil.copytree(
        ROOT / "analysis", tmp_path / "analysis", ignore=shutil.ignore_patterns("__pycache__")
    )
    scripts = Path(sys.executable).parent
    given = block.replace(".venv/bin/", f"{scripts}/").replace("/tmp/atlas.pot", "atlas.pot")
    subprocess.run(["sh", "-ec", given], cwd=tmp_path, check=True, capture_output=True)
    for language in ("fr", "ru", "kk"):
        before, after = (
            re.sub(r'"POT-Creation-Date.*\n', "", path.read_text(encoding="utf-8"))
            for path in (
                ROOT / f"analysis/locale/{language}.po",
                tmp_path / f"analysis/locale/{language}.po",
            )
        )
        assert after == before, language
