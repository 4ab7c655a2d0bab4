"""What a spreadsheet does to the tables of a study is read back, shown, and undone."""

import csv
import io
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from generated import tries
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tiny_study import read_rows, set_cell, tiny_study

from analysis.__main__ import main
from analysis.coding.answers import answer
from analysis.coding.library import Library
from analysis.coding.session import Session
from analysis.errors import InputError, InputNote
from analysis.measures.agreement import codings
from analysis.study.load import TABLES, load_study
from analysis.study.repair import fix, repairs, write

DATES = {"documents": ["date"], "statements": ["date"], "projects": ["date"]}
NUMBERS = {"indicators": ["value"]}


def as_a_spreadsheet_writes(path: Path, sign: str, day: str, end: str, encoding: str, pad: str):
    """Write a canonical table as a spreadsheet of another country would."""
    header, *rows = read_rows(path)
    for row in rows:
        for name in DATES.get(path.stem, []):
            cell = row[header.index(name)]
            row[header.index(name)] = pd.Timestamp(cell).strftime(day) if cell else ""
        for name in NUMBERS.get(path.stem, []):
            row[header.index(name)] = row[header.index(name)].replace(
                ".", "," if sign == ";" else "."
            )
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sign, lineterminator=end)
    writer.writerows([[f"{cell}{pad}" for cell in row] for row in [header, *rows]])
    writer.writerow([""] * len(header))
    try:
        path.write_bytes(text.getvalue().encode(encoding))
    except UnicodeEncodeError:
        path.write_bytes(text.getvalue().encode("utf-8-sig"))


@pytest.mark.long
@settings(tries(12), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.sampled_from([";", "\t", ","]),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"]),
    st.sampled_from(["", " ", "\u00a0"]),
    st.lists(
        st.sampled_from(["Größe,", "«oui»,", "l’État;", "12,5", '"so"', "it's", "été"]), max_size=4
    ),
)
def test_a_study_that_a_spreadsheet_wrote_is_the_study_it_was(
    tmp_path_factory, sign, day, end, encoding, pad, words
):
    folder = tiny_study(tmp_path_factory.mktemp("study") / "france-japan")
    set_cell(folder, "documents", 4, "date", "2023-12-31")  # a day that is no month
    set_cell(folder, "documents", 4, "date_basis", "event")
    set_cell(folder, "statements", 5, "date", "2022-05-26")
    set_cell(folder, "projects", 2, "date", "2021-03-14")
    set_cell(folder, "statements", 2, "paraphrase_en", " ".join(["They agree", *words]))
    paths = sorted(folder.rglob("*.csv"))
    canonical = {path: path.read_bytes() for path in paths}
    before, second = load_study(folder), codings(load_study(folder))["c2"]
    assert not repairs(folder)
    for path in [path for path in paths if path.stem in TABLES]:
        as_a_spreadsheet_writes(path, sign, day, end, encoding, pad)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputNote)
        after = load_study(folder)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(after, name), getattr(before, name))
    write(repairs(folder))
    assert {path: path.read_bytes() for path in paths} == canonical
    assert codings(load_study(folder))["c2"].equals(second)


@pytest.fixture
def foreign(tmp_path):
    """Return a study whose actors and statements a spreadsheet has written."""
    folder = tiny_study(tmp_path / "france-japan")
    for name in ("actors", "statements"):
        as_a_spreadsheet_writes(folder / f"{name}.csv", ";", "%Y-%m-%d", "\r\n", "utf-8-sig", "")
    return folder


def test_check_shows_what_changes_and_writes_only_when_agreed(foreign, capsys):
    before = (foreign / "actors.csv").read_bytes()
    assert main(["check", str(foreign), "--fix"]) == 1
    told = capsys.readouterr().out
    assert "actors.csv: written without a byte order mark, Windows line ends, semicolons" in told
    assert "  - 'france;state;FRA;" in told and "  + 'france,state,FRA," in told
    assert told.endswith("nothing is written; to rewrite 2 files, add --yes\n")
    assert (foreign / "actors.csv").read_bytes() == before
    assert main(["check", str(foreign), "--fix", "--yes"]) == 0
    done = capsys.readouterr()
    assert "2 files rewritten" in done.out and "no problem found" in done.out and not done.err
    assert main(["check", str(foreign), "--fix"]) == 0
    assert "written" not in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("Yes", True), ("", False)])
def test_a_person_is_asked(foreign, answer, written):
    asked = []
    assert fix(foreign, ask=lambda question: asked.append(question) or answer) is written
    assert asked == ["Rewrite 2 files? [y/N] "]
    assert bool(repairs(foreign)) is not written


def test_what_is_ambiguous_is_left_as_it_is_and_told(foreign):
    path = foreign / "statements.csv"
    text = path.read_text(encoding="utf-8-sig").replace("2021-03-04", "04.03.2021")
    path.write_text(text, encoding="utf-8-sig")
    assert fix(foreign, yes=True)
    assert ",04.03.2021," in path.read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"'04\.03\.2021'; expected a date as year-month-day"):
        load_study(foreign)


def test_a_file_written_meanwhile_is_left_alone(foreign):
    found = repairs(foreign)
    (foreign / "actors.csv").write_bytes(b"another")
    with pytest.raises(InputError, match=r"actors\.csv: another program has just written it"):
        write(found)
    assert (foreign / "actors.csv").read_bytes() == b"another"


def test_a_file_that_cannot_be_read_is_left_alone(foreign):
    (foreign / "actors.csv").write_bytes(b"actor_id;kind\nfrance\n")
    assert [repair.path.name for repair in repairs(foreign)] == ["statements.csv"]


def test_no_row_is_added_to_a_table_of_another_form(foreign):
    before = (foreign / "statements.csv").read_bytes()
    told = answer(Session(foreign, "c1", "en", Library(), "D001"), {"kind": "save"})
    assert re.search(r"statements\.csv: has semicolons between cells.*--fix", told["problems"][0])
    assert (foreign / "statements.csv").read_bytes() == before
