"""Folders of sockets: one a run, removed with it (`files/test_temporary.py`)."""

import sys
import tempfile
from pathlib import Path

import pytest

from analysis.runs.connections import folder_of_sockets


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


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
