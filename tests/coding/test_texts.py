import json
import sys

import pytest
from text_files import FACTIVA, NEXIS, PAGE, SENTENCES, docx, pdf

from analysis.coding.answers import answer
from analysis.coding.library import article, library, look_for_twins
from analysis.coding.session import Session
from analysis.coding.texts import in_folder, marked, read_articles, table_of_texts
from analysis.coding.texts.article import Article
from analysis.errors import InputError

needs_readers = pytest.mark.skipif(
    any(__import__("importlib.util").util.find_spec(name) is None for name in ("mammoth", "rispy")),
    reason="the extra `texts` is not installed",
)
pytestmark = needs_readers


def test_plain_text_is_read_in_its_encoding_which_is_told(tmp_path):
    path = tmp_path / "a.txt"
    cases = {
        "cp1251": "Газпром и Россия договорились о поставках.",
        "koi8-r": "Газпром и Россия договорились о поставках газа.",
        "cp1252": "L’été à Astana, déjà: très cher.",
        "utf-16": "哈萨克斯坦 oil",
        "gb18030": "哈萨克斯坦与俄罗斯达成协议",
    }
    for encoding, text in cases.items():
        path.write_bytes(text.encode(encoding))
        [found] = read_articles(path)
        assert found.paragraphs == (text,), encoding
        assert found.told == (() if encoding == "utf-16" else (f"read as {encoding}",))


def test_a_page_gives_its_article_with_what_it_says_of_it(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE.format("".join(f"<p>{each}</p>" for each in SENTENCES)), encoding="utf-8")
    [found] = read_articles(path)
    assert found.paragraphs[-3:] == tuple(SENTENCES)
    assert (found.date, found.language, found.url) == (
        "2024-11-27",
        "en",
        "https://example.org/oil",
    )
    assert found.title == "Oil talks" and found.publisher == "The Example"
    assert not any("Cookies" in each for each in found.paragraphs)


def test_a_document_of_word_is_read(tmp_path):
    [found] = read_articles(docx(tmp_path / "a.docx", ["One.", " ", "Two  words."]))
    assert found.paragraphs == ("One.", "Two words.") and found.part == 0


@pytest.mark.long
def test_a_download_of_nexis_is_articles_with_their_metadata(tmp_path):
    list_of_them = ["Date and Time: Friday, 5. July 2019", "Documents (2)", "1. Kazakhstan sends"]
    second = NEXIS.replace("July 2", "July 4").replace("Kazakhstan sends more oil", "Once more")
    path = docx(tmp_path / "files.docx", [*list_of_them, *NEXIS.split("\n"), *second.split("\n")])
    one, two = read_articles(path)
    assert (one.name, one.title, one.date) == (
        "files.docx#1",
        "Kazakhstan sends more oil",
        "2019-07-02",
    )
    assert one.publisher == "The Daily Example(London)"
    assert one.paragraphs[-1] == "Russia agreed." and len(one.paragraphs) == 2
    assert table_of_texts([one, two])["twin"].tolist() == ["", "files.docx#1"]


def test_a_download_of_factiva_is_articles_with_their_metadata(tmp_path):
    path = tmp_path / "factiva.html"
    path.write_text(FACTIVA, encoding="utf-8")
    one, two = read_articles(path)
    assert one[1:5] == (1, "Oil for Germany.", "2023-04-18", "Example Newswire")
    assert one.paragraphs == ("The first oil went out.", "More is to follow.")
    assert two[2:5] == ("Du pétrole pour l'Allemagne", "2023-04-19", "Le Quotidien")
    assert two.paragraphs == ("Le premier train.", "La suite.", "Fin.") and two.language == "fr"


def test_a_pdf_is_read_with_its_words_whole(tmp_path):
    lines = [
        "The two sides agreed on a far-reaching plan for the coop-",
        "eration of both. They did.",
    ]
    [found] = read_articles(pdf(tmp_path / "a.pdf", lines))
    assert found.paragraphs == (
        "The two sides agreed on a far-reaching plan for the cooperation of both. They did.",
    )


def test_lists_of_references_are_read(tmp_path):
    (tmp_path / "a.ris").write_text(
        "TY  - NEWS\nTI  - Oil talks\nDA  - 2024/11/27/\nT2  - The Example\n"
        "UR  - https://example.org/1\nAB  - In short.\nER  - \n",
        encoding="utf-8",
    )
    (tmp_path / "b.bib").write_text(
        "@article{a, title={{\\'E}nergie}, journal={Le Quotidien}, year=2024, month=nov,\n"
        "url={https://example.org/2}}\n@article{broken, title={x\n",
        encoding="utf-8",
    )
    told = [
        {
            "title": "Gas",
            "issued": {"date-parts": [[2024, 5, 3]]},
            "container-title": "X",
            "DOI": "10.1/a",
        }
    ]
    (tmp_path / "c.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    [ris] = read_articles(tmp_path / "a.ris")
    assert ris[2:6] == ("Oil talks", "2024-11-27", "The Example", "https://example.org/1")
    assert ris.paragraphs == ("In short.",)
    [bib] = read_articles(tmp_path / "b.bib")
    assert bib[2:5] == ("Énergie", "", "Le Quotidien") and "lines 3" in bib.told[0]
    [csl] = read_articles(tmp_path / "c.json")
    assert csl[2:6] == ("Gas", "2024-05-03", "X", "https://doi.org/10.1/a")
    assert [path.name for path in in_folder(tmp_path)] == ["a.ris", "b.bib", "c.json"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b" \n", r"^a\.txt: is empty; expected"),
        ("a.txt", bytes(range(256)) * 4, r"^a\.txt: is no text in any encoding"),
        ("a.rtf", b"{", r"^a\.rtf: a kind that is not read; expected one of \.txt"),
        ("a.pdf", b"hello", r"^a\.pdf: is no PDF; expected one$"),
        ("a.pdf", b"%PDF-1.4\nrubbish", r"^a\.pdf: is a damaged PDF"),
        ("a.docx", b"PK\x03\x04rubbish", r"^a\.docx: is no document of Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", r"^a\.docx: is protected, or of Word before 2007"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", r"^a\.doc: is protected, or of Word before 2007"),
        ("a.html", b"<html><body></body></html>", r"^a\.html: no article was found in it"),
        ("a.ris", b"nothing\n", r"^a\.ris: "),
        ("a.bib", b"nothing\n", r"^a\.bib: no reference was found"),
        ("a.json", b"[1]", r"^a\.json: is no CSL as JSON"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_articles(tmp_path / name)


def test_a_scanned_pdf_and_a_protected_one_are_told(tmp_path):
    with pytest.raises(InputError, match=r"^a\.pdf: holds no text, only pictures of pages"):
        read_articles(pdf(tmp_path / "a.pdf", []))


def test_a_reader_that_is_not_installed_is_told(tmp_path, monkeypatch):
    path = docx(tmp_path / "a.docx", ["One."])
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(InputError, match=r"^mammoth: not installed; expected it, by python -m pip"):
        read_articles(path)


def test_texts_alike_but_for_some_words_are_twins():
    text = " ".join(SENTENCES * 3)
    texts = [text, text.replace("Tuesday", "Monday", 1), " ".join(SENTENCES[:1] * 2), ""]
    articles = [Article(f"{n}.txt", paragraphs=(each,)) for n, each in enumerate(texts)]
    assert marked(articles) == ["", "0.txt", "", ""]


def test_a_library_reads_when_looked_at_and_anew_when_changed(tmp_path):
    folder = tmp_path / "texts"
    (folder / "more").mkdir(parents=True)
    (folder / "more" / "D1.txt").write_text("One.", encoding="utf-8")
    (folder / "broken.ris").write_text("x", encoding="utf-8")
    (folder / "~$D1.docx").write_text("lock of Word")
    found = library(folder, tmp_path / "study")
    assert list(found.places) == ["more/D1.txt"] and found.kept == {}
    assert found.problems[0].startswith("broken.ris: ")
    assert article(found, "more/D1.txt").paragraphs == ("One.",)
    (folder / "more" / "D1.txt").write_text("Another.", encoding="utf-8")
    assert article(found, "more/D1.txt").paragraphs == ("Another.",)
    with pytest.raises(InputError, match=r"^texts: 'x' is not there"):
        article(found, "x")


@pytest.mark.long
def test_articles_of_a_download_are_listed_with_metadata_and_twins(tmp_path, small):
    folder = tmp_path / "texts"
    folder.mkdir()
    docx(folder / "files.docx", [*NEXIS.split("\n"), *NEXIS.split("\n")])
    session = Session(small, "c1", "en", library(folder, small))
    lines = answer(session, {"kind": "open"})["page"]["documents"][:2]
    assert [each["title"] for each in lines] == ["Kazakhstan sends more oil"] * 2
    assert [each["twin"] for each in lines] == ["", "files.docx#1"]
    assert lines[0]["date"] == "2019-07-02" and lines[0]["state"] == "new"
    told = answer(session, {"kind": "document", "id": "", "name": "files.docx#2"})
    assert told["document"]["publisher"] == "The Daily Example(London)"
    fields = answer(session, {"kind": "fields", "table": "documents"})["fields"]
    given = {each["name"]: each["value"] for each in fields}
    assert given["document_id"] == "D006" and given["date_basis"] == "published"


def test_texts_are_no_part_of_the_study_and_no_path_is_a_text(tmp_path):
    (tmp_path / "texts").mkdir()
    with pytest.raises(InputError, match=r"^texts: 'texts' lies in the study; expected it outside"):
        library(tmp_path / "texts", tmp_path)
    with pytest.raises(InputError, match=r"^texts: 'nowhere'; no such folder or file in"):
        library("nowhere", tmp_path)
    with pytest.raises(InputError, match=r"^texts: a text; expected the path") as raised:
        library("Secret\nwords", tmp_path)
    assert "Secret" not in str(raised.value)


def test_single_files_with_one_text_are_found_bit_by_bit(small, tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    words = [f"word{number}" for number in range(300)]
    (folder / "D000.txt").write_text(" ".join(words), encoding="utf-8")
    (folder / "copy.txt").write_text(" ".join([*words[:-3], "so", "it", "ends"]), encoding="utf-8")
    (folder / "other.txt").write_text(" ".join(reversed(words)), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    given = library(folder, small)
    assert look_for_twins(given, -1) and not given.twins, "there is no time for any"
    session = Session(small, "c1", "en", given)
    assert answer(session, {"kind": "twins"}) == {
        "kind": "twins",
        "twins": {"copy.txt": "D000.txt"},
        "more": False,
    }
    listed = answer(session, {"kind": "open"})["page"]["documents"]
    assert {each["text"]: each["twin"] for each in listed if not each["id"]}[
        "copy.txt"
    ] == "D000.txt"
