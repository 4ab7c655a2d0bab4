"""Event sequences, signed networks and DNA databases: what goes out is what is read back."""

import sqlite3

import dna_bases
import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.errors import InputError
from analysis.exchange.dna_writer import TABLES, dna_database
from analysis.exchange.sequences import event_sequence, signed_two_mode
from analysis.networks.matrices import one_mode, two_mode

SCALE = (-2, 2)


def test_events_are_the_statements_in_the_order_of_their_days():
    table = cases.statements()
    found = event_sequence(table, duplicates="include", scale=SCALE)
    assert len(found) == len(table)
    assert found["time"].is_monotonic_increasing and found["time"].iloc[0] == 0
    assert found["sequence"].nunique() == table["date"].dt.normalize().nunique()
    counted = found.groupby(["actor1", "actor2"]).size()
    plain = two_mode(table).stack()
    assert counted.equals(plain[plain > 0].astype(int).rename_axis(["actor1", "actor2"]))
    kinds = found["type"].value_counts()
    assert kinds["agree"] == (table["stance"] > 0).sum()
    assert kinds["disagree"] == (table["stance"] < 0).sum()


def test_repeated_events_of_a_document_count_once_and_vague_dates_are_left_out():
    table = cases.statements()
    assert len(event_sequence(table, scale=SCALE)) < len(table)
    vague = table.assign(date_precision=["month"] * 10 + ["day"] * (len(table) - 10))
    assert len(event_sequence(vague, duplicates="include")) == len(table) - 10


def test_events_are_written_as_a_table(tmp_path):
    path = analysis.export(event_sequence(cases.statements()), tmp_path / "events.csv")
    back = pd.read_csv(path)
    assert [*back][:5] == ["time", "sequence", "date", "actor1", "actor2"]


def test_signs_are_those_of_the_sums_from_the_middle():
    table = cases.statements()
    found = signed_two_mode(table, duplicates="include", scale=SCALE)
    net = two_mode(table, aggregation="subtract")
    assert np.array_equal(found, np.sign(net))
    shifted = table.assign(stance=table["stance"] + 3)
    again = signed_two_mode(shifted, duplicates="include", scale=(1, 5))
    assert np.array_equal(again, found)


@pytest.mark.parametrize(
    "make", [cases.statements, lambda: analysis.load_study("kazakhstan-russia")]
)
def test_a_database_of_dna_is_read_back_as_it_was(make, tmp_path):
    source = make()
    path = tmp_path / "out.dna"
    path.write_bytes(dna_database(source))
    back = analysis.read_dna(path)
    said = source if isinstance(source, pd.DataFrame) else source.statements
    assert len(back) == len(said)
    for field in ("actor", "sector", "stance"):
        one, other = back[field].to_numpy(object), said[field].to_numpy(object)
        assert [str(each) for each in one] == [str(each) for each in other]
    days = pd.to_datetime(back["date"]).dt.tz_localize(None).dt.normalize()
    first = pd.to_datetime(said["date"]).groupby(said["document_id"]).transform("min")
    assert (days.to_numpy() == first.dt.normalize().to_numpy()).all()
    told = {"scale": SCALE}
    pd.testing.assert_frame_equal(one_mode(back, **told), one_mode(said, **told))


def test_a_database_has_the_tables_of_dna_and_marks_each_statement_in_its_text(tmp_path):
    path = tmp_path / "out.dna"
    path.write_bytes(dna_database(cases.statements()))
    with sqlite3.connect(path) as base:
        ours = columns(base)
        for start, stop, text in base.execute(
            "SELECT Start, Stop, Text FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
        ):
            assert 0 <= start < stop <= len(text) and "\n" not in text[start:stop]
    theirs = columns(sqlite3.connect(dna_bases.database(tmp_path / "theirs.dna")))
    assert all(set(theirs[table]) <= set(ours[table]) for table in theirs)
    assert "REGEXES" in TABLES


def columns(base) -> dict[str, list[str]]:
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return {
        table: [name for _, name, *_ in base.execute(f"PRAGMA table_info({table})")]
        for table in tables
    }


def test_a_study_is_exported_by_its_ending_and_twice_alike(tmp_path):
    study = analysis.load_study("kazakhstan-russia")
    one, other = (analysis.export(study, tmp_path / name) for name in ("a.dna", "b.dna"))
    assert one.read_bytes() == other.read_bytes()
    assert len(analysis.read_dna(one)) == len(study.statements)


def test_what_dna_cannot_hold_is_told():
    table = cases.statements()
    with pytest.raises(
        InputError, match=r"stance: 0\.5; expected whole numbers, which DNA 3 holds"
    ):
        dna_database(table.assign(stance=0.5))
    with pytest.raises(InputError, match=r"date: .*; expected dates, such as 2024-06-30"):
        dna_database(table.assign(date="soon"))
    with pytest.raises(InputError, match="field: no sector; expected statements with both"):
        dna_database(table.drop(columns="sector"))
