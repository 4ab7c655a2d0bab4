"""REFI-QDA projects: where codes meet, and what is no project or not safe to read."""

import zipfile

import pytest
from coded_tables import noted, told
from generated import tries
from hypothesis import given
from hypothesis import strategies as st
from qdpx_files import archive, codings, project_file, source, text

from analysis.errors import InputError
from analysis.sources.qdpx import read_qdpx

BRANCHES = {"actors": "Actors", "concepts": "Concepts"}
SIDES = {"for": 1, "against": -1}


def read(path, **choices):
    return read_qdpx(path, **{**BRANCHES, **choices})


def met(folder, *passages, **choices):
    """Return actor, concept and stance of each statement of one document, and the notes."""
    path = project_file(folder, source("D", *passages))
    table, notes = noted(lambda: read(path, stance=SIDES, **choices))
    rows = table[["actor", "sector", "stance"]].astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist(), notes


def test_codes_of_one_passage_make_a_statement(tmp_path):
    path = project_file(tmp_path, source("D", text(0, 9, "A", "oil", "for", user="{u1}")))
    [row] = read(path, stance=SIDES).to_dict("records")
    assert row == {
        "statement_id": "D-01",
        "document_id": "D",
        "locator": "characters 0–9",
        "actor": "A",
        "sector": "oil",
        "stance": 1.0,
        "coder": "Ida",
    }


def test_passages_that_overlap_meet_and_those_that_touch_do_not(tmp_path):
    assert met(tmp_path, text(0, 50, "A"), text(40, 60, "oil", "for"))[0] == [["A", "oil", 1.0]]
    path = project_file(tmp_path, source("D", text(0, 40, "A"), text(40, 60, "oil")))
    [line] = told(lambda: read(path))
    assert line == (
        "debate.qdpx: no passage where one of 'Actors' meets one of 'Concepts'; "
        "expected one at least"
    )


def test_the_very_same_passage_goes_before_one_that_overlaps(tmp_path):
    around = text(0, 500, "A")
    assert met(tmp_path, around, text(40, 60, "B", "oil", "against")) == (
        [["B", "oil", -1.0]],
        [],
    )


def test_several_actors_of_a_passage_each_make_a_statement_and_are_counted(tmp_path):
    rows, notes = met(tmp_path, text(0, 9, "A", "B", "oil", "for"))
    assert rows == [["A", "oil", 1.0], ["B", "oil", 1.0]]
    assert notes == [
        "debate.qdpx: 1 passage with several actors; each makes a statement of its own"
    ]


def test_a_passage_with_two_stances_has_none(tmp_path):
    rows, notes = met(tmp_path, text(0, 9, "A", "oil", "for", "against"), text(20, 30, "A", "gas"))
    assert rows == [["A", "oil", None], ["A", "gas", None]]
    assert notes == ["debate.qdpx: 1 passage with different stances; the statements have none"]


def test_a_code_of_a_whole_document_meets_everything_in_it_and_nothing_else(tmp_path):
    whole = source("D", text(5, 9, "oil"), text(12, 20, "gas"), codings(["A"]))
    other = source("E", text(5, 9, "oil", "B"))
    table = read(project_file(tmp_path, whole, other))
    rows = table[["document_id", "actor", "sector"]].to_numpy().tolist()
    assert rows == [["D", "A", "oil"], ["D", "A", "gas"], ["E", "B", "oil"]]


def test_a_passage_coded_alike_by_two_coders_is_one_statement(tmp_path):
    one, two = text(0, 9, "A", "oil", user="U1"), text(0, 9, "A", "oil", user="U2")
    table = read(project_file(tmp_path, source("D", one, two)))
    assert table["coder"].tolist() == ["Ida"]


def test_a_branch_may_be_deep_flat_a_path_or_a_set(tmp_path):
    tree = {
        "Who": {"Parties": ["A", {"Left": ["B"]}]},
        "Concepts::energy": [],
        "Concepts::energy::oil": [],
        "Concepts": [],
        "x": {"Parties": ["C"]},
    }
    group = (
        '<Sets><Set guid="s" name="Some"><MemberCode targetGUID="A"/>'
        '<MemberCode targetGUID="C"/></Set></Sets>'
    )
    passages = text(0, 9, "A", "Concepts::energy::oil"), text(9, 12, "B", "Concepts::energy")
    path = project_file(tmp_path, source("D", *passages), tree=tree, more=group)
    for name in ("Who", "Who/Parties"):
        table = read(path, actors=name)
        assert table[["actor", "sector"]].to_numpy().tolist() == [["A", "oil"], ["B", "energy"]]
    assert read(path, actors="Some")["actor"].tolist() == ["A"]
    [line] = told(lambda: read(path, actors="Parties"))
    assert line == (
        "debate.qdpx: actor 'Parties' names several codes; expected one of: Who/Parties, x/Parties"
    )


def test_codes_of_one_name_are_called_by_their_path(tmp_path):
    tree = {"Actors": [{"North": ["m"]}, {"South": ["n"]}], "Concepts": ["oil"]}
    path = project_file(tmp_path, source("D", text(0, 9, "m", "oil")), tree=tree)
    with zipfile.ZipFile(path) as file:
        content = file.read("project.qde").decode()
    content = content.replace('name="m"', 'name="Greens"').replace('name="n"', 'name="Greens"')
    archive(tmp_path, {"project.qde": content})
    assert read(path)["actor"].tolist() == ["North / Greens"]


def test_boxes_of_a_page_and_stretches_of_time_meet_like_text(tmp_path):
    def box(page, left, top, right, bottom, *names):
        corners = f'firstX="{left}" firstY="{top}" secondX="{right}" secondY="{bottom}"'
        return f'<PDFSelection page="{page}" {corners}>{codings(names)}</PDFSelection>'

    def heard(begin, end, *names):
        return f'<VideoSelection begin="{begin}" end="{end}">{codings(names)}</VideoSelection>'

    paper = source(
        "P",
        box(1, 0, 0, 90, 40, "A"),
        box(1, 80, 30, 99, 50, "oil"),
        box(2, 0, 0, 90, 40, "gas"),
        kind="PDFSource",
    )
    film = source("V", heard(0, 500, "B"), heard(400, 900, "gas"), kind="VideoSource")
    table = read(project_file(tmp_path, paper, film))
    rows = table[["document_id", "locator", "actor", "sector"]].to_numpy().tolist()
    assert rows == [["P", "page 1", "A", "oil"], ["V", "milliseconds 400–900", "B", "gas"]]


def test_a_passage_given_as_text_and_as_boxes_counts_once(tmp_path):
    corners = 'firstX="0" firstY="0" secondX="9" secondY="9"'
    boxes = "".join(
        f'<PDFSelection guid="{ident}" name="said" page="{page}" {corners}>'
        f"{codings(['A', 'oil'])}</PDFSelection>"
        for page, ident in enumerate(("s1", "s1b"))
    )
    inside = text(3, 30, "A", "oil", ident="s1")
    paper = source("P", boxes, f'<Representation guid="r">{inside}</Representation>')
    table = read(project_file(tmp_path, paper))
    assert table["locator"].tolist() == ["characters 3–30"]


def test_variables_of_a_case_are_those_of_its_documents(tmp_path):
    more = (
        '<Variables><Variable guid="v" name="Paper" typeOfVariable="Text"/></Variables>'
        '<Cases><Case guid="c"><VariableValue><VariableRef targetGUID="{V}"/>'
        "<TextValue> The Times </TextValue></VariableValue>"
        '<SourceRef targetGUID="D"/></Case></Cases>'
    )
    path = project_file(tmp_path, source("D", text(0, 9, "A", "oil")), more=more)
    assert read(path)["Paper"].tolist() == ["The Times"]


def test_documents_of_one_name_stay_apart(tmp_path):
    twins = [source("D", text(0, 9, "A", "oil")), source("D", text(0, 9, "A", "oil"))]
    table = read(project_file(tmp_path, *twins))
    assert table["document_id"].tolist() == ["D", "D (2)"]
    assert table["statement_id"].tolist() == ["D-01", "D (2)-01"]


def test_the_codes_of_a_stance_may_speak_for_themselves(tmp_path):
    passages = text(0, 9, "A", "oil", "for"), text(9, 12, "B", "gas", "against")
    path = project_file(tmp_path, source("D", *passages))
    assert read(path, stance="Stance")["stance"].tolist() == [1.0, -1.0]
    path = project_file(
        tmp_path, source("D", text(0, 9, "A", "oil", "x")), tree={**TREE_X, "Stance": ["x"]}
    )
    [line] = told(lambda: read(path, stance="Stance"))
    assert line == "debate.qdpx: stance: what 'x' stands for; expected stance={'x': 1, ...}"


TREE_X = {"Actors": ["A"], "Concepts": ["oil"]}


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        (
            {"actors": "Actor"},
            "debate.qdpx: actor 'Actor' names no code; expected 'Actors' (nearest), or one of: "
            "Actors, Concepts, Stance",
        ),
        (
            {"concepts": "oil"},
            "debate.qdpx: sector 'oil' has no codes below it; expected the code above those that "
            "are meant",
        ),
        (
            {"concepts": "Actors"},
            "debate.qdpx: 'A' would be actor and concept; expected branches apart",
        ),
        (
            {"stance": {"pro": 1}},
            "debate.qdpx: stance 'pro' names no code; expected one of: Actors, Concepts, Stance, "
            "A, B, oil, gas, for, against",
        ),
    ],
)
def test_a_code_that_is_not_there_is_told(tmp_path, choices, line):
    path = project_file(tmp_path, source("D", text(0, 9, "A", "oil")))
    assert told(lambda: read(path, **choices)) == [line]


PROJECT = "<Project xmlns='urn:QDA-XML:project:1.0' name='p'/>"


@pytest.mark.parametrize(
    ("members", "wrong"),
    [
        ({}, "holds no .qde file at its root"),
        ({"a.qde": PROJECT, "b.QDE": PROJECT}, "holds 2 .qde files at its root"),
        ({"sources/a.qde": PROJECT}, "holds no .qde file at its root"),
        (
            {"project.qde": PROJECT, "../evil.txt": "x"},
            "holds the path '../evil.txt', which leads outside it",
        ),
        (
            {"project.qde": PROJECT, "a/../../evil": "x"},
            "holds the path 'a/../../evil', which leads outside it",
        ),
        (
            {"project.qde": PROJECT, "/etc/evil": "x"},
            "holds the path '/etc/evil', which leads outside it",
        ),
        (
            {"project.qde": PROJECT, "C:\\evil": "x"},
            "holds the path 'C:/evil', which leads outside it",
        ),
        ({"project.qde": "<Codes/>"}, "its XML is a 'Codes'"),
        (
            {"project.qde": "<!DOCTYPE p [<!ENTITY x 'y'>]><Project name='&x;'/>"},
            "its XML cannot be read (it declares a document type, which no project needs)",
        ),
        (
            {"project.qde": "<Project><a></Project>"},
            "its XML cannot be read (mismatched tag: line 1, column 14)",
        ),
    ],
)
def test_what_is_no_safe_project_is_refused(tmp_path, members, wrong):
    path = archive(tmp_path, members)
    expected = f"debate.qdpx: {wrong}; expected a REFI-QDA project, .qdpx"
    assert told(lambda: read(path)) == [expected]


def test_a_bomb_is_refused_unread(tmp_path):
    path = archive(tmp_path, {"project.qde": PROJECT, "sources/b.txt": b" " * 120_000_000})
    [line] = told(lambda: read(path))
    assert "'sources/b.txt' would unpack to 120,000,000 bytes" in line


def test_what_is_no_archive_or_encrypted_is_told(tmp_path):
    path = tmp_path / "debate.qdpx"
    [line] = told(lambda: read(path))
    assert line == f"debate.qdpx: no such file in {tmp_path}"
    for content, wrong in ((b"", "the file is empty"), (b"PK", "not a readable ZIP archive")):
        path.write_bytes(content)
        [line] = told(lambda: read(path))
        assert line == f"debate.qdpx: {wrong}; expected a REFI-QDA project, .qdpx"
    archive(tmp_path, {"project.qde": PROJECT})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1  # the flag of encryption, in the list of members
    path.write_bytes(raw)
    assert told(lambda: read(path)) == [
        "debate.qdpx: encrypted; expected it saved without a password"
    ]


def test_a_place_that_is_no_number_is_told(tmp_path):
    path = project_file(tmp_path, source("D", text("x", 9, "A", "oil")))
    [line] = told(lambda: read(path))
    assert line == ("debate.qdpx: PlainTextSelection, startPosition: 'x'; expected a whole number")


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("AB")), max_size=5
)


@tries(40)
@given(actors=SPANS, concepts=SPANS)
def test_the_rule_of_meeting_holds_for_any_passages(tmp_path_factory, actors, concepts):
    """Compared with the rule told plainly: the very same passage, or else any that overlaps."""
    said = [
        (start, start + size, "oil" if name == "A" else "gas") for start, size, name in concepts
    ]
    who = [(start, start + size, name) for start, size, name in actors]
    expected = set()
    for first, last, concept in said:
        same = {name for start, end, name in who if (start, end) == (first, last)}
        over = {name for start, end, name in who if start < last and end > first}
        expected |= {(f"characters {first}–{last}", name, concept) for name in same or over}
    passages = [text(*each) for each in (*who, *said)]
    path = project_file(tmp_path_factory.mktemp("q"), source("D", *passages))
    if not expected:
        with pytest.raises(InputError, match="no passage"):
            read(path)
        return
    table, _ = noted(lambda: read(path))
    rows = table[["locator", "actor", "sector"]].itertuples(index=False, name=None)
    assert sorted(rows) == sorted(expected)
