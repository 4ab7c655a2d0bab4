"""A file of any form as a study: what is derived, what is absent, what is told."""

import openpyxl
import pandas as pd
import pytest
from coded_tables import csv_file, noted, parquet_file, told, xlsx_file
from dna_bases import database
from generated import tries
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from qdpx_files import project_file, source, text

from analysis import load_study, read_coded, study_from
from analysis.errors import InputError
from analysis.places import ROOT
from analysis.study.selection import bilateral
from analysis.study.write import write_study

EXAMPLES = ROOT / "data" / "examples"
FIELDS = {"actor": "A", "sector": "B"}
CODED = {
    "actor": "Organisation",
    "sector": "Concept",
    "stance": "Code",
    "date": "Date",
}


def study(folder, content, **choices):
    """Return the study of a small table, and the notes."""
    path = csv_file(folder, content)
    return noted(lambda: study_from(path, **{**FIELDS, **choices}))


def column(made, name):
    return made.statements[name].astype(object).where(made.statements[name].notna(), None).tolist()


def test_one_debate_is_one_study_by_any_door():
    """The workbook, the database and the project of `data/examples` hold the same statements."""
    choices = {"actor": "Actors", "sector": "Concepts", "stance": "Stance", "date": "Date"}
    doors = {
        "coded": study_from(EXAMPLES / "coded.xlsx", document="Article", **CODED),
        "dna": study_from(EXAMPLES / "debate.dna"),
        "qdpx": study_from(EXAMPLES / "debate.qdpx", **choices),
    }
    rows = {
        form: sorted(
            made.statements[["date", "actor", "sector", "stance"]]
            .astype("str")
            .agg(" ".join, axis=1)
        )
        for form, made in doors.items()
    }
    assert rows["coded"] == rows["dna"] == rows["qdpx"]
    for form, made in doors.items():
        assert made.package["origin"]["form"] == form
        assert (len(made.statements), len(made.documents), made.scale) == (12, 4, (-1, 1))
        assert made.actors["actor_id"].tolist() == ["Grid", "Lake group", "Ministry", "Village"]
        assert made.actors["name_en"].tolist() == made.actors["actor_id"].tolist()
        assert made.sectors["sector_id"].tolist() == ["builder", "new plant", "referendum"]


def test_a_matrix_is_a_study_of_actors_and_sectors_alone():
    made = study_from(EXAMPLES / "matrix.csv", cells="counts")
    assert list(made.statements) == ["statement_id", "actor", "sector"]
    assert (len(made.statements), made.scale) == (12, None)
    assert made.documents.empty and "title" in made.documents  # the columns of the model


def test_documents_without_ids_are_told_apart_by_what_is_told_of_them(tmp_path):
    content = (
        "A,B,Link,Paper,Head\nx,y,https://a.org/1,Post,\nz,y,https://a.org/1,Post,\n"
        "x,v,,Post,Oil\nx,v,,Times,Oil\nz,v,,Times,\n"
    )
    fields = {"url": "Link", "publisher": "Paper", "title": "Head"}
    made, notes = study(tmp_path, content, **fields)
    link, *papers = ["https://a.org/1", "Post: Oil", "Times: Oil"]
    assert column(made, "document_id") == [link, link, *papers, None]
    assert made.documents["document_id"].tolist() == sorted([link, *papers])
    assert made.documents.set_index("document_id")["publisher"][papers].tolist() == [
        "Post",
        "Times",
    ]
    assert notes == [
        "codings.csv: no document is given; url or title tells 3 documents apart",
        "codings.csv: title, publisher, url left out in 1 statement; expected document, url or "
        "title, to tell of which document",
    ]
    alone, [note] = study(tmp_path, content, publisher="Paper")
    assert alone.documents.empty and "publisher left out in 5 statements" in note
    repeated, [note] = study(tmp_path, content, family="Paper")
    assert repeated.documents["document_id"].tolist() == ["Post", "Times"]
    assert "family tells 2 documents apart" in note


R_WROTE = (
    '"","A","B","agree","date","source"\n"1","x","y",TRUE,2019-01-03,"p"\n'
    '"2","z","y",FALSE,NA,NA\n"3",NA,"y",TRUE,2019-01-04,"p"\n"4","z","y",NA,2019-01-05,"p"\n'
)


def test_what_r_writes_for_a_missing_value_is_missing_where_it_can_be_no_name(tmp_path):
    choices = {"stance": "agree", "document": "source"}
    made, notes = study(tmp_path, R_WROTE, **choices)
    assert column(made, "stance") == [1, -1, 1, None]
    assert made.statements["date"].isna().tolist() == [False, True, False, False]
    assert column(made, "actor") == ["x", "z", "NA", "z"], "Namibia is a name"
    missing = "NA, which R writes for it, read as missing"
    text = "'NA' read as a text; where R wrote it for a missing value, expected none"
    for told_of in (
        f"field stance (agree): {missing}",
        f"field date: {missing}",
        f"field actor (A): {text}",
        f"field document_id (source): {text}",
    ):
        assert f"codings.csv, {told_of}" in notes
    values = {"actor": {"NA": None}, "document": {"NA": None}}
    said, notes = study(tmp_path, R_WROTE, values=values, **choices)
    assert column(said, "actor") == ["x", "z", "z"]
    assert column(said, "document_id") == ["p", None, "p"]
    assert not any("read as a text" in note for note in notes)
    rows = "actor,sector,url,comment\nx,y,https://a.org/1,NA\nz,y,NA,\nz,v,NA,\n"
    linked, notes = noted(lambda: study_from(csv_file(tmp_path, rows)))
    assert column(linked, "document_id") == ["https://a.org/1", None, None], "NA is no address"
    assert [note for note in notes if "NA" in note] == [f"codings.csv, field url: {missing}"]
    _, unasked = noted(lambda: read_coded(csv_file(tmp_path, rows), {}))
    assert not any("comment" in note for note in unasked), "nobody asked for them"


def test_actor_and_sector_are_found_in_whatever_capitals(tmp_path):
    made = study_from(csv_file(tmp_path, "Actor,SECTOR,Stance\nx,010,1\n"))
    assert made.statements[["actor", "sector"]].to_numpy().tolist() == [["x", "010"]]
    assert "stance" not in made.statements, "what need not be there is not looked for"
    with pytest.raises(InputError, match="no column is given for actor"):
        study_from(csv_file(tmp_path, "Actor,ACTOR,sector\nx,y,z\n"))


def test_what_is_not_told_is_absent(tmp_path):
    made, notes = study(tmp_path, "A,B\nx,y\n")
    assert list(made.statements) == ["statement_id", "actor", "sector"]
    assert list(made.actors) == ["actor_id", "name_en"]
    assert list(made.sectors) == ["sector_id", "name_en"]
    assert [each["name"] for each in made.package["resources"]] == [
        "actors",
        "sectors",
        "statements",
    ]
    assert (made.states, made.turns, made.folder, notes) == ([], [], None, [])


def test_a_field_without_a_value_is_absent_and_told_where_it_was_asked_for(tmp_path):
    made, notes = study(tmp_path, "A,B,S,D\nx,y,,\n", stance="S", date="D")
    assert list(made.statements) == ["statement_id", "actor", "sector"]
    assert notes == [
        "codings.csv, field date: has no value, and is left out",
        "codings.csv, field stance: has no value, and is left out",
    ]


def test_a_column_of_a_fields_own_name_is_taken_and_no_other(tmp_path):
    made, _ = noted(lambda: study_from(csv_file(tmp_path, "actor,sector,stance,x\na,b,-1,z\n")))
    assert list(made.statements) == ["statement_id", "actor", "sector", "stance"]


@pytest.mark.parametrize(
    ("cells", "scale", "stances", "note"),
    [
        ("1 -1 0", (-1, 1), [1, -1, 0], ""),
        ("-1 0", (-1, 1), [-1, 0], ""),
        ("1 1", (-1, 1), [1, 1], ""),
        ("1 5", (1, 5), [1, 5], "from 1 to 5 is seen, and taken for the scale 1 to 5"),
        ("-2 0.5", (-2, 0.5), [-2, 0.5], "from -2 to 0.5 is seen"),
        ("3 3", (-3, 3), [3, 3], "only 3 is seen, and taken for the scale -3 to 3"),
        ("0.5", (-1, 1), [0.5], "only 0.5 is seen, and taken for the scale -1 to 1"),
        ("0 1", (0, 1), [0, 1], "where it says no, expected values={'stance': {'0': -1}}"),
        ("yes no", (-1, 1), [1, -1], "words for two sides, read yes as 1, no as -1"),
        ("Dafür neutral dagegen", (-1, 1), [1, 0, -1], "words for two sides"),
    ],
)
def test_the_scale_is_that_of_the_stances(tmp_path, cells, scale, stances, note):
    rows = "".join(f"x,y,{cell}\n" for cell in cells.split())
    made, notes = study(tmp_path, f"A,B,S\n{rows}", stance="S")
    assert (made.scale, column(made, "stance")) == (scale, stances)
    assert note in "".join(notes) and bool(note) == bool(notes)
    wide, notes = study(tmp_path, "A,B,S\nx,y,1\n", stance="S", scale=(-2, 2))
    assert (wide.scale, notes) == ((-2, 2), [])


def test_truth_values_are_two_sides(tmp_path):
    table = pd.DataFrame({"A": ["x", "y", "z"], "B": "b", "S": [True, False, None]})
    made, notes = noted(lambda: study_from(table, **FIELDS, stance="S"))
    assert column(made, "stance") == [1, -1, None]
    assert notes == ["the DataFrame, field stance: truth values, read TRUE as 1, FALSE as -1"]


def test_stances_off_the_scale_and_texts_that_are_none_are_told(tmp_path):
    path = csv_file(tmp_path, "A,B,S\nx,y,1\nx,z,7\n")
    assert told(lambda: study_from(path, **FIELDS, stance="S", scale=(-1, 1))) == [
        "codings.csv, statement 3, stance: '7'; expected a value from -1 to 1"
    ]
    path = csv_file(tmp_path, "A,B,S\nx,y,agree\nx,z,rather\n")
    assert "row 3, field stance (S): 'rather'; expected a number" in "".join(
        told(lambda: study_from(path, **FIELDS, stance="S"))
    )
    for scale in ((1, -1), (1,), "ab", (0, float("inf")), 3):
        [line] = told(lambda scale=scale: study_from(path, **FIELDS, scale=scale))
        assert line.endswith("expected two numbers, such as (-1, 1)")


def test_a_document_has_the_date_and_fields_that_all_its_statements_tell(tmp_path):
    rows = [
        "A,B,Doc,D,T",
        "x,y,one,2024-03-04,Title",
        "x,z,one,2024-03-04,Title",
        "x,y,two,2024-03-05,Here",
        "x,z,two,2024-03-06,There",
        "x,z,three,,",
        "x,z,,2024-03-06,",
    ]
    choices = {"document": "Doc", "date": "D", "title": "T"}
    made, notes = study(tmp_path, "\n".join(rows) + "\n", **choices)
    documents = made.documents.astype("str").fillna("").to_numpy().tolist()
    assert documents == [["one", "2024-03-04", "Title"], ["three", "", ""], ["two", "", ""]]
    assert "title" not in made.statements
    assert notes == ["codings.csv: title told in several ways, and left out: 'two'"]


def test_months_and_years_say_how_closely_they_are_known(tmp_path):
    rows = "A,B,Doc,D\nx,y,one,2024-03\nx,z,two,2024\n"
    made, _ = study(tmp_path, rows, document="Doc", date="D")
    assert column(made, "date_precision") == ["month", "year"]
    assert list(made.documents) == ["document_id"]


def test_statements_without_actor_or_sector_are_left_out_and_told(tmp_path):
    made, notes = study(tmp_path, "A,B,C\nx,y,1\n,y,1\nx,,1\n")
    assert len(made.statements) == 1
    assert notes == [
        "codings.csv: 1 statement without actor left out: 3",
        "codings.csv: 1 statement without sector left out: 4",
    ]
    with pytest.raises(InputError, match="holds no statement with an actor and a sector"):
        study(tmp_path, "A,B\nx,\n,y\n")


def test_an_actor_and_a_sector_of_one_name_stay_two(tmp_path):
    made, notes = study(tmp_path, "A,B,W\noil,oil,gas\nx,gas,\n", part_of="W")
    assert made.sectors.to_numpy().tolist() == [["gas (sector)", "gas"], ["oil (sector)", "oil"]]
    assert column(made, "sector") == ["oil (sector)", "gas (sector)"]
    assert notes == ["codings.csv: 'gas', 'oil': an actor too; the sector's id is 'gas (sector)'"]


def test_speakers_targets_and_wholes_are_actors_too(tmp_path):
    rows = "A,B,Who,To,W\nx,y,s,t,w\nx,y,x,x,w\n"
    made, notes = study(tmp_path, rows, speaker="Who", target="To", part_of="W")
    assert made.actors["actor_id"].tolist() == ["s", "t", "w", "x"]
    assert made.actors["part_of"].fillna("").tolist() == ["", "", "", "w"]
    assert column(made, "target") == ["t", None]
    assert notes == ["codings.csv, field target: 1 target that are the actor too left out"]
    with pytest.raises(InputError, match="is part of its own part"):
        study(tmp_path, "A,B,W\nx,y,w\nw,y,x\n", part_of="W")


def test_two_of_the_actors_are_the_states_of_a_relationship(tmp_path):
    rows = "A,B,To,S\nΑ,oil,Б,1\nБ,gas,Α,-1\nГ,gas,Α,-1\n"
    made, _ = study(tmp_path, rows, target="To", stance="S", states=["Α", "Б"])
    assert made.states == made.package["states"] == ["Α", "Б"]
    assert set(bilateral(made).statements["actor"]) == {"Α", "Б"}
    assert study(tmp_path, rows, target="To")[0].states == []


def test_names_are_in_the_language_given(tmp_path):
    made, _ = study(
        tmp_path, "A,B,R,P\nx,y,sagt,Satz\n", relation="R", paraphrase="P", language="de"
    )
    assert made.languages == ["de"]
    assert "name_de" in made.actors and "paraphrase_de" in made.statements
    assert made.relations.to_dict("records") == [{"relation_id": "sagt", "name_de": "sagt"}]
    [line] = told(lambda: study(tmp_path, "A,B\nx,y\n", language="d e"))
    assert line == "language: 'd e'; expected one code of BCP 47, such as 'de'"


def test_what_is_left_off_of_cells_is_told():
    """Times of the day, and signs in texts that nobody can see."""
    table = pd.DataFrame(
        {
            "actor": ["A", "B"],
            "sector": ["x", "y"],
            "date": [pd.Timestamp("2020-01-01 12:30"), pd.Timestamp("2020-01-02")],
            "paraphrase": ["two\nlines", "a\u202eb"],
        }
    )
    made, notes = noted(lambda: study_from(table))
    assert made.statements["paraphrase_en"].tolist() == ["two lines", "ab"]
    assert made.statements["date"].tolist() == [pd.Timestamp("2020-01-01"), table["date"][1]]
    assert notes == [
        "the DataFrame, field paraphrase: signs that nobody can see left out, or lines joined, "
        "in 2 cells",
        "the DataFrame, field date: the time of the day left off in 1 cell",
    ]
    assert noted(lambda: study_from(table.iloc[1:].assign(paraphrase="plain")))[1] == []


def test_a_database_gives_persons_wholes_and_attributes(tmp_path):
    path = database(tmp_path / "d.dna")
    made, notes = noted(lambda: study_from(path))
    assert made.package["origin"]["columns"] == {}
    assert column(made, "statement_id") == ["1", "10", "2", "3", "4"]
    assert column(made, "speaker") == ["Токаев", "Путин", "Путин", None, "Путин"]
    actors = made.actors.set_index("actor_id")
    assert actors.loc["Росатом", ["part_of", "Type", "Страна"]].tolist() == [
        "Кремль",
        "company",
        "Россия",
    ]
    assert made.documents["title"].tolist() == ["Визит", "Договор"]
    assert made.scale == (-1, 1)
    assert notes == [
        "d.dna: statements of type 'DNA Statement' read; there are also 'Заметка' (1), for "
        "which say statement_type=",
        "d.dna, field date: the time of the day left off in 2 cells",
        "d.dna: 1 statement without actor left out: 5",
    ]
    people, _ = noted(lambda: study_from(path, actor="person", stance="intensity", scale=(-3, 3)))
    assert "Токаев" in people.actors["actor_id"].tolist() and people.scale == (-3, 3)


def test_a_database_without_statements_or_variables_is_told(tmp_path):
    path = database(tmp_path / "d.dna", "DELETE FROM STATEMENTS")
    assert told(lambda: study_from(path)) == [
        "d.dna: holds no statement of 'DNA Statement'; expected one at least"
    ]
    path = database(tmp_path / "e.dna")
    [line] = told(lambda: study_from(path, actor="organisation"))
    assert line.startswith("e.dna: actor: 'organisation' is no variable; expected 'organization'")
    [line] = told(lambda: study_from(path, statement_type="Заметка"))
    assert line.startswith("e.dna: sector: no variable is given; expected one of: statement_id")


def test_a_project_keeps_its_tree_and_variables(tmp_path):
    tree = {"Actors": [{"Parties": ["A"]}, "B"], "Concepts": ["oil"]}
    more = (
        '<Variables><Variable guid="v" name="Day" typeOfVariable="Date"/></Variables>'
        '<Cases><Case guid="c"><VariableValue><VariableRef targetGUID="v"/>'
        "<DateValue>2024-03-04</DateValue></VariableValue>"
        '<SourceRef targetGUID="D"/></Case></Cases>'
    )
    path = project_file(tmp_path, source("D", text(0, 9, "A", "oil")), tree=tree, more=more)
    made = study_from(path, actor="Actors", sector="Concepts", date="Day")
    assert made.actors.fillna("").to_numpy().tolist() == [
        ["A", "Parties", "A"],
        ["Parties", "", "Parties"],
    ]
    assert made.documents["date"].dt.strftime("%F").tolist() == ["2024-03-04"]
    [line] = told(lambda: study_from(path, actor="Actors", sector="Concepts", date="Tag"))
    assert line.startswith("debate.qdpx: no column 'Tag' for field date")
    assert told(lambda: study_from(path)) == [
        "debate.qdpx: actor: no code is given; expected that above all",
        "debate.qdpx: sector: no code is given; expected that above all",
    ]


@pytest.mark.parametrize(
    ("content", "choices", "lines"),
    [
        ("", FIELDS, ["codings.csv: the file is empty; expected a header row"]),
        ("A,B\n", FIELDS, ["codings.csv: holds no statement; expected a row at least"]),
        (
            "A,B\nx,y\n",
            {"actor": "A"},
            ["codings.csv: no column is given for sector; expected one of: A, B"],
        ),
        (
            "A,B\nx,y\n",
            {"actor": "A", "sector": "b"},
            [
                "codings.csv: no column 'b' for field sector; expected 'B' (nearest), "
                "or one of: A, B"
            ],
        ),
        (
            "Name,oil,gas\nx,1,0\ny,0,2\n",
            {},
            [
                "codings.csv: no column is given for actor; expected one of: Name, oil, gas",
                "codings.csv: no column is given for sector; expected one of: Name, oil, gas",
                "codings.csv: looks like a matrix of actors by concepts; expected cells='counts', "
                "or cells='stances'",
            ],
        ),
        (
            "A,B,D\nx,y,2024-03-04\nx,z,05.03.2024\n",
            {**FIELDS, "date": "D"},
            [
                "codings.csv, row 3, field date (D): '05.03.2024'; expected the form of the "
                "others, such as 2024-11-27, or date_format="
            ],
        ),
        (
            "A,B,S\nwho,what,-1 to 1\nx,y,1\nx,z,-1\n",
            {**FIELDS, "stance": "S"},
            [
                "codings.csv, row 2, field stance (S): '-1 to 1'; expected a number such as -1 or "
                "0.5",
                "codings.csv: row 2 looks like a second row of names; expected one row of names "
                "above",
            ],
        ),
        (
            "A,B,S\nWho,Concept,Agreement\nx,y,yes\nx,z,no\nv,z,yes\n",
            {**FIELDS, "stance": "S"},
            [
                "codings.csv: row 2 looks like a second row of names; expected one row of names "
                "above",
            ],
        ),
        (
            "A,B\nx,y\n",
            {**FIELDS, "statement_type": "DNA Statement"},
            [
                "statement_type: is given, but codings.csv is a table of statements; "
                "expected none given"
            ],
        ),
        (
            "A,B\nx,y\n",
            {**FIELDS, "stance": {"x": 1}},
            ["stance: {'x': 1}; expected a name, as text"],
        ),
        (
            "A,B\nx,y\nz,y\n",
            {**FIELDS, "states": ["x"]},
            ["states: ['x']; expected two actors, or none"],
        ),
        (
            "A,B\nx,y\nz,y\n",
            {**FIELDS, "states": ["x", "w"]},
            ["states: 'w' is no actor; expected one of: x, z"],
        ),
    ],
)
def test_what_is_wrong_is_told_in_lines(tmp_path, content, choices, lines):
    assert told(lambda: study_from(csv_file(tmp_path, content), **choices)) == lines


def test_three_hundred_columns_and_a_macro_workbook_are_read(tmp_path):
    head = ["A", "B", *(f"c{number}" for number in range(298))]
    path = xlsx_file(tmp_path, [head, ["x", "y", *range(298)]], name="codings.xlsm")
    assert list(study_from(path, **FIELDS).statements) == ["statement_id", "actor", "sector"]
    columns = {name: [name] for name in head}
    assert len(study_from(parquet_file(tmp_path, columns), **FIELDS).statements) == 1


def test_merged_and_protected_workbooks_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Who and what", None, "S"])
    book.active.append(["A", "B", "S"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "m.xlsx")
    assert told(lambda: study_from(tmp_path / "m.xlsx", **FIELDS)) == [
        "m.xlsx: cells A1:B1 are merged; expected a value in each"
    ]
    locked = tmp_path / "p.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert told(lambda: study_from(locked, **FIELDS)) == [
        "p.xlsx: encrypted; expected it saved without a password"
    ]
    (tmp_path / "x.docx").write_text("x")
    [line] = told(lambda: study_from(tmp_path / "x.docx", **FIELDS))
    assert line.startswith("x.docx: ending '.docx'; expected ")


QUICK = [each for each in Phase if each is not Phase.shrink]  # a row of eight texts takes minutes
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "A": NAMES,
            "B": NAMES,
            "To": NAMES,
            "W": st.sampled_from(["", "whole", "x\ny"]),
            "Doc": NAMES,
            "T": NAMES,
            "S": st.sampled_from(["", "1", "-1", "0.25", "3"]),
            "D": st.sampled_from(["", "2024-03-04", "1999-12-31"]),
        }
    ),
    max_size=6,
)


@settings(tries(60), phases=QUICK)
@given(rows=ROWS)
def test_any_table_is_refused_or_a_study_that_loads_as_it_was_made(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("s")
    table = pd.DataFrame(rows, columns=["A", "B", "To", "W", "Doc", "T", "S", "D"])
    choices = {"target": "To", "part_of": "W", "document": "Doc", "title": "T"}
    try:
        made, _ = noted(
            lambda: study_from(table, **FIELDS, **choices, stance="S", date="D", name="any")
        )
    except InputError:
        return
    again = load_study(write_study(made, folder / "any"))
    for name in ("statements", "documents", "actors", "sectors"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(made, name))
    assert again.scale == made.scale


def test_of_several_types_of_statements_the_usual_one_is_read_and_the_others_told(tmp_path):
    path = database(tmp_path / "debate.dna")
    study, notes = noted(lambda: study_from(path))
    assert len(study.statements) == 5  # one names no actor
    assert (
        "debate.dna: statements of type 'DNA Statement' read; there are also 'Заметка' (1), for "
        "which say statement_type=" in notes
    )
    _, notes = noted(lambda: study_from(path, statement_type="DNA Statement"))
    assert not [note for note in notes if "there are also" in note]
