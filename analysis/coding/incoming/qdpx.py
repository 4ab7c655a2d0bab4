"""Codes as a REFI-QDA project: passages of its texts that carry a code of each branch."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from analysis.coding.incoming.passage import CODED, Passage
from analysis.errors import InputError, problem
from analysis.sources.qdpx_codes import Branch, branch, codes_of, sets_of
from analysis.sources.qdpx_file import LARGEST, guid, open_project, own_name
from analysis.tables.normal import normal

SELECTION = "PlainTextSelection"
Place = tuple[int, int]


def read_project(path: Path, fields: Mapping[str, str]) -> list[Passage]:
    """Return the coded passages of the texts of a project, in the order of each text.

    `fields` names for each of our fields the code above those that are its values, or their set;
    a field that is not named has the code of its own name. Codings of one passage are one
    statement; where the program keeps a passage for each code, those of the same place are. Raises
    `InputError` for a code that is not there, and for a passage with two values of a field, which
    nobody can tell apart.
    """
    project = open_project(path)
    branches = _branches(path.name, project, fields)
    found, wrong = [], []
    for source in project.iter():
        if own_name(source) != "TextSource":
            continue
        text, name = _text(path, source), normal(source.get("name", ""))
        for (start, end), codes in _coded(source):
            named, torn = _named(codes, branches)
            if torn:
                value, expected = torn[1], "expected one, or a passage for each statement"
                wrong.append(problem(path.name, len(found) + 1, torn[0], value, expected))
            if named:
                found.append(Passage(len(found) + 1, name, named, start, end, "", text))
    if wrong or not found:
        expected = "expected fields={'actor': 'the code above the actors', ...}"
        none = [problem(path.name, wrong="no passage has one of the codes", expectation=expected)]
        raise InputError(wrong or none)
    return found


def _branches(file: str, project: Element, fields: Mapping[str, str]) -> dict[str, Branch]:
    codes, sets = codes_of(project), sets_of(project)
    names = {code.path[-1] for code in codes if code.path}
    asked = {name: name for name in CODED if name in names and name not in fields} | dict(fields)
    if not asked:
        told = f"has no codes called {', '.join(CODED)}"
        expected = "expected fields={'actor': 'the code above the actors', ...}"
        raise InputError(problem(file, wrong=told, expectation=expected))
    return {ours: branch(file, codes, sets, ours, theirs) for ours, theirs in asked.items()}


def _coded(source: Element) -> Iterator[tuple[Place, list[str]]]:
    """Yield the places of a text with the ids of their codes, one for each statement."""
    single: dict[Place, list[str]] = {}
    whole: list[tuple[Place, list[str]]] = []
    for each in source.iter():
        if own_name(each) != SELECTION:
            continue
        codes = [guid(ref.get("targetGUID")) for ref in each.iter() if own_name(ref) == "CodeRef"]
        place = _number(each, "startPosition"), _number(each, "endPosition")
        if len(codes) > 1:
            whole.append((place, codes))
        else:
            single.setdefault(place, []).extend(codes)
    yield from sorted([*whole, *single.items()], key=lambda pair: pair[0])


def _number(element: Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() else 0


def _named(
    codes: list[str], branches: Mapping[str, Branch]
) -> tuple[dict[str, str], tuple[str, str] | None]:
    """Return the value of each field among codes, and a field that has two values."""
    named, torn = {}, None
    for field, its in branches.items():
        values = [*dict.fromkeys(its.names[code] for code in codes if code in its.names)]
        if len(values) > 1:
            torn = field, " and ".join(values)
        elif values:
            named[field] = values[0]
    return named, torn


def _text(path: Path, source: Element) -> str:
    """Return the text of a source as it lies in the project, or nothing where it was left out."""
    for part in source:
        if own_name(part) == "PlainTextContent":
            return part.text or ""
    name = (source.get("plainTextPath") or "").rpartition("/")[2].casefold()
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if name and member.filename.rpartition("/")[2].casefold() == name:
                with archive.open(member) as file:
                    return file.read(LARGEST).decode("utf-8-sig", "replace")
    return ""
