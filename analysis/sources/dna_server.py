"""Databases of Discourse Network Analyzer 3 on a server, taken into memory and read as files are.

What is read of a database fits into memory, and so it meets the same questions and the same checks
by whatever door it comes. No library here speaks to both kinds of servers but SQLAlchemy, which is
more than a copy of eleven tables needs.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from analysis.errors import InputError, check_choice, problem
from analysis.places import how_to_install

SECONDS = 10  # that a server has to answer a first time


class Server(NamedTuple):
    """A kind of server: its client, and what SQL is there for the same things."""

    package: str
    port: int
    here: str
    quote: str
    begin: str


POSTGRES = Server(
    "psycopg",
    5432,
    "current_schema()",
    '"',
    "START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
)
MARIADB = Server(
    "pymysql", 3306, "database()", "`", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
)
SERVERS = {
    "postgresql": POSTGRES,
    "postgres": POSTGRES,
    "mysql": MARIADB,
    "mariadb": MARIADB,
}


def is_address(source: object) -> bool:
    """Tell whether a source is an address such as `postgresql://anna@example.org/debate`."""
    return isinstance(source, str) and "://" in source


def name_of(source: str | Path) -> str:
    """Return what a database is called in what is told of it: never with a password.

    >>> name_of("postgresql://anna:secret@example.org:5432/debate?sslmode=require")
    'postgresql://anna@example.org:5432/debate'
    """
    if not is_address(source):
        return Path(source).name
    scheme, _, rest = str(source).partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{place.partition('?')[0]}"


def without_password(address: str) -> str:
    """Return an address as it may be written down: without a password, wherever it stood.

    >>> without_password("postgresql://anna:secret@example.org/debate?sslmode=require&password=x")
    'postgresql://anna@example.org/debate?sslmode=require'
    """
    asked = parse_qsl(urlsplit(address).query)
    kept = [(key, value) for key, value in asked if "pass" not in key.casefold()]
    return name_of(address) + (f"?{urlencode(kept)}" if kept else "")


def copied(address: str, tables: Mapping[str, Collection[str]]) -> sqlite3.Connection:
    """Return a database in memory with the columns of one state of the tables on a server.

    What is not there is left out. Raises `InputError` for an address that is none, a client that is
    not installed, and a server that does not answer or let the user in.
    """
    scheme = address.partition("://")[0]
    check_choice("address", scheme, [*SERVERS])
    server, name = SERVERS[scheme], name_of(address)
    given, more = _parts(address, server)
    client = _client(server.package, name)
    base = sqlite3.connect(":memory:")
    try:
        with closing(_connected(client, server, given, more)) as connection:
            for table, columns, rows in _tables(connection, server, tables):
                _write(base, table, columns, rows)
    except (client.Error, sqlite3.Error, OSError, RuntimeError, TypeError) as error:
        base.close()
        why = " ".join(str(error.args[-1] if error.args else error).split())
        expected = "expected a server that runs, a database there, and a user who may read it"
        told = problem(name, wrong=f"could not be read ({why})", expectation=expected)
        raise InputError(told) from None
    return base


def _client(package: str, name: str) -> Any:
    try:
        return import_module(package)
    except ModuleNotFoundError:
        expected = f"expected the extra: {how_to_install('servers')}"
        told = problem(name, wrong=f"package {package!r} is not installed", expectation=expected)
        raise InputError(told) from None


def _connected(client: Any, server: Server, given: dict[str, Any], more: dict[str, str]) -> Any:
    """Open a connection; parts of an address are given one by one, so that no error repeats it."""
    if server is POSTGRES:
        name = {"dbname": given.pop("database")}
        return client.connect(**given, **name, connect_timeout=SECONDS, autocommit=True, **more)
    home = {"read_default_file": "~/.my.cnf"} if Path("~/.my.cnf").expanduser().is_file() else {}
    return client.connect(**given, charset="utf8mb4", connect_timeout=SECONDS, **home, **more)


def _parts(address: str, server: Server) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the parts of an address that are there, and what it asks for after a `?`."""
    try:
        parts = urlsplit(address)
        told = {"host": parts.hostname, "port": parts.port or server.port}
    except ValueError:
        expected = "expected an address such as postgresql://anna@example.org:5432/debate"
        raise InputError(
            problem(name_of(address), wrong="is no address", expectation=expected)
        ) from None
    texts = {"user": parts.username, "password": parts.password, "database": parts.path[1:]}
    told |= {key: unquote(text) for key, text in texts.items() if text}
    if "database" not in told:
        wrong, expected = "names no database", "expected it after the server: …/debate"
        raise InputError(problem(name_of(address), wrong=wrong, expectation=expected))
    return {key: value for key, value in told.items() if value}, dict(parse_qsl(parts.query))


def _tables(
    connection: Any, server: Server, tables: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, list[str], list[tuple]]]:
    """Yield the tables that are there with their columns and rows, all of one moment.

    Capitals count for nothing: PostgreSQL has the names in small letters.
    """
    cursor = connection.cursor()
    cursor.execute(server.begin)
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        f"WHERE table_schema = {server.here}"
    )
    there: dict[str, dict[str, tuple[str, str]]] = {}
    for table, column in cursor.fetchall():
        there.setdefault(table.upper(), {})[column.upper()] = (table, column)
    for table, columns in tables.items():
        if found := there.get(table):
            named = [column for column in columns if column.upper() in found]
            held = next(iter(found.values()))[0]
            quoted = [_quoted(found[column.upper()][1], server) for column in named]
            cursor.execute(f"SELECT {', '.join(quoted) or '1'} FROM {_quoted(held, server)}")
            yield table, named, [tuple(row) for row in cursor.fetchall()]


def _quoted(name: str, server: Server) -> str:
    return server.quote + name.replace(server.quote, server.quote * 2) + server.quote


def _write(base: sqlite3.Connection, table: str, columns: list[str], rows: list[tuple]) -> None:
    """Write rows into columns without a type, so that values stay of theirs."""
    if not columns:
        columns = ["nothing"]
    base.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
