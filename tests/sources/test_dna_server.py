"""Databases of DNA on servers of teams are read as their files are."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import quote

import pandas as pd
import pytest
from dna_bases import LAYOUT, database
from documents import steps
from servers import PASSWORD, mariadb, postgres

import analysis
from analysis.__main__ import main
from analysis.errors import InputError
from analysis.places import NOTEBOOKS
from analysis.sources import dna_file, dna_server
from analysis.sources.dna import entities, statement_types
from analysis.sources.dna_server import name_of

KINDS = {"postgresql": (postgres, "psycopg"), "mysql": (mariadb, "pymysql")}

EXPECTED = "; expected a server that runs, a database there, and a user who may read it"


def told(address: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        analysis.read_dna(address)
    lines = [str(line) for line in raised.value.problems]
    assert not any("secret" in line or PASSWORD in line for line in lines)
    return lines


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("mysql://anna:secret@db.example.org/debate", "mysql://anna@db.example.org/debate"),
        ("postgresql://anna@db/debate?password=secret", "postgresql://anna@db/debate"),
        ("postgresql://anna:se@cret@db/debate", "postgresql://anna@db/debate"),
        ("postgresql:///debate", "postgresql:///debate"),
        ("folder/debate.dna", "debate.dna"),
    ],
)
def test_a_password_is_no_part_of_the_name(address, name):
    assert name_of(address) == name


def test_an_address_that_is_none_is_told():
    assert told("oracle://anna:secret@db/debate") == [
        "address: 'oracle'; expected one of: postgresql, postgres, mysql, mariadb"
    ]
    example = "expected an address such as postgresql://anna@example.org:5432/debate"
    assert told("mysql://anna:secret@db:port/debate") == [
        f"mysql://anna@db:port/debate: is no address; {example}"
    ]
    assert told("mysql://anna:secret@db") == [
        "mysql://anna@db: names no database; expected it after the server: \u2026/debate"
    ]


def test_a_study_of_an_address_is_refused_as_its_table_is():
    for wrong in ("oracle://anna:secret@db/debate", "mysql://anna:secret@db"):
        with pytest.raises(InputError) as raised:
            analysis.study_from(wrong)
        assert [str(line) for line in raised.value.problems] == told(wrong)
    with pytest.raises(InputError, match="sheet: is given, but mysql://anna@db/debate is a data"):
        analysis.study_from("mysql://anna:secret@db/debate", sheet="1")


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_that_is_missing_is_told_with_the_extra(kind, monkeypatch):
    package = KINDS[kind][1]
    monkeypatch.setitem(sys.modules, package, None)
    [line] = told(f"{kind}://anna:secret@127.0.0.1/debate")
    name = f"{kind}://anna@127.0.0.1/debate"
    assert line.startswith(f"{name}: package {package!r} is not installed; expected the extra: ")
    assert line.endswith("[servers]'")


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_does_not_answer_is_told(kind):
    pytest.importorskip(KINDS[kind][1])
    [line] = told(f"{kind}://anna:secret@127.0.0.1:1/debate")
    assert line.startswith(f"{kind}://anna@127.0.0.1:1/debate: could not be read (")
    assert line.endswith(
        "; expected a server that runs, a database there, and a user who may read it"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_option_that_the_client_does_not_know_is_told(kind):
    pytest.importorskip(KINDS[kind][1])
    [line] = told(f"{kind}://anna:secret@127.0.0.1:1/debate?colour=red")
    assert "colour" in line


@pytest.fixture(scope="module", params=KINDS)
def team(request, tmp_path_factory):
    """The address of a database of DNA on a server, the same as a file, and what changes it."""
    start, package = KINDS[request.param]
    client = pytest.importorskip(package, reason="the extra servers is not installed")
    path = database(tmp_path_factory.mktemp("dna") / "debate.dna")
    with start() as server:
        place = f"{server['host']}:{server['port']}/{server['database']}"
        base = {"dbname" if package == "psycopg" else "database": server.pop("database")}

        def change(*changes):
            with closing(client.connect(**server, **base, password=PASSWORD)) as opened:
                for each in changes:
                    opened.cursor().execute(*each)
                opened.commit()

        change(*_layout(), *_rows(path))
        yield f"{request.param}://anna:{quote(PASSWORD, safe='')}@{place}", path, change


def _layout() -> Iterator[tuple[str]]:
    """Yield the tables with such types as DNA gives them on a server."""
    short = "Property|Name|Title|Author|Source|Section|Type|Label|Variable|DataType|AttributeValue"
    typed = re.sub(rf"\b({short}) TEXT", r"\1 VARCHAR(190)", LAYOUT)
    typed = re.sub(r"\b(Red|Green|Blue|VariableId) INTEGER", r"\1 SMALLINT", typed)
    typed = typed.replace("Date INTEGER", "Date BIGINT")
    yield from ((each,) for each in typed.split(";") if each.strip())


def _rows(path) -> Iterator[tuple[str, tuple]]:
    with closing(sqlite3.connect(path)) as file:
        for table in re.findall(r"CREATE TABLE (\w+)", LAYOUT):
            for row in file.execute(f"SELECT * FROM {table}"):
                yield f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row


@pytest.mark.long
def test_a_database_of_a_team_is_read_as_its_file(team):
    address, path, _ = team
    for kind in ("DNA Statement", "\u0417\u0430\u043c\u0435\u0442\u043a\u0430"):
        found, expected = (analysis.read_dna(each, statement_type=kind) for each in (address, path))
        pd.testing.assert_frame_equal(found, expected)
        assert len(found)
    pd.testing.assert_frame_equal(statement_types(address), statement_types(path))
    of_type = {"variable": "organization", "statement_type": "DNA Statement"}
    pd.testing.assert_frame_equal(entities(address, **of_type), entities(path, **of_type))


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")
def test_the_guide_is_followed(team, capsys, monkeypatch):
    address, path, _ = team
    if not address.startswith("postgresql"):
        pytest.skip("the guide shows PostgreSQL")
    text = (NOTEBOOKS / "guides" / "database.md").read_text(encoding="utf-8")
    [step] = steps(text, ("py",))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    place = address.partition("@")[2].partition("/")[0]
    exec(step.code.replace("db.example.org", place), {"__name__": "prose"})
    expected = analysis.one_mode(analysis.study_from(path), "actor", "sector", level="stance")
    assert capsys.readouterr().out == f"{expected}\n"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")
def test_a_study_is_made_of_a_database_of_a_team_and_made_anew(team, tmp_path, monkeypatch, capsys):
    address, path, change = team
    monkeypatch.setenv("ATLAS_PROJECT", str(tmp_path))
    copies = []
    monkeypatch.setattr(
        dna_file, "copied", lambda *given: copies.append(given) or dna_server.copied(*given)
    )
    assert main(["new", "lake", "--from", address]) == 0
    assert len(copies) == 1
    made, expected = analysis.load_study(tmp_path / "data" / "lake"), analysis.study_from(path)
    for table in ("statements", "documents", "actors", "sectors"):
        found = getattr(made, table)[[*getattr(expected, table)]]
        pd.testing.assert_frame_equal(found, getattr(expected, table))
    assert len(made.statements)
    written = (tmp_path / "data" / "lake" / "datapackage.json").read_text(encoding="utf-8")
    assert name_of(address) in written and quote(PASSWORD, safe="") not in written
    capsys.readouterr()
    # without a password the server is asked for in vain, unless its client knows one
    kind = address.partition("://")[0]
    asked = [] if kind == "postgresql" else ["--from", address]
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    change(("UPDATE DOCUMENTS SET Title = 'Another title' WHERE ID = 1",))
    assert main(["new", str(made.folder), "--refresh", *asked]) == 0
    assert "1 row changed" in capsys.readouterr().out


@pytest.mark.long
def test_what_is_wrong_on_a_server_is_told_without_the_password(team):
    address, _, change = team
    name = name_of(address)
    for wrong in (address.replace("/debate", "/no_such"), address.replace("tide", "secret")):
        [line] = told(wrong)
        assert line.startswith(f"{name_of(wrong)}: could not be read (") and line.endswith(EXPECTED)
    change(("DELETE FROM ENTITIES WHERE ID = 8",))
    [line] = told(address)
    assert line.startswith(f"{name}, table DATASHORTTEXT, column Entity: 8 is not in ENTITIES")
    change(("ALTER TABLE STATEMENTTYPES RENAME TO KINDS",))
    lacking = "it lacks the tables STATEMENTTYPES"
    assert told(address) == [f"{name}: not a DNA 3 database; {lacking}"]


@pytest.mark.long
def test_clients_are_those_of_the_extra():
    packages = {package for _, package in KINDS.values()}
    if not any(find_spec(package) for package in packages):
        pytest.skip("the extra `servers` is not installed; make engines installs it")
    assert all(import_module(package) for package in packages)
