"""Runs what prose tells people to type: blocks of Python and of commands, one after another."""

import os
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from documents import Step, of_program

from analysis.__main__ import main
from analysis.errors import InputNote

ELSEWHERE = ("make ", "source ", "conda ", "git ", "jupyter ", "python -m pip ")
"""Commands that set up a machine; other tests hold that their targets and words are there."""

WAITED_FOR = ("run", "store", "explore", "site", "report")
"""Commands that take long: a normal test plans or reads them only, and a long one runs them, grids
left aside."""

OUTSIDE = ("fetch",)
"""Commands that ask a server."""


def run_all(found: list[Step], name: str, capsys: pytest.CaptureFixture, whole: bool) -> None:
    """Run blocks in the working folder, one after another, and hold them to what is shown.

    Python prints what is shown and nothing else; commands may go without. `whole` runs the commands
    that take long too.
    """
    space: dict = {"__name__": "prose"}
    for number, step in enumerate(found, 1):
        with warnings.catch_warnings():
            warnings.simplefilter("always", InputNote)  # told, as anyone sees it, and no error
            _run(step, f"{name}, block {number}", space, capsys, whole)


def _run(step: Step, place: str, space: dict, capsys: pytest.CaptureFixture, whole: bool) -> None:
    if step.language == "python":
        exec(compile(step.code, place, "exec"), space)
        told = capsys.readouterr().out
    else:
        told = _commands(step, place, capsys, whole)
    if told is not None and (step.printed or step.language):
        lines = [line.rstrip() for line in told.splitlines()]
        assert lines == (step.printed or "").splitlines(), place


def _commands(step: Step, place: str, capsys: pytest.CaptureFixture, whole: bool) -> str | None:
    """Return what commands tell, notes first, or None where one of them was not run whole."""
    lines = [shlex.split(line) for line in of_program(step.code)]
    if not lines:
        return None if step.code.startswith(ELSEWHERE) else _shell(step.code)
    long = [words[0] in WAITED_FOR for words in lines]
    for words in lines:
        if words[0] in OUTSIDE or (words[0] in WAITED_FOR[1:] and not whole):
            continue
        planned = words[0] == "run" and ("--grid" in words or not whole)
        wrong = main([*words, "--dry-run"] if planned else words)
        assert not wrong or "expected" in (step.printed or ""), (place, capsys.readouterr().err)
    told = capsys.readouterr()
    if any(long):
        return told.out if whole else None
    return told.err + told.out


def _shell(code: str) -> str:
    """Run a block of the shell, the programs of this environment first in its path."""
    scripts = Path(sys.executable).parent
    given = code.replace(".venv/bin/", "")
    around = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(["sh", "-e"], input=given, env=around, text=True, capture_output=True)
    assert run.returncode == 0, run.stderr
    return run.stdout
