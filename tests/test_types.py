"""The types of the line of data, held by pyright with the settings of pyproject."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analysis.places import ROOT

PYRIGHT = Path(sys.executable).with_name("basedpyright")

WRONG = """
import analysis

analysis.load_stuby("a")
analysis.select(analysis.load_study("a"), since=2024)
row: str | None = analysis.InputError("a").problems[0].row
"""


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, list[str]]:
    """What pyright tells of what pyproject names, and of a wrong use of it, by file; in one run."""
    wrong = tmp_path_factory.mktemp("wrong") / "wrong.py"
    wrong.write_text(WRONG, encoding="utf-8")
    files = [*PROJECT["tool"]["pyright"]["include"], wrong]
    run = subprocess.run(
        [PYRIGHT, "--outputjson", "--pythonpath", sys.executable, *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    found = json.loads(run.stdout)
    assert found["summary"]["filesAnalyzed"] > 50, found["summary"]
    by_file: dict[str, list[str]] = {}
    for each in found["generalDiagnostics"]:
        line = f"{each['severity']}: {each['message']}"
        by_file.setdefault(Path(each["file"]).name, []).append(line)
    return by_file


def test_the_line_of_data_is_clean(told):
    assert {name: lines for name, lines in told.items() if name != "wrong.py"} == {}


def test_an_editor_sees_the_public_names_and_what_they_take(told):
    first, second, third = told["wrong.py"]
    assert '"load_stuby" is not a known attribute' in first
    assert 'parameter "since"' in second + third and '"int | None"' in second + third
