import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest
from killing import contents, kill, leftovers
from matplotlib.figure import Figure
from PIL import Image
from seeds import elsewhere, here
from tiny_study import set_cell, tiny_study

from analysis import charts
from analysis.charts.chart import Chart
from analysis.errors import InputError
from analysis.files import FILES_TYPE, heal
from analysis.networks.graphs import strongest
from analysis.publish import formats
from analysis.publish import save as publish
from analysis.publish.save import Written, save
from analysis.study.load import load_study
from analysis.study.selection import select

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def balance(article) -> Chart:
    """A chart of few rows."""
    return charts.balance(article)


@pytest.fixture(scope="module")
def russian(article) -> Chart:
    """The same in letters that are not Latin."""
    return charts.balance(article, language="ru")


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="module")
def written(russian, output) -> Written:
    """What is told of the Russian chart, written into `output`."""
    return draw(russian, output)


def draw(chart: Chart, folder: Path, **changes: str) -> Written:
    words = chart.words._replace(**changes)
    return save(
        chart.draw(), "balance", folder, table=chart.table, words=words, study=chart.study, seed=3
    )


def test_five_files_are_written_and_told_to_the_notebook(written, output):
    names = [f"balance.{ending}" for ending in ("pdf", "svg", "png", "csv", "json")]
    assert written.files == names
    assert sorted(path.name for path in output.iterdir()) == sorted(names)
    assert (written + written)._repr_mimebundle_()[FILES_TYPE] == names + names


@pytest.mark.usefixtures("written")
def test_the_sidecar_tells_what_an_author_needs(article, output):
    told = json.loads((output / "balance.json").read_text(encoding="utf-8"))
    assert told["language"] == "ru" and told["statements"] == len(article.statements)
    assert told["parameters"] == {"documents": ["D000"], "seed": 3}
    assert told["sources"][0]["document_id"] == "D000"
    assert told["caption"].endswith("Источник: Sports News Times, 27 нояб. 2024\u202fг. (D000).")
    for name, expected in told["files"].items():
        assert hashlib.sha256((output / name).read_bytes()).hexdigest() == expected
    path = article.folder / "statements.csv"
    assert told["data"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.long
def test_many_sources_are_counted_and_listed_beside(study, tmp_path):
    draw(charts.balance(study), tmp_path)
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    count = study.statements["document_id"].nunique()
    assert f"Sources: {count} documents by " in told["caption"]
    assert len(told["sources"]) == count
    assert {type(source["date"]) for source in told["sources"]} == {str, type(None)}


@pytest.mark.usefixtures("written")
def test_the_numbers_plotted_stand_beside(article, output):
    table = pd.read_csv(output / "balance.csv")
    plotted = charts.balance(article, language="ru").table
    pd.testing.assert_frame_equal(table, plotted, check_dtype=False)


def test_a_name_that_is_markup_is_text_in_the_svg(tmp_path):
    name = '"><script>alert(1)</script>'
    study = load_study(set_cell(tiny_study(tmp_path / "tiny"), "actors", 2, "name_en", name))
    charts.network(study, most=5).save("hostile", tmp_path, target="web", formats=["svg"])
    root = ElementTree.parse(tmp_path / "hostile.svg").getroot()
    assert not [each for each in root.iter() if each.tag.endswith(("script", "foreignObject"))]
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on")]
    assert name in root.find(f"{SVG}desc").text
    assert "alert(1)" in "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.usefixtures("written")
def test_the_svg_is_an_image_with_title_and_description(output):
    root = ElementTree.parse(output / "balance.svg").getroot()
    told = json.loads((output / "balance.json").read_text(encoding="utf-8"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == told["title"]
    assert root.find(f"{SVG}desc").text == told["alt"]
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert "Нефть" in texts, "text is text, not outlines"


@pytest.mark.usefixtures("written")
def test_the_png_has_the_printed_width_and_carries_the_alt_text(output):
    with Image.open(output / "balance.png") as image:
        assert image.width == pytest.approx(183 / 25.4 * 300, abs=1)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.text["Description"].startswith("Столбцы: ")


@pytest.mark.usefixtures("written")
def test_the_pdf_embeds_truetype_fonts(output):
    content = (output / "balance.pdf").read_bytes()
    assert b"/Type3" not in content and b"/CIDFontType2" in content
    assert b"/CreationDate" not in content


SCRIPT = """
import sys
from analysis import graph, load_study, select
from analysis.charts import network
study = select(load_study("kazakhstan-russia"), documents=sys.argv[3:] or None)
network(study, graph=graph(study, "party"), language="kk").save("network", sys.argv[1])
for target in sys.argv[2].split():
    chart, formats = network(study, most=6, language="kk"), {"nature": ["eps"]}.get(target)
    chart.save(target, sys.argv[1], target=target, formats=formats)
"""
NUMBER = {"elsevier": 8, "nature": 5}
"""How many files there are for a target."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("documents", "targets"),
    [
        (["D000"], "nature"),
        pytest.param(["D000"], "elsevier nature", marks=pytest.mark.long),
        pytest.param([], "elsevier nature", marks=pytest.mark.long),
    ],
)
def test_another_process_and_locale_give_the_same_bytes(tmp_path, documents, targets):
    one, other = tmp_path / "one", tmp_path / "other"
    here(SCRIPT, str(one), targets, *documents)
    arguments = (str(other), targets, *documents)
    elsewhere(SCRIPT, *arguments, folder=tmp_path, LC_ALL="C", TZ="UTC-1")
    number = 5 + sum(NUMBER[target] for target in targets.split())
    assert contents(one) == contents(other) and len(contents(one)) == number


def test_an_empty_selection_is_published_as_such(study, tmp_path):
    written = draw(charts.balance(select(study, until="2000")), tmp_path)
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    assert len(written.files) == 5
    assert told["caption"] == "No statement meets this selection."
    assert told["parameters"] == {"until": "2000", "seed": 3} and told["sources"] == []


def test_a_figure_without_words_is_refused(balance, tmp_path):
    with pytest.raises(InputError) as raised:
        draw(balance, tmp_path, caption="", alt=" ")
    assert raised.value.problems == [
        "figure 'balance': its caption is empty; expected words",
        "figure 'balance': its alt is empty; expected words",
    ]
    assert not list(tmp_path.iterdir())


def hand_in(chart: Chart, folder: Path, target: str, width: float | None = None, **more) -> Written:
    figure = chart.draw(target=target, width=width)
    given = {"name": "balance", "table": chart.table, "words": chart.words} | more
    name = given.pop("name")
    return save(figure, name, folder, study=chart.study, target=target, **given)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("target", "width", "dpi"),
    [
        pytest.param("nature", 183, 450, marks=pytest.mark.long),
        ("nature", 89, 450),
        pytest.param("science", 121, 600, marks=pytest.mark.long),
        pytest.param("plos", 183, 600, marks=pytest.mark.long),
        pytest.param("elsevier", 190, 500, marks=pytest.mark.long),
        ("web", 183, 192),
    ],
)
def test_a_target_gets_the_size_and_resolution_it_asks_for(russian, tmp_path, target, width, dpi):
    written = hand_in(russian, tmp_path, target, width)
    endings = ["pdf", "svg", "png", "tiff", "md", "tex", "csv", "json"]
    assert written.files == [f"balance.{ending}" for ending in endings]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(written.files)
    for ending, compression in (("tiff", "tiff_lzw"), ("png", None)):
        with Image.open(tmp_path / f"balance.{ending}") as image:
            assert image.mode == "RGB" and image.info.get("compression") == compression
            assert image.width == pytest.approx(width / 25.4 * dpi, abs=1)
            assert [float(each) for each in image.info["dpi"]] == pytest.approx([dpi] * 2, abs=0.1)
    svg = ElementTree.parse(tmp_path / "balance.svg").getroot()
    assert float(svg.get("width").removesuffix("pt")) == pytest.approx(width / 25.4 * 72)
    box = f"/MediaBox [ 0 0 {width / 25.4 * 72:.4f}".encode()[:-2]
    assert box in (tmp_path / "balance.pdf").read_bytes()
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    assert told["target"]["name"] == target and set(told["files"]) == set(written.files[:-1])


@pytest.mark.long
def test_a_caption_is_written_for_markdown_and_latex(russian, tmp_path):
    hand_in(russian, tmp_path, "nature")
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    shown = (tmp_path / "balance.md").read_text(encoding="utf-8")
    assert told["title"] in shown and "Источник: Sports News Times" in shown
    assert r"27 нояб. 2024\,г. (D000).}" in (tmp_path / "balance.tex").read_text(encoding="utf-8")


@pytest.mark.long
def test_eps_is_written_on_request_without_a_date(russian, tmp_path):
    written = hand_in(russian, tmp_path, "plos", formats=["eps", "tiff"])
    assert written.files[:2] == ["balance.eps", "balance.tiff"]
    content = (tmp_path / "balance.eps").read_bytes()
    assert (
        b"/FontType 42 def" in content
        and b"%%HiResBoundingBox: 0.000000 0.000000 518.74" in content
    )
    assert b"CreationDate" not in content and b"Creator" not in content


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"formats": ["docx"]}, "formats: 'docx'; expected one of: pdf, svg, png, tiff, eps"),
        ({"formats": ["png"]}, "formats: 'png'; nature takes pdf, eps, tiff"),
        ({"name": "a/b: é"}, "name: 'a/b: é'; expected Latin letters, digits, - and _"),
        ({"name": "con"}, "name: 'con'; expected Latin letters"),
        ({"table": pd.DataFrame()}, "figure 'balance': its table is empty; expected data to plot"),
        ({"documents": []}, "figure 'balance': no document stands behind it; expected sources"),
    ],
)
def test_what_a_target_does_not_take_is_refused(russian, tmp_path, more, problem):
    with pytest.raises(InputError) as raised:
        hand_in(russian, tmp_path, "nature", **more)
    assert len(raised.value.problems) == 1 and raised.value.problems[0].startswith(problem)
    assert not list(tmp_path.iterdir())


def test_all_is_refused_at_once(article, balance, tmp_path):
    figure = balance.draw()
    figure.text(0.3, 0.999, "石", fontsize=5)
    words = balance.words._replace(caption=" ", title="bell \x07")
    given = {"table": balance.table, "words": words, "study": article}
    with pytest.raises(InputError) as raised:
        save(figure, "a b", tmp_path, **given, target="elsevier")
    told = "\n".join(raised.value.problems)
    for part in (
        "its caption is empty",
        "name: 'a b'",
        "its title holds U+0007",
        "width: 183.0 mm; elsevier takes 90 or 140 or 190 mm",
        "'石': 5 pt; expected at least 7 pt",
        "'石' leaves the page",
        "'石': no glyph for U+77F3 (石)",
    ):
        assert part in told
    assert not list(tmp_path.iterdir())


def test_an_unknown_target_and_formats_without_one_are_refused(article, balance, russian, tmp_path):
    with pytest.raises(InputError, match="target: 'plus'; expected 'plos'"):
        hand_in(russian, tmp_path, "plus")
    given = {"table": balance.table, "words": balance.words, "study": article}
    figure = balance.draw()
    with pytest.raises(InputError, match="target: 'plus'"):
        save(figure, "a", tmp_path, **given, target="plus")
    with pytest.raises(InputError, match="formats: given without a target"):
        save(figure, "a", tmp_path, **given, formats=["pdf"])


def test_a_file_that_is_not_as_promised_leaves_nothing(russian, tmp_path, monkeypatch):
    hand_in(russian, tmp_path, "web", name="before", formats=["png"])
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(
        publish,
        "render_all",
        lambda figure, endings, words, dpi: formats.render_all(figure, endings, words, 100),
    )
    with pytest.raises(RuntimeError, match=r"before\.tiff: tells a resolution of .* not 192 dpi"):
        hand_in(russian, tmp_path, "web", name="before")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def tied(rows: int, columns: int, name: str = "{}") -> nx.Graph:
    """Return a two-mode network in which each node has about one tie."""
    made = nx.Graph()
    for side, letter, count in ((0, "r", rows), (1, "c", columns)):
        for index in range(count):
            told = {f"name_{each}": name.format(f"{letter}{index}") for each in ("en", "ru")}
            made.add_node(f"{letter}{index:04}", bipartite=side, kind="state", **told)
    for index in range(max(rows, columns) if rows and columns else 0):
        made.add_edge(
            f"r{index % rows:04}",
            f"c{index % columns:04}",
            weight=1 + index % 3,
            positive=1,
            negative=0,
            net_stance=1,
            statements=[f"S{index}"],
        )
    return made


def publish_network(ties: nx.Graph, study, folder: Path) -> Written:
    chart = charts.network(study, graph=strongest(ties, 2000))
    return chart.save("network", folder, target="nature").written


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "name",
    ["{}", "organization " * 15 + "{}", "x" * 200 + "{}", "R&D_100 % $x$ \\ <i> # ~ ^ {}"],
    ids=["short", "long", "endless", "signs"],
)
def test_a_network_of_one_tie_is_printed_whatever_its_names(article, tmp_path, name):
    assert len(publish_network(tied(1, 1, name), article, tmp_path).files) == 8
    ElementTree.parse(tmp_path / "network.svg")


def test_a_network_of_two_thousand_nodes_is_refused_in_words_and_one_of_one_not_written(
    article, tmp_path
):
    with pytest.raises(InputError) as raised:
        publish_network(tied(1000, 1000), article, tmp_path)
    told = "height: 4392.5 mm; nature takes at most 170 mm: plot fewer rows"
    assert raised.value.problems == [told]
    assert publish_network(tied(1, 0), article, tmp_path).paths == [] == list(tmp_path.iterdir())


HOSTILE = [
    *("a/b", "../a", "a b", "é", "con", "COM1", "a.", ".a", "a.png", "", "-a", "a" * 101, "a\n"),
    "a\n```{include} /etc/passwd\n```",
    *("аtlas", "a\u200d", "a:b", "a\x00", None, 3),
]


@pytest.fixture(scope="module")
def for_nature(balance) -> Figure:
    return balance.draw(target="nature")


@pytest.mark.parametrize("target", [None, "nature"])
@pytest.mark.parametrize("name", HOSTILE, ids=repr)
def test_a_name_is_checked_with_and_without_a_target(
    article, balance, for_nature, tmp_path, name, target
):
    given = {"table": balance.table, "words": balance.words, "study": article}
    with pytest.raises(InputError) as raised:
        save(for_nature, name, tmp_path, **given, target=target)
    assert raised.value.problems[0].startswith(f"name: {name!r}; expected Latin letters, digits")
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_a_name_that_differs_in_capitals_only_is_refused(balance, tmp_path):
    balance.save("balance", tmp_path)
    before = contents(tmp_path)
    with pytest.raises(InputError, match=r"^name: 'Balance'; 'balance' is there already, which so"):
        balance.save("Balance", tmp_path)
    assert contents(tmp_path) == before


def test_a_control_character_is_refused_without_a_target_too(balance, tmp_path):
    with pytest.raises(InputError, match=r"^figure 'balance': its title holds U\+0007; expected"):
        draw(balance, tmp_path, title="bell \x07")
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_the_hashes_are_of_what_was_read(folder, tmp_path):
    study, path = load_study(folder), folder / "statements.csv"
    read = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes() + b"later")
    (folder / "documents.csv").unlink()
    for number, each in enumerate((study, select(study, since="2020"))):
        draw(charts.balance(each), tmp_path / str(number))
        told = json.loads((tmp_path / str(number) / "balance.json").read_text(encoding="utf-8"))
        assert told["data"]["statements.csv"] == read
        assert {"datapackage.json", "documents.csv", "actors.csv"} < told["data"].keys()


@pytest.mark.long
def test_a_study_made_in_memory_names_no_file(article, tmp_path):
    made = replace(article, hashes={}, folder=tmp_path / "nowhere")
    draw(charts.balance(made), tmp_path)
    assert json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))["data"] == {}


@pytest.mark.long
def test_a_full_disk_leaves_the_old_figure(balance, russian, tmp_path):
    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    draw(balance, tmp_path)
    before, limits = contents(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(InputError, match="larger than a file may be here; expected room for"):
            draw(russian, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert contents(tmp_path) == before and not leftovers(tmp_path)


DRAW = """
from analysis import charts, load_study, select
from analysis.publish.save import save
study = select(load_study("kazakhstan-russia"), documents=["D000"])
chart = charts.balance(study, language="ru")
given = {"table": chart.table, "words": chart.words, "study": study, "target": "nature"}
figure = chart.draw(target="nature")
"""
SAVE = "save(figure, 'balance', target, **given)"


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("steps", [1, pytest.param(0, marks=pytest.mark.long)])
def test_a_kill_leaves_whole_files_and_the_next_run_one_set(balance, tmp_path, steps):
    figures = tmp_path / "figures"
    draw(balance, figures)
    before = contents(figures)
    whole, killed = kill(figures, DRAW, SAVE, steps)
    after = contents(whole)
    for folder in killed:
        left = contents(folder)
        assert all(left[name] in (before.get(name), after[name]) for name in left)
        heal(folder)
        assert contents(folder) in (before, after)
        assert not [each for each in leftovers(folder) if not each.endswith(".lock")]
