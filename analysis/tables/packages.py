"""Opens an XLSX workbook: its sheets, the texts they share, and the number formats of its cells."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.utils.escape import unescape

from analysis.errors import InputError, Problem, problem

OLE = b"\xd0\xcf\x11\xe0"  # how workbooks begin that are old or encrypted
BY_COUNTRY = {
    number: f"[$-F800]{BUILTIN_FORMATS.get(number, 'yyyy-mm-dd')}"
    for number in (14, 22, *range(27, 37), *range(50, 59))
}
"""Dates that a spreadsheet writes as its reader's country does, by the id of their format."""


class Sheet(NamedTuple):
    """A sheet of cells, and the part of the package that holds it."""

    name: str
    part: str
    hidden: bool


class Package(NamedTuple):
    """A workbook's sheets, shared texts, and number formats by style; the day its dates begin."""

    archive: zipfile.ZipFile
    sheets: list[Sheet]
    texts: list[str]
    codes: list[str]
    epoch: datetime

    def code(self, style: str | None) -> str:
        """Return the number format of a style."""
        place = int(style) if style and style.isdecimal() else 0
        return self.codes[place] if place < len(self.codes) else "General"


def open_package(path: Path) -> Package:
    """Open a workbook; raises `InputError` for what is none, is encrypted or of another kind."""
    raw = path.read_bytes()
    if raw.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in raw
        what, wanted = (
            ("encrypted", "without a password")
            if encrypted
            else ("a workbook of the old kind, XLS", "as XLSX")
        )
        raise InputError(problem(path.name, wrong=what, expectation=f"expected it saved {wanted}"))
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        if other := _other_kind(archive):
            raise InputError(
                problem(path.name, wrong=other, expectation="expected it saved as XLSX")
            )
        return _package(archive)
    except InputError:
        raise
    except Exception as error:  # a damaged file brings about whatever
        raise InputError(unreadable(path.name, error)) from None


def unreadable(file: str, error: Exception) -> Problem:
    """Say that a file is no workbook."""
    wrong = f"not a readable XLSX workbook ({type(error).__name__})"
    return problem(file, wrong=wrong, expectation="expected one that a spreadsheet opens")


def own_name(element: Element) -> str:
    """Return an element's name without the namespace, of which two are in use."""
    return element.tag.rpartition("}")[2]


def written(element: Element) -> str:
    """Return a text of one or several runs, without how to pronounce it."""
    runs = [part for part in element if own_name(part) in ("t", "r")]
    texts = [part for run in runs for part in run.iter() if own_name(part) == "t"]
    return unescape("".join(part.text or "" for part in texts))


def _other_kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "mimetype" in names:
        kind = archive.read("mimetype").decode("ascii", "replace").rpartition(".")[2]
        return f"an OpenDocument {kind} file"
    if any(name.endswith("workbook.bin") for name in names):
        return "a binary workbook, XLSB"
    return "a document of Word" if "word/document.xml" in names else ""


def _package(archive: zipfile.ZipFile) -> Package:
    [book] = [part for kind, part, _ in _relations(archive, "") if kind == "officeDocument"]
    root = fromstring(archive.read(book))
    related = list(_relations(archive, book))
    parts = {kind: part for kind, part, _ in related}
    properties = [element for element in root if own_name(element) == "workbookPr"]
    mac = any(element.get("date1904") in ("1", "true") for element in properties)
    return Package(
        archive,
        list(_sheets(root, {name: part for kind, part, name in related if kind == "worksheet"})),
        list(_texts(archive, parts.get("sharedStrings"))),
        list(_codes(archive, parts.get("styles"))),
        MAC_EPOCH if mac else WINDOWS_EPOCH,
    )


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, path and id of the parts to which a part points."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    for relation in fromstring(archive.read(source)):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield relation.get("Type", "").rpartition("/")[2], target[1:], relation.get("Id", "")


def _sheets(root: Element, parts: dict[str, str]) -> Iterator[Sheet]:
    for element in root.iter():
        ids = [value for key, value in element.attrib.items() if re.fullmatch(r"\{.*\}id", key)]
        if own_name(element) == "sheet" and ids and ids[0] in parts:
            hidden = element.get("state", "visible") != "visible"
            yield Sheet(element.get("name", ""), parts[ids[0]], hidden)


def _texts(archive: zipfile.ZipFile, part: str | None) -> Iterator[str]:
    if part not in archive.namelist():
        return
    with archive.open(part) as source:
        for _, element in iterparse(source):
            if own_name(element) == "si":
                yield written(element)
                element.clear()


def _codes(archive: zipfile.ZipFile, part: str | None) -> Iterator[str]:
    if part not in archive.namelist():
        return
    root = fromstring(archive.read(part))
    formats = [element for element in root.iter() if own_name(element) == "numFmt"]
    codes = BUILTIN_FORMATS | BY_COUNTRY
    codes |= {int(each.get("numFmtId", 0)): each.get("formatCode", "") for each in formats}
    for element in root:
        for style in element if own_name(element) == "cellXfs" else ():
            yield codes.get(int(style.get("numFmtId", 0))) or "General"
