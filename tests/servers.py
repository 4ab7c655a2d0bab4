"""Servers of databases, each thrown away after use; none is started where its program is not."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

HOST, PASSWORD = "127.0.0.1", "tide/pool 5%"
"""The password holds what an address has to write otherwise."""

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # which are not on the path


@contextmanager
def postgres() -> Iterator[dict]:
    """Run PostgreSQL with a user and a database `debate`, and give what a client has to know."""
    initdb, server = (_program(name) for name in ("initdb", "pg_ctl"))
    with _folder("postgres") as (folder, user):
        (folder / "password").write_text(PASSWORD)
        made = ["-D", f"{folder}/data", "-U", "anna", "-A", "scram-sha-256", "-E", "UTF8"]
        _run([initdb, *made, "--locale=C", "--pwfile", f"{folder}/password"], user)
        port = _free_port()
        told = f"-h {HOST} -p {port} -k {folder} -c fsync=off"
        started = [server, "-D", f"{folder}/data", "-l", f"{folder}/log"]
        _run([*started, "-o", told, "-w", "start"], user)
        try:
            told = {"PGPASSWORD": PASSWORD}
            client = [_program("createdb"), "-h", HOST, "-p", f"{port}", "-U", "anna", "debate"]
            _run(client, user, told)
            yield {"host": HOST, "port": port, "user": "anna", "database": "debate"}
        finally:
            _run([server, "-D", f"{folder}/data", "-m", "immediate", "-w", "stop"], user)


@contextmanager
def mariadb() -> Iterator[dict]:
    """Run MariaDB with a user and a database `debate`, and give what a client has to know."""
    install, server, admin = (
        _program(name) for name in ("mariadb-install-db", "mariadbd", "mariadb-admin")
    )
    with _folder("mysql") as (folder, user):
        made = [f"--datadir={folder}/data", "--auth-root-authentication-method=normal"]
        _run([install, "--no-defaults", *made, "--skip-test-db"], user)
        made = ["--character-set-server=utf8mb4", f"--datadir={folder}/data"]
        port, files = _free_port(), [f"--socket={folder}/socket", f"--pid-file={folder}/pid"]
        started = [*made, f"--bind-address={HOST}", f"--port={port}", *files]
        with subprocess.Popen(
            [server, "--no-defaults", *started], user=user, stderr=subprocess.DEVNULL
        ) as running:
            told = [admin, "--no-defaults", "-u", "root", files[0]]
            try:
                _run([*told, "--wait=60", "ping"], user)
                _run([*told, "create", "debate"], user)
                root = [_program("mariadb"), "--no-defaults", "-u", "root", files[0], "-e"]
                grant = f"GRANT ALL ON debate.* TO anna@'%' IDENTIFIED BY '{PASSWORD}'"
                _run([*root, grant], user)
                yield {"host": HOST, "port": port, "user": "anna", "database": "debate"}
            finally:
                running.terminate()


def _program(name: str) -> str:
    places = os.pathsep.join([os.environ["PATH"], *map(str, DEBIAN), "/usr/sbin"])
    found = shutil.which(name, path=places)
    if not found:
        pytest.skip(f"{name} is not here: make engines installs it")
    return found


@contextmanager
def _folder(owner: str) -> Iterator[tuple[Path, str | None]]:
    """Give a folder, and the user who runs a server in it, for none of them runs as root."""
    folder = Path(mkdtemp(prefix="atlas-server-"))
    user = owner if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _run(command: list[str], user: str | None, more: dict[str, str] | None = None) -> None:
    known = os.environ | (more or {})
    subprocess.run(
        command,
        user=user,
        env=known,
        cwd="/",
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
    )
