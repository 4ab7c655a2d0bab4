"""Seals a study at a release: its data package tells the hash and the size of each of its files.

Whoever gets a copy can tell by them whether it is whole. Between releases tables are edited, so
that a broken seal is a note and no problem.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.errors import InputError, Problem, problem, tell
from analysis.files import write_whole
from analysis.places import PACKAGE_FILE
from analysis.study.package import read_package

PLAIN = "md5"  # what Frictionless takes a hash for that does not name its kind
KIND = "sha256"
SEAL = ("bytes", "hash")


def seal(folder: Path, checked: Mapping[str, str]) -> list[str]:
    """Write hash and size of each declared file into a study's data package; return their paths.

    `checked` holds the SHA-256 of the files that were read and found right, as `Study.hashes`.
    Raises `InputError` for a file that is not there, and for one that has changed meanwhile.

    >>> from analysis.study.load import load_study
    >>> study = load_study("kazakhstan-russia")
    >>> seal(study.folder, study.hashes | {"actors.csv": "0"})
    Traceback (most recent call last):
    analysis.errors.InputError: actors.csv: changed while it was sealed; expected it at rest; \
try again
    """
    package = read_package(folder)
    paths = [resource["path"] for resource in package["resources"]]
    if problems := [*_unsealable(folder, paths, checked)]:
        raise InputError(problems)
    before = (folder / PACKAGE_FILE).read_bytes()
    package["resources"] = [_sealed(folder, resource) for resource in package["resources"]]
    after = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    if after != before:
        write_whole(folder / PACKAGE_FILE, after)
    return paths


def without_seal(resource: Mapping) -> dict:
    """Return what a data package declares of a table, but for the hash and size of its file.

    >>> without_seal({"name": "actors", "bytes": 12, "hash": "sha256:0a"})
    {'name': 'actors'}
    """
    return {key: value for key, value in resource.items() if key not in SEAL}


def note_broken_seal(folder: Path, package: Mapping, hashes: Mapping[str, str]) -> None:
    """Note in one line the files that are not as they were sealed; without a seal none is.

    `hashes` holds the SHA-256 of the files that have been read, by path.
    """
    resources = package["resources"]
    if broken := [each["path"] for each in resources if _is_broken(folder, each, hashes)]:
        told = (
            f"{', '.join(broken)}: changed since version {package['version']} was sealed; at the "
            "next release, atlas check --seal seals anew"
        )
        tell(told)


def _unsealable(folder: Path, paths: list[str], checked: Mapping[str, str]) -> Iterator[Problem]:
    for path in [PACKAGE_FILE, *paths]:
        if not (folder / path).is_file():
            yield problem(path, wrong="no such file", expectation="expected what is declared")
        elif path in checked and _digest(folder / path, KIND) != checked[path]:
            expected = "expected it at rest; try again"
            yield problem(path, wrong="changed while it was sealed", expectation=expected)


def _sealed(folder: Path, resource: Mapping) -> dict:
    """Return a resource with its seal, which stands before the long list of its fields."""
    path = folder / resource["path"]
    told = {"bytes": path.stat().st_size, "hash": f"{KIND}:{_digest(path, KIND)}"}
    bare = without_seal(resource)
    schema = {"schema": bare.pop("schema")} if "schema" in bare else {}
    return bare | told | schema


def _is_broken(folder: Path, resource: Mapping, hashes: Mapping[str, str]) -> bool:
    path, kind, value = folder / resource["path"], *_parts(resource.get("hash", ""))
    if {*SEAL}.isdisjoint(resource):
        return False
    if not path.is_file() or path.stat().st_size != resource.get("bytes", path.stat().st_size):
        return True
    known = hashes.get(resource["path"]) if kind == KIND else None
    return value != "" and value != (known or _digest(path, kind))


def _parts(told: str) -> tuple[str, str]:
    """Return kind and digits of a hash as Frictionless writes it.

    >>> _parts("sha256:0A"), _parts("0a")
    (('sha256', '0a'), ('md5', '0a'))
    """
    kind, colon, digits = told.rpartition(":")
    return (kind if colon else PLAIN), digits.lower()


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
