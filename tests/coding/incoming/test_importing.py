import json
import shutil
import warnings
from pathlib import Path

import pytest

import analysis
from analysis.coding.annotations import write_annotations
from analysis.coding.answers import answer
from analysis.coding.changes import rows_of
from analysis.coding.library import library
from analysis.coding.session import Session
from analysis.errors import InputError, InputNote
from analysis.measures.agreement import codings
from analysis.measures.side_by_side import of_machine
from analysis.study.load import load_study

PARAGRAPHS = [
    "Tokayev 😀 says that Kazakhstan is a friend of Russia.",
    "Oil is sold to Russia.",
    "Oil is sold to Russia, he says again.",
]
TEXT = "\n\n".join(PARAGRAPHS)
CODES = {"speaker": "tokayev", "actor": "kazakhstan", "target": "russia", "sector": "oil"}
CODES |= {"relation": "agree", "stance": "1"}


@pytest.fixture
def texts(tmp_path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "D005.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def codes(small, texts, tmp_path):
    """Import codes given as JSON, and return the rows that the file of the coder then has."""

    def take(*told: dict, name: str = "codes.json", **more) -> list[dict]:
        (tmp_path / name).write_text(json.dumps(told), encoding="utf-8")
        analysis.import_codes(small, tmp_path / name, texts, coder="m1", **more)
        return rows_of((small / "codings" / "m1.csv").read_text(encoding="utf-8"))

    return take


def spans(small: Path) -> dict[str, str]:
    """Return the words on which each imported row stands."""
    rows = rows_of((small / "desk" / "spans.csv").read_text(encoding="utf-8"))
    mine = [row for row in rows if row["coding"] == "m1"]
    return {row["statement_id"]: TEXT[int(row["start"]) : int(row["end"])] for row in mine}


def test_codes_of_a_machine_become_rows_with_spans(codes, small):
    at = TEXT.index("Oil is sold to Russia, he")
    with pytest.warns(InputNote) as told:
        first, second, third = codes(
            CODES | {"document": "D005", "start": 0, "end": 9},
            {"document": "D005.txt", "span": [at, at + 21], "fields": CODES | {"stance": 1.0}},
            CODES | {"document_id": "d005", "actor": "Казахстан", "quote": "Oil  is\nsold"},
        )
    assert first["statement_id"] == "D005-01" and first["locator"] == "par 1"
    assert {name: first[name] for name in CODES} == CODES
    assert (second["locator"], second["stance"]) == ("par 3", "1")
    assert third["actor"] == "kazakhstan" and third["locator"] == "par 2"
    assert first["date"] == "2024-11-27" and first["date_precision"] == "day"
    assert "paraphrase_en" not in first
    assert spans(small) == {
        "D005-01": "Tokayev 😀",
        "D005-02": "Oil is sold to Russia",
        "D005-03": "Oil is sold",
    }
    assert {str(each.message) for each in told if each.category is InputNote} == {
        "codes.json: 1 name taken for the code that bears it",
        "codes.json: 3 rows without a date; given that of the document",
    }


@pytest.mark.long
def test_they_are_held_against_the_study_code_by_code(codes, small):
    row = rows_of((small / "statements.csv").read_text(encoding="utf-8"))[0]
    told = {name: row[name] for name in (*CODES, "locator")} | {"document": row["document_id"]}
    with pytest.warns(InputNote):
        codes(told)
    study = load_study(small)
    assert len(codings(study)["m1"]) == 1
    table = of_machine(study, "m1", draws=2).set_index(["variable", "code"])
    line = table.loc[("sector", row["sector"])]
    assert line["precision"] == 1 and line["recall"] == 1 and line["both"] == 1
    with pytest.raises(InputError, match=r"^coder: 'm2'; expected one of: m1"):
        of_machine(study, "m2")


@pytest.mark.sample(1)
@pytest.mark.parametrize("form", [".qdpx", ".json", ".jsonld", ".csv"])
def test_what_the_desk_wrote_comes_in_with_its_places(small, texts, tmp_path, row, form):
    session = Session(small, "c1", "en", library(texts, small), "D005", "D005.txt")
    answer(session, {"kind": "document", "id": "D005"})
    for start, end in ((0, 9), (11, 20), (0, 9)):
        told = answer(session, {"kind": "save", "row": row, "span": [start, end]})
        assert "saved" in told
    path = write_annotations(session, tmp_path / f"coded{form}")
    expected = ["Tokayev 😀", "ays that", "Tokayev 😀"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputNote)
        rows = analysis.import_codes(small, path, texts, coder="m1")
    assert {name: rows[name].unique().tolist() for name in CODES} == {
        name: [value] for name, value in CODES.items()
    }
    assert sorted(spans(small).values()) == sorted(expected)


def test_a_text_of_a_file_that_differs_in_blanks_or_words_is_carried_over(small, texts, tmp_path):
    source = "Tokayev  😀 says that\r\nKazakhstan is a friend of Russia.\r\nOil is sold to Russia."
    annotations = [("Kazakhstan", source.index("Kaz")), ("Oil is sold", source.index("Oil"))]
    path = tmp_path / "D005.txt.json"
    path.write_text(json.dumps(cas(source, annotations)), encoding="utf-8")
    with pytest.warns(InputNote):
        rows = analysis.import_codes(small, path, texts, coder="m1", fields={"actor": "Who"})
    assert rows["actor"].tolist() == ["kazakhstan", "kazakhstan"]
    assert [*spans(small).values()] == ["Kazakhstan", "Oil is sold"]


def cas(source: str, annotations: list[tuple[str, int]]) -> dict:
    """Return a CAS as INCEpTION writes one of a layer of our own, in UTF-16 units."""
    codes = {name: value for name, value in CODES.items() if name != "actor"} | {
        "Who": "Kazakhstan"
    }

    def units(at: int) -> int:
        return len(source[:at].encode("utf-16-le")) // 2

    layer = [
        {"%ID": number, "%TYPE": "webanno.custom.Statement", "@sofa": 1}
        | {"begin": units(at), "end": units(at + len(words))}
        | codes
        for number, (words, at) in enumerate(annotations, 10)
    ]
    meta = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
    whole = {"begin": 0, "end": units(len(source)), "documentTitle": "D005.txt"}
    return {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": source},
            {"%ID": 2, "%TYPE": meta, "@sofa": 1} | whole,
            {"%ID": 3, "%TYPE": "de.tudarmstadt.Token", "@sofa": 1, "begin": 0, "end": 7},
            *layer,
        ],
    }


def test_the_first_coder_of_a_study_gets_them_as_statements(small, texts, tmp_path):
    path = small / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["coders"] = [{"coder": "m1", "role": "first"}]
    path.write_text(json.dumps(package), encoding="utf-8")
    told = CODES | {"document": "D005", "locator": "par 2", "paraphrase_en": "Oil."}
    (tmp_path / "c.json").write_text(json.dumps([told | {"paraphrase_fr": "Or noir."}]))
    with pytest.warns(InputNote):
        analysis.import_codes(small, tmp_path / "c.json", texts, coder="m1")
    last = rows_of((small / "statements.csv").read_text(encoding="utf-8"))[-1]
    assert (last["statement_id"], last["paraphrase_en"]) == ("D005-02", "Oil.")
    with pytest.raises(InputError, match=r"^coder: 'm2' is no coder of the study"):
        analysis.import_codes(small, tmp_path / "c.json", texts, coder="m2")


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ([{"actor": "x"}], "codes.json, row 1, field document: ''; expected the id of a document"),
        ([1], "codes.json: is no list of codes; expected a list of objects"),
        ([CODES | {"document": "D9"}], "codes.json, row 1, field document_id: 'D9' is not in doc"),
        ([CODES | {"document": "D005"}] * 2, "codes.json, row 1, field locator: ''; expected a"),
        (
            [CODES | {"document": "D005", "locator": "par 1", "target": "rusia"}],
            "codes.json, row 1, field target: 'rusia' is not in actors; expected 'russia' (near",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(codes, small, told, wrong):
    with pytest.raises(InputError) as error:
        codes(*told)
    assert str(error.value).startswith(wrong)
    assert not (small / "codings").exists() and not (small / "desk" / "spans.csv").exists()


def test_a_coder_who_has_coded_the_document_is_told(codes):
    told = CODES | {"document": "D005", "locator": "par 1"}
    with pytest.warns(InputNote):
        codes(told)
    with pytest.raises(InputError, match=r"^coder: 'm1' has coded D005 already; expected another"):
        codes(told)


@pytest.mark.long
def test_they_are_imported_at_the_desk_after_a_look_and_can_be_taken_back(small, texts, tmp_path):
    told = CODES | {"document": "D005", "quote": "Oil is sold to Russia, he"}
    (tmp_path / "c.json").write_text(json.dumps([told]), encoding="utf-8")
    session = Session(small, "c1", "en", library(texts, small))
    message = {"kind": "import", "path": str(tmp_path / "c.json"), "coder": "m1"}
    looked = answer(session, message | {"preview": True})
    assert (looked["of"], looked["spans"], len(looked["notes"])) == (1, 1, 1)
    assert not (small / "codings").exists()
    assert answer(session, message)["imported"] == 1
    assert spans(small) == {"D005-01": "Oil is sold to Russia, he"}
    machine = Session(small, "m1", "en", library(texts, small))
    assert answer(machine, {"kind": "undo"})["moved"] == "undo"
    assert spans(small) == {}
    wrong = answer(session, message | {"path": "nowhere.csv"})["problems"][0]
    assert wrong.startswith("nowhere.csv: no such file in ")
    shutil.rmtree(small / "codings")
