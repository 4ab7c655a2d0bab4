import csv
import json
from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
import yaml
from PIL import Image

from analysis.__main__ import main
from analysis.errors import InputError
from analysis.explorer.chosen import Choices, plain
from analysis.explorer.exports import WRITERS, parameters, write
from analysis.explorer.view import chosen, counted, network, picture
from analysis.explorer.views import NOTEBOOK
from analysis.places import NOTEBOOKS
from analysis.runs.grid import grid
from analysis.runs.jobs import plan
from analysis.study.load import load_study

CHOICES = Choices(
    since="2024",
    until="2026-12",
    actors=("kazakhstan", "russia"),
    sectors=("energy", "transport"),
    quality="B",
    by_state=False,
    wide=False,
    aggregation="subtract",
    duplicates="document",
    most=7,
    language="fr",
)
NOTHING = Choices(since="9999")


@pytest.fixture(scope="module")
def written(study, tmp_path_factory):
    """A folder with each part of one view."""
    folder = tmp_path_factory.mktemp("view")
    files = [file for what in WRITERS for file in write(what, study, CHOICES, folder).files]
    assert sorted(files) == sorted(path.name for path in folder.iterdir())
    return folder


@pytest.fixture(scope="module")
def view(study):
    return picture(study, CHOICES)


def read_ties(path):
    """The ties of a figure's table, as a picture holds them."""
    table = pd.read_csv(path)
    table["statements"] = table["statements"].str.split()
    return table.drop(columns=["row_name", "column_name"]).to_dict("records")


def test_each_part_has_its_files(written):
    assert sorted(path.name for path in written.iterdir()) == [
        "explored-statements.csv",
        "explored.csv",
        "explored.gexf",
        "explored.json",
        "explored.pdf",
        "explored.png",
        "explored.svg",
        "explored.yaml",
    ]


def test_the_parameters_are_a_grid_of_one_point(written, study):
    ((label, point),) = grid(written / "explored.yaml")
    assert label == "explored"
    assert point == {"study": "kazakhstan-russia"} | plain(CHOICES)
    jobs = plan([NOTEBOOKS / f"{NOTEBOOK}.ipynb"], {}, written, grid(written / "explored.yaml"))
    assert [job.name for job in jobs] == [f"explored/{NOTEBOOK}"]
    assert yaml.safe_load(parameters(study, Choices())) == {
        "view": {"explored": {"study": "kazakhstan-russia"} | plain(Choices())}
    }


@pytest.mark.long
def test_the_parameters_give_the_same_view_without_a_hand(written, view, tmp_path, capsys):
    words = ["run", NOTEBOOK, "--grid", str(written / "explored.yaml"), "--output", str(tmp_path)]
    assert main(words) == 0, capsys.readouterr()
    again = tmp_path / "explored"
    assert read_ties(again / "explored.csv") == view["edges"]
    for same in ("explored.csv", "explored.yaml", "explored.svg", "explored.json"):
        assert (again / same).read_bytes() == (written / same).read_bytes(), same


def test_the_figure_has_the_numbers_of_the_view(written, view):
    assert read_ties(written / "explored.csv") == view["edges"]
    names = pd.read_csv(written / "explored.csv")
    assert "Gaz" in set(names["column_name"]) and "Kazakhstan" in set(names["row_name"])


def test_the_choices_stand_beside_the_figure(written):
    told = json.loads((written / "explored.json").read_text(encoding="utf-8"))
    given = {name: value for name, value in plain(CHOICES).items() if value not in ("", [])}
    assert told["parameters"] == given
    assert told["parameters"]["by_state"] is False and told["parameters"]["most"] == 7
    assert told["language"] == "fr" and "relations" not in told["parameters"]


def test_the_statements_are_those_that_the_view_counts(written, study):
    with (written / "explored-statements.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    selected = chosen(study, CHOICES)
    kept = counted(selected, network(selected, CHOICES), CHOICES).statements
    assert len(kept) < len(selected.statements), "repeated ones count once"
    assert [line["statement_id"] for line in lines] == sorted(kept["statement_id"])
    assert [line["actor"] for line in lines] == list(kept.sort_values("statement_id")["actor"])
    assert "Gaz" in {line["sector_name"] for line in lines}
    assert {line["quality"] for line in lines} <= {"A", "B"}


def test_every_statement_counted_is_among_those_written(written, study):
    ids = set(pd.read_csv(written / "explored-statements.csv")["statement_id"])
    whole = picture(study, replace(CHOICES, most=999))
    assert {name for tie in whole["edges"] for name in tie["statements"]} <= ids


def test_the_network_is_the_whole_of_the_view(written, study):
    read = nx.read_gexf(written / "explored.gexf")
    ties = picture(study, replace(CHOICES, most=999))["edges"]
    expected = {frozenset((tie["row"], tie["column"])): tie for tie in ties}
    edges = {frozenset(ends): edge for *ends, edge in read.edges(data=True)}
    assert edges.keys() == expected.keys() and len(edges) > 7
    for ends, edge in edges.items():
        assert edge["weight"] == edge["net_stance"] == expected[ends]["net_stance"]
        assert abs(edge["weight"]) == expected[ends]["weight"]
        assert edge["statements"].split() == expected[ends]["statements"]
    assert read.nodes["gas"]["label"] == "Gaz"


def test_the_same_view_gives_the_same_files(written, study, tmp_path):
    for what in ("parameters", "statements", "network"):
        for file in write(what, study, CHOICES, tmp_path).files:
            assert (tmp_path / file).read_bytes() == (written / file).read_bytes()


def test_a_figure_for_a_journal_is_what_the_journal_asks_for(study, tmp_path):
    files = write("figure", study, CHOICES, tmp_path, "nature").files
    endings = ("pdf", "svg", "png", "tiff", "md", "tex", "csv", "json")
    assert files == [f"explored.{ending}" for ending in endings]
    with Image.open(tmp_path / "explored.tiff") as image:
        assert image.mode == "RGB"
        assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(183, abs=0.1)
    told = json.loads((tmp_path / "explored.json").read_text(encoding="utf-8"))
    assert told["target"]["name"] == "nature" and told["parameters"]["most"] == 7


@pytest.mark.long
def test_a_study_elsewhere_is_named_by_its_path(folder, tmp_path):
    elsewhere = load_study(folder)
    write("parameters", elsewhere, CHOICES, tmp_path / "out")
    ((_, point),) = grid(tmp_path / "out" / "explored.yaml")
    assert point["study"] == str(folder.resolve())
    assert picture(load_study(point["study"]), CHOICES) == picture(elsewhere, CHOICES)


def test_a_relative_folder_stands_in_the_project(study, tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_OUTPUT_ROOT", str(tmp_path))
    assert write("parameters", study, CHOICES, "a/b").paths == ["a/b/explored.yaml"]
    assert (tmp_path / "a" / "b" / "explored.yaml").is_file()


@pytest.mark.parametrize(
    ("what", "target", "told"),
    [
        ("all", "", "what: 'all'; expected one of: figure, parameters"),
        (["figure"], "", "what: ['figure']; expected 'figure'"),
        (None, "", "what: None; expected one of: figure"),
        ("figure", "natur", "target: 'natur'; expected 'nature'"),
        ("statements", ["nature"], "target: ['nature']; expected 'nature'"),
        ("figure", None, "target: None; expected one of: nature"),
    ],
)
def test_what_cannot_be_written_is_told(study, tmp_path, what, target, told):
    with pytest.raises(InputError) as raised:
        write(what, study, CHOICES, tmp_path, target)
    assert str(raised.value).startswith(told)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("what", ["figure", "statements", "network"])
def test_an_empty_view_is_not_written(study, tmp_path, what):
    with pytest.raises(InputError, match="selection: no statement meets it"):
        write(what, study, NOTHING, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_parameters_of_an_empty_view_are_written(study, tmp_path):
    write("parameters", study, NOTHING, tmp_path)
    assert grid(tmp_path / "explored.yaml")[0][1]["since"] == "9999"


@pytest.mark.parametrize("what", WRITERS)
def test_a_folder_that_cannot_be_written_is_an_error_of_the_disk(article, tmp_path, what):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        write(what, article, Choices(), tmp_path / "file")
    assert (tmp_path / "file").read_text() == ""
