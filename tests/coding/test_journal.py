import json
import shutil
from pathlib import Path

import pytest
from killing import kill

from analysis.coding.changes import Change, rows_of
from analysis.coding.commits import commit, do_again, look, rows, take_back
from analysis.coding.journal import Journal, append
from analysis.coding.log import LOG, changes_of, history, read_log, undoable
from analysis.errors import InputError

TEXT = "id,name\na,Oil\nb,Gas\n"
NEW = Change("t.csv", None, {"id": "c", "name": "Coal"})
HEADERS = {"desk/own.csv": "id,start\n"}


def keys(table: str) -> list[str]:
    return ["id"]


@pytest.fixture
def place(tmp_path) -> Path:
    (tmp_path / "t.csv").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def journal(place) -> Journal:
    return Journal(place, keys, HEADERS)


def names(place: Path) -> list[str]:
    return [row["name"] for row in rows_of((place / "t.csv").read_text(encoding="utf-8"))]


def deeds(place: Path) -> list[tuple[str, str]]:
    return [(each["by"], each["deed"]) for each in read_log(place / LOG)[0] if "deed" in each]


def test_a_row_is_added_changed_and_both_are_undone_after_a_restart(journal, place):
    commit(journal, "c1", "add", [NEW, Change("desk/own.csv", None, {"id": "c", "start": "5"})])
    commit(journal, "c1", "edit", [Change("t.csv", NEW.after, {"id": "c", "name": "Peat"})])
    assert names(place) == ["Oil", "Gas", "Peat"]
    assert (place / "desk/own.csv").read_text() == "id,start\nc,5\n"
    later = Journal(place, keys, HEADERS)
    assert take_back(later, "c1")["of"] == 4 and names(place)[-1] == "Coal"
    take_back(later, "c1")
    assert (place / "t.csv").read_text() == TEXT
    assert (place / "desk/own.csv").read_text() == "id,start\n"
    with pytest.raises(InputError, match=r"^undo: nothing is left to take back$"):
        take_back(later, "c1")
    do_again(later, "c1")
    do_again(Journal(place, keys, HEADERS), "c1")
    assert names(place) == ["Oil", "Gas", "Peat"]
    with pytest.raises(InputError, match=r"^redo: nothing was taken back since$"):
        do_again(journal, "c1")


def test_what_another_coder_did_is_not_taken_back(journal, place):
    commit(journal, "c1", "add", [NEW])
    commit(
        Journal(place, keys),
        "c2",
        "edit",
        [Change("t.csv", {"id": "a", "name": "Oil"}, {"id": "a", "name": "Tar"})],
    )
    take_back(journal, "c1")
    assert names(place) == ["Tar", "Gas"]


def test_the_table_is_the_truth_and_edits_made_elsewhere_are_logged(journal, place):
    look(journal, ["t.csv"])
    (place / "t.csv").write_text("id,name\na,Tar\nd,Wind\n", encoding="utf-8")
    [told] = look(journal, ["t.csv"])
    assert (told["by"], told["deed"]) == ("", "elsewhere")
    assert changes_of(told) == [
        Change("t.csv", {"id": "b", "name": "Gas"}, None),
        Change("t.csv", {"id": "a", "name": "Oil"}, {"id": "a", "name": "Tar"}),
        Change("t.csv", None, {"id": "d", "name": "Wind"}),
    ]
    assert look(Journal(place, keys), ["t.csv"]) == []
    commit(journal, "c1", "add", [NEW])
    assert names(place) == ["Tar", "Coal", "Wind"]
    assert [each["deed"] for each in history(journal.entries, "t.csv", {"id": "a"})] == [
        "elsewhere"
    ]


def test_a_row_changed_since_is_left(journal, place):
    commit(journal, "c1", "add", [NEW])
    text = (place / "t.csv").read_text(encoding="utf-8").replace("Coal", "Coke")
    (place / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"^c: no longer stands there as it was; left as it is$"):
        take_back(journal, "c1")
    assert (place / "t.csv").read_text(encoding="utf-8") == text
    assert deeds(place) == [("", "begin"), ("c1", "add"), ("", "elsewhere")]


def test_one_that_is_there_is_not_added(journal, place):
    with pytest.raises(InputError, match=r"^a: is there already; expected another$"):
        commit(journal, "c1", "add", [Change("t.csv", None, {"id": "a", "name": "x"})])
    assert deeds(place) == [("", "begin")]


def test_a_table_restored_to_what_it_was_stays_so(journal, place):
    commit(journal, "c1", "add", [NEW])
    (place / "t.csv").write_text(TEXT, encoding="utf-8")
    look(Journal(place, keys), ["t.csv"])
    assert names(place) == ["Oil", "Gas"] and deeds(place)[-1] == ("", "elsewhere")


def test_a_line_that_was_cut_off_is_none(journal, place):
    commit(journal, "c1", "add", [NEW])
    with (place / LOG).open("ab") as file:
        file.write(b'{"n":9,"by"')
    commit(Journal(place, keys), "c1", "delete", [Change("t.csv", NEW.after, None)])
    assert all(json.loads(line) for line in (place / LOG).read_bytes().splitlines())
    assert names(place) == ["Oil", "Gas"]


def test_what_cannot_be_written_is_in_neither(journal, place):
    commit(journal, "c1", "add", [NEW])
    before = (place / "t.csv").read_bytes()
    (place / "desk/own.csv").mkdir()
    changes = [Change("t.csv", NEW.after, None), Change("desk/own.csv", None, {"id": "x"})]
    with pytest.raises(InputError):
        commit(journal, "c1", "edit", changes)
    assert (place / "t.csv").read_bytes() == before
    assert deeds(place) == [("", "begin"), ("c1", "add"), ("", "begin")]


def test_a_link_and_the_rights_of_the_file_stay(journal, place):
    path, there = place / "t.csv", place / "elsewhere.csv"
    path.rename(there)
    path.symlink_to(there)
    there.chmod(0o640)
    commit(journal, "c1", "add", [NEW])
    assert path.is_symlink() and there.stat().st_mode & 0o777 == 0o640
    assert there.read_text(encoding="utf-8") == TEXT + "c,Coal\n"


@pytest.mark.parametrize(
    "form", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text]
)
def test_the_form_of_the_file_stays(journal, place, form):
    before = form(TEXT).encode()
    (place / "t.csv").write_bytes(before)
    commit(journal, "c1", "add", [NEW])
    assert (place / "t.csv").read_bytes() == form(TEXT + "c,Coal\n").encode()
    take_back(journal, "c1")
    assert (place / "t.csv").read_bytes() == before


def test_what_another_program_has_just_written_stays(journal, place, monkeypatch):
    text = TEXT.replace("Oil", "Tar")

    def late(*_: object) -> None:
        append(*_)
        (place / "t.csv").write_text(text, encoding="utf-8")

    look(journal, ["t.csv"])
    monkeypatch.setattr("analysis.coding.commits.append", late)
    with pytest.raises(InputError, match=r"^t\.csv: another program has just written it"):
        commit(journal, "c1", "add", [NEW])
    monkeypatch.undo()
    assert (place / "t.csv").read_text(encoding="utf-8") == text
    assert ("c1", "add") not in deeds(place)


@pytest.mark.parametrize("room", [0, 60, 150, 250, 400, 800, 3000])
def test_a_full_disk_leaves_log_and_table_whole(journal, place, room):
    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    text = TEXT + "".join(f"x{number},Wind\n" for number in range(200))
    (place / "t.csv").write_text(text, encoding="utf-8")
    look(journal, ["t.csv"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = (place / LOG).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (room and log - 100 + room, limits[1]))
    try:
        commit(journal, "c1", "add", [NEW])
    except (InputError, OSError):
        assert (place / "t.csv").read_text(encoding="utf-8") == text
        assert ("c1", "add") not in deeds(place)
    else:
        assert room >= 400
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    if room < 400:
        commit(Journal(place, keys, HEADERS), "c1", "add", [NEW])
    assert names(place).count("Coal") == 1
    assert not [path.name for path in place.iterdir() if path.name.startswith(".")]


def test_a_new_log_in_its_place_is_read_anew(journal, place):
    commit(journal, "c1", "add", [NEW])
    shutil.rmtree(place / "desk")
    commit(journal, "c1", "delete", [Change("t.csv", NEW.after, None)])
    assert deeds(place) == [("", "begin"), ("c1", "delete")]


WRITE = """
from analysis.coding.commits import commit
from analysis.coding.journal import Journal, append
from analysis.coding.changes import Change
told = commit(Journal(target, lambda table: ["id"], {"desk/own.csv": "id,start\\n"}), "c1", "add", [
    Change("t.csv", None, {"id": "c", "name": "Coal"}),
    Change("desk/own.csv", None, {"id": "c", "start": "5"})])
target.with_name(target.name + "-told").touch()
"""


@pytest.mark.long
def test_killed_at_any_step_the_tables_stand_together_and_nothing_told_is_lost(place):
    folder = place / "study"
    folder.mkdir()
    (place / "t.csv").rename(folder / "t.csv")
    whole, killed = kill(folder, "import analysis.coding.commits", WRITE)
    assert names(whole) == ["Oil", "Gas", "Coal"]
    ends = set()
    for each in killed:
        journal = Journal(each, keys, HEADERS)
        look(journal, ["t.csv", "desk/own.csv"])
        there = "Coal" in names(each)
        assert names(each)[:2] == ["Oil", "Gas"]
        assert bool(rows(journal, "desk/own.csv")) == there
        assert bool(undoable(journal.entries, "c1")[0]) == there
        assert ("", "elsewhere") not in deeds(each)
        assert there or not each.with_name(each.name + "-told").exists()
        ends.add(there)
    assert ends == {True, False}
