"""The line of rooms: each imports only from its left, which import-linter reads in pyproject."""

import subprocess
import sys
from pathlib import Path

from analysis.places import ROOT


def test_a_room_imports_only_from_its_left():
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 kept, 0 broken" in run.stdout, run.stdout
