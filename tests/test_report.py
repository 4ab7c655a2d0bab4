import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import warnings
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from made_up import font
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis import study_from
from analysis.__main__ import main
from analysis.errors import InputError, InputNote
from analysis.files import EXAMPLE_TYPE
from analysis.pages import report
from analysis.places import DATA, NOTEBOOKS, ROOT

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
FIGURES = sorted((ROOT / "figures").glob("*.json"))
TOLD = {
    "figure": "a",
    "title": "T*",
    "caption": "Of #1. Source: S.",
    "alt": 'An "A"',
    "there": ["svg", "png"],
    "study": {"name": "kazakhstan-russia"},
}


def test_what_to_install_is_told_in_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(report.importlib.util, "find_spec", lambda name: None)
    assert main(["report", "--output", str(tmp_path / "a.pdf")]) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    expected = "Typst, markdown-it-py not installed; python -m pip install --editable '.[site]'"
    assert told == f"report: {expected}" and not (tmp_path / "a.pdf").exists()


def test_a_name_that_is_no_pdf_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"output: .*a\.docx; expected a name that ends in \.pdf"):
        report.build(tmp_path / "a.docx")


typst = pytest.importorskip("typst", reason="the extra `site` is not installed")
pytest.importorskip("markdown_it", reason="the extra `site` is not installed")

from analysis.pages.report.chapters import chapter, joined, pictures  # noqa: E402
from analysis.pages.report.markup import escape, string  # noqa: E402
from analysis.pages.report.pages import last_day, source  # noqa: E402
from analysis.pages.report.prose import inline, markdown  # noqa: E402
from analysis.pages.report.table_markup import from_html, grid  # noqa: E402
from analysis.pages.report.table_markup import typeset as table  # noqa: E402
from analysis.pages.report.typesetter import typeset  # noqa: E402
from analysis.publish.captions import markdown as markdown_line  # noqa: E402


def shown(content: dict) -> str:
    """Return the text of a content of Typst, as a query gives it."""
    if content["func"] in ("space", "parbreak"):
        return " "
    return content.get("text", "") + "".join(map(shown, content.get("children", [])))


def set_in_style(body: str) -> bytes:
    """Return the PDF of a body of markup in the report's style."""
    head = '#import "/style.typ": *\n#show: report.with(title: "T", short: [T])\n'
    return typeset({"style.typ": report.STYLE.read_bytes(), "main.typ": f"{head}{body}".encode()})


FONTS = typst.Fonts(include_system_fonts=False)
signs = st.text(alphabet="#$*_@<>\\\"'`~=-+/.:[]{}()&%!^|; \nab1uД", max_size=30)


@given(st.lists(st.text(st.characters(codec="utf-8")) | signs, min_size=1, max_size=20))
@tries(100)
def test_any_text_comes_out_as_text(texts):
    lines = [f"#metadata([{escape(text)}])<a>\n#metadata({string(text)})<b>" for text in texts]
    code = "\n".join(lines).encode()
    seen = [
        json.loads(typst.query(code, label, field="value", font_paths=FONTS))
        for label in ("<a>", "<b>")
    ]
    for text, content, literal in zip(texts, *seen, strict=True):
        white = "\t\n\v\f\r\x85"
        kept = "".join(c for c in text if c in white or unicodedata.category(c) != "Cc")
        assert shown(content).split() == kept.split()
        assert literal == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b_c**", r"#emph[a]; #strong[b\_c];"),
        ("`a_b` and `D012-03`", '#raw("a_b"); and #go("D012", [#raw("D012-03");]);'),
        ('say "a"', "say “a”"),
        ("[a](https://b.c/?d=%20e#f)", '#link("https://b.c/?d=%20e#f")[a];'),
        ("[a](../README.md#b-c)", '#go("README.md-b-c", [a]);'),
        ("[a](#b)", '#go("data/x.md-b", [a]);'),
        ("- a\n- b", "#list([a], [b])"),
        ("3. a\n4. b", "#enum(start: 3, [a], [b])"),
        ("> # a", "#quote(block: true)[#strong[a]]"),
        ("```\n#a\n```", '#raw(block: true, "#a")'),
        ("a <b>c</b>\\\nd", "a c#linebreak();d"),
        ("![a *b*](c.png)", "#emph[a #emph[b];];"),
    ],
)
def test_markdown_becomes_markup(text, expected):
    assert inline(text, "data/x.md") == expected


def test_a_heading_that_skips_a_level_is_raised():
    told = joined(markdown("# A\n\n### B `c`\n\n## D", "x.md"))
    assert told.split("\n") == [
        '#title(1, "x.md", [A])',
        "",
        '#title(2, "x.md-b-c", [B #raw("c");])',
        "",
        '#title(2, "x.md-d", [D])',
        "",
    ]


def test_a_table_of_pandas_is_read_as_it_stands():
    index = pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")], names=["g", "h"])
    html = pd.DataFrame({"n": [1, 2]}, index=index).to_html()
    assert grid(html) == ([["g", "h", "n"], ["a", "x", "1"], ["", "y", "2"]], 1)
    counts = pd.crosstab(pd.Series(["a"], name="g"), pd.Series([1], name="n"))
    assert grid(counts.to_html()) == ([["n", "1"], ["g", ""], ["a", "1"]], 2)


def test_a_column_that_only_counts_the_rows_is_left_out():
    frame = pd.DataFrame({"n": ["<b>", "&"]})
    assert grid(frame.to_html()) == ([["n"], ["<b>"], ["&"]], 1)
    years = grid(frame.set_axis([2024, 2025]).to_html())[0]
    assert [row[0] for row in years] == ["", "2024", "2025"]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.DataFrame({"x" * 40: ["y" * 200] * 3}),
        pd.DataFrame({f"a_long_name_{n}": [1.5] * 40 for n in range(30)}),
        pd.DataFrame({("a", "b"): ["#$x"], ("a", "c"): [2]}),
    ],
    ids=["empty", "no row", "long words", "many columns", "heads over heads"],
)
def test_tables_of_any_shape_are_set(frame):
    assert set_in_style(f"= A\n{table(from_html(frame.to_html()))}").startswith(b"%PDF")


def essay() -> nbformat.NotebookNode:
    files = {"application/vnd.atlas.files+json": ["a.svg", "a.json"]}
    shown = {"image/png": "iVBORw0KGgo=", "text/plain": TOLD["alt"]}
    found = new_output("display_data", {"text/markdown": "**One of two.**", "text/plain": "One"})
    caption = {"text/markdown": markdown_line(TOLD["caption"]), "text/plain": TOLD["caption"]}
    outputs = [
        found,
        new_output("display_data", shown | files),
        new_output("display_data", caption),
    ]
    counts = pd.DataFrame({"name": ["x"], "share": [0.5]})
    table = {"text/html": counts.to_html(index=False, border=0), "text/plain": "x 0.5"}
    written = {"text/plain": "figures/a.yaml"} | files
    return new_notebook(
        cells=[
            new_markdown_cell("# 1. A title\n\nWhy."),
            new_markdown_cell("Change a parameter.", metadata={"tags": ["in-jupyter"]}),
            new_code_cell("seed = 1", metadata={"tags": ["parameters"]}),
            new_code_cell("show(counts)", outputs=[new_output("display_data", table)]),
            new_markdown_cell("## Part\n\nLook."),
            new_code_cell('chart.save("a", output)', outputs=outputs),
            new_code_cell("chart", outputs=[new_output("display_data", shown)]),
            new_markdown_cell("## End\n\nSo."),
            new_code_cell("written", outputs=[new_output("execute_result", written)]),
        ]
    )


def test_a_notebook_becomes_an_essay_without_its_code():
    told = joined(chapter("notebooks/1.ipynb", essay(), {"a": TOLD}))
    title, why, sheet, *rest = told.split("\n\n")
    assert title == '#title(1, "notebooks/1.ipynb", [1\\. A title])'
    assert why == "#introduces[Why\\.\n]"
    assert sheet.startswith("#sheet(head: (([name], [share], ), ), body: (..([x], [0\\.5], ), )")
    assert rest == [
        '#title(2, "notebooks/1.ipynb-part", [Part])',
        "Look\\.",
        '#strong[One of two\\.];#see("a");',
        '#picture("a", "/figures/a.svg", "An \\"A\\"", [T\\*], [Of \\#1\\. Source\\: S\\.])',
        '#title(2, "notebooks/1.ipynb-end", [End])',
        "So\\.\n",
    ]


def test_a_figure_of_another_notebook_is_a_picture_here():
    text = joined(chapter("notebooks/2.ipynb", essay(), {}))
    [(name, content)] = pictures(essay(), {}).items()
    assert text.count(f'#unsaved("{name}"') == 2 and "#picture" not in text
    assert content.startswith(b"\x89PNG") and "Source" in text


def test_a_document_without_a_day_is_listed_without_one():
    told = {
        "document_id": "D001",
        "publisher": "A & B",
        "date": pd.NaT,
        "title": "Т",
        "language": "ru",
        "url": "https://www.a.kz/b",
    }
    link = '#box(link("https://www.a.kz/b")[a\\.kz]);'
    assert source(told) == f'#document-entry("D001")[A \\& B: #text(lang: "ru")[Т]; {link}]'


def test_a_letter_that_the_bundled_fonts_lack_is_named():
    with warnings.catch_warnings(record=True) as notes:
        warnings.simplefilter("always")
        try:
            set_in_style("= 漢")
        except InputError as error:  # no font of this machine has it either
            assert str(error).startswith("report: no glyph for U+6F22 (漢), script Han")
        else:
            assert "漢 set in fonts of this machine" in str(notes[0].message)


def test_what_typst_refuses_is_told_in_one_line():
    with pytest.raises(InputError, match=r"^report: .*first heading must be of level 1.*$"):
        set_in_style("== A")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return report.build(tmp_path_factory.mktemp("whole") / "report.pdf").read_bytes()


def test_the_report_holds_every_figure_with_its_alt_text(whole):
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) > 30
    cells = [cell for book in BOOKS for cell in nbformat.read(book, 4).cells]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = [output.data for output in outputs if "image/png" in output.get("data", {})]
    of_record = [data for data in shown if EXAMPLE_TYPE not in data]  # made-up events are left out
    assert whole.count(b"/Alt") == len(of_record) >= len(FIGURES)


def test_the_report_is_tagged_and_says_what_it_is(whole):
    for told in (rb"pdfuaid:part>1<", rb"/StructTreeRoot", rb"/Lang ?\(en\)", rb"Kazakhstan"):
        assert re.search(told, whole)
    for bookmark in (rb"Introduction", rb"Appendix A\. Codebook", rb"Appendix B\. Documents"):
        assert re.search(rb"/Title ?\(" + bookmark + rb"\)", whole)
    assert len(re.findall(rb"/Title ?\(\d+\. ", whole)) == len(BOOKS)


def test_the_report_embeds_its_fonts_and_names_no_path_of_the_machine(whole):
    fonts = len(set(re.findall(rb"/FontName\s*/(\S+)", whole)))
    assert fonts == len(re.findall(rb"/FontFile\d", whole)) > 0
    assert not [place for place in (ROOT, Path.home()) if f"{place}/".encode() in whole]


@pytest.fixture
def project(tmp_path) -> Path:
    """A project of one notebook and one figure."""
    root = tmp_path / "project"
    for folder in ("figures", "notebooks", "data"):
        (root / folder).mkdir(parents=True)
    shutil.copy(ROOT / "CITATION.cff", root)
    shutil.copytree(DATA / "kazakhstan-russia", root / "data" / "kazakhstan-russia")
    (root / "figures" / "a.json").write_text(json.dumps(TOLD), encoding="utf-8")
    shutil.copy(FIGURES[0].with_suffix(".svg"), root / "figures" / "a.svg")
    nbformat.write(essay(), root / "notebooks" / "1.ipynb")
    (root / "README.md").write_text("# Atlas\n\n[Codebook](data/README.md)\n", encoding="utf-8")
    (root / "data" / "README.md").write_text("# Codebook\n\nRules.\n", encoding="utf-8")
    return root


@pytest.mark.long
def test_the_same_sources_give_the_same_bytes(project, tmp_path):
    elsewhere = shutil.copytree(project, tmp_path / "elsewhere")
    command = "import sys; from pathlib import Path as P; from analysis.pages import report; "
    command += "report.build(P(sys.argv[1]), P(sys.argv[2]))"
    subprocess.run(
        [sys.executable, "-c", command, str(tmp_path / "two.pdf"), str(elsewhere)],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    first = report.build(tmp_path / "new" / "one.PDF", project)
    assert first.read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_what_was_not_made_is_told_line_by_line(project, tmp_path):
    book = essay()
    for cell in book.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(book, project / "notebooks" / "1.ipynb")
    (project / "figures" / "a.svg").unlink()
    with pytest.raises(InputError) as error:
        report.build(tmp_path / "a.pdf", project)
    assert error.value.problems == [
        "notebooks/1.ipynb: never executed; make notebooks",
        "figures/a.json: no drawing beside it (svg or png); make figures",
    ]


@pytest.mark.parametrize(("folder", "told"), [("figures", "make figures"), ("notebooks", "none")])
def test_a_project_without_figures_or_notebooks_is_told(folder, told, project, tmp_path):
    shutil.rmtree(project / folder)
    with pytest.raises(InputError, match=f"{folder}: .*{told}"):
        report.build(tmp_path / "a.pdf", project)


def test_figures_of_two_studies_are_refused(project, tmp_path):
    other = TOLD | {"study": {"name": "france-japan"}}
    (project / "figures" / "b.json").write_text(json.dumps(other), encoding="utf-8")
    shutil.copy(project / "figures" / "a.svg", project / "figures" / "b.svg")
    with pytest.raises(InputError, match="of france-japan, kazakhstan-russia; expected those of"):
        report.build(tmp_path / "a.pdf", project)


READ = '#read("/main.typ")\n#include "/style.typ"\n\n= A\n#image("/figures/a.svg")'


def test_words_of_a_figure_take_no_file_into_the_report():
    told = TOLD | {"title": READ, "caption": READ, "alt": READ}
    from analysis.pages.report.chapters import figure

    markup = figure(told).markup
    words = markup.partition("[")[2]
    assert "\\#read\\(" in words and "\\#include" in words and "\n\\=" in words
    assert not re.search(r"(?<!\\)[#=$@<]", words), "no sign that Typst reads"


def test_a_report_that_fails_leaves_the_old_one(tmp_path):
    from small_project import small_project

    project = small_project(tmp_path / "project")
    (tmp_path / "report.pdf").write_bytes(b"old")
    (project / "figures" / "explored.svg").write_text("<svg", encoding="utf-8")
    with pytest.raises(InputError):
        report.build(tmp_path / "report.pdf", project)
    assert (tmp_path / "report.pdf").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"project", "report.pdf"}


def test_a_full_disk_leaves_the_old_report(tmp_path):
    from small_project import small_project

    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    project = small_project(tmp_path / "project")
    (tmp_path / "report.pdf").write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        with pytest.raises(InputError, match=r"^report\.pdf: larger than a file may be here"):
            report.build(tmp_path / "report.pdf", project)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "report.pdf").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"project", "report.pdf"}


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_while_a_report_is_set_leaves_the_old_one_or_the_new(tmp_path):
    from killing import contents, kill, leftovers
    from small_project import small_project

    project, place = small_project(tmp_path / "project"), tmp_path / "place"
    place.mkdir()
    (place / "report.pdf").write_bytes(b"old")
    write = f"report.build(target / 'report.pdf', Path({str(project)!r}))"
    whole, killed = kill(
        place, "from pathlib import Path\nfrom analysis.pages import report", write, 12
    )
    for folder in killed:
        assert contents(folder) in ({"report.pdf": b"old"}, contents(whole))
        report.build(folder / "report.pdf", project)
        assert contents(folder) == contents(whole) and not leftovers(folder)


def test_other_scripts_are_set_in_fonts_of_the_setting(tmp_path, monkeypatch):
    font(tmp_path, "Made Up", "ⰀⰁ")  # Glagolitic, which no font that comes with the report has
    monkeypatch.setenv("ATLAS_FONTS", str(tmp_path))
    with pytest.warns(InputNote, match="report: Ⰰ, Ⰱ set in fonts of this machine"):
        made = set_in_style("= ⰀⰁ")
    assert b"MadeUp" in made


def test_a_drawing_is_shown_as_a_picture_where_typst_would_part_letters_from_marks(tmp_path):
    for name, text in (("plain", "Нефть"), ("joined", "निगम")):
        (tmp_path / f"{name}.svg").write_text(f"<svg><text>{text}</text></svg>", encoding="utf-8")
    there = ["pdf", "svg", "png"]
    assert report._as_it_is_set(tmp_path / "plain", there) == there
    assert report._as_it_is_set(tmp_path / "joined", there) == ["pdf", "png"]
    assert report._as_it_is_set(tmp_path / "joined", ["svg"]) == ["svg"]


def test_a_document_without_a_title_is_listed_by_its_id_once():
    told = {"document_id": "D001", "publisher": "Post", "title": None, "date": "2023-04-01"}
    assert source({**told, "date_precision": "month"}) == '#document-entry("D001")[Post, Apr 2023]'
    assert source({"document_id": "D001"}) == '#document-entry("D001")[]'


def test_data_reach_to_the_last_day_that_is_known():
    said = pd.DataFrame({"actor": "a", "sector": "x", "date": ["2023-04-05", "2024", "2023-05"]})
    study = study_from(said, actor="actor", sector="sector", date="date")
    assert str(last_day(study)) == "2023-04-05"
