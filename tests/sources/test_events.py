"""Events of each form become statements, and what is wrong with a file is told."""

import csv
import gzip
import resource
import shutil
import zipfile

import ibis
import pandas as pd
import pytest
from event_cells import FOLDER
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.errors import InputError
from analysis.locale.countries import alpha3, country_name, names
from analysis.sources.events import SCALE
from analysis.sources.events.codes import plover_of, type_of
from analysis.sources.events.published import GDELT1, ICEWS, POLECAT
from analysis.tables.compiled import executed

GDELT = FOLDER / "gdelt1" / "20240115.export.CSV"
TAB = FOLDER / "icews" / "events.2024.20240501.tab"
POLECAT_FILE = FOLDER / "polecat" / "ngecEvents.20240116111842.Release701.DV.txt"

TYPED = {
    "010": "-",
    "0256": "-",
    "0311": "AGREE",
    "042": "CONSULT",
    "0811": "CONCEDE",
    "0814": "RETREAT",
    "085": "RETREAT",
    "090": "ACCUSE",
    "1011": "REQUEST",
    "1121": "ACCUSE",
    "161": "SANCTION",
    "163": "COERCE",
    "1712": "ASSAULT",
    "191": "COERCE",
    "13y": "THREATEN",
    "1725": "COERCE",
    "2600": "-",
}
"""The type of each code by PLOVER's table of 2021, with the traps in it."""


def told(source, form, **options) -> list[str]:
    with pytest.raises(InputError) as raised:
        analysis.read_events(source, form, **options)
    return [str(line) for line in raised.value.problems]


def number(table: ibis.Table) -> int:
    return executed(table.count())


def gdelt_row(**cells: str) -> str:
    plain = {"GLOBALEVENTID": "1", "SQLDATE": "20240105", "EventCode": "042", "QuadClass": "1"}
    plain |= {"Actor1CountryCode": "KAZ", "Actor2CountryCode": "RUS", "GoldsteinScale": "1.9"}
    return "\t".join((plain | cells).get(name, "") for name in GDELT1)


@pytest.fixture
def written(tmp_path):
    def write(*rows: str, name: str = "20240105.export.CSV", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes("".join(f"{row}\n" for row in rows).encode(encoding))
        return path

    return write


def test_an_event_of_gdelt_is_a_statement(written):
    path = written(gdelt_row(EventCode="010", NumSources="3", IsRootEvent="1", SOURCEURL="h://x"))
    [row] = analysis.read_events(path, "gdelt1").execute().to_dict("records")
    assert (row["actor"], row["target"], row["cameo"], row["sector"]) == ("KAZ", "RUS", "010", "01")
    assert row["stance"] == 1.9 and row["sources"] == 3 and row["is_root"]
    assert row["address"] == row["document_id"] == "h://x"
    assert str(row["date"].date()) == "2024-01-05"


def test_nothing_is_read_before_it_is_asked_for(written, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("executed")

    monkeypatch.setattr(ibis.backends.duckdb.Backend, "execute", refuse)
    table = analysis.read_events(written(gdelt_row()), "gdelt1", once_a_day=True)
    assert isinstance(table, ibis.Table)
    with pytest.raises(AssertionError, match="executed"):
        table.count().execute()


def test_places_tell_nothing_of_an_actor(written):
    path = written(gdelt_row(Actor1CountryCode="", Actor1Geo_CountryCode="RS"))
    assert executed(analysis.read_events(path, "gdelt1").actor).isna().all()


def test_a_region_and_an_unknown_code_are_kept_as_written(written):
    path = written(gdelt_row(Actor1CountryCode="EUR", EventCode="2600"))
    [row] = analysis.read_events(path, "gdelt1").execute().to_dict("records")
    assert pd.isna(row["actor"]) and row["actor_written"] == "EUR"
    assert row["event"] == "2600" and pd.isna(row["plover"]) and row["sector"] == "26"


def test_a_quote_is_text(written):
    path = written(gdelt_row(Actor1Name='"LANTERN'), gdelt_row(GLOBALEVENTID="2"))
    found = analysis.read_events(path, "gdelt1").execute().sort_values("statement_id")
    assert found["actor_name"].tolist()[0] == '"LANTERN' and len(found) == 2


@pytest.mark.long
def test_bytes_that_are_no_utf_8_are_read_all_the_same(written):
    rows = [gdelt_row(Actor1Name="OR\u00c1L"), gdelt_row(GLOBALEVENTID="2")]
    found = analysis.read_events(written(*rows, encoding="latin-1"), "gdelt1").execute()
    assert set(found["actor_name"].dropna()) == {"OR\u00c1L"} and len(found) == 2


def test_a_header_of_gdelt_is_no_event(written):
    for sign in ("\t", ","):
        rows = ["\t".join(GDELT1), gdelt_row()]
        path = written(*(row.replace("\t", sign) for row in rows))
        assert number(analysis.read_events(path, "gdelt1")) == 1


@pytest.mark.parametrize(("path", "form"), [(TAB, "icews"), (POLECAT_FILE, "polecat")])
def test_files_without_a_header_are_read_by_their_width(tmp_path, path, form):
    bare = tmp_path / path.name
    bare.write_bytes(path.read_bytes().partition(b"\n")[2])
    whole, found = (analysis.read_events(each, form) for each in (path, bare))
    assert number(found) == number(whole)


def test_a_folder_a_pattern_and_an_archive_are_one_table():
    whole = number(analysis.read_events(FOLDER / "gdelt1", "gdelt1"))
    pattern = number(analysis.read_events(f"{FOLDER}/gdelt1/2024*", "gdelt1"))
    parts = [number(analysis.read_events(path, "gdelt1")) for path in (FOLDER / "gdelt1").iterdir()]
    assert whole == pattern == sum(parts) - 2, "two lines are in both files"


def test_files_of_several_widths_are_one_table(tmp_path):
    shutil.copy(GDELT, tmp_path)
    shutil.copy(FOLDER / "gdelt1_backfile" / "201203.zip", tmp_path)
    found = analysis.read_events(tmp_path, "gdelt1")
    years = found.mutate(year=found.date.year()).filter(lambda row: row.year == 2012)
    assert number(years) == 60


def test_a_parquet_of_gdelt_is_read_by_its_names(tmp_path):
    path = tmp_path / "few.parquet"
    raw = pd.read_csv(
        GDELT, sep="\t", header=None, names=GDELT1, dtype="str", quoting=3, keep_default_na=False
    )
    raw = raw[raw["QuadClass"].fillna("") != ""].rename(columns=str.lower)
    raw.to_parquet(path)
    found = analysis.read_events(path, "gdelt1", between=("KAZ", "RUS"))
    plain = analysis.read_events(GDELT, "gdelt1", between=("KAZ", "RUS"))
    assert number(found) == number(plain)


def test_the_reduced_file_counts_each_of_its_events():
    path = FOLDER / "gdelt1_backfile" / "GDELT.MASTERREDUCEDV2.TXT"
    sums = pd.read_csv(path, sep="\t")["NumEvents"].sum()
    table = analysis.read_events(path, "gdelt1").execute()
    assert len(table) == sums and table["statement_id"].is_unique
    assert set(table["actor"]) == {"KAZ", "RUS"} and set(table["actor_roles"]) == {"GOV"}


def test_sums_and_single_events_are_not_mixed():
    [line] = told(FOLDER / "gdelt1_backfile", "gdelt1")
    assert line == (
        "GDELT.MASTERREDUCEDV2.TXT: counts in sums what other files beside it tell event by event; "
        "expected files of one kind"
    )


def test_roles_are_in_one_order_however_a_file_has_them():
    table = executed(analysis.read_events(TAB, "icews").select("actor_roles"))
    for roles in table["actor_roles"].dropna():
        assert roles.split("; ") == sorted(roles.split("; ")) and '"' not in roles


def test_a_row_of_several_countries_is_a_statement_of_each_pair():
    cells = {"Event ID": "7_1", "Event Date": "2024-01-05", "Event Type": "consult"}
    cells |= {"Actor Country": "KAZ; RUS; XXX", "Recipient Country": "RUS; CHN; RUS"}
    cells |= {"Quad Code": "VERBAL COOPERATION", "Intensity": "2"}
    rows = pd.DataFrame([{name: cells.get(name, "None") for name in POLECAT}])
    found = analysis.read_events(rows, "polecat").execute().sort_values("statement_id")
    pairs = [*zip(found["actor"], found["target"], strict=True)]
    assert pairs == [("KAZ", "CHN"), ("KAZ", "RUS"), ("RUS", "CHN")]
    assert set(found["plover"]) == {"CONSULT"} and set(found["quad"]) == {1}
    assert found["statement_id"].tolist()[0] == "7_1 KAZ-CHN"


def test_the_class_of_sanctions_can_be_turned():
    rows = pd.DataFrame([dict.fromkeys(ICEWS, "") | {"Event Date": "2024-01-05"}])
    rows = rows.assign(**{"Event ID": "1", "CAMEO Code": "161"})
    found = {
        turn: executed(analysis.read_events(rows, "icews", sanction=turn).plover_quad).item()
        for turn in (3, 4)
    }
    assert found == {3: 3, 4: 4}
    assert told(rows, "icews", sanction=2) == ["sanction: 2; expected one of: 3, 4"]


def test_types_go_by_the_longest_beginning():
    codes = pd.DataFrame(TYPED.items(), columns=["code", "type"])
    assert [type_of(code) or "-" for code in codes["code"]] == codes["type"].tolist()
    table = ibis.memtable(codes)
    found = table.mutate(found=plover_of(table.code)).execute()
    assert found["found"].fillna("-").tolist() == found["type"].tolist()


@given(st.text("0123456789y", min_size=0, max_size=6))
def test_the_expression_and_the_function_agree_on_any_code(code):
    table = ibis.memtable({"code": [code]})
    [found] = table.select(found=plover_of(table.code)).execute()["found"].fillna("")
    assert found == type_of(code)


def test_countries_have_names_in_every_language():
    assert names()["moldova, republic of"] == "MDA" and names()["cote d'ivoire"] == "CIV"
    assert alpha3()["TMP"] == "TLS" and "WST" not in alpha3()
    assert country_name("KAZ", "ru") == "\u041a\u0430\u0437\u0430\u0445\u0441\u0442\u0430\u043d"


@pytest.mark.parametrize(
    ("form", "path", "other"),
    [
        ("gdelt2", GDELT, "gdelt1"),
        ("gdelt1", FOLDER / "gdelt2" / "20240115120000.export.CSV", "gdelt2"),
        ("icews", GDELT, "gdelt1"),
        ("gdelt1", TAB, "icews"),
        ("polecat", TAB, "icews"),
    ],
)
def test_a_file_of_another_form_is_refused(form, path, other):
    [line] = told(path, form)
    assert line.startswith(f"{path.name}: is of form '{other}'; expected form '{form}': rows of ")


def test_a_file_of_no_form_is_refused(written):
    assert told(written("a\tb", "c\td"), "gdelt1") == [
        "20240105.export.CSV: has rows of 2 cells; expected form 'gdelt1': rows of 58 or 57 or 17 "
        "cells between tabs"
    ]
    assert told(written(), "gdelt1") == ["20240105.export.CSV: is empty; expected rows"]


@pytest.mark.parametrize(
    "raw",
    [gzip.compress(b"1\t2\n" * 99), b"PK\x03\x04" + bytes(999), "1\t2\n".encode("utf-16")],
    ids=["gzip", "zip", "UTF-16"],  # what gzip packs has a time in it
)
def test_a_file_that_is_no_text_is_refused(tmp_path, raw):
    (tmp_path / "20240105.export.CSV").write_bytes(raw)
    expected = "expected lines of UTF-8 or Latin-1, packed as .zip or not at all"
    assert told(tmp_path, "gdelt1") == [f"20240105.export.CSV: is no text; {expected}"]


def test_mentions_are_told_from_events_of_another_form():
    lines = told(FOLDER / "gdelt2", "gdelt1")
    mentions = [line for line in lines if "holds mentions, which 'gdelt2' alone has; exp" in line]
    assert len(mentions) == 2 and len(lines) == 4


@pytest.mark.parametrize("source", [None, [GDELT]])
def test_what_is_no_source_is_refused(source):
    [line] = told(source, "gdelt1")
    kind = type(source).__name__
    assert line == f"source: {kind}; expected a path, a DataFrame or an Ibis table"


@pytest.mark.parametrize("number", [0, "two", 1.5])
def test_a_number_of_sources_that_is_none_is_refused(number):
    [line] = told(GDELT, "gdelt1", min_sources=number)
    assert line == f"min_sources: {number!r}; expected a whole number, 1 or more"


def test_a_stray_carriage_return_is_a_space(written):
    rows = [gdelt_row(Actor1Name="A\rB"), gdelt_row(GLOBALEVENTID="2", Actor1Name="C")]
    events = executed(analysis.read_events(written(*rows), "gdelt1").select("actor_name"))
    assert sorted(events["actor_name"]) == ["A B", "C"]


@pytest.mark.parametrize("ends", ["100", "010", "001", "111"])
def test_lines_may_end_in_several_ways(written, ends):
    rows = [gdelt_row(GLOBALEVENTID=str(n), SOURCEURL=f"h://{n}") for n in range(3)]
    path = written(*(row + "\r" * int(end) for row, end in zip(rows, ends, strict=True)))
    events = executed(analysis.read_events(path, "gdelt1").select("address"))
    assert sorted(events["address"]) == ["h://0", "h://1", "h://2"]


def test_single_bytes_of_another_encoding_leave_the_rest_as_it_is(written):
    names = ["\u0410\u0441\u0442\u0430\u043d\u0430", "it\u2019s", "caf\u00e9", "\u0081"]
    path = written(*(gdelt_row(GLOBALEVENTID=str(n), Actor1Name=f"<{n}>") for n in range(4)))
    raw = path.read_bytes()
    for place, name in enumerate(names):
        single = [name.encode(), b"it\x92s", b"caf\xe9", b"\x81"][place]
        raw = raw.replace(b"<%d>" % place, single)
    path.write_bytes(raw)
    events = analysis.read_events(path, "gdelt1").order_by("statement_id")
    assert executed(events.select("actor_name"))["actor_name"].tolist() == names


@pytest.mark.sample(1)
@pytest.mark.parametrize(("form", "path"), [("icews", TAB), ("gdelt1", GDELT)])
def test_cells_between_commas_are_those_between_tabs(form, path, tmp_path):
    rows = [line.split("\t") for line in path.read_bytes().decode().split("\n")[:-1]]
    rows[1][2] = rows[1][2] + "\nanother line"
    between = tmp_path / "events.csv"
    with between.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found, expected = (
        analysis.read_events(each, form).order_by("statement_id").execute()
        for each in (between, path)
    )
    told = "actor_name" if form == "icews" else "actor"
    pd.testing.assert_frame_equal(found.drop(columns=told), expected.drop(columns=told))


def test_an_address_is_no_file():
    assert told("https://example.org/20240115.export.CSV.zip", "gdelt1") == [
        "https://example.org/20240115.export.CSV.zip: is an address; "
        "expected a file: fetch it first"
    ]


def test_what_is_no_truth_value_is_refused():
    assert told(GDELT, "gdelt1", once_a_day="no", root_only=1) == [
        "once_a_day: 'no'; expected True or False",
        "root_only: 1; expected True or False",
    ]


def test_mixed_forms_in_a_folder_are_told_file_by_file(tmp_path):
    for path in (GDELT, TAB):
        shutil.copy(path, tmp_path)
    [line] = told(tmp_path, "gdelt1")
    assert line.startswith(f"{TAB.name}: is of form 'icews'")


def test_a_cut_off_archive_is_told(tmp_path):
    whole = (FOLDER / "gdelt1" / "20240216.export.CSV.zip").read_bytes()
    path = tmp_path / "20240216.export.CSV.zip"
    path.write_bytes(whole[: len(whole) // 2])
    [line] = told(path, "gdelt1")
    assert line.startswith(f"{path.name}: cannot be unpacked (")
    assert line.endswith("; expected a whole archive: fetch it anew")


def test_an_archive_for_which_there_is_no_room_is_not_called_broken(tmp_path):
    path = shutil.copy(FOLDER / "gdelt1" / "20240216.export.CSV.zip", tmp_path / "large.zip")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        [line] = told(path, "gdelt1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "larger than a file may be here; expected room for it" in line


def test_an_archive_of_something_else_is_told(tmp_path):
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", b"")
    [line] = told(path, "gdelt1")
    assert line.startswith("pictures.zip: holds no file of events; expected files that end in ")


def test_a_missing_column_is_told(tmp_path):
    path = tmp_path / TAB.name
    path.write_text(TAB.read_text(encoding="utf-8").replace("Target Country", "Place"))
    [line] = told(path, "icews")
    assert line.startswith(f"{TAB.name}: no column 'Target Country'; expected ")
    rows = pd.DataFrame({"Event Date": ["2024-01-05"], "Source Country": "x"})
    assert [line.partition(";")[0] for line in told(rows, "icews")] == [
        "the table: no column 'Target Country'",
        "the table: no column 'CAMEO Code'",
    ]


def test_codes_that_are_numbers_are_refused():
    rows = pd.DataFrame([dict.fromkeys(GDELT1, "1")]).assign(EventCode=10)
    assert told(rows, "gdelt1") == [
        "the table: column 'EventCode' holds int64; expected text, for codes begin with 0"
    ]


def test_nothing_there_is_told(tmp_path):
    assert told(tmp_path / "no.csv", "gdelt1") == [
        f"{tmp_path}/no.csv: no such file; expected a file, a folder or a pattern such as 2024*.zip"
    ]
    assert told(tmp_path, "gdelt1") == [
        f"{tmp_path}: no file of events; expected files that end in "
        ".csv, .tsv, .txt, .tab, .zip, .parquet"
    ]
    assert told(FOLDER / "gdelt2" / "20240115120000.mentions.CSV", "gdelt2")[0].endswith(
        "holds mentions alone; expected files of events; mentions=... reads these"
    )
    assert told(FOLDER / "gdelt2", "gdelt2", mentions=GDELT)[0].startswith(f"{GDELT.name}: is of")
    export = FOLDER / "gdelt2" / "20240115120000.export.CSV"
    assert told(export, "gdelt2", mentions=export) == [
        f"{export}: holds no mentions; expected files of mentions: rows of 16 cells between tabs"
    ]


def test_what_a_form_does_not_tell_is_refused():
    assert told(TAB, "icews", root_only=True, min_sources=2) == [
        "root_only: 'icews' tells nothing of it; expected 'gdelt1' or 'gdelt2'",
        "min_sources: 'icews' tells nothing of it; expected 'gdelt1' or 'gdelt2'",
    ]
    path = FOLDER / "gdelt1_backfile" / "GDELT.MASTERREDUCEDV2.TXT"
    assert told(path, "gdelt1", root_only=True) == [
        "root_only: 'the reduced file' tells nothing of it; expected files of single events"
    ]
    assert told(TAB, "icews", mentions=TAB)[0].endswith(
        "expected form 'gdelt2', the only one that has them"
    )
    assert told(TAB, "isews")[0].startswith("form: 'isews'; expected 'icews' (nearest)")
    form = "country by its alpha-3 code of ISO 3166-1"
    assert told(TAB, "icews", between=("KZ", "Narnia")) == [
        f"between: 'KZ'; expected 'KAZ' (nearest), or another {form}",
        f"between: 'Narnia'; expected a {form}, such as 'KAZ'",
    ]
    for wrong in (("KAZ",), 7, {"KAZ": "RUS"}, ("KAZ", "RUS", "CHN")):
        assert "expected two countries, such as" in told(TAB, "icews", between=wrong)[0]
    assert told(TAB, "icews", between=(["KAZ"], "RUS"))[0].startswith("between: ['KAZ']; expected")
    assert told(TAB, "icews", between="KAZ")[0] == (
        "between: 'KAZ'; expected two countries, such as ('KAZ', 'RUS')"
    )
    assert "expected two countries" in told(TAB, "icews", between=("KAZ", "KAZ"))[0]


@pytest.mark.long
def test_events_are_statements_to_all_that_counts_statements():
    events = analysis.read_events(FOLDER / "icews", "icews")
    assert analysis.two_mode(events, "actor", "sector").loc["KAZ", "CONSULT"] > 0
    alike = analysis.one_mode(events, "actor", "sector", scale=SCALE)
    assert alike.loc["KAZ", "RUS"] > 0
    layers = analysis.directed_matrices(events, "sector", aggregation="subtract")
    assert layers["ASSAULT"].loc["KAZ", "RUS"] < 0
    said = analysis.sample(events, "actor", "target", unit="document_id")
    paired = events.filter(events.actor.notnull(), events.target.notnull())
    assert len(said.units) == paired.document_id.nunique().execute()
