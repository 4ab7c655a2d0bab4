import re

import networkx as nx
import pytest
from tiny_study import set_cell, tiny_study

from analysis.__main__ import main

COMMANDS = ("run", "store", "check", "fetch", "layout", "export", "new", "site")


def test_help_lists_the_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0 and all(command in told for command in COMMANDS)


def test_check_tells_what_is_there(capsys):
    assert main(["check"]) == 0
    assert " statements" in capsys.readouterr().out


def test_check_tells_every_problem_without_traceback(tmp_path, capsys):
    folder = tiny_study(tmp_path / "copy")
    for name, value in (("actor", "putim"), ("stance", "7")):
        set_cell(folder, "statements", 2, name, value)
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 2
    assert "'putim' is not in actors" in told.err and "field stance: '7'" in told.err
    assert "Traceback" not in told.err


def test_layout_writes_the_order_of_the_study(tmp_path, capsys):
    folder = tiny_study(tmp_path / "copy")
    (folder / "layout.csv").unlink()
    assert main(["layout", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "layout.csv")
    assert (folder / "layout.csv").read_text(encoding="utf-8").startswith("node,place\n")


def test_export_writes_what_was_selected(tmp_path, capsys):
    path = tmp_path / "energy.gexf"
    assert main(["export", str(path), "--sectors", "energy", "--language", "kk"]) == 0
    network = nx.read_gexf(path)
    assert "oil" in network and "media" not in network
    assert network.nodes["oil"]["label"] == "Мұнай"
    assert f"{len(network)} nodes" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["s.csv", "--what", "statements", "--language", "ru"], r"s\.csv: [1-9]\d* statements"),
        (["m.csv", "--what", "two-mode"], r"m\.csv: [1-9]\d* by [1-9]\d*, statements"),
        (["m.dl", "--what", "one-mode"], r"m\.dl: (?P<n>[1-9]\d*) by (?P=n), congruence"),
    ],
)
def test_export_writes_statements_and_matrices(words, told, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *words, "--sectors", "energy"]) == 0
    assert re.fullmatch(told, capsys.readouterr().out.strip())
    text = (tmp_path / words[0]).read_text(encoding="utf-8")
    assert "tokayev" in text and "western_sanctions" not in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["export", "n.pdf"], "n.pdf: ending '.pdf'; expected one of: gexf, graphml, csv"),
        (["export", "m.gexf", "--what", "one-mode"], "m.gexf: ending '.gexf'; expected one of"),
        (["export", "n.gexf", "--language", "tlh"], "language: 'tlh'; expected one of"),
        (["export", "n.gexf", "--since", "soon"], "since: 'soon'; expected a day, month or year"),
        (["run", "05-nothing"], "notebook '05-nothing': no such file; expected one of"),
        (["run", "-p", "langage", "fr"], "parameter is named 'langage'; expected 'language'"),
        (["run", "-p", "seed", "one"], "'one' is not int; expected a whole number"),
        (["run", "--grid", "no.yaml"], "no.yaml: no such file"),
        (["run", "-p", "study", "nowhere"], "study 'nowhere': no such folder"),
        (["new", "x", "FRA", "FR"], "state: 'FR'; expected 'FRA' (nearest), or another country"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(words, expected, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert expected in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["0", "-1", "soon", "nan", "inf", ""])
def test_a_time_limit_is_a_number_of_seconds(text, capsys):
    with pytest.raises(SystemExit):
        main(["run", "--timeout", text])
    assert f"--timeout: {text!r}; expected seconds, more than 0" in capsys.readouterr().err


def test_a_parameter_without_value_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["run", "-p", "seed"])
    assert "expected 2 arguments" in capsys.readouterr().err


def test_a_plan_prints_one_command_a_job(tmp_path, capsys, monkeypatch):
    grid = tmp_path / "grid.yaml"
    grid.write_text(
        "language: [en, kk]\nperiod:\n  before: {until: 2022-02-23}\n  after: {}\n".replace(
            "{}", "{since: 2022-02-24}"
        )
    )
    assert (
        main(["run", "02-network", "--grid", str(grid), "--output", str(tmp_path), "--plan"]) == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and all(line.startswith("atlas run") for line in lines)
    assert "until 2022-02-23" in lines[0] and str(tmp_path / "en" / "before") in lines[0]
