"""The ground keeps its promises: packages in step, notebooks of one kind, a README that works."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from analysis.commands.parser import parser
from analysis.explorer.chosen import Choices, plain
from analysis.files import EXAMPLE_TYPE, FILES_TYPE
from analysis.places import NOTEBOOKS, ROOT, find_study
from analysis.runs.parameters import read

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


def outputs(path: Path) -> list[dict]:
    """Return the outputs of a stored notebook, in order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


CONDA_NAMES = {"ibis-framework[duckdb]": "ibis-duckdb", "playwright": "playwright-python"}


def test_conda_users_get_the_same_packages():
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    for pip, conda in CONDA_NAMES.items():
        wanted = [line.replace(pip, conda) for line in wanted]
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    python, *others = [line for line in listed if isinstance(line, str)]
    assert others == [*wanted, "pip"] and listed[-1] == {"pip": ["-e ."]}
    # repo2docker, which Binder runs, takes no range for the version that it starts from
    version = re.fullmatch(r"python=(3\.\d+)", python)[1]
    assert f"Programming Language :: Python :: {version}" in PROJECT["project"]["classifiers"]


def test_the_development_container_is_made_as_the_makefile_makes_it():
    told = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    targets = set(re.findall(r"^([^\s:=]+):(?!=)", makefile, re.M))
    command, *asked = told["postCreateCommand"].split()
    assert command == "make" and asked and set(asked) <= targets
    [name, version] = told["image"].split(":")
    assert name == "mcr.microsoft.com/devcontainers/python"
    assert f"Programming Language :: Python :: {version}" in PROJECT["project"]["classifiers"]
    settings = told["customizations"]["vscode"]["settings"]
    place = "${containerWorkspaceFolder}/.venv/bin/python"
    assert settings["python.defaultInterpreterPath"] == place and told["forwardPorts"] == [8888]


def test_versions_are_in_step():
    import analysis

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert PROJECT["project"]["version"] == analysis.__version__ == citation["version"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_an_essay_that_runs_anywhere(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    prose = [cell for cell in book["cells"] if cell["cell_type"] == "markdown"]
    assert book["cells"][0]["cell_type"] == "markdown" and len(prose) >= len(code) / 2
    for cell in code:
        source = "".join(cell["source"])
        assert not source.rstrip().endswith(";")
        assert not re.search(r"^\s*(def|class) ", source, re.M), "belongs in the library"
        assert cell["execution_count"], "without a count nbval compares nothing"


@pytest.mark.parametrize("path", BOOKS[1:], ids=lambda path: path.stem)
def test_every_parameter_is_typed_and_commented(path):
    parameters = read(path)
    names = [parameter.name for parameter in parameters]
    assert names == [
        "study",
        "since",
        "until",
        "actors",
        "sectors",
        "quality",
        "language",
        "output",
        "seed",
    ]
    assert all(parameter.comment for parameter in parameters)
    assert parameters == read(BOOKS[1])


def test_the_explorer_takes_each_of_its_choices_as_a_parameter():
    parameters = {parameter.name: parameter for parameter in read(BOOKS[0])}
    assert list(parameters) == ["study", *plain(Choices()), "output"]
    assert all(parameter.comment for parameter in parameters.values())
    begins = plain(Choices()) | {"by_state": False}  # 02-network draws the states
    for name, value in begins.items():
        assert parameters[name].default == value
    shared = {parameter.name: parameter for parameter in read(BOOKS[1])}
    assert parameters | {name: shared[name] for name in parameters.keys() & shared} == parameters


OUTPUTS = {path: outputs(path) for path in BOOKS}
LARGEST = 400_000  # bytes of a notebook with its pictures


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_small(path):
    assert path.stat().st_size <= LARGEST


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_outputs_are_words_pictures_and_tables_for_a_reader(path):
    for output in OUTPUTS[path]:
        assert output["output_type"] in ("display_data", "execute_result"), "printed or failed"
        told = "".join(output["data"].get("text/plain", ""))
        html = "".join(output["data"].get("text/html", ""))
        assert told.strip(), "nothing to read for whom sees no picture"
        assert not re.search(r"<\w[\w.]*[ >]|\bobject at 0x|\bdtype\b", told), "a repr"
        assert not re.search(r"&lt;\w|\bobject at 0x|\bdtype\b", html), "a repr"
        assert not re.search(r"^figures/", told, re.M), "a list of files"
        heads = re.findall(r"<th[^>]*>(.*?)</th>", html, re.S)
        assert all(heads), "a column without a name"
        body = html.partition("<tbody>")[2]
        assert "<th" not in body, "numbers of rows, or an index"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_tables_show_names_and_not_ids(path, study):
    known = {*study.actors["actor_id"], *study.statements["statement_id"]}
    known |= {*study.sectors["sector_id"]} | {*study.relations["relation_id"]}
    for output in OUTPUTS[path]:
        html = "".join(output["data"].get("text/html", ""))
        cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html, re.S)
        parts = {part for cell in cells for part in [cell, *cell.split(":")]}
        fields = {"sector", "relation", "stance"}  # of agreement, by their names in the codebook
        assert not parts & known - fields


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_each_figure_is_shown_once_with_what_it_shows_and_its_caption(path):
    data = [output["data"] for output in OUTPUTS[path]]
    pictures = [place for place, each in enumerate(data) if "image/png" in each]
    wrote = [each for each in data if FILES_TYPE in each]
    assert pictures and wrote
    if path == BOOKS[0]:  # the caption stands below the widget, and tells what was written
        assert len(pictures) == len(wrote) == 1 and "text/markdown" in wrote[0]
        return
    for place in pictures:
        assert data[place]["text/plain"]
        before, after = (data[place + step]["text/markdown"] for step in (-1, 1))
        assert "".join(before).startswith("**")
        if EXAMPLE_TYPE not in data[place]:  # beside made-up events the record keeps its sources
            assert ("Source" in "".join(after)) == (FILES_TYPE in data[place])
    made_up = [place for place in pictures if FILES_TYPE not in data[place]]
    assert made_up == pictures[len(wrote) :], "what is of no record stands last, and is not kept"
    if made_up:
        prose = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert any("of which nothing is a fact" in "".join(cell["source"]) for cell in prose)


def test_a_notebook_answers_first():
    for path in BOOKS:
        first = next(each for each in OUTPUTS[path] if "text/markdown" in each["data"])
        assert first is OUTPUTS[path][0]
        lines = "".join(first["data"]["text/markdown"]).splitlines()
        assert lines and all(line.startswith("- ") for line in lines)


def test_the_notebooks_are_in_order():
    numbers = [f"{number:02}" for number in range(12)]
    assert [path.stem[:2] for path in BOOKS] == numbers
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(notebooks/([\w-]+)\.ipynb\)", readme)
    assert list(dict.fromkeys(linked)) == [path.stem for path in BOOKS]


def test_the_commands_that_the_readme_shows_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for target in re.findall(r"^make ([a-z]+)", readme, re.M):
        assert target in targets
    written = re.findall(r"^atlas (.+)", readme.replace("\\\n", " "), re.M)
    assert len(written) >= 4
    for command in written:
        parser().parse_args(command.split("  #")[0].split())


def test_links_of_the_readme_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md", "data/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text):
            assert ((ROOT / name).parent / link).exists(), link


FIGURES = sorted((ROOT / "figures").glob("*.json"))


def test_no_figure_is_a_copy_of_another():
    for ending in ("csv", "png", "svg", "pdf"):
        files = sorted((ROOT / "figures").glob(f"*.{ending}"))
        found = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in files}
        tables = {"one-page.csv", "one-page-slide.csv"} if ending == "csv" else set()
        assert {path.name for path in files} - {*found.values()} <= tables


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_the_figures_kept_are_those_of_the_data(path):
    told = json.loads(path.read_text(encoding="utf-8"))
    folder = find_study(told["study"]["name"])
    for files, where in ((told["data"], folder), (told["files"], path.parent)):
        for name, expected in files.items():
            found = hashlib.sha256((where / name).read_bytes()).hexdigest()
            assert found == expected, f"{name} has changed: make figures"


SAMPLED = """
import pytest

@pytest.mark.sample(3)
@pytest.mark.parametrize("case", range(10))
def test_it(case):
    pass
"""


@pytest.mark.long
def test_of_a_sampled_test_the_cases_left_out_run_in_the_long_run(tmp_path):
    path = tmp_path / "test_sampled.py"
    path.write_text(SAMPLED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "--collect-only", "-q", str(path)]

    def cases(which: str) -> set[str]:
        words = [*command, "-m", which]
        told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return {line for line in told.splitlines() if "::" in line}

    some, rest = cases("not long"), cases("long")
    assert len(some) == 3 and len(rest) == 7 and not some & rest
    assert some == cases("not long")
