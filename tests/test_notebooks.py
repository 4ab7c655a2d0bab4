"""The notebooks hold for other parameters and for another study, not only as stored."""

import csv
import tomllib
from importlib.metadata import version
from pathlib import Path

import all_in_one
import nbformat
import pytest

from analysis.places import NOTEBOOKS, ROOT, output_root
from analysis.runs.execute import run
from analysis.runs.jobs import Job, plan
from analysis.runs.kernels import files
from analysis.study.new import new_study

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
KEPT = {path.name: path for path in (ROOT / "figures").iterdir() if path.is_file()}


def in_kernels(jobs: list[Job]) -> list[str]:
    results = run(jobs, report=lambda line: None)
    return [str(result) for result in results if result.status != "done"]


WITHOUT_STATEMENTS = {"projects", "published-figures", "oil-routes", "promises"}


def each_way(some: list[Path]) -> pytest.MarkDecorator:
    """Run some notebooks in one process, and in the long run each in a kernel of its own."""
    return pytest.mark.parametrize(
        ("failures", "books"),
        [(all_in_one.failures, some), pytest.param(in_kernels, BOOKS, marks=pytest.mark.long)],
        ids=["some in one process", "all in kernels"],
    )


@pytest.mark.long
@each_way(BOOKS[3::4])
def test_a_selection_without_statements_runs_through(failures, books, tmp_path):
    assert not failures(plan(books, {"until": "2000", "language": "kk"}, tmp_path / "out"))
    drawn = {path.stem for path in (tmp_path / "out").glob("*.svg")}
    told = {Path(name).stem for path in books for name in told_to_write(path)}
    assert drawn == WITHOUT_STATEMENTS & told and len(drawn) >= 1


@pytest.fixture
def small_study(tmp_path):
    folder = new_study("france-japan", ["FRA", "JPN"], tmp_path, languages=("en", "fr"))
    document = {"document_id": "D000", "date": "2024-01-01", "date_basis": "published"}
    document |= {"publisher": "A paper", "title": "A title", "url": "https://example.org"}
    document |= {"side": "FRA", "language": "fr", "kind": "news", "quality": "A", "family": "a"}
    sector = {"sector_id": "gas", "name_en": "Gas <&> more", "name_fr": "Gaz"}
    said = {"statement_id": "D000-01", "document_id": "D000", "locator": "par 1"}
    said |= {"date": "2024-01-01", "date_precision": "day", "speaker": "france"}
    said |= {"actor": "france", "target": "japan", "sector": "gas", "relation": "agree"}
    said |= {
        "stance": 1,
        "coder": "c1",
        "paraphrase_en": "They agree.",
        "paraphrase_fr": "Ils s’accordent.",
    }
    for name, row in (("documents", document), ("sectors", sector), ("statements", said)):
        header = (folder / f"{name}.csv").read_text(encoding="utf-8").strip().split(",")
        with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, header, lineterminator="\n").writerow(row)
    return folder


@pytest.mark.long
@each_way(BOOKS[2::4])
def test_another_study_of_one_statement_runs_through(failures, books, small_study, tmp_path):
    assert not failures(plan(books, {"study": str(small_study)}, tmp_path / "out"))
    svg = (tmp_path / "out" / "network.svg").read_text(encoding="utf-8")
    assert "Gas &lt;&amp;&gt; more" in svg


def told_to_write(path: Path) -> list[str]:
    """Return the files that a stored notebook says it wrote."""
    return files(nbformat.read(path, as_version=4))


def test_every_figure_kept_is_of_one_notebook():
    told = sorted(name for path in BOOKS for name in told_to_write(path))
    assert told == sorted(KEPT)


@pytest.fixture
def drawn(path, request, tmp_path) -> Path:
    """The folder into which a notebook drew: when nbval executed it, or else now."""
    if any(item.path == path for item in request.session.items):
        return output_root() / "figures"
    assert not in_kernels(plan([path], {}, tmp_path))
    return tmp_path


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_the_figures_kept_are_drawn_again_byte_for_byte(path, drawn):
    """nbval does not compare pictures; this does, with the versions that the lock names."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {(package["name"], package["version"]) for package in lock["package"]}
    for package in ("matplotlib", "networkx", "pandas", "pillow"):
        if (package, version(package)) not in locked:
            pytest.skip(f"{package} {version(package)} is not the version that drew the figures")
    files = [each for each in drawn.iterdir() if each.is_file() and each.name[0] != "."]
    new = {each.name: each.read_bytes() for each in files}  # a lock is of another that still draws
    assert not new.keys() - KEPT.keys(), "no notebook says that it writes this"
    expected = {name: KEPT[name].read_bytes() for name in told_to_write(path)}
    changed = [name for name, kept in expected.items() if new.get(name) != kept]
    on_example = path.stem == "09-events"  # it keeps no figure until there are event files
    assert (expected or on_example) and not changed, "look at what changed, then: make figures"
