"""Runs code here and in a process of its own, with other hashes, to see that both say the same."""

import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from analysis.places import ROOT


def here(code: str, *arguments: str) -> str:
    """Return what code prints in this process, whose hashes are seeded by chance."""
    with patch.object(sys, "argv", ["-c", *arguments]), redirect_stdout(StringIO()) as told:
        exec(code, {})
    return told.getvalue()


def elsewhere(code: str, *arguments: str, folder: Path = ROOT, **variables: str) -> str:
    """Return what code prints in a new process, in a folder and with variables of its own."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": seed} | variables,
    )
    return done.stdout
