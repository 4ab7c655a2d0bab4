import os
import stat
from pathlib import Path

import pytest
from killing import contents, kill, leftovers

from analysis import files
from analysis.errors import InputError
from analysis.files import heal, write_together, write_whole
from analysis.files.lock import locked

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
SETUP = "from analysis.files import write_together, write_whole"
SET = "write_together(target, {'a.pdf': 'new', 'a.png': b'new', 'a.json': 'new'})"


@pytest.fixture
def old(tmp_path) -> Path:
    """A folder with a set of which one file is still missing, and with something else."""
    folder = tmp_path / "figures"
    folder.mkdir()
    for name in ("a.pdf", "a.json", "other.csv"):
        (folder / name).write_text("old")
    return folder


def test_a_file_is_written_and_replaced_and_nothing_else_stays(tmp_path):
    path = tmp_path / "deep" / "down" / "a.txt"
    for content, expected in (("é\n", "é\n".encode()), (b"\x00", b"\x00"), ("", b"")):
        write_whole(path, content)
        assert path.read_bytes() == expected
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]


def test_a_set_is_written_and_what_is_not_of_it_stays(old):
    write_together(old, {"a.pdf": "new", "b.png": b"new"})
    assert contents(old) == {
        "a.pdf": b"new",
        "a.json": b"old",
        "b.png": b"new",
        "other.csv": b"old",
    }
    assert not leftovers(old)


def test_links_and_modes_stay(tmp_path):
    there, link = tmp_path / "there" / "a.csv", tmp_path / "link.csv"
    write_whole(there, "old")
    there.chmod(0o640)
    link.symlink_to(there)
    write_whole(link, "new")
    assert link.is_symlink() and there.read_text() == "new"
    assert stat.S_IMODE(there.stat().st_mode) == 0o640
    (tmp_path / "folder").symlink_to(tmp_path / "there")
    write_whole(tmp_path / "folder" / "b.csv", "b")
    assert (tmp_path / "there" / "b.csv").read_text() == "b" and not leftovers(tmp_path)


def test_a_new_file_gets_the_mode_that_any_gets(tmp_path):
    (tmp_path / "any").touch()
    write_whole(tmp_path / "a", "")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("folder", "folder: is a folder; expected the name of a file; nothing was written"),
        ("a" * 300, "a" * 300 + ": the name is too long; expected a shorter one"),
        ("file/a.csv", "file: a file stands where a folder is needed; expected another place"),
    ],
)
def test_a_place_where_no_file_can_be_is_told_in_a_line(tmp_path, name, told):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    with pytest.raises(InputError) as raised:
        write_whole(tmp_path / name, "new")
    assert len(raised.value.problems) == 1 and told in str(raised.value)
    assert (tmp_path / "file").read_text() == "old" and not leftovers(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_is_told(old):
    old.chmod(0o500)
    try:
        with pytest.raises(InputError, match="may not be written; expected a place that can be"):
            write_whole(old / "a.pdf", "new")
    finally:
        old.chmod(0o700)
    assert contents(old)["a.pdf"] == b"old"


def test_a_set_of_which_one_cannot_be_placed_leaves_the_old_ones(old):
    (old / "a.png").mkdir()
    with pytest.raises(InputError, match=r"^a\.png: is a folder; expected the name of a file"):
        write_together(old, {"a.pdf": "new", "a.png": "new", "a.json": "new"})
    assert contents(old) == {"a.pdf": b"old", "a.json": b"old", "other.csv": b"old"}
    assert not leftovers(old)


@pytest.mark.parametrize("reason", [PermissionError(13, "in use"), KeyboardInterrupt()])
def test_what_stops_the_placing_brings_the_old_ones_back(old, monkeypatch, reason):
    replace = os.replace

    def stopped(one, other):
        if Path(other).name == "a.json" and Path(one).parent.name == "new":
            raise reason
        replace(one, other)

    monkeypatch.setattr(files.os, "replace", stopped)
    with pytest.raises((InputError, KeyboardInterrupt)):
        write_together(old, {"a.pdf": "new", "a.png": "new", "a.json": "new"})
    assert contents(old) == {"a.pdf": b"old", "a.json": b"old", "other.csv": b"old"}
    assert not leftovers(old)


def test_where_a_file_has_no_second_name_it_is_copied(old, monkeypatch):
    def refused(*_):
        raise OSError("no such links here")

    monkeypatch.setattr(files.os, "link", refused)
    write_together(old, {"a.pdf": "new", "a.json": "new"})
    assert contents(old) == {"a.pdf": b"new", "a.json": b"new", "other.csv": b"old"}


def test_a_file_that_is_not_as_promised_leaves_the_old_ones(old):
    with pytest.raises(RuntimeError, match=r"a\.pdf: wrong"):
        write_together(old, {"a.pdf": "new"}, lambda path: [f"{path.name}: wrong"])
    assert contents(old)["a.pdf"] == b"old" and not leftovers(old)


def test_a_full_disk_leaves_the_old_ones(old):
    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(InputError, match="larger than a file may be here; expected room"):
            write_together(old, {"a.pdf": "new", "a.json": "n" * 2000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert contents(old)["a.pdf"] == b"old" and not leftovers(old)


def test_no_room_on_the_disk_is_told(old):
    """The device that is always full stands where the new file would."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    write = files._write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_write", lambda path, content: write_full(path, content, write))
        with pytest.raises(InputError, match=r"^figures: the disk is full; expected room for it"):
            write_together(old, {"a.pdf": "new", "a.json": "new"})
    assert contents(old)["a.pdf"] == b"old" and not leftovers(old)


def write_full(path: Path, content: bytes, write) -> None:
    if path.name != "a.json":
        return write(path, content)
    with open("/dev/full", "wb") as file:
        file.write(content)


def mixed(folder: Path) -> bool:
    found = contents(folder)
    return len({found.get(name) for name in ("a.pdf", "a.png", "a.json")} - {None}) > 1


@forks
@pytest.mark.parametrize("write", [SET, "write_whole(target / 'a.pdf', 'new')"])
def test_a_kill_at_any_step_leaves_old_or_new_and_the_next_run_heals(old, write):
    before = contents(old)
    whole, killed = kill(old, SETUP, write)
    after = contents(whole)
    for number, folder in enumerate(killed):
        left = contents(folder)
        assert all(content in (b"old", b"new") for content in left.values())
        if number % 2:
            heal(folder)
            assert contents(folder) in (before, after)
        else:
            write_whole(folder / "next.txt", "")
            assert contents(folder) in (before | {"next.txt": b""}, after | {"next.txt": b""})
        assert not [each for each in leftovers(folder) if not each.endswith(".lock")]
    assert contents(killed[0]) != after and before != after


@forks
def test_a_set_is_mixed_only_while_it_is_marked_to_be_taken_back(old):
    _, killed = kill(old, SETUP, SET)
    assert any(map(mixed, killed)), "otherwise nothing is shown here"
    for folder in filter(mixed, killed):
        assert (folder / files.UNDO).is_dir()


@forks
def test_a_kill_while_another_kill_is_healed_does_no_harm(old):
    _, killed = kill(old, SETUP, SET)
    half = next(folder for folder in killed if mixed(folder))
    _, again = kill(half, "from analysis.files import heal", "heal(target)")
    for folder in again:
        heal(folder)
        assert contents(folder) == contents(old)


def test_what_a_living_process_writes_is_left_alone(old):
    (old / files.WRITING).mkdir()
    with locked(old / old.name), pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.files.locked", lambda path: locked(path, patience=0.01))
        with pytest.raises(InputError, match="figures: another program has been writing it"):
            write_whole(old / "a.pdf", "new")
        assert (old / files.WRITING).is_dir()
    write_whole(old / "a.pdf", "new")
    assert not leftovers(old)
