import csv
import json

import pytest

import analysis
from analysis.coding.annotations import read_web_annotations, write_annotations
from analysis.coding.answers import answer
from analysis.errors import InputError
from analysis.sources.qdpx import read_qdpx

TEXT = "Tokayev 😀 says that Kazakhstan sends oil.\n\nRussia is a friend, he adds."


@pytest.fixture
def session(small, tmp_path, row):
    """A session with two coded passages, one behind a letter of two UTF-16 units."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "D000.txt").write_text(TEXT, encoding="utf-8")
    session = analysis.desk(small, texts, coder="c1", document="D000")._session
    spans = [TEXT.index("Kazakhstan"), TEXT.index("Russia")]
    for start, sector in zip(spans, ("oil", "diplomacy"), strict=True):
        given = {"kind": "save", "row": row | {"sector": sector}, "span": [start, start + 12]}
        assert "saved" in answer(session, given)
    return session


def test_web_annotations_hold_places_and_come_back(session, tmp_path):
    path = write_annotations(session, tmp_path / "a.jsonld")
    text = path.read_text(encoding="utf-8")
    assert "friend" not in text and "says" not in text
    first = json.loads(text)["@graph"][0]
    start = TEXT.index("Kazakhstan")
    assert first["target"]["selector"] == {
        "type": "TextPositionSelector",
        "start": start,
        "end": start + 12,
    }
    back = read_web_annotations(path)
    assert [each["sector"] for each in back] == ["oil", "diplomacy"]
    assert back[0]["statement_id"] == "D000-13" and back[0]["start"] == str(start)
    (tmp_path / "b.jsonld").write_text("[]")
    with pytest.raises(InputError, match=r"^b\.jsonld: cannot be read"):
        read_web_annotations(tmp_path / "b.jsonld")


def test_a_cas_has_the_text_and_counts_in_its_units(session, tmp_path):
    told = json.loads(write_annotations(session, tmp_path / "a.json").read_text(encoding="utf-8"))
    sofa, meta, first, _ = told["%FEATURE_STRUCTURES"]
    assert meta["documentTitle"] == "D000" and meta["end"] >= first["end"]
    units = sofa["sofaString"].encode("utf-16-le")
    piece = units[2 * first["begin"] : 2 * first["end"]].decode("utf-16-le")
    assert piece == "Kazakhstan s" and first["sector"] == "oil"
    assert told["%VIEWS"]["_InitialView"]["%MEMBERS"] == [2, 3, 4]


def test_a_project_is_read_by_our_own_reader_and_is_the_same_each_time(session, tmp_path):
    path = write_annotations(session, tmp_path / "a.qdpx")
    table = read_qdpx(path, actors="actor", concepts="sector", stance="stance")
    assert table["sector"].tolist() == ["oil", "diplomacy"]
    assert set(table["actor"]) == {"kazakhstan"} and set(table["stance"]) == {1}
    again = write_annotations(session, tmp_path / "b.qdpx")
    assert path.read_bytes() == again.read_bytes()


def test_a_table_of_places_is_read_as_csv(session, tmp_path):
    path = write_annotations(session, tmp_path / "a.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [each["statement_id"] for each in rows] == ["D000-13", "D000-14"]
    assert rows[1]["start"] == str(TEXT.index("Russia"))


def test_what_cannot_be_written_is_told(session, small, tmp_path):
    with pytest.raises(InputError, match=r"^a\.xml: expected a name in \.jsonld, \.json"):
        write_annotations(session, tmp_path / "a.xml")
    with pytest.raises(InputError, match=r"^a\.csv: lies in the study"):
        write_annotations(session, small / "a.csv")
    bare = analysis.desk(small, coder="c1")._session
    with pytest.raises(InputError, match="no text with a coded passage is here"):
        write_annotations(bare, tmp_path / "a.csv")


def test_the_desk_writes_what_it_is_asked_for(session, small, tmp_path):
    pane = analysis.desk(small, tmp_path / "texts", coder="c1")
    assert pane.export(tmp_path / "c.csv").is_file()
