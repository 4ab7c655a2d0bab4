"""A study is read once a process while its files stay what they are, and nobody can tell."""

import os
import warnings

import pandas as pd
import pytest
from tiny_study import NEEDED, set_cell, tiny_study

from analysis.errors import InputError, InputNote
from analysis.study.load import _read, load_study


@pytest.fixture
def small(tmp_path):
    return tiny_study(tmp_path / "study", NEEDED)


def test_what_is_done_to_the_tables_of_one_study_reaches_no_other(small):
    one, other = load_study(small), load_study(small)
    before = other.statements.copy(deep=True)
    one.statements["stance"] = 0
    one.statements.loc[0, "paraphrase_en"] = "Another."
    one.package["title"] = "Another"
    for study in (other, load_study(small)):
        pd.testing.assert_frame_equal(study.statements, before)
        assert study.package["title"] != "Another"


def test_a_file_of_the_same_size_and_time_is_read_anew(small):
    path = small / "actors.csv"
    times, raw = path.stat(), path.read_bytes()
    first = load_study(small).actors
    path.write_bytes(raw.replace(b"France", b"FRANCE"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    again = load_study(small).actors
    assert (first["name_en"] == "France").any() and (again["name_en"] == "FRANCE").any()


def test_notes_and_problems_are_told_each_time(small):
    path = small / "actors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    for _ in range(2):
        with pytest.warns(InputNote, match="has a byte order mark"):
            load_study(small)
    set_cell(small, "statements", 2, "actor", "nobody")
    told = []
    for _ in range(2):
        with warnings.catch_warnings(), pytest.raises(InputError) as raised:
            warnings.simplefilter("ignore", InputNote)
            load_study(small)
        told.append(raised.value.problems)
    assert told[0] == told[1] and len(told[0]) == 1


def test_a_large_study_is_not_held_in_memory(small, monkeypatch):
    monkeypatch.setattr("analysis.study.load.LARGE", 1)
    _read.cache_clear()
    assert load_study(small).statements.equals(load_study(small).statements)
    assert _read.cache_info().currsize == 0
