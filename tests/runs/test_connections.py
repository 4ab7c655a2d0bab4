"""Folders of sockets: one a run, removed with it, and by the next when the run was killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from analysis.runs.connections import folder_of_sockets

HOLD = """\
import sys
from analysis.runs.connections import folder_of_sockets
with folder_of_sockets():
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


def test_each_run_has_a_folder_that_its_owner_alone_may_enter(temporary):
    with folder_of_sockets(), folder_of_sockets():
        first, second = temporary.iterdir()
        assert first != second and {path.stat().st_mode & 0o077 for path in (first, second)} == {0}
    assert not list(temporary.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="sockets are files here")
def test_the_folder_serves_sockets_unless_its_name_is_too_long(temporary, monkeypatch):
    short = tempfile.mkdtemp(dir="/tmp")
    monkeypatch.setattr(tempfile, "tempdir", short)
    with folder_of_sockets() as folder:
        assert folder.parent == Path(short)
    Path(short).rmdir()
    (temporary / ("x" * 90)).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / ("x" * 90)))
    with folder_of_sockets() as folder:
        assert folder is None


def test_the_folder_of_a_killed_run_goes_and_that_of_a_living_one_stays(temporary):
    killed, living = hold(), hold()
    killed.kill()
    killed.communicate()
    assert len(list(temporary.iterdir())) == 2
    with folder_of_sockets():
        assert len(list(temporary.iterdir())) == 2
    assert len(list(temporary.iterdir())) == 1
    living.communicate(b"")
    assert not list(temporary.iterdir())
