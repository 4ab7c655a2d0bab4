"""Each guide is run from its first block to its last, in a folder of its own."""

import re
import shutil
import sys

import pytest
from documents import ELSEWHERE, GUIDES, blocks, documents, own_files, steps
from typed import WAITED_FOR, run_all

from analysis import locale
from analysis.places import ROOT

TOLD = documents()
NAMES = [path.relative_to(ROOT).as_posix() for path in GUIDES]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project with the examples, and a copy of the catalogues for a language to be added."""
    own_files(tmp_path)
    for file in ("labels.py", "locale", "publish"):
        copy = shutil.copytree if (ROOT / "analysis" / file).is_dir() else shutil.copyfile
        (tmp_path / "analysis").mkdir(exist_ok=True)
        copy(ROOT / "analysis" / file, tmp_path / "analysis" / file)
    monkeypatch.setattr(locale, "FOLDER", tmp_path / "analysis" / "locale")
    monkeypatch.setattr(sys, "argv", ["atlas"])
    monkeypatch.setenv("ATLAS_OUTPUT_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_is_a_guide_for_each_way_in():
    ways = ["countries", "database", "engines", "language", "spreadsheet"]
    assert [path.stem for path in GUIDES] == ways
    for name in NAMES:
        assert name in TOLD["README.md"], "linked"
        assert len(TOLD[name].splitlines()) <= 150, "one page"


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", NAMES)
def test_a_guide_runs_and_prints_what_it_shows(name, folder, capsys):
    run_all(steps(TOLD[name]), name, capsys, whole=False)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_guide_runs_with_all_that_takes_long(name, folder, capsys):
    run_all(steps(TOLD[name]), name, capsys, whole=True)


def test_what_takes_long_is_in_guides():
    told = "\n".join(block for name in NAMES for block in blocks(TOLD[name], ""))
    assert {*WAITED_FOR} - {"store"} <= {*re.findall(r"^atlas (\w+)", told, re.M)}


@pytest.mark.parametrize("name", NAMES)
def test_each_block_of_text_is_printed_by_the_block_above_it(name):
    printed = [step.printed for step in steps(TOLD[name], ELSEWHERE) if step.printed]
    assert printed == blocks(TOLD[name], "text") and printed


@pytest.mark.parametrize("name", NAMES)
def test_links_of_a_guide_lead_somewhere(name):
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", TOLD[name]):
        assert ((ROOT / name).parent / link).exists(), link
