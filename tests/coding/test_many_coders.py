"""Coders who write to one folder at once, and are killed: nothing that was told as done is lost."""

import json
import os
import subprocess
import sys

import pytest

from analysis.coding.log import LOG, read_log
from analysis.places import ROOT

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def work(folder, row: dict, coders: int, most: int, kills: int) -> int:
    """Let coders work, and return how many deeds were told as done; see `many_coders`."""
    arguments = [str(folder), json.dumps(row), *map(str, (coders, most, kills))]
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "many_coders.py"), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return int(done.stdout)


@pytest.mark.long
@forks
@pytest.mark.parametrize(("count", "most"), [(3, 8), pytest.param(10, 40, marks=pytest.mark.long)])
def test_coders_who_work_at_once_lose_nothing(small, row, count, most):
    assert work(small, row, count, most, 0) == count * most
    entries, _ = read_log(small / LOG)
    numbers = [each["n"] for each in entries if "deed" in each]
    assert numbers == [*range(1, len(numbers) + 1)]


@pytest.mark.long
@forks
@pytest.mark.parametrize(
    ("count", "kills"), [(3, 5), pytest.param(10, 200, marks=pytest.mark.long)]
)
def test_killed_at_any_moment_they_lose_nothing_that_was_told(small, row, count, kills):
    assert work(small, row, count, 6, kills) > kills
