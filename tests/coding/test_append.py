import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.coding.append import RowError, _replace, add, take_back
from analysis.coding.lines import records
from analysis.coding.rows import read
from analysis.errors import InputError
from analysis.places import ROOT
from analysis.study.load import load_study

# Adds `most` rows to a study, one after the other, in each of several processes.
WRITERS = """
import json, os, sys
from pathlib import Path
from analysis.coding.append import add
folder, row, writers, most = Path(sys.argv[1]), json.loads(sys.argv[2]), *map(int, sys.argv[3:])
children = []
for writer in range(writers):
    child = os.fork()
    if not child:
        for number in range(most):
            add(folder, row | {"coder": f"w{writer}", "paraphrase_en": f"Row {number}."})
            print(writer, flush=True)
        os._exit(0)
    children.append(child)
print("started", flush=True)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def writers(folder: Path, row: dict, count: int, most: int) -> subprocess.Popen:
    arguments = [str(folder), json.dumps(row), str(count), str(most)]
    return subprocess.Popen(
        [sys.executable, "-c", WRITERS, *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_row_is_added_behind_its_document_and_taken_back(small, row):
    path = small / "statements.csv"
    before = path.read_bytes()
    added = add(small, row)
    assert added == {"statement_id": "D000-13"} | row
    lines = [line for _, line in records(path.read_text(encoding="utf-8"))]
    assert lines[13].startswith("D000-13,D000,par 3,2024-11-27,day,tokayev,kazakhstan,russia,oil")
    assert "".join(lines[:13] + lines[14:]).encode() == before
    assert list(load_study(small).statements["statement_id"])[-2:] == ["D000-13", "D005-01"]
    take_back(small, added)
    assert path.read_bytes() == before and not left(small)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("D005-01,D005", '"D005-01","D005"'),
    ],
)
def test_the_form_of_the_file_stays(small, row, change):
    path = small / "statements.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    before = path.read_bytes()
    added = add(small, row)
    assert before.count(b"\r\n") + (b"\r\n" in before) == path.read_bytes().count(b"\r\n")
    take_back(small, added)
    assert path.read_bytes() == before


def test_a_wrong_row_is_not_added(small, row):
    before = (small / "statements.csv").read_bytes()
    with pytest.raises(RowError, match=r"^stance: '5'; expected a value from -1 to 1$") as raised:
        add(small, row | {"stance": "5"})
    assert list(raised.value.faults) == ["stance"]
    assert (small / "statements.csv").read_bytes() == before and not left(small)


def test_nothing_is_added_to_a_table_that_became_wrong(small, row):
    path = small / "statements.csv"
    whole = path.read_bytes()
    for broken in (whole.replace(b",kazakhstan,", b",kazakhstn,", 1), whole[:-40], whole[:-1]):
        path.write_bytes(broken)
        with pytest.raises(InputError, match=r"^statements\.csv"):
            add(small, row)
        assert path.read_bytes() == broken and not left(small)


def test_a_file_cut_off_in_its_last_word_is_told(small, row):
    path = small / "statements.csv"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match="no line end after the last row, which may be cut off"):
        add(small, row)


def test_a_row_changed_since_is_not_taken_back(small, row, change):
    added = add(small, row)
    change("statements", 14, stance="0")
    before = (small / "statements.csv").read_bytes()
    with pytest.raises(InputError, match=r"^D000-13: no longer stands there as it was added"):
        take_back(small, added)
    assert (small / "statements.csv").read_bytes() == before


def test_what_another_program_has_just_written_stays(small):
    path = small / "statements.csv"
    with pytest.raises(InputError, match="another program has just written it; try again"):
        _replace(path, b"read before", b"new")
    assert path.read_bytes() != b"new" and not left(small)


def test_a_link_and_the_rights_of_the_file_stay(small, row):
    path, there = small / "statements.csv", small / "elsewhere.csv"
    path.rename(there)
    path.symlink_to(there)
    there.chmod(0o640)
    add(small, row)
    assert path.is_symlink() and there.stat().st_mode & 0o777 == 0o640
    assert "D000-13" in there.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".statements.csv.lock", ".copy.lock"])
def test_a_place_that_cannot_be_written_is_an_error_of_the_system(small, row, name):
    before = (small / "statements.csv").read_bytes()
    (small / name).mkdir()
    with pytest.raises(OSError):
        add(small, row)
    assert (small / "statements.csv").read_bytes() == before


def test_a_full_disk_leaves_the_table_whole(small, row):
    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    before = (small / "statements.csv").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))
    try:
        with pytest.raises(OSError):
            add(small, row)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (small / "statements.csv").read_bytes() == before and not left(small)
    assert add(small, row)["statement_id"] == "D000-13"


@forks
@pytest.mark.parametrize("most", [3, pytest.param(50, marks=pytest.mark.long)])
def test_coders_who_add_at_once_lose_nothing(small, row, most):
    path = small / "statements.csv"
    before = path.read_text(encoding="utf-8")
    process = writers(small, row, 4, most)
    _, told = process.communicate()
    assert process.returncode == 0, told
    table = read(small, "c1").statements.set_index("statement_id")
    added = table[table["coder"] != "c1"]
    assert sorted(added.index) == sorted(
        f"D000-{number:02d}" for number in range(13, 13 + 4 * most)
    )
    pairs = set(zip(added["coder"], added["paraphrase_en"], strict=True))
    assert pairs == {(f"w{w}", f"Row {number}.") for w in range(4) for number in range(most)}
    kept = [
        line
        for cells, line in records(path.read_text(encoding="utf-8"))
        if not cells[13].startswith("w")  # the coder
    ]
    assert "".join(kept) == before and not left(small)


@forks
@pytest.mark.parametrize(
    "pauses", [(0.003,), pytest.param((0, 0.003, 0.007, 0.013), marks=pytest.mark.long)]
)
def test_a_writer_killed_at_any_moment_leaves_whole_rows(small, row, pauses):
    path, known = small / "statements.csv", 0
    for pause in pauses:
        process = writers(small, row, 2, 1000)
        while process.stdout.readline() == "started\n":
            pass
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        rows = read(small, "c1").statements  # whole, or this would fail
        assert len(rows) > known and path.read_bytes().endswith(b"\n")
        known = len(rows)
    assert add(small, row)["statement_id"] == f"D000-{known:02d}"
    assert not left(small)
