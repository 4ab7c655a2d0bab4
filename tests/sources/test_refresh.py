"""A study made of a file and made anew of it: what is told, what is kept, what is never lost."""

import json
import shutil

import pandas as pd
import pytest
from coded_tables import csv_file, told
from tiny_study import read_rows, set_cell, tiny_study, write_rows

from analysis import load_study, study_from
from analysis.__main__ import main
from analysis.places import PACKAGE_FILE
from analysis.sources.command import pairs, values
from analysis.sources.records import FIELDS
from analysis.sources.refresh import new_from, refresh

ROWS = "Who,What,Says,Day,Where\nx,oil,1,2024-03-04,one\ny,gas,-1,2024-03-05,two\n"
MORE = ROWS.replace("y,gas,-1", "y,gas,1") + "z,oil,-1,2024-03-06,three\n"
COLUMNS = {"actor": "Who", "sector": "What", "stance": "Says", "date": "Day", "document": "Where"}


@pytest.fixture
def made(tmp_path):
    """A study in a folder, beside the file of which it was made."""
    csv_file(tmp_path, ROWS, "coded.csv")
    folder, _ = new_from("debate", tmp_path / "coded.csv", COLUMNS, folder=tmp_path)
    return folder


def test_a_new_study_is_a_folder_that_loads_and_remembers(made):
    study = load_study(made)
    assert sorted(path.name for path in made.iterdir()) == [
        "README.md",
        "actors.csv",
        PACKAGE_FILE,
        "documents.csv",
        "sectors.csv",
        "statements.csv",
    ]
    origin = study.package["origin"]
    assert (origin["file"], origin["form"], origin["columns"]) == ("../coded.csv", "coded", COLUMNS)
    assert len(origin["sha256"]) == 64
    assert (made / "statements.csv").read_text(encoding="utf-8") == (
        "statement_id,document_id,date,actor,sector,stance\n"
        "2,one,2024-03-04,x,oil,1\n"
        "3,two,2024-03-05,y,gas,-1\n"
    )
    assert "| `stance` | integer | -1 to 1 |" in (made / "README.md").read_text(encoding="utf-8")


def test_a_new_copy_of_the_file_changes_the_tables_and_is_told(made):
    (made.parent / "coded.csv").write_text(MORE, encoding="utf-8")
    done = refresh(made)
    assert (done.folder, done.edited) == (made, [])
    assert done.changes == [
        "documents: 1 row added (three)",
        "actors: 1 row added (z)",
        "sectors: as before",
        "statements: 1 row added (4); 1 row changed (3)",
    ]
    study = load_study(made)
    assert study.statements["stance"].tolist() == [1, 1, -1]
    assert refresh(made).changes[0] == "documents: as before"
    (made.parent / "coded.csv").write_text(ROWS, encoding="utf-8")
    assert "actors: 1 row removed (z)" in refresh(made).changes


def test_a_study_and_its_file_can_move_together_and_another_copy_can_be_named(made, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    shutil.move(made, tmp_path / "elsewhere" / "debate")
    moved = tmp_path / "elsewhere" / "debate"
    [line] = told(lambda: refresh(moved))
    assert line.endswith("no such file; expected --from FILE to name the new copy")
    shutil.move(tmp_path / "coded.csv", tmp_path / "elsewhere")
    assert refresh(moved).edited == []
    other = csv_file(tmp_path, MORE, "new.csv")
    refresh(moved, other)
    assert load_study(moved).package["origin"]["file"] == "../../new.csv"


def test_rows_edited_by_hand_are_never_lost(made):
    set_cell(made, "actors", 2, "name_en", "Mr X")
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    (made.parent / "coded.csv").write_text(MORE, encoding="utf-8")
    done = refresh(made)
    assert (done.folder, done.edited) == (made / "refreshed", ["actors"])
    assert {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()} == before
    assert load_study(made / "refreshed").statements["stance"].tolist() == [1, 1, -1]
    for path in (made / "refreshed").iterdir():  # taken over by hand
        shutil.copy(path, made)
    assert refresh(made).edited == []


def test_a_table_that_a_spreadsheet_rewrote_counts_as_edited_only_where_cells_differ(made):
    path = made / "statements.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert refresh(made).edited == []
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    assert refresh(made).edited == ["statements"]


def test_fields_and_keys_that_people_add_stay(made):
    rows = read_rows(made / "actors.csv")
    write_rows(made / "actors.csv", [[*rows[0], "name_fr"], *([*row, "Nom"] for row in rows[1:])])
    package = json.loads((made / PACKAGE_FILE).read_text(encoding="utf-8"))
    package |= {"title": "Ours", "languages": ["en", "fr"]}
    actors = next(each for each in package["resources"] if each["name"] == "actors")
    actors["schema"]["fields"].append({"name": "name_fr", "type": "string", "description": "x"})
    statements = next(each for each in package["resources"] if each["name"] == "statements")
    stance = statements["schema"]["fields"][-1]
    stance["constraints"] |= {"minimum": -2, "maximum": 2}
    (made / PACKAGE_FILE).write_text(json.dumps(package), encoding="utf-8")
    (made / "README.md").write_text("Ours\n", encoding="utf-8")
    (made.parent / "coded.csv").write_text(MORE, encoding="utf-8")
    assert refresh(made).edited == []
    study = load_study(made)
    assert study.actors["name_fr"].fillna("").tolist() == ["Nom", "Nom", ""]
    assert (study.package["title"], study.languages, study.scale) == ("Ours", ["en", "fr"], (-2, 2))
    assert (made / "README.md").read_text(encoding="utf-8") == "Ours\n"


def test_a_table_that_the_file_gives_no_more_goes(made):
    without = pd.read_csv(made.parent / "coded.csv").assign(Where="")
    without.to_csv(made.parent / "coded.csv", index=False)
    with pytest.warns(match="field document_id: has no value"):
        refresh(made)
    assert not (made / "documents.csv").exists()
    assert load_study(made).documents.empty


def test_a_study_of_no_file_cannot_be_made_anew(tmp_path):
    [line] = told(lambda: refresh(tiny_study(tmp_path / "tiny")))
    assert line == (
        "france-japan: was made of no file; expected one made by `new NAME --from FILE`"
    )


def test_a_name_that_is_taken_or_none_is_told(made):
    for name in ("debate", "De Bate"):
        [line] = told(lambda name=name: new_from(name, "x.csv", {}, folder=made.parent))
        assert line.startswith("name: ")


def test_options_are_remembered(tmp_path):
    path = csv_file(tmp_path, "Who;What;Says\nx/y;oil;yes\nz;oil;no\n", "coded.csv")
    options = {
        "values": {"stance": {"yes": 2, "no": -2, "?": None}},
        "split": {"actor": "/"},
        "scale": (-3, 3),
        "language": "de",
    }
    columns = {"actor": "Who", "sector": "What", "stance": "Says"}
    with pytest.warns(match="no cell is"):
        folder, study = new_from("debate", path, columns, folder=tmp_path, **options)
        refresh(folder)
        again = study_from(path, **columns, **options)
    for made in (load_study(folder), again):
        pd.testing.assert_frame_equal(made.statements, study.statements)
        assert (made.scale, made.languages) == ((-3, 3), ["de"])


def test_the_command_makes_and_refreshes_a_study(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("analysis.sources.refresh.new_from.__kwdefaults__", {"folder": tmp_path})
    path = csv_file(tmp_path, ROWS.replace("-1", "no").replace(",1,", ",yes,"), "coded.csv")
    first, *words = [f"{field}={column}" for field, column in COLUMNS.items()]
    made = ["new", "debate", "--from", str(path), "--map", first, "--map", *words]
    assert main([*made, "--values", "stance:yes=1,no=-1", "--languages", "de"]) == 0
    told = capsys.readouterr().out
    assert "<Study debate: 2 statements, 2 documents, 2 actors, 2 sectors" in told
    assert "atlas run -p study debate" in told
    folder = str(tmp_path / "debate")
    assert main(["new", folder, "--refresh"]) == 0
    assert "statements: as before" in capsys.readouterr().out
    set_cell(tmp_path / "debate", "actors", 2, "name_de", "Herr X")
    assert main(["new", folder, "--refresh"]) == 1
    assert "edited since it was made, and not replaced: actors" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (
            lambda: pairs("--map", ["actor"], FIELDS),
            "--map: 'actor'; expected FIELD=NAME, such as actor=Organisation",
        ),
        (
            lambda: pairs("--map", ["actr=A"], FIELDS),
            "--map: 'actr' is no field; expected 'actor' (nearest), or one of: statement_id, ",
        ),
        (
            lambda: pairs("--map", ["actor=A", "actor=B"], FIELDS),
            "--map: 'actor' is given twice; expected it once",
        ),
        (
            lambda: values(["stance"]),
            "--values: 'stance'; expected FIELD:TEXT=VALUE,..., such as stance:yes=1,no=-1",
        ),
    ],
)
def test_pairs_that_are_none_are_told(call, line):
    [problem] = told(call)
    assert problem.startswith(line)
