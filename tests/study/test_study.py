import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_study import NEEDED, tiny_study

import analysis
from analysis.errors import InputError, InputNote
from analysis.places import PACKAGE_FILE
from analysis.study.load import TABLES, load_study
from analysis.study.selection import (
    bilateral,
    documents_behind,
    roll_up,
    select,
    with_documents,
    with_parts,
)


@pytest.fixture
def tiny(tmp_path) -> Path:
    return tiny_study(tmp_path / "tiny", [*NEEDED, "layout"])


@pytest.fixture
def debate(folder) -> Path:
    """A copy of the first study without the tables that a debate does not need."""
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] in NEEDED]
    path.write_text(json.dumps(package), encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_study(folder)
    return raised.value.problems


def test_a_study_holds_its_tables_in_plain_types(study):
    assert all(len(getattr(study, table)) for table in TABLES)
    assert study.statements["stance"].dtype == "int64"
    assert study.indicators["value"].dtype == "float64"
    assert study.statements["date"].iloc[0] == pd.Timestamp("2024-11-27")
    assert study.actors["part_of"].isna().any()
    assert study.scale == (-1, 1)
    assert f"{len(study.statements)} statements" in repr(study)


def test_a_study_is_found_by_name_and_by_path(study, folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert load_study(folder).statements.equals(study.statements)
    assert load_study("copy").folder == folder
    assert load_study("kazakhstan-russia").folder == study.folder


@pytest.mark.parametrize(
    ("table", "row", "cells", "expected"),
    [
        (
            "statements",
            3,
            {"actor": "putim"},
            "statements.csv, row 3, field actor: 'putim' is not in actors; expected 'putin'",
        ),
        ("statements", 3, {"sector": "oill"}, "row 3, field sector: 'oill' is not in sectors"),
        ("statements", 3, {"relation": "hug"}, "row 3, field relation: 'hug' is not in relations"),
        (
            "statements",
            3,
            {"document_id": "D9999"},
            "row 3, field document_id: 'D9999' is not in documents; expected 'D",
        ),
        (
            "statements",
            4,
            {"date": "27.11.2024"},
            "statements.csv, row 4, field date: '27.11.2024'; expected a date as year-month-day",
        ),
        ("statements", 4, {"date": "2024-02-30"}, "field date: '2024-02-30'; expected a date"),
        ("statements", 4, {"date": "20241127"}, "field date: '20241127'; expected a date"),
        (
            "statements",
            5,
            {"stance": "2"},
            "statements.csv, row 5, field stance: '2'; expected a value from -1 to 1",
        ),
        ("statements", 5, {"stance": "0,5"}, "field stance: '0,5'; expected a whole number"),
        ("statements", 5, {"stance": ""}, "row 5, field stance: ''; expected a value"),
        (
            "statements",
            6,
            {"statement_id": "D000-01"},
            "row 6, field statement_id: 'D000-01' stands in row 2 too; expected each value once",
        ),
        ("documents", 2, {"quality": "D"}, "field quality: 'D'; expected one of: A, B, C"),
        ("documents", 2, {"language": "french"}, "field language: 'french'; expected the form"),
        ("indicators", 2, {"value": "80 %"}, "field value: '80 %'; expected a number such as 12.5"),
        ("actors", 3, {"part_of": "nowhere"}, "field part_of: 'nowhere' is not in this table"),
        (
            "layout",
            2,
            {"node": "rusia"},
            "layout.csv, row 2, field node: 'rusia' is neither in actors nor in sectors; expected "
            "'russia' (nearest), or one of 280 known ids",
        ),
        (
            "layout",
            3,
            {"node": "central_asia"},
            "layout.csv, row 3, field node: 'central_asia' stands in row 2 too; expected each "
            "value",
        ),
        ("layout", 2, {"place": "top"}, "field place: 'top'; expected a whole number such as -1"),
        ("layout", 2, {"place": "0"}, "layout.csv, row 2, field place: '0'; expected at least 1"),
        (
            "sectors",
            2,
            {"sector_id": "russia"},
            "sectors.csv, row 2, field sector_id: 'russia' is an actor's id too",
        ),
    ],
)
def test_a_wrong_cell_is_named(change, table, row, cells, expected):
    assert any(expected in problem for problem in problems(change(table, row, **cells)))


def test_a_part_of_its_own_part_is_told(change, study):
    rows = {sector: row for row, sector in enumerate(study.sectors["sector_id"], 2)}
    folder = change("sectors", rows["energy"], part_of="electricity")
    told = problems(folder)
    expected = "field part_of: 'energy' leads back to 'electricity'; expected a whole above it"
    assert any(expected in problem for problem in told) and len(told) == 2


def test_all_problems_are_told_at_once(change, folder):
    change("statements", 3, actor="putim", stance="9")
    change("statements", 7, date="yesterday")
    change("documents", 2, quality="D")
    (folder / "indicators.csv").unlink()
    told = "\n".join(problems(folder))
    for part in ("putim", "'9'", "yesterday", "quality", "indicators.csv: no such file"):
        assert part in told


def test_a_file_that_is_no_table_is_told(debate):
    path = debate / "sectors.csv"
    text = path.read_text(encoding="utf-8")
    cases = {
        text.encode("utf-16")[:-1]: "is not UTF-16-LE; expected the file in UTF-8",
        text.encode("cp1251", "replace"): "is not UTF-8",
        b"": "sectors.csv: the file is empty; expected a header row",
        text.replace("isic", "isik").encode(): "field 'isic' is missing; expected the fields",
        text.replace("name_kk,", "name_kk,name_kk,").encode(): "'name_kk' stands more than once",
        text.splitlines()[0].encode(): "sectors.csv: the table has no row; expected at least one",
        (text + "more,cells\n").encode(): "2 cells; expected 8",
        (text + '"open\n').encode(): "sectors.csv: not CSV",
    }
    for content, expected in cases.items():
        path.write_bytes(content)
        assert any(expected in problem for problem in problems(debate)), expected


def test_a_byte_order_mark_and_windows_line_ends_are_read_and_told(folder, study):
    path = folder / "actors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    expected = "actors.csv: has a byte order mark and Windows line ends"
    with pytest.warns(InputNote, match=expected):
        assert load_study(folder).actors.equals(study.actors)


@pytest.mark.long
def test_what_a_spreadsheet_does_to_numbers_and_dates_is_never_read_as_something_else(change):
    for cells, expected in [
        ({"value": "80,5"}, "'80,5'; expected a number such as 12.5"),
        ({"value": "1 234"}, "'1 234'; expected a number such as 12.5"),
        ({"value": "1,234.5"}, "expected a number such as 12.5"),
        ({"value": "8.0E1"}, "expected a number such as 12.5"),
        ({"period": "Nov 24"}, "field period: 'Nov 24'; expected the form"),
        ({"period": "01.11.2024"}, "field period: '01.11.2024'; expected the form"),
    ]:
        assert any(expected in problem for problem in problems(change("indicators", 2, **cells)))
    for cells, expected in [
        ({"stance": "−1"}, "'−1'; expected a whole number such as -1"),
        ({"stance": "-1.0"}, "'-1.0'; expected a whole number such as -1"),
        ({"date": "11/27/2024"}, "'11/27/2024'; expected a date as year-month-day"),
    ]:
        assert any(expected in problem for problem in problems(change("statements", 2, **cells)))
    told = problems(change("sectors", 2, isic="061"))
    assert any("field isic: '061'; expected the form" in problem for problem in told)


def test_a_leading_plus_changes_nothing(change, folder, study):
    row = int(study.statements.index[study.statements["stance"] == 1][0]) + 2
    assert load_study(change("statements", row, stance="+1")).statements.equals(study.statements)


def test_a_study_needs_no_layout(tiny):
    (tiny / "layout.csv").write_text("node,place\n", encoding="utf-8")
    empty = load_study(tiny).layout
    assert list(empty.columns) == ["node", "place"] and empty.empty
    (tiny / "layout.csv").unlink()
    assert problems(tiny) == [f"layout.csv: no such file in {tiny}"]
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "layout"]
    path.write_text(json.dumps(package), encoding="utf-8")
    pd.testing.assert_frame_equal(load_study(tiny).layout, empty)


@pytest.mark.parametrize(
    "turns", ["2022-02-24", ["2022-02-30"], ["2024", "2022"], ["2024", "2024"], [2024], ["22"]]
)
def test_wrong_turns_are_told(tiny, turns):
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8")) | {"turns": turns}
    path.write_text(json.dumps(package), encoding="utf-8")
    assert problems(tiny) == [
        f"datapackage.json: turns: {turns!r}; expected days, months or years, the earliest first, "
        "such as ['2022-02-24']"
    ]


def test_a_study_without_turns_has_none(tiny):
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["turns"]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert load_study(tiny).turns == []


def test_a_wrong_package_is_told(tiny):
    path = tiny / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    path.write_text("{", encoding="utf-8")
    assert problems(tiny)[0].startswith("datapackage.json: not JSON in UTF-8")
    package["resources"] = [r for r in package["resources"] if r["name"] != "sectors"]
    schema = next(r for r in package["resources"] if r["name"] == "statements")["schema"]
    schema["fields"] = [field for field in schema["fields"] if field["name"] != "actor"]
    schema["foreignKeys"] = [key for key in schema["foreignKeys"] if key["fields"] != "actor"]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert problems(tiny) == [
        "datapackage.json: table 'sectors' is not declared",
        "datapackage.json: table 'statements' declares no field 'actor'",
    ]


def test_an_unknown_study_is_told_with_the_nearest_name(tmp_path):
    with pytest.raises(InputError, match=r"'kazakhstan-rusia'.*expected 'kazakhstan-russia'"):
        load_study("kazakhstan-rusia")
    with pytest.raises(InputError, match=r"no datapackage\.json; expected the folder of a study"):
        load_study(tmp_path)


def test_a_whole_stands_for_its_parts(study):
    parts = with_parts(study.sectors, "sector_id", ["energy"])
    assert {"energy", "oil", "gas", "electricity", "hydropower", "nuclear"} <= set(parts)
    energy = select(study, sectors=["energy"]).statements
    assert {"oil", "hydropower"} <= set(energy["sector"]) and "food" not in set(energy["sector"])
    kazakh = select(study, actors=["kazakhstan"]).statements
    assert "mazhilis" in set(kazakh["actor"])


def test_selections_keep_what_meets_every_condition(study):
    chosen = select(study, relations=["sanction"], documents=["D000"], quality="C")
    assert len(chosen.statements) == 2
    assert chosen.selection == {"relations": ["sanction"], "documents": ["D000"], "quality": "C"}
    assert len(select(study, documents=["D000"], quality="B").statements) == 0
    assert set(documents_behind(select(study, quality="A"))["quality"]) == {"A"}
    everything, better = (len(select(study, quality=floor).statements) for floor in ("C", "B"))
    assert everything == len(study.statements) > better


def test_rolling_up_keeps_what_passes_between_wholes(study):
    rolled = roll_up(study)
    assert (
        study.actors.set_index("actor_id").loc[rolled.statements["actor"], "part_of"].isna().all()
    )
    assert "oil" not in set(rolled.statements["sector"])
    assert len(rolled.statements) <= len(study.statements)
    again = roll_up(rolled)
    pd.testing.assert_frame_equal(again.statements, rolled.statements)
    kept = roll_up(study, actors=False).statements
    assert list(kept["actor"]) == list(study.statements["actor"])


def test_bilateral_statements_are_between_the_two_states(study):
    rolled = roll_up(bilateral(study)).statements
    pairs = set(zip(rolled["actor"], rolled["target"], strict=True))
    assert pairs == {("kazakhstan", "russia"), ("russia", "kazakhstan")}
    assert len(rolled) == len(bilateral(study).statements)


@pytest.mark.long
@given(
    st.sampled_from(["2024", "2024-11", "2024-11-27", "2023", "2025-01-01", ""]),
    st.sampled_from(["2024", "2024-11", "2024-11-27", "2025", "2024-11-26", ""]),
)
def test_dates_are_inclusive_at_any_precision(since, until):
    study = select(load_study_once("kazakhstan-russia"), documents=["D000"])
    day = "2024-11-27"
    if since and until and since > until and not since.startswith(until):
        with pytest.raises(InputError, match="expected the earlier first"):
            select(study, since=since, until=until)
        return
    inside = since <= day and (not until or day[: len(until)] <= until)
    kept = len(select(study, since=since, until=until).statements)
    assert kept == (len(study.statements) if inside else 0)


load_study_once = cache(load_study)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"actors": ["putim"]}, "actor_id: 'putim' is unknown; expected 'putin' (nearest)"),
        ({"sectors": ["oill"]}, "sector_id: 'oill' is unknown; expected 'oil' (nearest)"),
        ({"relations": ["x"]}, "relation_id: 'x' is unknown"),
        ({"documents": ["D1"]}, "document_id: 'D1' is unknown"),
        ({"quality": "D"}, "quality: 'D' is unknown; expected one of: A, B, C"),
        ({"since": "27.11.2024"}, "since: '27.11.2024'; expected a day, month or year"),
        ({"until": "2024-13"}, "until: '2024-13'; expected a day, month or year"),
        ({"sectors": "oil"}, "sector_id: 'oil'; expected a list, such as ['oil']"),
    ],
)
def test_a_wrong_condition_is_told(study, conditions, expected):
    with pytest.raises(InputError) as raised:
        select(study, **conditions)
    assert expected in str(raised.value)


def test_statements_meet_their_documents(study):
    joined = with_documents(study)
    assert len(joined) == len(study.statements)
    assert joined["family"].notna().all()
    assert set(joined.loc[joined["document_id"] == "D000", "family"]) == {"founding-article"}


def test_the_public_names_are_there():
    for name in analysis.__all__:
        assert callable(getattr(analysis, name))
    with pytest.raises(AttributeError, match="no attribute 'grafs'"):
        _ = analysis.grafs


def test_a_document_is_dated_as_closely_as_all_its_statements():
    said = pd.DataFrame(
        {
            "actor": "a",
            "sector": "x",
            "date": ["2023-04", "2023-04", "2023", "2023-05-06", "2023-04", "2023-05", "2022", ""],
            "document": ["D1", "D1", "D2", "D3", "D4", "D4", "D5", "D5"],
        }
    )
    study = analysis.study_from(
        said, actor="actor", sector="sector", date="date", document="document"
    )
    used = documents_behind(study).set_index("document_id")
    assert used["date"].dt.strftime("%Y-%m-%d").fillna("").to_dict() == {
        "D1": "2023-04-01",
        "D2": "2023-01-01",
        "D3": "2023-05-06",
        "D4": "",
        "D5": "",
    }
    assert used["date_precision"].fillna("").to_dict() == {
        "D1": "month",
        "D2": "year",
        "D3": "day",
        "D4": "",
        "D5": "",
    }


def test_a_document_declared_to_be_undated_stays_so(study):
    basis = study.documents["date_basis"]
    used = documents_behind(study, documents=study.documents["document_id"][basis == "none"])
    assert used["date"].isna().all() and used["date_precision"].isna().all()
