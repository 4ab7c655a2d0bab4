"""The coded passages of a REFI-QDA project: which code stands where in which source."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pandas as pd

from analysis.errors import InputError, problem
from analysis.sources.qdpx_file import guid, own_name
from analysis.tables.normal import normal

SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
PASSAGE = ["source", "layer", "left", "right", "top", "bottom", "code", "coder", "locator"]
EDGES = ("left", "right", "top", "bottom")
"""Of a passage of text or sound only left and right differ; a part of a page is a box."""

ENDS = {
    "PlainTextSelection": ("startPosition", "endPosition"),
    "AudioSelection": ("begin", "end"),
    "VideoSelection": ("begin", "end"),
    "TranscriptSelection": ("fromSyncPoint", "toSyncPoint"),
}
TEXTS = ("PlainTextSelection", "TranscriptSelection")
CORNERS = ("firstX", "secondX", "firstY", "secondY")


class Project(NamedTuple):
    """The sources of a project with their variables, and a row for each code of each passage."""

    sources: pd.DataFrame
    passages: pd.DataFrame


def read_passages(file: str, project: Element) -> Project:
    """Return the sources of a project by number, and what is coded in them.

    A code of the source itself stands everywhere in it: its layer is empty.
    """
    elements = [part for group in project if own_name(group) == "Sources" for part in group]
    elements = [each for each in elements if own_name(each) in SOURCES]
    coders = _names(project, "User")
    rows = [
        (number, *row)
        for number, element in enumerate(elements)
        for row in _codings(file, element, coders)
    ]
    passages = pd.DataFrame(rows, columns=PASSAGE)
    return Project(_sources(project, elements), passages)


def _codings(file: str, source: Element, coders: dict[str, str]) -> Iterator[tuple]:
    """Yield layer, edges, code, coder and locator of each coding, however deep it stands."""
    points, again = _points(source), _told_as_text(source)
    waiting: deque[tuple[Element, str, tuple]] = deque([(source, "", (0, 0, 0, 0, ""))])
    while waiting:
        element, layer, place = waiting.popleft()
        kind = own_name(element)
        if kind.endswith("Selection"):
            layer, place = _place(file, element, kind, layer, points)
        elif kind in ("Representation", "Transcript", "TextDescription"):
            layer = guid(element.get("guid")) or kind
            place = (0, 0, 0, 0, "")
        for part in element:
            if own_name(part) == "Coding":
                whole = not kind.endswith("Selection")
                who = coders.get(guid(part.get("creatingUser")), "")
                *edges, locator = place
                for code in part:
                    if own_name(code) == "CodeRef":
                        target = guid(code.get("targetGUID"))
                        yield ("" if whole else layer, *edges, target, who, locator)
            elif own_name(part) not in ("Description", "NoteRef") and part not in again:
                waiting.append((part, layer, place))


def _place(
    file: str, element: Element, kind: str, layer: str, points: dict[str, int]
) -> tuple[str, tuple]:
    """Return layer, edges and locator of a selection; two of one layer can overlap."""
    if kind == "TranscriptSelection":
        ends = [points.get(guid(element.get(name))) for name in ENDS[kind]]
        if None in ends:
            return f"{kind} {guid(element.get('guid'))}", (0, 1, 0, 1, "")
        return f"{kind} {layer}", (*ends, 0, 1, "")
    if kind in ENDS:
        first, last = (_whole(file, element, name) for name in ENDS[kind])
        what = "characters" if kind == "PlainTextSelection" else "milliseconds"
        return f"{kind} {layer}", (first, last, 0, 1, f"{what} {first}–{last}")
    left, right, top, bottom = (_whole(file, element, name) for name in CORNERS)
    page = element.get("page", "")
    box = (min(left, right), max(left, right), min(top, bottom), max(top, bottom))
    return f"{kind} {page}", (*box, f"page {page}" if page else "")


def _told_as_text(source: Element) -> set[Element]:
    """Return the selections that a source gives as text too, by their id, or the name of such.

    ATLAS.ti writes a passage of a PDF as text and as a box on each of its pages.
    """
    every = [each for each in source.iter() if own_name(each).endswith("Selection")]
    texts = {guid(each.get("guid")) for each in every if own_name(each) in TEXTS}
    boxes = [each for each in every if own_name(each) not in TEXTS]
    names = {each.get("name") for each in boxes if guid(each.get("guid")) in texts} - {None, ""}
    return {box for box in boxes if guid(box.get("guid")) in texts or box.get("name") in names}


def _points(source: Element) -> dict[str, int]:
    """Return where the points of a transcript stand in its text, or in time, by their ids."""
    found = {}
    for each in source.iter():
        at = each.get("position") or each.get("timeStamp")
        if own_name(each) == "SyncPoint" and at and at.isdecimal():
            found[guid(each.get("guid"))] = int(at)
    return found


def _whole(file: str, element: Element, name: str) -> int:
    text = element.get(name, "")
    try:
        return int(text)
    except ValueError:
        expected = "expected a whole number"
        raise InputError(
            problem(file, None, f"{own_name(element)}, {name}", text, expected)
        ) from None


def _sources(project: Element, elements: list[Element]) -> pd.DataFrame:
    """Return name and variables of each source; variables stand in it, or in a case of it."""
    variables = _names(project, "Variable")
    values = [{"name": _free(elements, number)} for number in range(len(elements))]
    places = {guid(each.get("guid")): number for number, each in enumerate(elements)}
    for number, element in enumerate(elements):
        values[number] = dict(_values(element, variables)) | values[number]
    for case in project.iter():
        if own_name(case) == "Case":
            told = dict(_values(case, variables))
            refs = [guid(p.get("targetGUID")) for p in case if own_name(p) == "SourceRef"]
            for number in [places[ref] for ref in refs if ref in places]:
                values[number] = told | values[number]
    return pd.DataFrame(values, columns=[*dict.fromkeys(["name", *variables.values()])])


def _values(element: Element, variables: dict[str, str]) -> Iterator[tuple[str, str]]:
    for value in element:
        if own_name(value) == "VariableValue":
            parts = {own_name(part): part for part in value}
            ref = parts.pop("VariableRef", None)
            name = variables.get(guid(ref.get("targetGUID")) if ref is not None else "")
            text = next((normal(part.text or "") for part in parts.values()), "")
            if name and name != "name" and text:
                yield name, text


def _free(elements: list[Element], number: int) -> str:
    """Return a source's name, with a number where others before it have the same."""
    names = [normal(each.get("name", "")) or "source" for each in elements[: number + 1]]
    before = names[:-1].count(names[-1])
    return f"{names[-1]} ({before + 1})" if before else names[-1]


def _names(project: Element, kind: str) -> dict[str, str]:
    return {
        guid(each.get("guid")): normal(each.get("name", ""))
        for each in project.iter()
        if own_name(each) == kind
    }
