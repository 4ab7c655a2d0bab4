"""Messages at the command line name its options, not arguments of Python."""

import pytest

from analysis.__main__ import main
from analysis.commands.spoken import spoken

ROWS = "actor,sector,stance,date\n"


@pytest.mark.filterwarnings("always::analysis.errors.InputNote")
@pytest.mark.parametrize(
    ("rows", "options", "told"),
    [
        ("A,x,1,03/04/2020\n", [], "expected --date-format '%d/%m/%Y' or '%m/%d/%Y'"),
        ("A,x,1,soon\n", [], "or --date-format for another form"),
        (
            "A,x,1,5.6.20\n",
            ["--date-format", "%d/%m/%Y"],
            "the form '%d/%m/%Y' of --date-format",
        ),
        ("A,x,yes,\nB,x,no,\nB,x,well,\n", [], "or --values 'stance:yes=1,no=-1,well=?'"),
        ("A,x,1,\n", ["--cells", "counts", "--statement-type", "S"], "--statement-type: is given"),
        ("A,x,1,\n", ["--scale=1,1"], "--scale: (1.0, 1.0); expected two numbers, such as -1,1"),
        ("A,x,1,\n", ["--languages", "d e"], "--languages: 'd e'; expected one code of BCP 47"),
        ("A,x,5,\nA,x,1,\n", [], "expected --scale where it is another"),
    ],
)
def test_a_message_names_the_option(rows, options, told, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_PROJECT", str(tmp_path))
    (tmp_path / "said.csv").write_text(ROWS + rows, encoding="utf-8")
    main(["new", "said", "--from", str(tmp_path / "said.csv"), *options])
    assert told in capsys.readouterr().err


def test_a_field_without_a_column_names_the_pair_to_give(tmp_path, capsys):
    (tmp_path / "said.csv").write_text("who,what\nA,x\n", encoding="utf-8")
    assert main(["new", "said", "--from", str(tmp_path / "said.csv")]) == 1
    assert "no column is given for actor" in (told := capsys.readouterr().err)
    assert "(--map actor=...)" in told and "(--map sector=...)" in told


def test_what_names_no_argument_stays():
    line = "a.csv, row 2, field stance: 'x'; expected a number"
    assert spoken(line) == line and spoken("values={not python}").startswith("--values FIELD")
