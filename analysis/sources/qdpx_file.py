"""Opens a REFI-QDA project, a ZIP with one XML file in it, and sees that it is safe to read.

Nothing is unpacked: of the archive the one `.qde` at its root is read, in memory. Python's own
parser reads it once it is seen that no document type is declared, without which no entity can be;
the readers of others unpack whole archives, or cannot be had for this Python.
"""

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from analysis.errors import InputError, Problem, problem

LARGEST = 100_000_000
"""Bytes of a project's XML, which a hundred thousand coded passages do not reach."""

SWOLLEN = 200
"""So many times its packed size text may have; what is larger and swells more is a bomb."""


def open_project(path: str | Path) -> Element:
    """Return the root of a project's XML; raises `InputError` for what is none or is not safe."""
    path = Path(path)
    if not path.is_file():
        there = "a folder; expected a file" if path.is_dir() else f"no such file in {path.parent}"
        raise InputError(problem(path.name, wrong=there))
    if not path.stat().st_size:
        raise InputError(_line(path, "the file is empty"))
    try:
        with zipfile.ZipFile(path) as archive:
            return _root(path, _text(path, archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError):
        raise InputError(_line(path, "not a readable ZIP archive")) from None
    except (ParseError, expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(_line(path, f"its XML cannot be read ({error})")) from None


def own_name(element: Element) -> str:
    """Return an element's name without the namespace."""
    return element.tag.rpartition("}")[2]


def guid(text: str | None) -> str:
    """Return an id in one form; some programs write braces around it, or capitals."""
    return (text or "").strip().strip("{}").lower()


def _text(path: Path, archive: zipfile.ZipFile) -> bytes:
    members = archive.infolist()
    for member in members:
        if why := _unsafe(member):
            raise InputError(_line(path, why))
    roots = [each for each in members if re.fullmatch(r"(?i)[^/\\]+\.qde", each.filename)]
    if len(roots) != 1:
        found = "no .qde file" if not roots else f"{len(roots)} .qde files"
        raise InputError(_line(path, f"holds {found} at its root"))
    with archive.open(roots[0]) as file:
        text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise InputError(_line(path, f"{roots[0].filename} unpacks to more than {LARGEST:,} bytes"))
    return text


def _unsafe(member: zipfile.ZipInfo) -> str:
    """Return why a member of the archive is not to be trusted, or an empty string."""
    name = member.orig_filename.replace("\\", "/").partition("\0")[0]
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return f"holds the path {name[:100]!r}, which leads outside it"
    if member.flag_bits & 1:
        return "encrypted; expected it saved without a password"
    if member.file_size > LARGEST and member.file_size > SWOLLEN * max(member.compress_size, 1):
        return f"{name[:100]!r} would unpack to {member.file_size:,} bytes"
    return ""


def _root(path: Path, text: bytes) -> Element:
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _refused
    guard.Parse(text, True)
    root = fromstring(text)
    if own_name(root) != "Project":
        raise InputError(_line(path, f"its XML is a {own_name(root)[:100]!r}"))
    return root


def _refused(*_: object) -> None:
    raise ValueError("it declares a document type, which no project needs")


def _line(path: Path, wrong: str) -> Problem:
    expected = "" if "; expected" in wrong else "expected a REFI-QDA project, .qdpx"
    return problem(path.name, wrong=wrong, expectation=expected)
