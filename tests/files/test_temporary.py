"""Temporary folders: each goes with its process, and by the next one's when that was killed."""

import subprocess
import sys
import tempfile

import pytest

from analysis.files.temporary import temporary_folder

HOLD = """\
import sys
from analysis.files.temporary import folder_of_process
(folder_of_process("atlas-test-") / "kept").touch()
print("held", flush=True)
sys.stdin.read()"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def hold():
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    return process


def test_the_folder_of_a_process_goes_with_it(temporary):
    process = hold()
    assert len(list(temporary.glob("atlas-test-*/kept"))) == 1
    process.communicate(b"")
    assert not list(temporary.iterdir())


def test_the_folder_of_a_killed_process_goes_with_the_next_and_that_of_a_living_one_stays(
    temporary,
):
    killed, living = hold(), hold()
    killed.kill()
    killed.communicate()
    assert len(list(temporary.iterdir())) == 2
    with temporary_folder("atlas-test-") as mine, temporary_folder("another-"):
        assert {*temporary.glob("atlas-test-*/kept")} and len(list(temporary.iterdir())) == 3
        assert mine.stat().st_mode & 0o077 == 0
    assert len(list(temporary.iterdir())) == 1
    living.communicate(b"")
    assert not list(temporary.iterdir())
