import os
from pathlib import Path

import pytest
from killing import contents, kill, leftovers

from analysis.errors import InputError
from analysis.files import folders
from analysis.files.folders import making, put_folder

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
SETUP = """
from analysis.files import folders
def write(target, text):
    with folders.making(target / "site") as made:
        (made / "new").mkdir()
        for name in ("index.html", "new.html"):
            (made / "new" / name).write_text(text)
        folders.put_folder(made / "new", target / "site")
"""
IN_TWO_STEPS = "folders._exchange = lambda *_: False\n"


def write(folder: Path, text: str) -> None:
    with making(folder / "site") as made:
        (made / "new").mkdir()
        for name in ("index.html", "new.html"):
            (made / "new" / name).write_text(text)
        put_folder(made / "new", folder / "site")


@pytest.fixture
def old(tmp_path) -> Path:
    folder = tmp_path / "project"
    write(folder, "old")
    (folder / "site" / "new.html").rename(folder / "site" / "old.html")
    return folder


OLD = {"site/index.html": b"old", "site/old.html": b"old"}
NEW = {"site/index.html": b"new", "site/new.html": b"new"}


@pytest.mark.parametrize("exchanged", [True, False])
def test_a_folder_is_put_in_place_whole(old, monkeypatch, exchanged):
    if not exchanged:
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    assert contents(old) == OLD
    write(old, "new")
    assert contents(old) == NEW and not leftovers(old)


def test_what_fails_inside_leaves_the_old_one(old):
    with pytest.raises(ZeroDivisionError), making(old / "site") as made:
        (made / "half").write_text("half")
        raise ZeroDivisionError
    assert contents(old) == OLD and not leftovers(old)


@pytest.mark.parametrize("error", [OSError(28, "No space left"), OSError(27, "File too large")])
def test_a_full_disk_is_told_and_leaves_the_old_one(old, error):
    with pytest.raises(InputError, match=r"^site: .*expected room for it"), making(old / "site"):
        raise error
    assert contents(old) == OLD and not leftovers(old)


def test_what_cannot_be_put_in_place_leaves_the_old_one(old, monkeypatch):
    rename = os.rename
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)

    def refused(one, other):
        if Path(one).name == "new":
            raise PermissionError(13, "in use")
        rename(one, other)

    monkeypatch.setattr(folders.os, "rename", refused)
    with pytest.raises(InputError, match=r"^site: may not be written"):
        write(old, "new")
    assert contents(old) == OLD and not leftovers(old)


@forks
@pytest.mark.parametrize("system", ["", IN_TWO_STEPS], ids=["one step", "two steps"])
def test_a_kill_at_any_step_leaves_one_of_both_and_the_next_run_heals(old, system):
    whole, killed = kill(old, SETUP + system, "write(target, 'new')")
    assert contents(whole) == NEW
    for folder in killed:
        assert contents(folder) in (OLD, NEW) or (system and not contents(folder))
        with making(folder / "site"):
            assert contents(folder) in (OLD, NEW)
        write(folder, "new")
        assert contents(folder) == NEW and not leftovers(folder)
