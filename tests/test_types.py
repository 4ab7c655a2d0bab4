"""The types of the line of data, held by pyright with the settings of pyproject."""

import subprocess
import sys
from pathlib import Path

from analysis.places import ROOT

PYRIGHT = Path(sys.executable).with_name("basedpyright")

WRONG = """
import analysis

analysis.load_stuby("a")
analysis.select(analysis.load_study("a"), since=2024)
row: str | None = analysis.InputError("a").problems[0].row
"""


def checked(*files: Path) -> subprocess.CompletedProcess:
    """Return a run of pyright over the files, or over what pyproject names."""
    return subprocess.run(
        [PYRIGHT, "--pythonpath", sys.executable, *files], cwd=ROOT, capture_output=True, text=True
    )


def test_the_line_of_data_is_clean():
    run = checked()
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("0 errors, 0 warnings"), run.stdout


def test_an_editor_sees_the_public_names_and_what_they_take(tmp_path):
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    run = checked(tmp_path / "wrong.py")
    told = [line for line in run.stdout.splitlines() if " - error: " in line]
    assert run.returncode == 1 and len(told) == 3, run.stdout
    assert '"load_stuby" is not a known attribute' in told[0]
    assert 'parameter "since"' in told[1] and '"int | None"' in told[2]
