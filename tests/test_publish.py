import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from analysis.charts import balance
from analysis.errors import InputError
from analysis.publish import FILES_TYPE, Written, save
from analysis.selection import select

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def output(article, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    draw(article, "ru", folder)
    return folder


def draw(study, language: str, folder: Path, **changes: str) -> Written:
    table = balance.tally(study, language)
    words = balance.describe(table, language)._replace(**changes)
    figure = balance.draw(table, language)
    return save(figure, "balance", folder, table=table, words=words, study=study, seed=3)


def test_five_files_are_written_and_told_to_the_notebook(study, tmp_path):
    written = draw(study, "en", tmp_path)
    names = [f"balance.{ending}" for ending in ("pdf", "svg", "png", "csv", "json")]
    assert written.files == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert (written + written)._repr_mimebundle_()[FILES_TYPE] == names + names


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


def test_many_sources_are_counted_and_listed_beside(study, tmp_path):
    draw(study, "en", tmp_path)
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    count = study.statements["document_id"].nunique()
    assert f"Sources: {count} documents by " in told["caption"]
    assert len(told["sources"]) == count
    assert {type(source["date"]) for source in told["sources"]} == {str, type(None)}


def test_the_numbers_plotted_stand_beside(article, output):
    table = pd.read_csv(output / "balance.csv")
    pd.testing.assert_frame_equal(table, balance.tally(article, "ru"), check_dtype=False)


def test_the_svg_is_an_image_with_title_and_description(output):
    root = ElementTree.parse(output / "balance.svg").getroot()
    told = json.loads((output / "balance.json").read_text(encoding="utf-8"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == told["title"]
    assert root.find(f"{SVG}desc").text == told["alt"]
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert "Нефть" in texts, "text is text, not outlines"


def test_the_png_has_the_printed_width_and_carries_the_alt_text(output):
    with Image.open(output / "balance.png") as image:
        assert image.width == pytest.approx(183 / 25.4 * 300, abs=1)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.text["Description"].startswith("Столбцы по сферам")


def test_the_pdf_embeds_truetype_fonts(output):
    content = (output / "balance.pdf").read_bytes()
    assert b"/Type3" not in content and b"/CIDFontType2" in content
    assert b"/CreationDate" not in content


SCRIPT = """
import sys
from analysis import graph, load_study
from analysis.charts import network
from analysis.publish import save
study = load_study("kazakhstan-russia")
ties = graph(study)
save(network.draw(ties, "kk"), "network", sys.argv[1], table=network.tally(ties, "kk"),
     words=network.describe(ties, "kk"), study=study)
"""


def test_another_process_and_locale_give_the_same_bytes(tmp_path):
    contents = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        folder = tmp_path / seed
        variables = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC-{seed}"}
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], env=variables, check=True,
                       cwd=tmp_path)  # fmt: skip
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert contents[0] == contents[1] and len(contents[0]) == 5


def test_an_empty_selection_is_published_as_such(study, tmp_path):
    written = draw(select(study, until="2000"), "en", tmp_path)
    told = json.loads((tmp_path / "balance.json").read_text(encoding="utf-8"))
    assert len(written.files) == 5
    assert told["caption"] == "No statement meets this selection."
    assert told["parameters"] == {"until": "2000", "seed": 3} and told["sources"] == []


def test_a_figure_without_words_is_refused(study, tmp_path):
    with pytest.raises(InputError) as raised:
        draw(study, "en", tmp_path, caption="", alt=" ")
    assert raised.value.problems == [
        "figure 'balance': its caption is empty; expected words",
        "figure 'balance': its alt is empty; expected words",
    ]
    assert not list(tmp_path.iterdir())
